#include "bpf/encoding.hpp"

#include <cstdint>

#include "bpf/opcodes.hpp"

namespace callgate::bpf {
namespace {

void append(std::string& bytes, std::uint32_t value, unsigned width, arch::ByteOrder order) {
  for (unsigned i = 0; i < width; ++i) {
    const unsigned place = order == arch::ByteOrder::little ? i : width - 1 - i;
    bytes.push_back(static_cast<char>(value >> 8 * place & 0xff));
  }
}

std::uint32_t read(std::string_view bytes, arch::ByteOrder order) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const std::size_t place = order == arch::ByteOrder::big ? i : bytes.size() - 1 - i;
    value = value << 8 | static_cast<unsigned char>(bytes[place]);
  }
  return value;
}

std::uint16_t read_code(std::string_view bytes, arch::ByteOrder order) {
  return static_cast<std::uint16_t>(read(bytes.substr(0, 2), order));
}

std::size_t known_opcodes(std::string_view bytes, arch::ByteOrder order) {
  std::size_t known = 0;
  for (std::size_t at = 0; at + instruction_bytes <= bytes.size(); at += instruction_bytes)
    if (find_opcode(read_code(bytes.substr(at), order)) != nullptr) ++known;
  return known;
}

} // namespace

std::string encode(std::span<const Instruction> instructions, arch::ByteOrder order) {
  std::string bytes;
  bytes.reserve(instructions.size() * instruction_bytes);
  for (const Instruction& instruction : instructions) {
    append(bytes, instruction.code, 2, order);
    append(bytes, instruction.jt, 1, order);
    append(bytes, instruction.jf, 1, order);
    append(bytes, instruction.k, 4, order);
  }
  return bytes;
}

std::variant<std::vector<Instruction>, Malformed> decode(std::string_view bytes,
                                                         arch::ByteOrder order) {
  if (bytes.size() % instruction_bytes != 0)
    return Malformed{std::to_string(bytes.size()) +
                     " bytes: a raw filter is a whole number of 8-byte instructions"};
  std::vector<Instruction> instructions;
  instructions.reserve(bytes.size() / instruction_bytes);
  for (std::size_t at = 0; at < bytes.size(); at += instruction_bytes) {
    const std::string_view one = bytes.substr(at, instruction_bytes);
    instructions.push_back({read_code(one, order), static_cast<std::uint8_t>(one[2]),
                            static_cast<std::uint8_t>(one[3]), read(one.substr(4), order)});
  }
  return instructions;
}

arch::ByteOrder guess_byte_order(std::string_view bytes) {
  return known_opcodes(bytes, arch::ByteOrder::big) > known_opcodes(bytes, arch::ByteOrder::little)
             ? arch::ByteOrder::big
             : arch::ByteOrder::little;
}

} // namespace callgate::bpf
