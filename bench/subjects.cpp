#include "subjects.hpp"

#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <random>
#include <sstream>
#include <utility>

#include "arch/calls.hpp"
#include "diagnostic/render.hpp"

namespace callgate::bench {

namespace {

std::string text_of(const std::string& policy) {
  std::ostringstream text;
  text << std::ifstream(CALLGATE_SOURCE_DIR "/bench/policies/" + policy + ".toml").rdbuf();
  return text.str();
}

std::string name_of(std::size_t call) {
  return std::string(arch::calls(arch::Abi::i386)[call].name);
}

/// The first `count` calls of a large table, every second one allowed and the others
/// logged: no two neighbours share a decision, which is the worst that a search can meet.
std::string alternating_text(std::size_t count) {
  std::string allow, log;
  for (std::size_t i = 0; i < count; ++i)
    (i % 2 == 0 ? allow : log) += "\"" + name_of(i) + "\", ";
  return "[base]\nallow = [" + allow + "]\nlog = [" + log + "]\n";
}

constexpr std::size_t many_calls = 450;
constexpr std::size_t many_conditions = 2000;

/// That many calls with that many conditions, four or five a call, which `write` puts
/// into words.
template <typename Write>
std::string conditional_text(const Write& write) {
  std::string allow;
  std::size_t left = many_conditions;
  for (std::size_t i = 0; i < many_calls; ++i) {
    const std::size_t share = left / (many_calls - i);
    left -= share;
    allow += "\"" + name_of(i) + "(" + write(share) + ")\", ";
  }
  return "[policy]\naccept_bypass = [\"socketcall\", \"ipc\"]\n[base]\nallow = [" + allow + "]\n";
}

/// Tests of two registers: equal to one of two values, a bit of some, below a bound and, as
/// the fifth, not a value.
std::string tests_text() {
  std::mt19937 random(1);
  const auto value = [&](std::uint32_t first) { return std::to_string(first + random() % first); };
  return conditional_text([&](std::size_t count) {
    const std::uint_fast32_t slot = random() % 6;
    const std::string a = "arg" + std::to_string(slot);
    const std::string b = "arg" + std::to_string((slot + 1 + random() % 5) % 6);
    std::string text = "(" + a + " == " + value(1U << 14) + " || " + a + " == " + value(1U << 15) +
                       ") && " + b + " & " + value(1U << 11) + " && " + b + " < " + value(1U << 24);
    if (count == 5) text += " && " + b + " != " + value(1U << 20);
    return text;
  });
}

/// A set of values of one register.
std::string sets_text() {
  std::mt19937 random(2);
  return conditional_text([&](std::size_t count) {
    std::string text = "arg" + std::to_string(random() % 6) + " in {";
    std::uint_fast32_t value = 0;
    for (std::size_t i = 0; i < count; ++i)
      text += std::to_string(value += 1 + random() % 10'000) + ", ";
    return text + "}";
  });
}

/// Alternatives of a bit of two registers: what needs an order of bits of its own.
std::string alternatives_text() {
  std::string text;
  for (int i = 0; i < 30; ++i) {
    const std::string bit = std::to_string(std::uint64_t{1} << i);
    text += (i == 0 ? "" : " || ") + ("arg0 & " + bit) + " && arg1 & " + bit;
  }
  return "[base]\nallow = [\"read(" + text + ")\"]\n";
}

} // namespace

std::vector<Subject> subjects() {
  std::vector<Subject> all;
  for (const char* capabilities : {"none", "all"})
    all.push_back({std::string("harness-") + capabilities,
                   {"harness.toml", text_of("harness")},
                   {{"x86_64"}, {capabilities}}});
  for (const char* policy : {"docker", "firecracker-vmm", "system-service"})
    all.push_back({policy, {"policy.toml", text_of(policy)}, {{"x86_64"}, {}}});
  for (const std::size_t count : {64U, 256U, 450U})
    all.push_back({std::to_string(count) + "-calls",
                   {"alternating.toml", alternating_text(count)},
                   {{"i386"}, {}}});
  all.push_back({"2000-tests", {"tests.toml", tests_text()}, {{"i386"}, {}}});
  all.push_back({"2000-in-sets", {"sets.toml", sets_text()}, {{"i386"}, {}}});
  all.push_back({"alternatives", {"alternatives.toml", alternatives_text()}, {{"x86_64"}, {}}});
  return all;
}

pipeline::Compilation compile(const Subject& subject) {
  diagnostic::Diagnostics diagnostics;
  auto result = pipeline::compile(subject.source, subject.request, pipeline::Strictness::lenient,
                                  diagnostics);
  if (auto* good = std::get_if<pipeline::Compilation>(&result)) return std::move(*good);
  std::cerr << subject.name << " does not compile\n"
            << diagnostic::render_text(subject.source, diagnostics, diagnostic::Colour::never);
  std::exit(1);
}

} // namespace callgate::bench
