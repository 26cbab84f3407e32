#include "diagnostic/diagnostic.hpp"

#include <algorithm>
#include <limits>
#include <tuple>
#include <utility>

namespace callgate::diagnostic {

Diagnostic& Diagnostics::error(std::string code, std::optional<Span> span, std::string message,
                               std::string help) {
  return list_.emplace_back(
      Diagnostic{Severity::error, std::move(code), std::move(message), span, {}, std::move(help)});
}

Diagnostic& Diagnostics::warning(std::string code, std::optional<Span> span, std::string message,
                                 std::string help) {
  return list_.emplace_back(Diagnostic{
      Severity::warning, std::move(code), std::move(message), span, {}, std::move(help)});
}

Diagnostic& Diagnostics::note(std::string code, std::optional<Span> span, std::string message) {
  return list_.emplace_back(
      Diagnostic{Severity::note, std::move(code), std::move(message), span, {}, {}});
}

void Diagnostics::promote_warnings() {
  for (Diagnostic& diagnostic : list_)
    if (diagnostic.severity == Severity::warning) diagnostic.severity = Severity::error;
}

bool Diagnostics::has_errors() const {
  return std::any_of(list_.begin(), list_.end(),
                     [](const Diagnostic& d) { return d.severity == Severity::error; });
}

std::vector<Diagnostic> Diagnostics::sorted() const {
  const auto place = [](const Diagnostic& d) {
    return d.span ? d.span->begin : std::numeric_limits<std::size_t>::max();
  };
  std::vector<Diagnostic> result = list_;
  std::stable_sort(result.begin(), result.end(),
                   [&](const Diagnostic& a, const Diagnostic& b) { return place(a) < place(b); });
  const auto same = [&](const Diagnostic& a, const Diagnostic& b) {
    return std::tie(a.severity, a.code, a.message, a.span) ==
           std::tie(b.severity, b.code, b.message, b.span);
  };
  result.erase(std::unique(result.begin(), result.end(), same), result.end());
  return result;
}

} // namespace callgate::diagnostic
