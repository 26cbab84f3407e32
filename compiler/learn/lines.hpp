// The entries of a learned policy as lines of text: which call, with what condition, on which
// ABIs, and in a comment how often it was seen.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "arch/abi.hpp"
#include "policy/policy.hpp"

namespace callgate::learn {

/// A call by name, or numbers that no table names.
using Subject = std::variant<std::string, arch::NumberRange>;

/// How `abi` calls that number.
Subject subject_of(arch::Abi abi, std::uint32_t number);

/// What is said of one entry.
struct Remark {
  std::uint64_t count = 0;
  std::string text; ///< may be empty
};

class Lines {
public:
  /// The same entry on several ABIs is one, and its counts are added up.
  void add(const Subject& subject, const std::string& condition, arch::Abi abi,
           const Remark& remark);

  /// As `add`, of a call that was seen elsewhere and is allowed here like there.
  void extend(const Subject& subject, const std::string& condition, arch::Abi abi);

  [[nodiscard]] bool empty() const { return lines_.empty(); }
  [[nodiscard]] std::size_t size() const { return lines_.size(); }

  /// Whether the call of that number is in some line.
  [[nodiscard]] bool has(arch::Abi abi, std::uint32_t number) const;

  /// The lines of a list for a policy that serves those ABIs, ordered by purpose and name, with
  /// a title above each purpose. An entry gets `@abi` where it would else say too much.
  [[nodiscard]] std::string text(std::span<const arch::Abi> served) const;

  /// The same as they are quoted, without comments.
  [[nodiscard]] std::vector<std::string> entries(std::span<const arch::Abi> served) const;

private:
  struct Key {
    std::size_t purpose; ///< those that were not seen come last
    Subject subject;
    std::string condition;

    auto operator<=>(const Key&) const = default;
  };
  struct Line {
    std::vector<arch::Abi> abis; ///< sorted
    Remark remark;
  };

  std::map<Key, Line> lines_;
};

/// Lists of [base] beside `allow` that get entries, by path: "base.errno.ENOSYS".
using Lists = std::map<std::string, Lines>;

/// "13,742", "seen once", "not seen: …".
std::string comment_text(const Remark& remark);

/// The count at the front of such a comment, which may be any, and how many bytes say it.
struct WrittenCount {
  std::uint64_t count;
  std::size_t length;
};
std::optional<WrittenCount> count_in(std::string_view comment);

} // namespace callgate::learn
