// callgate observe: run a command, or read what others saw of one, and write the policy that it
// needs.
#include <algorithm>
#include <filesystem>
#include <memory>
#include <system_error>

#include "cli/choice_option.hpp"
#include "cli/commands.hpp"
#include "cli/counts_file.hpp"
#include "cli/exit_status.hpp"
#include "cli/files.hpp"
#include "cli/find_abi.hpp"
#include "cli/help.hpp"
#include "cli/host_facts.hpp"
#include "cli/learned_policy.hpp"
#include "cli/list_option.hpp"
#include "cli/output_option.hpp"
#include "diagnostic/printable.hpp"
#include "learn/learn.hpp"
#include "learn/recorded.hpp"
#include "policy/parse.hpp"
#include "watch/observe.hpp"

namespace callgate::cli {

namespace {

struct MethodName {
  const char* name;
  watch::Method method;
};

constexpr MethodName methods[] = {{"notification", watch::Method::notification},
                                  {"trace", watch::Method::trace},
                                  {"counters", watch::Method::counters}};

struct Options {
  std::string output;
  std::string counts;
  std::string conditions = "risky";
  std::string method;
  std::vector<std::string> abis;
  bool portable = false;
  std::vector<std::string> formats; ///< of --from
  bool merge = false;
  std::vector<std::string> files;
};

/// Those that --portable serves without --abi: the 64-bit machines that most programs run on.
constexpr const char* portable_abis[] = {"x86_64", "aarch64", "riscv64"};

learn::Options learning_of(const Options& options) {
  learn::Options learning;
  learning.conditions = *learn::conditions_named(options.conditions);
  learning.equivalents = options.portable;
  std::vector<std::string> names = options.abis;
  if (options.portable && names.empty())
    names.assign(std::begin(portable_abis), std::end(portable_abis));
  for (const std::string& name : names)
    learning.abis.push_back(*arch::abi_named(name));
  return learning;
}

std::string plural(std::uint64_t count, const std::string& one, const std::string& many) {
  return std::to_string(count) + " " + (count == 1 ? one : many);
}

/// Counts of a file that is there already are added up, as those in the policy are.
bool write_counts(const Options& options, const std::vector<records::SeenCall>& calls) {
  if (options.counts.empty()) return true;
  std::error_code error;
  std::vector<policy::Weight> before;
  if (std::filesystem::is_regular_file(options.counts, error) &&
      !std::filesystem::is_empty(options.counts, error)) {
    auto read = read_counts(options.counts);
    if (!read) return false;
    before = std::move(read->weights);
  }
  return write_output(options.counts, learn::counts_text(calls, before));
}

/// Writes the policy of a record, or widens the one that is there, and says so.
bool write_policy(const Options& options, const learn::Record& record, const std::string& seen) {
  // A person may have changed the file while the command ran.
  const Existing existing = read_existing(options.output);
  if (!existing.is_good) return false;
  const ReadPolicy* const before = existing.policy.get();
  const learn::Options learning = learning_of(options);
  const auto result =
      before == nullptr
          ? std::variant<learn::Learned, learn::Refused>(learn::learn(record, learning))
          : learn::widen(before->source, before->policy, record, learning);
  if (const auto* refused = std::get_if<learn::Refused>(&result)) {
    complain(display_name(options.output) + " was left as it is: " + refused->reason);
    return false;
  }
  const auto& learned = std::get<learn::Learned>(result);
  if (!write_learned(options.output, learned.text, before)) return false;
  const std::string entries = plural(learned.entries, "entry", "entries");
  std::string done = entries + " written to " + display_name(options.output);
  if (before != nullptr) done = entries + " added to " + display_name(options.output);
  if (before != nullptr && learned.entries == 0)
    done = display_name(options.output) + " allows them all already";
  complain(seen + ": " + done + "; what did not happen is not in it");
  for (const std::string& note : learned.notes)
    complain(note);
  return true;
}

std::string seen_text(const std::vector<records::SeenCall>& calls) {
  std::uint64_t count = 0;
  for (const records::SeenCall& call : calls)
    count += call.count;
  return plural(count, "call", "calls") + " of " + plural(calls.size(), "kind", "kinds");
}

std::vector<arch::Abi> native_family() {
  std::vector<arch::Abi> abis;
  for (const arch::AbiFacts& facts : arch::all_abis()) {
    if (facts.family == arch::facts(arch::native_abi()).family) abis.push_back(facts.abi);
  }
  return abis;
}

const char* name_of(watch::Method method) {
  return std::ranges::find(methods, method, &MethodName::method)->name;
}

int watch_command(const Options& options, const std::vector<std::string>& command) {
  const Existing existing = read_existing(options.output);
  if (!existing.is_good) return exit_cannot;
  learn::Record record;
  record.interest =
      learn::interest_in(native_family(), *learn::conditions_named(options.conditions),
                         existing.policy ? &existing.policy->policy : nullptr);
  record.provenance.commands = {learn::command_text(command)};
  record.provenance.machine = machine_text();
  record.provenance.libc = libc_of(command);
  record.provenance.kernel = learn::release_of(kernel_release());

  std::optional<watch::Method> method;
  for (const MethodName& known : methods) {
    if (options.method == known.name) method = known.method;
  }
  records::Tally tally(record.interest);
  const auto result =
      watch::observe(command, {}, method, tally, [](const std::string& text) { complain(text); });
  if (const auto* failure = std::get_if<process::Failure>(&result)) {
    complain(failure->message);
    return failure->status;
  }
  const auto& observed = std::get<watch::Observed>(result);
  for (const std::string& note : observed.notes)
    complain(note);
  record.provenance.method = name_of(observed.method);
  record.calls = tally.calls();
  const std::string seen =
      "watched by " + record.provenance.method + ", " + seen_text(record.calls);
  if (!write_policy(options, record, seen) || !write_counts(options, record.calls))
    return exit_cannot;
  return watch::shell_status(observed.ended);
}

// ---- --from -----------------------------------------------------------------

struct Format {
  const char* name;
  std::vector<records::Unread> (learn::Recording::*add)(std::string_view text);
};

constexpr Format formats[] = {{"strace", &learn::Recording::add_strace},
                              {"audit", &learn::Recording::add_audit}};

/// Whether the file has calls of one of the formats. What is wrong in it goes to `faults`.
bool read_record(const Options& options, const std::string& path, learn::Recording& recording,
                 std::size_t& faults) {
  const auto text = read_log(path);
  if (!text) return false;
  const std::string before = seen_text(recording.tally().calls());
  for (const Format& format : formats) {
    if (std::ranges::find(options.formats, format.name) == options.formats.end()) continue;
    for (const records::Unread& fault : (recording.*format.add)(*text)) {
      complain(display_name(path) + ":" + std::to_string(fault.line) + ": " + fault.why);
      ++faults;
    }
  }
  if (seen_text(recording.tally().calls()) != before) return true;
  complain(display_name(path) + ": no call recorded by " +
           CLI::detail::join(options.formats, " or ") + " is in it");
  return false;
}

int read_records(const Options& options) {
  const Existing existing = read_existing(options.output);
  if (!existing.is_good) return exit_failed;
  learn::Record record;
  record.interest =
      learn::interest_in(native_family(), *learn::conditions_named(options.conditions),
                         existing.policy ? &existing.policy->policy : nullptr);
  learn::Recording recording(record.interest, arch::native_abi());
  std::size_t faults = 0;
  for (const std::string& path : options.files) {
    if (!read_record(options, path, recording, faults)) return exit_failed;
    record.provenance.commands.push_back("a record, " + learn::command_text({source_name(path)}));
  }
  record.provenance.runs = options.files.size();
  record.provenance.method = CLI::detail::join(options.formats, ", ");
  record.provenance.kernel = learn::release_of(kernel_release());
  record.calls = recording.tally().calls();
  for (const std::string& note : recording.notes())
    complain(note);
  const std::string seen =
      "recorded by " + record.provenance.method + ", " + seen_text(record.calls);
  if (!write_policy(options, record, seen) || !write_counts(options, record.calls))
    return exit_failed;
  return faults == 0 && recording.is_complete() ? exit_good : exit_failed;
}

// ---- --merge ----------------------------------------------------------------

/// Whether both name one file.
bool is_same_file(const std::string& a, const std::string& b) {
  std::error_code error;
  return a == b || std::filesystem::equivalent(a, b, error);
}

int merge(const Options& options) {
  const Existing existing = read_existing(options.output);
  if (!existing.is_good) return exit_failed;
  std::vector<std::unique_ptr<ReadPolicy>> policies;
  for (const std::string& path : options.files) {
    if (existing.policy && is_same_file(path, options.output)) continue;
    policies.push_back(read_policy(path));
    if (!policies.back()) return exit_failed;
  }
  const ReadPolicy* before = existing.policy.get();
  std::size_t next = 0;
  if (before == nullptr) before = policies[next++].get();
  std::string text(before->source.text());
  std::size_t entries = 0;
  for (; next < policies.size(); ++next) {
    const ReadPolicy& other = *policies[next];
    const diagnostic::Source source(before->source.name(), text);
    diagnostic::Diagnostics diagnostics;
    const policy::Policy policy = policy::parse(source, diagnostics);
    const auto result =
        learn::unite(source, policy, other.source, other.policy, arch::native_abi());
    if (const auto* refused = std::get_if<learn::Refused>(&result)) {
      complain(refused->reason);
      return exit_failed;
    }
    const auto& learned = std::get<learn::Learned>(result);
    text = learned.text;
    entries += learned.entries;
    for (const std::string& note : learned.notes)
      complain(note);
  }
  if (!write_learned(options.output, text, before)) return exit_failed;
  complain(plural(entries, "entry", "entries") + " added to what " +
           display_name(before->source.name()) + " has: " + display_name(options.output));
  return exit_good;
}

// ---- the command line -------------------------------------------------------

void add_options(CLI::App& command, Options& options) {
  command.add_option("FILE", options.files,
                     "with --from: records; with --merge: policies; - reads standard input");
  add_output_option(command, options.output, "-o,--output",
                    "the policy: written anew, or widened if it is there; - is standard output",
                    "POLICY");
  command.get_option("--output")->required();
  add_output_option(command, options.counts, "--counts",
                    "also write how often each call was made, as --weights reads it", "FILE");
  add_choice_option(command, "--conditions", options.conditions, {"none", "risky", "all"},
                    "which arguments get conditions, from the values seen: none, those that tell "
                    "whether a call is dangerous (the default), or all that take constants");
  command.add_flag("--portable", options.portable,
                   "add what other ABIs have instead of the calls seen; for x86_64, aarch64 and "
                   "riscv64, or those of --abi");
  add_list_option(command, "--abi", options.abis, "ABIs that the policy serves besides those seen",
                  "ABI[,ABI]");
  std::vector<std::string> names;
  names.reserve(std::size(methods));
  for (const MethodName& method : methods)
    names.emplace_back(method.name);
  add_choice_option(command, "--method", options.method, names,
                    "how to watch (default: the cheapest way that works here)");
  add_list_option(command, "--from", options.formats,
                  "run nothing: read each FILE, which strace or the audit system wrote",
                  "strace|audit");
  command.add_flag("--merge", options.merge,
                   "run nothing: add what the policies FILE allow to the first of them");
}

/// What the options say against each other; empty if nothing.
std::string misuse(const Options& options, bool has_command) {
  for (const std::string& format : options.formats) {
    const auto known =
        std::ranges::find_if(formats, [&](const Format& row) { return format == row.name; });
    if (known == std::end(formats))
      return "--from " + diagnostic::quoted(format) + ": choose strace or audit";
  }
  const bool reads = !options.formats.empty();
  if (reads && options.merge) return "--from and --merge are two things";
  if ((reads || options.merge) && has_command)
    return std::string(reads ? "--from" : "--merge") + " runs no command";
  if ((reads || options.merge) && options.files.empty())
    return std::string(reads ? "--from" : "--merge") + " needs files";
  if (options.merge && (options.portable || !options.abis.empty() || !options.counts.empty()))
    return "--merge adds what policies say, and takes no --portable, --abi and --counts";
  if ((reads || options.merge) && !options.method.empty())
    return "--method is for a command that is run";
  if (reads || options.merge) return {};
  if (!options.files.empty())
    return diagnostic::quoted(options.files.front()) +
           " is neither an option nor, in front of the --, a command";
  return has_command ? "" : "the command is missing: callgate observe -o POLICY -- COMMAND";
}

int observe(const Options& options, const std::optional<std::vector<std::string>>& command) {
  for (const std::string& name : options.abis) {
    if (!find_abi(name)) return exit_usage;
  }
  if (options.merge) return merge(options);
  if (!options.formats.empty()) return read_records(options);
  return watch_command(options, *command);
}

constexpr const char* description =
    "run a command and write the policy that it needs\n\n"
    "Follows every process and thread of the command, from the first instruction on, and writes\n"
    "a policy that allows the calls that were made: with their counts, with conditions on\n"
    "arguments that tell whether a call is dangerous, and with where all that comes from. What\n"
    "the run did not do is not in it: run everything that the program is to do.";

constexpr const char* footer =
    "Everything after the first -- is the command. A policy that is there already is widened:\n"
    "what is missing is added at the end of [base] allow, counts are added up, and nothing else\n"
    "of its text changes. Calls that it refuses in so many words stay refused, and are named.\n"
    "\nExit status:\n"
    "  0    with --from and --merge: the policy was written\n"
    "  1    with --from and --merge: an input is at fault; messages say where and why\n"
    "  2    the command line is wrong\n"
    "  125  callgate itself failed: the command was not started, or the policy not written\n"
    "  126  the command cannot be executed\n"
    "  127  the command is not found\n"
    "  N    else that of the command, 128+N if signal N ended it, as a shell shows it\n"
    "\nExamples:\n"
    "  callgate observe -o render.toml -- ./render scene.txt\n"
    "  callgate observe -o render.toml --portable --counts render.json -- ./render all.txt\n"
    "  callgate observe -o render.toml --from strace render.log\n"
    "  callgate observe -o render.toml --merge linux.toml alpine.toml\n";

} // namespace

void add_observe(CLI::App& app, Invocation& invocation) {
  auto* command = app.add_subcommand("observe", description);
  command->formatter(std::make_shared<HelpFormatter>("-- COMMAND [ARG...]"));
  const auto options = std::make_shared<Options>();
  add_options(*command, *options);
  command->footer(footer);
  command->callback([options, &invocation] {
    const bool has_command = invocation.command && !invocation.command->empty();
    if (const std::string fault = misuse(*options, has_command); !fault.empty())
      throw CLI::ValidationError("observe", fault);
    invocation.action = [options, &invocation] { return observe(*options, invocation.command); };
  });
}

} // namespace callgate::cli
