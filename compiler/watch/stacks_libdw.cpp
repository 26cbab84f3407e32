// With libdw. What it reads of a process (mapped files, symbols, unwinding tables) is kept for
// the next stack of the same process.
//
// The files are found by the names in /proc/PID/maps, and the program can have put anything in
// their place: only regular files are opened, in the program's own root, and never waited for.
#include "watch/stacks.hpp"

#if defined(CALLGATE_LIBDW)

#include <cstdlib>
#include <cxxabi.h>
#include <dwarf.h>
#include <elfutils/libdwfl.h>
#include <fcntl.h>
#include <filesystem>
#include <string>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <unordered_map>
#include <utility>

#include "watch/mapped_frame.hpp"

namespace callgate::watch {
namespace {

constexpr std::size_t most_frames = 256;
constexpr std::size_t most_sessions = 8; ///< each holds descriptors of all mapped files

/// As dwfl_linux_proc_find_elf, which is asked about what is no file (the vDSO).
int find_elf(Dwfl_Module* module, void** data, const char* name, Dwarf_Addr base, char** file,
             Elf** elf) {
  if (name == nullptr || name[0] != '/')
    return dwfl_linux_proc_find_elf(module, data, name, base, file, elf);
  if (*data == nullptr) return -1; // not reported by us
  const pid_t thread = *static_cast<const pid_t*>(*data);
  const std::string path = "/proc/" + std::to_string(thread) + "/root" + name;
  const int descriptor = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  if (descriptor < 0) return -1;
  struct stat found {};
  if (fstat(descriptor, &found) != 0 || !S_ISREG(found.st_mode)) {
    close(descriptor);
    return -1;
  }
  return descriptor;
}

/// Debug information beside the program's files or under /usr/lib/debug, never from the
/// network: the program stands still meanwhile.
int find_debug_information(Dwfl_Module* module, void** data, const char* name, Dwarf_Addr base,
                           const char* file, const char* link, GElf_Word sum, char** found) {
  if (std::getenv("DEBUGINFOD_URLS") != nullptr)
    return dwfl_build_id_find_debuginfo(module, data, name, base, file, link, sum, found);
  return dwfl_standard_find_debuginfo(module, data, name, base, file, link, sum, found);
}

char* no_debug_path = nullptr;
const Dwfl_Callbacks callbacks{
    .find_elf = find_elf,
    .find_debuginfo = find_debug_information,
    .section_address = nullptr,
    .debuginfo_path = &no_debug_path,
};

/// For people: demangled, and without a symbol's version ("@@GLIBC_2.34").
std::string readable(const std::string& symbol) {
  const std::string name = symbol.substr(0, symbol.find('@'));
  int status = 0;
  const std::unique_ptr<char, decltype(&std::free)> text(
      abi::__cxa_demangle(name.c_str(), nullptr, nullptr, &status), std::free);
  return status == 0 && text != nullptr ? std::string(text.get()) : name;
}

/// `address` is where the function goes on; the call is in front of it, except in the
/// innermost frame.
records::Frame frame_at(Dwfl* dwfl, pid_t thread, Dwarf_Addr address, bool is_innermost) {
  const Dwarf_Addr place = is_innermost ? address : address - 1;
  Dwfl_Module* module = dwfl_addrmodule(dwfl, place);
  if (module == nullptr) return mapped_frame(thread, address);

  records::Frame frame;
  frame.address = address;
  const char* name =
      dwfl_module_info(module, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr);
  if (name != nullptr) frame.module = name;
  GElf_Off offset = 0;
  GElf_Sym symbol{};
  GElf_Addr bias = 0;
  const char* function =
      dwfl_module_addrinfo(module, place, &offset, &symbol, nullptr, nullptr, nullptr);
  if (function != nullptr) {
    frame.function = readable(function);
    frame.offset = offset + (address - place);
  }
  if (dwfl_module_getelf(module, &bias) == nullptr) return mapped_frame(thread, address);
  frame.module_offset = address - bias;
  if (Dwfl_Line* line = dwfl_module_getsrc(module, place)) {
    int number = 0;
    if (const char* file = dwfl_lineinfo(line, nullptr, &number, nullptr, nullptr, nullptr)) {
      frame.source = file;
      frame.line = static_cast<std::size_t>(number);
    }
  }
  return frame;
}

struct Walk {
  Dwfl* dwfl;
  pid_t thread;
  std::vector<records::Frame> frames;
};

int take_frame(Dwfl_Frame* state, void* argument) {
  auto& walk = *static_cast<Walk*>(argument);
  Dwarf_Addr address = 0;
  bool is_activation = false;
  if (!dwfl_frame_pc(state, &address, &is_activation)) return DWARF_CB_ABORT;
  walk.frames.push_back(frame_at(walk.dwfl, walk.thread, address, is_activation));
  return walk.frames.size() < most_frames ? DWARF_CB_OK : DWARF_CB_ABORT;
}

struct End {
  void operator()(Dwfl* dwfl) const { dwfl_end(dwfl); }
};
using Session = std::unique_ptr<Dwfl, End>;

/// Reads anew what is mapped; what was known of files that still are stays known. The thread
/// is asked, and not its process: of one whose first thread has ended /proc tells nothing.
/// `thread` stays where it is until the next report.
bool report_modules(Dwfl* dwfl, pid_t& thread) {
  dwfl_report_begin(dwfl);
  const bool is_good = dwfl_linux_proc_report(dwfl, thread) == 0;
  // The callbacks are given nothing else to know the thread by.
  const auto name_thread = [](Dwfl_Module*, void** data, const char*, Dwarf_Addr, void* id) {
    *data = id;
    return static_cast<int>(DWARF_CB_OK);
  };
  if (dwfl_report_end(dwfl, nullptr, nullptr) != 0) return false;
  (void)dwfl_getmodules(dwfl, name_thread, &thread, 0);
  return is_good;
}

} // namespace

struct Stacks::Known {
  struct Process {
    std::filesystem::path executable;
    Session session;
    pid_t thread = 0; ///< the one whose files are asked for
  };
  std::unordered_map<pid_t, Process> processes;

  /// That of the process, which may have executed another program since the last time.
  Process& process(pid_t process, pid_t thread) {
    std::error_code ignored;
    auto executable =
        std::filesystem::read_symlink("/proc/" + std::to_string(thread) + "/exe", ignored);
    if (processes.size() >= most_sessions && !processes.contains(process)) processes.clear();
    Process& known = processes[process];
    if (known.executable != executable) known = {std::move(executable), nullptr, 0};
    return known;
  }
};

bool knows_stacks() {
  return true;
}

Stacks::Stacks() : known_(std::make_unique<Known>()) {}
Stacks::~Stacks() = default;

std::vector<records::Frame> Stacks::of(pid_t process, pid_t thread,
                                       std::uint64_t instruction_pointer) {
  Known::Process& known = known_->process(process, thread);
  Session& session = known.session;
  known.thread = thread;
  const bool is_new = session == nullptr;
  if (is_new) session.reset(dwfl_begin(&callbacks));
  Walk walk{session.get(), thread, {}};
  constexpr bool stands_stopped = true;
  if (session != nullptr && report_modules(session.get(), known.thread) &&
      (!is_new || dwfl_linux_proc_attach(session.get(), thread, stands_stopped) == 0))
    dwfl_getthread_frames(session.get(), thread, take_frame, &walk);
  if (walk.frames.empty()) walk.frames.push_back(mapped_frame(thread, instruction_pointer));
  return std::move(walk.frames);
}

void Stacks::forget(pid_t process) {
  known_->processes.erase(process);
}

} // namespace callgate::watch

#endif
