// Below its number a diagram is taken apart word by word: of seccomp_data's sixteen, in the
// order in which diagrams ask for them (ruleset/meaning.hpp), each 32 bits, the highest first.
#include <algorithm>
#include <set>
#include <utility>

#include "bpf/action.hpp"
#include "proof/parts.hpp"
#include "tools/cost_inputs.hpp"

namespace callgate::tools {

namespace {

using diagram::Bit;
using diagram::Diagrams;
using diagram::Node;
using diagram::Path;

constexpr Bit bits_of_word = 32;

/// More runs of one word than this are scattered.
constexpr std::size_t most_runs = 1024;

/// The first of neighbouring values, and what follows from all of them.
struct Run {
  Path bits;
  Node then;
};

/// How finely the values of a word are told apart.
enum class Detail {
  values,       ///< each run of neighbours
  asked_bits,   ///< the same with bits 0 that are not asked, as if masked
  consequences, ///< one for each thing that can follow
};

/// As many runs that differ only in bits that are not asked are one under a mask.
constexpr std::size_t repeats_of_a_mask = 16;

/// The values of the word that `node` asks first, as runs.
class Runs {
public:
  Runs(const Diagrams& diagrams, Node node)
      : diagrams_(diagrams),
        first_(static_cast<Bit>(diagrams.bit(node) / bits_of_word * bits_of_word)) {
    const auto values = find(node, Detail::values);
    const auto masked = find(node, Detail::asked_bits);
    if (values && masked)
      list_ = masked->size() * repeats_of_a_mask <= values->size() ? *masked : *values;
    else
      list_ = masked ? *masked : *find(node, Detail::consequences);
  }

  [[nodiscard]] const std::vector<Run>& list() const { return list_; }

private:
  /// Nothing if there are too many.
  std::optional<std::vector<Run>> find(Node node, Detail detail) {
    detail_ = detail;
    runs_.clear();
    path_.clear();
    if (!add(node, first_)) return std::nullopt;
    return std::move(runs_);
  }

  /// Those of `node` given the bits before `bit`. False if there are too many.
  bool add(Node node, Bit bit) {
    if (detail_ == Detail::consequences && !seen_.insert(node).second) return true;
    if (diagrams_.is_leaf(node) || diagrams_.bit(node) >= first_ + bits_of_word) {
      const bool continues = !runs_.empty() && runs_.back().then == node;
      if (!continues) runs_.push_back({path_, node});
      return detail_ == Detail::consequences || runs_.size() <= most_runs;
    }
    if (detail_ != Detail::values) bit = diagrams_.bit(node);
    for (const bool set : {false, true}) {
      path_.emplace_back(bit, set);
      const bool fits = add(diagrams_.given(node, bit, set), static_cast<Bit>(bit + 1));
      path_.pop_back();
      if (!fits) return false;
    }
    return true;
  }

  const Diagrams& diagrams_;
  Bit first_; ///< of the word
  Detail detail_ = Detail::values;
  Path path_;
  std::vector<Run> runs_;
  std::set<Node> seen_;
  std::vector<Run> list_;
};

/// Follows the alternatives of one number.
class Walk {
public:
  explicit Walk(const Diagrams& diagrams) : diagrams_(diagrams) {}

  /// `node`: 1 where the call is let through.
  void follow(Node node) {
    if (node == diagram::no || is_cut_) return;
    if (node != diagram::yes) {
      const Runs runs(diagrams_, node);
      for (const Run& run : runs.list()) {
        path_.insert(path_.end(), run.bits.begin(), run.bits.end());
        follow(run.then);
        path_.resize(path_.size() - run.bits.size());
      }
      return;
    }
    if (found_.size() < most_alternatives)
      found_.push_back(proof::input_of(path_));
    else
      is_cut_ = true;
  }

  [[nodiscard]] const std::vector<bpf::CallData>& found() const { return found_; }
  [[nodiscard]] bool is_cut() const { return is_cut_; }

private:
  const Diagrams& diagrams_;
  Path path_;
  std::vector<bpf::CallData> found_;
  bool is_cut_ = false;
};

std::uint32_t lets_through(std::uint32_t value) {
  return bpf::facts(bpf::action_of(value).kind).stops ? 0 : 1;
}

const proof::Part& part_with(std::span<const proof::Part> parts, std::uint32_t value) {
  return *std::ranges::lower_bound(parts, value, {}, &proof::Part::last);
}

/// What the filters do, and where they let calls through, as diagrams.
class Behaviour {
public:
  Behaviour(Diagrams& diagrams, Node behaviour)
      : diagrams_(diagrams), behaviour_(behaviour),
        passes_(diagrams.combine(behaviour, behaviour, [](std::uint32_t value, std::uint32_t) {
          return lets_through(value);
        })) {}

  [[nodiscard]] std::optional<Decided> decided(const Numbers& numbers) const {
    const auto decisions = by_number(behaviour_, numbers.token);
    const auto passes = by_number(passes_, numbers.token);
    if (!decisions || !passes) return std::nullopt;
    const Node unlisted = part_with(*decisions, numbers.unassigned).node;
    Decided result;
    for (const proof::Part& part : *decisions) {
      const std::uint32_t first = std::max(part.first, numbers.range.first);
      const std::uint32_t last = std::min(part.last, numbers.range.last);
      if (first > last) continue;
      const std::size_t count = std::size_t{last - first} + 1;
      if (part.node != unlisted) result.listed += count;
      if (diagrams_.is_leaf(part.node)) {
        const bpf::Action action = bpf::action_of(diagrams_.value(part.node));
        if (action.kind == bpf::ActionKind::allow) result.allowed += count;
        continue;
      }
      result.conditional += count;
      Walk walk(diagrams_);
      walk.follow(part_with(*passes, first).node);
      if (walk.is_cut()) result.cut += count;
      for (std::uint32_t number = first; number - first < count; ++number) {
        for (bpf::CallData call : walk.found()) {
          call.number = number;
          call.token = numbers.token;
          numbers.satisfied(call);
        }
      }
    }
    return result;
  }

private:
  [[nodiscard]] std::optional<std::vector<proof::Part>> by_number(Node node,
                                                                  std::uint32_t token) const {
    const auto tokens = proof::by_token(diagrams_, node);
    if (!tokens) return std::nullopt;
    return proof::by_number(diagrams_, part_with(*tokens, token).node);
  }

  Diagrams& diagrams_;
  Node behaviour_;
  Node passes_;
};

} // namespace

std::variant<std::vector<Decided>, Undecided> decided_by(proof::Stack stack, arch::ByteOrder order,
                                                         std::span<const Numbers> numbers) {
  try {
    Diagrams diagrams;
    const auto node = proof::behaviour_of(diagrams, stack, order);
    if (const auto* unmodelled = std::get_if<proof::UnmodelledFilter>(&node))
      return Undecided{unmodelled->unmodelled.reason};
    const Behaviour behaviour(diagrams, std::get<Node>(node));
    std::vector<Decided> result;
    result.reserve(numbers.size());
    for (const Numbers& some : numbers) {
      const auto decided = behaviour.decided(some);
      if (!decided) return Undecided{"it tells too many tokens or numbers apart"};
      result.push_back(*decided);
    }
    return result;
  } catch (const diagram::TooLarge&) {
    return Undecided{"the decision diagram is too large"};
  }
}

} // namespace callgate::tools
