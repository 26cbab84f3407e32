#include "explain/journal.hpp"

#include <algorithm>

#include "bpf/hex.hpp"
#include "explain/frames.hpp"

namespace callgate::explain {

namespace {

/// What makes two calls the same: token and number, the arguments that tell something, and the
/// innermost frames, of which the first few are libraries' own.
std::string key_of(const Report& report) {
  constexpr std::size_t frames = 4;
  std::string key = bpf::hex(report.call.token) + " " + std::to_string(report.call.number) + " " +
                    bpf::to_string(report.verdict.action);
  for (const Argument& argument : report.arguments) {
    if (!argument.is_deciding) continue;
    key += ' ';
    key += argument.value;
  }
  for (std::size_t i = 0; i < std::min(frames, report.stack.size()); ++i) {
    key += '\n';
    key += report.stack[i].module;
    key += ' ';
    key += bpf::hex(report.stack[i].module_offset);
  }
  return key;
}

} // namespace

bool Journal::add(const Report& report) {
  ++total_;
  const std::string key = key_of(report);
  if (const auto found = places_.find(key); found != places_.end()) {
    ++lines_[found->second].times;
    return false;
  }
  if (lines_.size() == most_different) {
    ++untold_;
    return false;
  }
  places_.emplace(key, lines_.size());
  lines_.push_back({report.text, place_in_program(report.stack), lines_.size() + 1, 1});
  return true;
}

} // namespace callgate::explain
