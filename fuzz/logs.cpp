// Any bytes as a log of the audit system and of strace.
#include <algorithm>
#include <string>

#include "arch/calls.hpp"
#include "fuzz/claim.hpp"
#include "records/audit.hpp"
#include "records/strace.hpp"

namespace callgate::fuzz {

namespace {

using records::RecordedCall;

void check(const RecordedCall& call, std::size_t lines) {
  claim(call.line >= 1 && call.line <= lines, "a record is of a line of the log");
  const auto* name = std::get_if<std::string>(&call.call);
  claim(name == nullptr || arch::is_call_name(*name), "a record names a call that there is");
  claim((call.fate == records::Fate::failed) == !call.error.empty(),
        "a call that failed has an errno, and no other has");
}

void check(const std::vector<records::Unread>& faults, std::size_t lines) {
  for (const records::Unread& fault : faults) {
    claim(fault.line >= 1 && fault.line <= lines, "a fault is of a line of the log");
    claim(!fault.why.empty(), "a fault has a reason");
  }
}

} // namespace

void logs(Bytes bytes) {
  const std::string input = policy_of(bytes);
  const std::string_view text = input;
  const auto lines = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')) + 1;
  const auto take = [&](const RecordedCall& call) { check(call, lines); };
  check(records::read_audit(text, take), lines);
  for (const arch::Abi abi : {arch::Abi::x86_64, arch::Abi::arm})
    check(records::read_strace(text, abi, take), lines);
}

} // namespace callgate::fuzz
