// Raw filters from files.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "arch/abi.hpp"
#include "bpf/program.hpp"

namespace callgate::cli {

struct RawFilter {
  bpf::Program program;
  arch::ByteOrder order;
};

/// The filter that `bytes`, read from `name`, are. Its byte order is that of `abi` or, without
/// one, guessed. What is no filter is complained about.
std::optional<RawFilter> raw_filter(const std::string& name, std::string_view bytes,
                                    std::optional<arch::Abi> abi);

/// Whether `bytes` are a policy rather than a raw filter: no TOML has a byte 0, and every
/// filter ends with an instruction that has some.
bool is_policy(std::string_view bytes);

} // namespace callgate::cli
