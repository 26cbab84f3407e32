#include "learn/record.hpp"

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace callgate::learn {

namespace {

constexpr std::size_t most_shown = 300; ///< bytes of a command

std::string quoted_word(std::string_view word) {
  constexpr std::string_view plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                     "0123456789_-./=:,@%+^";
  if (!word.empty() && word.find_first_not_of(plain) == word.npos) return std::string(word);
  std::string text = "'";
  for (const char c : word) {
    if (c == '\'')
      text += "'\\''";
    else
      text += ' ' <= c && c <= '~' ? c : '?';
  }
  return text += "'";
}

} // namespace

std::optional<arch::Release> release_of(std::string_view text) {
  const auto digits_from = [&](std::size_t begin) {
    const std::size_t end = text.find_first_not_of("0123456789", begin);
    return std::min(end, text.size());
  };
  const std::size_t major = digits_from(0);
  if (major == text.size() || text[major] != '.') return std::nullopt;
  const std::size_t minor = digits_from(major + 1);
  std::size_t end = minor;
  if (text.starts_with("2.") && minor < text.size() && text[minor] == '.')
    end = digits_from(minor + 1);
  return arch::parse_release(text.substr(0, end));
}

std::string command_text(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) {
    if (!text.empty()) text += ' ';
    text += quoted_word(word);
  }
  if (text.size() <= most_shown) return text;
  return text.substr(0, most_shown) + " ...";
}

std::optional<arch::Abi> abi_of(std::uint32_t token, std::uint32_t number) {
  const auto abis = arch::all_abis();
  const auto found = std::ranges::find(abis, token, &arch::AbiFacts::token);
  if (found == abis.end()) return std::nullopt;
  return arch::owner_of(found->abi, number);
}

} // namespace callgate::learn
