// What a policy says to each call of a run, and what of the policy that took.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <unordered_map>
#include <utility>
#include <vector>

#include "bpf/call_data.hpp"
#include "gate/entries.hpp"
#include "policy/evaluate.hpp"

namespace callgate::gate {

/// What becomes of a call, as a gate sees it.
enum class Fate : std::uint8_t {
  allowed,
  answered, ///< an entry says which errno it gets: its author knew of it
  newer,    ///< newer than what the author considered; it gets the errno for that
  denied,
};

struct Times {
  std::uint64_t allowed = 0;
  std::uint64_t answered = 0;
  std::uint64_t newer = 0;
  std::uint64_t denied = 0;
};

/// How often an entry let a call run, or answered one: any of several that say the same.
struct EntryUse {
  std::uint64_t calls = 0;
  std::vector<std::uint64_t> parts{}; ///< as of Entry::parts: how often each held
  std::set<std::size_t> members{};    ///< of Entries::rules, those that were used
};

class Usage {
public:
  /// Entries are those of the policy, which is free of errors; all must outlive this.
  Usage(const policy::Policy& policy, const policy::Selection& selection, const Entries& entries);

  struct Seen {
    Fate fate;
    policy::Verdict verdict;
  };

  /// Counts a call.
  Seen see(const bpf::CallData& call);

  /// By token and number.
  [[nodiscard]] const std::map<std::pair<std::uint32_t, std::uint32_t>, Times>& calls() const {
    return calls_;
  }

  /// As of Entries::all.
  [[nodiscard]] const std::vector<EntryUse>& entries() const { return uses_; }

private:
  /// A rule that speaks of a number.
  struct Candidate {
    std::size_t rule; ///< in Entries::rules
    bpf::ActionKind action;
  };
  /// What is known of one number.
  struct Number {
    arch::Abi abi{};
    std::vector<Candidate> candidates{};
    std::optional<policy::Verdict> always{}; ///< where no condition decides
    Times* times = nullptr;
  };

  Number& number(const bpf::CallData& call);
  [[nodiscard]] std::optional<arch::Abi> served(const bpf::CallData& call) const;
  void use(const Candidate& candidate, const Number& number, const bpf::CallData& call);

  policy::Selection selection_;
  policy::Evaluator evaluator_;
  const Entries& entries_;
  std::vector<EntryUse> uses_;
  std::map<std::pair<std::uint32_t, std::uint32_t>, Times> calls_;
  std::unordered_map<std::uint64_t, Number> numbers_;
};

} // namespace callgate::gate
