// Numbers as filters are written about.
#pragma once

#include <cstdint>
#include <string>

namespace callgate::bpf {

/// "0x7fff0000"
std::string hex(std::uint64_t value);

/// A call's number: in decimal, or in hexadecimal where it is large, since large ones have
/// bits that mean something.
std::string number_text(std::uint32_t number);

} // namespace callgate::bpf
