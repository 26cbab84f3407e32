// What is read off the logs of strace and of the audit system.
#include <doctest/doctest.h>

#include <sstream>

#include "arch/calls.hpp"
#include "bpf/hex.hpp"
#include "diagnostic/printable.hpp"
#include "records/audit.hpp"
#include "records/strace.hpp"
#include "support/cases.hpp"

namespace {

using namespace callgate;
using records::RecordedCall;

std::string_view word_for(records::Fate fate) {
  constexpr std::string_view words[] = {"made", "failed", "stopped", "logged"};
  return words[static_cast<std::size_t>(fate)];
}

/// One line a call: what is known of it, and no more.
std::string line_of(const RecordedCall& call) {
  std::ostringstream out;
  out << call.line << ": ";
  if (call.token) out << bpf::hex(*call.token) << " ";
  if (const auto* number = std::get_if<std::uint32_t>(&call.call))
    out << "#" << *number;
  else
    out << std::get<std::string>(call.call);
  for (std::size_t i = 0; i < call.arguments.size(); ++i) {
    if (call.arguments[i]) out << " arg" << i << "=" << bpf::hex(*call.arguments[i]);
    if (!call.arguments[i] && !call.texts[i].empty())
      out << " arg" << i << "~" << diagnostic::printable(call.texts[i]);
  }
  out << " " << word_for(call.fate);
  if (!call.error.empty()) out << " " << call.error;
  if (call.count != 1) out << " x" << call.count;
  if (call.process != 0) out << " pid " << call.process;
  if (!call.name.empty()) out << " comm " << diagnostic::quoted(call.name);
  if (!call.executable.empty()) out << " exe " << diagnostic::quoted(call.executable);
  if (call.code) out << " code " << bpf::hex(*call.code);
  if (call.instruction_pointer != 0) out << " ip " << bpf::hex(call.instruction_pointer);
  out << "\n";
  return out.str();
}

} // namespace

TEST_CASE("logs are read as expected") {
  tests::run_cases("logs/cases", [](const tests::Case& given) {
    std::string out;
    const auto take = [&](const RecordedCall& call) { out += line_of(call); };
    const auto faults = given.options == "audit"
                            ? records::read_audit(given.input, take)
                            : records::read_strace(given.input, arch::Abi::x86_64, take);
    for (const records::Unread& fault : faults)
      out += std::to_string(fault.line) + ": cannot read: " + fault.why + "\n";
    return out;
  });
}
