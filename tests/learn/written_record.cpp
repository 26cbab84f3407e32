#include "learn/written_record.hpp"

#include <doctest/doctest.h>

#include <sstream>

#include "arch/calls.hpp"
#include "policy/text.hpp"
#include "policy/written_call.hpp"
#include "ruleset/call_data.hpp"

namespace callgate::tests {

namespace {

void add_call(records::Tally& tally, std::string text, std::uint64_t count) {
  const bool is_unseen = text.ends_with("(?)");
  if (is_unseen) text.resize(text.size() - 3);
  diagnostic::Diagnostics diagnostics;
  const auto call =
      policy::parse_call({text, policy::StringText::verbatim(text.size())}, diagnostics);
  INFO(text);
  REQUIRE(call);
  const arch::Abi abi = call->only.value_or(arch::Abi::x86_64);
  std::string mistakes;
  const auto data = ruleset::call_data_of(
      *call, abi, [&](const ruleset::Mistake& mistake) { mistakes += mistake.message; });
  INFO(mistakes);
  REQUIRE(!data.empty());
  if (is_unseen)
    tally.add_unseen(data.front().token, data.front().number, count);
  else
    tally.add(data.front(), count);
}

} // namespace

learn::Record read_record(const std::string& text, learn::Conditions conditions,
                          const policy::Policy* policy) {
  learn::Record record;
  record.interest = learn::interest_in(
      {arch::Abi::x86_64, arch::Abi::x32, arch::Abi::i386, arch::Abi::aarch64}, conditions, policy);
  records::Tally tally(record.interest);
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    const std::size_t colon = line.find(": ");
    const std::string value = colon == line.npos ? "" : line.substr(colon + 2);
    const std::string key = line.substr(0, colon);
    if (line.empty() || line.front() == '#') continue;
    if (key == "command")
      record.provenance.commands.push_back(value);
    else if (key == "machine")
      record.provenance.machine = value;
    else if (key == "libc")
      record.provenance.libc = value;
    else if (key == "method")
      record.provenance.method = value;
    else if (key == "kernel")
      record.provenance.kernel = learn::release_of(value);
    else
      add_call(tally, line.substr(line.find(' ') + 1), std::stoull(line));
  }
  record.calls = tally.calls();
  return record;
}

} // namespace callgate::tests
