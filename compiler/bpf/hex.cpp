#include "bpf/hex.hpp"

#include <array>
#include <charconv>

namespace callgate::bpf {

std::string hex(std::uint32_t value) {
  std::array<char, 8> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value, 16).ptr;
  return "0x" + std::string(digits.data(), end);
}

} // namespace callgate::bpf
