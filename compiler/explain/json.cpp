// A report for machines: one line of JSON. docs/explain.md lists its keys.
#include <nlohmann/json.hpp>

#include "bpf/hex.hpp"
#include "explain/explain.hpp"

namespace callgate::explain {

namespace {

using Json = nlohmann::ordered_json;

Json arguments_of(const Report& report) {
  Json array = Json::array();
  for (const Argument& argument : report.arguments) {
    Json object;
    object["name"] = argument.name;
    object["value"] = argument.value;
    if (!argument.meaning.empty()) object["meaning"] = argument.meaning;
    if (argument.is_deciding) object["deciding"] = true;
    array.push_back(std::move(object));
  }
  return array;
}

void put_caller(Json& object, const records::Caller& caller) {
  if (caller.process != 0) object["process"] = caller.process;
  if (caller.thread != 0) object["thread"] = caller.thread;
  if (!caller.executable.empty()) object["executable"] = caller.executable;
  if (!caller.name.empty()) object["comm"] = caller.name;
}

Json stack_of(const Report& report) {
  Json array = Json::array();
  for (const records::Frame& frame : report.stack) {
    Json object;
    object["address"] = bpf::hex(frame.address);
    if (!frame.function.empty()) {
      object["function"] = frame.function;
      object["offset"] = frame.offset;
    }
    if (!frame.module.empty()) {
      object["module"] = frame.module;
      object["module_offset"] = bpf::hex(frame.module_offset);
    }
    if (!frame.source.empty()) {
      object["source"] = frame.source;
      object["line"] = frame.line;
    }
    array.push_back(std::move(object));
  }
  return array;
}

void put_place(Json& object, const Report& report, const Place& place) {
  object["file"] = report.policy;
  object["line"] = place.line;
  object["column"] = place.column;
  if (!place.table.empty()) object["table"] = place.table;
  object["entry"] = place.text;
}

void put_verdict(Json& object, const Report& report) {
  const Verdict& verdict = report.verdict;
  object["action"] = bpf::facts(verdict.action.kind).name;
  if (bpf::facts(verdict.action.kind).has_data) object["data"] = verdict.action.data;
  object["allowed"] = report.is_allowed;
  object["reason"] = name_of(verdict.reason);
  object["because"] = verdict.sentence;
  if (verdict.place) {
    object["place"] = Json::object();
    put_place(object["place"], report, *verdict.place);
  }
  if (verdict.near.empty()) return;
  object["near"] = Json::array();
  for (const NearMiss& miss : verdict.near) {
    Json one;
    put_place(one, report, miss.place);
    if (!miss.failing.empty()) one["failing"] = miss.failing;
    if (!miss.here.empty()) one["here"] = miss.here;
    object["near"].push_back(std::move(one));
  }
}

Json remedy_of(const Remedy& remedy) {
  Json object;
  object["kind"] = name_of(remedy.kind);
  object["what"] = remedy.what;
  if (!remedy.options.empty()) object["options"] = remedy.options;
  if (!remedy.changes.empty()) {
    object["changes"] = Json::array();
    for (const Change& change : remedy.changes)
      object["changes"].push_back(
          {{"line", change.line}, {"before", change.before}, {"after", change.after}});
  }
  if (!remedy.patch.empty()) object["patch"] = remedy.patch;
  if (!remedy.opens.empty()) object["opens"] = remedy.opens;
  if (remedy.more != 0) object["more"] = remedy.more;
  if (!remedy.risks.empty()) object["risks"] = remedy.risks;
  return object;
}

} // namespace

std::string to_json(const Report& report, std::size_t times) {
  Json object;
  object["call"] = report.name;
  object["text"] = report.text;
  object["number"] = report.call.number;
  object["token"] = bpf::hex(report.call.token);
  if (report.abi) object["abi"] = arch::facts(*report.abi).name;
  if (times != 0) object["times"] = times;
  put_caller(object, report.caller);
  object["arguments"] = arguments_of(report);
  if (!report.stack.empty()) object["stack"] = stack_of(report);
  object["policy"] = report.policy;
  put_verdict(object, report);
  if (!report.notes.empty()) object["notes"] = report.notes;
  object["remedies"] = Json::array();
  for (const Remedy& remedy : report.remedies)
    object["remedies"].push_back(remedy_of(remedy));
  // Text from outside may not be UTF-8; the output always is.
  return object.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

} // namespace callgate::explain
