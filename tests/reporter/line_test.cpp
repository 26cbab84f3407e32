// The line: what it says about calls of every ABI that this machine can meet.
#include <doctest/doctest.h>

#include <dlfcn.h>
#include <sys/mman.h>

#include <cstring>

#include "trapping.hpp"

using trapping::failing;
using trapping::matches;
using trapping::named;
using trapping::Outcome;
using trapping::run;
using trapping::traps;

namespace {

const std::string place = " at 0x[0-9a-f]+: \\S+\\+0x[0-9a-f]+\n";

} // namespace

#if defined(__x86_64__)

namespace {

/// A call by int 0x80 with whole registers.
long call_i386(long number, long first, long second = 0) {
  long result = number;
  __asm__ volatile("int $0x80"
                   : "+a"(result)
                   : "b"(first), "c"(second), "d"(3L), "S"(4L), "D"(5L)
                   : "r8", "r9", "r10", "r11", "memory");
  return result;
}

/// Traps `number` of i386 if the upper half of its first register is `upper`, with data
/// 77; `rest` for everything else but write and exit_group.
std::vector<sock_filter> trap_dirty_i386(unsigned number, unsigned upper, unsigned rest) {
  return {{BPF_LD | BPF_W | BPF_ABS, 0, 0, 4},
          {BPF_JMP | BPF_JEQ | BPF_K, 0, 5, 0x40000003},
          {BPF_LD | BPF_W | BPF_ABS, 0, 0, 0},
          {BPF_JMP | BPF_JEQ | BPF_K, 0, 7, number},
          {BPF_LD | BPF_W | BPF_ABS, 0, 0, 20},
          {BPF_JMP | BPF_JEQ | BPF_K, 0, 5, upper},
          child::give(SECCOMP_RET_TRAP | 77),
          {BPF_LD | BPF_W | BPF_ABS, 0, 0, 0},
          {BPF_JMP | BPF_JEQ | BPF_K, 1, 0, SYS_write},
          {BPF_JMP | BPF_JEQ | BPF_K, 0, 1, SYS_exit_group},
          child::give(SECCOMP_RET_ALLOW),
          child::give(rest)};
}

/// Whether the kernel makes calls by int 0x80 (CONFIG_IA32_EMULATION, ia32_emulation=).
bool has_int_80() {
  return child::status_of([] { return call_i386(20, 0) == getpid() ? 0 : 1; }) == 0;
}

} // namespace

TEST_CASE("a call's name, ABI, six arguments, and place") {
  const Outcome outcome = run(named(), traps({SYS_kexec_load}), [] {
    return static_cast<int>(syscall(SYS_kexec_load, 1L, -2L, 0x3333333333333333, 0L, 5L, 6L));
  });
  CAPTURE(outcome.lines);
  CHECK(matches(outcome.lines,
                "callgate: test_reporter\\[[0-9]+\\]: trapped kexec_load@x86_64\\(0x1, "
                "0xfffffffffffffffe, 0x3333333333333333, 0x0, 0x5, 0x6\\)" +
                    place));
  CHECK(outcome.signal == SIGSYS);
}

TEST_CASE("calls of x32, and numbers that are nobody's") {
  for (const auto& [number, text] :
       std::initializer_list<std::pair<long, const char*>>{{0x40000000 | 39, "getpid@x32"},
                                                           {0x40000000 | 512, "rt_sigaction@x32"},
                                                           {0x40000000 | 13, "#1073741837@x32"},
                                                           {400, "#400@x86_64"},
                                                           {0xfffffffe, "#4294967294@x32"}}) {
    const long asked = number;
    const Outcome outcome = run(failing(EDOM), traps({asked}),
                                [asked] { return syscall(asked) == -1 && errno == EDOM ? 0 : 1; });
    CAPTURE(outcome.lines);
    const std::string wanted(text);
    CHECK(outcome.lines.find("trapped " + wanted + "(") != std::string::npos);
    CHECK(outcome.status == 0);
  }
}

TEST_CASE("without names lines have numbers") {
  callgate::ReporterOptions options;
  options.program = "my\tname";
  const Outcome outcome = run(options, traps({SYS_getppid}), [] { return getppid(); });
  CAPTURE(outcome.lines);
  CHECK(matches(outcome.lines,
                "callgate: my\\?name\\[[0-9]+\\]: trapped #110@x86_64\\(.*\\)" + place));
}

TEST_CASE("a long name of the program leaves room for the call; no byte of it rules a terminal") {
  const std::string name = "\xc2\x9b"
                           "31m\x1b[\x7f~ " +
                           std::string(600, 'x');
  callgate::ReporterOptions options = named();
  options.program = name.c_str();
  const Outcome outcome = run(options, traps({SYS_kexec_load}), [] {
    return static_cast<int>(syscall(SYS_kexec_load, -1L, -1L, -1L, -1L, -1L, -1L));
  });
  CAPTURE(outcome.lines);
  CHECK(matches(outcome.lines, "callgate: \\?\\?31m\\?\\[\\?~ x{54}\\[[0-9]+\\]: trapped "
                               "kexec_load@x86_64\\(.*\\)" +
                                   place));
}

TEST_CASE("a call as the last instruction of a mapping, whose name is another's choice") {
  constexpr std::size_t page = 4096;
  const int file = memfd_create("\xc2\x9b"
                                "31m",
                                MFD_CLOEXEC);
  REQUIRE(file >= 0);
  unsigned char code[page] = {0xb8, SYS_getppid, 0, 0, 0, 0xe9}; // and a jump to the end
  const std::int32_t distance = page - 2 - 10;
  memcpy(code + 6, &distance, sizeof distance);
  code[page - 2] = 0x0f;
  code[page - 1] = 0x05;
  REQUIRE(write(file, code, sizeof code) == static_cast<ssize_t>(sizeof code));
  const Outcome outcome = run(named(), {}, [file] {
    void* two = mmap(nullptr, 2 * page, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (mmap(two, page, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_FIXED, file, 0) != two) return 1;
    if (!callgate::refresh_reporter().ok()) return 2;
    trapping::load_or_exit(traps({SYS_getppid}));
    return static_cast<int>(reinterpret_cast<long (*)()>(two)());
  });
  close(file);
  CAPTURE(outcome.lines);
  CHECK(matches(outcome.lines, ".*\\) at 0x[0-9a-f]+: memfd:\\?\\?31m \\(deleted\\)\\+0x1000\n"));
  CHECK(outcome.signal == SIGSYS);
}

TEST_CASE("calls of i386: own registers, their low halves, the filter's data, the result") {
  if (!has_int_80()) {
    MESSAGE("this kernel has no int 0x80: skipped");
    return;
  }
  constexpr long dirty = 0x1111111122222222;
  const Outcome outcome =
      run(failing(EDOM), trap_dirty_i386(33, 0x11111111, SECCOMP_RET_ALLOW),
          [] { return call_i386(33, dirty, 0x4444444455555555) == -EDOM ? 0 : 1; });
  CAPTURE(outcome.lines);
  CHECK(matches(outcome.lines, "callgate: .*: trapped access@i386\\(0x22222222, 0x55555555, "
                               "0x3, 0x4, 0x5, 0x[0-9a-f]{1,8}\\) data 77" +
                                   place));
  CHECK(outcome.status == 0);
  // Ending repeats the call with whole registers, or this filter would not trap it again:
  // it refuses everything that would end the process otherwise.
  const Outcome ended = run(named(), trap_dirty_i386(33, 0x11111111, SECCOMP_RET_ERRNO | ENOSYS),
                            [] { return static_cast<int>(call_i386(33, dirty)); });
  CHECK(ended.signal == SIGSYS);
}

TEST_CASE("a call in the vsyscall page") {
  const std::string maps = [] {
    const int file = open("/proc/self/maps", O_RDONLY | O_CLOEXEC);
    std::string text = trapping::read_all(file);
    close(file);
    return text;
  }();
  if (child::sanitized || maps.find("[vsyscall]") == std::string::npos) {
    MESSAGE("no vsyscall page, or a sanitizer that reads there: skipped");
    return;
  }
  const Outcome outcome = run(failing(EDOM), traps({SYS_time}), [] {
    const auto time_of_vsyscall = reinterpret_cast<long (*)(long*)>(0xffffffffff600400);
    return time_of_vsyscall(nullptr) == -EDOM ? 0 : 1;
  });
  CAPTURE(outcome.lines);
  CHECK(matches(outcome.lines,
                ".*trapped time@x86_64\\(.*\\) at 0xffffffffff600400: \\[vsyscall\\]\\+0x400\n"));
  CHECK(outcome.status == 0);
}

TEST_CASE("code that is no file's has a bare address") {
  const Outcome outcome = run(failing(EDOM), traps({SYS_getppid}), [] {
    void* page = mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    const unsigned char code[] = {0xb8, SYS_getppid, 0, 0, 0, 0x0f, 0x05, 0xc3};
    memcpy(page, code, sizeof code);
    mprotect(page, 4096, PROT_READ | PROT_EXEC);
    return reinterpret_cast<long (*)()>(page)() == -EDOM ? 0 : 1;
  });
  CAPTURE(outcome.lines);
  CHECK(matches(outcome.lines, ".*trapped getppid@x86_64\\(.*\\) at 0x[0-9a-f]+\n"));
  CHECK(outcome.status == 0);
}

#endif

TEST_CASE("libc's call is libc's, at the function that makes it") {
  const Outcome outcome = run(failing(EDOM), traps({SYS_getpgid}),
                              [] { return getpgid(0) == -1 && errno == EDOM ? 0 : 1; });
  CAPTURE(outcome.lines);
  CHECK(outcome.status == 0);
  std::smatch found;
  REQUIRE(std::regex_search(outcome.lines, found,
                            std::regex(" at 0x([0-9a-f]+): (\\S+)\\+0x([0-9a-f]+)\n$")));
  Dl_info info{};
  const auto address = std::stoull(found[1], nullptr, 16); // the child is a copy of this process
  // NOLINTNEXTLINE(performance-no-int-to-ptr): it was read from a line
  REQUIRE(dladdr(reinterpret_cast<void*>(address - 1), &info) != 0);
  CHECK(matches(info.dli_sname == nullptr ? "" : info.dli_sname, "(__)?getpgid"));
  const std::string file(info.dli_fname);
  CHECK(file.substr(file.rfind('/') + 1) == found[2]);
  // The first segment of a shared library is at its address 0.
  CHECK(address - reinterpret_cast<std::uintptr_t>(info.dli_fbase) ==
        std::stoull(found[3], nullptr, 16));
}

TEST_CASE("a library loaded later is known after a refresh; its long name is cut") {
  const auto outcome_of = [](bool refresh) {
    return run(failing(EDOM), {}, [refresh] {
      void* library = dlopen(CALLGATE_LATE_LIBRARY, RTLD_NOW);
      if (library == nullptr) return 1;
      const auto call = reinterpret_cast<long (*)(long)>(dlsym(library, "call_from_library"));
      if (refresh && !callgate::refresh_reporter().ok()) return 2;
      trapping::load_or_exit(traps({SYS_getppid}));
      return call(SYS_getppid) < 0 ? 0 : 3;
    });
  };
  const Outcome without = outcome_of(false);
  CAPTURE(without.lines);
  CHECK(without.status == 0);
  CHECK(matches(without.lines, ".*\\) at 0x[0-9a-f]+\n"));
  const Outcome with = outcome_of(true);
  CAPTURE(with.lines);
  CHECK(with.status == 0);
  CHECK(matches(with.lines, ".*: \\.\\.\\.me_is_too_long_for_a_line\\.so\\+0x[0-9a-f]+\n"));
}
