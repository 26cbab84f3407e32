// callgate expand: every resolved call with its number, its action and where it came from.
#include <algorithm>
#include <iomanip>
#include <memory>
#include <set>
#include <sstream>

#include "arch/calls.hpp"
#include "cli/commands.hpp"
#include "cli/exit_status.hpp"
#include "cli/files.hpp"
#include "cli/output_option.hpp"
#include "cli/policy_options.hpp"
#include "policy/parse.hpp"
#include "policy/text.hpp"

namespace callgate::cli {

namespace {

struct Options {
  PolicyOptions policy;
  std::string output = "-";
  bool lists_capabilities = false;
};

void print_policy(std::ostream& out, const pipeline::Analysis& analysis) {
  const policy::Policy& policy = *analysis.policy;
  out << "# policy " << policy.name << ", capabilities " << capability_list(analysis.selection)
      << "\n# default " << policy::to_string(policy.default_action) << ", foreign "
      << policy::to_string(policy.foreign);
  if (policy.newer)
    out << ", newer than " << arch::to_string(*policy.known_through) << " "
        << policy::to_string(*policy.newer);
  out << "\n";
  if (const std::string groups = groups_note(analysis); !groups.empty())
    out << "# " << groups << "\n";
}

/// "[base]" or, for what a group brought, "[base] @io-event".
std::string origin(const ruleset::ResolvedCall& call) {
  const std::string table = policy::title(*call.table);
  return call.rule->group ? table + " @" + call.rule->group->name : table;
}

/// The condition as it stands in the policy, on one line. One that a group's entry adds to
/// those of the members has the place of the first of both.
std::string written(const policy::Condition& condition, const diagnostic::Source& source) {
  const auto* both = std::get_if<policy::Combination>(&condition.test);
  if (both != nullptr && both->operands.front().span == condition.span) {
    std::string text;
    for (const policy::Condition& operand : both->operands)
      text += (text.empty() ? "(" : " && (") + written(operand, source) + ")";
    return text;
  }
  std::istringstream words(std::string(
      source.text().substr(condition.span.begin, condition.span.end - condition.span.begin)));
  std::string text;
  for (std::string word; words >> word;)
    text += (text.empty() ? "" : " ") + word;
  return text;
}

/// "438", "500..600".
std::string written(arch::NumberRange numbers) {
  return policy::to_string(numbers).substr(1);
}

/// The call's name or, of several numbers, how many are calls.
std::string name_of(const ruleset::ResolvedCall& call) {
  if (!call.name.empty()) return std::string(call.name);
  const auto calls = arch::calls(call.abi);
  std::set<std::uint32_t> numbers;
  for (const arch::Call& one : calls)
    if (call.numbers.contains(one.number)) numbers.insert(one.number);
  if (numbers.empty()) return "(unassigned)";
  return "(" + std::to_string(numbers.size()) + (numbers.size() == 1 ? " call)" : " calls)");
}

void print_call(std::ostream& out, const ruleset::ResolvedCall& call,
                const diagnostic::Source& source) {
  const policy::Entry& entry = call.rule->entry;
  out << std::left << std::setw(12) << arch::facts(call.abi).name << std::right << std::setw(8)
      << written(call.numbers) << "  " << std::left << std::setw(26) << name_of(call) << "  "
      << std::setw(16) << bpf::to_string(call.action, call.abi) << "  " << origin(call) << ", line "
      << source.position(entry.span.begin).line;
  if (entry.condition) out << ", if " << written(*entry.condition, source);
  out << "\n";
}

/// The names of the policy's capabilities, whatever else may be wrong with it. What is no
/// identifier could mean something to the shell whose completion reads this.
int list_capabilities(const Options& options) {
  auto text = read_input(options.policy.path);
  if (!text) return exit_failed;
  const diagnostic::Source source(source_name(options.policy.path), *std::move(text));
  diagnostic::Diagnostics diagnostics;
  const policy::Policy policy = policy::parse(source, diagnostics);
  report(options.policy, source, diagnostics);
  std::string out;
  for (const policy::Table& table : policy.capabilities) {
    if (!policy::is_identifier(*table.capability)) continue;
    out += *table.capability;
    out += '\n';
  }
  const bool is_written = write_output(options.output, out);
  return is_written && !diagnostics.has_errors() ? exit_good : exit_failed;
}

int expand(const Options& options) {
  if (options.lists_capabilities) return list_capabilities(options);
  const auto outcome = analyse_policy(options.policy);
  if (const int* status = std::get_if<int>(&outcome)) return *status;
  const auto& [source, analysis] = std::get<Loaded<pipeline::Analysis>>(outcome);
  std::ostringstream out;
  print_policy(out, analysis);
  out << "# abi         number  call                        action            table, group, line, "
         "condition\n";
  for (const ruleset::Resolution& resolution : analysis.resolutions) {
    for (const ruleset::ResolvedCall& call : resolution.calls)
      print_call(out, call, source);
  }
  return write_output(options.output, out.str()) ? exit_good : exit_failed;
}

} // namespace

void add_expand(CLI::App& app, Invocation& invocation) {
  auto* command = app.add_subcommand(
      "expand",
      "list every call of a policy with its number and action\n\n"
      "One line a call and ABI: the number, the action, and the table, the group and the\n"
      "line of the policy that it came from.");
  const auto options = std::make_shared<Options>();
  add_policy_options(*command, options->policy, AbiChoice::offered);
  add_output_option(*command, options->output);
  command->add_flag("--list-capabilities", options->lists_capabilities,
                    "list nothing but the names of the policy's capabilities; those that are no "
                    "identifiers are left out");
  command->footer("Examples:\n"
                  "  callgate expand render.toml --cap all\n"
                  "  callgate expand render.toml --abi x86_64,aarch64 --verbose\n");
  command->callback(
      [options, &invocation] { invocation.action = [options] { return expand(*options); }; });
}

} // namespace callgate::cli
