#include <random>
#include <string>

#include <doctest/doctest.h>

#include "diagnostic/render.hpp"
#include "pipeline/compile.hpp"

using namespace callgate;

namespace {

/// Alternatives that each ask for a few bits all over two registers: some dozens of them
/// have a small diagram in the right order, many in none.
std::string hard_condition(int alternatives) {
  std::mt19937_64 random(5);
  const auto test = [&](std::uint64_t slot) {
    std::uint64_t mask = 0;
    for (int i = 0; i < 4; ++i)
      mask |= std::uint64_t{1} << random() % 64;
    return "arg" + std::to_string(slot) + " & " + std::to_string(mask) +
           " == " + std::to_string(mask & random());
  };
  std::string text;
  for (int i = 0; i < alternatives; ++i) {
    const auto slot = random() % 6;
    const std::string first = test(slot);
    text += (i == 0 ? "" : " || ") + first + " && " + test((slot + 1 + random() % 5) % 6);
  }
  return text;
}

/// Pairs of values of two arguments: many, and each easy.
std::string easy_pair(int i) {
  return "fd == " + std::to_string(i * 7919 % 100003) +
         " && count == " + std::to_string(i * 104729 % 1000003);
}

std::string diagnose(const std::string& entries) {
  const diagnostic::Source source("policy.toml", "[base]\nallow = [" + entries + "]\n");
  diagnostic::Diagnostics diagnostics;
  const auto compiled =
      pipeline::compile(source, {{"x86_64"}, {}}, pipeline::Strictness::lenient, diagnostics);
  CHECK(std::holds_alternative<pipeline::Compilation>(compiled) == !diagnostics.has_errors());
  return diagnostic::render_text(source, diagnostics, diagnostic::Colour::never);
}

} // namespace

TEST_CASE("conditions beyond the node budget are refused, with the call named") {
  CHECK(diagnose("\"getpid\", \"mremap(" + hard_condition(6) + ")\"") == "");
  CHECK(diagnose("\"getpid\", \"mremap(" + hard_condition(24) + ")\"") == "");
  const std::string message = diagnose("\"getpid\", \"mremap(" + hard_condition(60) + ")\"");
  CHECK(message.find("error: the conditions on \"mremap\" together are too complex") == 0);
}

TEST_CASE("alternatives of a bit of two registers compile, in one condition or in an entry each") {
  std::string condition, entries;
  for (int i = 0; i < 32; ++i) {
    const std::string bit = std::to_string(std::uint64_t{1} << i * 2);
    const std::string alternative = "arg0 & " + bit + " && arg1 & " + bit;
    condition += (i == 0 ? "" : " || ") + alternative;
    entries += "\"mremap(" + alternative + ")\", ";
  }
  CHECK(diagnose("\"getpid\", \"mremap(" + condition + ")\"") == "");
  CHECK(diagnose("\"getpid\", " + entries) == "");
}

TEST_CASE("hundreds of simple alternatives compile, in one condition or in an entry each") {
  std::string condition, entries;
  for (int i = 0; i < 600; ++i) {
    condition += (i == 0 ? "" : " || ") + easy_pair(i);
    entries += "\"write(" + easy_pair(i) + ")\", ";
  }
  CHECK(diagnose("\"write(" + condition + ")\"") == "");
  CHECK(diagnose(entries) == "");
}

TEST_CASE("a condition on every call there is stays bounded") {
  std::string set;
  for (int i = 0; i < 1000; ++i)
    set += std::to_string(i * 7919) + ", ";
  CHECK(diagnose("\"@known(arg0 in {1, 2})\"") == "");
  CHECK(diagnose("\"@known(arg0 in {" + set + "})\"").find("error: the policy's groups") == 0);
}
