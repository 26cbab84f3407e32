#include "watch/vigil.hpp"

#include <algorithm>
#include <cstdint>

namespace callgate::watch {

using process::Failure;

Vigil::Vigil(Guard& guard, const Surroundings& surroundings, const Tell& tell)
    : guard_(guard), tell_(tell), own_group_(surroundings.own_group) {
  if (surroundings.time_limit) deadline_ = Clock::now() + *surroundings.time_limit;
}

std::array<pollfd, 2> Vigil::places() const {
  return {{{guard_.descriptor(), POLLIN, 0}, {guard_.signals().descriptor(), POLLIN, 0}}};
}

int Vigil::milliseconds_left() const {
  if (!deadline_ && !telling_) return -1;
  constexpr auto never = Clock::time_point::max();
  const auto next = std::min(deadline_.value_or(never), telling_.value_or(never));
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(next - Clock::now()).count();
  constexpr std::int64_t longest = 1'000'000'000;
  return static_cast<int>(std::clamp<std::int64_t>(left, 0, longest));
}

void Vigil::look() {
  pass_signals_on();
  look_at_clock();
  if (are_all_gone()) return;
  last_ = guard_.look();
  if (last_ != Guard::News::command_ended) return;
  is_command_over_ = true;
  telling_ = Clock::now() + std::chrono::seconds(1);
}

void Vigil::pass_signals_on() const {
  while (const auto taken = guard_.signals().take()) {
    // What the terminal sends, the command got itself, as long as it is there.
    if (taken->is_from_terminal && !own_group_ && !is_command_over_) continue;
    guard_.signal(taken->signal);
  }
}

void Vigil::look_at_clock() {
  if (!deadline_ && !telling_) return;
  const Clock::time_point now = Clock::now();
  if (deadline_ && now >= *deadline_) {
    timed_out_ = true;
    deadline_.reset();
    end();
  }
  if (telling_ && now >= *telling_) {
    telling_.reset();
    if (tell_)
      tell_("the command has ended, and processes that it left behind go on: watching until they "
            "end, too (Ctrl-C ends them)");
  }
}

void Vigil::end() {
  is_ending_ = true;
  guard_.kill();
}

bool Vigil::are_all_gone() const {
  return last_ == Guard::News::all_gone || last_ == Guard::News::guard_lost;
}

std::variant<Ended, Failure> Vigil::result() const {
  if (last_ == Guard::News::guard_lost)
    return Failure{process::status_callgate_failed,
                   "the process that guards the command was killed, and the command ended by that"};
  if (auto failure = guard_.failure()) return *std::move(failure);
  Ended ended = guard_.ended();
  ended.timed_out = timed_out_;
  return ended;
}

} // namespace callgate::watch
