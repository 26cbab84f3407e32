#include "fuzz/messages.hpp"

#include <nlohmann/json.hpp>

#include "diagnostic/render.hpp"
#include "fuzz/claim.hpp"

namespace callgate::fuzz {

namespace {

using diagnostic::Source;

void check_span(const Source& source, diagnostic::Span span, const std::string& of) {
  claim(span.begin <= span.end && span.end <= source.text().size(),
        "bytes " + std::to_string(span.begin) + " to " + std::to_string(span.end) +
            " are not inside the text: " + of);
}

} // namespace

void check_messages(const Source& source, const diagnostic::Diagnostics& diagnostics) {
  for (const diagnostic::Diagnostic& found : diagnostics.sorted()) {
    claim(!found.code.empty() && !found.message.empty(), "a diagnostic without code or message");
    if (found.span) check_span(source, *found.span, found.message);
    for (const diagnostic::Label& label : found.labels)
      check_span(source, label.span, label.text);
  }
  const std::string plain = diagnostic::render_text(source, diagnostics, diagnostic::Colour::never);
  claim(plain.empty() == diagnostics.sorted().empty(), "messages that are not rendered");
  diagnostic::render_text(source, diagnostics, diagnostic::Colour::always);
  const auto json = nlohmann::json::parse(diagnostic::render_json(source, diagnostics), nullptr,
                                          /*allow_exceptions=*/false);
  claim(json.is_array() && json.size() == diagnostics.sorted().size(),
        "the JSON diagnostics are no array of all messages");
}

} // namespace callgate::fuzz
