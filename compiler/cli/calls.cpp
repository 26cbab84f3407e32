// callgate calls: look into the tables.
#include <algorithm>
#include <charconv>
#include <iomanip>
#include <memory>
#include <sstream>

#include "arch/arguments.hpp"
#include "arch/calls.hpp"
#include "cli/commands.hpp"
#include "cli/exit_status.hpp"
#include "cli/files.hpp"
#include "cli/list_option.hpp"
#include "diagnostic/suggest.hpp"

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

void complain_of(const std::string& name) {
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
  out << (options.names.empty() ? "# abi         number  call                            since\n"
                                : "# abi           number  since     call\n");
  bool all_found = true;
  for (const std::string& name : options.names) {
    if (print_matches(out, abis, name)) continue;
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
  auto* command = app.add_subcommand("calls", "look up calls: numbers, releases, arguments");
  const auto options = std::make_shared<Options>();
  command->add_option("NAME", options->names,
                      "names or numbers (else every call of one ABI is listed)");
  add_list_option(*command, "--abi", options->abis,
                  "ABIs to look at, separated by commas (else all for a name, this machine's "
                  "for a list)",
                  "ABI[,ABI]");
  command->footer("Examples:\n"
                  "  callgate calls openat futex_waitv\n"
                  "  callgate calls --abi aarch64\n"
                  "  callgate calls 59 --abi x86_64\n");
  command->callback(
      [options, &invocation] { invocation.action = [options] { return calls(*options); }; });
}

} // namespace callgate::cli
