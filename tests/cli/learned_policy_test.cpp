// The proof that stands before a learned policy is written, asked about two policies.
#include <doctest/doctest.h>

#include "cli/learned_policy.hpp"

namespace {

using namespace callgate;

struct Row {
  const char* before;
  const char* now;
  bool is_kept;
};

} // namespace

TEST_CASE("whether a policy lets run what another one let run is proven") {
  const Row rows[] = {
      {"allow = ['read']", "allow = ['read']", true},
      {"allow = ['read']", "allow = ['read', 'write']", true},
      {"allow = ['read(fd == 0)']", "allow = ['read']", true},
      {"allow = ['read']", "log = ['read']", true},
      {"allow = ['read']", "allow = ['write']", false},
      {"allow = ['read', 'write']", "allow = ['read']", false},
      {"allow = ['read']", "allow = ['read(fd == 0)']", false},
      {"allow = ['read(fd in {0, 1})']", "allow = ['read(fd == 0)']", false},
      {"allow = ['read']", "allow = ['write']\nnotify = ['read']", false},
      {"allow = ['read', 'getpid@i386']", "allow = ['read']", false},
  };
  const std::string head = "[policy]\nabis = ['x86_64', 'i386']\n[base]\n";
  for (const Row& row : rows) {
    INFO(row.before << " then " << row.now);
    const auto is_kept =
        cli::lets_run_no_less({"before.toml", head + row.before}, {"now.toml", head + row.now});
    CHECK(is_kept == std::optional(row.is_kept));
  }
  CHECK(cli::lets_run_no_less({"a.toml", "[policy]\nabis = ['x86_64']\n[base]\nallow = ['read']"},
                              {"b.toml", "[policy]\nabis = ['arm']\n[base]\nallow = ['read']"}) ==
        std::optional(false));
}
