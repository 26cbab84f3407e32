// Where a watched command runs and what it is given, whichever way it is watched.
#pragma once

#include <array>
#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "process/command.hpp"
#include "process/descriptor.hpp"
#include "process/failure.hpp"

namespace callgate::watch {

struct Surroundings {
  std::optional<std::string> directory{};                ///< else that of callgate
  std::optional<std::vector<std::string>> environment{}; ///< "NAME=VALUE"; else that of callgate
  int standard_input = 0;                                ///< descriptors
  int standard_output = 1;
  int standard_error = 2;
  std::optional<std::chrono::milliseconds>
      time_limit{};       ///< for the command and all that came of it
  bool own_group = false; ///< a process group of its own, for commands in the background
};

/// A command that was looked up where it will run: in the folder and by the PATH that it gets.
class Start {
public:
  static std::variant<Start, process::Failure> prepare(std::span<const std::string> command,
                                                       const Surroundings& surroundings);

  [[nodiscard]] const std::string& path() const { return command_.path; }

  /// In the command's process, once: its group, folder and streams. 0 or an errno value, which is
  /// told after `unsettled`.
  [[nodiscard]] int settle() const;
  static constexpr const char* unsettled = "cannot give the command its folder and streams";

  /// The execve. Returns if that fails, with the errno value. Allocates nothing.
  [[nodiscard]] int execute() const;

private:
  Start() = default;

  process::Command command_;
  std::optional<std::vector<std::string>> environment_;
  std::vector<char*> arguments_; ///< pointers to those of command_, and
  std::vector<char*> variables_; ///< to those of environment_
  process::Descriptor folder_;
  std::array<int, 3> streams_{};
  bool own_group_ = false;
};

} // namespace callgate::watch
