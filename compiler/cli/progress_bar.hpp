// How far something has come, on standard error, for people who wait: on a terminal alone.
#pragma once

#include <cstddef>
#include <string>

namespace callgate::cli {

class ProgressBar {
public:
  explicit ProgressBar(std::string what);
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;
  /// Takes the bar off the terminal.
  ~ProgressBar();

  void show(std::size_t done, std::size_t of);

private:
  std::string what_;
  bool is_on_terminal_;
  std::size_t shown_ = 0; ///< of 100
};

} // namespace callgate::cli
