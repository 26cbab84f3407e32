// A filter has no loops and reads nothing but the 512 bits of seccomp_data, so it is a
// function from these bits to a value, and so are the rulings. Both are brought into the
// one form that such functions have for a given order of the bits, a reduced ordered
// decision diagram: the rulings from their meaning, the program from its instructions as
// the machine executes them. Equal nodes are equal functions, for all 2^512 inputs. Else
// some path tells them apart, and the interpreter, which knows nothing of diagrams, is
// run on its input to say what happens there. What cannot be followed exactly is refused,
// never guessed: a refusal can only keep a filter from being emitted. Nothing here comes
// from the planner, so that the checker shares no mistake with the checked.
//
// Two functions are equal exactly when they are equal in every case of a set of cases that
// leaves no input out, so each case may be shown by itself, in diagrams and an order of
// bits of its own (cases.hpp). Both sides are made 0 outside of a case; what a program does
// only there is not followed for it. A case is told from others by token and number, which
// every order asks for first.
#include "proof/proof.hpp"

#include <cstdint>
#include <optional>
#include <set>
#include <string>

#include "bpf/hex.hpp"
#include "diagram/diagram.hpp"
#include "proof/cases.hpp"
#include "proof/parts.hpp"
#include "proof/program_diagram.hpp"
#include "proof/rulings_diagram.hpp"

namespace callgate::proof {

namespace {

/// What most programs take: a comparison of a word is a chain of 32 nodes, and so is what
/// it leads to.
constexpr std::size_t nodes_an_instruction = 64;

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

Refutation refuse(const Oversized& oversized) {
  return {.reason = "the decision diagram of " + oversized.part + " is too large",
          .is_too_complex = true,
          .call = oversized.call};
}

/// What is wrong with the program in one case. Throws TooLarge if even telling the cases
/// apart takes too much.
std::optional<Refutation> refute_in(diagram::Diagrams& diagrams, const Case& in,
                                    const bpf::Program& program, const ruleset::Rulings& rulings) {
  const auto wanted = diagram_of(diagrams, rulings, in);
  if (const auto* part = std::get_if<Oversized>(&wanted)) return refuse(*part);
  const View view{domain_of(diagrams, rulings, in), in.order};
  const auto done = diagram_of(diagrams, program, rulings.byte_order, view);
  if (const auto* unmodelled = std::get_if<Unmodelled>(&done))
    return Refutation{.reason = unmodelled->reason,
                      .instruction = unmodelled->instruction,
                      .is_too_complex = unmodelled->is_too_large,
                      .call = in.call};
  const auto path =
      diagrams.difference(std::get<diagram::Node>(done), std::get<diagram::Node>(wanted));
  if (path) return refute(program, rulings, input_of(*path, in.order));
  return std::nullopt;
}

} // namespace

std::variant<ProvenFilter, Refutation> prove(bpf::Program program, ruleset::Rulings rulings) {
  if (!are_total(rulings)) return Refutation{"the rulings are not total"};
  const auto cases = cases_of(rulings);
  if (const auto* part = std::get_if<Oversized>(&cases)) return refuse(*part);
  for (const Case& each : std::get<std::vector<Case>>(cases)) {
    diagram::Diagrams diagrams;
    if (each.kind == Case::Kind::all_but_these)
      diagrams.reserve(nodes_an_instruction * program.size());
    try {
      if (auto refutation = refute_in(diagrams, each, program, rulings))
        return *std::move(refutation);
    } catch (const diagram::TooLarge&) {
      return refuse({"all cases", each.call});
    }
  }
  return ProvenFilter(std::move(program), std::move(rulings));
}

} // namespace callgate::proof
