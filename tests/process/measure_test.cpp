// Measuring: what comes back, and what is said when processes do not survive. Never how long
// anything took.
#include <doctest/doctest.h>

#include <algorithm>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "arch/abi.hpp"
#include "arch/calls.hpp"
#include "launch.hpp"
#include "process/measure.hpp"

using namespace callgate;
using process::Effort;
using process::MeasuredCall;
using process::Timings;
using process::Variant;

namespace {

constexpr unsigned allow = 0x7fff0000;
constexpr unsigned kill_process = 0x80000000;
constexpr unsigned errno_5 = 0x00050005;
constexpr Effort little{7, 64};

std::uint32_t number_of(std::string_view call) {
  return arch::find_call(arch::native_abi(), call)->number;
}

MeasuredCall call(std::string_view name, bpf::Action action = {bpf::ActionKind::allow}) {
  return {{.number = number_of(name), .token = arch::facts(arch::native_abi()).token},
          action,
          std::string(name) + "()"};
}

bpf::Program accepted(const launch::Filter& filter) {
  return std::get<bpf::Program>(bpf::Program::check(filter));
}

/// "measured", or why not.
std::string outcome(const launch::Filter& filter, const std::vector<MeasuredCall>& calls) {
  const auto result = process::measure_unproven(accepted(filter), calls, little, {});
  if (const auto* failure = std::get_if<process::Failure>(&result)) return failure->message;
  return "measured";
}

} // namespace

TEST_CASE("every variant has a value a round") {
  const std::vector<MeasuredCall> calls{call("getppid"), call("getuid")};
  std::vector<std::size_t> progress;
  const auto result = process::measure_unproven(accepted(launch::allow_everything()), calls, little,
                                                [&](std::size_t done, std::size_t of) {
                                                  CHECK(of == little.rounds);
                                                  progress.push_back(done);
                                                });
  REQUIRE(std::holds_alternative<Timings>(result));
  const auto& timings = std::get<Timings>(result);
  CHECK(progress == std::vector<std::size_t>{1, 2, 3, 4, 5, 6, 7});
  CHECK(timings.calls_per_round == 64);
  REQUIRE(timings.calls.size() == 2);
  for (std::size_t i = 0; i < process::variants; ++i) {
    const auto variant = static_cast<Variant>(i);
    CAPTURE(i);
    const bool has_no_filter =
        variant == Variant::unfiltered || variant == Variant::unfiltered_again;
    for (const process::Series& series : timings.calls) {
      CHECK(series[i].size() == little.rounds);
      CHECK(std::ranges::all_of(series[i], [](double time) { return time > 0; }));
    }
    CHECK(timings.install[i].size() == (has_no_filter ? 0 : little.rounds));
    CHECK(std::ranges::all_of(timings.install[i], [](double time) { return time > 0; }));
  }
}

TEST_CASE("calls a round are rounded up") {
  const std::vector<MeasuredCall> calls{call("getppid")};
  const auto result =
      process::measure_unproven(accepted(launch::allow_everything()), calls, {1, 17}, {});
  REQUIRE(std::holds_alternative<Timings>(result));
  CHECK(std::get<Timings>(result).calls_per_round == 32);
}

TEST_CASE("a filter may leave nothing but the call that is measured") {
  const unsigned only[] = {number_of("getppid")};
  for (const unsigned rest : {kill_process, errno_5, 0U})
    CHECK(outcome(launch::by_number({only[0]}, allow, rest), {call("getppid")}) == "measured");
  CHECK(outcome(launch::by_number({number_of("exit_group")}, allow, kill_process), {}) ==
        "measured");
}

TEST_CASE("a call that is killed is named, and so is one that is not refused as it should be") {
  const auto killer = launch::by_number({number_of("getuid")}, kill_process, allow);
  const std::string killed = outcome(killer, {call("getppid"), call("getuid")});
  CHECK(killed.find("a process did not survive getuid() under the filter: it died of Bad system") !=
        killed.npos);
  const auto refuser = launch::by_number({number_of("getuid")}, errno_5, allow);
  CHECK(outcome(refuser, {call("getuid", {bpf::ActionKind::error, 5})}) == "measured");
  const std::string wrong = outcome(refuser, {call("getuid", {bpf::ActionKind::error, 6})});
  CHECK(wrong == "getuid() should have failed with errno 6 and returned -5");
}
