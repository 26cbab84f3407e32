#include "cli/raw_filter.hpp"

#include <utility>
#include <variant>
#include <vector>

#include "bpf/encoding.hpp"
#include "cli/files.hpp"

namespace callgate::cli {

std::optional<RawFilter> raw_filter(const std::string& name, std::string_view bytes,
                                    std::optional<arch::Abi> abi) {
  const arch::ByteOrder order = abi ? arch::facts(*abi).byte_order : bpf::guess_byte_order(bytes);
  auto decoded = bpf::decode(bytes, order);
  if (const auto* malformed = std::get_if<bpf::Malformed>(&decoded)) {
    complain(name + ": " + malformed->reason);
    return std::nullopt;
  }
  auto program = bpf::Program::check(std::get<std::vector<bpf::Instruction>>(std::move(decoded)));
  if (const auto* rejection = std::get_if<bpf::Rejection>(&program)) {
    complain(name + ": no kernel would accept this filter: instruction " +
             std::to_string(rejection->instruction) + ": " + rejection->reason);
    return std::nullopt;
  }
  return RawFilter{std::get<bpf::Program>(std::move(program)), order};
}

bool is_policy(std::string_view bytes) {
  return bytes.find('\0') == bytes.npos;
}

} // namespace callgate::cli
