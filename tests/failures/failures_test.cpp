// Failures of sandboxed programs that were in the news: rows/*.toml, a policy each with what
// happened and what callgate must say. The program does what the failing one did; under the
// policy it fails as that did, after the mend it does not, and the report of `run --audit`, or of
// `explain` on a record of the call, has the sentences that would have helped.
//
// Lines of a row that begin with "#: " are for this test:
//   act NAME      what acts.c is to do; without, no machine at hand can: the record alone
//   status N      of the program under the policy; prints TEXT: what it says then
//   good TEXT     what it says when nothing is denied
//   says TEXT     part of the report
//   mend A => B   the change of the policy after which it works
//   record LINE   the call in a log, or as text
// "@start" is a group of what libc calls before main.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "cli/shell.hpp"

namespace {

const std::string start =
    "\n[group.start]\ncalls = [\"write\", \"exit_group\", \"brk\", \"mprotect\", \"arch_prctl\", "
    "\"set_tid_address\", \"set_robust_list\", \"prlimit64\", \"getrandom\", \"readlink\", "
    "\"readlinkat\", \"fstat\", \"newfstatat\", \"execve\"]\n";

struct Failure {
  std::string name;
  std::string policy;
  std::multimap<std::string, std::string> told;

  [[nodiscard]] std::string one(const std::string& key) const {
    const auto found = told.find(key);
    return found == told.end() ? "" : found->second;
  }
};

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  REQUIRE(at != text.npos);
  return text.replace(at, from.size(), to);
}

Failure read(const std::filesystem::path& path) {
  std::ifstream file(path);
  Failure failure{path.stem().string(), {}, {}};
  for (std::string line; std::getline(file, line);) {
    if (!line.starts_with("#: ")) {
      failure.policy += line + "\n";
      continue;
    }
    const std::size_t end = line.find(' ', 3);
    failure.told.emplace(line.substr(3, end - 3), line.substr(end + 1));
  }
  failure.policy += start;
  // libc registers where it can, before main.
  if (failure.policy.find("\"rseq\"") == failure.policy.npos)
    failure.policy = replaced(failure.policy, "\"write\",", "\"write\", \"rseq\",");
  return failure;
}

std::string mended(const Failure& failure) {
  const std::string mend = failure.one("mend");
  const std::size_t arrow = mend.find(" => ");
  REQUIRE(arrow != mend.npos);
  std::string to = mend.substr(arrow + 4);
  for (std::size_t at = to.find("\\n"); at != to.npos; at = to.find("\\n"))
    to.replace(at, 2, "\n");
  return replaced(failure.policy, mend.substr(0, arrow), to);
}

std::vector<Failure> failures() {
  std::vector<Failure> all;
  const std::filesystem::path folder(CALLGATE_SOURCE_DIR "/tests/failures/rows");
  for (const auto& entry : std::filesystem::directory_iterator(folder))
    all.push_back(read(entry.path()));
  std::sort(all.begin(), all.end(),
            [](const Failure& a, const Failure& b) { return a.name < b.name; });
  return all;
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != text.npos;
}

shell::Outcome run(const Failure& failure, const std::string& options, const std::string& policy,
                   shell::User user) {
  return shell::run("$callgate run " + options + " /dev/fd/3 -- " CALLGATE_ACTS " " +
                        failure.one("act") + " 3<<'END'\n" + policy + "END\n",
                    {}, user);
}

void check_says(const Failure& failure, const std::string& report) {
  const auto [first, last] = failure.told.equal_range("says");
  for (auto i = first; i != last; ++i)
    CHECK_MESSAGE(has(report, i->second), failure.name << " lacks: " << i->second << "\n"
                                                       << report);
}

void check_live(const Failure& failure, shell::User user) {
  const auto plain = run(failure, "", failure.policy, user);
  INFO(plain.out, plain.err);
  CHECK(std::to_string(plain.status) == failure.one("status"));
  CHECK(has(plain.out, failure.one("prints")));
  CHECK(!has(plain.out, failure.one("good")));
  const auto good = run(failure, "", mended(failure), user);
  INFO(good.out, good.err);
  CHECK(good.status == 0);
  CHECK(has(good.out, failure.one("good")));
  const auto audited = run(failure, "--audit", failure.policy, user);
  CHECK(audited.status == 0);
  CHECK(has(audited.out, failure.one("good")));
  check_says(failure, audited.err);
}

} // namespace

TEST_CASE("the failures happen, are mended, and the report of --audit would have told") {
  const bool can_be_ordinary =
      shell::run(CALLGATE_ACTS " login && $callgate --version", {}, shell::User::ordinary).status ==
      0;
  if (!can_be_ordinary) MESSAGE("not tried as an ordinary user, who cannot read the build folder");
  std::size_t count = 0;
  for (const Failure& failure : failures()) {
    if (failure.one("act").empty()) continue;
    CAPTURE(failure.name);
    ++count;
    check_live(failure, shell::User::same);
    if (can_be_ordinary) check_live(failure, shell::User::ordinary);
  }
  CHECK(count >= 12);
}

TEST_CASE("what explain makes of a record of the call would have told") {
  const shell::Folder folder;
  for (const Failure& failure : failures()) {
    CAPTURE(failure.name);
    shell::Folder::write("p.toml", failure.policy);
    const std::string abi = has(failure.policy, "abis =") ? "" : " --abi x86_64";
    const auto told =
        shell::run("$callgate explain --policy p.toml" + abi + " -", failure.one("record") + "\n");
    check_says(failure, told.out + told.err);
  }
}
