#include "fuzz/mutate.hpp"

#include <algorithm>
#include <iterator>
#include <string_view>
#include <vector>

#include "arch/calls.hpp"
#include "arch/constants.hpp"
#include "bpf/action.hpp"
#include "bpf/encoding.hpp"
#include "bpf/opcodes.hpp"

namespace callgate::fuzz {

namespace {

std::size_t below(Random& random, std::size_t bound) {
  return static_cast<std::size_t>(random() % bound);
}

template <typename Range>
auto pick(Random& random, const Range& range) {
  return range[below(random, std::size(range))];
}

/// Lines of policies.
constexpr std::string_view lines[]{"[policy]",
                                   "[base]",
                                   "[cap.A]",
                                   "[cap.B]",
                                   "[group.g]",
                                   "name = \"n\"",
                                   "abis = [\"x86_64\", \"aarch64\"]",
                                   "default = \"allow\"",
                                   "default = \"errno EPERM\"",
                                   "foreign = \"trap\"",
                                   "known_through = \"6.1\"",
                                   "newer = \"errno ENOSYS\"",
                                   "allow = [\"read\"]",
                                   "log = [\"write\"]",
                                   "notify = [\"open\"]",
                                   "trap = []",
                                   "errno = { ENOSYS = [\"clone3\"] }",
                                   "trace = { 7 = [\"ptrace\"] }",
                                   "except = []",
                                   "[[expect]]",
                                   "call = \"read\"",
                                   "call = \"socket(AF_INET, 1)\"",
                                   "caps = [\"all\"]",
                                   "gets = \"allow\""};

/// What else policies are written with, apart from names.
constexpr std::string_view pieces[]{
    "2.6.39",      "3.0",  "7.2",     "4096",     "65536", "-1", "#1",     "#4294967295",
    "#0x40000001", "@x32", "@x86_64", "?",        "\"",    "'",  "\"\"\"", "[",
    "]",           "{",    "}",       "=",        ",",     ".",  "#",      "\t",
    "\r",          "\\",   "\\u00e9", "\xc3\xa9", "\xff"};

/// What conditions are written with, some of it wrongly.
constexpr std::string_view condition_words[]{" == ",
                                             " != ",
                                             " < ",
                                             " <= ",
                                             " > ",
                                             " >= ",
                                             " && ",
                                             " || ",
                                             "!",
                                             "!(",
                                             "(",
                                             ")",
                                             " & ",
                                             " | ",
                                             "~",
                                             "-",
                                             "..",
                                             ",",
                                             "?",
                                             " in {",
                                             "}",
                                             "{",
                                             "u32(",
                                             "s32(",
                                             "u64(",
                                             "s64(",
                                             "arg0",
                                             "arg2",
                                             "arg5",
                                             "arg6",
                                             "flags",
                                             "mode",
                                             "dfd",
                                             "filename",
                                             "option",
                                             "0",
                                             "1",
                                             "0x80000000",
                                             "017",
                                             "0b1",
                                             "-1",
                                             "18446744073709551615",
                                             "18446744073709551616",
                                             " and ",
                                             " not ",
                                             "=",
                                             "+",
                                             "\n"};

/// What logs are written with.
constexpr std::string_view log_words[]{"[pid 7] ",
                                       "7  ",
                                       "12:34:56.789 ",
                                       "<unfinished ...>",
                                       "<... read resumed>",
                                       ") = -1 EPERM (Operation not permitted)",
                                       ") = ?",
                                       "+++ killed by SIGSYS +++",
                                       "--- SIGSYS {si_code=SYS_SECCOMP, si_syscall=__NR_",
                                       "si_arch=AUDIT_ARCH_I386} ---",
                                       "syscall_0x1b7(",
                                       "% time     seconds",
                                       "[ Process PID=7 runs in 32 bit mode. ]",
                                       "type=1326 ",
                                       "type=SECCOMP ",
                                       " syscall=",
                                       " arch=",
                                       " code=0x80000000",
                                       " comm=\"",
                                       "\x1d",
                                       "/*",
                                       "*/",
                                       "3<",
                                       ">",
                                       "\"",
                                       "\\",
                                       "(",
                                       ")",
                                       "[",
                                       "]",
                                       "{",
                                       "}",
                                       ", ",
                                       "|",
                                       "O_RDWR",
                                       "-1",
                                       "0x",
                                       "18446744073709551616",
                                       "\n"};

/// A word from anywhere in the language.
std::string any_word(Random& random) {
  switch (below(random, 7)) {
  case 0:
    return std::string(arch::facts(pick(random, arch::all_abis()).abi).name);
  case 1:
    return std::string(pick(random, bpf::all_actions()).name);
  case 2:
    return std::string(pick(random, arch::all_errno_names()));
  case 3:
    return std::string(pick(random, pieces));
  case 4:
    return "\n" + std::string(pick(random, lines)) + "\n";
  default:
    return std::string(pick(random, arch::all_call_names()));
  }
}

/// An entry of a list, quoted or not.
std::string any_entry(Random& random) {
  std::string entry(pick(random, arch::calls(arch::Abi::x86_64)).name);
  if (below(random, 8) == 0) entry = "#" + std::to_string(random() >> below(random, 64));
  if (below(random, 8) == 0) entry += "?";
  if (below(random, 8) == 0)
    entry += "@" + std::string(arch::facts(pick(random, arch::all_abis()).abi).name);
  return entry;
}

/// The places of all `mark`s in `text`.
std::vector<std::size_t> places_of(char mark, std::string_view text) {
  std::vector<std::size_t> places;
  for (std::size_t at = text.find(mark); at != text.npos; at = text.find(mark, at + 1))
    places.push_back(at);
  return places;
}

void change_bytes(std::string& text, Random& random) {
  const std::size_t at = below(random, text.size() + 1);
  const std::size_t count = std::min(text.size() - at, below(random, 1 + below(random, 40)));
  switch (below(random, 4)) {
  case 0:
    text.erase(at, count);
    break;
  case 1:
    text.insert(below(random, text.size() + 1), text.substr(at, count));
    break;
  case 2:
    text.insert(at, 1, static_cast<char>(random()));
    break;
  default:
    if (at < text.size()) text[at] = static_cast<char>(random());
  }
}

void replace_quoted(std::string& text, Random& random) {
  const auto quotes = places_of('"', text);
  if (quotes.size() < 2) return change_bytes(text, random);
  const std::size_t first = below(random, quotes.size() - 1);
  text.replace(quotes[first] + 1, quotes[first + 1] - quotes[first] - 1,
               below(random, 2) == 0 ? any_entry(random) : any_word(random));
}

void add_entry(std::string& text, Random& random) {
  const auto lists = places_of('[', text);
  if (lists.empty()) return change_bytes(text, random);
  text.insert(pick(random, lists) + 1, "\"" + any_entry(random) + "\", ");
}

void move_line(std::string& text, Random& random) {
  const auto ends = places_of('\n', text);
  if (ends.size() < 2) return change_bytes(text, random);
  const std::size_t line = below(random, ends.size() - 1);
  const std::string moved = text.substr(ends[line] + 1, ends[line + 1] - ends[line]);
  if (below(random, 2) == 0) text.erase(ends[line] + 1, moved.size());
  const auto rest = places_of('\n', text);
  text.insert(rest.empty() ? 0 : pick(random, rest) + 1, moved);
}

/// A number that filters care about: an offset, an action, a token, anything.
std::uint32_t any_operand(Random& random) {
  switch (below(random, 5)) {
  case 0:
    return static_cast<std::uint32_t>(4 * below(random, 17));
  case 1:
    return pick(random, bpf::all_actions()).value | static_cast<std::uint16_t>(random());
  case 2:
    return pick(random, arch::all_abis()).token;
  case 3:
    return static_cast<std::uint32_t>(below(random, 20));
  default:
    return static_cast<std::uint32_t>(random() >> below(random, 64));
  }
}

std::string any_instruction(Random& random, arch::ByteOrder order) {
  const bpf::Instruction instruction{
      pick(random, bpf::all_opcodes()).code, static_cast<std::uint8_t>(below(random, 4)),
      static_cast<std::uint8_t>(below(random, 4)), any_operand(random)};
  return bpf::encode({&instruction, 1}, order);
}

} // namespace

std::string mutate_policy(std::string input, Random& random) {
  for (std::size_t changes = 1 + below(random, 4); changes > 0; --changes) {
    switch (below(random, 5)) {
    case 0:
      change_bytes(input, random);
      break;
    case 1:
      replace_quoted(input, random);
      break;
    case 2:
      add_entry(input, random);
      break;
    case 3:
      move_line(input, random);
      break;
    default:
      input.insert(below(random, input.size() + 1), any_word(random));
    }
  }
  return input;
}

std::string mutate_expression(std::string input, Random& random) {
  static const std::vector<std::string_view> constants = arch::all_constant_names();
  for (std::size_t changes = 1 + below(random, 4); changes > 0; --changes) {
    const std::size_t at = below(random, input.size() + 1);
    switch (below(random, 4)) {
    case 0:
      change_bytes(input, random);
      break;
    case 1:
      input.insert(at, pick(random, constants));
      break;
    default:
      input.insert(at, pick(random, condition_words));
    }
  }
  return input;
}

std::string mutate_log(std::string input, Random& random) {
  for (std::size_t changes = 1 + below(random, 6); changes > 0; --changes) {
    const std::size_t at = below(random, input.size() + 1);
    switch (below(random, 5)) {
    case 0:
      change_bytes(input, random);
      break;
    case 1:
      move_line(input, random);
      break;
    case 2:
      input.insert(at, pick(random, arch::all_call_names()));
      break;
    default:
      input.insert(at, pick(random, log_words));
    }
  }
  return input;
}

std::string mutate_filter(std::string input, Random& random) {
  const arch::ByteOrder order = bpf::guess_byte_order(input);
  for (std::size_t changes = 1 + below(random, 4); changes > 0; --changes) {
    const std::size_t count = input.size() / bpf::instruction_bytes;
    const std::size_t at = bpf::instruction_bytes * below(random, count + 1);
    switch (below(random, 5)) {
    case 0:
      change_bytes(input, random);
      break;
    case 1:
      input.erase(at, bpf::instruction_bytes);
      break;
    case 2:
      input.insert(at, input, 0, bpf::instruction_bytes * below(random, count + 1));
      break;
    default:
      input.insert(at, any_instruction(random, order));
    }
  }
  return input;
}

} // namespace callgate::fuzz
