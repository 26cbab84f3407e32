#include "explain/statements.hpp"

#include <algorithm>
#include <iterator>

namespace callgate::explain {

namespace {

constexpr std::string_view blanks = " \t\r\n";

/// The byte behind the string that begins at `at`.
std::size_t end_of_string(std::string_view text, std::size_t at) {
  const char quote = text[at];
  const bool is_long = text.substr(at).starts_with(std::string(3, quote));
  const std::string end(is_long ? 3 : 1, quote);
  std::size_t i = at + end.size();
  while (i < text.size() && !text.substr(i).starts_with(end))
    i += quote == '"' && text[i] == '\\' ? 2 : 1;
  i = std::min(i + end.size(), text.size());
  while (is_long && i < text.size() && text[i] == quote) // """a"""" ends in two of its own
    ++i;
  return i;
}

bool is_quote(char c) {
  return c == '"' || c == '\'';
}

std::size_t end_of_line(std::string_view text, std::size_t at) {
  return std::min(text.find('\n', at), text.size());
}

/// The byte behind a value: a list or a table to its bracket, else to the line's end or comment.
std::size_t end_of_value(std::string_view text, std::size_t at) {
  std::size_t depth = 0;
  while (at < text.size()) {
    const char c = text[at];
    if (is_quote(c)) {
      at = end_of_string(text, at);
      if (depth == 0) return at;
      continue;
    }
    if (c == '[' || c == '{') ++depth;
    if (c == ']' || c == '}') {
      if (depth <= 1) return at + 1;
      --depth;
    }
    if (c == '#') {
      if (depth == 0) break;
      at = end_of_line(text, at);
      continue;
    }
    if (c == '\n' && depth == 0) break;
    ++at;
  }
  while (at > 0 && blanks.find(text[at - 1]) != std::string_view::npos)
    --at;
  return at;
}

/// "[ cap . NET ]" as "[cap.NET]".
std::string without_blanks(std::string_view text) {
  std::string result;
  std::ranges::copy_if(text, std::back_inserter(result),
                       [](char c) { return blanks.find(c) == std::string_view::npos; });
  return result;
}

/// The byte behind a header's or a key's last character, before `stop`.
std::size_t end_of_key(std::string_view text, std::size_t at, char stop) {
  while (at < text.size() && text[at] != stop && text[at] != '\n')
    at = is_quote(text[at]) ? end_of_string(text, at) : at + 1;
  return at;
}

} // namespace

Statements::Statements(std::string_view text) {
  std::string table;
  std::size_t at = 0;
  while ((at = text.find_first_not_of(blanks, at)) != std::string_view::npos) {
    if (text[at] == '#') {
      at = end_of_line(text, at);
      continue;
    }
    if (text[at] == '[') {
      const std::size_t end = end_of_key(text, at, '#');
      table = without_blanks(text.substr(at, end - at));
      at = end_of_line(text, end);
      headers_.push_back({table, std::min(at + 1, text.size())});
      continue;
    }
    const std::size_t equals = end_of_key(text, at, '=');
    const std::size_t value = text.find_first_not_of(" \t", equals + 1);
    if (equals >= text.size() || text[equals] != '=' || value == std::string_view::npos) break;
    const std::size_t end = std::max(end_of_value(text, value), value + 1);
    list_.push_back({table, without_blanks(text.substr(at, equals - at)), {value, end}, {at, end}});
    at = end;
  }
}

const Statement* Statements::find(std::string_view table, std::string_view key) const {
  const auto found = std::ranges::find_if(
      list_, [&](const Statement& one) { return one.table == table && one.key == key; });
  return found == list_.end() ? nullptr : &*found;
}

const Statement* Statements::around(std::size_t at) const {
  const auto found = std::ranges::find_if(
      list_, [&](const Statement& one) { return one.value.begin <= at && at < one.value.end; });
  return found == list_.end() ? nullptr : &*found;
}

const Header* Statements::find_header(std::string_view table) const {
  const auto found = std::ranges::find(headers_, table, &Header::table);
  return found == headers_.end() ? nullptr : &*found;
}

std::optional<List> list_around(std::string_view text, std::size_t begin, std::size_t at) {
  std::vector<List> open;
  for (std::size_t i = begin; i < text.size();) {
    const char c = text[i];
    if (is_quote(c)) {
      const std::size_t end = end_of_string(text, i);
      if (!open.empty()) open.back().elements.push_back({i, end});
      i = end;
      continue;
    }
    if (c == '#') {
      i = end_of_line(text, i);
      continue;
    }
    if (c == '[') open.push_back({{i, i}, {}});
    if (c == ']') {
      if (open.empty()) return std::nullopt;
      open.back().span.end = i + 1;
      if (open.back().span.begin <= at && at <= i) return std::move(open.back());
      open.pop_back();
    }
    ++i;
  }
  return std::nullopt;
}

} // namespace callgate::explain
