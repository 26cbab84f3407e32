#include <random>
#include <string>

#include <doctest/doctest.h>

#include "diagnostic/render.hpp"
#include "pipeline/compile.hpp"

using namespace callgate;

namespace {

/// Alternatives that each ask for bits all over two registers: no order of the bits keeps
/// a diagram of many of them small.
std::string hard_condition(int alternatives) {
  std::mt19937_64 random(5);
  std::string text;
  for (int i = 0; i < alternatives; ++i) {
    const auto slot = random() % 6;
    const auto other = (slot + 1 + random() % 5) % 6;
    const auto test = [&](std::uint64_t register_number) {
      const std::uint64_t mask = random();
      return "arg" + std::to_string(register_number) + " & " + std::to_string(mask) +
             " == " + std::to_string(mask & random());
    };
    text += (i == 0 ? "" : " || ") + test(slot) + " && " + test(other);
  }
  return text;
}

std::string diagnose(int alternatives) {
  const diagnostic::Source source("policy.toml", "[base]\nallow = [\"getpid\", \"mremap(" +
                                                     hard_condition(alternatives) + ")\"]\n");
  diagnostic::Diagnostics diagnostics;
  const auto compiled =
      pipeline::compile(source, {{"x86_64"}, {}}, pipeline::Strictness::lenient, diagnostics);
  CHECK(std::holds_alternative<pipeline::Compilation>(compiled) == !diagnostics.has_errors());
  return diagnostic::render_text(source, diagnostics, diagnostic::Colour::never);
}

} // namespace

TEST_CASE("conditions beyond the node budget are refused, with the call named") {
  CHECK(diagnose(6) == "");
  const std::string message = diagnose(60);
  CHECK(message.find("error: the conditions on \"mremap\" together are too complex") == 0);
}
