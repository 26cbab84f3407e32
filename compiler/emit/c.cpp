// `c`: a header that a program includes to filter itself: one array a family, chosen by
// the compiler's predefined macros, and a function that installs it. It is C99 and C++,
// and free of warnings under all the options that its users may have on: hence no casts,
// no designated initialisers, no syscall() (which <unistd.h> hides from strict C99).
#include <algorithm>
#include <cstdint>

#include "arch/abi.hpp"
#include "bpf/disassemble.hpp"
#include "bpf/hex.hpp"
#include "emit/writers.hpp"

namespace callgate::emit {
namespace {

constexpr std::string_view identifier_letters =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_0123456789";

bool is_identifier(std::string_view name) {
  return !name.empty() && name.find_first_not_of(identifier_letters) == name.npos &&
         !(name.front() >= '0' && name.front() <= '9');
}

/// Text that neither ends a comment nor opens another one, on one line.
std::string inside_comment(std::string_view text) {
  std::string result;
  for (const char c : text) {
    const char previous = result.empty() ? ' ' : result.back();
    if ((previous == '*' && c == '/') || (previous == '/' && c == '*')) result += ' ';
    result += static_cast<unsigned char>(c) < ' ' ? ' ' : c;
  }
  return result;
}

/// The policy's name in place of every NAME of a template below. Never applied to
/// listings, where ENAMETOOLONG would match.
std::string named(std::string_view pattern, std::string_view name) {
  constexpr std::string_view placeholder = "NAME";
  std::string result;
  for (std::size_t at = 0; at < pattern.size();) {
    const std::size_t next = std::min(pattern.find(placeholder, at), pattern.size());
    result += pattern.substr(at, next - at);
    if (next < pattern.size()) result += name;
    at = next + placeholder.size();
  }
  return result;
}

constexpr std::string_view head = R"(#ifndef CALLGATE_FILTER_NAME
#define CALLGATE_FILTER_NAME

#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>

)";

constexpr std::string_view tail = R"(#else
#error "the policy NAME has no filter for this ABI"
#endif

/* Sets no_new_privs and filters the system calls of the calling thread and of every
 * thread and process that it starts from now on; threads that run already keep what they
 * have. Needs no privilege and cannot be undone. Returns 0, or a negative errno value:
 * then the calls are not filtered, and no_new_privs may or may not be set. */
static inline int NAME_install(void) {
  /* As struct sock_fprog, whose pointer is not to const. */
  const struct {
    unsigned short length;
    const struct sock_filter *instructions;
  } program = {NAME_filter_length, NAME_filter};

  if (prctl(PR_SET_NO_NEW_PRIVS, 1UL, 0UL, 0UL, 0UL) != 0)
    return -errno;
  if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER + 0UL, &program, 0UL, 0UL) != 0)
    return -errno;
  return 0;
}

#endif /* CALLGATE_FILTER_NAME */
)";

/// True for a compiler that makes code for one of the ABIs served.
std::string condition(const proof::ProvenFilter& filter) {
  std::string text;
  for (const ruleset::Ruleset& ruleset : filter.rulings().rulesets)
    for (const arch::Abi abi : ruleset.abis) {
      if (!text.empty()) text += " || ";
      text += "(" + std::string(arch::facts(abi).predefined) + ")";
    }
  return text;
}

std::string initializer(const bpf::Instruction& instruction, std::size_t at,
                        const bpf::Line& line) {
  std::string text = "  {" + bpf::hex(instruction.code) + ", " + std::to_string(instruction.jt) +
                     ", " + std::to_string(instruction.jf) + ", " + bpf::hex(instruction.k) + "},";
  text.resize(std::max<std::size_t>(text.size(), 32), ' ');
  text += " /* " + std::to_string(at) + ": " + inside_comment(line.text);
  if (!line.comment.empty()) text += "; " + inside_comment(line.comment);
  return text + " */\n";
}

std::string array(const proof::ProvenFilter& filter, std::string_view name) {
  const auto instructions = filter.program().instructions();
  const std::vector<bpf::Line> lines = bpf::listing(filter.program());
  std::string text = "/* Serves " + served_abis(filter) + ". */\n" +
                     named("enum { NAME_filter_length = ", name) +
                     std::to_string(instructions.size()) +
                     named(" };\n\nstatic const struct sock_filter "
                           "NAME_filter[NAME_filter_length] = {\n",
                           name);
  for (std::size_t at = 0; at < instructions.size(); ++at)
    text += initializer(instructions[at], at, lines[at]);
  return text + "};\n\n";
}

} // namespace

Output write_c(const Input& input) {
  if (!is_identifier(input.name))
    return Refusal{"\"" + std::string(input.name) +
                   "\" cannot name things in C: use letters, digits and underscores"};
  std::string text = "/* Made by " + inside_comment(input.generator) + " from the policy " +
                     std::string(input.name) +
                     ", capabilities: " + inside_comment(input.capabilities) +
                     ".\n * Do not edit: change the policy and compile it again. */\n";
  text += named(head, input.name);
  std::string_view directive = "#if ";
  for (const proof::ProvenFilter& filter : input.filters) {
    text += std::string(directive) + condition(filter) + "\n\n" + array(filter, input.name);
    directive = "#elif ";
  }
  return text + named(tail, input.name);
}

} // namespace callgate::emit
