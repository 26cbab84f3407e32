// Policy text → parse, check, render.
#include <nlohmann/json.hpp>
#include <vector>

#include "diagnostic/render.hpp"
#include "fuzz/claim.hpp"
#include "policy/parse.hpp"
#include "ruleset/check.hpp"

namespace callgate::fuzz {

namespace {

using diagnostic::Diagnostics;
using diagnostic::Source;
using enum arch::Abi;

const std::vector<std::vector<arch::Abi>> abi_sets{
    {x86_64}, {x86_64, x32, i386}, {arm, aarch64}, {mips_n64, mips_n32, mips_o32}, {s390, alpha}};

void check_span(const Source& source, diagnostic::Span span, const std::string& of) {
  claim(span.begin <= span.end && span.end <= source.text().size(),
        "bytes " + std::to_string(span.begin) + " to " + std::to_string(span.end) +
            " are not inside the text: " + of);
}

void check_messages(const Source& source, const Diagnostics& diagnostics) {
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

} // namespace

void policy_text(Bytes bytes) {
  const Source source("policy.toml", policy_of(bytes));
  Diagnostics parsed;
  const policy::Policy policy = policy::parse(source, parsed);
  check_messages(source, parsed);
  for (const auto& abis : abi_sets) {
    Diagnostics diagnostics = parsed;
    ruleset::check(policy, abis, diagnostics);
    check_messages(source, diagnostics);
  }
}

} // namespace callgate::fuzz
