#include "learn/wanted.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <string_view>

#include "arch/calls.hpp"
#include "learn/allowed.hpp"
#include "lore/equivalents.hpp"
#include "lore/vdso.hpp"
#include "policy/text.hpp"
#include "ruleset/meaning.hpp"
#include "ruleset/typing.hpp"

namespace callgate::learn {

namespace {

using diagram::Node;

constexpr std::string_view out_of_sight = "its arguments cannot be seen there";

/// How a call is named in messages.
std::string name_of(arch::Abi abi, std::uint32_t number) {
  const arch::Call* call = arch::find_call(abi, number);
  return call != nullptr ? std::string(call->name) : "#" + std::to_string(number);
}

/// What `condition` asks of that call; nothing if it cannot be asked with the same words.
std::optional<Node> asked(diagram::Diagrams& diagrams, const std::string& condition, arch::Abi abi,
                          const arch::Call& call) {
  if (condition.empty()) return diagram::yes;
  const std::string entry = std::string(call.name) + "(" + condition + ")";
  diagnostic::Diagnostics diagnostics;
  const auto item =
      policy::parse_item({entry, policy::StringText::verbatim(entry.size())}, diagnostics);
  if (!item || diagnostics.has_errors()) return std::nullopt;
  const auto* written = std::get_if<policy::Entry>(&*item);
  if (written == nullptr || !written->condition) return std::nullopt;
  const auto formula =
      ruleset::formula_of(*written->condition, abi, call.number, [](const ruleset::Mistake&) {});
  if (!formula) return std::nullopt;
  return ruleset::meaning(diagrams, *formula);
}

} // namespace

void Wanted::note(std::string text) {
  if (std::ranges::find(notes_, text) == notes_.end()) notes_.push_back(std::move(text));
}

void Wanted::note_expected(arch::Abi abi, std::uint32_t number) {
  note("\"" + name_of(abi, number) + "\" stays stopped as far as an [[expect]] of the policy " +
       "wants that: change the expectation if such calls are to run");
}

/// Adds an entry, and what becomes of the rest of its call.
void Wanted::put(const Subject& subject, const std::string& condition, arch::Abi abi,
                 const Remark& remark) {
  lines_.add(subject, condition, abi, remark);
  put_rest(subject, condition, abi);
}

void Wanted::put_rest(const Subject& subject, const std::string& condition, arch::Abi abi) {
  if (before_ == nullptr || condition.empty()) return;
  const auto* name = std::get_if<std::string>(&subject);
  const arch::Call* call = name != nullptr ? arch::find_call(abi, *name) : nullptr;
  const std::uint32_t number =
      call != nullptr ? call->number : std::get<arch::NumberRange>(subject).first;
  const std::string list = before_->list_of_rest(abi, number);
  if (!list.empty()) lists_[list].add(subject, {}, abi, {});
}

/// Whether no `[[expect]]` is against an entry with that condition, which the call takes.
bool Wanted::may_run(arch::Abi abi, const arch::Call& call, const std::string& condition) {
  if (before_ == nullptr) return true;
  const Node kept_out = before_->kept_out(diagrams_, abi, call.number);
  const auto set = asked(diagrams_, condition, abi, call);
  if (kept_out == diagram::no || (set && diagrams_.both(*set, kept_out) == diagram::no))
    return true;
  note_expected(abi, call.number);
  return false;
}

// ---- what was seen ----------------------------------------------------------

void Wanted::add(const Record& record) {
  for (const records::SeenCall& seen : record.calls) {
    const auto abi = abi_of(seen.token, seen.number);
    if (!abi) {
      note(std::to_string(seen.count) + " calls came through an audit token that is no known " +
           "ABI's: no entry can speak of them");
      continue;
    }
    if (seen.count != 0) add(*abi, seen, record.interest);
  }
}

/// Whether the record kept all bits that are to be asked of the call.
bool Wanted::is_kept(arch::Abi abi, const records::SeenCall& seen,
                     const records::Interest& interest) const {
  records::Registers wanted{};
  if (before_ != nullptr) wanted = bits_asked(before_->policy(), abi, seen.number);
  if (const arch::Call* call = arch::find_call(abi, seen.number)) {
    const records::Registers looked_at = focus_on(abi, *call, conditions_).mask();
    for (std::size_t i = 0; i < wanted.size(); ++i)
      wanted[i] |= looked_at[i];
  }
  const records::Registers* kept = interest.of(seen.token, seen.number);
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    if ((wanted[i] & ~(kept != nullptr ? (*kept)[i] : 0)) != 0) return false;
  }
  return true;
}

void Wanted::add(arch::Abi abi, const records::SeenCall& whole, const records::Interest& interest) {
  records::SeenCall seen = whole;
  if (!is_kept(abi, seen, interest)) seen.is_cut = true;
  std::vector<records::SeenArguments> all = seen.arguments;
  if (interest.of(seen.token, seen.number) == nullptr || all.empty())
    all = {{records::Registers{}, seen.count}};
  std::vector<records::SeenArguments> missing;
  const records::Registers* const interesting = interest.of(seen.token, seen.number);
  const records::Registers kept = interesting != nullptr ? *interesting : records::Registers{};
  std::uint64_t refused = 0;
  std::uint64_t expected = 0;
  std::uint64_t missed = 0;
  for (const records::SeenArguments& one : all) {
    const bpf::CallData data{seen.number, seen.token, 0, one.values};
    if (before_ != nullptr) {
      const policy::Verdict verdict = before_->verdict(data);
      if (runs(verdict.action)) {
        if (verdict.rule != nullptr) uses_[verdict.rule] += one.count;
        continue;
      }
      if (before_->is_refused(abi, data)) {
        refused += one.count;
        continue;
      }
      if (before_->is_expected(abi, data, kept)) {
        expected += one.count;
        continue;
      }
    }
    missing.push_back(one);
    missed += one.count;
  }
  if (refused != 0)
    note("\"" + name_of(abi, seen.number) + "\" was called " + std::to_string(refused) +
         (refused == 1 ? " time" : " times") +
         ", and an entry of the policy refuses it: it was left so");
  if (expected != 0) note_expected(abi, seen.number);
  refused += expected;
  const bool is_open =
      before_ != nullptr && before_->allowed(diagrams_, abi, seen.number) == diagram::yes;
  if (is_open || (missing.empty() && !seen.is_cut)) {
    if (refused == 0) met_.push_back({abi, subject_of(abi, seen.number), {}});
    return;
  }
  if (missing.empty() && refused != 0) return;
  add_entry(abi, seen, missing, seen.is_cut ? seen.count : missed);
}

void Wanted::add_entry(arch::Abi abi, const records::SeenCall& seen,
                       std::span<const records::SeenArguments> missing, std::uint64_t count) {
  const arch::Call* call = arch::find_call(abi, seen.number);
  const Subject subject = subject_of(abi, seen.number);
  Remark remark{count, {}};
  std::string condition;
  Focus focus;
  records::Registers asked{};
  if (call != nullptr) focus = focus_on(abi, *call, conditions_);
  if (before_ != nullptr) asked = bits_asked(before_->policy(), abi, seen.number);
  const Node kept_out =
      before_ != nullptr ? before_->kept_out(diagrams_, abi, seen.number) : diagram::no;
  Node set = diagram::yes;
  if (seen.is_cut) {
    remark.text = seen.arguments.empty() ? "with arguments that are not known"
                                         : "with arguments of which not all are known";
  } else if (!seen.arguments.empty()) {
    set = allowed_set(diagrams_, focus, asked, missing);
    if (before_ != nullptr)
      set = diagrams_.both(set, diagrams_.negation(before_->allowed(diagrams_, abi, seen.number)));
  }
  set = diagrams_.both(set, diagrams_.negation(kept_out));
  if (!diagrams_.is_leaf(set)) {
    auto text = condition_for(diagrams_, set, abi, call);
    if (!text) remark.text = "with arguments that take too many words for a condition";
    condition = std::move(text).value_or("");
  }
  if (kept_out != diagram::no && condition.empty()) {
    note_expected(abi, seen.number);
    return;
  }
  if (condition.empty() && before_ != nullptr &&
      before_->allowed(diagrams_, abi, seen.number) != diagram::no)
    note("\"" + name_of(abi, seen.number) + "\" is now allowed whatever its arguments: the " +
         "conditions that the policy has for it change nothing any more");
  put(subject, condition, abi, remark);
  met_.push_back({abi, subject, condition});
}

// ---- other ABIs -------------------------------------------------------------

bool Wanted::has(arch::Abi abi, std::uint32_t number) {
  if (lines_.has(abi, number)) return true;
  return before_ != nullptr && before_->allowed(diagrams_, abi, number) != diagram::no;
}

void Wanted::need(arch::Abi abi, std::string_view name, const std::string& reason) {
  const arch::Call* call = arch::find_call(abi, name);
  if (call == nullptr || call->name != name || has(abi, call->number)) return;
  if (before_ != nullptr && before_->is_refused(abi, {call->number, arch::facts(abi).token, 0, {}}))
    return;
  const bool is_memory = name == "madvise" || name == "mmap" || name == "mprotect";
  const std::string condition = is_memory ? harmless(abi, *call) : "";
  if (may_run(abi, *call, condition)) put(std::string(name), condition, abi, {0, reason});
}

void Wanted::carry_over(bool with_equivalents) {
  std::vector<arch::Abi> seen;
  for (const Met& met : met_)
    seen.push_back(met.abi);
  std::vector<arch::Abi> others;
  for (const arch::Abi abi : served_) {
    if (std::ranges::find(seen, abi) == seen.end()) others.push_back(abi);
  }
  for (const arch::Abi abi : others) {
    for (const Met& met : met_) {
      const auto* name = std::get_if<std::string>(&met.subject);
      const arch::Call* call = name != nullptr ? arch::find_call(abi, *name) : nullptr;
      if (call == nullptr || (before_ != nullptr && has(abi, call->number))) continue;
      if (!asked(diagrams_, met.condition, abi, *call)) {
        need(abi, call->name, std::string(out_of_sight));
      } else if (may_run(abi, *call, met.condition)) {
        lines_.extend(met.subject, met.condition, abi);
        put_rest(met.subject, met.condition, abi);
      }
    }
    if (!with_equivalents) continue;
    for (const Met& met : met_)
      add_instead(met, abi);
  }
}

/// The condition of a call that is made with nothing in particular: a fork without namespaces,
/// memory that is not executable.
std::string Wanted::harmless(arch::Abi abi, const arch::Call& call) {
  if (conditions_ == Conditions::none) return {};
  const records::SeenArguments zeros{{}, 0};
  const Node set =
      allowed_set(diagrams_, focus_on(abi, call, Conditions::risky), {}, std::span(&zeros, 1));
  if (diagrams_.is_leaf(set)) return {};
  return condition_for(diagrams_, set, abi, &call).value_or("");
}

void Wanted::add_instead(const Met& met, arch::Abi abi) {
  const auto* name = std::get_if<std::string>(&met.subject);
  if (name == nullptr) return;
  for (const std::string_view other : lore::equivalents_on(abi, *name)) {
    const arch::Call* call = arch::find_call(abi, other);
    if (call == nullptr || has(abi, call->number)) continue;
    std::string condition;
    if (asked(diagrams_, met.condition, abi, *call)) condition = met.condition;
    if (call->name == "clone" && condition.empty()) condition = harmless(abi, *call);
    if (may_run(abi, *call, condition))
      put(std::string(call->name), condition, abi, {0, "what " + *name + " is there"});
  }
}

// ---- what no record shows ---------------------------------------------------

void Wanted::add_unseen(Hidden hidden) {
  constexpr auto restarted = std::to_array<std::string_view>(
      {"nanosleep", "clock_nanosleep", "clock_nanosleep_time64", "poll", "futex", "futex_time64"});
  for (const arch::Abi abi : served_) {
    const auto is_added = [&](std::string_view name) {
      const arch::Call* call = arch::find_call(abi, name);
      return call != nullptr && lines_.has(abi, call->number);
    };
    if (hidden == Hidden::added) {
      for (const lore::VdsoCall& row : lore::vdso_calls())
        need(abi, row.call, "the vDSO answers it, but not on every host");
      need(abi, "exit_group", "how a program ends");
    }
    if (is_added("rt_sigaction") || is_added("sigaction")) {
      need(abi, "rt_sigreturn", "how a signal's handler returns");
      need(abi, "sigreturn", "how a signal's handler returns");
    }
    if (is_added("clone") || is_added("clone3")) need(abi, "exit", "how a thread ends");
    // A lock that was free, an allocator's arena that nobody else held: the next run may differ.
    if (is_added("clone3") || (is_added("clone") && is_added("futex"))) {
      for (const std::string_view call :
           {"futex", "madvise", "mmap", "mprotect", "munmap", "sched_yield"})
        need(abi, call, "threads that get into each other's way");
    }
    for (const std::string_view call : restarted) {
      if (is_added(call))
        need(abi, "restart_syscall", "how " + std::string(call) + " goes on after a signal");
    }
  }
}

} // namespace callgate::learn
