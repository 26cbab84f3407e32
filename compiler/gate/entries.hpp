// The strings of a policy's lists as a gate counts them: which rules each stands for, and the
// parts of its condition that may turn out never to be needed.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "policy/policy.hpp"

namespace callgate::gate {

/// Something that a condition lets through by itself: an alternative of `||`, an element of a
/// set. `condition` is it alone.
struct Part {
  policy::Condition condition;
  diagnostic::Span span;
};

/// One string of a list. A group stands for a rule a member.
struct Entry {
  const policy::Table* table;
  diagnostic::Span span;
  const policy::Rule* first;
  std::size_t members = 0;
  std::vector<Part> parts{}; ///< none where there is only one
};

/// A rule of the policy, and the entry that it is of.
struct EntryRule {
  const policy::Table* table;
  const policy::Rule* rule;
  std::size_t entry; ///< in Entries::all
};

class Entries {
public:
  /// The policy must outlive them.
  explicit Entries(const policy::Policy& policy);

  /// In the order of the tables: the base, then the capabilities.
  [[nodiscard]] const std::vector<Entry>& all() const { return entries_; }
  [[nodiscard]] const std::vector<EntryRule>& rules() const { return rules_; }

private:
  void add(const policy::Table& table);

  std::vector<Entry> entries_;
  std::vector<EntryRule> rules_;
};

} // namespace callgate::gate
