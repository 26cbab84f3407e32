// Kernel releases as text.
#include "arch/release.hpp"

#include <array>
#include <charconv>

namespace callgate::arch {

namespace {

/// Reads one part of a release off the front of `text`: digits, no leading zero.
std::optional<std::uint8_t> take_part(std::string_view& text) {
  std::uint8_t part = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), part);
  if (error != std::errc{}) return std::nullopt;
  const auto length = static_cast<std::size_t>(end - text.data());
  if (length > 1 && text.front() == '0') return std::nullopt;
  text.remove_prefix(length);
  return part;
}

bool take_dot(std::string_view& text) {
  if (!text.starts_with('.')) return false;
  text.remove_prefix(1);
  return true;
}

} // namespace

std::optional<Release> parse_release(std::string_view text) {
  const auto major = take_part(text);
  if (!major || !take_dot(text)) return std::nullopt;
  const auto minor = take_part(text);
  if (!minor) return std::nullopt;
  if (text.empty()) return Release{*major, *minor, 0};
  // From 3.0 on the third part is a stable update, which brings no calls.
  if (*major >= 3 || !take_dot(text)) return std::nullopt;
  const auto patch = take_part(text);
  if (!patch || !text.empty()) return std::nullopt;
  return Release{*major, *minor, *patch};
}

std::string to_string(Release release) {
  auto text = std::to_string(release.major) + "." + std::to_string(release.minor);
  if (release.patch != 0) text += "." + std::to_string(release.patch);
  return text;
}

std::string to_string(const Since& since) {
  switch (since.known) {
  case Since::Known::exactly:
    return to_string(since.release);
  case Since::Known::by:
    return "by " + to_string(since.release);
  case Since::Known::unknown:
    break;
  }
  return "unknown";
}

} // namespace callgate::arch
