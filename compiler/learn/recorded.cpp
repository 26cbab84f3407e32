#include "learn/recorded.hpp"

#include <algorithm>
#include <variant>

#include "arch/calls.hpp"
#include "diagnostic/printable.hpp"
#include "records/audit.hpp"
#include "records/strace.hpp"

namespace callgate::learn {

namespace {

bool is_execve(const records::RecordedCall& call, arch::Abi otherwise) {
  const auto abi = records::abi_of(call, otherwise);
  const auto number = abi ? records::number_on(call, *abi) : std::nullopt;
  const arch::Call* found = number ? arch::find_call(*abi, *number) : nullptr;
  return found != nullptr && found->name == "execve";
}

/// A row of a table says how often, and nothing of arguments.
bool is_row(const records::RecordedCall& call) {
  return std::ranges::all_of(call.texts, [](const std::string& text) { return text.empty(); }) &&
         std::ranges::none_of(call.arguments, [](const auto& value) { return value.has_value(); });
}

std::string name_of(const records::RecordedCall& call) {
  if (const auto* name = std::get_if<std::string>(&call.call)) return diagnostic::quoted(*name);
  return "#" + std::to_string(std::get<std::uint32_t>(call.call));
}

} // namespace

std::vector<records::Unread> Recording::add_strace(std::string_view text) {
  bool is_first = true;
  return records::read_strace(text, abi_, [&](const records::RecordedCall& call) {
    std::uint64_t count = call.count;
    if (is_execve(call, abi_) && is_row(call) && count != 0) {
      --count;
      notes_.insert("strace's table counts execve: once less was taken, for the command's start");
    } else if (is_execve(call, abi_) && is_first && call.fate == records::Fate::made) {
      count = 0;
    }
    is_first = false;
    if (count != 0) add(call, count);
  });
}

std::vector<records::Unread> Recording::add_audit(std::string_view text) {
  return records::read_audit(text,
                             [&](const records::RecordedCall& call) { add(call, call.count); });
}

void Recording::add(const records::RecordedCall& call, std::uint64_t count) {
  const auto abi = records::abi_of(call, abi_);
  const auto number = abi ? records::number_on(call, *abi) : std::nullopt;
  if (!number) {
    notes_.insert("no ABI in question has the call " + name_of(call) + ": it was left out");
    is_complete_ = false;
    return;
  }
  bpf::CallData data{*number, arch::facts(*abi).token, 0, {}};
  const records::Registers* const asked = tally_.interest().of(data.token, data.number);
  for (std::size_t i = 0; i < data.arguments.size(); ++i) {
    if (!call.arguments[i] && asked != nullptr && (*asked)[i] != 0) {
      tally_.add_unseen(data.token, data.number, count);
      return;
    }
    data.arguments[i] = call.arguments[i].value_or(0);
  }
  tally_.add(data, count);
}

} // namespace callgate::learn
