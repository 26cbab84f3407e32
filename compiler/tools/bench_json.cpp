// The report of `bench` for machines.
#include <nlohmann/json.hpp>

#include "tools/bench_report.hpp"

namespace callgate::tools {

namespace {

using Json = nlohmann::ordered_json;

Json json(const Range& range) {
  return Json::array({range.low, range.high});
}

Json json(const Summary& summary) {
  return {{"median", summary.median},
          {"interval", json(summary.interval)},
          {"quartiles", json(summary.quartiles)}};
}

Json json(const Comparison& comparison) {
  return {{"ratio", json(comparison.ratio)}, {"extra_ns", json(comparison.extra)}};
}

Json json(const CallReport& report) {
  const BenchCall& call = report.call;
  Json object = {{"call", call.text},
                 {"number", call.call.number},
                 {"action", bpf::to_string(call.action)},
                 {"cached", call.is_cached},
                 {"executed", call.is_cached ? 0 : call.executed},
                 {"unfiltered_ns", json(report.unfiltered)}};
  object["to_unfiltered"] = {{"control", json(report.control)},
                             {"smallest_cached", json(report.cached)},
                             {"smallest_executed", json(report.executed)},
                             {"filter", json(report.given)}};
  object["smallest"] = call.is_cached ? "cached" : "executed";
  object["to_smallest"] = json(report.over_smallest);
  object["noisy"] = is_noisy(report.control);
  return object;
}

Json json(const InstallReport& report) {
  Json object = {{"smallest_ns", json(report.smallest)}, {"filter_ns", json(report.given)}};
  object["to_smallest"] = {{"control", json(report.control)},
                           {"smallest_executed", json(report.executed)},
                           {"filter", json(report.over_smallest)}};
  object["noisy"] = is_noisy(report.control);
  return object;
}

} // namespace

std::string json_of(const BenchReport& report) {
  const Circumstances& at = report.circumstances;
  Json object = {{"filter", at.filter},
                 {"instructions", at.instructions},
                 {"proven", at.is_proven},
                 {"kernel", at.kernel},
                 {"cpu", at.cpu ? Json(*at.cpu) : Json()},
                 {"cap_sys_admin", at.is_privileged},
                 {"rounds", at.rounds},
                 {"calls_per_round", at.calls_per_round}};
  object["calls"] = Json::array();
  for (const CallReport& call : report.calls)
    object["calls"].push_back(json(call));
  object["install"] = json(report.install);
  return object.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

} // namespace callgate::tools
