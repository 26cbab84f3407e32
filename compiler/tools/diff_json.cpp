#include <nlohmann/json.hpp>

#include "bpf/hex.hpp"
#include "tools/diff_text.hpp"

namespace callgate::tools {

namespace {

using Json = nlohmann::ordered_json;

Json json_of(const std::vector<NumberRange>& ranges) {
  Json list = Json::array();
  for (const NumberRange& range : ranges)
    list.push_back({range.first, range.last});
  return list;
}

Json json_of(bpf::Action action) {
  Json object{{"action", bpf::facts(action.kind).name}};
  if (bpf::facts(action.kind).has_data) object["data"] = action.data;
  return object;
}

Json json_of(const bpf::CallData& call) {
  Json arguments = Json::array();
  for (const std::uint64_t argument : call.arguments)
    arguments.push_back(bpf::hex(argument));
  return {{"token", bpf::hex(call.token)},
          {"number", call.number},
          {"arguments", arguments},
          {"instruction_pointer", bpf::hex(call.instruction_pointer)}};
}

std::string_view name_of(Direction direction) {
  switch (direction) {
  case Direction::widening:
    return "widening";
  case Direction::narrowing:
    return "narrowing";
  case Direction::other:
    break;
  }
  return "other";
}

Json json_of(const Difference& difference) {
  Json calls = Json::array();
  for (const NamedCall& call : difference.calls.named)
    calls.push_back({{"name", call.name}, {"number", call.number}});
  Json object{{"direction", name_of(direction(difference.a, difference.b))},
              {"calls", calls},
              {"numbers", json_of(difference.calls.numbers)},
              {"a", json_of(difference.a)},
              {"b", json_of(difference.b)}};
  if (const auto* condition = std::get_if<std::string>(&difference.when))
    object["condition"] = *condition;
  else if (const auto* unsayable = std::get_if<wording::Unsayable>(&difference.when))
    object["no_condition"] = unsayable->reason;
  object["witness"] = json_of(difference.witness);
  if (difference.witness_abi)
    object["witness"]["call"] = wording::call_text(*difference.witness_abi, difference.witness);
  object["inputs"] = difference.inputs.digits();
  return object;
}

} // namespace

std::string diff_json(const DiffReport& report) {
  Json groups = Json::array();
  for (const FamilyDifferences& family : report.families) {
    for (const Group& group : family.groups) {
      Json object;
      if (family.family) object["family"] = arch::family_name(*family.family);
      if (group.abi) object["abi"] = arch::facts(*group.abi).name;
      object["tokens"] = json_of(group.tokens);
      object["differences"] = Json::array();
      for (const Difference& difference : group.differences)
        object["differences"].push_back(json_of(difference));
      groups.push_back(std::move(object));
    }
  }
  const Json object{{"a", report.a},
                    {"b", report.b},
                    {"same", count(report) == 0},
                    {"widened", count(report, Direction::widening) != 0},
                    {"groups", groups}};
  return object.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

} // namespace callgate::tools
