// A condition of a few fixed calls → parse, print, parse again.
#include <algorithm>
#include <iterator>

#include "fuzz/claim.hpp"
#include "fuzz/messages.hpp"
#include "policy/item.hpp"
#include "policy/text.hpp"
#include "support/print_condition.hpp"

namespace callgate::fuzz {

namespace {

using diagnostic::Diagnostics;
using diagnostic::Source;

/// Arguments that are known, that are called like registers, that have no names, none at
/// all, and a call that is at fault itself.
constexpr std::string_view calls[] = {"openat",  "prctl",  "#438",
                                      "newest?", "getpid", "opneat@x86_64"};

/// The entry as it stands in a policy; says nothing about what toml++ makes of the bytes.
struct Reading {
  std::string written;
  Source source;
  Diagnostics diagnostics{};
  std::optional<policy::Entry> entry{};

  Reading(std::string_view call, std::string_view condition)
      : written(std::string(call) + "(" + std::string(condition) + ")"),
        source("policy.toml", "'" + written + "'") {
    const policy::StringText place(source, {0, source.text().size()});
    if (auto item = policy::parse_item({written, place}, diagnostics))
      entry = std::get<policy::Entry>(*std::move(item));
  }

  [[nodiscard]] bool has(std::string_view code) const {
    const auto found = diagnostics.sorted();
    return std::any_of(found.begin(), found.end(),
                       [&](const diagnostic::Diagnostic& message) { return message.code == code; });
  }
};

void check_printed(std::string_view call, const policy::Condition& condition) {
  const std::string text = tests::printed(condition);
  const Reading again(call, text);
  // Printing adds parentheses, which may be one too many.
  if (again.has("nesting")) return;
  claim(again.entry.has_value(), "what was read is refused when printed: " + text);
  const std::string twice = tests::printed(*again.entry->condition);
  claim(twice == text, "printed " + text + ", and then " + twice);
}

} // namespace

void expression(Bytes bytes) {
  // One call an input, as looking for names like an unknown one takes its time.
  const std::string_view call = calls[bytes.size() % std::size(calls)];
  const Reading reading(call, text_of(bytes));
  claim(reading.entry.has_value() != reading.diagnostics.has_errors(),
        "an entry comes without an error, and only then");
  check_messages(reading.source, reading.diagnostics);
  if (reading.entry) check_printed(call, *reading.entry->condition);
}

} // namespace callgate::fuzz
