#include "diagnostic/source.hpp"

#include <algorithm>
#include <utility>

namespace callgate::diagnostic {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

} // namespace

Source::Source(std::string name, std::string text)
    : name_(std::move(name)), text_(std::move(text)) {
  // A byte order mark takes no column: the first line begins behind it.
  starts_.push_back(text_.starts_with(byte_order_mark) ? byte_order_mark.size() : 0);
  plain_.push_back(true);
  for (std::size_t i = starts_[0]; i < text_.size(); ++i) {
    if (static_cast<unsigned char>(text_[i]) >= 0x80) plain_.back() = false;
    if (text_[i] != '\n') continue;
    starts_.push_back(i + 1);
    plain_.push_back(true);
  }
}

std::size_t Source::line_at(std::size_t offset) const {
  const auto after = std::upper_bound(starts_.begin(), starts_.end(), offset);
  return static_cast<std::size_t>(std::max<std::ptrdiff_t>(after - starts_.begin(), 1));
}

Position Source::position(std::size_t offset) const {
  const std::size_t line = line_at(offset);
  const std::size_t start = starts_[line - 1];
  const std::size_t end = std::clamp(offset, start, text_.size());
  if (plain_[line - 1]) return {line, end - start + 1};
  const std::string_view before = std::string_view(text_).substr(start, end - start);
  const auto characters = std::count_if(before.begin(), before.end(), begins_code_point);
  return {line, static_cast<std::size_t>(characters) + 1};
}

std::size_t Source::offset(Position position) const {
  if (position.line > starts_.size()) return text_.size();
  const std::string_view text = line(position.line);
  const std::size_t start = line_start(position.line);
  if (plain_[position.line - 1]) return start + std::min(position.column - 1, text.size());
  std::size_t i = 0;
  for (std::size_t column = 1; column < position.column && i < text.size(); ++column) {
    do
      ++i;
    while (i < text.size() && !begins_code_point(text[i]));
  }
  return start + i;
}

std::string_view Source::line(std::size_t line) const {
  const std::size_t start = starts_[line - 1];
  const std::size_t end = line < starts_.size() ? starts_[line] - 1 : text_.size();
  std::string_view text = std::string_view(text_).substr(start, end - start);
  if (text.ends_with('\r')) text.remove_suffix(1);
  return text;
}

} // namespace callgate::diagnostic
