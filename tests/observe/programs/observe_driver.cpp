// Observes a command and writes what was seen into a file, for tests that look at this from
// outside:
//   observe_driver METHOD FILE COMMAND…      METHOD: notification, trace, counters, any
// One line a call, "TOKEN NUMBER NAME COUNT"; before them one that starts with "#", how it ended.
#include <cstdio>
#include <fstream>
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
  records::Tally tally{records::Interest{}};
  const auto result =
      watch::observe(command, {}, method_named(argv[1]), tally, [](const std::string& text) {
        std::fprintf(stderr, "driver: %s\n", text.c_str());
      });
  std::ofstream file(argv[2]);
  if (const auto* failure = std::get_if<process::Failure>(&result)) {
    file << "# failed " << failure->message << '\n';
    std::fprintf(stderr, "driver: %s\n", failure->message.c_str());
    return failure->status;
  }
  const auto& observed = std::get<watch::Observed>(result);
  file << "# method " << static_cast<int>(observed.method) << " status " << observed.ended.status
       << " signal " << observed.ended.signal << '\n';
  for (const std::string& note : observed.notes)
    file << "# note " << note << '\n';
  for (const records::SeenCall& seen : tally.calls())
    file << seen.token << ' ' << seen.number << ' ' << name_of(seen) << ' ' << seen.count << '\n';
  return watch::shell_status(observed.ended);
}
