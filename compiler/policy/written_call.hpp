// One call with its arguments, as a person writes it to ask or to expect something:
// `openat(AT_FDCWD, 0, O_RDWR)`, `mmap(prot=PROT_EXEC)`, `#438@x86_64(1)`.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "arch/abi.hpp"
#include "diagnostic/diagnostic.hpp"
#include "policy/condition.hpp"

namespace callgate::policy {

struct Text;

struct WrittenArgument {
  std::optional<std::string> name; ///< `name=`; without, its place counts
  Constant value;
  Span span;
};

struct WrittenCall {
  std::variant<std::string, std::uint32_t> call; ///< a name, or a number as in seccomp_data.nr
  std::optional<arch::Abi> only;                 ///< `name@abi`
  std::vector<WrittenArgument> arguments;        ///< those not written are 0; named ones last
  Span span;
};

/// `(name | '#'number) ['@'abi] ['(' [argument {',' argument}] ')']`, argument = `[name '=']
/// constant`. Nothing if it is at fault, which is then said.
std::optional<WrittenCall> parse_call(const Text& text, diagnostic::Diagnostics& diagnostics);

} // namespace callgate::policy
