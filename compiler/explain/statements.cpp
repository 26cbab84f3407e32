#include "explain/statements.hpp"

#include <algorithm>

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

/// In an inline table a comma ends what is in no brackets.
std::size_t end_of_value_in_braces(std::string_view text, std::size_t at) {
  const bool is_enclosed = is_quote(text[at]) || text[at] == '[' || text[at] == '{';
  if (is_enclosed) return end_of_value(text, at);
  const std::size_t end = std::min(text.find_first_of(",}\n", at), text.size());
  return text.find_last_not_of(blanks, end - 1) + 1;
}

/// A part of a key without blanks around it and without quotes that it does not need.
std::string part_of_key(std::string_view written) {
  constexpr std::string_view bare =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";
  const std::size_t begin = written.find_first_not_of(blanks);
  if (begin == std::string_view::npos) return {};
  const std::string_view part = written.substr(begin, written.find_last_not_of(blanks) + 1 - begin);
  if (part.size() < 3 || !is_quote(part.front())) return std::string(part);
  const std::string_view inner = part.substr(1, part.size() - 2);
  return std::string(inner.find_first_not_of(bare) == std::string_view::npos ? inner : part);
}

/// Where the last part of a key begins.
std::size_t last_part(std::string_view key) {
  std::size_t begin = 0;
  for (std::size_t at = 0; at < key.size();) {
    if (key[at] == '.') begin = at + 1;
    at = is_quote(key[at]) ? end_of_string(key, at) : at + 1;
  }
  return begin;
}

/// ` cap . "NET" ` as `cap.NET`.
std::string path_of(std::string_view key) {
  const std::size_t last = last_part(key);
  const std::string part = part_of_key(key.substr(last));
  return last == 0 ? part : path_of(key.substr(0, last - 1)) + "." + part;
}

/// "[ base ]" as "[base]".
std::string table_of(std::string_view header) {
  const bool is_array = header.starts_with("[[");
  const std::size_t end = std::max<std::size_t>(header.rfind(']'), 1);
  const std::string_view inner = header.substr(0, end);
  const std::size_t begin = is_array ? 2 : 1;
  const std::size_t size = inner.size() - std::min(inner.size(), begin + (is_array ? 1U : 0U));
  const std::string path = path_of(inner.substr(std::min(begin, inner.size()), size));
  return is_array ? "[[" + path + "]]" : "[" + path + "]";
}

/// The table of that path below `table`.
std::string below(const std::string& table, const std::string& path) {
  if (path.empty()) return table;
  if (table.empty()) return "[" + path + "]";
  std::string result = table;
  return result.insert(table.find(']'), "." + path);
}

/// The byte behind a header's or a key's last character, before `stop`.
std::size_t end_of_key(std::string_view text, std::size_t at, char stop) {
  while (at < text.size() && text[at] != stop && text[at] != '\n')
    at = is_quote(text[at]) ? end_of_string(text, at) : at + 1;
  return at;
}

} // namespace

void Statements::add(std::string_view text, Span key, Span value, const std::string& table,
                     bool is_in_braces) {
  const std::string_view written = text.substr(key.begin, key.end - key.begin);
  const std::size_t last = last_part(written);
  const std::string above = last == 0 ? "" : path_of(written.substr(0, last - 1));
  const Statement one{below(table, above),     part_of_key(written.substr(last)),    value,
                      {key.begin, value.end},  std::string(written.substr(0, last)), is_in_braces,
                      text[value.begin] == '{'};
  list_.push_back(one);
  if (one.has_braces) add_braces(text, value.begin, below(one.table, one.key));
}

void Statements::add_braces(std::string_view text, std::size_t at, const std::string& table) {
  ++at;
  while ((at = text.find_first_not_of(" \t\r\n,", at)) != std::string_view::npos) {
    if (text[at] == '}' || text[at] == '#') return;
    const std::size_t equals = end_of_key(text, at, '=');
    const std::size_t value = text.find_first_not_of(" \t", equals + 1);
    if (equals >= text.size() || text[equals] != '=' || value == std::string_view::npos) return;
    const std::size_t end = std::max(end_of_value_in_braces(text, value), value + 1);
    add(text, {at, equals}, {value, end}, table, true);
    at = end;
  }
}

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
      table = table_of(text.substr(at, end - at));
      at = end_of_line(text, end);
      headers_.push_back({table, std::min(at + 1, text.size())});
      continue;
    }
    const std::size_t equals = end_of_key(text, at, '=');
    const std::size_t value = text.find_first_not_of(" \t", equals + 1);
    if (equals >= text.size() || text[equals] != '=' || value == std::string_view::npos) break;
    const std::size_t end = std::max(end_of_value(text, value), value + 1);
    if (headers_.empty()) begins_without_table_ = true;
    add(text, {at, equals}, {value, end}, table, false);
    at = end;
  }
}

const Statement* Statements::find(std::string_view table, std::string_view key) const {
  const auto found = std::ranges::find_if(
      list_, [&](const Statement& one) { return one.table == table && one.key == key; });
  return found == list_.end() ? nullptr : &*found;
}

const Statement* Statements::around(std::size_t at) const {
  const auto found = std::find_if(list_.rbegin(), list_.rend(), [&](const Statement& one) {
    return one.value.begin <= at && at < one.value.end;
  });
  return found == list_.rend() ? nullptr : &*found;
}

const Statement* Statements::find_braces(std::string_view table) const {
  const auto found = std::ranges::find_if(list_, [&](const Statement& one) {
    return one.has_braces && below(one.table, one.key) == table;
  });
  return found == list_.end() ? nullptr : &*found;
}

const Statement* Statements::find_dotted(std::string_view table) const {
  const std::string inner = std::string(table.substr(0, table.find(']'))) + ".";
  const auto found = std::ranges::find_if(list_, [&](const Statement& one) {
    if (one.prefix.empty()) return false;
    // "base.errno.EPERM" makes [base] too, where no header stands above it.
    const std::string path = "[" + path_of(one.prefix.substr(0, one.prefix.size() - 1)) + ".";
    return one.table == table || (one.table.starts_with(inner) && path.starts_with(inner));
  });
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
