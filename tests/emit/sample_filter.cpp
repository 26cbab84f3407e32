#include "sample_filter.hpp"

#include <map>
#include <stdexcept>

#include "arch/calls.hpp"

namespace callgate::test {
namespace {

using bpf::Instruction;
namespace op = bpf::op;

constexpr bpf::Action allow{bpf::ActionKind::allow};
constexpr bpf::Action kill_process{bpf::ActionKind::kill_process};

using DeniedNumbers = std::map<std::uint32_t, bpf::Action>;

std::vector<ruleset::Interval> intervals_of(const DeniedNumbers& denied) {
  std::vector<ruleset::Interval> intervals;
  std::uint64_t next = 0;
  const auto add = [&](std::uint64_t first, std::uint64_t last, bpf::Action action) {
    if (first > last) return;
    const ruleset::Decision decision{action};
    if (!intervals.empty() && intervals.back().decision == decision)
      intervals.back().last = static_cast<std::uint32_t>(last);
    else
      intervals.push_back(
          {static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(last), decision});
    next = last + 1;
  };
  for (const auto& [number, action] : denied) {
    if (number > 0) add(next, std::uint64_t{number} - 1, allow);
    add(number, number, action);
  }
  add(next, UINT32_MAX, allow);
  return intervals;
}

void add_section(std::vector<Instruction>& program, std::uint32_t token,
                 const DeniedNumbers& denied) {
  const std::size_t length = 2 * denied.size() + 2;
  program.push_back({op::jeq, 0, static_cast<std::uint8_t>(length), token});
  program.push_back({op::ld_abs, 0, 0, bpf::offset::number});
  for (const auto& [number, action] : denied) {
    program.push_back({op::jeq, 0, 1, number});
    program.push_back({op::ret_k, 0, 0, bpf::return_value(action)});
  }
  program.push_back({op::ret_k, 0, 0, bpf::return_value(allow)});
}

} // namespace

proof::ProvenFilter filter_without(std::span<const arch::Abi> abis,
                                   std::span<const Denied> denied) {
  std::map<std::uint32_t, ruleset::Ruleset> by_token;
  std::map<std::uint32_t, DeniedNumbers> numbers;
  for (const arch::Abi abi : abis) {
    const std::uint32_t token = arch::facts(abi).token;
    by_token[token].token = token;
    by_token[token].abis.push_back(abi);
    for (const Denied& row : denied)
      if (const arch::Call* call = arch::find_call(abi, row.call))
        numbers[token].emplace(call->number, row.action);
  }

  const arch::AbiFacts& facts = arch::facts(abis.front());
  ruleset::Rulings rulings{facts.family, facts.byte_order, {}, kill_process};
  std::vector<Instruction> program = {{op::ld_abs, 0, 0, bpf::offset::token}};
  for (auto& [token, ruleset] : by_token) {
    ruleset.intervals = intervals_of(numbers[token]);
    rulings.rulesets.push_back(ruleset);
    add_section(program, token, numbers[token]);
  }
  program.push_back({op::ret_k, 0, 0, bpf::return_value(kill_process)});

  auto checked = bpf::Program::check(std::move(program));
  auto proven = proof::prove(std::get<bpf::Program>(std::move(checked)), std::move(rulings));
  if (const auto* refuted = std::get_if<proof::Refutation>(&proven))
    throw std::logic_error(refuted->reason);
  return std::get<proof::ProvenFilter>(std::move(proven));
}

std::vector<std::vector<arch::Abi>> families() {
  std::map<arch::Family, std::vector<arch::Abi>> by_family;
  for (const arch::AbiFacts& facts : arch::all_abis())
    by_family[facts.family].push_back(facts.abi);
  std::vector<std::vector<arch::Abi>> result;
  for (const auto& [family, abis] : by_family)
    result.push_back(abis);
  return result;
}

} // namespace callgate::test
