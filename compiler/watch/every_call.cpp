#include "watch/every_call.hpp"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <stdexcept>
#include <utility>
#include <variant>
#include <vector>

#include "arch/abi.hpp"
#include "bpf/opcodes.hpp"
#include "bpf/program.hpp"
#include "ruleset/rulings.hpp"

namespace callgate::watch {
namespace {

ruleset::Rulings rulings_of(bpf::Action action) {
  const arch::AbiFacts& native = arch::facts(arch::native_abi());
  ruleset::Rulings rulings{native.family, native.byte_order, {}, action};
  for (const arch::AbiFacts& abi : arch::all_abis()) {
    if (abi.family != native.family) continue;
    const auto same = std::ranges::find(rulings.rulesets, abi.token, &ruleset::Ruleset::token);
    if (same != rulings.rulesets.end()) {
      same->abis.push_back(abi.abi);
      continue;
    }
    constexpr std::uint32_t last = std::numeric_limits<std::uint32_t>::max();
    rulings.rulesets.push_back({abi.token, {abi.abi}, {{0, last, {action}}}});
  }
  return rulings;
}

} // namespace

proof::ProvenFilter every_call_gets(bpf::Action action) {
  auto program = bpf::Program::check({{bpf::op::ret_k, 0, 0, bpf::return_value(action)}});
  if (!std::holds_alternative<bpf::Program>(program))
    throw std::logic_error("a return alone is no program");
  auto proven = proof::prove(std::get<bpf::Program>(std::move(program)), rulings_of(action));
  if (auto* filter = std::get_if<proof::ProvenFilter>(&proven)) return std::move(*filter);
  throw std::logic_error("a return alone was not proven: " +
                         std::get<proof::Refutation>(proven).reason);
}

} // namespace callgate::watch
