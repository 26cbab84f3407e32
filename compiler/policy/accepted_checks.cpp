#include "policy/accepted_checks.hpp"

#include <algorithm>

#include "arch/calls.hpp"
#include "diagnostic/printable.hpp"
#include "diagnostic/suggest.hpp"
#include "policy/text.hpp"

namespace callgate::policy {

std::optional<AcceptedCheck> parse_accepted_check(const Text& text,
                                                  diagnostic::Diagnostics& diagnostics) {
  const std::string_view value = text.value;
  const std::size_t open = std::min(value.find('('), value.size());
  const std::string_view check = value.substr(0, open);
  const bool has_call = open != value.size();
  if (!is_group_name(check) || (has_call && !value.ends_with(')'))) {
    diagnostics.error("check-syntax", text.place.content(),
                      diagnostic::quoted(value) + " names no check of lint",
                      "write \"io-uring\" or, for one call alone, \"exec-memory(mprotect)\"");
    return std::nullopt;
  }
  AcceptedCheck accepted{std::string(check), {}, text.place.content()};
  if (!has_call) return accepted;
  const std::string_view call = value.substr(open + 1, value.size() - open - 2);
  if (!arch::is_call_name(call)) {
    diagnostics.error("unknown-call", text.place.span(open + 1, value.size() - 1),
                      "unknown call " + diagnostic::quoted(call),
                      diagnostic::did_you_mean(call, arch::all_call_names()));
    return std::nullopt;
  }
  accepted.call = call;
  return accepted;
}

} // namespace callgate::policy
