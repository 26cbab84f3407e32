// Texts compared line by line. Policies are small and changes few, so what lies between the
// first and the last changed line is compared by the longest common subsequence.
#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "explain/editing.hpp"

namespace callgate::explain {

namespace {

using Lines = std::vector<std::string_view>;

/// With their line breaks.
Lines lines_of(std::string_view text) {
  Lines lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return lines;
}

/// Lines [first, first + before) of one text that become [second, second + after) of the other.
struct Hunk {
  std::size_t first, before, second, after;
};

/// More than this is taken for one change.
constexpr std::size_t most_compared = 4'000'000;

class Comparison {
public:
  Comparison(const Lines& a, const Lines& b) : a_(a), b_(b) {}

  std::vector<Hunk> hunks() {
    std::size_t front = 0;
    while (front < a_.size() && front < b_.size() && a_[front] == b_[front])
      ++front;
    std::size_t back = 0;
    while (back < a_.size() - front && back < b_.size() - front &&
           a_[a_.size() - 1 - back] == b_[b_.size() - 1 - back])
      ++back;
    front_ = front;
    rows_ = a_.size() - front - back;
    columns_ = b_.size() - front - back;
    if (rows_ + columns_ == 0) return {};
    if (rows_ * columns_ > most_compared) return {{front, rows_, front, columns_}};
    measure();
    return walk();
  }

private:
  [[nodiscard]] std::uint32_t& length(std::size_t i, std::size_t j) {
    return lengths_[i * (columns_ + 1) + j];
  }

  [[nodiscard]] bool is_same(std::size_t i, std::size_t j) const {
    return a_[front_ + i] == b_[front_ + j];
  }

  /// The longest common subsequence of what follows each pair of places.
  void measure() {
    lengths_.assign((rows_ + 1) * (columns_ + 1), 0);
    for (std::size_t i = rows_; i-- > 0;) {
      for (std::size_t j = columns_; j-- > 0;)
        length(i, j) =
            is_same(i, j) ? length(i + 1, j + 1) + 1 : std::max(length(i + 1, j), length(i, j + 1));
    }
  }

  std::vector<Hunk> walk() {
    std::vector<Hunk> result;
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < rows_ || j < columns_) {
      if (i < rows_ && j < columns_ && is_same(i, j)) {
        ++i, ++j;
        continue;
      }
      Hunk hunk{front_ + i, 0, front_ + j, 0};
      while ((i < rows_ || j < columns_) && !(i < rows_ && j < columns_ && is_same(i, j))) {
        const bool takes_a = i < rows_ && (j == columns_ || length(i + 1, j) >= length(i, j + 1));
        takes_a ? ++i : ++j;
        takes_a ? ++hunk.before : ++hunk.after;
      }
      result.push_back(hunk);
    }
    return result;
  }

  const Lines& a_;
  const Lines& b_;
  std::size_t front_ = 0;
  std::size_t rows_ = 0;
  std::size_t columns_ = 0;
  std::vector<std::uint32_t> lengths_;
};

std::string without_break(std::string_view line) {
  while (!line.empty() && (line.back() == '\n' || line.back() == '\r'))
    line.remove_suffix(1);
  return std::string(line);
}

std::vector<std::string> texts(const Lines& lines, std::size_t first, std::size_t count) {
  std::vector<std::string> result;
  result.reserve(count);
  for (std::size_t i = first; i < first + count; ++i)
    result.push_back(without_break(lines[i]));
  return result;
}

// ---- diff -u ------------------------------------------------------------------

constexpr std::size_t context = 3;

void append(std::string& out, char mark, std::string_view line) {
  out += mark;
  out += line;
  if (!line.ends_with('\n')) out += "\n\\ No newline at end of file\n";
}

/// A range of a hunk's head; an empty one names the line before it.
std::string range(std::size_t first, std::size_t count) {
  return std::to_string(count == 0 ? first : first + 1) + "," + std::to_string(count);
}

/// Hunks so near that their contexts meet are shown as one.
std::vector<std::vector<Hunk>> joined(const std::vector<Hunk>& hunks) {
  std::vector<std::vector<Hunk>> groups;
  for (const Hunk& hunk : hunks) {
    const bool is_near =
        !groups.empty() &&
        hunk.first - (groups.back().back().first + groups.back().back().before) <= 2 * context;
    if (is_near)
      groups.back().push_back(hunk);
    else
      groups.push_back({hunk});
  }
  return groups;
}

std::string text_of(const std::vector<Hunk>& group, const Lines& a, const Lines& b) {
  const std::size_t lead = std::min(context, group.front().first);
  const Hunk& last = group.back();
  const std::size_t tail = std::min(context, a.size() - (last.first + last.before));
  const std::size_t first = group.front().first - lead;
  const std::size_t second = group.front().second - lead;
  const std::size_t end = last.first + last.before + tail;
  const std::size_t other_end = last.second + last.after + tail;
  std::string out =
      "@@ -" + range(first, end - first) + " +" + range(second, other_end - second) + " @@\n";
  std::size_t at = first;
  for (const Hunk& hunk : group) {
    for (; at < hunk.first; ++at)
      append(out, ' ', a[at]);
    for (; at < hunk.first + hunk.before; ++at)
      append(out, '-', a[at]);
    for (std::size_t i = 0; i < hunk.after; ++i)
      append(out, '+', b[hunk.second + i]);
  }
  for (; at < end; ++at)
    append(out, ' ', a[at]);
  return out;
}

/// As git writes names: below the folder where it is applied, in quotes where that must be, and
/// ended by a tab where a blank might end them.
std::string path_in_patch(std::string_view side, std::string_view name) {
  while (name.starts_with('/') || name.starts_with("./"))
    name.remove_prefix(name.front() == '/' ? 1 : 2);
  if (name.empty() || name.starts_with('<')) name = "policy.toml";
  std::string text(side);
  bool is_plain = true;
  constexpr std::string_view digits = "01234567";
  for (const char c : name) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x20 && byte < 0x7f && c != '"' && c != '\\') {
      text += c;
      continue;
    }
    is_plain = false;
    text += '\\';
    for (const unsigned shift : {6U, 3U, 0U})
      text += digits[byte >> shift & 7U];
  }
  const std::string_view end = text.find(' ') != std::string::npos ? "\t" : "";
  return (is_plain ? text : "\"" + text + "\"") + std::string(end);
}

} // namespace

std::vector<Change> changes_between(std::string_view before, std::string_view after) {
  const Lines a = lines_of(before);
  const Lines b = lines_of(after);
  std::vector<Change> result;
  for (const Hunk& hunk : Comparison(a, b).hunks())
    result.push_back(
        {hunk.first + 1, texts(a, hunk.first, hunk.before), texts(b, hunk.second, hunk.after)});
  return result;
}

std::string unified_diff(std::string_view before, std::string_view after, std::string_view name) {
  const Lines a = lines_of(before);
  const Lines b = lines_of(after);
  const auto hunks = Comparison(a, b).hunks();
  if (hunks.empty()) return {};
  std::string out =
      "--- " + path_in_patch("a/", name) + "\n+++ " + path_in_patch("b/", name) + "\n";
  for (const auto& group : joined(hunks))
    out += text_of(group, a, b);
  return out;
}

} // namespace callgate::explain
