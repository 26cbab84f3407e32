// A pool of workers, each under the filter that its task needs.
//   pool TASK FILE [TASK FILE]...        tasks: lines, upper (into FILE.upper), spy
#include "pool_filter.hpp"

#include <callgate/runtime.h>

#include <err.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cctype>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

using pool_policy::Capability;

static std::FILE* open_file(const std::string& path, const char* mode) {
  std::FILE* const file = std::fopen(path.c_str(), mode);
  if (file == nullptr) err(1, "%s", path.c_str());
  return file;
}

static void lines(const std::string& path) {
  std::FILE* const in = open_file(path, "re");
  int count = 0;
  for (int c = 0; (c = std::getc(in)) != EOF;)
    count += c == '\n' ? 1 : 0;
  std::printf("%s: %d lines\n", path.c_str(), count);
}

static void upper(const std::string& path) {
  std::FILE* const in = open_file(path, "re");
  std::FILE* const out = open_file(path + ".upper", "we");
  for (int c = 0; (c = std::getc(in)) != EOF;)
    std::putc(std::toupper(c), out);
  if (std::fclose(out) != 0) err(1, "%s", path.c_str());
}

static constexpr struct Task {
  const char* name;
  Capability capabilities;
  void (*run)(const std::string& path);
} tasks[] = {
    {"lines", Capability::READ, lines},
    {"upper", Capability::READ | Capability::WRITE, upper},
    {"spy", Capability::none, lines}, // has no business with files
};

static void start(const std::string& name, const char* path) {
  for (const Task& task : tasks) {
    if (name != task.name) continue;
    const pid_t worker = fork();
    if (worker == -1) err(1, "fork");
    if (worker > 0) return;
    const callgate::Status status = callgate::load(pool_policy::filter(task.capabilities));
    if (!status.ok()) errx(1, "cannot filter: %s", status.message());
    task.run(path);
    std::exit(0);
  }
  errx(2, "%s: no such task", name.c_str());
}

int main(int argc, char** argv) {
  for (int i = 1; i + 1 < argc; i += 2)
    start(argv[i], argv[i + 1]);
  int worst = 0;
  for (int status = 0; wait(&status) > 0;) {
    if (WIFSIGNALED(status)) std::printf("a worker was stopped: %s\n", strsignal(WTERMSIG(status)));
    if (status != 0) worst = 1;
  }
  return worst;
}
