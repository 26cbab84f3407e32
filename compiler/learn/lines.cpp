#include "learn/lines.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

#include "arch/calls.hpp"
#include "bpf/hex.hpp"
#include "learn/purpose.hpp"

namespace callgate::learn {

namespace {

constexpr std::string_view once = "seen once";
constexpr std::string_view unseen = "not seen";
constexpr std::size_t most_padding = 44; ///< comments stand behind this column at most
constexpr std::size_t not_seen = 1000;   ///< as a purpose, behind all others

std::string written(const Subject& subject) {
  if (const auto* name = std::get_if<std::string>(&subject)) return *name;
  const auto [first, last] = std::get<arch::NumberRange>(subject);
  std::string text = "#" + bpf::number_text(first);
  if (first != last) text += ".." + bpf::number_text(last);
  return text;
}

policy::Entry entry_of(const Subject& subject) {
  policy::Entry entry;
  std::visit([&](const auto& call) { entry.call = call; }, subject);
  return entry;
}

/// Whether the entry without an ABI says just what it is to say: on each ABI served it means
/// nothing, or is wanted. A number is another call on each.
bool is_for_all(const Subject& subject, std::span<const arch::Abi> wanted,
                std::span<const arch::Abi> served) {
  if (served.size() > 1 && std::holds_alternative<arch::NumberRange>(subject)) return false;
  return std::ranges::all_of(served, [&](arch::Abi abi) {
    return std::ranges::find(wanted, abi) != wanted.end() ||
           policy::numbers_of(entry_of(subject), abi).empty();
  });
}

std::string with_commas(std::uint64_t number) {
  std::string text = std::to_string(number);
  for (std::size_t at = text.size(); at > 3; at -= 3)
    text.insert(at - 3, ",");
  return text;
}

std::vector<std::string> entries_of(const Subject& subject, const std::string& condition,
                                    std::span<const arch::Abi> wanted,
                                    std::span<const arch::Abi> served) {
  const std::string behind = condition.empty() ? "" : "(" + condition + ")";
  if (is_for_all(subject, wanted, served)) return {written(subject) + behind};
  std::vector<std::string> entries;
  entries.reserve(wanted.size());
  for (const arch::Abi abi : wanted) {
    std::string entry = written(subject);
    entries.push_back(entry.append("@").append(arch::facts(abi).name).append(behind));
  }
  return entries;
}

/// One string of the list and what follows it.
struct Row {
  std::string entry;
  std::string comment;
};

} // namespace

Subject subject_of(arch::Abi abi, std::uint32_t number) {
  const arch::Call* call = arch::find_call(abi, number);
  if (call != nullptr) return std::string(call->name);
  return arch::NumberRange{number, number};
}

void Lines::add(const Subject& subject, const std::string& condition, arch::Abi abi,
                const Remark& remark) {
  const auto* name = std::get_if<std::string>(&subject);
  const bool is_seen = remark.count != 0;
  const std::size_t purpose = !is_seen ? not_seen : purpose_of(name != nullptr ? *name : "");
  Line& line = lines_[{purpose, subject, condition}];
  const auto place = std::ranges::lower_bound(line.abis, abi);
  if (place == line.abis.end() || *place != abi) line.abis.insert(place, abi);
  line.remark.count += remark.count;
  if (line.remark.text.empty()) line.remark.text = remark.text;
}

void Lines::extend(const Subject& subject, const std::string& condition, arch::Abi abi) {
  const auto* name = std::get_if<std::string>(&subject);
  Line& line = lines_[{purpose_of(name != nullptr ? *name : ""), subject, condition}];
  const auto place = std::ranges::lower_bound(line.abis, abi);
  if (place == line.abis.end() || *place != abi) line.abis.insert(place, abi);
}

bool Lines::has(arch::Abi abi, std::uint32_t number) const {
  return std::ranges::any_of(lines_, [&](const auto& line) {
    if (std::ranges::find(line.second.abis, abi) == line.second.abis.end()) return false;
    const auto numbers = policy::numbers_of(entry_of(line.first.subject), abi);
    return std::ranges::any_of(numbers,
                               [&](arch::NumberRange range) { return range.contains(number); });
  });
}

std::vector<std::string> Lines::entries(std::span<const arch::Abi> served) const {
  std::vector<std::string> all;
  for (const auto& [key, value] : lines_) {
    const auto some = entries_of(key.subject, key.condition, value.abis, served);
    all.insert(all.end(), some.begin(), some.end());
  }
  return all;
}

std::string Lines::text(std::span<const arch::Abi> served) const {
  std::string text;
  std::size_t purpose = not_seen + 1;
  for (auto line = lines_.begin(); line != lines_.end();) {
    if (line->first.purpose != purpose) {
      purpose = line->first.purpose;
      text += text.empty() ? "  # " : "\n  # ";
      text += purpose == not_seen ? "not seen, and needed elsewhere or at another time"
                                  : title_of(purpose);
      text += '\n';
    }
    std::vector<Row> rows;
    std::size_t width = 0;
    for (; line != lines_.end() && line->first.purpose == purpose; ++line) {
      const auto& [key, value] = *line;
      for (const std::string& quoted : entries_of(key.subject, key.condition, value.abis, served)) {
        std::string entry = "  \"";
        entry.append(quoted).append("\",");
        rows.push_back({std::move(entry), comment_text(value.remark)});
        if (rows.back().entry.size() <= most_padding)
          width = std::max(width, rows.back().entry.size());
      }
    }
    for (const Row& row : rows) {
      text += row.entry;
      text.append(width > row.entry.size() ? width - row.entry.size() : 0, ' ');
      text += " # " + row.comment + "\n";
    }
  }
  return text;
}

std::string comment_text(const Remark& remark) {
  std::string text = remark.count == 0   ? std::string(unseen)
                     : remark.count == 1 ? std::string(once)
                                         : with_commas(remark.count);
  if (!remark.text.empty()) text += (remark.count == 0 ? ": " : "; ") + remark.text;
  return text;
}

std::optional<WrittenCount> count_in(std::string_view comment) {
  const auto ends_at = [&](std::size_t length) {
    return length == comment.size() || comment[length] == ';' || comment[length] == ':';
  };
  if (comment.starts_with(once) && ends_at(once.size())) return WrittenCount{1, once.size()};
  if (comment.starts_with(unseen) && ends_at(unseen.size())) return WrittenCount{0, comment.size()};
  const std::size_t length = std::min(comment.find_first_not_of("0123456789,"), comment.size());
  if (length == 0 || !ends_at(length)) return std::nullopt;
  std::string digits(comment.substr(0, length));
  std::erase(digits, ',');
  std::uint64_t count = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), count);
  if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  if (with_commas(count) != comment.substr(0, length)) return std::nullopt;
  return WrittenCount{count, length};
}

} // namespace callgate::learn
