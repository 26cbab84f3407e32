// A call's arguments as strace writes them → registers.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "arch/abi.hpp"
#include "records/recorded_call.hpp"

namespace callgate::records {

/// What stands between a call's parentheses, at the commas that are in no string and no bracket;
/// `end` is the place of the closing parenthesis.
struct Written {
  std::vector<std::string_view> arguments;
  std::size_t end;
};

/// `text` begins behind the opening parenthesis. Nothing if none closes it.
std::optional<Written> split_arguments(std::string_view text);

/// "3</etc/passwd>", "O_RDWR|O_CLOEXEC", "0644", "0x5 /* … */", "NULL" …; nothing for what lies in
/// memory and for names that callgate does not know.
std::optional<std::uint64_t> value_in(std::string_view text, arch::Abi abi);

/// Fills in arguments and texts of a call that is known on `abi`.
void put_arguments(RecordedCall& call, const std::vector<std::string_view>& written, arch::Abi abi);

} // namespace callgate::records
