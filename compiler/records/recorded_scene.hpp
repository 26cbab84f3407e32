// A log's record of a call as a scene: no memory, no stack, and of the arguments what the log
// has.
#pragma once

#include "arch/abi.hpp"
#include "records/recorded_call.hpp"
#include "records/scene.hpp"

namespace callgate::records {

class RecordedScene : public Scene {
public:
  /// The call has a number on that ABI.
  RecordedScene(const RecordedCall& recorded, arch::Abi abi);

  [[nodiscard]] const bpf::CallData& call() const override { return call_; }
  [[nodiscard]] std::array<bool, 6> known() const override;
  [[nodiscard]] std::string written(std::size_t slot) const override;
  [[nodiscard]] Caller caller() const override;
  [[nodiscard]] std::optional<std::string> string_at(std::uint64_t address) const override;
  [[nodiscard]] std::optional<std::vector<std::uint8_t>> bytes_at(std::uint64_t address,
                                                                  std::size_t size) const override;
  /// What strace -y put behind it.
  [[nodiscard]] std::optional<std::string> descriptor(int number) const override;
  [[nodiscard]] std::vector<Frame> stack() const override;

private:
  RecordedCall recorded_;
  bpf::CallData call_;
};

} // namespace callgate::records
