// A policy, and a call under it with what its caller's memory holds, as one text: the policy,
// and behind it lines that begin with "#!".
//
//   #! abi i386                      whose call it is (else the first that the policy serves)
//   #! caps NET,OTHER
//   #! call connect(3, 0x1000, 16)
//   #! unknown 1 2                   registers that nobody knows
//   #! fd 3 socket:[77]
//   #! string 0x1000 /etc/passwd     with \xHH for any byte
//   #! bytes 0x1000 02000050
//   #! who PROCESS THREAD EXECUTABLE NAME
//   #! frame FUNCTION OFFSET MODULE MODULE_OFFSET [SOURCE LINE]     "-" for nothing
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "diagnostic/source.hpp"
#include "pipeline/compile.hpp"
#include "records/scene.hpp"

namespace told {

using namespace callgate;

class Scene : public records::Scene {
public:
  [[nodiscard]] const bpf::CallData& call() const override { return call_; }
  [[nodiscard]] std::array<bool, 6> known() const override { return known_; }
  [[nodiscard]] records::Caller caller() const override { return caller_; }
  [[nodiscard]] std::optional<std::string> string_at(std::uint64_t address) const override;
  [[nodiscard]] std::optional<std::vector<std::uint8_t>> bytes_at(std::uint64_t address,
                                                                  std::size_t size) const override;
  [[nodiscard]] std::optional<std::string> descriptor(int number) const override;
  [[nodiscard]] std::vector<records::Frame> stack() const override { return stack_; }

  bpf::CallData call_;
  std::array<bool, 6> known_{true, true, true, true, true, true};
  records::Caller caller_;
  std::map<std::uint64_t, std::string> memory_;
  std::map<int, std::string> descriptors_;
  std::vector<records::Frame> stack_;
};

struct Story {
  explicit Story(const std::string& text);

  std::string policy; ///< without the lines of the scene
  std::vector<std::string> capabilities;
  Scene scene;
};

/// Fails the test if the policy does not compile.
pipeline::Compilation compiled(const diagnostic::Source& source,
                               const std::vector<std::string>& capabilities);

} // namespace told
