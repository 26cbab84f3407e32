// Observes a command and writes what was seen into a file, for tests that look at this from
// outside:
//   observe_driver METHOD[:LIMIT] FILE COMMAND…
// METHOD: notification, trace, counters, any; LIMIT: milliseconds.
// One line a call, "TOKEN NUMBER NAME COUNT"; before them one that starts with "#", how it ended.
#include <chrono>
#include <cstdio>
#include <fstream>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "arch/abi.hpp"
#include "arch/calls.hpp"
#include "records/tally.hpp"
#include "watch/observe.hpp"

using namespace callgate;

namespace {

std::optional<watch::Method> method_named(std::string_view name) {
  if (name == "notification") return watch::Method::notification;
  if (name == "trace") return watch::Method::trace;
  if (name == "counters") return watch::Method::counters;
  return std::nullopt;
}

std::string name_of(const records::SeenCall& seen) {
  for (const arch::AbiFacts& abi : arch::all_abis())
    if (abi.token == seen.token && abi.numbers.contains(seen.number))
      if (const arch::Call* call = arch::find_call(abi.abi, seen.number))
        return std::string(call->name);
  return "?";
}

} // namespace

int main(int argc, char** argv) {
  if (argc < 4) return 125;
  const std::vector<std::string> command(argv + 3, argv + argc);
  const std::string_view method(argv[1]);
  const std::size_t colon = method.find(':');
  watch::Surroundings surroundings;
  if (colon != std::string_view::npos)
    surroundings.time_limit = std::chrono::milliseconds(std::stol(argv[1] + colon + 1));
  records::Tally tally{records::Interest{}};
  const auto result = watch::observe(
      command, surroundings, method_named(method.substr(0, colon)), tally,
      [](const std::string& text) { std::fprintf(stderr, "driver: %s\n", text.c_str()); });
  std::ofstream file(argv[2]);
  if (const auto* failure = std::get_if<process::Failure>(&result)) {
    file << "# failed " << failure->message << '\n';
    std::fprintf(stderr, "driver: %s\n", failure->message.c_str());
    return failure->status;
  }
  const auto& observed = std::get<watch::Observed>(result);
  file << "# method " << static_cast<int>(observed.method) << " status " << observed.ended.status
       << " signal " << observed.ended.signal << (observed.ended.timed_out ? " timed out\n" : "\n");
  for (const std::string& note : observed.notes)
    file << "# note " << note << '\n';
  for (const records::SeenCall& seen : tally.calls())
    file << seen.token << ' ' << seen.number << ' ' << name_of(seen) << ' ' << seen.count << '\n';
  return watch::shell_status(observed.ended);
}
