#include "records/audit.hpp"

#include <algorithm>

#include "arch/calls.hpp"
#include "bpf/action.hpp"
#include "diagnostic/printable.hpp"
#include "records/lines.hpp"
#include "records/number_in.hpp"

namespace callgate::records {

namespace {

/// Before the names that auditd adds to a record.
constexpr char enriched_separator = '\x1d';

/// Whether it is a record of seccomp.
bool is_record(std::string_view line) {
  constexpr std::string_view types[] = {"type=1326 ", "type=SECCOMP "};
  return std::ranges::any_of(types, [&](std::string_view type) {
    const std::size_t at = line.find(type);
    return at != std::string_view::npos && (at == 0 || line[at - 1] == ' ');
  });
}

/// Where "key=" begins, as a word of its own.
std::vector<std::size_t> places_of(std::string_view line, std::string_view key) {
  std::vector<std::size_t> places;
  for (std::size_t at = 0; (at = line.find(key, at)) != std::string_view::npos; at += key.size()) {
    const std::size_t value = at + key.size();
    const bool is_word = at == 0 || line[at - 1] == ' ';
    if (is_word && line.substr(value).starts_with('=')) places.push_back(value + 1);
  }
  return places;
}

std::string_view value_at(std::string_view line, std::size_t at) {
  line.remove_prefix(at);
  const bool is_quoted = line.starts_with('"') && line.find('"', 1) != std::string_view::npos;
  return line.substr(0, is_quoted ? line.find('"', 1) + 1 : line.find(' '));
}

/// The value of "key=value", where a value in quotation marks keeps them; empty if there is none.
/// Interpreted records show a program's own name and path as they are, blanks and all. What is
/// wanted of the fields in front of these is their first place, of those behind the last.
std::string_view first_field(std::string_view line, std::string_view key) {
  const auto places = places_of(line, key);
  return places.empty() ? std::string_view{} : value_at(line, places.front());
}
std::string_view last_field(std::string_view line, std::string_view key) {
  const auto places = places_of(line, key);
  return places.empty() ? std::string_view{} : value_at(line, places.back());
}

/// In quotation marks; else in hexadecimal, which stands for whatever has odd bytes; or, as
/// interpreted, as it is.
std::string text_in(std::string_view value) {
  if (value.size() >= 2 && value.front() == '"' && value.back() == '"')
    return std::string(value.substr(1, value.size() - 2));
  const bool is_hex = !value.empty() && value.size() % 2 == 0 &&
                      value.find_first_not_of("0123456789ABCDEF") == std::string_view::npos;
  if (!is_hex) return value == "(null)" ? "" : std::string(value);
  std::string text;
  for (std::size_t i = 0; i < value.size(); i += 2)
    text += static_cast<char>(number_in(value.substr(i, 2), 16).value_or(0));
  return text;
}

/// "c000003e" or "x86_64".
std::optional<std::uint32_t> token_in(std::string_view text) {
  if (const auto abi = arch::abi_named(text)) return arch::facts(*abi).token;
  const auto number = number_in(text, 16);
  if (!number || *number > UINT32_MAX) return std::nullopt;
  return static_cast<std::uint32_t>(*number);
}

struct CodeName {
  std::string_view name;
  bpf::ActionKind kind;
};

/// As libaudit spells them.
constexpr CodeName code_names[] = {
    {"kill-process", bpf::ActionKind::kill_process},
    {"kill", bpf::ActionKind::kill_thread},
    {"kill-thread", bpf::ActionKind::kill_thread},
    {"trap", bpf::ActionKind::trap},
    {"errno", bpf::ActionKind::error},
    {"user-notify", bpf::ActionKind::notify},
    {"trace", bpf::ActionKind::trace},
    {"log", bpf::ActionKind::log},
    {"allow", bpf::ActionKind::allow},
};

std::optional<std::uint32_t> code_in(std::string_view text) {
  for (const CodeName& one : code_names) {
    if (text == one.name) return bpf::facts(one.kind).value;
  }
  const auto number = number_in(text, 16);
  if (!number || *number > UINT32_MAX) return std::nullopt;
  return static_cast<std::uint32_t>(*number);
}

std::variant<NoRecord, RecordedCall, Unread> unread(std::size_t number, std::string why) {
  return Unread{number, std::move(why)};
}

} // namespace

std::variant<NoRecord, RecordedCall, Unread> read_audit_line(std::string_view line,
                                                             std::size_t number) {
  if (!is_record(line)) return NoRecord{};
  line = line.substr(0, line.find(enriched_separator)); // what follows says the same by name
  RecordedCall call;
  call.line = number;
  call.fate = Fate::logged;
  const std::string_view token = last_field(line, "arch");
  call.token = token_in(token);
  if (!token.empty() && !call.token)
    return unread(number, "unknown arch=" + diagnostic::printable(token));
  const std::string_view called = last_field(line, "syscall");
  if (const auto value = number_in(called, 10)) {
    if (*value > UINT32_MAX) return unread(number, "syscall= is no number of a call");
    call.call = static_cast<std::uint32_t>(*value);
  } else if (arch::is_call_name(called)) {
    call.call = std::string(called);
  } else {
    return unread(number, called.empty() ? "it has no syscall="
                                         : "unknown syscall=" + diagnostic::printable(called));
  }
  if (const auto process = number_in(first_field(line, "pid"), 10);
      process && *process <= INT32_MAX)
    call.process = static_cast<int>(*process);
  call.name = text_in(first_field(line, "comm"));
  call.executable = text_in(first_field(line, "exe"));
  call.instruction_pointer = number_in(last_field(line, "ip"), 16).value_or(0);
  call.code = code_in(last_field(line, "code"));
  return call;
}

std::vector<Unread> read_audit(std::string_view text, const TakeCall& take) {
  std::vector<Unread> faults;
  for_each_line(text, [&](std::string_view line, std::size_t number) {
    const auto read = read_audit_line(line, number);
    if (const auto* call = std::get_if<RecordedCall>(&read)) take(*call);
    if (const auto* fault = std::get_if<Unread>(&read)) faults.push_back(*fault);
  });
  return faults;
}

} // namespace callgate::records
