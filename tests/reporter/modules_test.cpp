// Where an address is: lines of /proc/self/maps, and programs linked in every manner, whose
// reports must lead back to the function that made the call.
#include <doctest/doctest.h>

#include <cstdio>
#include <cstdlib>
#include <sstream>

#include "trapping.hpp"

using callgate::Module;
using callgate::detail::MapsReader;
using callgate::detail::ModuleTable;

namespace {

/// The modules of a maps file, one a line: range, shift and name.
std::string modules_of(const std::string& maps, std::size_t capacity = 8) {
  std::vector<Module> modules(capacity);
  ModuleTable table;
  table.use(modules.data(), capacity);
  table.begin(getpid());
  MapsReader reader(getpid(), table);
  for (const char c : maps)
    reader.take(c);
  const ModuleTable::Counts counts = table.end();
  std::ostringstream text;
  for (std::size_t i = 0; i < counts.kept; ++i)
    text << std::hex << modules[i].first << '-' << modules[i].end << " +"
         << modules[i].shift + modules[i].first << ' ' << modules[i].name << '\n';
  if (counts.kept != counts.found) text << "of " << counts.found << '\n';
  return text.str();
}

} // namespace

TEST_CASE("executable mappings of files, with the end of their names") {
  // Nothing is at these addresses, so that shifts make offsets in the file.
  CHECK(modules_of("1000-2000 r--p 00000000 fe:01 131093                     /usr/bin/env\n"
                   "2000-9000 r-xp 00001000 fe:01 131093                     /usr/bin/env\n"
                   "9000-a000 rw-p 00008000 fe:01 131093                     /usr/bin/env\n"
                   "a000-b000 rw-p 00000000 00:00 0                          [heap]\n"
                   "b000-c000 rwxp 00000000 00:00 0 \n"
                   "c000-d000 r-xp 00000000 00:00 0                          [vdso]\n") ==
        "2000-9000 +1000 env\nc000-d000 +0 [vdso]\n");
  CHECK(modules_of("1000-2000 r-xp 00000000 fe:01 1    /a folder/a name (deleted)\n") ==
        "1000-2000 +0 a name (deleted)\n");
  CHECK(modules_of("1000-2000 r-xp 00000000 fe:01 1    /x/0123456789012345678901234567890\n") ==
        "1000-2000 +0 0123456789012345678901234567890\n");
  CHECK(modules_of("1000-2000 r-xp 00000000 fe:01 1    /x/a0123456789012345678901234567890\n") ==
        "1000-2000 +0 ...3456789012345678901234567890\n");
  CHECK(modules_of("1000-2000 r-xp 00000000 fe:01 1    /0123456789012345678901234567890123/b\n") ==
        "1000-2000 +0 b\n");
  CHECK(modules_of("1000-2000 --xp 00000000 fe:01 1    /a\n2000-3000 r-xp 0 1:1 2   /b\n", 1) ==
        "1000-2000 +0 a\nof 2\n");
  CHECK(modules_of("") == "");
}

TEST_CASE("a table that is being written has nothing, and has one writer") {
  Module modules[1];
  ModuleTable table;
  table.use(modules, 1);
  REQUIRE(table.begin(7));
  CHECK(!table.begin(7));
  callgate::detail::MapsLine line;
  line.first = 0x1000;
  line.end = 0x2000;
  table.add(line, 0);
  Module found;
  CHECK(!table.find(0x1000, found));
  table.end();
  CHECK(table.find(0x1000, found));
  CHECK(table.find(0x1fff, found));
  CHECK(!table.find(0x2000, found));
  CHECK(!table.find(0xfff, found));
}

#ifdef CALLGATE_VICTIMS

namespace {

/// What a command writes, errors included.
std::string output_of(const std::string& command) {
  FILE* out = popen((command + " 2>&1").c_str(), "r");
  REQUIRE(out != nullptr);
  std::string text;
  char piece[4096];
  for (std::size_t got; (got = fread(piece, 1, sizeof piece, out)) > 0;)
    text.append(piece, got);
  pclose(out);
  return text;
}

} // namespace

TEST_CASE("a line leads back to the function, however the program was linked") {
  std::istringstream victims(CALLGATE_VICTIMS);
  std::size_t seen = 0;
  for (std::string victim; std::getline(victims, victim, ',');) {
    for (const std::string& stripped : {std::string(), std::string(".stripped")}) {
      CAPTURE(victim);
      const std::string program = victim + stripped;
      const int status = system((program + " x 2>/dev/null").c_str());
      if (victim.ends_with("i386") && WEXITSTATUS(status) == 126) {
        MESSAGE("this kernel runs no programs of i386: skipped");
        continue;
      }
      CHECK(status == 0); // with an argument its call fails, as it wants
      const std::string line = output_of(program);
      CAPTURE(line);
      std::smatch found;
      REQUIRE(
          std::regex_search(line, found,
                            std::regex("^callgate: (\\S+)\\[\\d+\\]: trapped getppid@\\S+\\(.*\\) "
                                       "at 0x[0-9a-f]+: (\\S+)\\+(0x[0-9a-f]+)\n")));
      CHECK(program.substr(program.rfind('/') + 1) == found[2]);
      const std::string place =
          output_of(std::string(CALLGATE_ADDR2LINE) + " -f -e " + victim + " " + found[3].str());
      CAPTURE(place);
      CHECK(place.substr(0, place.find('\n')) == "stopped_here");
      CHECK(place.find("victim.cpp:") != std::string::npos);
      ++seen;
    }
  }
  CHECK(seen >= 12);
}

#endif
