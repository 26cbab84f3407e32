// What there is to learn from: the calls that were seen, and where they come from.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "arch/abi.hpp"
#include "arch/release.hpp"
#include "records/tally.hpp"

namespace callgate::learn {

/// What the head of a learned policy says, so that whoever reads it knows what it rests on.
/// Nothing in it changes from one equal run to the next.
struct Provenance {
  std::vector<std::string> commands; ///< each as a shell would take it; or the record's name
  std::uint64_t runs = 1;
  std::string machine; ///< "Linux 6.1.0, x86_64"
  std::string libc;    ///< "glibc 2.36"; empty if it is not known
  std::string method;  ///< "notification", "strace"
  /// The kernel's release without what a distribution adds. Its calls are those that were
  /// considered: a C library tries them and falls back from what is newer.
  std::optional<arch::Release> kernel;
};

struct Record {
  std::vector<records::SeenCall> calls; ///< by token and number
  Provenance provenance;
  /// Of the arguments these bits were kept.
  records::Interest interest;
};

/// "2.6.39" of "2.6.39-4-amd64", "6.1" of "6.1.0-18-amd64".
std::optional<arch::Release> release_of(std::string_view text);

/// Words as a shell takes them, with nothing that a comment of TOML may not hold.
std::string command_text(const std::vector<std::string>& words);

/// The ABI that a call of that number through that token belongs to; nothing for a token of
/// none.
std::optional<arch::Abi> abi_of(std::uint32_t token, std::uint32_t number);

} // namespace callgate::learn
