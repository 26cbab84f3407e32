// The scene of a call whose thread stands stopped.
#pragma once

#include <string>

#include "records/scene.hpp"
#include "watch/stacks.hpp"

namespace callgate::watch {

/// The number after "Tgid:" in /proc; the thread's own if it cannot be read.
pid_t process_of(pid_t thread);

class StoppedThread final : public records::Scene {
public:
  /// The thread stands stopped under the calling thread's ptrace for as long as this lives.
  StoppedThread(pid_t thread, const bpf::CallData& call, Stacks& stacks)
      : thread_(thread), call_(call), stacks_(stacks) {}

  [[nodiscard]] const bpf::CallData& call() const override { return call_; }
  [[nodiscard]] records::Caller caller() const override;
  [[nodiscard]] std::optional<std::string> string_at(std::uint64_t address) const override;
  [[nodiscard]] std::optional<std::vector<std::uint8_t>> bytes_at(std::uint64_t address,
                                                                  std::size_t size) const override;
  [[nodiscard]] std::optional<std::string> descriptor(int number) const override;
  [[nodiscard]] std::vector<records::Frame> stack() const override;

private:
  [[nodiscard]] std::string proc(const std::string& name) const;

  pid_t thread_;
  const bpf::CallData& call_;
  Stacks& stacks_;
};

} // namespace callgate::watch
