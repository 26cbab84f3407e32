// The groups that a policy can name: its own, `[group.NAME]`, and the built-in ones. What
// is wrong with a group's list is said once, where the list stands; after that groups are
// free of faults and expand into plain entries.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "diagnostic/diagnostic.hpp"
#include "policy/item.hpp"
#include "policy/selection.hpp"

namespace callgate::policy {

/// `[group.NAME]`
struct Group {
  std::string name;
  Span span; ///< of the name in the header
  std::vector<Item> items;
};

/// A call that a reference to a group stands for.
struct Member {
  Entry entry;     ///< its span is the reference's
  bool is_builtin; ///< listed by a built-in group alone, so that its release counts
};

class Groups {
public:
  /// Reports what is wrong with the names of a policy's groups and with what they refer to,
  /// and leaves the faulty references out: unknown groups, and circles.
  Groups(std::vector<Group> own, diagnostic::Diagnostics& diagnostics);

  /// The members of all groups that `reference` leads to, each once, in the order of their
  /// lists; none if there is no such group, which is reported.
  std::vector<Member> expand(const GroupReference& reference, diagnostic::Diagnostics& diagnostics);

  /// Warns of the policy's groups that no `expand` came by.
  void report_unused(diagnostic::Diagnostics& diagnostics) const;

  /// Null if the policy has no group of that name.
  [[nodiscard]] const Group* find_own(std::string_view name) const;

private:
  void check_name(const Group& group, diagnostic::Diagnostics& diagnostics) const;
  void check_items(Group& group, diagnostic::Diagnostics& diagnostics) const;
  [[nodiscard]] bool check_known(const GroupReference& reference,
                                 diagnostic::Diagnostics& diagnostics) const;
  std::size_t break_circles(Group& group, std::vector<const Group*>& way,
                            diagnostic::Diagnostics& diagnostics);

  std::map<std::string, Group, std::less<>> own_;
  std::map<const Group*, std::size_t> levels_; ///< how deep a group's lists nest, its own included
  std::set<const Group*> used_;
  std::size_t expanded_ = 0; ///< members handed out so far
};

/// Warns of strings in `except` that no member of the table's groups answers to.
void report_idle_exceptions(const Table& table, diagnostic::Diagnostics& diagnostics);

/// The release that the built-in groups of the chosen tables were taken as of; empty where
/// none is used.
std::optional<arch::Release> builtin_groups_through(const Policy& policy,
                                                    const Selection& selection);

} // namespace callgate::policy
