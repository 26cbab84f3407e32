// Greets everybody whose name it reads. Two filters: one while it starts, which lets it read
// its configuration, and a narrower one above that before it looks at what strangers send.
//   greeter GREETING-FILE [--try-open]
#include "serve_filter.h"
#include "start_filter.h"

#include <callgate/runtime.h>

#include <err.h>

#include <cstdio>
#include <cstring>
#include <string>

static void enter(callgate::Filter filter, callgate::LoadOptions options) {
  const callgate::Status status = callgate::load(filter, options);
  if (!status.ok()) errx(1, "cannot filter: %s", status.message());
}

static std::string first_line(const char* path) {
  std::FILE* const file = std::fopen(path, "re");
  if (file == nullptr) err(1, "%s", path);
  char line[256];
  if (std::fgets(line, sizeof line, file) == nullptr) errx(1, "%s: no greeting", path);
  std::fclose(file);
  line[std::strcspn(line, "\n")] = '\0';
  return line;
}

int main(int argc, char** argv) {
  if (argc < 2) errx(2, "usage: greeter GREETING-FILE [--try-open]");
  enter(callgate::Filter(start_filter), {});
  const std::string greeting = first_line(argv[1]);

  // no_new_privs is set already, and prctl is not among what the first filter allows.
  callgate::LoadOptions again;
  again.set_no_new_privs = false;
  enter(callgate::Filter(serve_filter), again);
  if (argc > 2 && std::strcmp(argv[2], "--try-open") == 0) first_line(argv[1]);

  char name[256];
  while (std::fgets(name, sizeof name, stdin) != nullptr)
    std::printf("%s, %s", greeting.c_str(), name);
  if (std::ferror(stdin) != 0 || std::fflush(stdout) != 0) err(1, "greeting");
}
