// The header of `--emit c`, through the compilers that are here: free of warnings in C
// and C++, and a program that includes it is denied what the filter denies. Of it and that of
// `--emit cpp`: two of one name do not pass for one.
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include "emit/emit.hpp"

#include "sample_filter.hpp"

using namespace callgate;
using callgate::test::Denied;

namespace {

namespace fs = std::filesystem;

constexpr auto denied = std::to_array<Denied>({
    {"chdir", {bpf::ActionKind::error, EDOM}},
    {"setsid", {bpf::ActionKind::kill_process}},
});

struct Compiler {
  std::string path; ///< empty where CMake found none
  std::string name;
  std::string flags;
  std::string suffix; ///< of source files
};

const std::string warnings = " -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wundef "
                             "-Wshadow -Wcast-qual -Wunused -Wredundant-decls -Werror";

const std::array compilers = {
    Compiler{CALLGATE_GCC, "gcc", "-std=c99 -Wstrict-prototypes -Wunused-const-variable" + warnings,
             ".c"},
    Compiler{CALLGATE_CLANG, "clang",
             "-std=c99 -Wstrict-prototypes -Wunused-const-variable" + warnings, ".c"},
    Compiler{CALLGATE_GXX, "g++", "-std=c++17 -Wold-style-cast -Wunused-const-variable" + warnings,
             ".cpp"},
    Compiler{CALLGATE_CLANGXX, "clang++",
             "-std=c++17 -Wold-style-cast -Wunused-const-variable" + warnings, ".cpp"},
};

/// A directory that goes with the test.
class Workshop {
public:
  Workshop() {
    std::string pattern = fs::temp_directory_path() / "callgate-emit-XXXXXX";
    REQUIRE(mkdtemp(pattern.data()) != nullptr);
    path_ = pattern;
  }
  ~Workshop() { fs::remove_all(path_); }
  Workshop(const Workshop&) = delete;
  Workshop& operator=(const Workshop&) = delete;

  void write(const std::string& file, const std::string& text) const {
    std::ofstream(path_ / file) << text;
  }
  [[nodiscard]] std::string path(const std::string& file) const { return path_ / file; }

private:
  fs::path path_;
};

struct Finished {
  int status; ///< as of waitpid(2)
  std::string output;
};

Finished run(const std::string& command) {
  std::string output;
  FILE* pipe = popen(("exec " + command + " 2>&1").c_str(), "r");
  REQUIRE(pipe != nullptr);
  std::array<char, 4096> buffer{};
  while (fgets(buffer.data(), buffer.size(), pipe) != nullptr)
    output += buffer.data();
  return {pclose(pipe), output};
}

std::string header(std::span<const proof::ProvenFilter> filters, std::string_view note = "",
                   std::string_view name = "sample", std::string_view format = "c") {
  const emit::Set base{{}, filters};
  return std::get<std::string>(
      emit::emit(*emit::find_format(format), {name, {}, {&base, 1}, note, "callgate 0"}));
}

/// `body` as a program that includes the header; the result of compiling it.
Finished compile(const Workshop& workshop, const Compiler& compiler, const std::string& body) {
  const std::string source = "main" + compiler.suffix;
  workshop.write(source, body);
  return run(compiler.path + " " + compiler.flags + " -I" CALLGATE_SOURCE_DIR "/runtime -o " +
             workshop.path("main") + " " + workshop.path(source));
}

template <typename Test>
void with_each_compiler(Test test) {
  for (const Compiler& compiler : compilers) {
    CAPTURE(compiler.name);
    if (compiler.path.empty()) {
      MESSAGE("SKIPPED: no " << compiler.name);
      continue;
    }
    test(compiler);
  }
}

/// Installs the filter and makes one denied call, by its first argument.
const std::string denied_program = R"(
#include <unistd.h>
#include "sample.h"
#include "sample.h"

int main(int argc, char **argv) {
  (void)argv;
  if (sample_install() != 0) return 10;
  if (argc > 1) return setsid() == -1 ? 11 : 12;
  errno = 0;
  return chdir("/") == -1 && errno == EDOM ? 0 : 13;
}
)";

} // namespace

TEST_CASE("emitted header: a program filters itself and is denied") {
  const Workshop workshop;
  const std::array native = {arch::native_abi()};
  const auto filter = test::filter_without(native, denied);
  workshop.write("sample.h", header({&filter, 1}));
  with_each_compiler([&](const Compiler& compiler) {
    const Finished compiled = compile(workshop, compiler, denied_program);
    REQUIRE_MESSAGE(compiled.status == 0, compiled.output);
    CHECK(compiled.output.empty());

    const Finished by_errno = run(workshop.path("main"));
    CHECK(WIFEXITED(by_errno.status));
    CHECK(WEXITSTATUS(by_errno.status) == 0);
    const Finished killed = run(workshop.path("main") + " kill");
    CHECK(WIFSIGNALED(killed.status));
    CHECK(WTERMSIG(killed.status) == SIGSYS);
  });
}

TEST_CASE("emitted header: every family in one, unused, without a warning") {
  const Workshop workshop;
  std::vector<proof::ProvenFilter> filters;
  for (const auto& abis : test::families())
    filters.push_back(test::filter_without(abis, denied));
  workshop.write("sample.h", header(filters, "*/ #error /* \\\n#error \?\?/\n#error"));
  with_each_compiler([&](const Compiler& compiler) {
    const Finished compiled =
        compile(workshop, compiler, "#include \"sample.h\"\nint main(void) { return 0; }\n");
    CHECK_MESSAGE(compiled.status == 0, compiled.output);
  });
}

TEST_CASE("emitted header: an ABI without a filter is an error that says so") {
  const Workshop workshop;
  const bool on_s390 = arch::native_abi() == arch::Abi::s390x;
  const std::array other = {on_s390 ? arch::Abi::riscv64 : arch::Abi::s390x};
  const auto filter = test::filter_without(other, denied);
  workshop.write("sample.h", header({&filter, 1}));
  with_each_compiler([&](const Compiler& compiler) {
    const Finished compiled = compile(workshop, compiler, denied_program);
    CHECK(compiled.status != 0);
    CHECK(compiled.output.find("the policy sample has no filter for this ABI") !=
          std::string::npos);
  });
}

TEST_CASE("emitted headers: the same one twice is fine, another one of the same name an error") {
  const Workshop workshop;
  const std::array native = {arch::native_abi()};
  const auto strict = test::filter_without(native, denied);
  const auto wide = test::filter_without(native, {});
  const std::string both = "#include \"a.h\"\n#include \"b.h\"\nint main(void) { return 0; }\n";
  for (const char* format : {"c", "cpp"}) {
    CAPTURE(format);
    const std::string header_of_strict = header({&strict, 1}, "", "sample", format);
    workshop.write("a.h", header_of_strict);
    with_each_compiler([&](const Compiler& compiler) {
      if (std::string_view(format) == "cpp" && compiler.suffix == ".c") return;
      workshop.write("b.h", header_of_strict);
      const Finished same = compile(workshop, compiler, both);
      CHECK_MESSAGE(same.status == 0, same.output);
      workshop.write("b.h", header({&wide, 1}, "", "sample", format));
      const Finished different = compile(workshop, compiler, both);
      CHECK(different.status != 0);
      CHECK(different.output.find("two different policies are called sample: give one another "
                                  "name") != std::string::npos);
      workshop.write("b.h", header({&wide, 1}, "", "other", format));
      const Finished renamed = compile(workshop, compiler, both);
      CHECK_MESSAGE(renamed.status == 0, renamed.output);
    });
  }
}

TEST_CASE("emitted headers: names that programs, libraries and C++ have a use for") {
  const Workshop workshop;
  const std::array native = {arch::native_abi()};
  const auto filter = test::filter_without(native, denied);
  std::string source = "#include <callgate/runtime.h>\n"
                       "#include <cstdlib>\n#include <csignal>\n#include <ctime>\n"
                       "#include <poll.h>\n#include <unistd.h>\n";
  std::string uses;
  for (const char* name :
       {"daemon", "read", "poll", "link", "time", "class", "linux", "unix", "errno", "sock_filter",
        "size_t", "std", "callgate", "main", "NULL", "none", "Filter", "filter"}) {
    const std::string file = std::string(name).append(".h");
    workshop.write(file,
                   header({&filter, 1}, "", name, "cpp").append(header({&filter, 1}, "", name)));
    source.append("#include \"").append(file).append("\"\n");
    uses.append("static_assert(").append(name).append("_policy::generated(");
    uses.append(name).append("_policy::Capability::none));\n");
  }
  with_each_compiler([&](const Compiler& compiler) {
    if (compiler.suffix == ".c") return;
    const Finished compiled = compile(workshop, compiler, source + uses + "int main() {}\n");
    CHECK_MESSAGE(compiled.status == 0, compiled.output);
  });
}
