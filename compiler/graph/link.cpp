#include "graph/link.hpp"

#include <algorithm>
#include <optional>

namespace callgate::graph {

namespace {

/// The farthest that `jt` and `jf` reach.
constexpr std::size_t farthest_conditional = 255;

constexpr std::uint16_t opcode(Relation relation) {
  switch (relation) {
  case Relation::equal:
    return bpf::op::jeq;
  case Relation::greater_equal:
    return bpf::op::jge;
  case Relation::any_bit:
    return bpf::op::jset;
  }
  return 0;
}

/// Writes a program from its last instruction to its first. Places are counted from
/// the end: the instruction written when `size()` others stand after it has that place.
class BackwardWriter {
public:
  explicit BackwardWriter(const Graph& graph) : graph_(graph), places_(graph.size()) {}

  void write(NodeId id) {
    const Node& node = graph_[id];
    if (const auto* leaf = std::get_if<Return>(&node)) {
      put({bpf::op::ret_k, 0, 0, leaf->value});
    } else if (const auto* load = std::get_if<Load>(&node)) {
      write_before(load->next, {bpf::op::ld_abs, 0, 0, load->offset});
    } else if (const auto* mask = std::get_if<Mask>(&node)) {
      write_before(mask->next, {bpf::op::and_, 0, 0, mask->mask});
    } else {
      write_branch(std::get<Branch>(node));
    }
    places_[id] = reversed_.size() - 1;
  }

  std::vector<bpf::Instruction> program() && {
    std::reverse(reversed_.begin(), reversed_.end());
    return std::move(reversed_);
  }

private:
  /// An instruction that goes on to `next`. Where that is not what follows, a copy of
  /// its test serves as well as a jump to it, and saves a step.
  void write_before(NodeId next, const bpf::Instruction& instruction) {
    if (skipped(next) != 0) {
      const auto* branch = std::get_if<Branch>(&graph_[next]);
      if (branch != nullptr && is_near(branch->yes) && is_near(branch->no))
        put_branch(*branch);
      else
        jump_to(next);
      places_[next] = reversed_.size() - 1;
    }
    put(instruction);
  }

  void write_branch(const Branch& branch) {
    // Bringing one target near pushes the other away by at most one instruction, and
    // what was brought near stays within two.
    bring_near(branch.yes);
    bring_near(branch.no);
    bring_near(branch.yes);
    put_branch(branch);
  }

  void put_branch(const Branch& branch) {
    put({opcode(branch.relation), static_cast<std::uint8_t>(skipped(branch.yes)),
         static_cast<std::uint8_t>(skipped(branch.no)), branch.value});
  }

  /// How many instructions the next one written must skip to reach `target`.
  [[nodiscard]] std::size_t skipped(NodeId target) const {
    return reversed_.size() - 1 - places_[target].value();
  }

  /// Whether a conditional jump written next reaches `target`.
  [[nodiscard]] bool is_near(NodeId target) const {
    return skipped(target) <= farthest_conditional;
  }

  /// Makes `target` reachable by a conditional jump written next. Later jumps use the
  /// nearer place as well.
  void bring_near(NodeId target) {
    if (is_near(target)) return;
    if (const auto* leaf = std::get_if<Return>(&graph_[target]))
      put({bpf::op::ret_k, 0, 0, leaf->value});
    else
      jump_to(target);
    places_[target] = reversed_.size() - 1;
  }

  void jump_to(NodeId target) {
    put({bpf::op::ja, 0, 0, static_cast<std::uint32_t>(skipped(target))});
  }

  void put(const bpf::Instruction& instruction) { reversed_.push_back(instruction); }

  const Graph& graph_;
  std::vector<bpf::Instruction> reversed_;
  std::vector<std::optional<std::size_t>> places_; ///< the nearest one of each node
};

} // namespace

std::vector<bpf::Instruction> link(const Plan& plan, const std::vector<NodeId>& layout) {
  BackwardWriter writer(plan.graph);
  for (auto id = layout.rbegin(); id != layout.rend(); ++id)
    writer.write(*id);
  return std::move(writer).program();
}

} // namespace callgate::graph
