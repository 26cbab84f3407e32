#include "bpf/hex.hpp"

#include <array>
#include <charconv>

namespace callgate::bpf {

std::string hex(std::uint64_t value) {
  std::array<char, 16> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value, 16).ptr;
  return "0x" + std::string(digits.data(), end);
}

std::string number_text(std::uint32_t number) {
  constexpr std::uint32_t large = 0x10000;
  return number < large ? std::to_string(number) : hex(number);
}

} // namespace callgate::bpf
