// Which calls `bench` makes under a filter, and what the filter says to them.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "bpf/action.hpp"
#include "bpf/call_data.hpp"
#include "bpf/program.hpp"
#include "diagnostic/diagnostic.hpp"
#include "policy/written_call.hpp"
#include "tools/harmless.hpp"

namespace callgate::tools {

/// A call without effect that the filter lets run or makes fail: one that can be measured.
struct BenchCall {
  bpf::CallData call;
  std::string text;     ///< "lseek(-1, 0, 0)"
  bpf::Action action;   ///< `allow` or an errno
  bool is_cached;       ///< the kernel answers without running the filter, from Linux 5.11 on
  std::size_t executed; ///< instructions, where it does run
};

class BenchCalls {
public:
  /// For a filter of `harmless`'s ABI, which is `abi`.
  BenchCalls(const HarmlessCalls& harmless, arch::Abi abi, const bpf::Program& program)
      : harmless_(harmless), abi_(abi), program_(program) {}

  /// The cheapest call that the cache answers, and the cheapest that is let through by the filter
  /// itself, which in a proven filter has looked at arguments; of what there is.
  [[nodiscard]] std::vector<BenchCall> usual() const;

  /// The call as it is written or, if no arguments are, with some that make it one without
  /// effect, let through if that can be. Else says why it cannot be measured.
  [[nodiscard]] std::optional<BenchCall> chosen(const policy::WrittenCall& call,
                                                diagnostic::Diagnostics& diagnostics) const;

private:
  [[nodiscard]] std::optional<bpf::CallData> with_arguments(std::uint32_t number,
                                                            bpf::ActionKind kind) const;
  [[nodiscard]] BenchCall described(const bpf::CallData& call) const;
  [[nodiscard]] std::optional<BenchCall> with_arguments(std::uint32_t number) const;
  void refuse(const policy::WrittenCall& call, std::uint32_t number,
              diagnostic::Diagnostics& diagnostics) const;

  const HarmlessCalls& harmless_;
  arch::Abi abi_;
  const bpf::Program& program_;
};

} // namespace callgate::tools
