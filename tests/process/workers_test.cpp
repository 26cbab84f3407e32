// Workers: each in a process of its own, so many at a time, and none outlives its plan.
#include <doctest/doctest.h>

#include <algorithm>
#include <csignal>
#include <map>
#include <string>
#include <sys/wait.h>
#include <unistd.h>

#include "process/workers.hpp"

using namespace callgate::process;
using namespace std::chrono_literals;

namespace {

void say(int descriptor, const std::string& text) {
  REQUIRE(::write(descriptor, text.data(), text.size()) == static_cast<ssize_t>(text.size()));
}

struct Plan : WorkPlan {
  std::map<std::size_t, WorkerDone> results{};

  Plan(std::size_t count_, std::size_t jobs_, std::function<int(std::size_t, WorkerEnds)> work_) {
    count = count_;
    jobs = jobs_;
    work = std::move(work_);
    lane = [](std::size_t index) { return index; };
    patience = [](std::size_t) { return 60s; };
    done = [this](std::size_t index, WorkerDone ended) { results[index] = std::move(ended); };
  }
};

} // namespace

TEST_CASE("each worker's words come back, whatever their length") {
  for (const std::size_t jobs : {1U, 3U, 20U}) {
    Plan plan(8, jobs, [](std::size_t index, WorkerEnds ends) {
      say(ends.answer, std::string(index * 100'000, 'a'));
      say(ends.output, std::to_string(index));
      return static_cast<int>(index);
    });
    CHECK(std::holds_alternative<AllDone>(work_through(plan)));
    REQUIRE(plan.results.size() == 8);
    for (const auto& each : plan.results) {
      CHECK(each.second.answer.size() == each.first * 100'000);
      CHECK(each.second.output == std::to_string(each.first));
      CHECK(WEXITSTATUS(each.second.status) == static_cast<int>(each.first));
      CHECK(!each.second.overdue);
    }
  }
}

TEST_CASE("of much output the beginning is kept, and its writer does not wait") {
  Plan plan(1, 1, [](std::size_t, WorkerEnds ends) {
    for (int i = 0; i < 100; ++i)
      say(ends.output, std::string(100'000, static_cast<char>('a' + i % 26)));
    return 0;
  });
  CHECK(std::holds_alternative<AllDone>(work_through(plan)));
  CHECK(plan.results[0].output.size() == most_worker_output);
  CHECK(plan.results[0].output.starts_with("aaa"));
}

TEST_CASE("a worker that dies or hangs is told of") {
  Plan plan(3, 3, [](std::size_t index, WorkerEnds ends) {
    if (index == 0) ::raise(SIGKILL);
    // One that outlives it holds the pipes open.
    if (index == 1 && ::fork() != 0) ::raise(SIGKILL);
    if (index != 0)
      while (true)
        ::pause();
    return ends.answer;
  });
  plan.patience = [](std::size_t index) { return index == 0 ? 60'000ms : 50ms; };
  CHECK(std::holds_alternative<AllDone>(work_through(plan)));
  REQUIRE(plan.results.size() == 3);
  CHECK(WTERMSIG(plan.results[0].status) == SIGKILL);
  CHECK(!plan.results[0].overdue);
  CHECK(plan.results[1].overdue);
  CHECK(plan.results[2].overdue);
}

TEST_CASE("pieces of one lane follow each other") {
  std::array<int, 2> pipe{};
  REQUIRE(::pipe(pipe.data()) == 0);
  Plan plan(6, 6, [&](std::size_t index, WorkerEnds) {
    say(pipe[1], std::to_string(index % 2) + "(");
    ::usleep(1000);
    say(pipe[1], std::to_string(index % 2) + ")");
    return 0;
  });
  plan.lane = [](std::size_t index) { return index % 2; };
  CHECK(std::holds_alternative<AllDone>(work_through(plan)));
  std::string seen(24, ' ');
  REQUIRE(::read(pipe[0], seen.data(), seen.size()) == 24);
  for (const char lane : {'0', '1'}) {
    std::string own;
    for (std::size_t i = 0; i < seen.size(); i += 2)
      if (seen[i] == lane) own += seen[i + 1];
    CHECK(own == "()()()");
  }
  ::close(pipe[0]);
  ::close(pipe[1]);
}

TEST_CASE("a signal ends all workers") {
  const pid_t child = ::fork();
  if (child == 0) {
    std::signal(SIGTERM, SIG_DFL);
    Plan plan(4, 2, [](std::size_t, WorkerEnds) {
      ::kill(::getppid(), SIGTERM);
      while (true)
        ::pause();
      return 0;
    });
    const auto outcome = work_through(plan);
    const auto* interrupted = std::get_if<Interrupted>(&outcome);
    const bool is_alone = ::waitpid(-1, nullptr, WNOHANG) < 0;
    ::_exit(interrupted != nullptr && interrupted->signal == SIGTERM && is_alone ? 0 : 1);
  }
  int status = -1;
  ::waitpid(child, &status, 0);
  CHECK(status == 0);
}
