#include "tools/breakdown.hpp"

#include <algorithm>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <utility>

#include "bpf/hex.hpp"
#include "ruleset/meaning.hpp"

namespace callgate::tools {

namespace {

using diagram::Diagrams;
using diagram::Node;
using proof::Part;

/// Whatever the numbers under one audit token get.
struct TokenShare {
  std::uint32_t token;
  std::vector<arch::Abi> abis; ///< that have the token, in the order of arch::Abi
  std::vector<Part> parts;     ///< every number
};

std::map<std::uint32_t, std::vector<arch::Abi>> abis_by_token() {
  std::map<std::uint32_t, std::vector<arch::Abi>> abis;
  for (const arch::AbiFacts& facts : arch::all_abis())
    abis[facts.token].push_back(facts.abi);
  return abis;
}

std::string name_of(arch::Abi abi) {
  return std::string(arch::facts(abi).name);
}

/// The parts cut to `numbers`.
std::vector<Part> within(std::span<const Part> parts, arch::NumberRange numbers) {
  std::vector<Part> result;
  for (const Part& part : parts) {
    const Part common{std::max(part.first, numbers.first), std::min(part.last, numbers.last),
                      part.node};
    if (common.first <= common.last) result.push_back(common);
  }
  return result;
}

bool are_all(std::span<const Part> parts, arch::NumberRange numbers, Node node) {
  const auto cut = within(parts, numbers);
  return std::ranges::all_of(cut, [&](const Part& part) { return part.node == node; });
}

class Fitting {
public:
  Fitting(Diagrams& diagrams, Node behaviour, arch::ByteOrder order,
          std::optional<arch::Abi> assumed)
      : diagrams_(diagrams), behaviour_(behaviour), order_(order), assumed_(assumed) {}

  std::variant<Breakdown, wording::Unsayable> run() {
    if (auto fault = check_values()) return *fault;
    if (auto fault = find_tokens()) return *fault;
    if (auto fault = check_served()) return *fault;
    if (auto fault = find_parts()) return *fault;
    for (const Node candidate : candidates()) {
      if (auto breakdown = fit(candidate)) return *std::move(breakdown);
    }
    return wording::Unsayable{sibling_fault_};
  }

private:
  using Fault = std::optional<wording::Unsayable>;

  [[nodiscard]] bpf::Action action_at(Node leaf) const {
    return bpf::action_of(diagrams_.value(leaf));
  }

  [[nodiscard]] bool stops(Node leaf) const { return bpf::facts(action_at(leaf).kind).stops; }

  /// Refuses what the kernel does and no policy asks for.
  Fault check_values() {
    for (const std::uint32_t value : proof::values_of(diagrams_, behaviour_)) {
      const bpf::Action action = bpf::action_of(value);
      const bool skips = action == bpf::Action{bpf::ActionKind::error};
      const bool sends = action.kind == bpf::ActionKind::trap && action.data != 0;
      if (!skips && !sends) continue;
      const auto call = proof::witness(diagrams_, proof::where(diagrams_, behaviour_, value));
      const std::string example = ", as number " + std::to_string(call->number) + " under token " +
                                  bpf::hex(call->token) + ", and a policy's ";
      if (skips)
        return wording::Unsayable{"it makes calls do nothing and return 0 (errno 0)" + example +
                                  "errnos begin at 1"};
      return wording::Unsayable{"it sends " + std::to_string(action.data) + " with a trap" +
                                example + "traps send nothing"};
    }
    return std::nullopt;
  }

  /// Finds what calls of unknown ABIs get, and which tokens get something else.
  Fault find_tokens() {
    const auto parts = proof::by_token(diagrams_, behaviour_);
    if (!parts) return wording::Unsayable{"it tells too many audit tokens apart"};
    const auto known = abis_by_token();
    std::optional<Node> foreign;
    for (const Part& part : *parts) {
      const auto from = known.lower_bound(part.first);
      const auto to = known.upper_bound(part.last);
      const auto here = static_cast<std::uint64_t>(std::distance(from, to));
      for (auto token = from; token != to; ++token)
        by_token_.emplace_back(token->first, part.node);
      if (here == std::uint64_t{part.last} - part.first + 1) continue;
      if (foreign && *foreign != part.node)
        return wording::Unsayable{"it tells audit tokens apart that belong to no ABI, about " +
                                  bpf::hex(part.first)};
      foreign = part.node;
    }
    foreign_ = foreign.value();
    if (parts->size() == 1 && !diagrams_.is_leaf(foreign_))
      return wording::Unsayable{
          "it does not look at the audit token, so that it decides calls of every "
          "ABI by number, and a policy stops those of ABIs that it does not serve"};
    return check_foreign();
  }

  Fault check_foreign() {
    if (!diagrams_.is_leaf(foreign_))
      return wording::Unsayable{
          "it looks at calls of ABIs that it does not know, by number or argument, "
          "and a policy stops all of them alike"};
    if (!stops(foreign_))
      return wording::Unsayable{"it lets calls of all other ABIs run (" +
                                bpf::to_string(action_at(foreign_)) + "), which no policy does"};
    return std::nullopt;
  }

  /// The tokens served must be of one family, whose byte order is known.
  Fault check_served() {
    for (const auto& [token, abis] : abis_by_token()) {
      const auto place =
          std::ranges::find(by_token_, token, &std::pair<std::uint32_t, Node>::first);
      if (place->second != foreign_) served_.push_back({token, abis, {}});
    }
    if (served_.empty()) {
      if (!assumed_)
        return wording::Unsayable{
            "it treats calls of all ABIs alike, so that --abi must say which one a "
            "policy should serve"};
      served_.push_back({arch::facts(*assumed_).token, {*assumed_}, {}});
    }
    std::ranges::sort(served_, {}, [](const TokenShare& share) { return share.abis.front(); });
    const arch::AbiFacts& first = arch::facts(served_.front().abis.front());
    for (const TokenShare& share : served_) {
      const arch::AbiFacts& facts = arch::facts(share.abis.front());
      if (facts.family != first.family)
        return wording::Unsayable{"it serves " + std::string(first.name) + " and " +
                                  std::string(facts.name) + ", which no one kernel does"};
      if (facts.byte_order != order_)
        return wording::Unsayable{"it serves " + std::string(facts.name) +
                                  ", whose kernels have the other byte order: say --abi " +
                                  std::string(facts.name)};
    }
    return std::nullopt;
  }

  Fault find_parts() {
    for (TokenShare& share : served_) {
      const auto node =
          std::ranges::find(by_token_, share.token, &std::pair<std::uint32_t, Node>::first)->second;
      auto parts = proof::by_number(diagrams_, node);
      if (!parts)
        return wording::Unsayable{"it tells more numbers of " + name_of(share.abis.front()) +
                                  " apart than anybody could read"};
      for (const Part& part : *parts) {
        if (diagrams_.is_leaf(part.node) ||
            diagrams_.bit(part.node) > ruleset::instruction_pointer_bit(0))
          continue;
        return wording::Unsayable{
            "what number " + std::to_string(part.first) + " of " + name_of(share.abis.front()) +
            " gets depends on the instruction pointer, and no policy speaks of that"};
      }
      share.parts = *std::move(parts);
    }
    return std::nullopt;
  }

  /// What could be the default: leaves by how many numbers get them, and what other ABIs get.
  std::vector<Node> candidates() {
    std::map<std::uint32_t, std::uint64_t> votes; // by value, which no diagram's history changes
    for (const TokenShare& share : served_) {
      for (const Part& part : within(share.parts, voters(share))) {
        if (diagrams_.is_leaf(part.node))
          votes[diagrams_.value(part.node)] += std::uint64_t{part.last} - part.first + 1;
      }
    }
    votes[diagrams_.value(foreign_)] += 0;
    std::vector<std::pair<std::uint64_t, std::uint32_t>> order;
    order.reserve(votes.size());
    for (const auto& [value, count] : votes)
      order.emplace_back(~count, value);
    std::ranges::sort(order);
    std::vector<Node> nodes;
    nodes.reserve(order.size());
    for (const auto& [count, value] : order)
      nodes.push_back(diagrams_.leaf(value));
    return nodes;
  }

  /// The numbers of the first ABI under a token whose calls do not all get `foreign`.
  [[nodiscard]] arch::NumberRange voters(const TokenShare& share) const {
    for (const arch::Abi abi : share.abis) {
      const arch::NumberRange own = arch::facts(abi).numbers;
      if (!are_all(share.parts, own, foreign_)) return own;
    }
    return arch::facts(share.abis.front()).numbers;
  }

  /// The breakdown with that default, if there is one.
  std::optional<Breakdown> fit(Node otherwise) {
    Breakdown breakdown{action_at(otherwise), action_at(foreign_), {}};
    // What a number of a sibling that is not served gets.
    const Node unserved = stops(otherwise) ? otherwise : foreign_;
    for (const TokenShare& token : served_) {
      std::vector<arch::Abi> abis;
      for (const arch::Abi abi : token.abis) {
        if (!is_silent(token, abi, otherwise, unserved)) abis.push_back(abi);
      }
      if (abis.empty()) abis.push_back(token.abis.front());
      for (const arch::Abi abi : abis) {
        if (!are_siblings_plain(token, abi, unserved)) return std::nullopt;
        Share share{abi, {}};
        for (const arch::NumberRange& numbers : arch::spoken_numbers(abi)) {
          const auto parts = within(token.parts, numbers);
          share.parts.insert(share.parts.end(), parts.begin(), parts.end());
        }
        breakdown.shares.push_back(std::move(share));
      }
    }
    return breakdown;
  }

  /// Whether the numbers that could be listed for `abi` get the same if it is not served.
  [[nodiscard]] static bool is_silent(const TokenShare& token, arch::Abi abi, Node otherwise,
                                      Node unserved) {
    const arch::NumberRange own = arch::facts(abi).numbers;
    for (const arch::NumberRange& numbers : arch::spoken_numbers(abi)) {
      const Node wanted = numbers == own ? unserved : otherwise;
      if (!are_all(token.parts, numbers, wanted)) return false;
    }
    return true;
  }

  /// Whether a policy that serves `abi` can say what siblings with tokens of their own get
  /// under this one.
  bool are_siblings_plain(const TokenShare& token, arch::Abi abi, Node unserved) {
    for (const arch::Abi sibling : arch::siblings(abi)) {
      if (arch::facts(sibling).token == token.token) continue;
      if (are_all(token.parts, arch::facts(sibling).numbers, unserved)) continue;
      sibling_fault_ = "under the audit token of " + name_of(abi) + " numbers of " +
                       name_of(sibling) + " get something of their own, which no policy says";
      return false;
    }
    return true;
  }

  Diagrams& diagrams_;
  Node behaviour_;
  arch::ByteOrder order_;
  std::optional<arch::Abi> assumed_;
  Node foreign_ = 0;
  std::vector<std::pair<std::uint32_t, Node>> by_token_; ///< of every known token
  std::vector<TokenShare> served_;
  std::string sibling_fault_;
};

} // namespace

std::variant<Breakdown, wording::Unsayable> break_down(Diagrams& diagrams, Node behaviour,
                                                       arch::ByteOrder order,
                                                       std::optional<arch::Abi> assumed) {
  return Fitting(diagrams, behaviour, order, assumed).run();
}

} // namespace callgate::tools
