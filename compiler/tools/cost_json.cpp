#include <nlohmann/json.hpp>

#include "tools/cost_text.hpp"

namespace callgate::tools {

namespace {

using Json = nlohmann::ordered_json;

Json json_of(const Executed& executed) {
  return {{"inputs", executed.inputs},
          {"mean", executed.mean(executed.steps)},
          {"max", executed.most},
          {"taken", executed.mean(executed.taken)},
          {"not_taken", executed.mean(executed.not_taken)}};
}

Json json_of(const CallCost& call) {
  return {{"name", call.name}, {"number", call.number}, {"cached", call.is_cached},
          {"min", call.least}, {"max", call.most},      {"calls", call.calls}};
}

Json numbers_of(const AbiCost& cost) {
  Json numbers{{"first", cost.numbers.first}, {"last", cost.numbers.last}};
  if (cost.decided) {
    numbers["listed"] = cost.decided->listed;
    numbers["allowed"] = cost.decided->allowed;
    numbers["conditional"] = cost.decided->conditional;
    numbers["cut"] = cost.decided->cut;
  } else {
    numbers["undecided"] = cost.undecided;
  }
  numbers["cached"] = cost.cached;
  return numbers;
}

Json json_of(const AbiCost& cost) {
  Json executed{{"allowed", json_of(cost.allowed)},
                {"all", json_of(cost.all)},
                {"uncached", json_of(cost.uncached)}};
  if (cost.decided) executed["satisfied"] = json_of(cost.satisfied);
  if (cost.counted.inputs != 0) {
    executed["counted"] = json_of(cost.counted);
    executed["counted_uncached"] = json_of(cost.counted_uncached);
  }
  Json dearest = Json::array();
  for (const CallCost& call : cost.dearest)
    dearest.push_back(json_of(call));
  return {{"abi", arch::facts(cost.abi).name},
          {"numbers", numbers_of(cost)},
          {"executed", std::move(executed)},
          {"dearest", std::move(dearest)}};
}

Json json_of(const FamilyCost& cost) {
  Json preparations = Json::array();
  for (const bpf::Preparation& preparation : cost.preparations)
    preparations.push_back({{"abi", arch::facts(preparation.abi).name},
                            {"numbers", preparation.numbers},
                            {"emulated", preparation.steps}});
  Json abis = Json::array();
  for (const AbiCost& abi : cost.abis)
    abis.push_back(json_of(abi));
  return {{"family", arch::family_name(cost.family)}, {"filters", cost.filters},
          {"instructions", cost.instructions},        {"ebpf_instructions", cost.ebpf_instructions},
          {"install", std::move(preparations)},       {"abis", std::move(abis)}};
}

} // namespace

std::string cost_json(const CostReport& report) {
  Json families = Json::array();
  for (const FamilyCost& family : report.families)
    families.push_back(json_of(family));
  const Json object{{"subject", report.subject}, {"families", std::move(families)}};
  return object.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

} // namespace callgate::tools
