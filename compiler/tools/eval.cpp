#include "tools/eval.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "bpf/annotate.hpp"
#include "bpf/cache.hpp"
#include "pipeline/ask.hpp"
#include "ruleset/call_data.hpp"
#include "ruleset/words.hpp"

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
    const auto data = ruleset::call_data_of(
        call, abi, [&](ruleset::Mistake mistake) { mistakes.add(abi, std::move(mistake)); });
    if (!data) continue;
    if (auto evaluation = ask(abi, *data)) evaluations.push_back(*std::move(evaluation));
  }
  mistakes.report(abis.size(), diagnostics);
  if (!mistakes.empty()) return {};
  return evaluations;
}

bool is_cached(const bpf::Program& program, arch::Abi abi, const bpf::CallData& call) {
  return bpf::has_cache(abi, call.number) && bpf::is_cached(program, call.token, call.number);
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
                        const bpf::Program& program = answer->filter->program();
                        return Evaluation{abi,
                                          data,
                                          answer->execution,
                                          program.size(),
                                          is_cached(program, abi, data),
                                          answer->verdict};
                      });
}

std::vector<Evaluation> evaluate(const WrittenCall& call, const bpf::Program& program,
                                 std::span<const arch::Abi> abis, arch::ByteOrder order,
                                 Diagnostics& diagnostics) {
  std::vector<arch::Abi> asked = ruleset::abis_with(call, abis);
  if (call.only && arch::facts(*call.only).byte_order == order) asked = {*call.only};
  if (asked.empty()) report_nowhere(call, abis, diagnostics);
  return for_each_abi(call, asked, diagnostics,
                      [&](arch::Abi abi, const bpf::CallData& data) -> std::optional<Evaluation> {
                        return Evaluation{abi,
                                          data,
                                          bpf::run(program, data, order),
                                          program.size(),
                                          is_cached(program, abi, data),
                                          std::nullopt};
                      });
}

std::vector<arch::Abi> abis_of(const bpf::Program& program, arch::ByteOrder order) {
  const std::vector<std::uint32_t> tokens = bpf::tested_tokens(program);
  std::vector<arch::Abi> abis;
  for (const arch::AbiFacts& facts : arch::all_abis()) {
    const bool is_tested = std::find(tokens.begin(), tokens.end(), facts.token) != tokens.end();
    if (is_tested && facts.byte_order == order) abis.push_back(facts.abi);
  }
  const arch::Abi native = arch::native_abi();
  if (abis.empty() && arch::facts(native).byte_order == order) abis.push_back(native);
  return abis;
}

} // namespace callgate::tools
