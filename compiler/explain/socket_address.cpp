#include "explain/socket_address.hpp"

#include <algorithm>
#include <arpa/inet.h>
#include <array>

#include "arch/constant_uses.hpp"
#include "arch/constants.hpp"
#include "diagnostic/printable.hpp"

namespace callgate::explain {

namespace {

using Bytes = std::span<const std::uint8_t>;

std::uint16_t host_word(Bytes bytes, arch::Abi abi) {
  const bool is_little = arch::facts(abi).byte_order == arch::ByteOrder::little;
  const std::uint8_t low = bytes[is_little ? 0 : 1];
  const std::uint8_t high = bytes[is_little ? 1 : 0];
  return static_cast<std::uint16_t>(high << 8 | low);
}

/// Ports are big-endian everywhere.
std::string port(Bytes bytes) {
  return std::to_string(bytes[2] << 8 | bytes[3]);
}

std::string inet(Bytes bytes) {
  std::array<char, INET_ADDRSTRLEN> text{};
  ::inet_ntop(AF_INET, &bytes[4], text.data(), text.size());
  return std::string(text.data()) + ":" + port(bytes);
}

std::string inet6(Bytes bytes) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  ::inet_ntop(AF_INET6, &bytes[8], text.data(), text.size());
  return "[" + std::string(text.data()) + "]:" + port(bytes);
}

/// A path ends at its NUL or with the address; an abstract name begins with a NUL.
std::string local(Bytes bytes) {
  const Bytes path = bytes.subspan(2);
  if (path.empty()) return "unnamed";
  const bool is_abstract = path[0] == 0;
  const auto end = is_abstract ? path.end() : std::ranges::find(path, 0);
  const std::string text(path.begin() + (is_abstract ? 1 : 0), end);
  return diagnostic::quoted((is_abstract ? "@" : "") + text);
}

std::string family_name(std::uint16_t family, arch::Abi abi) {
  const arch::ConstantUse* const use = arch::constant_use("socket", "domain");
  if (use != nullptr) {
    for (const arch::NamedConstant& one : arch::named_constants(*use, abi)) {
      if (one.value == family) return std::string(one.name);
    }
  }
  return std::to_string(family);
}

} // namespace

std::string socket_address_text(std::span<const std::uint8_t> bytes, arch::Abi abi) {
  if (bytes.size() < 2) return "(too short)";
  const std::uint16_t family = host_word(bytes, abi);
  const std::string name = family_name(family, abi);
  if (name == "AF_INET" && bytes.size() >= 8) return "{" + name + ", " + inet(bytes) + "}";
  if (name == "AF_INET6" && bytes.size() >= 24) return "{" + name + ", " + inet6(bytes) + "}";
  if (name == "AF_UNIX") return "{" + name + ", " + local(bytes) + "}";
  return "{" + name + "}";
}

} // namespace callgate::explain
