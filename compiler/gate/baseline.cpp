#include "gate/baseline.hpp"

#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "diagnostic/printable.hpp"

namespace callgate::gate {

namespace {

using diagnostic::printable;
using Json = nlohmann::json;

std::optional<CallSet> calls_in(const Json& run) {
  const auto calls = run.find("calls");
  if (calls == run.end() || !calls->is_array()) return std::nullopt;
  CallSet set;
  for (const Json& call : *calls) {
    if (!call.is_object() || !call.contains("abi") || !call.contains("name") ||
        !call["abi"].is_string() || !call["name"].is_string())
      return std::nullopt;
    set.insert({call["abi"].get<std::string>(), call["name"].get<std::string>()});
  }
  return set;
}

CallSet calls_of(const RunResult& run) {
  CallSet set;
  for (const SeenCall& seen : run.calls)
    set.insert(seen.call);
  return set;
}

CallSet minus(const CallSet& from, const CallSet& what) {
  CallSet rest = from;
  for (const CallName& call : what)
    rest.erase(call);
  return rest;
}

std::string name_in_message(const CallName& call) {
  const bool is_native = call.abi == arch::facts(arch::native_abi()).name;
  return printable(is_native ? call.name : call.name + "@" + call.abi);
}

/// What one run calls that it did not, and the reverse.
void compare_run(const RunResult& run, const CallSet& before, const CallSet& anywhere,
                 std::vector<Finding>& findings) {
  const CallSet now = calls_of(run);
  for (const CallName& call : minus(now, before)) {
    if (anywhere.contains(call))
      findings.push_back({Finding::Kind::new_in_run, false,
                          name_in_message(call) + " is new in this run; others made it before",
                          run.name});
  }
  for (const CallName& call : minus(before, now))
    findings.push_back({Finding::Kind::vanished_call, false,
                        name_in_message(call) + " was made before, and no longer", run.name});
}

} // namespace

std::variant<Baseline, NoBaseline> read_baseline(std::string name, std::string_view text) {
  const Json json = Json::parse(text, nullptr, false);
  if (json.is_discarded()) return NoBaseline{"it is no JSON"};
  const NoBaseline foreign{"it is no result of callgate check: write one with --json"};
  if (!json.is_object()) return foreign;
  const auto runs = json.find("runs");
  if (runs == json.end() || !runs->is_array()) return foreign;
  Baseline baseline{std::move(name), {}};
  for (const Json& run : *runs) {
    if (!run.is_object() || !run.contains("name") || !run["name"].is_string()) return foreign;
    auto calls = calls_in(run);
    if (!calls) return foreign;
    baseline.runs.insert_or_assign(run["name"].get<std::string>(), *std::move(calls));
  }
  return baseline;
}

std::vector<Finding> compare(const std::vector<RunResult>& runs, const Baseline& baseline) {
  CallSet anywhere;
  for (const auto& [name, calls] : baseline.runs)
    anywhere.insert(calls.begin(), calls.end());
  std::vector<Finding> findings;
  std::set<std::string_view> names;
  CallSet told;
  for (const RunResult& run : runs) {
    names.insert(run.name);
    for (const CallName& call : minus(calls_of(run), anywhere)) {
      if (told.insert(call).second)
        findings.push_back({Finding::Kind::new_call, true,
                            name_in_message(call) + " is new: no run of the baseline made it",
                            run.name});
    }
    const auto before = baseline.runs.find(run.name);
    if (before != baseline.runs.end()) compare_run(run, before->second, anywhere, findings);
  }
  for (const auto& [name, calls] : baseline.runs) {
    if (!names.contains(name))
      findings.push_back(
          {Finding::Kind::vanished_run,
           false,
           "the baseline's run " + diagnostic::quoted(name) + " is not in the corpus",
           {}});
  }
  return findings;
}

} // namespace callgate::gate
