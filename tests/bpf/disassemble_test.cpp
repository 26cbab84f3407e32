#include <string>

#include <doctest/doctest.h>
#include <linux/audit.h>
#include <linux/seccomp.h>

#include "bpf/disassemble.hpp"

using namespace callgate;
using namespace callgate::bpf;

namespace {

Program checked(std::vector<Instruction> instructions) {
  return std::get<Program>(Program::check(std::move(instructions)));
}

Instruction one(std::uint16_t code, std::uint32_t k = 0) {
  return {code, 0, 0, k};
}

/// The instructions of every form, in an order that the kernel takes.
std::vector<Instruction> every_form() {
  const auto x = [](std::uint16_t code) { return static_cast<std::uint16_t>(code | op::with_x); };
  return {one(op::ld_abs, 16),  one(op::st, 3),  one(op::ld_mem, 3),        one(op::ldx_mem, 3),
          one(op::stx, 4),      one(op::ld_len), one(op::ldx_len),          one(op::ld_imm, 10),
          one(op::ldx_imm, 11), one(op::add, 1), one(x(op::add)),           one(op::div, 2),
          one(op::lsh, 12),     one(x(op::rsh)), one(op::xor_, 255),        one(op::neg),
          one(op::tax),         one(op::txa),    {op::jset, 1, 0, 3},       {x(op::jgt), 0, 1, 0},
          one(op::ja, 1),       one(op::ret_a),  one(op::ret_k, 0x7fff0000)};
}

} // namespace

TEST_CASE("disassemble: two tokens, calls by name, words of the arguments") {
  const Program program = checked({
      one(op::ld_abs, offset::token),
      {op::jeq, 3, 0, AUDIT_ARCH_X86_64},
      {op::jeq, 0, 10, AUDIT_ARCH_I386},
      one(op::ld_abs, offset::number),
      {op::jeq, 7, 8, 1},
      one(op::ld_abs, offset::number),
      {op::jge, 0, 2, 0x40000000},
      {op::jeq, 4, 5, 0x40000001},
      one(op::ret_k, SECCOMP_RET_ALLOW),
      {op::jgt, 2, 0, 16},
      one(op::ld_abs, 20),
      {op::jset, 0, 1, 0x80000000},
      one(op::ret_k, SECCOMP_RET_ALLOW),
      one(op::ret_k, SECCOMP_RET_KILL_PROCESS),
  });
  CHECK(disassemble(program) == R"( 0: ld   [4]                     ; token
 1: jeq  #0xc000003e, 5, 2       ; token == x86_64
 2: jeq  #0x40000003, 3, 13      ; token == i386
 3: ld   [0]                     ; number
 4: jeq  #0x1, 12, 13            ; number == exit
 5: ld   [0]                     ; number
 6: jge  #0x40000000, 7, 9       ; number >= read@x32
 7: jeq  #0x40000001, 12, 13     ; number == write@x32
 8: ret  #0x7fff0000             ; never reached
 9: jgt  #0x10, 12, 10           ; number > ioctl
10: ld   [20]                    ; args[0] high
11: jset #0x80000000, 12, 13     ; args[0] high & 0x80000000
12: ret  #0x7fff0000             ; allow
13: ret  #0x80000000             ; kill_process
)");
}

TEST_CASE("disassemble: what several tokens share bears the names of both") {
  const auto lines = listing(checked({
      one(op::ld_abs, offset::token),
      {op::jeq, 1, 0, AUDIT_ARCH_X86_64},
      {op::jeq, 0, 4, AUDIT_ARCH_I386},
      one(op::ld_abs, offset::number),
      {op::jeq, 1, 0, 1},
      {op::jeq, 0, 1, 0x123456},
      one(op::ret_k, SECCOMP_RET_ERRNO | 38),
      one(op::ret_k, SECCOMP_RET_ERRNO | 38),
  }));
  CHECK(lines[4].comment == "number == exit@i386, write@x86_64");
  CHECK(lines[5].comment == "number == 0x123456");
  CHECK(lines[6].comment == "errno 38 (ENOSYS)");
  CHECK(lines[7].comment == "errno 38"); // any token can come here
}

TEST_CASE("disassemble: a filter that tests no token") {
  const Program program = checked({
      one(op::ld_abs, offset::number),
      {op::jeq, 0, 3, 0},
      one(op::ld_abs, 16),
      one(op::and_, 0xff),
      {op::jeq, 0, 0, 2},
      one(op::ret_k, SECCOMP_RET_LOG),
  });
  const auto open = listing(program);
  CHECK(open[1].comment == "number == 0");
  CHECK(open[2].comment == "args[0] first word");
  CHECK(open[4].comment == "args[0] first word & 0xff == 2");
  const auto assumed = listing(program, arch::Abi::x86_64);
  CHECK(assumed[1].comment == "number == read");
  CHECK(assumed[4].comment == "args[0] low & 0xff == 2");
  const auto big = listing(program, arch::Abi::s390x);
  CHECK(big[2].comment == "args[0] high");
}

TEST_CASE("disassemble: returned values that are no plain action") {
  const auto comment = [](std::uint32_t value) {
    return listing(checked({one(op::ret_k, value)})).front().comment;
  };
  CHECK(comment(SECCOMP_RET_ALLOW | 9) == "allow, data 9");
  CHECK(comment(SECCOMP_RET_TRACE | 9) == "trace 9");
  CHECK(comment(SECCOMP_RET_ERRNO | 5000) == "errno 4095, data 5000");
  CHECK(comment(0x12340000) == "kill_process: the kernel knows no such action");
}

TEST_CASE("disassemble: the notation of every form") {
  std::string text;
  for (const Line& line : listing(checked(every_form())))
    text += line.text + "\n";
  CHECK(text == R"(ld   [16]
st   M[3]
ld   M[3]
ldx  M[3]
stx  M[4]
ld   #len
ldx  #len
ldi  #0xa
ldxi #0xb
add  #0x1
add  x
div  #0x2
lsh  #12
rsh  x
xor  #0xff
neg
tax
txa
jset #0x3, 20, 19
jgt  x, 20, 21
ja   22
ret  a
ret  #0x7fff0000
)");
}
