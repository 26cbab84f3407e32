// Trying changes: what does not do to the call what it is for is no fix.
#include <doctest/doctest.h>

#include "explain/trial.hpp"
#include "told.hpp"

namespace {

using namespace callgate;
using explain::Goal;

} // namespace

TEST_CASE("a change that misses its goal, or restricts, has no effect to tell") {
  const told::Story story("[policy]\nabis = [\"x86_64\"]\n[base]\nallow = [\"read\"]\n"
                          "errno = { EPERM = [\"mount\"] }\n"
                          "#! call socket(AF_INET, SOCK_STREAM, 0)\n");
  const diagnostic::Source source("p.toml", story.policy);
  const auto compilation = told::compiled(source, {});
  const auto subject = explain::subject_of(story.scene.call(), story.scene.known());
  const explain::Trial trial(compilation, source, subject);
  struct Row {
    std::string base; ///< what [base] becomes
    Goal goal;
    bool is_good;
  };
  const std::string mount = "errno = { EPERM = [\"mount\"] }\n";
  const Row rows[] = {
      {"allow = [\"read\", \"socket\"]\n" + mount, Goal::allow, true},
      {"allow = [\"read\", \"socket(domain == AF_INET)\"]\n" + mount, Goal::allow, true},
      // They compile and restrict nothing, and do nothing for the call.
      {"allow = [\"read\"]\n" + mount, Goal::allow, false},
      {"allow = [\"read\", \"write\"]\n" + mount, Goal::allow, false},
      {"allow = [\"read\", \"socket(domain == AF_UNIX)\"]\n" + mount, Goal::allow, false},
      {"allow = [\"read\"]\nerrno = { EPERM = [\"mount\", \"socket\"] }\n", Goal::allow, false},
      {"allow = [\"read\"]\nerrno = { EPERM = [\"mount\", \"socket\"] }\n", Goal::enosys, false},
      {"allow = [\"read\"]\n" + mount, Goal::enosys, false},
      {"allow = [\"read\"]\nerrno = { EPERM = [\"mount\"], ENOSYS = [\"socket\"] }\n", Goal::enosys,
       true},
      {"allow = [\"read\", \"socket\"]\n" + mount, Goal::enosys, false},
      // They let it run, and take from others.
      {"allow = [\"socket\"]\n" + mount, Goal::allow, false},
      {"allow = [\"read\", \"socket\"]\n", Goal::allow, false},
      {"allow = [\"read\", \"socket\"]\n", Goal::serve, false},
      {"allow = [\"read\", \"sokcet\"]\n" + mount, Goal::allow, false},
  };
  for (const Row& row : rows) {
    INFO(row.base);
    const std::string text = "[policy]\nabis = [\"x86_64\"]\n[base]\n" + row.base;
    CHECK(trial.effect(text, row.goal).has_value() == row.is_good);
  }
}
