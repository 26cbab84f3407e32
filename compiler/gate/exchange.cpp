#include "gate/exchange.hpp"

#include <nlohmann/json.hpp>

namespace callgate::gate {

namespace {

using Json = nlohmann::json;

Json json_of(const Ended& ended) {
  Json json{{"timed_out", ended.timed_out}, {"fault", ended.fault}};
  if (!ended.ending) return json;
  if (const auto* exit = std::get_if<ExitStatus>(&*ended.ending))
    json["status"] = exit->status;
  else
    json["signal"] = std::get<EndingSignal>(*ended.ending).signal;
  return json;
}

Ended ended_of(const Json& json) {
  Ended ended;
  ended.timed_out = json.at("timed_out").get<bool>();
  ended.fault = json.at("fault").get<std::string>();
  if (json.contains("status")) ended.ending = ExitStatus{json["status"].get<int>()};
  if (json.contains("signal")) ended.ending = EndingSignal{json["signal"].get<int>()};
  return ended;
}

Json json_of(const SeenCall& seen) {
  const Times& times = seen.times;
  return {seen.call.abi, seen.call.name, times.allowed, times.answered, times.newer, times.denied};
}

SeenCall seen_of(const Json& json) {
  const auto times = [&](std::size_t i) { return json.at(i).get<std::uint64_t>(); };
  return {{json.at(0).get<std::string>(), json.at(1).get<std::string>()},
          {times(2), times(3), times(4), times(5)}};
}

Json json_of(const Denial& denial) {
  return {denial.call.abi, denial.call.name, denial.text,   denial.action,
          denial.reason,   denial.count,     denial.report, denial.details};
}

Denial denial_of(const Json& json) {
  const auto text = [&](std::size_t i) { return json.at(i).get<std::string>(); };
  return {{text(0), text(1)},
          text(2),
          text(3),
          text(4),
          json.at(5).get<std::uint64_t>(),
          text(6),
          text(7)};
}

Json json_of(const EntryUse& use) {
  return {use.calls, use.parts, use.members};
}

EntryUse use_of(const Json& json) {
  return {json.at(0).get<std::uint64_t>(), json.at(1).get<std::vector<std::uint64_t>>(),
          json.at(2).get<std::set<std::size_t>>()};
}

template <typename Value>
Json list_of(const std::vector<Value>& values) {
  Json list = Json::array();
  for (const Value& value : values)
    list.push_back(json_of(value));
  return list;
}

template <typename Value>
std::vector<Value> values_of(const Json& list, Value (*value_of)(const Json&)) {
  std::vector<Value> values;
  values.reserve(list.size());
  for (const Json& json : list)
    values.push_back(value_of(json));
  return values;
}

} // namespace

std::string encode(const Watched& watched) {
  const Json json{{"ended", json_of(watched.ended)},
                  {"calls", list_of(watched.calls)},
                  {"denials", list_of(watched.denials)},
                  {"entries", list_of(watched.entries)}};
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::optional<Watched> decode(std::string_view text) {
  try {
    const Json json = Json::parse(text);
    return Watched{ended_of(json.at("ended")), values_of(json.at("calls"), seen_of),
                   values_of(json.at("denials"), denial_of), values_of(json.at("entries"), use_of)};
  } catch (const Json::exception&) {
    return std::nullopt;
  }
}

} // namespace callgate::gate
