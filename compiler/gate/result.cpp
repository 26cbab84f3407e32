#include "gate/result.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "arch/calls.hpp"

namespace callgate::gate {

namespace {

std::string hex(std::uint32_t value) {
  std::array<char, 8> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value, 16).ptr;
  return "0x" + std::string(digits.data(), end);
}

} // namespace

CallName name_of(std::uint32_t token, std::uint32_t number) {
  for (const arch::AbiFacts& facts : arch::all_abis()) {
    if (facts.token != token) continue;
    const arch::Abi owner = arch::owner_of(facts.abi, number);
    const arch::Call* call = arch::find_call(owner, number);
    return {std::string(arch::facts(owner).name),
            call != nullptr ? std::string(call->name) : "#" + std::to_string(number)};
  }
  return {hex(token), "#" + std::to_string(number)};
}

std::string_view code_of(Finding::Kind kind) {
  using enum Finding::Kind;
  switch (kind) {
  case denied_call:
    return "denied-call";
  case wrong_ending:
    return "wrong-ending";
  case time_limit:
    return "time-limit";
  case missing_output:
    return "missing-output";
  case not_run:
    return "not-run";
  case new_call:
    return "new-call";
  case new_in_run:
    return "new-in-run";
  case vanished_call:
    return "vanished-call";
  case vanished_run:
    return "vanished-run";
  case newer_call:
    return "newer-call";
  case unused_entry:
    return "unused-entry";
  case unused_part:
    return "unused-part";
  case unused_capability:
    return "unused-capability";
  }
  return "";
}

bool Result::passed() const {
  return std::ranges::none_of(findings, &Finding::fails);
}

} // namespace callgate::gate
