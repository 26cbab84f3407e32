// The policy read word for word: what one call gets, found by walking over every
// entry. With the resolver, which it is there to check, it shares policy.hpp, which looks up
// names and errnos and knows what groups and `except` leave of them, and no more:
// precedence, siblings, newer calls and conditions (holds.hpp) are its own.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "bpf/call_data.hpp"
#include "policy/policy.hpp"
#include "policy/selection.hpp"

namespace callgate::policy {

/// What a call gets, and why.
struct Verdict {
  enum class Reason : std::uint8_t {
    entry,         ///< `rule` of `table`
    no_condition,  ///< entries list the call, and the condition of none holds
    unlisted,      ///< no entry lists it: `default`
    sibling_abi,   ///< its number is one of an ABI that is not served under this token
    newer,         ///< it is newer than `known_through`
    foreign_token, ///< no ABI of that token is served: `foreign`
  };
  bpf::Action action;
  Reason reason;
  const Table* table = nullptr; ///< these two for an entry alone
  const Rule* rule = nullptr;   ///< of equally permissive ones the first of the text
};

class Evaluator {
public:
  /// The policy must be free of errors, and outlive the evaluator.
  Evaluator(const Policy& policy, const Selection& selection);

  [[nodiscard]] bpf::Action operator()(const bpf::CallData& call) const {
    return verdict(call).action;
  }

  [[nodiscard]] Verdict verdict(const bpf::CallData& call) const;

private:
  struct Statement {
    arch::Abi abi;
    arch::NumberRange numbers;
    bpf::Action action;
    const Table* table;
    const Rule* rule;
  };

  void add(const Table& table);
  [[nodiscard]] std::optional<Verdict> stated(arch::Abi abi, const bpf::CallData& call,
                                              bpf::Action otherwise) const;
  [[nodiscard]] bool is_newer(arch::Abi abi, std::uint32_t number, bpf::Action otherwise) const;

  const Policy& policy_;
  Selection selection_;
  std::vector<Statement> statements_;
};

} // namespace callgate::policy
