#include "learn/places.hpp"

#include <algorithm>

namespace callgate::learn {

namespace {

class Scanner {
public:
  explicit Scanner(std::string_view text) : text_(text) {}

  Places scan() {
    while (skip_to_statement()) {
      if (at() == '[')
        header();
      else
        assignment();
    }
    return std::move(places_);
  }

private:
  [[nodiscard]] bool is_done() const { return at_ >= text_.size(); }
  [[nodiscard]] char at() const { return is_done() ? '\0' : text_[at_]; }

  void skip_line() { at_ = std::min(text_.find('\n', at_), text_.size()); }

  /// Blanks, line ends and comments.
  bool skip_to_statement() {
    while (!is_done()) {
      if (at() == '#')
        skip_line();
      else if (std::string_view(" \t\r\n").find(at()) != std::string_view::npos)
        ++at_;
      else
        return true;
    }
    return false;
  }

  /// A string of any kind, which begins here.
  void skip_string() {
    const char quote = at();
    const std::string three(3, quote);
    const bool is_long = text_.substr(at_, 3) == three;
    at_ += is_long ? 3 : 1;
    while (!is_done()) {
      if (quote == '"' && at() == '\\') {
        at_ += 2;
      } else if (is_long && text_.substr(at_, 3) == three) {
        at_ += 3;
        while (at() == quote) // quotes may stand before the closing three
          ++at_;
        return;
      } else if (!is_long && at() == quote) {
        ++at_;
        return;
      } else {
        ++at_;
      }
    }
  }

  /// Up to one of `ends`, without the blanks and quotation marks of keys.
  std::string key(std::string_view ends) {
    std::string path;
    while (!is_done() && ends.find(at()) == ends.npos) {
      if (at() == '"' || at() == '\'') {
        const std::size_t begin = at_;
        skip_string();
        path += text_.substr(begin + 1, at_ - begin - 2);
      } else {
        if (at() != ' ' && at() != '\t') path += at();
        ++at_;
      }
    }
    return path;
  }

  void header() {
    const bool is_list = text_.substr(at_, 2) == "[[";
    at_ += is_list ? 2 : 1;
    table_ = key("]\n");
    skip_line();
    if (!is_list) places_.tables[table_] = std::min(at_ + 1, text_.size());
  }

  void assignment() {
    const std::string name = key("=\n");
    if (at() != '=') return;
    ++at_;
    while (at() == ' ' || at() == '\t')
      ++at_;
    const std::string path = table_.empty() ? name : table_ + "." + name;
    value(path);
  }

  void value(const std::string& path) {
    if (at() == '[')
      places_.arrays[path] = array();
    else if (at() == '{')
      inline_table(path);
    else
      skip_value();
  }

  void inline_table(const std::string& path) {
    ++at_;
    places_.inlines[path] = at_;
    while (skip_to_statement() && at() != '}') {
      const std::string name = key("=,}\n");
      if (at() != '=') {
        if (at() != '}') ++at_;
        continue;
      }
      ++at_;
      while (at() == ' ' || at() == '\t')
        ++at_;
      value(std::string(path).append(".").append(name));
    }
    ++at_;
  }

  void skip_value() {
    if (at() == '"' || at() == '\'') {
      skip_string();
    } else if (at() == '[') {
      array();
    } else if (at() == '{') {
      ++at_;
      while (skip_to_statement() && at() != '}') {
        if (at() == '"' || at() == '\'' || at() == '[' || at() == '{')
          skip_value();
        else
          ++at_;
      }
      ++at_;
    } else {
      while (!is_done() && std::string_view(",]}\n#").find(at()) == std::string_view::npos)
        ++at_;
    }
  }

  ArrayPlace array() {
    ++at_;
    ArrayPlace place;
    place.last_end = at_;
    while (skip_to_statement() && at() != ']') {
      if (at() == ',') {
        place.ends_in_comma = true;
        ++at_;
        continue;
      }
      const std::size_t begin = at_;
      skip_value();
      at_ = std::max(at_, begin + 1);
      place.last_end = at_;
      place.is_empty = false;
      place.ends_in_comma = false;
    }
    place.close = at_;
    ++at_;
    return place;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::string table_;
  Places places_;
};

} // namespace

Places places_in(std::string_view toml) {
  return Scanner(toml).scan();
}

namespace {

/// As an editor takes it from the first line.
std::string with_breaks_of(std::string_view text, const std::string& added) {
  const std::size_t end = text.find('\n');
  if (end == text.npos || end == 0 || text[end - 1] != '\r') return added;
  std::string result;
  for (const char c : added) {
    if (c == '\n') result += '\r';
    result += c;
  }
  return result;
}

} // namespace

std::string edited(std::string_view text, std::vector<Edit> edits) {
  std::ranges::stable_sort(edits, {}, &Edit::begin);
  std::string result;
  std::size_t from = 0;
  for (const Edit& edit : edits) {
    result += text.substr(from, edit.begin - from);
    result += with_breaks_of(text, edit.text);
    from = edit.end;
  }
  result += text.substr(from);
  return result;
}

std::vector<Edit> appended(std::string_view text, const ArrayPlace& array,
                           const std::string& lines) {
  std::vector<Edit> edits;
  if (!array.is_empty && !array.ends_in_comma)
    edits.push_back({array.last_end, array.last_end, ","});
  const std::size_t line = text.rfind('\n', array.close) + 1; // 0 where there is none
  const bool stands_alone =
      line > array.last_end &&
      text.substr(line, array.close - line).find_first_not_of(" \t") == std::string_view::npos;
  if (stands_alone)
    edits.push_back({line, line, lines});
  else
    edits.push_back({array.close, array.close, "\n" + lines});
  return edits;
}

} // namespace callgate::learn
