// A filter has no loops and reads nothing but the 512 bits of seccomp_data, so it is a
// function from these bits to a value, and so are the rulings. Both are brought into the
// one form that such functions have for a given order of the bits, a reduced ordered
// decision diagram: the rulings from their meaning, the program from its instructions as
// the machine executes them. Equal nodes are equal functions, for all 2^512 inputs. Else
// some path tells them apart, and the interpreter, which knows nothing of diagrams, is
// run on its input to say what happens there. What cannot be followed exactly is refused,
// never guessed: a refusal can only keep a filter from being emitted. Nothing here comes
// from the planner, so that the checker shares no mistake with the checked.
#include "proof/proof.hpp"

#include <cstdint>
#include <optional>
#include <set>
#include <string>

#include "bpf/hex.hpp"
#include "diagram/diagram.hpp"
#include "proof/parts.hpp"
#include "proof/program_diagram.hpp"
#include "proof/rulings_diagram.hpp"

namespace callgate::proof {

namespace {

bool is_total(const ruleset::Ruleset& ruleset) {
  std::uint64_t next = 0;
  for (const ruleset::Interval& interval : ruleset.intervals) {
    if (interval.first != next || interval.last < interval.first) return false;
    next = std::uint64_t{interval.last} + 1;
  }
  return next == std::uint64_t{UINT32_MAX} + 1;
}

bool are_total(const ruleset::Rulings& rulings) {
  std::set<std::uint32_t> tokens;
  for (const ruleset::Ruleset& ruleset : rulings.rulesets) {
    if (!is_total(ruleset) || !tokens.insert(ruleset.token).second) return false;
  }
  return true;
}

/// The action, and the value where it is not the one that callgate writes for it.
std::string describe(std::uint32_t value) {
  const bpf::Action action = bpf::action_of(value);
  if (bpf::return_value(action) == value) return bpf::to_string(action);
  return bpf::to_string(action) + " (as " + bpf::hex(value) + ")";
}

Refutation refute(const bpf::Program& program, const ruleset::Rulings& rulings,
                  const bpf::CallData& input) {
  const bpf::Execution result = bpf::run(program, input, rulings.byte_order);
  const bpf::Action wanted = ruleset::action_for(rulings, input);
  if (result.value == bpf::return_value(wanted))
    return {"the proof finds a difference where the interpreter finds none", result.returned_at,
            input};
  return {"the program returns " + describe(result.value) + " where the policy says " +
              bpf::to_string(wanted),
          result.returned_at, input};
}

} // namespace

std::variant<ProvenFilter, Refutation> prove(bpf::Program program, ruleset::Rulings rulings) {
  if (!are_total(rulings)) return Refutation{"the rulings are not total"};
  diagram::Diagrams diagrams;
  const auto wanted = diagram_of(diagrams, rulings);
  if (const auto* oversized = std::get_if<Oversized>(&wanted))
    return Refutation{.reason = "the decision diagram of " + oversized->part + " is too large",
                      .is_too_complex = true};
  const auto done = diagram_of(diagrams, program, rulings.byte_order);
  if (const auto* unmodelled = std::get_if<Unmodelled>(&done))
    return Refutation{unmodelled->reason, unmodelled->instruction};
  const auto path =
      diagrams.difference(std::get<diagram::Node>(done), std::get<diagram::Node>(wanted));
  if (path) return refute(program, rulings, input_of(*path));
  return ProvenFilter(std::move(program), std::move(rulings));
}

} // namespace callgate::proof
