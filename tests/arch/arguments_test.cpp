// Arguments: what distinguishes one ABI from another, looked at one by one, and the shape
// of all the tables.
#include <doctest/doctest.h>

#include <set>
#include <string>

#include "arch/arguments.hpp"

namespace callgate::arch {
namespace {

/// "clone_flags newsp …", "offset@3:2" for slots that say more than their position,
/// "?" behind each that filters do not see; "unknown" if nothing is known.
std::string declared(Abi abi, std::string_view name) {
  const Call* const call = find_call(abi, name);
  if (call == nullptr) return "no call";
  const auto found = arguments(abi, *call);
  if (!found) return "unknown";
  std::string text;
  for (const Argument& argument : *found) {
    if (!text.empty()) text += ' ';
    text += argument.name;
    if (argument.high_slot)
      text += '@' + std::to_string(argument.slot) + ':' + std::to_string(*argument.high_slot);
    if (argument.place != ArgumentPlace::registers) text += '?';
  }
  return text;
}

/// "s64 3:2": kind, width and slots of a named argument.
std::string named(Abi abi, std::string_view call_name, std::string_view name) {
  const Call* const call = find_call(abi, call_name);
  if (call == nullptr) return "no call";
  const auto found = find_argument(abi, *call, name);
  if (!found) return "none";
  if (found->place == ArgumentPlace::behind_pointer) return "behind " + std::to_string(found->slot);
  std::string text(1, found->is_pointer ? 'p' : found->is_signed ? 's' : 'u');
  text += std::to_string(found->bits) + ' ' + std::to_string(found->slot);
  if (found->high_slot) text += ':' + std::to_string(*found->high_slot);
  if (found->place == ArgumentPlace::beyond_registers) text += " unseen";
  return text;
}

TEST_CASE("every signature is sound and each name is found") {
  for (const AbiFacts& abi : all_abis()) {
    CAPTURE(abi.name);
    std::size_t known = 0;
    for (const Call& call : calls(abi.abi)) {
      CAPTURE(call.name);
      const auto found = arguments(abi.abi, call);
      if (!found) {
        CHECK(argument_names(abi.abi, call).size() == 0);
        continue;
      }
      ++known;
      std::set<unsigned> slots;
      for (const Argument& argument : *found) {
        CHECK(!argument.type.empty());
        CHECK((argument.bits == 8 || argument.bits == 16 || argument.bits == 32 ||
               argument.bits == 64));
        CHECK(slots.insert(argument.slot).second);
        if (argument.high_slot) CHECK(slots.insert(*argument.high_slot).second);
      }
      std::set<std::string_view> names;
      const auto all = argument_names(abi.abi, call);
      for (std::size_t i = 0; i < all.size(); ++i) {
        CHECK(names.insert(all[i]).second);
        CHECK(find_argument(abi.abi, call, all[i]).value().name == all[i]);
      }
      CHECK(!find_argument(abi.abi, call, "no such name"));
    }
    if (abi.abi == Abi::s390)
      CHECK(known == 0);
    else
      CHECK(known > 300);
  }
}

TEST_CASE("clone's order") {
  const char* const tls_last = "clone_flags newsp parent_tidptr child_tidptr tls";
  const char* const tls_before = "clone_flags newsp parent_tidptr tls child_tidptr";
  for (const Abi abi :
       {Abi::x86_64, Abi::x32, Abi::loongarch64, Abi::m68k, Abi::sh, Abi::alpha, Abi::csky})
    CHECK(declared(abi, "clone") == tls_last);
  for (const Abi abi : {Abi::i386, Abi::aarch64, Abi::arm, Abi::riscv64, Abi::ppc64le, Abi::ppc,
                        Abi::mips_n64, Abi::mips_n32, Abi::mips_o32, Abi::parisc, Abi::xtensa})
    CHECK(declared(abi, "clone") == tls_before);
  CHECK(declared(Abi::s390x, "clone") == "newsp clone_flags parent_tidptr child_tidptr tls");
  CHECK(named(Abi::s390x, "clone", "flags") == "u32 1");
  CHECK(named(Abi::x86_64, "clone", "flags") == "u32 0");
}

TEST_CASE("split offsets lie where each ABI puts them") {
  CHECK(declared(Abi::i386, "pread64") == "fd ubuf count poslo poshi");
  CHECK(declared(Abi::arm, "pread64") == "fd buf count pos@4:5");
  CHECK(declared(Abi::ppc, "pread64") == "fd ubuf count reg6 pos1 pos2");
  struct {
    Abi abi;
    const char* offset;
  } const rows[] = {
      {Abi::x86_64, "s64 3"},     {Abi::x32, "s64 3"},          {Abi::mips_n32, "s64 3"},
      {Abi::i386, "s64 3:4"},     {Abi::arm, "s64 4:5"},        {Abi::ppc, "s64 5:4"},
      {Abi::mips_o32, "s64 5:4"}, {Abi::mipsel_o32, "s64 4:5"}, {Abi::m68k, "s64 4:3"},
      {Abi::sh, "s64 4:5"},       {Abi::sheb, "s64 5:4"},       {Abi::riscv32, "s64 3:4"},
      {Abi::parisc, "s64 4:3"},   {Abi::xtensa, "s64 4:5"},
  };
  for (const auto& row : rows) {
    CAPTURE(facts(row.abi).name);
    CHECK(named(row.abi, "pread64", "offset") == row.offset);
    CHECK(named(row.abi, "pread64", "pos") == row.offset);
    CHECK(named(row.abi, "pread64", "buf").starts_with("p"));
  }
  CHECK(named(Abi::i386, "fanotify_mark", "mask") == "u64 2:3");
  CHECK(named(Abi::ppc, "fanotify_mark", "mask") == "u64 3:2");
  CHECK(named(Abi::i386, "_llseek", "offset") == "s64 2:1");
  CHECK(named(Abi::ppc64, "_llseek", "offset") == "none");
}

TEST_CASE("preadv's pair is the low half alone where that has 64 bits") {
  CHECK(named(Abi::x86_64, "preadv", "offset") == "s64 3");
  CHECK(named(Abi::x86_64, "preadv", "pos_l") == "u64 3");
  CHECK(named(Abi::x32, "preadv", "offset") == "s64 3");
  CHECK(named(Abi::i386, "preadv", "offset") == "s64 3:4");
  CHECK(named(Abi::mips_n32, "preadv", "offset") == "s64 3:4");
}

TEST_CASE("order and seventh slots of advice") {
  CHECK(declared(Abi::arm, "arm_fadvise64_64") == "fd advice offset@2:3 len@4:5");
  CHECK(declared(Abi::xtensa, "fadvise64_64") == "fd advice offset@2:3 len@4:5");
  CHECK(declared(Abi::arm, "arm_sync_file_range") == "fd flags offset@2:3 nbytes@4:5");
  CHECK(named(Abi::mips_o32, "fadvise64", "advice") == "s32 6 unseen");
  CHECK(named(Abi::mips_o32, "fadvise64", "len") == "s64 5:4");
  CHECK(named(Abi::mips_o32, "sync_file_range", "flags") == "u32 6 unseen");
}

TEST_CASE("one pointer to a structure of arguments") {
  for (const Abi abi : {Abi::i386, Abi::s390x, Abi::m68k}) {
    CAPTURE(facts(abi).name);
    CHECK(declared(abi, "mmap") == "arg");
    CHECK(named(abi, "mmap", "prot") == "behind 0");
    CHECK(named(abi, "mmap", "length") == "behind 0");
  }
  CHECK(named(Abi::i386, "mmap2", "prot") == "u32 2");
  CHECK(named(Abi::x86_64, "mmap", "prot") == "u64 2");
  CHECK(named(Abi::i386, "select", "nfds") == "behind 0");
  CHECK(named(Abi::x86_64, "clone3", "flags") == "behind 0");
}

TEST_CASE("man-page names and kernel names mean the same") {
  struct {
    const char *call, *kernel, *manual;
  } const rows[] = {
      {"socket", "family", "domain"},     {"ioctl", "cmd", "request"},
      {"clone", "clone_flags", "flags"},  {"openat", "dfd", "dirfd"},
      {"openat", "filename", "pathname"}, {"madvise", "behavior", "advice"},
      {"mmap", "len", "length"},          {"bind", "fd", "sockfd"},
      {"futex", "op", "futex_op"},        {"preadv", "vec", "iov"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.call);
    for (const Abi abi : {Abi::x86_64, Abi::x32, Abi::aarch64, Abi::mips_n64}) {
      CHECK(named(abi, row.call, row.kernel) == named(abi, row.call, row.manual));
      const auto found = find_argument(abi, *find_call(abi, row.call), row.kernel);
      REQUIRE(found);
      CHECK(found->canonical == row.manual);
    }
  }
  CHECK(named(Abi::x86_64, "socket", "domian") == "none");
  // A name that another ABI's kernel uses.
  CHECK(named(Abi::x86_64, "mmap", "offset") == named(Abi::x86_64, "mmap", "off"));
}

TEST_CASE("widths are those of the kernel that serves the ABI") {
  CHECK(named(Abi::x86_64, "read", "fd") == "u32 0");
  CHECK(named(Abi::x86_64, "read", "count") == "u64 2");
  CHECK(named(Abi::x32, "read", "count") == "u64 2");
  CHECK(named(Abi::mips_n32, "read", "count") == "u64 2");
  CHECK(named(Abi::i386, "read", "count") == "u32 2");
  CHECK(named(Abi::x32, "ioctl", "arg") == "u32 2");
  CHECK(named(Abi::x86_64, "open", "mode") == "u16 2");
  CHECK(named(Abi::x86_64, "lseek", "offset") == "s64 1");
  CHECK(named(Abi::i386, "chown", "owner") == "u16 1");
  CHECK(named(Abi::i386, "chown32", "owner") == "u32 1");
}

TEST_CASE("narrowed further than declared") {
  CHECK(named(Abi::x86_64, "mmap", "fd") == "u32 4");
  CHECK(named(Abi::x86_64, "writev", "fd") == "u32 0");
  CHECK(named(Abi::x86_64, "ptrace", "pid") == "s32 1");
  CHECK(find_argument(Abi::x86_64, *find_call(Abi::x86_64, "mmap"), "fd")->is_narrowed);
  CHECK(!find_argument(Abi::i386, *find_call(Abi::i386, "mmap2"), "fd")->is_narrowed);
  CHECK(!find_argument(Abi::x86_64, *find_call(Abi::x86_64, "read"), "fd")->is_narrowed);
}

TEST_CASE("no arguments is not the same as unknown") {
  CHECK(declared(Abi::x86_64, "getpid") == "");
  CHECK(declared(Abi::x86_64, "rt_sigreturn") == "");
  CHECK(declared(Abi::alpha, "rt_sigreturn") == "");
  CHECK(declared(Abi::x86_64, "tuxcall") == "unknown");
  CHECK(declared(Abi::mips_o32, "syscall") == "unknown");
  CHECK(declared(Abi::arm, "ARM_cacheflush") == "unknown");
}

} // namespace
} // namespace callgate::arch
