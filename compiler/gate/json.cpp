#include <nlohmann/json.hpp>

#include "gate/reports.hpp"

namespace callgate::gate {

namespace {

using Json = nlohmann::ordered_json;

template <typename Value>
Json list_of(const std::vector<Value>& values, Json (*json_of)(const Value&)) {
  Json list = Json::array();
  for (const Value& value : values)
    list.push_back(json_of(value));
  return list;
}

Json seen_json(const SeenCall& seen) {
  Json json{{"abi", seen.call.abi}, {"name", seen.call.name}, {"allowed", seen.times.allowed}};
  if (seen.times.answered != 0) json["answered"] = seen.times.answered;
  if (seen.times.newer != 0) json["newer"] = seen.times.newer;
  if (seen.times.denied != 0) json["denied"] = seen.times.denied;
  return json;
}

Json denial_json(const Denial& denial) {
  Json json{{"abi", denial.call.abi},  {"name", denial.call.name}, {"call", denial.text},
            {"action", denial.action}, {"reason", denial.reason},  {"times", denial.count},
            {"report", denial.report}};
  Json details = Json::parse(denial.details, nullptr, false);
  if (details.is_object()) json["details"] = std::move(details);
  return json;
}

Json finding_json(const Finding& finding) {
  Json json{{"kind", code_of(finding.kind)},
            {"severity", finding.fails ? "failure" : "warning"},
            {"message", finding.message}};
  if (!finding.run.empty()) json["run"] = finding.run;
  if (finding.line == 0) return json;
  json["line"] = finding.line;
  json["column"] = finding.column;
  return json;
}

Json run_json(const RunResult& run) {
  Json json{{"name", run.name},
            {"command", run.command},
            {"capabilities", run.capabilities},
            {"repeats", run.repeats},
            {"seconds", run.seconds},
            {"calls", list_of(run.calls, seen_json)},
            {"denials", list_of(run.denials, denial_json)}};
  if (!run.output.empty()) json["output"] = run.output;
  return json;
}

Json part_json(const PartResult& part) {
  return {{"text", part.text}, {"line", part.line}, {"column", part.column}, {"calls", part.calls}};
}

Json entry_json(const EntryResult& entry) {
  Json json{
      {"table", entry.table}, {"entry", entry.text},      {"action", entry.action},
      {"line", entry.line},   {"column", entry.column},   {"chosen", entry.is_active},
      {"calls", entry.calls}, {"members", entry.members}, {"used_members", entry.used_members}};
  if (entry.is_hidden) json["vdso"] = true;
  if (!entry.parts.empty()) json["parts"] = list_of(entry.parts, part_json);
  return json;
}

Json capability_json(const CapabilityResult& capability) {
  return {{"name", capability.name},
          {"line", capability.line},
          {"column", capability.column},
          {"runs", capability.runs},
          {"calls", capability.calls}};
}

Json cost_json(const FilterCost& cost) {
  return {{"capabilities", cost.capabilities},
          {"family", cost.family},
          {"instructions", cost.instructions},
          {"ebpf_instructions", cost.ebpf_instructions},
          {"calls", cost.calls},
          {"cached", cost.cached},
          {"executed", cost.executed}};
}

} // namespace

std::string to_json(const Result& result) {
  Json json{{"policy", result.policy}, {"corpus", result.corpus}, {"passed", result.passed()}};
  if (result.baseline) json["baseline"] = *result.baseline;
  json["findings"] = list_of(result.findings, finding_json);
  json["runs"] = list_of(result.runs, run_json);
  json["entries"] = list_of(result.entries, entry_json);
  json["capabilities"] = list_of(result.capabilities, capability_json);
  json["cost"] = list_of(result.costs, cost_json);
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

} // namespace callgate::gate
