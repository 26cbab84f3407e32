#include "tools/eval.hpp"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

#include "bpf/cache.hpp"
#include "pipeline/ask.hpp"
#include "ruleset/call_data.hpp"
#include "ruleset/words.hpp"
#include "tools/diff.hpp"

namespace callgate::tools {

namespace {

using diagnostic::Diagnostics;
using policy::WrittenCall;

void report_nowhere(const WrittenCall& call, std::span<const arch::Abi> abis,
                    Diagnostics& diagnostics) {
  if (call.only) {
    diagnostics.error("no-such-call", call.span,
                      "the filter is for no kernel with " +
                          std::string(arch::facts(*call.only).name) + " calls");
    return;
  }
  diagnostics.error("no-such-call", call.span, "no ABI asked has this call",
                    "asked: " + ruleset::names_of({abis.begin(), abis.end()}));
}

/// Calls `ask` with the registers of the call on each ABI, and gathers what comes of it.
template <typename Ask>
std::vector<Evaluation> for_each_abi(const WrittenCall& call, std::span<const arch::Abi> abis,
                                     Diagnostics& diagnostics, Ask ask) {
  std::vector<Evaluation> evaluations;
  ruleset::MistakesByAbi mistakes;
  for (const arch::Abi abi : abis) {
    std::vector<Evaluation> ways;
    for (const bpf::CallData& data : ruleset::call_data_of(
             call, abi, [&](ruleset::Mistake mistake) { mistakes.add(abi, std::move(mistake)); })) {
      if (auto evaluation = ask(abi, data)) ways.push_back(*evaluation);
    }
    const bool depends = std::ranges::any_of(ways, [&](const Evaluation& way) {
      return way.execution.value != ways.front().execution.value;
    });
    if (!depends && ways.size() > 1) ways.erase(std::next(ways.begin()), ways.end());
    for (Evaluation& way : ways) {
      way.depends_on_upper_halves = depends;
      evaluations.push_back(way);
    }
  }
  mistakes.report(abis.size(), diagnostics);
  if (!mistakes.empty()) return {};
  return evaluations;
}

Evaluation evaluation(arch::Abi abi, const bpf::CallData& call, proof::Stack stack,
                      arch::ByteOrder order) {
  std::size_t instructions = 0;
  const arch::Abi owner = arch::owner_of(abi, call.number);
  bool is_cached = bpf::has_cache(owner, call.number);
  for (const bpf::Program& program : stack) {
    instructions += program.size();
    is_cached = is_cached && bpf::is_cached(program, call.token, call.number);
  }
  return {owner,     call,        proof::run(stack, call, order), instructions, stack.size(),
          is_cached, std::nullopt};
}

} // namespace

std::vector<Evaluation> evaluate(const WrittenCall& call, const pipeline::Compilation& compilation,
                                 Diagnostics& diagnostics) {
  const pipeline::Analysis& analysis = compilation.analysis;
  std::vector<arch::Abi> abis = ruleset::abis_with(call, analysis.selection.abis);
  if (abis.empty() && call.only && pipeline::filter_for(*call.only, compilation.filters) != nullptr)
    abis.push_back(*call.only);
  if (abis.empty()) report_nowhere(call, analysis.selection.abis, diagnostics);
  return for_each_abi(call, abis, diagnostics,
                      [&](arch::Abi abi, const bpf::CallData& data) -> std::optional<Evaluation> {
                        const auto answer =
                            pipeline::ask(*analysis.policy, analysis.selection, compilation.filters,
                                          abi, data, diagnostics);
                        if (!answer) return std::nullopt;
                        const proof::ProvenFilter& filter = *answer->filter;
                        Evaluation result = evaluation(abi, data, {&filter.program(), 1},
                                                       filter.rulings().byte_order);
                        result.verdict = answer->verdict;
                        return result;
                      });
}

std::vector<Evaluation> evaluate(const WrittenCall& call, proof::Stack stack,
                                 std::span<const arch::Abi> abis, arch::ByteOrder order,
                                 Diagnostics& diagnostics) {
  std::vector<arch::Abi> asked = ruleset::abis_with(call, abis);
  if (call.only && arch::facts(*call.only).byte_order == order) asked = {*call.only};
  if (asked.empty()) report_nowhere(call, abis, diagnostics);
  return for_each_abi(call, asked, diagnostics,
                      [&](arch::Abi abi, const bpf::CallData& data) -> std::optional<Evaluation> {
                        return evaluation(abi, data, stack, order);
                      });
}

std::vector<arch::Abi> abis_of(proof::Stack stack, arch::ByteOrder order) {
  std::vector<arch::Abi> abis;
  const auto told_apart = tokens_told_apart(stack, order);
  const auto* tokens = std::get_if<std::vector<std::uint32_t>>(&told_apart);
  for (const arch::AbiFacts& facts : arch::all_abis()) {
    const bool is_told_apart = tokens != nullptr && std::ranges::count(*tokens, facts.token) != 0;
    if (is_told_apart && facts.byte_order == order) abis.push_back(facts.abi);
  }
  const arch::Abi native = arch::native_abi();
  if (abis.empty() && arch::facts(native).byte_order == order) abis.push_back(native);
  return abis;
}

} // namespace callgate::tools
