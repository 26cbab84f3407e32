#include "explain/widening.hpp"

#include <bit>

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

} // namespace

std::optional<Edit> widened(const Listing& listing, const Subject& subject,
                            const diagnostic::Source& source) {
  if (listing.rule->group || listing.failing.size() != 1) return std::nullopt;
  const Failing& failing = listing.failing.front();
  // Of a single bit both values would be every value.
  if (!failing.test || std::popcount(failing.test->mask) == 1) return std::nullopt;
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
