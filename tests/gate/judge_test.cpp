// What runs say about a policy, and what changed since a baseline.
#include <doctest/doctest.h>

#include "gate/exchange.hpp"
#include "gate/judge.hpp"
#include "gate/reports.hpp"
#include "made_up.hpp"
#include "policy/parse.hpp"

using namespace callgate;
using gate::Finding;

namespace {

const char* const policy_text = "[base]\n"
                                "allow = [\"read\", \"write\", \"ioctl(request in {1, 2})\"]\n"
                                "kill_process = [\"ptrace\"]\n"
                                "[cap.NET]\n"
                                "allow = [\"socket\", \"connect\"]\n"
                                "[cap.IDLE]\n"
                                "allow = [\"bind\"]\n";

gate::SeenCall seen(const std::string& name, std::uint64_t allowed) {
  return {{"x86_64", name}, {allowed}};
}

/// As code and message, one a line; failures begin with "!".
std::string text_of(const std::vector<Finding>& findings) {
  std::string text;
  for (const Finding& finding : findings)
    text += std::string(finding.fails ? "!" : "") + std::string(code_of(finding.kind)) +
            (finding.run.empty() ? "" : " (" + finding.run + ")") + ": " + finding.message + "\n";
  return text;
}

/// Judges runs of a policy with the entries
/// read, write, ioctl(…), ptrace; NET: socket, connect; IDLE: bind.
struct Court {
  diagnostic::Source source{"p.toml", policy_text};
  diagnostic::Diagnostics diagnostics{};
  policy::Policy policy = policy::parse(source, diagnostics);
  gate::Entries entries{policy};
  gate::Corpus corpus{"c.toml", {}};

  [[nodiscard]] std::vector<gate::EntryUse> uses(std::initializer_list<std::uint64_t> calls) const {
    std::vector<gate::EntryUse> result;
    for (const std::uint64_t count : calls)
      result.push_back(
          {count, std::vector<std::uint64_t>(entries.all()[result.size()].parts.size()), {}});
    return result;
  }

  [[nodiscard]] gate::Result judged(const std::vector<gate::DoneRun>& runs, bool is_strict = false,
                                    const gate::Baseline* baseline = nullptr) const {
    return gate::judge({corpus, source, policy, entries, baseline, is_strict}, runs);
  }
};

gate::Repetition repetition(gate::Ending ending, std::string output = {}) {
  gate::Repetition result;
  result.watched.ended.ending = ending;
  result.output = std::move(output);
  return result;
}

} // namespace

TEST_CASE("how runs end") {
  using gate::EndingSignal;
  using gate::ExitStatus;
  gate::Run run{"render", {}, {"render"}};
  run.output = {"done"};
  gate::Repetition timed_out = repetition(EndingSignal{9});
  timed_out.watched.ended.timed_out = true;
  gate::Repetition fault;
  fault.watched.ended.fault = "./render: not found";
  struct Row {
    std::vector<gate::Repetition> repetitions;
    std::string findings;
  };
  const Row rows[] = {
      {{repetition(ExitStatus{0}, "all done")}, ""},
      {{repetition(ExitStatus{1}, "done")},
       "!wrong-ending (render): it ended with exit status 1, expected was exit status 0\n"},
      {{repetition(EndingSignal{11}, "done")},
       "!wrong-ending (render): it ended with signal 11 (SIGSEGV), expected was exit status 0\n"},
      {{repetition(ExitStatus{0}, "nothing")},
       "!missing-output (render): its output lacks \"done\"\n"},
      {{timed_out}, "!time-limit (render): it took longer than its 1.25 s and was ended\n"},
      {{fault}, "!not-run (render): ./render: not found\n"},
      {{gate::Repetition{}}, "!not-run (render): nothing is known of its end\n"},
      {{repetition(ExitStatus{0}, "done"), repetition(ExitStatus{2}), repetition(ExitStatus{2})},
       "!wrong-ending (render): it ended with exit status 2, expected was exit status 0 (2 of "
       "3)\n"},
  };
  run.time_limit = std::chrono::milliseconds(1250);
  for (const Row& row : rows)
    CHECK(text_of(gate::findings_of({&run, {}, row.repetitions})) == row.findings);
}

TEST_CASE("denied calls of repetitions are one") {
  const gate::Run run{"render", {}, {"render"}};
  gate::Repetition first = repetition(gate::ExitStatus{0});
  first.watched.denials = {{{"x86_64", "bind"}, "bind", "kill_process", "no entry lists it", 2}};
  gate::Repetition second = first;
  second.watched.denials.push_back(
      {{"x86_64", "socket"}, "socket(domain = AF_INET)", "errno EPERM", "", 1});
  CHECK(text_of(gate::findings_of({&run, {}, {first, second}})) ==
        "!denied-call (render): bind would get kill_process, 4 times: no entry lists it\n"
        "!denied-call (render): socket(domain = AF_INET) would get errno EPERM, once\n");
}

TEST_CASE("what was never needed") {
  const Court court;
  const gate::Run run{"render", {}, {"render"}};
  gate::DoneRun plain{&run, {}, {repetition(gate::ExitStatus{0})}};
  plain.repetitions[0].watched.entries = court.uses({5, 0, 0, 0, 0, 0, 0});
  CHECK(text_of(court.judged({plain}).findings) ==
        "unused-capability: the capability NET is given to no run\n"
        "unused-capability: the capability IDLE is given to no run\n"
        "unused-entry: \"write\" was never needed\n"
        "unused-entry: \"ioctl(request in {1, 2})\" was never needed\n");
  CHECK(court.judged({plain}).passed());
  CHECK(!court.judged({plain}, true).passed());

  gate::DoneRun net{&run, {"NET", "IDLE"}, {repetition(gate::ExitStatus{0})}};
  net.repetitions[0].watched.entries = court.uses({5, 1, 1, 0, 1, 0, 0});
  net.repetitions[0].watched.entries[2].parts = {1, 0};
  const gate::Result result = court.judged({net});
  CHECK(text_of(result.findings) ==
        "unused-capability: the capability IDLE is given to 1 run, and none needs it\n"
        "unused-part: of ioctl, \"2\" never held\n"
        "unused-entry: \"connect\" was never needed\n");
  CHECK(result.findings[2].line == 5);
  CHECK(result.findings[2].column == 21);
  REQUIRE(result.capabilities.size() == 2);
  CHECK(result.capabilities[0].calls == 1);
}

TEST_CASE("a call newer than known_through warns") {
  const Court court;
  const gate::Run run{"render", {}, {"render"}};
  gate::DoneRun done{&run, {"NET", "IDLE"}, {repetition(gate::ExitStatus{0})}};
  done.repetitions[0].watched.entries = court.uses({1, 1, 1, 1, 1, 1, 1});
  done.repetitions[0].watched.entries[2].parts = {1, 1};
  done.repetitions[0].watched.calls = {{{"x86_64", "clone3"}, {0, 0, 3, 0}}};
  CHECK(text_of(court.judged({done}).findings) ==
        "newer-call (render): clone3 is newer than known_through; it got the errno for such, 3 "
        "times\n");
}

TEST_CASE("what is new since a baseline, and what is gone") {
  const std::string before = gate::to_json({"p",
                                            "c",
                                            {},
                                            {{"a", {}, {}, 1, 0, {seen("read", 1), seen("dup", 1)}},
                                             {"b", {}, {}, 1, 0, {seen("write", 1)}},
                                             {"gone", {}, {}, 1, 0, {seen("pipe", 1)}}}});
  const auto baseline = std::get<gate::Baseline>(gate::read_baseline("b.json", before));
  const std::vector<gate::RunResult> now = {
      {"a", {}, {}, 1, 0, {seen("read", 7), seen("write", 1), seen("bind", 1)}},
      {"b", {}, {}, 1, 0, {seen("write", 1)}},
      {"more", {}, {}, 1, 0, {seen("pipe", 1), seen("bind", 1), seen("listen", 1)}}};
  CHECK(text_of(gate::compare(now, baseline)) ==
        "!new-call (a): bind is new: no run of the baseline made it\n"
        "new-in-run (a): write is new in this run; others made it before\n"
        "vanished-call (a): dup was made before, and no longer\n"
        "!new-call (more): listen is new: no run of the baseline made it\n"
        "vanished-run: the baseline's run \"gone\" is not in the corpus\n");
}

TEST_CASE("what is no baseline") {
  for (const std::string text :
       {"", "{", "[]", "3", "{}", R"({"runs": 3})", R"({"runs": [3]})",
        R"({"runs": [{"name": "a"}]})", R"({"runs": [{"name": "a", "calls": [{}]}]})",
        R"({"runs": [{"name": "a", "calls": [{"abi": 1, "name": "x"}]}]})"}) {
    CAPTURE(text);
    CHECK(std::holds_alternative<gate::NoBaseline>(gate::read_baseline("b.json", text)));
  }
}

TEST_CASE("what a watcher found survives its journey") {
  gate::Watched watched;
  watched.ended.ending = gate::EndingSignal{11};
  watched.calls = {seen("read", 7), {{"i386", "#999"}, {1, 2, 3, 4}}};
  watched.denials = {{{"x86_64", "bind"}, "bind \xff", "trap", "why", 3, "report\n", "{}"}};
  watched.entries = {{3, {1, 2}, {4, 5}}, {}};
  const std::string text = gate::encode(watched);
  const auto read = gate::decode(text);
  REQUIRE(read);
  CHECK(gate::encode(*read) == text);
  CHECK(std::get<gate::EndingSignal>(*read->ended.ending).signal == 11);
  CHECK(read->calls[1].times.denied == 4);
  CHECK(read->entries[0].members == std::set<std::size_t>{4, 5});
  for (std::size_t length = 0; length < text.size(); ++length)
    CHECK(!gate::decode(text.substr(0, length)));
}
