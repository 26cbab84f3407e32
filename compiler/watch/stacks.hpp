// The call stacks of threads that stand stopped, by elfutils' libdw where callgate was built
// with it; else there is the innermost frame alone, as an offset into a mapped file.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include <sys/types.h>

#include "records/scene.hpp"

namespace callgate::watch {

/// Whether callgate was built with libdw.
bool knows_stacks();

class Stacks {
public:
  Stacks();
  Stacks(const Stacks&) = delete;
  Stacks& operator=(const Stacks&) = delete;
  ~Stacks();

  /// The thread stands stopped under the calling thread's ptrace, at that instruction.
  std::vector<records::Frame> of(pid_t thread, std::uint64_t instruction_pointer);

private:
  struct Known;
  std::unique_ptr<Known> known_;
};

} // namespace callgate::watch
