// What the person wrote, with the places it was written at. Nothing here is resolved
// for an ABI yet: an errno may still be a name, a call may not exist everywhere.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "arch/abi.hpp"
#include "arch/release.hpp"
#include "bpf/action.hpp"
#include "diagnostic/source.hpp"
#include "policy/condition.hpp"
#include "policy/number_ranges.hpp"
#include "policy/written_call.hpp"

namespace callgate::policy {

/// An action as written: its number, or the errno name that each ABI numbers itself.
struct ActionSpec {
  bpf::ActionKind kind;
  std::variant<std::uint16_t, std::string> data = std::uint16_t{0};
  Span span;
};

/// The action on one ABI; empty where the ABI has no errno of that name.
std::optional<bpf::Action> action_on(const ActionSpec& spec, arch::Abi abi);

/// As it would be written in a policy: "errno ENOSYS".
std::string to_string(const ActionSpec& spec);

/// One string of a list: which calls it is about.
struct Entry {
  /// A call's name, or numbers as in seccomp_data.nr: of groups and `except` one alone.
  std::variant<std::string, arch::NumberRange> call;
  bool may_be_unknown = false;   ///< `name?`
  std::optional<arch::Abi> only; ///< `name@abi`
  /// Null where there is none; members of a group share that of its use.
  std::shared_ptr<const Condition> condition;
  Span span; ///< the whole string of the table's list, without its quotes
};

/// The group that an entry of a table stood for.
struct GroupUse {
  std::string name; ///< as in the entry, without its @
  /// A built-in group holds no calls newer than this. Where an ABI's release of a call is
  /// not known, the earliest of all ABIs counts; a call with none counts as older.
  std::optional<arch::Release> through;
};

struct Rule {
  ActionSpec action;
  Entry entry;
  std::optional<GroupUse> group{}; ///< an entry "@group" becomes a rule for each member
};

/// What `except` takes out of a table's groups. Calls are the same if their number on an ABI
/// is, however they are written.
class Exceptions {
public:
  Exceptions() = default;
  explicit Exceptions(std::vector<Entry> entries);

  /// In the order of the text; one string of the list may stand for several.
  [[nodiscard]] std::span<const Entry> entries() const { return entries_; }
  [[nodiscard]] bool empty() const { return entries_.empty(); }

  [[nodiscard]] bool contains(arch::Abi abi, std::uint32_t number) const;

private:
  std::vector<Entry> entries_;
  std::vector<std::pair<arch::Abi, std::uint32_t>> numbers_; ///< sorted
};

/// `[base]` or one `[cap.NAME]`.
struct Table {
  std::optional<std::string> capability; ///< its name; absent for the base
  Span span;                             ///< of the name in the header
  std::vector<Rule> rules;
  Exceptions except{};
};

/// One `[[expect]]`: what the person wants a call to get.
struct Expectation {
  WrittenCall call;
  std::vector<std::string> capabilities; ///< in the policy's order, each once
  ActionSpec gets;
};

/// One line of `[weights]`: how often a program made a call, with whatever arguments.
struct Weight {
  Entry call; ///< its name or one number, without a condition
  std::uint64_t count;
};

/// One string of `[lint] accept`: a check of `lint` that is to be silent.
struct AcceptedCheck {
  std::string check;
  std::string call; ///< only about that call; empty: about any
  Span span;
};

struct Policy {
  std::string name;
  std::optional<std::vector<arch::Abi>> abis; ///< absent: whatever the host is
  ActionSpec default_action{bpf::ActionKind::kill_process, std::uint16_t{0}, {}};
  ActionSpec foreign{bpf::ActionKind::kill_process, std::uint16_t{0}, {}};
  std::optional<arch::Release> known_through;
  std::optional<ActionSpec> newer; ///< only together with `known_through`
  /// Of "socketcall" and "ipc" those that may be allowed beside conditions on the calls that
  /// they reach.
  std::vector<std::string> accepted_bypasses;
  Table base;
  std::vector<Table> capabilities; ///< in the order of the text
  std::vector<Expectation> expectations{};
  std::vector<Weight> weights{};
  std::vector<AcceptedCheck> accepted_checks{};
};

/// "[base]" or "[cap.NET]".
std::string title(const Table& table);

/// "#438", "#500..600".
std::string to_string(arch::NumberRange numbers);

/// The numbers that an entry stands for on `abi`, whether or not it is restricted to
/// another: none where the ABI lacks the name. Sorted; more than one range only where
/// numbers of siblings lie between.
NumberRanges numbers_of(const Entry& entry, arch::Abi abi);

/// Whether the call of that number may be newer than `release`. A call that no kernel of the
/// ABI is recorded to have may come to it any day: it is as old as elsewhere. One that has
/// no release anywhere may be of any.
bool may_be_newer(arch::Abi abi, std::uint32_t number, arch::Release release);

/// The numbers that a table's rule speaks of on `abi`: none where its entry is restricted to
/// another ABI, where its group is older than the call, or where `except` takes it out.
NumberRanges numbers_of(const Table& table, const Rule& rule, arch::Abi abi);

/// Whether the entry says anything about `abi`.
inline bool applies_to(const Entry& entry, arch::Abi abi) {
  return !entry.only || *entry.only == abi;
}

} // namespace callgate::policy
