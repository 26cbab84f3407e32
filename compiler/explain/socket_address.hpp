// struct sockaddr as text. Its bytes are those of the program's memory: any at all.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "arch/abi.hpp"

namespace callgate::explain {

/// sizeof(struct sockaddr_storage)
inline constexpr std::size_t longest_socket_address = 128;

/// "{AF_INET, 127.0.0.1:80}", "{AF_UNIX, \"/run/x\"}"; of other families the name alone. Fit for
/// a terminal.
std::string socket_address_text(std::span<const std::uint8_t> bytes, arch::Abi abi);

} // namespace callgate::explain
