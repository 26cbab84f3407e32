// The reader of the kernel's type descriptions, on those of the kernel that runs and on broken
// ones.
#include <doctest/doctest.h>

#include <array>
#include <cstring>
#include <fstream>
#include <iterator>

#include "watch/kernel_types.hpp"

using callgate::watch::KernelTypes;

namespace {

/// One after the other: struct inner { int a; int b; }, struct outer { int x; inner_alias in;
/// struct { int hidden; }; }. Written by hand, as <linux/btf.h> has it.
std::vector<std::byte> small() {
  static constexpr char strings[] = "\0int\0inner\0a\0b\0alias\0outer\0x\0in\0hidden";
  enum : std::uint32_t {
    s_int = 1,
    s_inner = 5,
    s_a = 11,
    s_b = 13,
    s_alias = 15,
    s_outer = 21,
    s_x = 27,
    s_in = 29,
    s_hidden = 32
  };
  constexpr auto info = [](std::uint32_t kind, std::uint32_t members) {
    return kind << 24U | members;
  };
  const std::vector<std::uint32_t> types = {
      s_int,   info(BTF_KIND_INT, 0),     4,  32,                                    // 1
      s_inner, info(BTF_KIND_STRUCT, 2),  8,  s_a,      1, 0, s_b,  1, 32,           // 2
      s_alias, info(BTF_KIND_TYPEDEF, 0), 2,                                         // 3
      0,       info(BTF_KIND_STRUCT, 1),  4,  s_hidden, 1, 0,                        // 4
      s_outer, info(BTF_KIND_STRUCT, 3),  16, s_x,      1, 0, s_in, 3, 32, 0, 4, 96, // 5
  };
  const std::uint32_t types_size = static_cast<std::uint32_t>(types.size() * sizeof types[0]);
  const btf_header header{BTF_MAGIC, BTF_VERSION, 0,          sizeof(btf_header),
                          0,         types_size,  types_size, sizeof strings};
  std::vector<std::byte> bytes(sizeof header + types_size + sizeof strings);
  std::memcpy(bytes.data(), &header, sizeof header);
  std::memcpy(bytes.data() + sizeof header, types.data(), types_size);
  std::memcpy(bytes.data() + sizeof header + types_size, strings, sizeof strings);
  return bytes;
}

using Path = std::vector<std::string_view>;

} // namespace

TEST_CASE("members are found, through members and where those have no name") {
  const auto types = KernelTypes::parse(small());
  REQUIRE(types);
  CHECK(types->find(BTF_KIND_TYPEDEF, "alias") == 3);
  CHECK(types->find(BTF_KIND_STRUCT, "alias") == std::nullopt);
  CHECK(types->offset("outer", Path{"x"}) == 0);
  CHECK(types->offset("outer", Path{"in"}) == 4);
  CHECK(types->offset("outer", Path{"in", "b"}) == 8);
  CHECK(types->offset("outer", Path{"hidden"}) == 12);
  CHECK(types->offset("outer", Path{"b"}) == std::nullopt);
  CHECK(types->offset("outer", Path{"x", "b"}) == std::nullopt);
  CHECK(types->offset("nobody", Path{"x"}) == std::nullopt);
}

TEST_CASE("broken descriptions are refused or at least harmless") {
  const std::vector<std::byte> whole = small();
  for (std::size_t size = 0; size < whole.size(); ++size) {
    const std::vector<std::byte> cut(whole.begin(),
                                     whole.begin() + static_cast<std::ptrdiff_t>(size));
    CHECK_FALSE(KernelTypes::parse(cut));
  }
  for (std::size_t i = 0; i < whole.size(); ++i) {
    for (const unsigned value : {0U, 1U, 0x7fU, 0x80U, 0xffU}) {
      std::vector<std::byte> changed = whole;
      changed[i] = static_cast<std::byte>(value);
      const auto types = KernelTypes::parse(std::move(changed));
      if (!types) continue;
      (void)types->offset("outer", Path{"in", "b"});
      (void)types->offset("outer", Path{"hidden"});
      (void)types->find(BTF_KIND_TYPEDEF, "alias");
    }
  }
}

TEST_CASE("the kernel that runs, where it describes itself") {
  const auto types = KernelTypes::of_this_kernel();
  if (!types) {
    MESSAGE("skipped: no readable /sys/kernel/btf/vmlinux");
    CHECK_FALSE(std::ifstream("/sys/kernel/btf/vmlinux"));
    return;
  }
  CHECK(types->offset("task_struct", Path{"pid"}));
  CHECK(types->find(BTF_KIND_TYPEDEF, "btf_trace_sys_enter"));
}
