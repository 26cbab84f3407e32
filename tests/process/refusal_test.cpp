// What exec_filtered refuses before it does anything, and how it says so.
#include <doctest/doctest.h>

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <optional>
#include <variant>

#include "arch/abi.hpp"
#include "arch/calls.hpp"
#include "launch.hpp"
#include "process/refusal.hpp"
#include "proof/proof.hpp"

using namespace callgate;
using bpf::Action;
using bpf::ActionKind;

namespace {

constexpr Action allow{ActionKind::allow};
constexpr Action kill_process{ActionKind::kill_process};

const arch::AbiFacts& native() {
  return arch::facts(arch::native_abi());
}

std::uint32_t number_of(std::string_view call) {
  return arch::find_call(native().abi, call)->number;
}

/// Everything gets `rest`, but `number` gets `special`, and foreign tokens kill_process.
ruleset::Rulings rulings(Action rest, std::uint32_t number, Action special) {
  std::vector<ruleset::Interval> intervals{
      {0, number - 1, {rest}}, {number, number, {special}}, {number + 1, 0xffffffff, {rest}}};
  if (rest == special) intervals = {{0, 0xffffffff, {rest}}};
  return {native().family,
          native().byte_order,
          {{native().token, {native().abi}, intervals}},
          kill_process};
}

proof::ProvenFilter proven(const ruleset::Rulings& meaning, Action rest, std::uint32_t number,
                           Action special) {
  namespace op = bpf::op;
  auto checked = bpf::Program::check({
      {op::ld_abs, 0, 0, bpf::offset::token},
      {op::jeq, 0, 3, native().token},
      {op::ld_abs, 0, 0, bpf::offset::number},
      {op::jeq, 2, 0, number},
      {op::ret_k, 0, 0, bpf::return_value(rest)},
      {op::ret_k, 0, 0, bpf::return_value(kill_process)},
      {op::ret_k, 0, 0, bpf::return_value(special)},
  });
  REQUIRE(std::holds_alternative<bpf::Program>(checked));
  auto result = proof::prove(std::get<bpf::Program>(std::move(checked)), meaning);
  REQUIRE(std::holds_alternative<proof::ProvenFilter>(result));
  return std::get<proof::ProvenFilter>(std::move(result));
}

proof::ProvenFilter proven(Action rest, std::string_view call, Action special) {
  const std::uint32_t number = number_of(call);
  return proven(rulings(rest, number, special), rest, number, special);
}

/// The failure of running `command` like that, in a child that sends it back by a pipe.
struct Answer {
  int status;
  std::string message;
};

Answer answer(const proof::ProvenFilter& filter, process::When when,
              const std::vector<std::string>& command) {
  int ends[2];
  REQUIRE(pipe(ends) == 0);
  const pid_t pid = fork();
  if (pid == 0) {
    const int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
    if (dup2(nowhere, 1) < 0) _exit(95);
    const process::Failure failure = process::exec_filtered(filter, command, when);
    if (write(ends[1], failure.message.data(), failure.message.size()) < 0) _exit(96);
    _exit(failure.status);
  }
  close(ends[1]);
  Answer got{0, launch::drain(ends[0])};
  REQUIRE(waitpid(pid, &got.status, 0) == pid);
  got.status = WIFEXITED(got.status) ? WEXITSTATUS(got.status) : 128 + WTERMSIG(got.status);
  return got;
}

} // namespace

TEST_CASE("missing_for_exec asks the filter about what the exec and its failure take") {
  CHECK(process::missing_for_exec(proven(allow, "getppid", kill_process)).empty());
  CHECK(process::missing_for_exec(proven({ActionKind::log}, "getppid", kill_process)).empty());
  const std::string here = " (" + std::string(native().name) + "), which gets ";
  const auto all = process::missing_for_exec(proven(kill_process, "getppid", allow));
  REQUIRE(all.size() == 3);
  CHECK(all[0] == "execve" + here + "kill_process");
  CHECK(all[1].find("write" + here + "kill_process: ") == 0);
  CHECK(all[2].find("exit_group" + here + "kill_process: ") == 0);
  for (const std::string call : {"execve", "write", "exit_group"}) {
    const auto one = process::missing_for_exec(proven(allow, call, {ActionKind::trap}));
    REQUIRE(one.size() == 1);
    CHECK(one[0].find(call + here + "trap") == 0);
  }
}

TEST_CASE("unanswered names what nobody would answer") {
  const std::uint32_t number = number_of("getppid");
  CHECK(process::unanswered(rulings(allow, number, {ActionKind::error, 1})).empty());

  const auto notified = process::unanswered(rulings(allow, number, {ActionKind::notify}));
  REQUIRE(notified.size() == 1);
  CHECK(notified[0].find("notify needs a listener") == 0);
  CHECK(notified[0].find("getppid (" + std::string(native().name) + ")") != std::string::npos);

  const auto both =
      process::unanswered(rulings({ActionKind::notify}, number, {ActionKind::trace, 7}));
  REQUIRE(both.size() == 2);
  CHECK(both[0].find("more") != std::string::npos);
  CHECK(both[1].find("trace needs a tracer") == 0);

  ruleset::Rulings foreign = rulings(allow, number, allow);
  foreign.foreign = {ActionKind::trace, 1};
  REQUIRE(process::unanswered(foreign).size() == 1);
}

TEST_CASE("wrong_machine tells families apart") {
  ruleset::Rulings here = rulings(allow, 5, kill_process);
  CHECK(!process::wrong_machine(here));
  here.family = native().family == arch::Family::s390 ? arch::Family::x86 : arch::Family::s390;
  CHECK(process::wrong_machine(here).has_value());
}

TEST_CASE("exec_filtered refuses with 125 and the reason, and runs what is fine") {
  const std::vector<std::string> command{launch::program("tiny")};
  const Answer notify =
      answer(proven(allow, "getppid", {ActionKind::notify}), process::default_when(), command);
  CHECK(notify.status == 125);
  CHECK(notify.message.find("getppid") != std::string::npos);

  const auto without_execve = proven(allow, "execve", kill_process);
  const Answer before = answer(without_execve, process::When::before_exec, command);
  CHECK(before.status == 125);
  CHECK(before.message.find("execve") != std::string::npos);
  CHECK(answer(without_execve, process::default_when(), command).status == 7);
  CHECK(answer(without_execve, process::default_when(), {"/nonesuch"}).status == 127);
}

TEST_CASE("before exec, a policy that callgate could not report a failed exec under is refused") {
  const launch::TemporaryFolder folder;
  const std::vector<std::string> command{folder.add("no-format", "text\n", 0755)};
  for (const std::string call : {"write", "exit_group"}) {
    const Answer refused =
        answer(proven(allow, call, kill_process), process::When::before_exec, command);
    CHECK(refused.status == 125);
    CHECK(refused.message.find("\n  " + call + " (") != std::string::npos);
  }
}
