// The gate before everything that leaves the compiler.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "bpf/interpreter.hpp"
#include "bpf/program.hpp"
#include "proof/call_number.hpp"
#include "ruleset/rulings.hpp"

namespace callgate::proof {

/// Why a program was not proven: where it differs from its rulings, or what the
/// proof cannot model.
struct Refutation {
  std::string reason;
  std::optional<std::size_t> instruction{}; ///< which returned, or cannot be modelled
  std::optional<bpf::CallData> witness{};   ///< an input on which both sides differ
  bool is_too_complex = false;              ///< it takes more nodes than allowed
  std::optional<CallNumber> call{};         ///< whose conditions do
};

/// A program together with the rulings that it was proven to decide as. Only `prove`
/// makes one; the emitters and the loader take nothing else.
class ProvenFilter {
public:
  [[nodiscard]] const bpf::Program& program() const { return program_; }
  [[nodiscard]] const ruleset::Rulings& rulings() const { return rulings_; }

private:
  friend std::variant<ProvenFilter, Refutation> prove(bpf::Program program,
                                                      ruleset::Rulings rulings);
  ProvenFilter(bpf::Program program, ruleset::Rulings rulings)
      : program_(std::move(program)), rulings_(std::move(rulings)) {}

  bpf::Program program_;
  ruleset::Rulings rulings_;
};

/// Shows that `program` decides every input as `rulings` do, or how not.
/// Rulings that are not total (gap-free from 0 to 2^32 - 1, a ruleset a token) are refused.
std::variant<ProvenFilter, Refutation> prove(bpf::Program program, ruleset::Rulings rulings);

} // namespace callgate::proof
