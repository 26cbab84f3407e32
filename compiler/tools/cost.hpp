// What filters cost: instructions, not nanoseconds, so that the same filter always costs the
// same. Counted are the instructions of each filter, those that calls execute, and those that
// the kernel follows once when it prepares its cache (bpf/cache.hpp).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "arch/abi.hpp"
#include "bpf/cache.hpp"
#include "proof/behaviour.hpp"
#include "proof/proof.hpp"
#include "ruleset/workload.hpp"
#include "tools/cost_inputs.hpp"

namespace callgate::tools {

/// What some inputs execute together. Sums of counted calls can be large; as doubles they are
/// exact up to 2^53, and the same everywhere beyond.
struct Executed {
  std::uint64_t inputs = 0;
  double steps = 0;
  double taken = 0;     ///< jumps (bpf::Execution)
  double not_taken = 0; ///< of these those that went on
  std::size_t most = 0; ///< steps of one input

  void add(const proof::StackExecution& execution, std::uint64_t times = 1);

  /// Of a sum, for each input; 0 without inputs.
  [[nodiscard]] double mean(double sum) const;
};

/// A call by its name.
struct CallCost {
  std::string name;
  std::uint32_t number;
  bool is_cached;
  std::size_t least;    ///< executed with all arguments 0, or satisfying a condition
  std::size_t most;     ///< the same
  std::uint64_t calls;  ///< as counted
  double counted_steps; ///< executed by these, with all arguments 0
};

/// The calls of one ABI.
struct AbiCost {
  arch::Abi abi{};
  arch::NumberRange numbers{}; ///< that were asked about
  std::optional<Decided> decided{};
  std::string undecided{}; ///< why that is not known
  std::size_t cached = 0;  ///< of these numbers
  Executed all{};          ///< each number, all arguments 0
  Executed allowed{};      ///< of these the ones allowed like that
  Executed uncached{};     ///< and the ones that the kernel has no answer for
  Executed satisfied{};    ///< Numbers::satisfied
  Executed counted{};      ///< the workload, all arguments 0
  Executed counted_uncached{};
  std::vector<CallCost> dearest{}; ///< the dearest first
};

/// The filters of one family.
struct FamilyCost {
  arch::Family family{};
  std::size_t filters = 0;
  std::size_t instructions = 0;
  std::size_t ebpf_instructions = 0;
  std::vector<bpf::Preparation> preparations{};
  std::vector<AbiCost> abis{};
};

struct CostQuestion {
  /// How far above an ABI's base, at most 65535; else to its highest number, rounded up to a
  /// multiple of 64.
  std::optional<std::uint16_t> max_number{};
  ruleset::Workload workload{};
  std::size_t dearest = 10; ///< how many calls to name
  /// Whether calls that the kernel's cache answers cost nothing.
  bool is_cached = true;
};

/// Of a filter that is proven to decide as its rulings do, on the ABIs that these serve.
FamilyCost cost(const proof::ProvenFilter& filter, const CostQuestion& question);

/// Of filters by themselves, for calls of `abis`, which are of one family. Those that they
/// treat like calls of nobody are left out unless none is treated otherwise.
FamilyCost cost(proof::Stack stack, std::span<const arch::Abi> abis, const CostQuestion& question);

} // namespace callgate::tools
