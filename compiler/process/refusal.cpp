// Judging a filter before running a command under it, by its rulings and its verdicts.
#include "process/refusal.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>
#include <unistd.h>

#include "arch/abi.hpp"
#include "arch/calls.hpp"
#include "bpf/action.hpp"
#include "bpf/interpreter.hpp"
#include "process/failure.hpp"

namespace callgate::process {
namespace {

constexpr std::size_t named_at_most = 5;

/// The calls that an interval covers on the ABIs of its ruleset, as "openat (x86_64)".
void append_calls(const ruleset::Ruleset& ruleset, const ruleset::Interval& interval,
                  std::vector<std::string>& names) {
  for (const arch::Abi abi : ruleset.abis)
    for (const arch::Call& call : arch::calls(abi))
      if (interval.first <= call.number && call.number <= interval.last)
        names.push_back(std::string(call.name) + " (" + std::string(arch::facts(abi).name) + ")");
}

std::string enumerate(const std::vector<std::string>& names) {
  std::string text;
  for (std::size_t i = 0; i < std::min(names.size(), named_at_most); ++i)
    text += (i == 0 ? "" : ", ") + names[i];
  if (names.size() > named_at_most)
    text += " and " + std::to_string(names.size() - named_at_most) + " more";
  return text;
}

/// Whether calls with some arguments get an action of that kind.
bool may_get(const ruleset::Decision& decision, bpf::ActionKind kind) {
  return decision.otherwise.kind == kind ||
         std::any_of(decision.clauses.begin(), decision.clauses.end(),
                     [&](const ruleset::Clause& clause) { return clause.action.kind == kind; });
}

} // namespace

std::optional<std::string> wrong_machine(const ruleset::Rulings& rulings) {
  const arch::Family here = arch::facts(arch::native_abi()).family;
  if (rulings.family == here) return std::nullopt;
  return "the filter serves " + std::string(arch::family_name(rulings.family)) +
         ", and this machine is " + std::string(arch::family_name(here));
}

std::vector<std::string> unanswered(const ruleset::Rulings& rulings) {
  struct Question {
    bpf::ActionKind kind;
    std::string_view missing;
  };
  constexpr std::array<Question, 2> questions{{
      {bpf::ActionKind::notify, "a listener, and nobody listens"},
      {bpf::ActionKind::trace, "a tracer, and nobody traces"},
  }};

  std::vector<std::string> lines;
  for (const Question& question : questions) {
    std::vector<std::string> calls;
    bool used = false;
    for (const ruleset::Ruleset& ruleset : rulings.rulesets) {
      for (const ruleset::Interval& interval : ruleset.intervals) {
        if (!may_get(interval.decision, question.kind)) continue;
        used = true;
        append_calls(ruleset, interval, calls);
      }
    }
    if (rulings.foreign.kind == question.kind) {
      used = true;
      calls.emplace_back("calls of foreign ABIs");
    }
    if (!used) continue;
    std::string line =
        std::string(bpf::facts(question.kind).name) + " needs " + std::string(question.missing);
    if (!calls.empty()) line += ": " + enumerate(calls);
    lines.push_back(std::move(line));
  }
  return lines;
}

std::vector<std::string> missing_for_exec(const proof::ProvenFilter& filter) {
  struct Need {
    std::string_view call;
    std::uint64_t first_argument; ///< where it is known
    std::string_view why;
  };
  constexpr std::array<Need, 3> needs{{
      {"execve", 0, ""},
      {"write", STDERR_FILENO, ": callgate says by it why the exec failed, if it fails"},
      {"exit_group", status_not_executable, ": callgate leaves by it if the exec fails"},
  }};

  const arch::AbiFacts& native = arch::facts(arch::native_abi());
  std::vector<std::string> missing;
  for (const Need& need : needs) {
    const std::string name = std::string(need.call) + " (" + std::string(native.name) + ")";
    const arch::Call* found = arch::find_call(native.abi, need.call);
    if (found == nullptr) {
      missing.push_back(name + ", which does not exist");
      continue;
    }
    bpf::CallData call;
    call.number = found->number;
    call.token = native.token;
    call.arguments[0] = need.first_argument;
    const bpf::Execution verdict = bpf::run(filter.program(), call, native.byte_order);
    const bpf::Action action = bpf::action_of(verdict.value);
    if (action.kind == bpf::ActionKind::allow || action.kind == bpf::ActionKind::log) continue;
    missing.push_back(name + ", which gets " + bpf::to_string(action) + std::string(need.why));
  }
  return missing;
}

} // namespace callgate::process
