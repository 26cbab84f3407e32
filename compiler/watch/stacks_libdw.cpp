// With libdw. What it reads of a process (mapped files, symbols, unwinding tables) is kept for
// the next stack of the same process, and of its forks, whose programs lie where its own does:
// reading it takes a hundred times as long as the stack. So registers and memory are handed to
// libdw from here, as it would not take those of a second process.
//
// The files are found by the names in /proc/PID/maps, and the program can have put anything in
// their place: only regular files are opened, in the program's own root, and never waited for.
#include "watch/stacks.hpp"

#if defined(CALLGATE_LIBDW)

#include <algorithm>
#include <bit>
#include <cstdlib>
#include <cxxabi.h>
#include <dwarf.h>
#include <elfutils/libdwfl.h>
#include <fcntl.h>
#include <fstream>
#include <list>
#include <string>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>
#include <utility>

#include "process/tracee.hpp"
#include "watch/dwarf_registers.hpp"
#include "watch/mapped_frame.hpp"

namespace callgate::watch {
namespace {

constexpr std::size_t most_frames = 256;
constexpr std::size_t most_programs = 8; ///< each holds descriptors of all mapped files

/// As dwfl_linux_proc_find_elf, which is asked about what is no file (the vDSO).
int find_elf(Dwfl_Module* module, void** data, const char* name, Dwarf_Addr base, char** file,
             Elf** elf) {
  if (name == nullptr || name[0] != '/')
    return dwfl_linux_proc_find_elf(module, data, name, base, file, elf);
  if (*data == nullptr) return -1; // not reported by us
  const pid_t thread = *static_cast<const pid_t*>(*data);
  const std::string path = "/proc/" + std::to_string(thread) + "/root" + path_in_maps(name);
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
  std::string name = symbol.substr(0, symbol.find('@'));
  if (!name.starts_with("_Z")) return name; // a type's name could be a function's in C
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
  if (name != nullptr) frame.module = path_in_maps(name);
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

/// A program that libdw knows, and the thread that it is asked about.
struct Program {
  std::string name;
  Session session{};
  pid_t thread = 0;
  std::size_t word = 0; ///< bytes, of that thread
};

pid_t no_next_thread(Dwfl*, void*, void**) {
  return 0;
}

bool get_thread(Dwfl*, pid_t, void* program, void** argument) {
  *argument = program;
  return true;
}

bool read_word(Dwfl*, Dwarf_Addr address, Dwarf_Word* result, void* argument) {
  const auto& program = *static_cast<const Program*>(argument);
  std::uint64_t word = 0;
  std::uint32_t half = 0;
  const bool is_half = program.word == sizeof half;
  const iovec here{is_half ? static_cast<void*>(&half) : &word, program.word};
  const iovec there{std::bit_cast<void*>(static_cast<std::uintptr_t>(address)), program.word};
  if (process_vm_readv(program.thread, &here, 1, &there, 1, 0) !=
      static_cast<ssize_t>(program.word))
    return false;
  *result = is_half ? half : word;
  return true;
}

bool set_registers(Dwfl_Thread* state, void* argument) {
  auto& program = *static_cast<Program*>(argument);
  process::Registers registers;
  if (process::Tracee(program.thread).read(registers) != 0) return false;
  const std::optional<DwarfRegisters> found = dwarf_registers(registers);
  if (!found) return false;
  program.word = found->word;
  if (found->program_counter) dwfl_thread_state_register_pc(state, *found->program_counter);
  return dwfl_thread_state_registers(state, 0, found->count, found->values.data());
}

const Dwfl_Thread_Callbacks thread_callbacks{
    .next_thread = no_next_thread,
    .get_thread = get_thread,
    .memory_read = read_word,
    .set_initial_registers = set_registers,
    .detach = nullptr,
    .thread_detach = nullptr,
};

/// Reads anew what is mapped; what was known of files that still are stays known. The thread
/// is asked, and not its process: of one whose first thread has ended /proc tells nothing.
bool report_modules(Program& program) {
  Dwfl* const dwfl = program.session.get();
  dwfl_report_begin(dwfl);
  const bool is_good = dwfl_linux_proc_report(dwfl, program.thread) == 0;
  // The callbacks are given nothing else to know the thread by.
  const auto name_thread = [](Dwfl_Module*, void** data, const char*, Dwarf_Addr, void* id) {
    *data = id;
    return static_cast<int>(DWARF_CB_OK);
  };
  if (dwfl_report_end(dwfl, nullptr, nullptr) != 0) return false;
  (void)dwfl_getmodules(dwfl, name_thread, &program.thread, 0);
  return is_good;
}

/// What a process and its forks have in common, and hardly any other: the program, and where
/// its first byte is.
std::string program_of(pid_t thread) {
  std::ifstream maps("/proc/" + std::to_string(thread) + "/maps");
  std::string line;
  std::getline(maps, line);
  return line;
}

} // namespace

struct Stacks::Known {
  std::list<Program> programs; ///< the last asked about first

  Program& program(pid_t thread) {
    std::string name = program_of(thread);
    const auto found =
        std::ranges::find_if(programs, [&](const Program& known) { return known.name == name; });
    if (found != programs.end()) {
      programs.splice(programs.begin(), programs, found);
    } else {
      if (programs.size() == most_programs) programs.pop_back();
      programs.push_front({std::move(name)});
    }
    programs.front().thread = thread;
    return programs.front();
  }
};

bool knows_stacks() {
  return true;
}

Stacks::Stacks() : known_(std::make_unique<Known>()) {}
Stacks::~Stacks() = default;

std::vector<records::Frame> Stacks::of(pid_t thread, std::uint64_t instruction_pointer) {
  Program& program = known_->program(thread);
  const bool is_new = program.session == nullptr;
  if (is_new) program.session.reset(dwfl_begin(&callbacks));
  Dwfl* const dwfl = program.session.get();
  Walk walk{dwfl, thread, {}};
  if (dwfl != nullptr && report_modules(program) &&
      (!is_new || dwfl_attach_state(dwfl, nullptr, thread, &thread_callbacks, &program)))
    dwfl_getthread_frames(dwfl, thread, take_frame, &walk);
  if (walk.frames.empty()) walk.frames.push_back(mapped_frame(thread, instruction_pointer));
  return std::move(walk.frames);
}

} // namespace callgate::watch

#endif
