#include "policy/groups.hpp"

#include <algorithm>
#include <memory>
#include <tuple>
#include <utility>

#include "arch/calls.hpp"
#include "diagnostic/printable.hpp"
#include "diagnostic/suggest.hpp"
#include "policy/builtin_groups.hpp"
#include "policy/text.hpp"

namespace callgate::policy {

namespace {

using diagnostic::Diagnostics;
using diagnostic::quoted;

/// Bounds that no honest policy comes near, against texts made to take time or memory:
/// levels of nested groups, steps through one reference (conditions can make the ways to a
/// call multiply), members and their tests over a whole policy.
constexpr std::size_t most_levels = 64;
constexpr std::size_t most_steps = 50'000;
constexpr std::size_t most_members = 100'000;

using Call = std::variant<std::string, arch::NumberRange>;

/// Puts the restriction of a use and that of what it leads to into `only`; false if no ABI
/// is left.
bool narrow(std::optional<arch::Abi>& only, std::optional<arch::Abi> outer) {
  if (outer && only && *outer != *only) return false;
  if (outer) only = outer;
  return true;
}

using SharedCondition = std::shared_ptr<const Condition>;

SharedCondition both(const SharedCondition& outer, const SharedCondition& inner) {
  if (!outer) return inner;
  if (!inner) return outer;
  return std::make_shared<const Condition>(
      Condition{Combination{Combination::Kind::all, {*outer, *inner}}, outer->span});
}

/// The tests in a condition, each element of a set counted.
std::size_t size_of(const Condition& condition) {
  if (const auto* membership = std::get_if<Membership>(&condition.test))
    return membership->elements.size();
  std::size_t size = 1;
  if (const auto* combination = std::get_if<Combination>(&condition.test)) {
    for (const Condition& operand : combination->operands)
      size += size_of(operand);
  }
  return size;
}

/// The walk from one reference to its members.
class Expansion {
public:
  Expansion(const Groups& groups, Span span) : groups_(groups), span_(span) {}

  void add(const GroupReference& reference) {
    // Without conditions a second way to a group leads to nothing new.
    if (!reference.condition && !passed_.emplace(reference.name, reference.only).second) return;
    if (const BuiltinGroup* builtin = find_builtin_group(reference.name)) {
      for (const std::string_view name : calls_of(*builtin))
        add({std::string(name), false, {}, {}, {}}, reference, true);
    } else if (const Group* own = groups_.find_own(reference.name)) {
      used_.insert(own);
      for (const Item& item : own->items)
        add(item, reference);
    }
  }

  [[nodiscard]] bool is_too_long() const { return steps_ > most_steps; }
  [[nodiscard]] const std::set<const Group*>& used() const { return used_; }
  [[nodiscard]] std::vector<Member> take() { return std::move(members_); }

private:
  void add(const Item& item, const GroupReference& outer) {
    if (const auto* entry = std::get_if<Entry>(&item)) return add(*entry, outer, false);
    GroupReference inner = std::get<GroupReference>(item);
    if (++steps_ > most_steps || !narrow(inner.only, outer.only)) return;
    inner.condition = both(outer.condition, inner.condition);
    add(inner);
  }

  void add(Entry entry, const GroupReference& outer, bool is_builtin) {
    if (++steps_ > most_steps || !narrow(entry.only, outer.only)) return;
    entry.condition = both(outer.condition, entry.condition);
    entry.span = span_;
    if (!entry.condition) {
      const auto [place, is_new] = places_.try_emplace({entry.call, entry.only}, members_.size());
      if (!is_new) {
        Member& known = members_[place->second];
        known.is_builtin = known.is_builtin && is_builtin;
        return;
      }
    }
    members_.push_back({std::move(entry), is_builtin});
  }

  const Groups& groups_;
  Span span_;
  std::size_t steps_ = 0;
  std::set<std::pair<std::string, std::optional<arch::Abi>>> passed_;
  std::map<std::pair<Call, std::optional<arch::Abi>>, std::size_t> places_;
  std::set<const Group*> used_;
  std::vector<Member> members_;
};

/// "@a -> @b -> @a"
std::string written(std::span<const Group* const> way, const Group& end) {
  std::string text;
  for (const Group* group : way)
    text += "@" + group->name + " -> ";
  return text + "@" + end.name;
}

} // namespace

Groups::Groups(std::vector<Group> own, Diagnostics& diagnostics) {
  for (Group& group : own) {
    std::string name = group.name;
    own_.emplace(std::move(name), std::move(group));
  }
  std::vector<Group*> in_text;
  for (auto& [name, group] : own_)
    in_text.push_back(&group);
  std::sort(in_text.begin(), in_text.end(),
            [](const Group* a, const Group* b) { return a->span.begin < b->span.begin; });
  for (Group* group : in_text) {
    check_name(*group, diagnostics);
    check_items(*group, diagnostics);
  }
  for (Group* group : in_text) {
    std::vector<const Group*> way;
    break_circles(*group, way, diagnostics);
  }
}

const Group* Groups::find_own(std::string_view name) const {
  const auto found = own_.find(name);
  return found == own_.end() ? nullptr : &found->second;
}

void Groups::check_name(const Group& group, Diagnostics& diagnostics) const {
  if (find_builtin_group(group.name) != nullptr)
    diagnostics.error("group-name", group.span,
                      quoted("@" + group.name) + " is a built-in group already",
                      "choose another name; \"callgate calls @\" lists the built-in groups");
  else if (!is_group_name(group.name))
    diagnostics.error("group-name", group.span,
                      quoted(group.name) + " cannot be written after an @",
                      "use letters, digits, _ and -, and begin with no -");
}

void Groups::check_items(Group& group, Diagnostics& diagnostics) const {
  std::set<std::tuple<bool, Call, std::optional<arch::Abi>>> seen;
  const auto is_new = [&](const Item& item) {
    if (const auto* entry = std::get_if<Entry>(&item))
      return entry->condition || seen.emplace(false, entry->call, entry->only).second;
    const auto& reference = std::get<GroupReference>(item);
    return reference.condition || seen.emplace(true, reference.name, reference.only).second;
  };
  std::erase_if(group.items, [&](const Item& item) {
    const auto* reference = std::get_if<GroupReference>(&item);
    if (reference != nullptr && !check_known(*reference, diagnostics)) return true;
    if (!is_new(item))
      diagnostics.warning("duplicate",
                          std::visit([](const auto& written) { return written.span; }, item),
                          "listed twice in [group." + group.name + "]", "remove one of them");
    return false;
  });
}

bool Groups::check_known(const GroupReference& reference, Diagnostics& diagnostics) const {
  if (find_builtin_group(reference.name) != nullptr || find_own(reference.name) != nullptr)
    return true;
  std::vector<std::string> names;
  for (const auto& [name, group] : own_)
    names.push_back("@" + name);
  for (const BuiltinGroup& group : builtin_groups())
    names.push_back("@" + std::string(group.name));
  const std::vector<std::string_view> known(names.begin(), names.end());
  const std::string near = diagnostic::did_you_mean("@" + reference.name, known);
  diagnostics.error("unknown-group", reference.span,
                    "unknown group " + quoted("@" + reference.name),
                    !near.empty() ? near
                                  : "define it, [group." + reference.name +
                                        "], or choose from those that \"callgate calls @\" lists");
  return false;
}

/// Takes references out that lead back to a group on the way to them. Returns how deep the
/// group's lists nest.
std::size_t Groups::break_circles(Group& group, std::vector<const Group*>& way,
                                  Diagnostics& diagnostics) {
  if (const auto known = levels_.find(&group); known != levels_.end()) return known->second;
  way.push_back(&group);
  std::size_t levels = 1;
  std::erase_if(group.items, [&](const Item& item) {
    const auto* reference = std::get_if<GroupReference>(&item);
    const auto inner = reference ? own_.find(reference->name) : own_.end();
    if (inner == own_.end()) return false;
    const auto circle = std::find(way.begin(), way.end(), &inner->second);
    if (circle != way.end()) {
      diagnostics.error("group-circle", reference->span,
                        quoted("@" + reference->name) +
                            " holds itself: " + written({circle, way.end()}, inner->second),
                        "remove it from this list");
      return true;
    }
    const std::size_t below =
        way.size() < most_levels ? break_circles(inner->second, way, diagnostics) : most_levels;
    if (below == most_levels) {
      diagnostics.error("group-depth", reference->span,
                        "groups nest more than " + std::to_string(most_levels) + " deep here");
      return true;
    }
    levels = std::max(levels, below + 1);
    return false;
  });
  way.pop_back();
  levels_.emplace(&group, levels);
  return levels;
}

std::vector<Member> Groups::expand(const GroupReference& reference, Diagnostics& diagnostics) {
  if (!check_known(reference, diagnostics) || expanded_ > most_members) return {};
  Expansion expansion(*this, reference.span);
  expansion.add(reference);
  used_.insert(expansion.used().begin(), expansion.used().end());
  std::vector<Member> members = expansion.take();
  for (const Member& member : members)
    expanded_ += 1 + (member.entry.condition ? size_of(*member.entry.condition) : 0);
  if (expansion.is_too_long() || expanded_ > most_members) {
    diagnostics.error("group-size", reference.span,
                      "the policy's groups stand for more entries and conditions than callgate "
                      "reads",
                      "name fewer groups, or put shorter conditions on them");
    expanded_ = most_members + 1; // said once
    return {};
  }
  const bool exists = std::any_of(members.begin(), members.end(), [](const Member& member) {
    return !member.entry.only || !numbers_of(member.entry, *member.entry.only).empty();
  });
  const Group* own = find_own(reference.name);
  if (!exists && reference.only && (own == nullptr || !own->items.empty()))
    diagnostics.warning("no-effect", reference.span,
                        quoted("@" + reference.name) + " has no call on " +
                            std::string(arch::facts(*reference.only).name),
                        "remove the entry");
  return members;
}

void Groups::report_unused(Diagnostics& diagnostics) const {
  for (const auto& [name, group] : own_) {
    if (!used_.contains(&group))
      diagnostics.warning("unused-group", group.span, "no table uses " + quoted("@" + name),
                          "use it or remove it");
  }
}

namespace {

/// Every number that the groups of a table stand for, whatever its releases and exceptions.
std::vector<std::pair<arch::Abi, std::uint32_t>> grouped_numbers(const Table& table) {
  std::vector<std::pair<arch::Abi, std::uint32_t>> grouped;
  for (const Rule& rule : table.rules) {
    if (!rule.group) continue;
    for (const arch::AbiFacts& abi : arch::all_abis()) {
      if (!applies_to(rule.entry, abi.abi)) continue;
      for (const arch::NumberRange& numbers : numbers_of(rule.entry, abi.abi))
        grouped.emplace_back(abi.abi, numbers.first);
    }
  }
  std::sort(grouped.begin(), grouped.end());
  return grouped;
}

} // namespace

void report_idle_exceptions(const Table& table, Diagnostics& diagnostics) {
  if (table.except.empty()) return;
  std::set<std::string_view> names; // those that every ABI has, for a quick answer
  for (const Rule& rule : table.rules) {
    const auto* name = std::get_if<std::string>(&rule.entry.call);
    if (rule.group && !rule.entry.only && name != nullptr) names.insert(*name);
  }
  std::optional<std::vector<std::pair<arch::Abi, std::uint32_t>>> numbers;
  const auto is_grouped = [&](const Entry& entry) {
    if (entry.may_be_unknown) return true; // later tables may know it, and groups hold it
    const auto* name = std::get_if<std::string>(&entry.call);
    if (name != nullptr && names.contains(*name)) return true;
    if (!numbers) numbers = grouped_numbers(table);
    const auto abis = arch::all_abis();
    return std::any_of(abis.begin(), abis.end(), [&](const arch::AbiFacts& abi) {
      if (!applies_to(entry, abi.abi)) return false;
      const auto own = numbers_of(entry, abi.abi);
      return std::any_of(own.begin(), own.end(), [&](const arch::NumberRange& number) {
        return std::binary_search(numbers->begin(), numbers->end(),
                                  std::pair(abi.abi, number.first));
      });
    });
  };
  // The entries of one string of the list stand together.
  const auto entries = table.except.entries();
  for (auto from = entries.begin(); from != entries.end();) {
    const auto to = std::find_if(from, entries.end(),
                                 [&](const Entry& entry) { return entry.span != from->span; });
    if (std::none_of(from, to, is_grouped))
      diagnostics.warning("no-effect", from->span, "no group of " + title(table) + " holds this",
                          "except takes calls out of the groups of its own table; entries that "
                          "name a call stay");
    from = to;
  }
}

std::optional<arch::Release> builtin_groups_through(const Policy& policy,
                                                    const Selection& selection) {
  std::optional<arch::Release> through;
  const auto look = [&](const Table& table) {
    if (!is_active(table, selection)) return;
    for (const Rule& rule : table.rules) {
      if (rule.group && rule.group->through) through = rule.group->through;
    }
  };
  look(policy.base);
  for (const Table& table : policy.capabilities)
    look(table);
  return through;
}

} // namespace callgate::policy
