#include "growth.hpp"

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <random>
#include <utility>
#include <vector>

#include "arch/calls.hpp"

namespace callgate::bench {

namespace {

std::string name_of(std::size_t call) {
  return std::string(arch::calls(arch::Abi::i386)[call].name);
}

/// Which of `count` calls are in the random half. The same on every machine, which
/// std::shuffle would not be.
std::vector<bool> random_half(std::size_t count) {
  std::mt19937 random(1);
  std::vector<std::size_t> calls(count);
  std::iota(calls.begin(), calls.end(), std::size_t{0});
  for (std::size_t i = count; i > 1; --i)
    std::swap(calls[i - 1], calls[random() % i]);
  std::vector<bool> is_chosen(count);
  for (std::size_t i = 0; i < count / 2; ++i)
    is_chosen[calls[i]] = true;
  return is_chosen;
}

/// Calls with `conditions` altogether, spread as 2,000 over 450; `write` puts a call's share
/// into words.
template <typename Write>
std::string conditional_text(std::size_t conditions, const Write& write) {
  const std::size_t calls = std::max<std::size_t>(1, conditions * 450 / 2000);
  std::string allow;
  std::size_t left = conditions;
  for (std::size_t i = 0; i < calls; ++i) {
    const std::size_t share = left / (calls - i);
    left -= share;
    allow += "\"" + name_of(i) + "(" + write(share) + ")\", ";
  }
  return "[policy]\naccept_bypass = [\"socketcall\", \"ipc\"]\n[base]\nallow = [" + allow + "]\n";
}

} // namespace

std::string calls_text(std::size_t count) {
  const std::vector<bool> is_allowed = random_half(count);
  std::string allow, log;
  for (std::size_t i = 0; i < count; ++i)
    (is_allowed[i] ? allow : log) += "\"" + name_of(i) + "\", ";
  return "[base]\nallow = [" + allow + "]\nlog = [" + log + "]\n";
}

/// Equal to one of two values, a bit of some, below a bound and, as the fifth, not a value.
std::string tests_text(std::size_t conditions) {
  std::mt19937 random(1);
  const auto value = [&](std::uint32_t first) { return std::to_string(first + random() % first); };
  return conditional_text(conditions, [&](std::size_t count) {
    const std::uint_fast32_t slot = random() % 6;
    const std::string a = "arg" + std::to_string(slot);
    const std::string b = "arg" + std::to_string((slot + 1 + random() % 5) % 6);
    std::string text = a + " == " + value(1U << 14);
    if (count >= 2) text = "(" + text + " || " + a + " == " + value(1U << 15) + ")";
    if (count >= 3) text += " && " + b + " & " + value(1U << 11);
    if (count >= 4) text += " && " + b + " < " + value(1U << 24);
    if (count >= 5) text += " && " + b + " != " + value(1U << 20);
    return text;
  });
}

std::string sets_text(std::size_t conditions) {
  std::mt19937 random(2);
  return conditional_text(conditions, [&](std::size_t count) {
    std::string text = "arg" + std::to_string(random() % 6) + " in {";
    std::uint_fast32_t value = 0;
    for (std::size_t i = 0; i < count; ++i)
      text += std::to_string(value += 1 + random() % 10'000) + ", ";
    return text + "}";
  });
}

std::string alternatives_text() {
  std::string text;
  for (int i = 0; i < 30; ++i) {
    const std::string bit = std::to_string(std::uint64_t{1} << i);
    text += (i == 0 ? "" : " || ") + ("arg0 & " + bit) + " && arg1 & " + bit;
  }
  return "[base]\nallow = [\"read(" + text + ")\"]\n";
}

} // namespace callgate::bench
