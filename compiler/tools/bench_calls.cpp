// Arguments are found as diagrams: those with which a call is harmless, and those with which
// the filter does a certain thing, and one that is in both.
#include "tools/bench_calls.hpp"

#include <algorithm>
#include <array>

#include "bpf/cache.hpp"
#include "bpf/interpreter.hpp"
#include "proof/parts.hpp"
#include "proof/program_diagram.hpp"
#include "ruleset/call_data.hpp"
#include "ruleset/meaning.hpp"
#include "ruleset/mistakes.hpp"
#include "wording/wording.hpp"

namespace callgate::tools {

namespace {

using bpf::ActionKind;
using diagram::Diagrams;
using diagram::Node;

/// What can be made over and over: the call runs, or fails at once.
constexpr std::array measurable{ActionKind::allow, ActionKind::error};

/// 1 for one number under one token, where `below` is 1.
Node under(Diagrams& diagrams, std::uint32_t token, std::uint32_t number, Node below) {
  Node node = below;
  const auto require = [&](diagram::Bit bit, bool set) {
    node = diagrams.decide(bit, set ? diagram::no : node, set ? node : diagram::no);
  };
  for (std::uint8_t bit = 0; bit < 32; ++bit)
    require(ruleset::number_bit(bit), (number >> bit & 1) != 0);
  for (std::uint8_t bit = 0; bit < 32; ++bit)
    require(ruleset::token_bit(bit), (token >> bit & 1) != 0);
  return node;
}

std::string why_not(bpf::Action action) {
  switch (action.kind) {
  case ActionKind::log:
    return "each time it is made leaves a record in the system's log";
  case ActionKind::trace:
    return "it waits for a tracer, and none is there";
  case ActionKind::notify:
    return "it waits for a supervisor, and none is there";
  default:
    return "no process would survive to tell how long it took";
  }
}

} // namespace

BenchCall BenchCalls::described(const bpf::CallData& call) const {
  const bpf::Execution execution = bpf::run(program_, call, arch::facts(abi_).byte_order);
  return {call, wording::call_text(abi_, call), bpf::action_of(execution.value),
          bpf::has_cache(abi_, call.number) && bpf::is_cached(program_, call.token, call.number),
          execution.steps};
}

std::optional<bpf::CallData> BenchCalls::with_arguments(std::uint32_t number,
                                                        ActionKind kind) const {
  const arch::AbiFacts& abi = arch::facts(abi_);
  Diagrams diagrams;
  const auto of_number = [&](Node below) { return under(diagrams, abi.token, number, below); };
  const Node harmless =
      of_number(proof::where(diagrams, ruleset::meaning(diagrams, harmless_.decision(number)),
                             bpf::return_value({ActionKind::allow})));
  // Where the filter cannot be followed, any harmless arguments are tried.
  Node wanted = harmless;
  try {
    const auto done =
        proof::diagram_of(diagrams, program_, abi.byte_order, {.domain = of_number(diagram::yes)});
    if (const Node* const node = std::get_if<Node>(&done))
      wanted =
          diagrams.combine(*node, harmless, [&](std::uint32_t value, std::uint32_t is_harmless) {
            return std::uint32_t{is_harmless == 1 && bpf::action_of(value).kind == kind};
          });
  } catch (const diagram::TooLarge&) {
    wanted = harmless;
  }
  auto call = proof::witness(diagrams, wanted);
  if (!call) return std::nullopt;
  // Where the call will come from is not known: the filter must not mind.
  call->instruction_pointer = 0;
  return described(*call).action.kind == kind ? call : std::nullopt;
}

std::optional<BenchCall> BenchCalls::with_arguments(std::uint32_t number) const {
  for (const ActionKind kind : measurable)
    if (const auto call = with_arguments(number, kind)) return described(*call);
  return std::nullopt;
}

std::vector<BenchCall> BenchCalls::usual() const {
  std::optional<BenchCall> cached;
  std::optional<BenchCall> executed;
  for (const std::uint32_t number : harmless_.numbers()) {
    if (cached && executed) break;
    const auto call = with_arguments(number, ActionKind::allow);
    if (!call) continue;
    const BenchCall found = described(*call);
    std::optional<BenchCall>& place = found.is_cached ? cached : executed;
    if (!place) place = found;
  }
  std::vector<BenchCall> calls;
  for (const auto& found : {cached, executed})
    if (found) calls.push_back(*found);
  return calls;
}

std::optional<BenchCall> BenchCalls::chosen(const policy::WrittenCall& call,
                                            diagnostic::Diagnostics& diagnostics) const {
  const auto number = ruleset::number_of(call, abi_);
  if (!number) {
    diagnostics.error("no-such-call", call.span,
                      std::string(arch::facts(abi_).name) +
                          ", which callgate itself is made for, has no such call");
    return std::nullopt;
  }
  if (call.arguments.empty()) {
    auto found = with_arguments(*number);
    if (!found) refuse(call, *number, diagnostics);
    return found;
  }
  ruleset::MistakesByAbi mistakes;
  const auto ways = ruleset::call_data_of(
      call, abi_, [&](ruleset::Mistake mistake) { mistakes.add(abi_, std::move(mistake)); });
  mistakes.report(1, diagnostics);
  if (ways.empty()) return std::nullopt;
  BenchCall found = described(ways.front());
  const bool is_measurable = std::ranges::find(measurable, found.action.kind) != measurable.end();
  if (is_measurable && harmless_.contains(found.call)) return found;
  if (harmless_.contains(found.call))
    diagnostics.error("not-measurable", call.span,
                      "the filter's answer is " + bpf::to_string(found.action, abi_) + ": " +
                          why_not(found.action));
  else
    refuse(call, *number, diagnostics);
  return std::nullopt;
}

void BenchCalls::refuse(const policy::WrittenCall& call, std::uint32_t number,
                        diagnostic::Diagnostics& diagnostics) const {
  const std::string forms = harmless_.forms(number);
  if (forms.empty()) {
    diagnostics.error("not-harmless", call.span,
                      "bench knows no way to make this call over and over without effect",
                      "calls that have one: " + std::string(some_harmless_calls) + " and others");
    return;
  }
  if (!call.arguments.empty()) {
    diagnostics.error("not-harmless", call.span, "made over and over, this call might have effects",
                      "bench makes it as " + forms);
    return;
  }
  diagnostics.error("not-measurable", call.span,
                    "with arguments that make it harmless (" + forms +
                        "), the filter neither lets it run nor makes it fail",
                    "callgate eval tells what it gets");
}

} // namespace callgate::tools
