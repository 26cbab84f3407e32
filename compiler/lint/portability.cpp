// Entries that name a call which an ABI lacks, or which nobody makes there, while what does
// its work is denied.
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "arch/calls.hpp"
#include "diagnostic/printable.hpp"
#include "lint/passes.hpp"
#include "lint/words.hpp"
#include "lore/equivalents.hpp"

namespace callgate::lint {

namespace {

bool lets_run(const policy::Rule& rule) {
  return rule.action.kind == bpf::ActionKind::allow || rule.action.kind == bpf::ActionKind::log;
}

class Portability {
public:
  Portability(const policy::Policy& policy, const policy::Selection& selection, const View& view,
              Findings& findings)
      : policy_(policy), selection_(selection), view_(view), findings_(findings) {}

  void look() {
    for_each_rule([&](const policy::Table& table, const policy::Rule& rule) { look(table, rule); });
  }

private:
  /// Of the chosen tables.
  template <typename Take>
  void for_each_rule(Take take) const {
    const auto take_those_of = [&](const policy::Table& table) {
      if (!policy::is_active(table, selection_)) return;
      for (const policy::Rule& rule : table.rules)
        take(table, rule);
    };
    take_those_of(policy_.base);
    for (const policy::Table& table : policy_.capabilities)
      take_those_of(table);
  }

  void look(const policy::Table& table, const policy::Rule& rule) {
    const auto* name = std::get_if<std::string>(&rule.entry.call);
    if (name == nullptr || rule.entry.only || !lets_run(rule)) return;
    const auto others = lore::equivalents_on(view_.abi(), *name);
    const bool has_call = arch::find_call(view_.abi(), *name) != nullptr;
    if (!has_call && is_for_others(*name)) return;
    if (others.empty()) {
      if (!has_call && !lore::is_peculiar(*name) && !rule.group) add_lost(table, rule, *name);
      return;
    }
    std::vector<std::string_view> denied;
    for (const std::string_view other : others) {
      if (!view_.runs(other)) denied.push_back(other);
    }
    if (!denied.empty()) add(table, rule, *name, has_call, denied);
  }

  /// Whether a call that this ABI lacks is listed for the sake of another ABI of the policy,
  /// where it is made for a call that runs here: "fstatat64" beside "stat", for arm.
  [[nodiscard]] bool is_for_others(std::string_view name) const {
    bool found = false;
    for_each_rule([&](const policy::Table&, const policy::Rule& rule) {
      const auto* listed = std::get_if<std::string>(&rule.entry.call);
      if (found || listed == nullptr || !lets_run(rule)) return;
      const bool is_made_for_it = std::ranges::any_of(selection_.abis, [&](arch::Abi abi) {
        const auto made = lore::equivalents_on(abi, *listed);
        return std::ranges::find(made, name) != made.end();
      });
      found = is_made_for_it && view_.runs(*listed);
    });
    return found;
  }

  /// Nothing does the same there.
  void add_lost(const policy::Table& table, const policy::Rule& rule, const std::string& name) {
    Finding finding{"portability", name, rule.entry.span, &table};
    finding.predicate = "does not exist on " + abi() +
                        ", and callgate knows nothing that does "
                        "the same there";
    finding.help = "restrict the entry: \"" + name + "@ABI\"";
    findings_.add(std::move(finding));
  }

  void add(const policy::Table& table, const policy::Rule& rule, const std::string& name,
           bool has_call, std::span<const std::string_view> denied) {
    const auto calls = view_.calls(denied.front(), "");
    Finding finding{"portability", name, rule.entry.span, &table};
    finding.predicate = has_call
                            ? "is not what C libraries call on " + abi() + ": they call "
                            : "does not exist on " + abi() + ": what makes it elsewhere makes ";
    finding.predicate += list_of(denied);
    finding.predicate += has_call ? ", which " : " there, which ";
    finding.predicate +=
        denied.size() == 1 ? fate(view_.verdict(*calls).action, view_.abi()) : "the policy denies";
    finding.help = "add " + list_of(denied) + " to the same list";
    findings_.add(std::move(finding));
  }

  [[nodiscard]] std::string abi() const { return std::string(arch::facts(view_.abi()).name); }

  const policy::Policy& policy_;
  const policy::Selection& selection_;
  const View& view_;
  Findings& findings_;
};

} // namespace

void find_unportable(const policy::Policy& policy, const policy::Selection& selection,
                     const View& view, Findings& findings) {
  Portability(policy, selection, view, findings).look();
}

} // namespace callgate::lint
