// callgate manual: every page is good roff and has what --help has.
#include <doctest/doctest.h>

#include <regex>
#include <set>
#include <string>

#include "cli/shell.hpp"
#include "help.hpp"

namespace {

std::vector<std::string> pages() {
  std::vector<std::string> names = help::commands();
  names.emplace_back(); // callgate(1)
  return names;
}

std::string page(const std::string& command) {
  const auto outcome = shell::run("$callgate manual " + command);
  REQUIRE(outcome.status == 0);
  return outcome.out;
}

/// The tags of the section OPTIONS, in which every name is in bold type.
std::set<std::string> options_on(const std::string& page) {
  const std::size_t begin = page.find(".SH OPTIONS\n");
  REQUIRE(begin != std::string::npos);
  const std::string section = page.substr(begin, page.find(".SH ", begin + 4) - begin);
  const std::regex tag(R"(\.TP\n(.*)\n)");
  const std::regex name(R"(\\fB((\\-)+[a-z\\-]+)\\fR)");
  std::set<std::string> names;
  for (std::sregex_iterator i(section.begin(), section.end(), tag), end; i != end; ++i) {
    const std::string line = (*i)[1];
    for (std::sregex_iterator j(line.begin(), line.end(), name); j != end; ++j)
      names.insert(std::regex_replace((*j)[1].str(), std::regex(R"(\\-)"), "-"));
  }
  return names;
}

} // namespace

TEST_CASE("man and groff find nothing to complain of") {
  if (!help::is_installed("man") || !help::is_installed("groff")) return;
  for (const std::string& command : pages()) {
    CAPTURE(command);
    const auto man = shell::run(
        "$callgate manual " + command +
        " > page.1; LC_ALL=C.UTF-8 man --warnings -E UTF-8 -l -Tutf8 -Z page.1 > /dev/null; "
        "groff -ww -man -z page.1; rm page.1");
    CHECK(man.err.empty());
    CHECK(man.out.empty());
  }
}

TEST_CASE("a page has the options of --help and no others, and the sections of every page") {
  for (const std::string& command : pages()) {
    CAPTURE(command);
    const std::string text = page(command);
    CHECK(options_on(text) == help::options(command));
    for (const char* title :
         {"NAME", "SYNOPSIS", "DESCRIPTION", "EXAMPLES", "EXIT STATUS", "ENVIRONMENT", "SEE ALSO"})
      CHECK_MESSAGE(text.find(".SH " + std::string(title) + "\n") != text.npos, title);
  }
}

TEST_CASE("callgate(1) names every command, and every page names itself") {
  const std::string own = page("");
  for (const std::string& command : help::commands()) {
    const std::string name = "callgate\\-" + command;
    CHECK(own.find(name + "\\fR(1)\n") != own.npos);
    CHECK(page(command).find(".SH NAME\n" + name + " \\- ") != std::string::npos);
  }
}

TEST_CASE("pages are the same every time, and bear no date") {
  CHECK(page("compile") == page("compile"));
  CHECK(page("compile").starts_with(".TH CALLGATE\\-COMPILE 1 \"\" \"callgate "));
}

TEST_CASE("text is text: quotation marks, backslashes and options as they are written") {
  CHECK(page("eval").find("\\-\\-call \\(aqopenat(AT_FDCWD, 0, O_RDWR)\\(aq") != std::string::npos);
  CHECK(page("run").find("the command\\(aqs") == std::string::npos);
  CHECK(page("completion").find("\\(ti/.zfunc/_callgate") != std::string::npos);
}

TEST_CASE("an unknown page is status 2, with near misses") {
  shell::check({
      {"$callgate manual runtime", {}, 2, {}, {"a page of its own", "man callgate-runtime\n"}},
      {"$callgate manual callgate-policy", {}, 2, {}, {"man callgate-policy\n"}},
      {"$callgate manual compil", {}, 2, {}, {"unknown subcommand \"compil\"", "\"compile\""}},
      {"$callgate completion tcsh", {}, 2, {}, {"tcsh", "bash"}},
      {"$callgate completion", {}, 2, {}, {"SHELL is required"}},
  });
}
