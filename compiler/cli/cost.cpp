// callgate cost: what a policy's filters or any others cost, counted.
#include <algorithm>
#include <memory>
#include <utility>

#include "cli/choice_option.hpp"
#include "cli/commands.hpp"
#include "cli/counts_file.hpp"
#include "cli/exit_status.hpp"
#include "cli/files.hpp"
#include "cli/find_abi.hpp"
#include "cli/output_option.hpp"
#include "cli/policy_options.hpp"
#include "cli/raw_filter.hpp"
#include "cli/subjects.hpp"
#include "pipeline/objective.hpp"
#include "tools/cost_text.hpp"
#include "tools/eval.hpp"

namespace callgate::cli {

namespace {

struct Options {
  PolicyOptions policy;
  std::optional<std::uint16_t> max_number;
  std::size_t top = 10;
  std::string format = "text";
  std::string output = "-";
};

tools::CostQuestion question_of(const Options& options, bool is_cached,
                                ruleset::Workload workload) {
  return {.max_number = options.max_number,
          .workload = std::move(workload),
          .dearest = options.top,
          .is_cached = is_cached};
}

int write(const Options& options, const tools::CostReport& report) {
  const std::string text =
      options.format == "json" ? tools::cost_json(report) : tools::cost_text(report);
  return write_output(options.output, text) ? exit_good : exit_failed;
}

int cost_of_policy(const Options& options, std::string text) {
  const auto outcome = look_at_policy(options.policy, std::move(text));
  if (const int* status = std::get_if<int>(&outcome)) return *status;
  const auto& loaded = std::get<Loaded<pipeline::Compilation>>(outcome);
  const graph::Objective& objective = loaded.result.analysis.objective;
  const auto question = question_of(options, objective.is_cached, objective.workload);
  tools::CostReport report{display_name(options.policy.path), {}, question.is_cached};
  for (const proof::ProvenFilter& filter : loaded.result.filters)
    report.families.push_back(tools::cost(filter, question));
  return write(options, report);
}

/// What filters by themselves are asked: the planning options say what runs them.
std::optional<tools::CostQuestion> question_of(const Options& options,
                                               std::span<const arch::Abi> abis) {
  const PlanningOptions& asked = options.policy.planning;
  const bool is_cached = pipeline::has_cache(arch::parse_release(asked.target_kernel));
  if (!asked.counts) return question_of(options, is_cached, {});
  auto counts = read_counts(*asked.counts);
  if (!counts) return std::nullopt;
  const diagnostic::Source source(counts->name, "");
  diagnostic::Diagnostics diagnostics;
  auto workload = pipeline::workload(*std::move(counts), abis.front(), abis, diagnostics);
  report(options.policy, source, diagnostics);
  if (diagnostics.has_errors()) return std::nullopt;
  return question_of(options, is_cached, std::move(workload));
}

/// The families that `abis` are of, a section each.
int cost_of_filters(const Options& options, proof::Stack stack, std::span<const arch::Abi> abis) {
  const auto question = question_of(options, abis);
  if (!question) return exit_failed;
  tools::CostReport report{display_name(options.policy.path), {}, question->is_cached};
  std::vector<arch::Family> families;
  for (const arch::Abi abi : abis)
    if (std::ranges::count(families, arch::facts(abi).family) == 0)
      families.push_back(arch::facts(abi).family);
  for (const arch::Family family : families) {
    std::vector<arch::Abi> own(abis.begin(), abis.end());
    std::erase_if(own, [&](arch::Abi abi) { return arch::facts(abi).family != family; });
    report.families.push_back(tools::cost(stack, own, *question));
  }
  return write(options, report);
}

/// What the filters of a stack are for.
struct Setting {
  arch::ByteOrder order;
  std::optional<arch::Family> family; ///< where a policy or a process tells it
  std::vector<arch::Abi> abis;        ///< that policies serve
};

/// What the member is for; of a policy that must be one family.
std::optional<Setting> setting_of(const Member& member) {
  if (const auto* filters = std::get_if<Filters>(&member.filters))
    return Setting{filters->order, filters->family, {}};
  const auto& proven = std::get<ProvenFilters>(member.filters);
  if (proven.size() != 1) {
    complain(member.name + " has filters for several kinds of machine: choose with --abi");
    return std::nullopt;
  }
  const ruleset::Rulings& rulings = proven.front().rulings();
  Setting setting{rulings.byte_order, rulings.family, {}};
  for (const ruleset::Ruleset& ruleset : rulings.rulesets)
    setting.abis.insert(setting.abis.end(), ruleset.abis.begin(), ruleset.abis.end());
  return setting;
}

/// What all members are for.
std::optional<Setting> setting_of(const Subject& subject) {
  std::optional<Setting> all;
  for (const Member& member : subject.members) {
    const auto own = setting_of(member);
    if (!own) return std::nullopt;
    if (!all) {
      all = own;
      continue;
    }
    const bool is_other = own->family && all->family && own->family != all->family;
    if (own->order != all->order || is_other) {
      complain(member.name + " is for another machine than what is before it");
      return std::nullopt;
    }
    if (!all->family) all->family = own->family;
    if (all->abis.empty()) all->abis = own->abis;
  }
  return all;
}

using Chosen = std::vector<arch::Abi>; // of --abi

int cost_of_subject(const Options& options, const Subject& subject, const Chosen& chosen) {
  if (!has_policy(subject) && !suit_filters(options.policy, PlanningOfFilters::counted))
    return exit_usage;
  const auto setting = setting_of(subject);
  if (!setting) return exit_failed;
  const auto stack = stack_for(subject, setting->family);
  std::vector<arch::Abi> abis = chosen.empty() ? setting->abis : chosen;
  if (abis.empty()) abis = tools::abis_of(stack, setting->order);
  return cost_of_filters(options, stack, abis);
}

/// Filters that are there: a raw one, those of processes, several on top of each other.
int cost_of_filters_named(const Options& options, std::optional<std::string_view> bytes) {
  const auto chosen = find_abis_of_one_order(options.policy.request.abis);
  if (!chosen) return exit_usage;
  const auto first = chosen->empty() ? std::nullopt : std::optional(chosen->front());
  const std::string& name = options.policy.path;
  if (bytes) {
    auto filters = filters_in(name, *bytes, first);
    if (!filters) return exit_failed;
    return cost_of_subject(options, {name, {{name, *std::move(filters)}}}, *chosen);
  }
  const auto subject = read_subject(name, options.policy, first);
  if (const int* status = std::get_if<int>(&subject)) return *status;
  return cost_of_subject(options, std::get<Subject>(subject), *chosen);
}

int cost(const Options& options) {
  const std::string& name = options.policy.path;
  const bool is_stack = names_in_stack(name).size() != 1;
  if ((is_stack || name == "-") && options.policy.planning.counts == "-") {
    complain("standard input (-) can be read only once");
    return exit_usage;
  }
  if (is_process(name) || is_stack) return cost_of_filters_named(options, std::nullopt);
  auto bytes = read_input(name);
  if (!bytes) return exit_failed;
  return is_policy(*bytes) ? cost_of_policy(options, *std::move(bytes))
                           : cost_of_filters_named(options, *bytes);
}

} // namespace

void add_cost(CLI::App& app, Invocation& invocation) {
  auto* command = app.add_subcommand(
      "cost",
      "count what filters cost, in instructions\n\n"
      "Reports the size of filters, the instructions that they execute a call, the numbers\n"
      "that the kernel's cache answers without them, and the dearest calls. callgate-bench(1)\n"
      "measures instead.");
  const auto options = std::make_shared<Options>();
  command
      ->add_option("POLICY|FILTER", options->policy.path,
                   "policy file, or raw sock_filter array; - reads standard input, pid:N takes the "
                   "filters of a process, FIRST+SECOND several as a stack")
      ->required();
  add_selection_options(*command, options->policy, AbiChoice::offered);
  add_planning_options(*command, options->policy);
  command
      ->add_option(
          "--max-number", options->max_number,
          "count over the numbers from an ABI's first to N above it, at most 65535 (default: its "
          "highest, rounded up to a multiple of 64)")
      ->check(CLI::Range(0, 65535).description(""))
      ->type_name("N");
  command->add_option("--top", options->top, "name so many of the dearest calls (default: 10)")
      ->check(CLI::NonNegativeNumber.description(""))
      ->type_name("N");
  add_choice_option(*command, "--format", options->format, {"text", "json"},
                    "form of the report (default: text)");
  add_output_option(*command, options->output);
  command->footer(
      "Counted are instructions, so that the same filter always costs the same. Filters\n"
      "are asked on the ABIs whose calls they treat in a way of their own, or on those of\n"
      "--abi.\n"
      "\nExamples:\n"
      "  callgate cost render.toml --cap NET\n"
      "  callgate cost render.bpf --format json\n"
      "  callgate cost pid:1234 --top 20\n");
  command->callback(
      [options, &invocation] { invocation.action = [options] { return cost(*options); }; });
}

} // namespace callgate::cli
