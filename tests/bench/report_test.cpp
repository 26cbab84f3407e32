// The report of `bench` as table, JSON and drawing, from times that are made up.
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <string>
#include <vector>

#include "support/cases.hpp"
#include "tools/bench_plot.hpp"
#include "tools/bench_report.hpp"

namespace {

using namespace callgate;
using namespace callgate::tools;

/// Around `middle`, each round with a little of its own.
std::vector<double> around(double middle, double spread) {
  constexpr std::size_t rounds = 20;
  std::vector<double> values(rounds);
  for (std::size_t i = 0; i < rounds; ++i)
    values[i] = middle + spread * (static_cast<double>(i * 7 % rounds) / 10 - 0.95);
  return values;
}

CallReport call_report(BenchCall call, double unfiltered, double cached, double executed,
                       double given, double again) {
  return report_of(call, CallTimes{around(unfiltered, 1), around(again, -1), around(cached, 1.5),
                                   around(executed, 2), around(given, 2.5)});
}

BenchReport sample(bool is_noisy) {
  const BenchCall cached{{.number = 110}, "getppid()", {bpf::ActionKind::allow}, true, 5};
  const BenchCall checked{
      {.number = 135}, "personality(0xffffffff)", {bpf::ActionKind::allow}, false, 13};
  const BenchCall denied{{.number = 8}, "lseek(-1, 0, 0)", {bpf::ActionKind::error, 1}, false, 9};
  const double again = is_noisy ? 90 : 85;
  return {{"a <b>\x1b.toml", 60, true, "Linux 6.1.0 x86_64", 1, false, 20, 4000},
          {call_report(cached, 85, 93, 110, 93.5, again),
           call_report(checked, 120, 129, 146, 151, 120), call_report(denied, 90, 98, 115, 80, 90)},
          report_of(InstallTimes{around(12'000, 400), around(12'000, -300), around(12'600, 300),
                                 around(58'000, 2000)})};
}

} // namespace

TEST_CASE("the report as a table") {
  tests::run_cases("bench/cases", [](const tests::Case& given) {
    BenchReport report = sample(given.options.find("noisy") != std::string::npos);
    if (given.options.find("no-calls") != std::string::npos) report.calls.clear();
    if (given.options.find("raw") != std::string::npos) {
      report.circumstances.is_proven = false;
      report.circumstances.cpu.reset();
    }
    return text_of(report);
  });
}

TEST_CASE("JSON has every number with its spread") {
  const auto json = nlohmann::json::parse(json_of(sample(true)));
  CHECK(json["instructions"] == 60);
  CHECK(json["proven"] == true);
  CHECK(json["cpu"] == 1);
  CHECK(json["cap_sys_admin"] == false);
  CHECK(json["rounds"] == 20);
  REQUIRE(json["calls"].size() == 3);
  const auto& cached = json["calls"][0];
  CHECK(cached["call"] == "getppid()");
  CHECK(cached["cached"] == true);
  CHECK(cached["executed"] == 0);
  CHECK(cached["noisy"] == true);
  CHECK(cached["smallest"] == "cached");
  const auto& ratio = cached["to_unfiltered"]["filter"]["ratio"];
  CHECK(ratio["median"].get<double>() == doctest::Approx(1.1).epsilon(0.01));
  CHECK(ratio["interval"][0] <= ratio["median"]);
  CHECK(ratio["quartiles"][1] >= ratio["median"]);
  const auto& checked = json["calls"][1];
  CHECK(checked["executed"] == 13);
  CHECK(checked["noisy"] == false);
  CHECK(checked["smallest"] == "executed");
  CHECK(checked["to_smallest"]["extra_ns"]["median"].get<double>() == doctest::Approx(5));
  CHECK(json["calls"][2]["action"] == "errno 1");
  CHECK(json["install"]["to_smallest"]["filter"]["ratio"]["median"] > 4);
  for (const char* name : {"control", "smallest_executed", "filter"})
    CHECK(json["install"]["to_smallest"].contains(name));
}

TEST_CASE("the drawing has a row a variant, and its file's name cannot break it") {
  const std::string svg = plot_of(sample(false));
  const auto count = [&](const std::string& part) {
    std::size_t found = 0;
    for (std::size_t at = svg.find(part); at != svg.npos; at = svg.find(part, at + 1))
      ++found;
    return found;
  };
  CHECK(svg.starts_with("<?xml "));
  CHECK(count("<circle") == 3 * 4 + 3);
  CHECK(count(">this filter<") == 4);
  CHECK(count("(control)<") == 4);
  CHECK(count("a &lt;b&gt;?.toml") == 2);
  CHECK(count("the scale does not begin at 0") == 1);
  CHECK(count("nan") + count("inf<") == 0);
}

TEST_CASE("without calls the drawing is about the installation") {
  BenchReport report = sample(false);
  report.calls.clear();
  const std::string svg = plot_of(report);
  CHECK(svg.find("time per call") == svg.npos);
  CHECK(svg.find("time of the seccomp() call") != svg.npos);
}
