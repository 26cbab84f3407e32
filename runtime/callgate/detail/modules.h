// Which file an instruction came from: the executable mappings of the process, kept in
// memory of the caller's, since a handler under a filter can open nothing. For what
// addr2line, nm and objdump take, an address in memory has to become one of the module's
// own, which its ELF headers tell; those are read through process_vm_readv, because a
// mapping may go away while it is read.
#pragma once

#include <link.h>
#include <stdint.h>

#include <callgate/detail/system_call.h>

namespace callgate {

/// One executable mapping.
struct Module {
  static constexpr size_t name_size = 32;

  uintptr_t first = 0;       ///< its addresses: from here …
  uintptr_t end = 0;         ///< … to before here
  uintptr_t shift = 0;       ///< what makes one of them an address of the module's own (modulo)
  char name[name_size] = {}; ///< the file's, without folders; if long "..." and its end
};

namespace detail {

/// A line of /proc/self/maps that arrives piece by piece:
///   55d0c0de1000-55d0c0de9000 r-xp 00002000 fe:01 131093    /usr/bin/env
struct MapsLine {
  enum class Field : unsigned char { first, end, rights, offset, device, inode, path };

  uintptr_t first = 0;
  uintptr_t end = 0;
  uint64_t offset = 0;
  uint64_t device = 0;
  uint64_t inode = 0;
  bool executable = false;
  size_t name_length = 0;
  bool name_is_cut = false;
  char name[Module::name_size] = {};
  Field field = Field::first;

  void take(char c) noexcept {
    if (field == Field::path) {
      take_name(c);
    } else if (c == ' ' || (c == '-' && field == Field::first)) {
      field = static_cast<Field>(static_cast<unsigned char>(field) + 1);
    } else {
      take_field(c);
    }
  }

  /// The name, its left end replaced if it was too long.
  void finish_name() noexcept {
    name[name_length] = '\0';
    if (name_is_cut) name[0] = name[1] = name[2] = '.';
  }

private:
  static unsigned digit(char c) noexcept {
    return static_cast<unsigned>(c >= 'a' ? c - 'a' + 10 : c - '0');
  }

  void take_field(char c) noexcept {
    switch (field) {
    case Field::first:
      first = first * 16 + digit(c);
      break;
    case Field::end:
      end = end * 16 + digit(c);
      break;
    case Field::rights:
      if (c == 'x') executable = true;
      break;
    case Field::offset:
      offset = offset * 16 + digit(c);
      break;
    case Field::device: // two numbers; only compared
      device = device * 16 + (c == ':' ? 0 : digit(c));
      break;
    case Field::inode:
      inode = inode * 10 + digit(c);
      break;
    case Field::path:
      break;
    }
  }

  void take_name(char c) noexcept {
    if (c == '/' || (c == ' ' && name_length == 0)) {
      name_length = 0;
      name_is_cut = false;
      return;
    }
    if (name_length == sizeof name - 1) { // keep the end, which tells versions apart
      for (size_t i = 1; i < name_length; ++i)
        name[i - 1] = name[i];
      --name_length;
      name_is_cut = true;
    }
    name[name_length++] = c;
  }
};

/// Copies memory of this process, whose id is given, that may not be there.
inline bool copy_memory(long process, uintptr_t from, void* to, size_t size) noexcept {
  return read_memory(process, {to, size}, {from, size}) == static_cast<long>(size);
}

/// The `shift` of a mapping of a file whose ELF headers are mapped at `headers`. For a file
/// that is no ELF, or cannot be read, the one that makes offsets in the file.
inline uintptr_t shift_of(long process, const MapsLine& line, uintptr_t headers) noexcept {
  const uintptr_t to_offset = static_cast<uintptr_t>(line.offset) - line.first;
  ElfW(Ehdr) file;
  if (!copy_memory(process, headers, &file, sizeof file)) return to_offset;
  if (file.e_ident[0] != ELFMAG0 || file.e_ident[1] != 'E' || file.e_ident[2] != 'L' ||
      file.e_ident[3] != 'F' || file.e_phentsize != sizeof(ElfW(Phdr)))
    return to_offset;
  for (unsigned i = 0; i < file.e_phnum; ++i) {
    ElfW(Phdr) part;
    if (!copy_memory(process, headers + file.e_phoff + i * sizeof part, &part, sizeof part)) break;
    if (part.p_type == PT_LOAD && (part.p_flags & PF_X) != 0 &&
        part.p_offset < line.offset + (line.end - line.first) &&
        line.offset < part.p_offset + part.p_filesz)
      return to_offset + part.p_vaddr - part.p_offset;
  }
  return to_offset;
}

/// Modules in memory of the caller's. One thread at a time writes them, while handlers in
/// others may look: `generation` is odd meanwhile, and a handler that sees it change has
/// found nothing. `writer` is the writer's process, so that a child which was forked meanwhile,
/// where that thread is not, can tell: its table is the next one's to write.
class ModuleTable {
public:
  struct Counts {
    size_t found = 0;
    size_t kept = 0;
  };

  void use(Module* modules, size_t capacity) noexcept {
    modules_ = modules;
    capacity_ = capacity;
  }

  /// Whether this thread, of the process of that id, may now write.
  bool begin(long process) noexcept {
    if (process <= 0) process = -1; // a filter may deny getpid; 0 is for nobody
    long writer = load(writer_);
    if (writer == process || !__atomic_compare_exchange_n(&writer_, &writer, process, false,
                                                          __ATOMIC_ACQUIRE, __ATOMIC_RELAXED))
      return false;
    store(generation_, load(generation_) | 1);
    __atomic_thread_fence(__ATOMIC_RELEASE);
    counts_ = {};
    return true;
  }

  void add(const MapsLine& line, uintptr_t shift) noexcept {
    ++counts_.found;
    if (counts_.kept == capacity_) return;
    Module& module = modules_[counts_.kept++];
    store(module.first, line.first);
    store(module.end, line.end);
    store(module.shift, shift);
    for (size_t i = 0; i < sizeof module.name; ++i)
      store(module.name[i], line.name[i]);
  }

  Counts end() noexcept {
    const Counts counts = counts_;
    store(count_, counts.kept);
    __atomic_fetch_add(&generation_, 1, __ATOMIC_RELEASE);
    __atomic_store_n(&writer_, 0, __ATOMIC_RELEASE);
    return counts;
  }

  bool find(uintptr_t address, Module& found) const noexcept {
    const unsigned generation = __atomic_load_n(&generation_, __ATOMIC_ACQUIRE);
    if (generation % 2 != 0) return false;
    const size_t count = load(count_);
    for (size_t i = 0; i < count; ++i) {
      const Module& module = modules_[i];
      found.first = load(module.first);
      found.end = load(module.end);
      if (address < found.first || address >= found.end) continue;
      found.shift = load(module.shift);
      for (size_t k = 0; k < sizeof found.name; ++k)
        found.name[k] = load(module.name[k]);
      __atomic_thread_fence(__ATOMIC_ACQUIRE);
      return __atomic_load_n(&generation_, __ATOMIC_RELAXED) == generation;
    }
    return false;
  }

private:
  template <typename T>
  static void store(T& to, T value) noexcept {
    __atomic_store_n(&to, value, __ATOMIC_RELAXED);
  }
  template <typename T>
  static T load(const T& from) noexcept {
    return __atomic_load_n(&from, __ATOMIC_RELAXED);
  }

  Module* modules_ = nullptr;
  size_t capacity_ = 0;
  size_t count_ = 0;
  Counts counts_; ///< the writer's
  unsigned generation_ = 0;
  long writer_ = 0;
};

/// Finds the executable mappings among the lines of a maps file.
class MapsReader {
public:
  MapsReader(long process, ModuleTable& table) noexcept : process_(process), table_(table) {}

  void take(char c) noexcept {
    if (c != '\n') {
      line_.take(c);
      return;
    }
    finish_line();
    line_ = MapsLine();
  }

private:
  void finish_line() noexcept {
    const bool same_file = line_.device == device_ && line_.inode == inode_;
    if (line_.offset == 0) {
      headers_ = line_.first;
      device_ = line_.device;
      inode_ = line_.inode;
    } else if (!same_file) {
      headers_ = 0;
    }
    if (!line_.executable || line_.name_length == 0) return;
    line_.finish_name();
    table_.add(line_, shift_of(process_, line_, headers_));
  }

  long process_;
  ModuleTable& table_;
  MapsLine line_;
  uintptr_t headers_ = 0; ///< of the file whose lines these are; 0: not mapped
  uint64_t device_ = 0;
  uint64_t inode_ = 0;
};

/// Fills `table` from the open maps file of that process, which is this one. An errno value if it
/// could not be read to its end.
inline int read_modules(int maps, long process, ModuleTable& table) noexcept {
  MapsReader reader(process, table);
  char piece[512];
  for (;;) {
    const long got = result_of(::syscall(SYS_read, maps, piece, sizeof piece));
    if (got == -EINTR) continue;
    if (got <= 0) return static_cast<int>(-got);
    for (long i = 0; i < got; ++i)
      reader.take(piece[i]);
  }
}

} // namespace detail
} // namespace callgate
