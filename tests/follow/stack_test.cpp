// The scene of a denied call: who makes it, and from where.
#include <doctest/doctest.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "following.hpp"
#include "watch/stacks.hpp"

using namespace following;

TEST_CASE("frames across a shared library have their functions") {
  if (!callgate::watch::knows_stacks()) {
    MESSAGE("skipped: built without libdw");
    return;
  }
  for (const std::string& policy : {errno_policy, kill_policy, trap_policy}) {
    const Outcome outcome =
        follow({.command = {program("deep")}, .policy = policy, .with_stacks = true});
    CAPTURE(policy);
    CHECK(outcome.times("by deep other thread, name deep") == 1);
    const std::string library = " in libdeep_library.so deep_library.cpp";
    for (int depth = 0; depth <= 8; ++depth)
      CHECK(outcome.times("at long deep::descend<" + std::to_string(depth) + ">(long)" + library) ==
            1);
    CHECK(outcome.times("at deep::enter(long)" + library) == 1);
  }
}

TEST_CASE("a stripped program degrades to files and offsets") {
  if (!callgate::watch::knows_stacks()) {
    MESSAGE("skipped: built without libdw");
    return;
  }
  const Outcome outcome = follow({.command = {program("deep_stripped")}, .with_stacks = true});
  CHECK(outcome.times("by deep_stripped other thread, name deep_stripped") == 1);
  CHECK(std::count_if(outcome.told.begin(), outcome.told.end(), [](const std::string& line) {
          return line.find(" in libdeep_stripped_library.so ") != std::string::npos;
        }) == 10);
  CHECK(std::none_of(outcome.told.begin(), outcome.told.end(), [](const std::string& line) {
    return line.find("without offset") != std::string::npos;
  }));
}

TEST_CASE("without anything to go by there is the innermost frame") {
  const Outcome outcome = follow({.command = {program("denied"), "error"}, .with_stacks = true});
  REQUIRE(outcome.told.size() >= 3);
  CHECK(outcome.told[1] == "by denied first thread, name denied");
  CHECK(outcome.told[2].find(" in denied") != std::string::npos);
}

namespace {

auto times(const Outcome& outcome, std::string_view part) {
  return std::ranges::count_if(
      outcome.told, [&](const std::string& line) { return line.find(part) != std::string::npos; });
}

} // namespace

TEST_CASE("functions of C keep their names, in programs of either width") {
  if (!callgate::watch::knows_stacks()) {
    MESSAGE("skipped: built without libdw");
    return;
  }
  std::vector<std::string> programs{"denied"};
  if (runs_32()) programs.emplace_back("denied32");
  for (const std::string& name : programs) {
    CAPTURE(name);
    const Outcome outcome = follow({.command = {program(name), "short-name"}, .with_stacks = true});
    CHECK(outcome.status == EXDEV);
    CHECK(times(outcome, "at h in " + name) == 1);
    CHECK(times(outcome, "at main in " + name) == 1);
  }
}

TEST_CASE("every one of many processes has its stack") {
  if (!callgate::watch::knows_stacks()) {
    MESSAGE("skipped: built without libdw");
    return;
  }
  const Outcome outcome =
      follow({.command = {program("denied"), "children", "200"}, .with_stacks = true});
  CHECK(times(outcome, "at h in denied") == 200);
  CHECK(times(outcome, "at main in denied") == 200);
}

TEST_CASE("a path with a line break is the same in every place") {
  const std::string path = program("line\nbreak");
  std::filesystem::copy_file(program("denied"), path);
  const Outcome outcome = follow({.command = {path, "error"}, .with_stacks = true});
  CHECK(outcome.status == EXDEV);
  CHECK(times(outcome, "012") == 0);
}
