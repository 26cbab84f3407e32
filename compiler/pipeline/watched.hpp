// A policy's filter for watching: what the policy denies is handed to a tracer, as far as the
// tracer has to do something about it. Calls that are allowed stay as they are, so they cost
// what they cost.
//
// What is handed over for one errno or another carries none of it: the tracer asks the policy's
// own rulings what the call gets.
#pragma once

#include <cstdint>
#include <optional>

#include "pipeline/compile.hpp"

namespace callgate::pipeline {

enum class Watching : std::uint8_t {
  explaining, ///< errno is handed over; the kernel itself kills and traps as it does unwatched
  auditing,   ///< every denial is handed over, to be let pass
  counting,   ///< every call is handed over
};

/// The `trace` values of a watching filter.
namespace watched {
inline constexpr std::uint16_t denied = 0xca01;
/// A call that the policy allows, and that no tracer can leave alone: ptrace, by which the
/// program would trace itself.
inline constexpr std::uint16_t tracing = 0xca02;
inline constexpr std::uint16_t allowed = 0xca03; ///< any other call that is allowed
} // namespace watched

/// What a filter for watching must mean. The rulings have no actions of their own that need a
/// tracer or a listener.
ruleset::Rulings watched_rulings(const ruleset::Rulings& rulings, Watching watching);

/// The family's filter, planned and proven like every other.
std::optional<proof::ProvenFilter> build_watched(const Compilation& compilation,
                                                 arch::Family family, Watching watching,
                                                 diagnostic::Diagnostics& diagnostics);

/// Whether that is ptrace, through whichever ABI: for calls of ABIs that a policy does not serve.
bool is_tracing(const bpf::CallData& call);

} // namespace callgate::pipeline
