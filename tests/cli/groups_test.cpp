// Groups on the command line: what they hold, and where output says that they were used.
#include <doctest/doctest.h>

#include "shell.hpp"

using shell::check;

TEST_CASE("calls lists groups and what they hold") {
  check({
      {"$callgate calls --help", {}, 0, {"@GROUP", "callgate calls @\n", "calls @io-event"}},
      {"$callgate calls @",
       {},
       0,
       {"built-in groups as of Linux 7.3", "\n@aio  ", "\n@timer  ", "waiting for events"}},
      {"$callgate calls @io-event --abi i386,aarch64",
       {},
       0,
       {"# @io-event: waiting for events on descriptors; as of Linux 7.3\n",
        "i386             168  poll ", "aarch64           73  ppoll ",
        "# not on aarch64: _newselect epoll_create "},
       {},
       {"x86_64"}},
      {"$callgate calls @seccomp-strict read --abi arm",
       {},
       0,
       {"as of Linux 7.3\narm                1  exit ", "since     call\narm                  3"}},
      {"$callgate calls @io-evnt",
       {},
       1,
       {},
       {"unknown group \"@io-evnt\"", "mean \"@io-event\"?"}},
      {"$callgate calls @frobnicate", {}, 1, {}, {"\"callgate calls @\" lists the built-in"}},
  });
}

TEST_CASE("output says which groups brought a call, and as of which release") {
  const shell::Folder folder;
  shell::Folder::write("g.toml", "[policy]\nknown_through = \"6.1\"\n"
                                 "[base]\nallow = [\"read\", \"@mine\"]\n"
                                 "[cap.EVENTS]\nallow = [\"@io-event\"]\n"
                                 "[group.mine]\ncalls = [\"write\", \"open\"]\n");
  const std::string note = "built-in groups as of Linux 6.1";
  check({
      {"$callgate expand g.toml --cap EVENTS --abi x86_64",
       {},
       0,
       {"\n# " + note + "\n", "[base], line 4\n", "[base] @mine, line 4\n",
        "[cap.EVENTS] @io-event, line 6\n"}},
      {"$callgate expand g.toml --abi x86_64", {}, 0, {"@mine"}, {}, {note}},
      {"$callgate compile g.toml --cap all --emit c", {}, 0, {"capabilities: EVENTS; " + note}},
      {"$callgate compile g.toml --cap all", {}, 0, {"capabilities EVENTS; " + note}},
      {"$callgate compile g.toml --emit c", {}, 0, {"capabilities: none."}, {}, {note}},
      // What an ABI lacks of a group is no news.
      {"$callgate expand g.toml --abi aarch64 --verbose", {}, 0, {"@mine"}, {}, {}, {"skipped"}},
  });
}
