// Which release of a C library, or of another library, began to make which call: why a list
// that was complete kills the program after an upgrade. What it does where the new call is
// refused decides what a policy should answer.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "arch/abi.hpp"

namespace callgate::lore {

enum class Library : std::uint8_t {
  glibc,
  musl,
  openssl,
  fakeroot, ///< preloaded into other programs
};

std::string_view library_name(Library library);

struct LibraryRelease {
  std::uint16_t major;
  std::uint16_t minor;
  std::uint16_t patch = 0;
  char letter = 0; ///< OpenSSL's: the d of 1.1.1d

  auto operator<=>(const LibraryRelease&) const = default;
};

struct SoughtLibrary {
  Library library;
  LibraryRelease release;
};

/// Reads "glibc:2.42", "musl:1.2.5", "openssl:1.1.1d", "fakeroot:1.0".
std::optional<SoughtLibrary> parse_library(std::string_view text);

/// "2.42", "1.2.5".
std::string to_string(LibraryRelease release);

/// On which of the ABIs that have the call it is made.
enum class Where : std::uint8_t {
  everywhere,
  narrow, ///< 32-bit ones, whose calls with 64-bit times have names of their own
};

/// What a library does where the call gets an errno. Nothing helps where it gets a signal.
enum class Refused : std::uint8_t {
  needs_enosys, ///< at ENOSYS it does what it did before, any other errno is an answer
  copes,        ///< at any errno it does what it did before, or goes on without
  fails,        ///< the function fails, or the program ends
};

struct Successor {
  Library library;
  LibraryRelease since;
  std::string_view functions; ///< of the library, as people know them
  /// What they called until then, parted by blanks: a policy that lets any of it run means
  /// them. Empty: nothing, every program makes the new call.
  std::string_view before;
  std::string_view now; ///< the call
  /// On its arguments, in the policy language; empty: any. An ABI without its constants (ppc has
  /// no TCGETS2) keeps to what it had.
  std::string_view condition;
  Refused refused;
  std::string_view symptom; ///< what people see where it is refused, or killed
  Where where = Where::everywhere;
};

std::span<const Successor> successors();

/// Whether the row is about that ABI: it has the call, and libraries make it there.
bool happens_on(const Successor& successor, arch::Abi abi);

/// The row by which calls of that name came, of any library; null if there is none.
const Successor* successor_making(std::string_view call);

/// Calls that programs and libraries try first and do without where they get ENOSYS, and
/// nothing but that: EPERM is taken for an answer.
std::span<const std::string_view> probed_calls();

} // namespace callgate::lore
