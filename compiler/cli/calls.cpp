// callgate calls: look into the tables.
#include <algorithm>
#include <charconv>
#include <iomanip>
#include <memory>
#include <set>
#include <sstream>

#include "arch/arguments.hpp"
#include "arch/calls.hpp"
#include "cli/commands.hpp"
#include "cli/exit_status.hpp"
#include "cli/files.hpp"
#include "cli/list_option.hpp"
#include "diagnostic/suggest.hpp"
#include "policy/builtin_groups.hpp"
#include "policy/policy.hpp"

namespace callgate::cli {

namespace {

struct Options {
  std::vector<std::string> names;
  std::vector<std::string> abis;
};

void print(std::ostream& out, arch::Abi abi, const arch::Call& call) {
  out << std::left << std::setw(12) << arch::facts(abi).name << std::right << std::setw(8)
      << call.number << "  " << std::left << std::setw(30) << call.name << "  "
      << arch::to_string(call.since) << "\n";
}

/// As above with openat(dfd: int, filename: const char *, …) for the name.
void print_signature(std::ostream& out, arch::Abi abi, const arch::Call& call) {
  out << std::left << std::setw(12) << arch::facts(abi).name << std::right << std::setw(10)
      << call.number << "  " << std::left << std::setw(8) << arch::to_string(call.since) << "  "
      << call.name;
  const auto arguments = arch::arguments(abi, call);
  if (!arguments) {
    out << ": arguments unknown\n";
    return;
  }
  out << "(";
  const char* separator = "";
  for (const arch::Argument& argument : *arguments) {
    out << separator << argument.name << ": " << argument.type;
    separator = ", ";
  }
  out << ")\n";
}

std::optional<std::uint32_t> as_number(std::string_view text) {
  const bool hex = text.starts_with("0x");
  if (hex) text.remove_prefix(2);
  std::uint32_t number = 0;
  const auto [stop, fault] =
      std::from_chars(text.data(), text.data() + text.size(), number, hex ? 16 : 10);
  if (fault != std::errc{} || stop != text.data() + text.size()) return std::nullopt;
  return number;
}

/// The rows for one name or number; false if there is none.
bool print_matches(std::ostream& out, const std::vector<arch::Abi>& abis, const std::string& name) {
  bool any = false;
  const auto number = as_number(name);
  for (const arch::Abi abi : abis) {
    const arch::Call* call =
        number ? arch::find_call(abi, *number) : arch::find_call(abi, std::string_view(name));
    if (call == nullptr) continue;
    print_signature(out, abi, *call);
    any = true;
  }
  return any;
}

/// Every built-in group.
void print_groups(std::ostream& out) {
  out << "# built-in groups as of Linux " << arch::to_string(policy::groups_judged_at)
      << "; \"callgate calls @NAME\" lists one\n";
  for (const policy::BuiltinGroup& group : policy::builtin_groups())
    out << std::left << std::setw(18) << "@" + std::string(group.name) << group.summary << "\n";
}

/// The calls of one group on every ABI, by number, and the names that an ABI lacks.
void print_group(std::ostream& out, const std::vector<arch::Abi>& abis,
                 const policy::BuiltinGroup& group) {
  out << "# @" << group.name << ": " << group.summary << "; as of Linux "
      << arch::to_string(policy::groups_judged_at) << "\n";
  for (const arch::Abi abi : abis) {
    std::set<std::uint32_t> numbers;
    std::string lacking;
    for (const std::string_view name : policy::calls_of(group)) {
      const arch::Call* call = arch::find_call(abi, name);
      if (call != nullptr && policy::may_be_newer(abi, call->number, policy::groups_judged_at))
        continue;
      if (call != nullptr)
        numbers.insert(call->number);
      else
        lacking += " " + std::string(name);
    }
    for (const std::uint32_t number : numbers)
      print(out, abi, *arch::find_call(abi, number));
    if (!lacking.empty()) out << "# not on " << arch::facts(abi).name << ":" << lacking << "\n";
  }
}

/// What a name with an @ stands for; false if that is nothing. A group is a list, hence of
/// this machine's ABI where none is given.
bool print_group_matches(std::ostream& out, const std::vector<std::string>& chosen,
                         const std::vector<arch::Abi>& abis, std::string_view name) {
  if (name == "@") {
    print_groups(out);
    return true;
  }
  const policy::BuiltinGroup* group = policy::find_builtin_group(name.substr(1));
  if (group == nullptr) return false;
  print_group(out, chosen.empty() ? std::vector{arch::native_abi()} : abis, *group);
  return true;
}

void complain_of_group(const std::string& name) {
  std::vector<std::string> names;
  for (const policy::BuiltinGroup& group : policy::builtin_groups())
    names.push_back("@" + std::string(group.name));
  const std::vector<std::string_view> known(names.begin(), names.end());
  const std::string near = diagnostic::did_you_mean(name, known);
  complain("unknown group \"" + name +
           "\": " + (near.empty() ? "\"callgate calls @\" lists the built-in groups" : near));
}

void complain_of(const std::string& name) {
  if (name.starts_with('@')) return complain_of_group(name);
  if (as_number(name)) return complain("no call has the number " + name);
  if (arch::is_call_name(name)) return complain("\"" + name + "\" exists on none of these ABIs");
  const std::string near = diagnostic::did_you_mean(name, arch::all_call_names());
  complain("unknown call \"" + name + "\"" + (near.empty() ? "" : ": " + near));
}

int calls(const Options& options) {
  std::vector<arch::Abi> abis;
  for (const std::string& name : options.abis) {
    const auto abi = arch::abi_named(name);
    if (!abi) {
      complain("unknown ABI \"" + name +
               "\": " + diagnostic::did_you_mean_or_choose(name, arch::abi_names()));
      return exit_usage;
    }
    abis.push_back(*abi);
  }
  if (abis.empty() && options.names.empty()) abis.push_back(arch::native_abi());
  if (abis.empty()) {
    for (const arch::AbiFacts& facts : arch::all_abis())
      abis.push_back(facts.abi);
  }
  std::ostringstream out;
  if (options.names.empty()) out << "# abi         number  call                            since\n";
  bool all_found = true;
  bool has_title = false;
  for (const std::string& name : options.names) {
    const bool is_group = name.starts_with('@');
    if (!is_group && !has_title) out << "# abi           number  since     call\n";
    has_title = has_title || !is_group;
    const bool found = is_group ? print_group_matches(out, options.abis, abis, name)
                                : print_matches(out, abis, name);
    if (found) continue;
    complain_of(name);
    all_found = false;
  }
  if (options.names.empty()) {
    for (const arch::Abi abi : abis) {
      for (const arch::Call& call : arch::calls(abi))
        print(out, abi, call);
    }
  }
  return write_output("-", out.str()) && all_found ? exit_good : exit_failed;
}

} // namespace

void add_calls(CLI::App& app, Invocation& invocation) {
  auto* command = app.add_subcommand(
      "calls", "look up calls and groups of calls: numbers, releases, arguments\n\n"
               "Answers from callgate's tables, which serve every ABI on every machine.");
  const auto options = std::make_shared<Options>();
  command->add_option("NAME", options->names,
                      "names or numbers; @GROUP for the calls of a built-in group, @ for a list of "
                      "these (else every call of one ABI is listed)");
  add_list_option(*command, "--abi", options->abis,
                  "ABIs to look at, separated by commas (else all for a name, this machine's "
                  "for a list)",
                  "ABI[,ABI]");
  command->footer("Examples:\n"
                  "  callgate calls openat futex_waitv\n"
                  "  callgate calls --abi aarch64\n"
                  "  callgate calls 59 --abi x86_64\n"
                  "  callgate calls @\n"
                  "  callgate calls @io-event --abi x86_64\n");
  command->callback(
      [options, &invocation] { invocation.action = [options] { return calls(*options); }; });
}

} // namespace callgate::cli
