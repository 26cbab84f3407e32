// Numbers as filters are written about.
#pragma once

#include <cstdint>
#include <string>

namespace callgate::bpf {

/// "0x7fff0000"
std::string hex(std::uint32_t value);

} // namespace callgate::bpf
