// Records, and the policies that are learned from them: cases/*.case. Behind a line "policy:"
// stands the one that is to be widened. Whatever comes out compiles, strictly where it is all
// callgate's own, lets run what was seen, and stops nothing that ran before.
#include <doctest/doctest.h>

#include <algorithm>
#include <sstream>

#include "learn/policies.hpp"
#include "learn/written_record.hpp"
#include "support/cases.hpp"

namespace {

using namespace callgate;

learn::Options options_of(const std::string& words) {
  learn::Options options;
  options.host = arch::Abi::x86_64;
  std::istringstream list(words);
  for (std::string word; std::getline(list, word, ',');) {
    if (const auto level = learn::conditions_named(word))
      options.conditions = *level;
    else if (const auto abi = arch::abi_named(word))
      options.abis.push_back(*abi);
    else if (word == "equivalents")
      options.equivalents = true;
  }
  return options;
}

std::string told(const learn::Learned& learned) {
  std::string text;
  for (const std::string& note : learned.notes)
    text += "note: " + note + "\n";
  return text + learned.text;
}

std::string learned_anew(const tests::Case& given, const learn::Options& options) {
  const learn::Record record = tests::read_record(given.input, options.conditions, nullptr);
  const learn::Learned learned = learn::learn(record, options);
  INFO(given.path.filename().string() << "\n" << learned.text);
  CHECK(tests::faults_of(learned.text, pipeline::Strictness::strict) == "");
  CHECK(tests::stopped(learned.text, record) == "");
  // The same seen once more changes no more than counts.
  const tests::Parsed again(learned.text);
  auto widened = learn::widen(again.source, again.policy, record, options);
  REQUIRE(std::holds_alternative<learn::Learned>(widened));
  CHECK(std::get<learn::Learned>(widened).entries == 0);
  CHECK(tests::narrowed(learned.text, std::get<learn::Learned>(widened).text) == "");
  CHECK(tests::narrowed(std::get<learn::Learned>(widened).text, learned.text) == "");
  return told(learned);
}

std::string widened(const tests::Case& given, const learn::Options& options, std::size_t at) {
  const std::string marker = "policy:\n";
  const tests::Parsed before(given.input.substr(at + marker.size()));
  const std::string old(before.source.text());
  const learn::Record record =
      tests::read_record(given.input.substr(0, at), options.conditions, &before.policy);
  const auto result = learn::widen(before.source, before.policy, record, options);
  if (const auto* refused = std::get_if<learn::Refused>(&result))
    return "refused: " + refused->reason + "\n";
  const auto& learned = std::get<learn::Learned>(result);
  INFO(given.path.filename().string() << "\n" << learned.text);
  const bool was_strict = tests::faults_of(old, pipeline::Strictness::strict).empty();
  const bool is_noted = !learned.notes.empty();
  CHECK(tests::faults_of(learned.text, was_strict && !is_noted
                                           ? pipeline::Strictness::strict
                                           : pipeline::Strictness::lenient) == "");
  CHECK(tests::narrowed(old, learned.text) == "");
  if (!is_noted) CHECK(tests::stopped(learned.text, record) == "");
  // Nothing that stood there is gone, but for counts.
  if (old.find(" # ") == old.npos) {
    std::istringstream lines(old);
    for (std::string line; std::getline(lines, line);) {
      if (line.find(']') == line.npos) CHECK(learned.text.find(line) != std::string::npos);
    }
  }
  return told(learned);
}

std::string produced(const tests::Case& given) {
  const learn::Options options = options_of(given.options);
  const std::size_t at = given.input.find("policy:\n");
  return at == given.input.npos ? learned_anew(given, options) : widened(given, options, at);
}

} // namespace

TEST_CASE("what is learned is as in the case files") {
  tests::run_cases("learn/cases", produced);
}
