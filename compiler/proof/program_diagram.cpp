// Jumps lead forwards only. So one pass in the order of instructions finds every state
// of the machine in which each is reached, and one backwards makes of each such visit
// the diagram of what is returned from there: at a return a leaf, at a jump the choice
// between its two targets. That a visit is followed for all inputs, and not only for
// those that lead to it, does no harm: every choice on the way takes from each side
// just the part where its condition holds. Paths that meet in one state are one visit
// from there, so shared tails are followed once.
//
// Of a view's domain each visit knows with which tokens and numbers it may be reached: a
// jump whose condition asks for nothing else divides them, any other passes them all on
// to both sides. A visit left without any is none. Every input of the domain still finds
// all visits on its way, so nothing changes for it.
#include "proof/program_diagram.hpp"

#include <map>
#include <optional>
#include <set>
#include <vector>

#include "proof/liveness.hpp"
#include "proof/machine.hpp"
#include "ruleset/meaning.hpp"

namespace callgate::proof {

namespace {

using bpf::Instruction;
using diagram::Diagrams;
using diagram::Node;

/// Programs that make more visits are refused. Filters of allowlists make a few per
/// instruction; it takes scratch words filled differently on every path to make many.
constexpr std::size_t most_visits = std::size_t{1} << 16;

/// An instruction reached in one state: where it leads, or what is returned.
struct Visit {
  Node within = diagram::no; ///< 1 for tokens and numbers that may lead here
  Node condition = 0;
  const Visit* yes = nullptr; ///< null at a return
  const Visit* no = nullptr;
  Node result = 0;
};

class Walk {
public:
  Walk(Diagrams& diagrams, const bpf::Program& program, arch::ByteOrder byte_order,
       const View& view)
      : diagrams_(diagrams), program_(program.instructions()),
        machine_(diagrams, byte_order, view.order), live_(live_before(program)),
        domain_(view.domain), visits_(program.size()) {}

  std::variant<Node, Unmodelled> run() {
    try {
      const Visit* start = reach(0, State{}, domain_);
      if (auto unmodelled = find_visits()) return *std::move(unmodelled);
      find_results();
      return diagrams_.choose(domain_, start->result, diagrams_.leaf(0));
    } catch (const diagram::TooLarge& too_large) {
      return Unmodelled{at_, std::string("following the program, ") + too_large.what(), true};
    }
  }

private:
  std::optional<Unmodelled> find_visits() {
    for (at_ = 0; at_ < program_.size(); ++at_) {
      for (auto& [state, visit] : visits_[at_])
        if (const auto refusal = enter(state, visit)) return Unmodelled{at_, refusal->reason};
      if (count_ > most_visits) return Unmodelled{at_, "the program has too many states to follow"};
    }
    return std::nullopt;
  }

  void find_results() {
    for (at_ = program_.size(); at_-- > 0;) {
      for (auto& [state, visit] : visits_[at_])
        if (visit.yes != nullptr)
          visit.result = diagrams_.choose(visit.condition, visit.yes->result, visit.no->result);
    }
  }

  /// Executes the instruction and enters its targets among the visits.
  std::optional<Refusal> enter(const State& state, Visit& visit) {
    const Instruction& instruction = program_[at_];
    if (instruction.code == bpf::op::ja) {
      go_on(visit, at_ + 1 + instruction.k, state);
      return std::nullopt;
    }
    const Step step = machine_.execute(instruction, state);
    if (const auto* refusal = std::get_if<Refusal>(&step)) return *refusal;
    if (const auto* returned = std::get_if<Return>(&step))
      visit.result = diagrams_.leaf(returned->value);
    else if (const auto* next = std::get_if<State>(&step))
      go_on(visit, at_ + 1, *next);
    else
      branch(visit, std::get<Branch>(step).condition, state);
    return std::nullopt;
  }

  void go_on(Visit& visit, std::size_t to, const State& state) {
    visit.condition = diagrams_.leaf(1);
    visit.yes = visit.no = reach(to, state, visit.within);
  }

  /// Where the condition is the same for all inputs that come here, the other target is not
  /// reached.
  void branch(Visit& visit, Node condition, const State& state) {
    const std::size_t yes = at_ + 1 + program_[at_].jt, no = at_ + 1 + program_[at_].jf;
    if (diagrams_.is_leaf(condition))
      return go_on(visit, diagrams_.value(condition) == 1 ? yes : no, state);
    // Without a domain there is little to be gained from dividing it.
    const bool divides = domain_ != diagram::yes && asks_for_call_alone(condition);
    const Node here = visit.within;
    const Node within_yes = divides ? diagrams_.both(condition, here) : here;
    const Node within_no = divides ? diagrams_.choose(condition, diagram::no, here) : here;
    if (within_yes == diagram::no) return go_on(visit, no, state);
    if (within_no == diagram::no) return go_on(visit, yes, state);
    visit.condition = condition;
    visit.yes = reach(yes, state, within_yes);
    visit.no = reach(no, state, within_no);
  }

  /// Whether a function asks for token and number alone.
  bool asks_for_call_alone(Node node) const {
    std::set<Node> seen{node};
    std::vector<Node> waiting{node};
    while (!waiting.empty()) {
      const Node next = waiting.back();
      waiting.pop_back();
      if (diagrams_.is_leaf(next)) continue;
      if (diagrams_.bit(next) > ruleset::number_bit(0)) return false;
      for (const Node child : {diagrams_.zero(next), diagrams_.one(next)})
        if (seen.insert(child).second) waiting.push_back(child);
    }
    return true;
  }

  const Visit* reach(std::size_t at, const State& state, Node within) {
    const auto [place, fresh] = visits_[at].try_emplace(relevant(state, live_[at]));
    if (fresh) ++count_;
    Visit& visit = place->second;
    visit.within = diagrams_.either(visit.within, within);
    return &visit;
  }

  Diagrams& diagrams_;
  std::span<const Instruction> program_;
  Machine machine_;
  std::vector<Places> live_;
  Node domain_;
  std::vector<std::map<State, Visit>> visits_; ///< one map an instruction
  std::size_t count_ = 0;
  std::size_t at_ = 0; ///< the instruction worked at
};

} // namespace

std::variant<Node, Unmodelled> diagram_of(Diagrams& diagrams, const bpf::Program& program,
                                          arch::ByteOrder byte_order, const View& view) {
  return Walk(diagrams, program, byte_order, view).run();
}

} // namespace callgate::proof
