// Which release of a library calls what.
#include <doctest/doctest.h>

#include <set>
#include <string>
#include <tuple>

#include "arch/calls.hpp"
#include "arch/constant_uses.hpp"
#include "conditions.hpp"
#include "lore/successors.hpp"

using namespace callgate;

TEST_CASE("calls are calls, and rows of a library stand by release") {
  lore::Library library = lore::Library::glibc;
  lore::LibraryRelease release{0, 0};
  for (const lore::Successor& row : lore::successors()) {
    CAPTURE(row.now);
    CHECK(arch::is_call_name(row.now));
    for (const std::string_view call : arch::words_of(row.before)) {
      CAPTURE(call);
      CHECK(arch::is_call_name(call));
    }
    CHECK(!row.functions.empty());
    CHECK(!row.symptom.empty());
    if (row.library != library) release = {0, 0};
    library = row.library;
    CHECK(release <= row.since);
    release = row.since;
  }
}

TEST_CASE("each happens somewhere, and its condition means something there") {
  using enum arch::Abi;
  for (const lore::Successor& row : lore::successors()) {
    CAPTURE(row.now);
    std::size_t abis = 0;
    for (const arch::AbiFacts& abi : arch::all_abis()) {
      if (!lore::happens_on(row, abi.abi)) continue;
      ++abis;
      if (row.condition.empty()) continue;
      const auto judged =
          conditions::judge(abi.abi, *arch::find_call(abi.abi, row.now), row.condition);
      // Some ABIs have one structure for terminals, and no second request.
      const bool may_lack =
          row.now == "ioctl" && judged.fault.find("does not exist") != std::string::npos;
      CHECK_MESSAGE((judged.formula || judged.is_hidden || may_lack), judged.fault);
    }
    CHECK(abis > 0);
  }
}

TEST_CASE("the changes that made the news") {
  struct Fact {
    const char* since;
    const char* call;
    arch::Abi abi;
    bool happens;
  };
  using enum arch::Abi;
  const Fact facts[] = {
      {"glibc:2.31", "clock_nanosleep", x86_64, true},
      {"glibc:2.31", "clock_nanosleep_time64", arm, true},
      {"glibc:2.31", "clock_nanosleep_time64", x86_64, false},
      {"openssl:1.1.1d", "shmget", x86_64, true},
      {"glibc:2.34", "clone3", x86_64, true},
      {"musl:1.2.2", "faccessat2", x86_64, true},
      {"musl:1.2", "clock_gettime64", arm, true},
      {"glibc:2.35", "rseq", x86_64, true},
      {"glibc:2.39", "fchmodat2", arm, true},
      {"glibc:2.42", "madvise", x86_64, true},
      {"glibc:2.42", "ioctl", x86_64, true},
      {"fakeroot:1.0", "semtimedop", x86_64, true},
  };
  for (const Fact& fact : facts) {
    CAPTURE(fact.since);
    CAPTURE(fact.call);
    const auto sought = lore::parse_library(fact.since);
    REQUIRE(sought);
    bool found = false;
    for (const lore::Successor& row : lore::successors())
      found |= row.library == sought->library && row.since == sought->release &&
               row.now == fact.call && lore::happens_on(row, fact.abi);
    CHECK(found == fact.happens);
  }
}

TEST_CASE("releases of libraries") {
  const std::pair<const char*, const char*> good[] = {{"glibc:2.42", "2.42"},
                                                      {"musl:1.2", "1.2"},
                                                      {"musl:1.2.5", "1.2.5"},
                                                      {"openssl:1.1.1d", "1.1.1d"}};
  for (const auto& [name, release] : good) {
    const std::string text = name;
    CAPTURE(text);
    const auto sought = lore::parse_library(text);
    REQUIRE(sought);
    CHECK(lore::to_string(sought->release) == release);
    CHECK(text.starts_with(lore::library_name(sought->library)));
  }
  for (const char* text : {"", "glibc", "glibc:", "glibc:2", "glibc:2.", "glibc:2.42x1",
                           "uclibc:1.0", "glibc:2.99999999", "glibc:2.42:", "glibc 2.42"}) {
    CAPTURE(text);
    CHECK(!lore::parse_library(text));
  }
  CHECK(lore::parse_library("openssl:1.1.1c")->release <
        lore::parse_library("openssl:1.1.1d")->release);
}

TEST_CASE("what is probed is known") {
  for (const std::string_view call : lore::probed_calls()) {
    CAPTURE(call);
    CHECK(arch::is_call_name(call));
  }
  CHECK(lore::successor_making("clone3") != nullptr);
  CHECK(lore::successor_making("read") == nullptr);
}
