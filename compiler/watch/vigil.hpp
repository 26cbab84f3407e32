// What an observer does besides its watching, whichever way it watches: it hands signals on to
// the command, keeps the time limit, says what it waits for, and knows when all are gone.
#pragma once

#include <array>
#include <chrono>
#include <optional>
#include <poll.h>
#include <variant>

#include "process/failure.hpp"
#include "watch/ended.hpp"
#include "watch/follow.hpp"
#include "watch/guard.hpp"
#include "watch/observe.hpp"

namespace callgate::watch {

class Vigil {
public:
  /// The time begins. Made once the command's process is there.
  Vigil(Guard& guard, const Surroundings& surroundings, const Tell& tell);

  /// Poll these for so many milliseconds (-1: for ever); then `look`.
  [[nodiscard]] std::array<pollfd, 2> places() const;
  [[nodiscard]] int milliseconds_left() const;

  /// At signals, clock and guard, without waiting.
  void look();

  /// Kills everything.
  void end();

  /// Whether everything was told to end, by the time limit or by `end`.
  [[nodiscard]] bool is_ending() const { return is_ending_; }
  [[nodiscard]] bool are_all_gone() const;

  /// Once all are gone.
  [[nodiscard]] std::variant<Ended, process::Failure> result() const;

private:
  using Clock = std::chrono::steady_clock;

  void pass_signals_on() const;
  void look_at_clock();

  Guard& guard_;
  const Tell& tell_;
  bool own_group_;
  std::optional<Clock::time_point> deadline_{};
  std::optional<Clock::time_point> telling_{}; ///< when to say what is waited for
  Guard::News last_ = Guard::News::none;
  bool is_command_over_ = false;
  bool is_ending_ = false;
  bool timed_out_ = false;
};

} // namespace callgate::watch
