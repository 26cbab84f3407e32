// Signals that ask a process to end, for one that has others to care for first: they wait for who
// reads them here.
#pragma once

#include <array>
#include <csignal>
#include <optional>
#include <span>

namespace callgate::process {

/// What people and machines end a command with.
inline constexpr std::array ending_signals{SIGINT, SIGQUIT, SIGTERM, SIGHUP};

/// Blocks signals (those that are not ignored) for as long as it lives. Processes forked meanwhile
/// get `mask_before`.
class PassedSignals {
public:
  explicit PassedSignals(std::span<const int> signals = ending_signals);
  ~PassedSignals();
  PassedSignals(const PassedSignals&) = delete;
  PassedSignals& operator=(const PassedSignals&) = delete;

  [[nodiscard]] const sigset_t& mask_before() const { return before_; }

  /// To be polled for reading; then `take`.
  [[nodiscard]] int descriptor() const { return descriptor_; }

  struct Taken {
    int signal;
    bool is_from_terminal; ///< then the whole foreground process group got it
  };
  /// The next one, if there is any.
  [[nodiscard]] std::optional<Taken> take() const;

private:
  sigset_t before_{};
  int descriptor_ = -1;
};

} // namespace callgate::process
