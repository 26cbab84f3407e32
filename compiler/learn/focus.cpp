#include "learn/focus.hpp"

#include <algorithm>
#include <array>
#include <variant>

#include "arch/arguments.hpp"
#include "arch/constants.hpp"
#include "learn/expected.hpp"
#include "ruleset/formula.hpp"
#include "ruleset/typing.hpp"

namespace callgate::learn {

namespace {

/// An argument that tells whether a call is dangerous, and which of its bits do.
struct Risk {
  std::string_view calls;
  std::string_view argument;
  std::string_view bits;    ///< constants parted by blanks; empty: all bits
  std::string_view besides; ///< likewise, as in Slack
  std::string_view alike;   ///< values as in Alike
};

/// After the arguments that lore lists as telling, cut to the bits that tell, and without those
/// whose value is a matter of the moment (futex's op, epoll_ctl's).
constexpr auto risks = std::to_array<Risk>({
    {"socket socketpair", "domain", "", "", ""},
    {"socket socketpair", "type", "0xf", "", ""},
    {"socket socketpair", "protocol", "", "", ""},
    {"ioctl", "request", "", "", ""},
    {"prctl", "option", "", "", ""},
    {"arch_prctl", "option", "", "", ""},
    {"clone", "flags",
     "CLONE_NEWNS CLONE_NEWCGROUP CLONE_NEWUTS CLONE_NEWIPC CLONE_NEWUSER CLONE_NEWPID "
     "CLONE_NEWNET CLONE_PTRACE",
     "", ""},
    {"unshare", "flags", "", "", ""},
    {"setns", "flags", "", "", ""},
    {"fcntl fcntl64", "cmd", "", "", ""},
    // An allocator gives memory back when it comes to it, in one of these ways.
    {"madvise process_madvise", "advice", "", "",
     "MADV_NORMAL MADV_RANDOM MADV_SEQUENTIAL MADV_WILLNEED MADV_DONTNEED MADV_FREE "
     "MADV_HUGEPAGE MADV_NOHUGEPAGE"},
    {"mmap mmap2 mprotect pkey_mprotect", "prot", "PROT_EXEC", "PROT_WRITE", ""},
    {"shmat", "shmflg", "SHM_EXEC", "", ""},
    {"personality", "persona", "", "", ""},
    {"ptrace", "request", "", "", ""},
    {"bpf", "cmd", "", "", ""},
    {"keyctl", "option", "", "", ""},
    {"seccomp", "operation", "", "", ""},
    {"quotactl quotactl_fd", "cmd", "", "", ""},
    {"userfaultfd", "flags", "", "", ""},
    {"ipc socketcall", "call", "", "", ""},
});

/// Arguments that take constants, and which of them is a matter of the moment: whether a lock
/// was free, an arena of its own was to be had.
struct Momentary {
  std::string_view calls;
  std::string_view argument;
};
constexpr auto momentary = std::to_array<Momentary>({
    {"futex futex_time64", "futex_op"},
    {"epoll_ctl", "op"},
    {"mmap mmap2", "flags"},
    {"mmap mmap2 mprotect pkey_mprotect", "prot"},
    {"mremap", "flags"},
    {"membarrier", "cmd"},
});

bool has_word(std::string_view list, std::string_view word) {
  const auto words = arch::words_of(list);
  return std::ranges::find(words, word) != words.end();
}

std::vector<std::uint64_t> values_of(std::string_view names, arch::Abi abi) {
  std::vector<std::uint64_t> values;
  for (const std::string_view name : arch::words_of(names)) {
    if (name == "0xf")
      values.push_back(0xf);
    else if (const auto value = arch::constant_value(abi, name))
      values.push_back(*value);
  }
  return values;
}

std::uint64_t joined(std::string_view names, arch::Abi abi) {
  std::uint64_t bits = 0;
  for (const std::uint64_t value : values_of(names, abi))
    bits |= value;
  return bits;
}

/// Nothing for one that filters do not see in a single register.
std::optional<arch::Argument> seen_argument(arch::Abi abi, const arch::Call& call,
                                            std::string_view name) {
  const auto argument = arch::find_argument(abi, call, name);
  if (!argument || argument->place != arch::ArgumentPlace::registers || argument->high_slot ||
      argument->is_pointer)
    return std::nullopt;
  return argument;
}

void add_risk(Focus& focus, const Risk& risk, arch::Abi abi, const arch::Argument& argument) {
  const std::uint64_t whole = ruleset::all_bits(argument.bits);
  const std::uint64_t tell = risk.bits.empty() ? whole : joined(risk.bits, abi) & whole;
  const std::uint64_t besides = joined(risk.besides, abi) & whole;
  focus.together[argument.slot] |= tell | besides;
  if (besides != 0) focus.slack = Slack{argument.slot, tell, besides};
  if (!risk.alike.empty()) focus.alike = Alike{argument.slot, whole, values_of(risk.alike, abi)};
}

void add_word(Focus& focus, arch::Abi abi, const arch::Argument& argument,
              const arch::ConstantUse& use) {
  const std::uint64_t whole = ruleset::all_bits(argument.bits);
  if ((focus.together[argument.slot] & whole) == whole) return;
  Word word{argument.slot, whole, 0, {}};
  if (use.kind == arch::ConstantKind::value) word.value_bits = whole;
  if (use.kind == arch::ConstantKind::value_and_flags) word.value_bits = use.value_bits & whole;
  for (const arch::NamedConstant& constant : arch::named_constants(use, abi))
    word.known.push_back(constant.value & whole);
  focus.words.push_back(std::move(word));
}

void collect(const ruleset::Formula& formula, records::Registers& bits) {
  if (const auto* test = std::get_if<ruleset::Test>(&formula.node)) {
    bits[test->field.slot] |= test->field.high_slot ? test->mask & 0xffffffffU : test->mask;
    if (test->field.high_slot) bits[*test->field.high_slot] |= test->mask >> 32U;
    return;
  }
  const auto* all = std::get_if<ruleset::All>(&formula.node);
  const auto& parts = all != nullptr ? all->parts : std::get<ruleset::Any>(formula.node).parts;
  for (const ruleset::Formula& part : parts)
    collect(part, bits);
}

} // namespace

std::optional<Conditions> conditions_named(std::string_view name) {
  if (name == "none") return Conditions::none;
  if (name == "risky") return Conditions::risky;
  if (name == "all") return Conditions::all;
  return std::nullopt;
}

std::vector<std::pair<std::string_view, std::string_view>> risky_arguments() {
  std::vector<std::pair<std::string_view, std::string_view>> all;
  for (const Risk& risk : risks) {
    for (const std::string_view call : arch::words_of(risk.calls))
      all.emplace_back(call, risk.argument);
  }
  return all;
}

records::Registers Focus::mask() const {
  records::Registers bits = together;
  for (const Word& word : words)
    bits[word.slot] |= word.mask;
  return bits;
}

Focus focus_on(arch::Abi abi, const arch::Call& call, Conditions conditions) {
  Focus focus;
  if (conditions == Conditions::none) return focus;
  for (const Risk& risk : risks) {
    if (!has_word(risk.calls, call.name)) continue;
    if (const auto argument = seen_argument(abi, call, risk.argument))
      add_risk(focus, risk, abi, *argument);
  }
  if (conditions == Conditions::risky) return focus;
  const auto arguments = arch::arguments(abi, call);
  if (!arguments) return focus;
  for (const arch::Argument& declared : *arguments) {
    const auto argument = seen_argument(abi, call, declared.name);
    const auto* use = arch::constant_use(call.name, declared.canonical);
    // Constants among descriptors (AT_FDCWD) do not make them constants.
    if (!argument || use == nullptr || use->calls == "*") continue;
    const bool is_momentary = std::ranges::any_of(momentary, [&](const Momentary& row) {
      return has_word(row.calls, call.name) && row.argument == declared.canonical;
    });
    if (!is_momentary) add_word(focus, abi, *argument, *use);
  }
  return focus;
}

records::Registers bits_asked(const policy::Policy& policy, arch::Abi abi, std::uint32_t number) {
  records::Registers bits{};
  const auto look_at = [&](const policy::Table& table) {
    for (const policy::Rule& rule : table.rules) {
      if (!rule.entry.condition) continue;
      for (const arch::NumberRange range : policy::numbers_of(table, rule, abi)) {
        if (!range.contains(number)) continue;
        const auto formula =
            ruleset::formula_of(*rule.entry.condition, abi, number, [](const ruleset::Mistake&) {});
        if (formula) collect(*formula, bits);
      }
    }
  };
  look_at(policy.base);
  for (const policy::Table& table : policy.capabilities)
    look_at(table);
  return bits;
}

records::Interest interest_in(const std::vector<arch::Abi>& abis, Conditions conditions,
                              const policy::Policy* policy) {
  records::Interest interest;
  for (const arch::Abi abi : abis) {
    for (const arch::Call& call : arch::calls(abi)) {
      records::Registers mask = focus_on(abi, call, conditions).mask();
      if (policy != nullptr) {
        const records::Registers asked = bits_asked(*policy, abi, call.number);
        for (std::size_t i = 0; i < mask.size(); ++i)
          mask[i] |= asked[i];
        for (const Expected& expected : expected_to_stop(*policy, abi, call.number)) {
          for (std::size_t i = 0; i < mask.size(); ++i)
            mask[i] |= expected.bits[i];
        }
      }
      if (std::ranges::any_of(mask, [](std::uint64_t bits) { return bits != 0; }))
        interest.add(arch::facts(abi).token, call.number, mask);
    }
  }
  return interest;
}

} // namespace callgate::learn
