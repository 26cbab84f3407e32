// What strace and the audit system wrote, and the policies that are learned from it:
// recorded/*.case.
#include <doctest/doctest.h>

#include "learn/policies.hpp"
#include "learn/recorded.hpp"
#include "support/cases.hpp"

namespace {

using namespace callgate;

std::string learned(const tests::Case& given) {
  learn::Record record;
  record.interest =
      learn::interest_in({arch::Abi::x86_64, arch::Abi::i386}, learn::Conditions::risky, nullptr);
  learn::Recording recording(record.interest, arch::Abi::x86_64);
  const auto faults = given.options == "strace" ? recording.add_strace(given.input)
                                                : recording.add_audit(given.input);
  std::string text;
  for (const records::Unread& fault : faults)
    text += std::to_string(fault.line) + ": " + fault.why + "\n";
  for (const std::string& note : recording.notes())
    text += "note: " + note + "\n";
  record.calls = recording.tally().calls();
  record.provenance.commands = {"a record, the.log"};
  record.provenance.method = given.options;
  const learn::Learned policy = learn::learn(record, {});
  CHECK(tests::faults_of(policy.text, pipeline::Strictness::strict) == "");
  CHECK(tests::stopped(policy.text, record) == "");
  return text + policy.text;
}

} // namespace

TEST_CASE("what is learned from records is as in the case files") {
  tests::run_cases("learn/recorded", learned);
}
