// docs/man/callgate-policy.5, written by hand, against what the tool knows.
#include <doctest/doctest.h>

#include <fstream>
#include <iterator>
#include <regex>
#include <sstream>
#include <string>
#include <vector>

#include "bpf/action.hpp"
#include "cli/shell.hpp"
#include "help.hpp"
#include "policy/builtin_groups.hpp"
#include "support/cases.hpp"

namespace {

const std::string path = CALLGATE_SOURCE_DIR "/docs/man/callgate-policy.5";

std::string page() {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  for (std::size_t at = text.find(from); at != text.npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
  return text;
}

/// The text of the page as roff shows it.
std::string shown(std::string text) {
  const std::pair<const char*, const char*> escapes[] = {
      {"\\-", "-"}, {"\\(ti", "~"}, {"\\(ha", "^"}, {"\\&", ""}};
  for (const auto& [escape, plain] : escapes)
    text = replaced(text, escape, plain);
  return text;
}

/// What stands between .EX and .EE below a comment "policy".
std::vector<std::string> policies() {
  const std::string begin = ".\\\" policy\n.EX\n";
  const std::string text = page();
  std::vector<std::string> found;
  for (std::size_t at = text.find(begin); at != text.npos; at = text.find(begin, at + 1)) {
    const std::size_t first = at + begin.size();
    found.push_back(shown(text.substr(first, text.find(".EE\n", first) - first)));
  }
  return found;
}

/// The keys that callgate names when it meets one that it does not know.
std::vector<std::string> keys_of(const std::string& table) {
  const auto outcome =
      shell::run("$callgate compile --diagnostics json -", table + "\nqqqqqqq = 1\n");
  std::smatch match;
  REQUIRE(std::regex_search(outcome.err, match, std::regex("choose from ([a-z_, ]+)")));
  std::istringstream list(match[1]);
  std::vector<std::string> keys;
  for (std::string key; list >> key;)
    keys.push_back(key.substr(0, key.find(',')));
  return keys;
}

bool is_bold(const std::string& text, const std::string& word) {
  return std::regex_search(text, std::regex("(\\\\fB|\n\\.B[RI]? |\n\\.SS )\\[*" + word + "\\b"));
}

/// The names of the built-in groups, as requests that set them in bold type.
std::string list_of_groups() {
  std::string out;
  for (const callgate::policy::BuiltinGroup& group : callgate::policy::builtin_groups())
    out += ".BR @" + replaced(std::string(group.name), "-", "\\-") + " ,\n";
  return out;
}

} // namespace

TEST_CASE("callgate-policy(5) is good roff") {
  if (!help::is_installed("man") || !help::is_installed("groff")) return;
  const auto outcome = shell::run("LC_ALL=C.UTF-8 man --warnings -E UTF-8 -l -Tutf8 -Z " + path +
                                  " > /dev/null; groff -ww -man -z " + path);
  CHECK(outcome.err == "");
}

TEST_CASE("it names every key and every action") {
  const std::string text = shown(page());
  for (const char* table :
       {"", "[policy]", "[base]", "[cap.X]", "[group.x]", "[[expect]]", "[lint]"})
    for (const std::string& key : keys_of(table))
      CHECK_MESSAGE(is_bold(text, key), table << " " << key);
  for (const callgate::bpf::ActionFacts& action : callgate::bpf::all_actions())
    CHECK_MESSAGE(text.find("\n.TP\n.B" + std::string(action.takes_data ? "I " : " ") +
                            std::string(action.name)) != text.npos,
                  action.name);
}

TEST_CASE("it lists the built-in groups, which --update writes") {
  const std::string begin = ".\\\" groups: made by test_manual --update\n";
  const std::string text = page();
  const std::size_t first = text.find(begin);
  REQUIRE(first != text.npos);
  const std::size_t at = first + begin.size();
  const std::size_t length = text.find(".\\\" end of groups\n") - at;
  if (callgate::tests::update_cases)
    std::ofstream(path) << std::string(text).replace(at, length, list_of_groups());
  else
    CHECK(text.substr(at, length) == list_of_groups());
}

TEST_CASE("its policies compile without a warning") {
  const auto all = policies();
  CHECK(all.size() >= 5);
  for (const std::string& policy : all) {
    const auto outcome = shell::run("$callgate compile --strict --cap all -o /dev/null -", policy);
    INFO(policy, outcome.err);
    CHECK(outcome.status == 0);
    CHECK(outcome.err == "");
  }
}

TEST_CASE("its entries are entries") {
  const std::string text = shown(page());
  const std::size_t begin = text.find(".SH ENTRIES");
  const std::string section = text.substr(begin, text.find(".SH CONDITIONS") - begin);
  const std::regex bold(R"(\\fB([^\\]+)\\fR)");
  std::size_t count = 0;
  for (std::sregex_iterator i(section.begin(), section.end(), bold), end; i != end; ++i, ++count) {
    const std::string entry = (*i)[1];
    const auto outcome =
        shell::run("$callgate compile --abi x86_64,aarch64 --emit asm -o /dev/null -",
                   "[base]\nallow = [\"read\", \"" + entry + "\"]\n");
    INFO(entry, "\n", outcome.err);
    // One ABI's own entry may be nothing on the machine at hand; it is never misread.
    CHECK(outcome.status == 0);
  }
  CHECK(count >= 8);
}
