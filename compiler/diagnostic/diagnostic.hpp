// Diagnostics are values: collected while a policy is read, rendered once.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "diagnostic/source.hpp"

namespace callgate::diagnostic {

enum class Severity { error, warning, note };

/// A further place that a message speaks of.
struct Label {
  Span span;
  std::string text;
};

struct Diagnostic {
  Severity severity;
  std::string code; ///< stable and for machines: "unknown-call"
  std::string message;
  std::optional<Span> span; ///< absent when the fault lies in no place of the text
  std::vector<Label> labels;
  std::string help; ///< what to do; may be empty
  /// The file that is at fault where it is another one than the source; then there is no span.
  std::string file{};
};

/// What was found in one source, in the order of its text.
class Diagnostics {
public:
  /// These return the diagnostic, to hang labels and help on; it stays valid until
  /// the next one is added.
  Diagnostic& error(std::string code, std::optional<Span> span, std::string message,
                    std::string help = {});
  Diagnostic& warning(std::string code, std::optional<Span> span, std::string message,
                      std::string help = {});

  /// Something worth knowing that is no fault (`--verbose`).
  Diagnostic& note(std::string code, std::optional<Span> span, std::string message);

  /// Makes every warning an error (`--strict`).
  void promote_warnings();

  [[nodiscard]] bool has_errors() const;

  /// Ordered by place, those without one last; of equal ones only the first.
  [[nodiscard]] std::vector<Diagnostic> sorted() const;

private:
  std::vector<Diagnostic> list_;
};

} // namespace callgate::diagnostic
