#include "explain/subject.hpp"

#include <algorithm>

namespace callgate::explain {

namespace {

/// As in a logic of three values: unknown where the answer hangs on an unknown register.
enum class Truth : std::uint8_t { no, unknown, yes };

class Judge {
public:
  explicit Judge(const Subject& subject) : subject_(subject) {}

  [[nodiscard]] Truth operator()(const ruleset::Formula& formula) const {
    return std::visit([this](const auto& node) { return of(node); }, formula.node);
  }

private:
  [[nodiscard]] Truth of(const ruleset::Test& test) const {
    const bool is_known = subject_.known[test.field.slot] &&
                          (!test.field.high_slot || subject_.known[*test.field.high_slot]);
    if (!is_known) return Truth::unknown;
    const ruleset::Formula formula{test};
    return ruleset::holds(formula, subject_.call.arguments) ? Truth::yes : Truth::no;
  }

  [[nodiscard]] Truth of(const ruleset::All& all) const {
    Truth result = Truth::yes;
    for (const ruleset::Formula& part : all.parts)
      result = std::min(result, (*this)(part));
    return result;
  }

  [[nodiscard]] Truth of(const ruleset::Any& any) const {
    Truth result = Truth::no;
    for (const ruleset::Formula& part : any.parts)
      result = std::max(result, (*this)(part));
    return result;
  }

  const Subject& subject_;
};

std::vector<bpf::Action> actions_of(const ruleset::Decision& decision, const Subject& subject) {
  std::vector<bpf::Action> result;
  const auto add = [&](bpf::Action action) {
    if (std::ranges::find(result, action) == result.end()) result.push_back(action);
  };
  const Judge judge(subject);
  for (const ruleset::Clause& clause : decision.clauses) {
    const Truth truth = judge(clause.when);
    if (truth != Truth::no) add(clause.action);
    if (truth == Truth::yes) return result;
  }
  add(decision.otherwise);
  return result;
}

std::optional<arch::Abi> abi_of(const bpf::CallData& call) {
  for (const arch::AbiFacts& facts : arch::all_abis()) {
    if (facts.token == call.token) return arch::owner_of(facts.abi, call.number);
  }
  return std::nullopt;
}

} // namespace

Subject subject_of(const bpf::CallData& call, const std::array<bool, 6>& known) {
  Subject subject{call, known, abi_of(call), nullptr};
  if (!subject.abi) return subject;
  subject.named = arch::find_call(*subject.abi, call.number);
  if (subject.named != nullptr)
    subject.parameters = arch::parameters(*subject.abi, *subject.named).value_or(arch::Arguments{});
  return subject;
}

bool is_known(const Subject& subject, const arch::Argument& argument) {
  return argument.place == arch::ArgumentPlace::registers && subject.known[argument.slot] &&
         (!argument.high_slot || subject.known[*argument.high_slot]);
}

bool is_descriptor(const arch::Argument& argument) {
  constexpr std::string_view others[] = {"fildes", "fd_in",    "fd_out", "in_fd",
                                         "out_fd", "mount_fd", "fs_fd",  "first"};
  const std::string_view name = argument.canonical;
  return !argument.is_pointer && argument.bits <= 32 &&
         (name.ends_with("fd") || std::ranges::find(others, name) != std::end(others));
}

std::vector<bpf::Action> possible_actions(std::span<const ruleset::Resolution> resolutions,
                                          bpf::Action foreign, const Subject& subject) {
  for (const ruleset::Resolution& resolution : resolutions) {
    for (const ruleset::Ruleset& ruleset : resolution.rulings.rulesets) {
      if (ruleset.token == subject.call.token)
        return actions_of(ruleset::decision_for(ruleset, subject.call.number), subject);
    }
  }
  return {foreign};
}

} // namespace callgate::explain
