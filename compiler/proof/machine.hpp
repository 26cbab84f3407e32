// The machine that runs filters, for all inputs at once: what its words hold are
// functions of the input, and so are the conditions of its jumps.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <variant>
#include <vector>

#include "arch/abi.hpp"
#include "bpf/instruction.hpp"
#include "diagram/diagram.hpp"
#include "proof/liveness.hpp"
#include "proof/word.hpp"
#include "ruleset/bit_order.hpp"

namespace callgate::proof {

/// Words by number, so that states are small and quickly compared.
class Words {
public:
  using Id = std::uint32_t;

  Id id_of(const Word& word);
  [[nodiscard]] const Word& operator[](Id id) const { return *words_[id]; }

private:
  struct Hash {
    std::size_t operator()(const Word& word) const;
  };

  std::unordered_map<Word, Id, Hash> ids_;
  std::vector<const Word*> words_;
};

/// What the machine holds. Everything is 0 at the start, and word number 0 is the zero.
struct State {
  Words::Id a = 0;
  Words::Id x = 0;
  std::array<Words::Id, bpf::memory_words> memory{};

  auto operator<=>(const State&) const = default;
};

/// The state with zeros for all that is not live.
State relevant(State state, Places live);

/// The program ends.
struct Return {
  std::uint32_t value;
};

/// The program jumps, by jt where the condition holds, else by jf.
struct Branch {
  diagram::Node condition;
};

/// What the machine would do is beyond this model.
struct Refusal {
  std::string reason;
};

/// What an instruction does; a state is that in which the next one begins.
using Step = std::variant<State, Return, Branch, Refusal>;

class Machine {
public:
  /// Words of seccomp_data are laid out as on a kernel of that byte order.
  Machine(diagram::Diagrams& diagrams, arch::ByteOrder byte_order, ruleset::BitOrder order);

  /// Executes anything but `ja`.
  Step execute(const bpf::Instruction& instruction, State state);

private:
  Word input(std::uint32_t offset);
  Word operand_of(const bpf::Instruction& instruction, const State& state);
  diagram::Node condition_of(const bpf::Instruction& instruction, const State& state);
  Step compute(const bpf::Instruction& instruction, State state);
  Step move(const bpf::Instruction& instruction, State state);

  diagram::Diagrams& diagrams_;
  arch::ByteOrder byte_order_;
  ruleset::BitOrder order_;
  Words words_;
};

} // namespace callgate::proof
