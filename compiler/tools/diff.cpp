#include "tools/diff.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <span>
#include <tuple>
#include <utility>

#include "arch/calls.hpp"
#include "proof/parts.hpp"
#include "ruleset/meaning.hpp"

namespace callgate::tools {

namespace {

using diagram::Count;
using diagram::Diagrams;
using diagram::Node;

constexpr const char* too_large = "the decision diagrams are too large";

std::uint64_t size_of(std::span<const NumberRange> ranges) {
  std::uint64_t size = 0;
  for (const NumberRange& range : ranges)
    size += std::uint64_t{range.last} - range.first + 1;
  return size;
}

Count times(const Count& count, std::uint64_t factor) {
  Count product;
  Count doubled = count;
  for (; factor != 0; factor >>= 1) {
    if ((factor & 1) != 0) product += doubled;
    if (factor != 1) doubled += Count(doubled);
  }
  return product;
}

std::optional<arch::Abi> abi_of_token(std::uint32_t token) {
  for (const arch::AbiFacts& facts : arch::all_abis())
    if (facts.token == token) return facts.abi;
  return std::nullopt;
}

/// Numbers that share a difference, before it is put into words.
struct Finding {
  std::size_t pair;
  Node set; ///< of instruction pointer and arguments
  Calls calls{};
  std::optional<arch::Abi> abi{}; ///< of the only call
};

std::uint32_t first_number(const Finding& finding) {
  const auto& [named, numbers] = finding.calls;
  if (named.empty()) return numbers.front().first;
  if (numbers.empty()) return named.front().number;
  return std::min(named.front().number, numbers.front().first);
}

/// A call of a range of numbers, and the ABI that it is one of.
struct Assigned {
  NamedCall call;
  arch::Abi abi;
};

/// The calls with a number from `part`, by number. An ABI all of whose numbers are among
/// them is left out: of that there is nothing to tell but the range.
std::vector<Assigned> assigned(const NumberRange& part, std::optional<arch::Abi> abi) {
  std::vector<Assigned> found;
  if (!abi) return found;
  for (const arch::Abi one : arch::reachable(*abi)) {
    const NumberRange range = arch::facts(one).numbers;
    if (part.first <= range.first && range.last <= part.last) continue;
    const auto calls = arch::calls(one);
    auto call = std::ranges::lower_bound(calls, part.first, {}, &arch::Call::number);
    for (; call != calls.end() && call->number <= part.last; ++call) {
      if (!found.empty() && found.back().call.number == call->number) continue;
      std::string name(call->name);
      if (one != *abi) name += "@" + std::string(arch::facts(one).name);
      found.push_back({{std::move(name), call->number}, one});
    }
  }
  std::ranges::sort(found, {}, [](const Assigned& each) { return each.call.number; });
  return found;
}

/// The numbers of `part` without those of `calls`.
std::vector<NumberRange> others(const NumberRange& part, std::span<const Assigned> calls) {
  std::vector<NumberRange> ranges;
  std::uint64_t next = part.first;
  for (const Assigned& each : calls) {
    if (each.call.number > next)
      ranges.push_back({static_cast<std::uint32_t>(next), each.call.number - 1});
    next = std::uint64_t{each.call.number} + 1;
  }
  if (next <= part.last) ranges.push_back({static_cast<std::uint32_t>(next), part.last});
  return ranges;
}

class Comparison {
public:
  Comparison(proof::Stack a, proof::Stack b, arch::ByteOrder order) : a_(a), b_(b), order_(order) {}

  std::variant<std::vector<Group>, Undecided> run(std::optional<arch::Abi> assumed) {
    std::array<Node, 2> sides{};
    for (const bool second : {false, true}) {
      const auto node = proof::behaviour_of(diagrams_, second ? b_ : a_, order_);
      if (const auto* unmodelled = std::get_if<proof::UnmodelledFilter>(&node))
        return Undecided{words_for(*unmodelled, second)};
      sides[second ? 1 : 0] = std::get<Node>(node);
    }
    const Node both = diagrams_.combine(
        sides[0], sides[1], [&](std::uint32_t a, std::uint32_t b) { return place_of_pair(a, b); });
    const auto parts = proof::by_token(diagrams_, both);
    if (!parts) return Undecided{"they tell too many audit tokens apart"};

    std::vector<Group> groups;
    for (auto& [group, node] : by_meaning(*parts, assumed)) {
      if (auto undecided = find(group, node)) return *std::move(undecided);
      groups.push_back(std::move(group));
    }
    return groups;
  }

private:
  using Pair = std::pair<std::uint32_t, std::uint32_t>;

  [[nodiscard]] std::string words_for(const proof::UnmodelledFilter& unmodelled,
                                      bool second) const {
    std::string text = second ? "B: " : "A: ";
    if ((second ? b_ : a_).size() > 1)
      text += "filter " + std::to_string(unmodelled.filter + 1) + " of the stack: ";
    return text + unmodelled.unmodelled.reason + ", at instruction " +
           std::to_string(unmodelled.unmodelled.instruction);
  }

  /// 0 where both agree, else one more than the place in `pairs_`.
  std::uint32_t place_of_pair(std::uint32_t a, std::uint32_t b) {
    if (a == b) return 0;
    const auto [place, is_new] = places_.try_emplace({a, b}, pairs_.size());
    if (is_new) pairs_.emplace_back(a, b);
    return static_cast<std::uint32_t>(place->second + 1);
  }

  /// Tokens with one function of number and arguments, those of no difference left out. Few
  /// tokens are a group each. Many are one group: mostly those that no filter asked for.
  static std::vector<std::pair<Group, Node>> by_meaning(std::span<const proof::Part> parts,
                                                        std::optional<arch::Abi> assumed) {
    constexpr std::uint64_t few = 16;
    std::map<Node, std::vector<NumberRange>> tokens;
    for (const proof::Part& part : parts)
      if (part.node != diagram::no) tokens[part.node].push_back({part.first, part.last});
    std::vector<std::pair<Group, Node>> groups;
    for (auto& [node, ranges] : tokens) {
      if (size_of(ranges) > few) {
        const bool all = parts.size() == 1;
        groups.push_back({{all ? Group::Tokens::all : Group::Tokens::others,
                           std::move(ranges),
                           all ? assumed : std::nullopt,
                           {}},
                          node});
        continue;
      }
      for (const NumberRange& range : ranges)
        for (std::uint32_t token = range.first; token - range.first <= range.last - range.first;
             ++token)
          groups.push_back({{Group::Tokens::one, {{token, token}}, abi_of_token(token), {}}, node});
    }
    std::ranges::sort(groups, {}, [](const auto& each) {
      const Group& group = each.first; // known ABIs first
      return std::tuple{group.kind, group.abi.value_or(static_cast<arch::Abi>(UINT8_MAX)),
                        group.tokens.front().first};
    });
    return groups;
  }

  /// Adds the differences of one group.
  std::optional<Undecided> find(Group& group, Node node) {
    const auto parts = proof::by_number(diagrams_, node);
    if (!parts) return Undecided{"they tell too many call numbers apart"};
    findings_.clear();
    shared_.clear();
    for (const proof::Part& part : *parts)
      if (part.node != diagram::no) sort_in(part, group.abi);
    std::ranges::sort(findings_, {}, first_number);
    for (Finding& finding : findings_) {
      auto difference = describe(group, std::move(finding));
      if (auto* undecided = std::get_if<Undecided>(&difference)) return std::move(*undecided);
      group.differences.push_back(std::get<Difference>(std::move(difference)));
    }
    return std::nullopt;
  }

  void sort_in(const proof::Part& part, std::optional<arch::Abi> abi) {
    const NumberRange range{part.first, part.last};
    const std::vector<Assigned> calls = assigned(range, abi);
    const std::vector<NumberRange> rest = others(range, calls);
    for (const auto& [pair, set] : sets_of(part.node)) {
      for (const Assigned& each : calls) {
        if (set == diagram::yes)
          shared(pair, set).calls.named.push_back(each.call);
        else
          findings_.push_back({pair, set, {{each.call}, {}}, each.abi});
      }
      if (rest.empty()) continue;
      auto& numbers = shared(pair, set).calls.numbers;
      numbers.insert(numbers.end(), rest.begin(), rest.end());
    }
  }

  /// The finding for all numbers that need none of their own.
  Finding& shared(std::size_t pair, Node set) {
    const auto [place, is_new] = shared_.try_emplace({pair, set}, findings_.size());
    if (is_new) findings_.push_back({pair, set});
    return findings_[place->second];
  }

  /// Each pair that a function of arguments takes, and where.
  const std::vector<std::pair<std::size_t, Node>>& sets_of(Node node) {
    const auto [place, is_new] = sets_.try_emplace(node);
    if (is_new) {
      for (const std::uint32_t value : proof::values_of(diagrams_, node))
        if (value != 0) place->second.emplace_back(value - 1, proof::where(diagrams_, node, value));
    }
    return place->second;
  }

  std::variant<Difference, Undecided> describe(const Group& group, Finding finding) {
    const auto [a, b] = pairs_[finding.pair];
    Difference difference;
    difference.when = words_for(group, finding);
    difference.calls = std::move(finding.calls);
    difference.a = bpf::action_of(a);
    difference.b = bpf::action_of(b);
    const auto& [named, ranges] = difference.calls;
    const std::uint64_t numbers = named.size() + size_of(ranges);
    difference.inputs = times(times(inputs_of(finding.set), numbers), size_of(group.tokens));

    bpf::CallData& call = difference.witness;
    call = *proof::witness(diagrams_, finding.set);
    call.token = telling_token(group);
    call.number = named.empty() ? ranges.front().first : named.front().number;
    if (group.abi) difference.witness_abi = arch::owner_of(*group.abi, call.number);
    if (proof::behaviour_of(a_, call, order_) != a || proof::behaviour_of(b_, call, order_) != b)
      return Undecided{"internal error: the filters do not do for " + bpf::to_string(call) +
                       " what their diagrams say"};
    return difference;
  }

  When words_for(const Group& group, const Finding& finding) {
    if (finding.set == diagram::yes) return Always{};
    std::optional<std::uint32_t> number;
    if (finding.abi) number = finding.calls.named.front().number;
    const arch::Abi abi = finding.abi ? *finding.abi : group.abi.value_or(wide_abi());
    auto text = wording::condition_text(diagrams_, finding.set, abi, number);
    if (auto* unsayable = std::get_if<wording::Unsayable>(&text)) return std::move(*unsayable);
    return std::get<std::string>(std::move(text));
  }

  [[nodiscard]] Count inputs_of(Node set) const {
    return diagram::inputs(diagrams_, set, ruleset::instruction_pointer_bit(63),
                           static_cast<diagram::Bit>(ruleset::argument_bit(5, 0) + 1));
  }

  /// An ABI of that byte order with all 64 bits of its registers.
  [[nodiscard]] arch::Abi wide_abi() const {
    return order_ == arch::ByteOrder::little ? arch::Abi::x86_64 : arch::Abi::s390x;
  }

  /// Of the group's tokens one that calls are made through, if there is any.
  [[nodiscard]] std::uint32_t telling_token(const Group& group) const {
    if (group.kind == Group::Tokens::all && group.abi) return arch::facts(*group.abi).token;
    for (const arch::AbiFacts& facts : arch::all_abis()) {
      if (facts.byte_order != order_) continue;
      for (const NumberRange& range : group.tokens)
        if (range.contains(facts.token)) return facts.token;
    }
    return group.tokens.front().first;
  }

  proof::Stack a_;
  proof::Stack b_;
  arch::ByteOrder order_;
  Diagrams diagrams_;
  std::vector<Pair> pairs_;
  std::map<Pair, std::size_t> places_;
  std::map<Node, std::vector<std::pair<std::size_t, Node>>> sets_;
  std::vector<Finding> findings_; ///< of the group at hand
  std::map<std::pair<std::size_t, Node>, std::size_t> shared_;
};

} // namespace

Calls all_but(const Calls& calls, std::optional<arch::Abi> abi) {
  std::vector<NumberRange> taken = calls.numbers;
  for (const NamedCall& call : calls.named)
    taken.push_back({call.number, call.number});
  std::ranges::sort(taken, {}, &NumberRange::first);
  Calls rest;
  std::uint64_t next = 0;
  const auto add_up_to = [&](std::uint64_t end) {
    if (next >= end) return;
    const NumberRange range{static_cast<std::uint32_t>(next), static_cast<std::uint32_t>(end - 1)};
    const std::vector<Assigned> found = assigned(range, abi);
    for (const Assigned& each : found)
      rest.named.push_back(each.call);
    const auto unnamed = others(range, found);
    rest.numbers.insert(rest.numbers.end(), unnamed.begin(), unnamed.end());
  };
  for (const NumberRange& range : taken) {
    add_up_to(range.first);
    next = std::uint64_t{range.last} + 1;
  }
  add_up_to(std::uint64_t{UINT32_MAX} + 1);
  return rest;
}

Direction direction(bpf::Action a, bpf::Action b) {
  if (a.kind == b.kind) return Direction::other;
  return b.kind < a.kind ? Direction::widening : Direction::narrowing;
}

std::variant<std::vector<Group>, Undecided> differences(proof::Stack a, proof::Stack b,
                                                        arch::ByteOrder order,
                                                        std::optional<arch::Abi> assumed) {
  // What cannot be followed is equal to itself all the same.
  if (std::ranges::equal(a, b)) return std::vector<Group>{};
  try {
    return Comparison(a, b, order).run(assumed);
  } catch (const diagram::TooLarge&) {
    return Undecided{too_large};
  }
}

std::variant<std::vector<std::uint32_t>, Undecided> tokens_told_apart(proof::Stack stack,
                                                                      arch::ByteOrder order) {
  try {
    Diagrams diagrams;
    const auto node = proof::behaviour_of(diagrams, stack, order);
    if (const auto* unmodelled = std::get_if<proof::UnmodelledFilter>(&node))
      return Undecided{unmodelled->unmodelled.reason};
    const auto parts = proof::by_token(diagrams, std::get<Node>(node));
    if (!parts) return Undecided{"it tells too many audit tokens apart"};
    std::vector<std::uint32_t> tokens;
    for (const proof::Part& part : *parts)
      if (part.first == part.last) tokens.push_back(part.first);
    return tokens;
  } catch (const diagram::TooLarge&) {
    return Undecided{too_large};
  }
}

} // namespace callgate::tools
