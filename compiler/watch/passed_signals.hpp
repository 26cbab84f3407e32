// Signals that are the command's and not the observer's: they wait for who reads them here.
#pragma once

#include <csignal>
#include <optional>

namespace callgate::watch {

/// Blocks them (those that are not ignored) for as long as it lives. Processes forked meanwhile get
/// `mask_before`.
class PassedSignals {
public:
  PassedSignals();
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

} // namespace callgate::watch
