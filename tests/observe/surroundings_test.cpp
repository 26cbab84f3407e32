// What the command is given.
#include <doctest/doctest.h>

#include <array>
#include <fcntl.h>
#include <linux/close_range.h>
#include <string>
#include <unistd.h>
#include <variant>
#include <vector>

#include "watch/observe.hpp"
#include "watched.hpp"

using namespace callgate;

namespace {

std::string all_of(int descriptor) {
  std::string text;
  std::array<char, 4096> buffer{};
  for (ssize_t got = 0; (got = read(descriptor, buffer.data(), buffer.size())) > 0;)
    text.append(buffer.data(), static_cast<std::size_t>(got));
  close(descriptor);
  return text;
}

} // namespace

TEST_CASE("folder, environment, streams and group are as told") {
  close_range(3, ~0U, CLOSE_RANGE_CLOEXEC); // what the test's own caller left open
  for (const watch::Method method : {watch::Method::notification, watch::Method::trace}) {
    std::array<int, 2> pipe{};
    REQUIRE(pipe2(pipe.data(), O_CLOEXEC) == 0);
    watch::Surroundings surroundings;
    surroundings.directory = "/usr";
    surroundings.environment = std::vector<std::string>{"COLOUR=blue", "PATH=/usr/bin:/bin"};
    surroundings.standard_output = pipe[1];
    surroundings.standard_error = pipe[1];
    surroundings.own_group = true;
    const std::vector<std::string> command{
        "/bin/sh", "-c",
        "pwd; echo $COLOUR $HOME >&2; read pid name state parent group rest </proc/self/stat; "
        "test $pid = $group && echo alone; ls /proc/self/fd | tail -n 1"};
    records::Tally tally{records::Interest{}};
    const auto result = watch::observe(command, surroundings, method, tally);
    close(pipe[1]);
    const auto* const observed = std::get_if<watch::Observed>(&result);
    REQUIRE(observed != nullptr);
    CHECK(observed->ended.status == 0);
    CHECK(all_of(pipe[0]) == "/usr\nblue\nalone\n3\n"); // 3: ls reads the folder by it
  }
}

TEST_CASE("a program is looked for where the command is to run") {
  watch::Surroundings surroundings;
  surroundings.directory = "/bin";
  records::Tally tally{records::Interest{}};
  const std::vector<std::string> command{"./true"};
  for (const watch::Method method : {watch::Method::notification, watch::Method::trace}) {
    CAPTURE(static_cast<int>(method));
    const auto result = watch::observe(command, surroundings, method, tally);
    CHECK(std::holds_alternative<watch::Observed>(result));
  }
}
