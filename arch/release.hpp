// Kernel releases, and how well it is known in which one a call appeared.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace callgate::arch {

/// A kernel release; of the releases before 3.0 ("2.6.39") the third part counts.
struct Release {
  std::uint8_t major;
  std::uint8_t minor;
  std::uint8_t patch;

  auto operator<=>(const Release&) const = default;
};

/// Reads "6.1", "6.12" or "2.6.39"; nothing else.
std::optional<Release> parse_release(std::string_view text);

std::string to_string(Release release);

/// When a call appeared on an ABI.
struct Since {
  enum class Known : std::uint8_t {
    exactly, ///< in `release`
    by,      ///< in `release` or earlier
    unknown, ///< nobody recorded it; `release` says nothing
  };
  Known known;
  Release release;
};

/// "6.5", "by 5.1" or "unknown".
std::string to_string(const Since& since);

} // namespace callgate::arch
