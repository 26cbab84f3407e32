// Which entries, members and parts of conditions calls use, and what becomes of the calls.
#include <doctest/doctest.h>

#include "arch/calls.hpp"
#include "gate/usage.hpp"
#include "policy/parse.hpp"

using namespace callgate;
using gate::Fate;

namespace {

struct Gate {
  diagnostic::Source source;
  diagnostic::Diagnostics diagnostics{};
  policy::Policy policy;
  gate::Entries entries;
  gate::Usage usage;

  Gate(const std::string& text, const std::vector<std::string>& capabilities)
      : source("p.toml", text), policy(policy::parse(source, diagnostics)), entries(policy),
        usage(policy, {{arch::Abi::x86_64}, capabilities}, entries) {
    REQUIRE(!diagnostics.has_errors());
  }

  Fate see(std::string_view name, std::array<std::uint64_t, 6> arguments = {}) {
    const arch::Call* call = arch::find_call(arch::Abi::x86_64, name);
    REQUIRE(call != nullptr);
    return usage.see({call->number, arch::facts(arch::Abi::x86_64).token, 0, arguments}).fate;
  }

  /// "read 2, @io-event 1 (1 of 12), socket(…) 3 [1 2]"
  [[nodiscard]] std::string used() const {
    std::string text;
    for (std::size_t i = 0; i < entries.all().size(); ++i) {
      const gate::Entry& entry = entries.all()[i];
      const gate::EntryUse& use = usage.entries()[i];
      if (i != 0) text += ", ";
      text += source.text().substr(entry.span.begin, entry.span.end - entry.span.begin);
      text += " " + std::to_string(use.calls);
      if (entry.members > 1)
        text += " (" + std::to_string(use.members.size()) + " of " + std::to_string(entry.members) +
                ")";
      for (std::size_t part = 0; part < use.parts.size(); ++part)
        text += (part == 0 ? " [" : " ") + std::to_string(use.parts[part]) +
                (part + 1 == use.parts.size() ? "]" : "");
    }
    return text;
  }
};

} // namespace

TEST_CASE("what becomes of a call") {
  Gate gate("[policy]\nknown_through = \"5.0\"\nnewer = \"errno ENOSYS\"\n[base]\n"
            "allow = [\"read\", \"ioctl(request == TCGETS)\"]\nlog = [\"getpid\"]\n"
            "errno = { EPERM = [\"mount\"] }\ntrap = [\"fork\"]\n",
            {});
  CHECK(gate.see("read") == Fate::allowed);
  CHECK(gate.see("getpid") == Fate::allowed);
  CHECK(gate.see("mount") == Fate::answered);
  CHECK(gate.see("clone3") == Fate::newer);
  CHECK(gate.see("fork") == Fate::denied);
  CHECK(gate.see("write") == Fate::denied);
  CHECK(gate.see("ioctl", {0, 0x5401}) == Fate::allowed);
  CHECK(gate.see("ioctl", {0, 0x5402}) == Fate::denied);
  CHECK(gate.used() == "read 1, ioctl(request == TCGETS) 1, getpid 1, mount 1, fork 1");
  CHECK(gate.usage.calls().size() == 7);
}

TEST_CASE("an errno that is no entry's denies") {
  Gate gate("[policy]\ndefault = \"errno EPERM\"\n[base]\nallow = [\"read\"]\n", {});
  CHECK(gate.see("write") == Fate::denied);
  // A token that the policy does not serve.
  CHECK(gate.usage.see({4, 0x40000003, 0, {}}).fate == Fate::denied);
}

TEST_CASE("parts of conditions that held") {
  struct Row {
    std::string entry;
    std::array<std::uint64_t, 6> arguments;
    std::string used;
  };
  const Row rows[] = {
      {"socket(domain == 1 || domain == 2)", {2}, " 1 [0 1]"},
      {"socket(domain in {1, 2, 10})", {10}, " 1 [0 0 1]"},
      {"socket(domain in {1, 2..5} && type in {1, 2})", {4, 1}, " 1 [0 1 1 0]"},
      {"socket(domain == 1 && type == 1 || domain in {2, 10})", {10, 5}, " 1 [0 0 1]"},
      {"socket(domain == 1)", {1}, " 1"},
      {"socket(!(domain in {1, 2}))", {3}, " 1"},
      {"socket(domain in {1, 2})", {3}, " 0 [0 0]"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.entry);
    Gate gate("[base]\nallow = [\"" + row.entry + "\"]\n", {});
    gate.see("socket", row.arguments);
    CHECK(gate.used() == row.entry + row.used);
  }
}

TEST_CASE("entries that say the same are used together, a stricter one is not") {
  const std::string policy = "[base]\nallow = [\"read\", \"@a\"]\nerrno = { EPERM = [\"write\"] }\n"
                             "[cap.OUT]\nallow = [\"read\", \"write\"]\n[group.a]\n"
                             "calls = [\"close\", \"dup\"]\n";
  Gate without(policy, {});
  without.see("read");
  without.see("write");
  without.see("close");
  without.see("close");
  CHECK(without.used() == "read 1, @a 2 (1 of 2), write 1, read 0, write 0");
  Gate with(policy, {"OUT"});
  with.see("read");
  with.see("write");
  CHECK(with.used() == "read 1, @a 0 (0 of 2), write 0, read 1, write 1");
}
