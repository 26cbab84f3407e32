// What others recorded of a program, as if it had been watched.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "arch/abi.hpp"
#include "records/recorded_call.hpp"
#include "records/tally.hpp"

namespace callgate::learn {

class Recording {
public:
  /// `abi`: of calls of which the record does not tell.
  Recording(records::Interest interest, arch::Abi abi) : tally_(std::move(interest)), abi_(abi) {}

  /// strace's log or table. The execve that starts the command is left out: no filter that is
  /// loaded for the command sees it.
  std::vector<records::Unread> add_strace(std::string_view text);

  std::vector<records::Unread> add_audit(std::string_view text);

  [[nodiscard]] const records::Tally& tally() const { return tally_; }

  /// What a person should know, a sentence each.
  [[nodiscard]] const std::set<std::string>& notes() const { return notes_; }

  /// Whether each call that was read has a number on an ABI.
  [[nodiscard]] bool is_complete() const { return is_complete_; }

private:
  void add(const records::RecordedCall& call, std::uint64_t count);

  records::Tally tally_;
  arch::Abi abi_;
  std::set<std::string> notes_;
  bool is_complete_ = true;
};

} // namespace callgate::learn
