// A command under a filter with its tracer, which follows every process and thread that comes
// of it from the first instruction on. Calls that the filter allows cost nothing extra; the
// tracer learns of a call that the filter
// - hands to it (`trace`): before it is made, and decides what becomes of it;
// - answers with a signal (`trap`): when SIGSYS is about to be delivered, which it then is;
// - kills for: at the end of the thread, when registers and memory can still be read.
//
// The tracer's death kills all that it follows.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <variant>

#include "process/failure.hpp"
#include "proof/proof.hpp"
#include "records/scene.hpp"
#include "watch/ended.hpp"
#include "watch/surroundings.hpp"

namespace callgate::watch {

/// What becomes of a call that was handed to the tracer.
struct Pass {};
struct Fail {
  std::uint16_t error; ///< errno value
};
/// The command is ended with all that came of it, and this is why.
struct Abandon {
  std::string reason;
};
using Answer = std::variant<Pass, Fail, Abandon>;

class Watcher {
public:
  Watcher() = default;
  Watcher(const Watcher&) = delete;
  Watcher& operator=(const Watcher&) = delete;
  virtual ~Watcher() = default;

  /// `data` is that of the filter's `trace`. The scene lives as long as the call of this.
  virtual Answer on_trace(const records::Scene& scene, std::uint16_t data) = 0;
  virtual void on_trap(const records::Scene& scene) = 0;
  virtual void on_kill(const records::Scene& scene) = 0;
};

/// Returns when the command and all that came of it are gone.
/// Call it from a process with one thread; several may follow different commands.
std::variant<Ended, process::Failure> follow(const proof::ProvenFilter& filter,
                                             std::span<const std::string> command,
                                             const Surroundings& surroundings, Watcher& watcher);

} // namespace callgate::watch
