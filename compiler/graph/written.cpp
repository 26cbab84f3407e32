#include "graph/written.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "bpf/instruction.hpp"
#include "graph/known.hpp"
#include "graph/split.hpp"

namespace callgate::graph {

namespace {

using ruleset::Decision;
using ruleset::Formula;

/// What an alternative asks of one word.
struct Part {
  std::uint32_t offset;
  Known known;
};
using Alternative = std::vector<Part>;

class Writer {
public:
  Writer(arch::ByteOrder byte_order, std::size_t most) : byte_order_(byte_order), most_(most) {}

  [[nodiscard]] std::vector<Alternative> of(const Formula& formula) const {
    if (const auto* test = std::get_if<ruleset::Test>(&formula.node)) return of(*test);
    if (const auto* any = std::get_if<ruleset::Any>(&formula.node)) return of(*any);
    return of(std::get<ruleset::All>(formula.node));
  }

private:
  [[nodiscard]] std::vector<Alternative> of(const ruleset::Test& test) const {
    const SplitTest halves = split(test, byte_order_);
    std::vector<Alternative> result;
    for (const Block& block : halves.blocks) {
      for (const WordRange& low : block.low)
        result.push_back(
            {{halves.high.offset, {halves.high.mask, block.high.first, block.high.last}},
             {halves.low.offset, {halves.low.mask, low.first, low.last}}});
    }
    return some(std::move(result));
  }

  [[nodiscard]] std::vector<Alternative> of(const ruleset::Any& any) const {
    std::vector<Alternative> result;
    for (const Formula& part : any.parts)
      for (Alternative& each : of(part))
        result.push_back(std::move(each));
    return some(std::move(result));
  }

  /// Every choice of an alternative of each part.
  [[nodiscard]] std::vector<Alternative> of(const ruleset::All& all) const {
    std::vector<Alternative> result{{}};
    for (const Formula& part : all.parts) {
      const std::vector<Alternative> choices = of(part);
      std::vector<Alternative> longer;
      longer.reserve(result.size() * choices.size());
      for (const Alternative& before : result) {
        for (const Alternative& choice : choices) {
          longer.push_back(before);
          longer.back().insert(longer.back().end(), choice.begin(), choice.end());
        }
      }
      result = some(std::move(longer));
    }
    return result;
  }

  [[nodiscard]] std::vector<Alternative> some(std::vector<Alternative> all) const {
    if (all.size() <= most_) return all;
    for (std::size_t i = 0; i < most_; ++i)
      std::swap(all[i], all[i * all.size() / most_]);
    all.resize(most_);
    return all;
  }

  arch::ByteOrder byte_order_;
  std::size_t most_;
};

/// Words that fit, as far as `value_that_fits` looks.
std::optional<CallWords> words_of(const Alternative& alternative) {
  std::array<std::vector<Known>, 16> known;
  for (const Part& part : alternative)
    known[part.offset / 4].push_back(part.known);
  CallWords words{};
  for (std::size_t i = 0; i < words.size(); ++i) {
    const auto value = known[i].empty() ? std::optional(0U) : value_that_fits(known[i]);
    if (!value) return std::nullopt;
    words[i] = *value;
  }
  return words;
}

ruleset::ArgumentRegisters registers_of(const CallWords& words, arch::ByteOrder byte_order) {
  ruleset::ArgumentRegisters registers{};
  for (std::size_t slot = 0; slot < registers.size(); ++slot) {
    const std::uint64_t first = words[bpf::offset::arguments / 4 + 2 * slot];
    const std::uint64_t second = words[bpf::offset::arguments / 4 + 2 * slot + 1];
    registers[slot] =
        byte_order == arch::ByteOrder::little ? second << 32 | first : first << 32 | second;
  }
  return registers;
}

} // namespace

std::vector<CallWords> written_alternatives(const Decision& decision, arch::ByteOrder byte_order,
                                            std::size_t most) {
  const Writer writer(byte_order, most);
  std::vector<CallWords> result;
  for (const ruleset::Clause& clause : decision.clauses) {
    for (const Alternative& alternative : writer.of(clause.when)) {
      const auto words = words_of(alternative);
      if (!words) continue;
      const auto action = ruleset::action_for(decision, registers_of(*words, byte_order));
      if (action != decision.otherwise) result.push_back(*words);
    }
  }
  return result;
}

} // namespace callgate::graph
