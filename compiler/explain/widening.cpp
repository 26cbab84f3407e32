#include "explain/widening.hpp"

#include <algorithm>
#include <bit>

#include "explain/deciding.hpp"

namespace callgate::explain {

namespace {

std::string_view written(const diagnostic::Source& source, diagnostic::Span span) {
  return source.text().substr(span.begin, span.end - span.begin);
}

std::string wider(const policy::Comparison& test, std::string_view value,
                  const diagnostic::Source& source) {
  std::string text(written(source, test.term.span));
  text += " in {";
  text += written(source, test.constant.span);
  text += ", ";
  text += value;
  text += '}';
  return text;
}

std::string wider(const policy::Membership& test, std::string_view value,
                  const diagnostic::Source& source) {
  std::string text(written(source, test.term.span));
  text += " in {";
  for (const policy::Element& element : test.elements) {
    text += written(source, element.span);
    text += ", ";
  }
  text += value;
  text += '}';
  return text;
}

/// By its type or its name, as `unsigned long` stands for addresses as well as for flags.
bool is_address_or_size(const arch::Argument& argument) {
  constexpr std::string_view types[] = {"long", "size_t", "off_t", "uptr", "uintptr"};
  constexpr std::string_view names[] = {"addr",  "address", "len", "length", "size",
                                        "count", "cnt",     "off", "offset"};
  return std::ranges::any_of(
             types,
             [&](auto type) { return argument.type.find(type) != std::string_view::npos; }) ||
         std::ranges::any_of(names, [&](auto name) { return argument.canonical.ends_with(name); });
}

/// Whether the argument in that slot takes a value of which a policy may speak.
bool is_widenable(const Subject& subject, std::uint8_t slot) {
  const auto is_there = [&](const arch::Argument& argument) {
    return argument.place == arch::ArgumentPlace::registers &&
           (argument.slot == slot || argument.high_slot == slot);
  };
  const auto deciding = deciding_arguments(subject);
  if (std::ranges::any_of(deciding, is_there, &Deciding::argument)) return true;
  const auto* const found = std::ranges::find_if(subject.parameters, is_there);
  if (found == subject.parameters.end()) return true; // nobody knows what it is
  return !found->is_pointer && !is_descriptor(*found) && !is_address_or_size(*found);
}

} // namespace

std::optional<Edit> widened(const Listing& listing, const Subject& subject,
                            const diagnostic::Source& source) {
  if (listing.rule->group || listing.failing.size() != 1) return std::nullopt;
  const Failing& failing = listing.failing.front();
  // Of a single bit both values would be every value.
  if (!failing.test || std::popcount(failing.test->mask) == 1) return std::nullopt;
  if (!is_widenable(subject, failing.test->field.slot)) return std::nullopt;
  const policy::Condition& part = *failing.part;
  const std::string value = tested_value(*term_of(part), *failing.test, subject);
  if (const auto* test = std::get_if<policy::Comparison>(&part.test)) {
    if (test->relation != policy::Relation::equal) return std::nullopt;
    return Edit{part.span, wider(*test, value, source)};
  }
  if (const auto* test = std::get_if<policy::Membership>(&part.test))
    return Edit{part.span, wider(*test, value, source)};
  return std::nullopt;
}

} // namespace callgate::explain
