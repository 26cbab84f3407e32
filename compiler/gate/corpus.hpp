// What a release gate runs: commands with their surroundings, and how each is to end.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "diagnostic/source.hpp"

namespace callgate::gate {

struct ExitStatus {
  int status;

  bool operator==(const ExitStatus&) const = default;
};

struct EndingSignal {
  int signal;

  bool operator==(const EndingSignal&) const = default;
};

using Ending = std::variant<ExitStatus, EndingSignal>;

/// "exit status 3", "signal 15 (SIGTERM)".
std::string to_string(Ending ending);

/// What a run's standard input is; else it is empty.
struct InputText {
  std::string text;
};
struct InputFile {
  std::string path;
};

struct Run {
  std::string name; ///< no other run's
  diagnostic::Span span{};
  std::vector<std::string> command;
  std::variant<std::monostate, InputText, InputFile> input{};
  std::string directory{}; ///< where it starts
  /// Changes to the environment, in this order: cleared, taken out, set.
  bool clears_environment = false;
  std::vector<std::string> unset{};
  std::vector<std::pair<std::string, std::string>> environment{}; ///< sorted by name
  std::chrono::milliseconds time_limit{60'000};
  Ending ending = ExitStatus{0};
  std::vector<std::string> capabilities{}; ///< as words of --cap
  std::size_t repeats = 1;
  std::vector<std::string> output{}; ///< each must be somewhere in what the run writes
};

struct Corpus {
  std::string name; ///< of the file
  std::vector<Run> runs;
};

/// The environment that a run starts with, given that of callgate: "NAME=VALUE".
std::vector<std::string> environment_of(const Run& run, std::vector<std::string> inherited);

} // namespace callgate::gate
