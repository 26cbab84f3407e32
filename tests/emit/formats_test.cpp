#include <algorithm>
#include <array>
#include <string>

#include <doctest/doctest.h>

#include "bpf/encoding.hpp"
#include "emit/base64.hpp"
#include "emit/emit.hpp"

#include "sample_filter.hpp"

using namespace callgate;
using namespace callgate::emit;
using callgate::test::Denied;

namespace {

constexpr auto denied = std::to_array<Denied>({{"getppid", {bpf::ActionKind::error, 1}}});

proof::ProvenFilter sample(std::initializer_list<arch::Abi> abis) {
  return test::filter_without(std::vector(abis), denied);
}

Output emitted(std::string_view format, std::span<const proof::ProvenFilter> filters,
               std::string_view name = "sample") {
  const Set base{{}, filters};
  return emit::emit(*find_format(format), {name, {}, {&base, 1}, "", "callgate 0"});
}

std::string text(const Output& output) {
  if (const auto* refusal = std::get_if<Refusal>(&output)) FAIL(refusal->reason);
  return std::get<std::string>(output);
}

} // namespace

TEST_CASE("emit: formats are found by name") {
  for (const Format& format : all_formats()) {
    CHECK(find_format(format.name) == &format);
    CHECK_FALSE(format.summary.empty());
  }
  CHECK(find_format("elf") == nullptr);
}

TEST_CASE("emit: raw is the program in the byte order of its kernel") {
  for (const arch::Abi abi : {arch::Abi::x86_64, arch::Abi::s390x}) {
    const auto filter = sample({abi});
    const std::string raw = text(emitted("raw", {&filter, 1}));
    const auto back = bpf::decode(raw, arch::facts(abi).byte_order);
    CHECK(std::ranges::equal(std::get<0>(back), filter.program().instructions()));
    CHECK(bpf::guess_byte_order(raw) == arch::facts(abi).byte_order);
    CHECK(text(emitted("base64", {&filter, 1})) == base64(raw) + "\n");
  }
}

TEST_CASE("emit: base64 as RFC 4648 has it") {
  CHECK(base64("").empty());
  CHECK(base64("f") == "Zg==");
  CHECK(base64("fo") == "Zm8=");
  CHECK(base64("foo") == "Zm9v");
  CHECK(base64("foob") == "Zm9vYg==");
  CHECK(base64("fooba") == "Zm9vYmE=");
  CHECK(base64("foobar") == "Zm9vYmFy");
  CHECK(base64(std::string("\xff\xfe\x00\xfb", 4)) == "//4A+w==");
}

TEST_CASE("emit: formats for one set refuse two, and none is refused by all") {
  const auto filter = sample({arch::Abi::x86_64});
  const std::vector<std::string> capabilities{"NET"};
  const std::array sets = {Set{{}, {&filter, 1}}, Set{capabilities, {&filter, 1}}};
  for (const Format& format : all_formats()) {
    CAPTURE(format.name);
    const Output none = emit::emit(format, {"sample", capabilities, {}, "", ""});
    CHECK(std::holds_alternative<Refusal>(none));
    const Output two = emit::emit(format, {"sample", capabilities, sets, "", ""});
    CHECK(std::holds_alternative<Refusal>(two) == (format.sets == Sets::one));
    if (const auto* refusal = std::get_if<Refusal>(&two))
      CHECK(refusal->reason.find("there are 2: pick one with --cap") != std::string::npos);
  }
}

TEST_CASE("emit: formats for one family refuse two, and none is refused by all") {
  const std::array filters = {sample({arch::Abi::x86_64}), sample({arch::Abi::aarch64})};
  for (const Format& format : all_formats()) {
    CAPTURE(format.name);
    CHECK(std::holds_alternative<Refusal>(emitted(format.name, {})));
    const Output two = emitted(format.name, filters);
    CHECK(std::holds_alternative<Refusal>(two) == (format.families == Families::one));
    if (const auto* refusal = std::get_if<Refusal>(&two)) {
      CHECK(refusal->reason.find("--abi") != std::string::npos);
      CHECK(refusal->reason.find("x86, arm64") != std::string::npos);
    }
  }
}

TEST_CASE("emit: asm names policy, ABIs and calls") {
  const std::array filters = {sample({arch::Abi::i386}), sample({arch::Abi::aarch64})};
  CHECK(text(emitted("asm", filters)) == R"(; policy sample, capabilities none; callgate 0

; family x86, serving i386: 7 instructions
0: ld   [4]                     ; token
1: jeq  #0x40000003, 2, 6       ; token == i386
2: ld   [0]                     ; number
3: jeq  #0x40, 4, 5             ; number == getppid
4: ret  #0x50001                ; errno 1 (EPERM)
5: ret  #0x7fff0000             ; allow
6: ret  #0x80000000             ; kill_process

; family arm64, serving aarch64: 7 instructions
0: ld   [4]                     ; token
1: jeq  #0xc00000b7, 2, 6       ; token == aarch64
2: ld   [0]                     ; number
3: jeq  #0xad, 4, 5             ; number == getppid
4: ret  #0x50001                ; errno 1 (EPERM)
5: ret  #0x7fff0000             ; allow
6: ret  #0x80000000             ; kill_process
)");
}

TEST_CASE("emit: c needs a name that can be one in C") {
  const auto filter = sample({arch::Abi::x86_64});
  for (const char* good : {"a", "_a9", "Render_2"})
    CHECK(std::holds_alternative<std::string>(emitted("c", {&filter, 1}, good)));
  for (const char* bad : {"", "9a", "a-b", "a b", "ä", "a;", "a.b"})
    CHECK(std::holds_alternative<Refusal>(emitted("c", {&filter, 1}, bad)));
}
