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
  for (std::size_t i = 0; i < text_.size(); ++i) {
    if (text_[i] == '\n') starts_.push_back(i + 1);
  }
}

Position Source::position(std::size_t offset) const {
  const auto after = std::upper_bound(starts_.begin(), starts_.end(), offset);
  const auto line = static_cast<std::size_t>(std::max<std::ptrdiff_t>(after - starts_.begin(), 1));
  const std::size_t start = starts_[line - 1];
  std::size_t column = 1;
  for (std::size_t i = start; i < std::min(offset, text_.size()); ++i) {
    if (begins_code_point(text_[i])) ++column;
  }
  return {line, column};
}

std::size_t Source::offset(Position position) const {
  if (position.line > starts_.size()) return text_.size();
  const std::string_view text = line(position.line);
  std::size_t i = 0;
  for (std::size_t column = 1; column < position.column && i < text.size(); ++column) {
    do
      ++i;
    while (i < text.size() && !begins_code_point(text[i]));
  }
  return line_start(position.line) + i;
}

std::string_view Source::line(std::size_t line) const {
  const std::size_t start = starts_[line - 1];
  const std::size_t end = line < starts_.size() ? starts_[line] - 1 : text_.size();
  std::string_view text = std::string_view(text_).substr(start, end - start);
  if (text.ends_with('\r')) text.remove_suffix(1);
  return text;
}

} // namespace callgate::diagnostic
