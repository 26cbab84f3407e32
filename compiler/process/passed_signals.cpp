#include "process/passed_signals.hpp"

#include <sys/signalfd.h>
#include <unistd.h>

namespace callgate::process {

PassedSignals::PassedSignals(std::span<const int> signals) {
  sigset_t passed;
  sigemptyset(&passed);
  for (const int signal : signals) {
    struct sigaction action {};
    sigaction(signal, nullptr, &action);
    if (action.sa_handler != SIG_IGN) sigaddset(&passed, signal);
  }
  sigprocmask(SIG_BLOCK, &passed, &before_);
  descriptor_ = signalfd(-1, &passed, SFD_CLOEXEC | SFD_NONBLOCK);
}

PassedSignals::~PassedSignals() {
  while (take()) { // what came with the end, such as Ctrl-C, was for the others too
  }
  if (descriptor_ >= 0) close(descriptor_);
  sigprocmask(SIG_SETMASK, &before_, nullptr);
}

std::optional<PassedSignals::Taken> PassedSignals::take() const {
  signalfd_siginfo taken{};
  if (descriptor_ < 0 || read(descriptor_, &taken, sizeof taken) != sizeof taken)
    return std::nullopt;
  constexpr int sent_by_kernel = 0x80; // SI_KERNEL, which libc spells with a sign
  return Taken{static_cast<int>(taken.ssi_signo), taken.ssi_code == sent_by_kernel};
}

} // namespace callgate::process
