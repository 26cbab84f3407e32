#include "cli/progress_bar.hpp"

#include <unistd.h>
#include <utility>

namespace callgate::cli {

namespace {

void put(const std::string& text) {
  // A bar that cannot be drawn is no reason to stop.
  [[maybe_unused]] const ssize_t written = ::write(STDERR_FILENO, text.data(), text.size());
}

} // namespace

ProgressBar::ProgressBar(std::string what)
    : what_(std::move(what)), is_on_terminal_(::isatty(STDERR_FILENO) != 0) {}

ProgressBar::~ProgressBar() {
  if (is_on_terminal_ && shown_ > 0) put("\r\033[K");
}

void ProgressBar::show(std::size_t done, std::size_t of) {
  constexpr std::size_t width = 40;
  const std::size_t percent = done * 100 / of;
  if (!is_on_terminal_ || percent == shown_) return;
  shown_ = percent;
  const std::size_t full = percent * width / 100;
  std::string line = "\r" + what_ + " [";
  line.append(full, '#');
  line.append(width - full, ' ');
  put(line + "] " + std::to_string(percent) + " %");
}

} // namespace callgate::cli
