// callgate diff: where two policies, filters or processes decide differently.
#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <variant>

#include "cli/choice_option.hpp"
#include "cli/commands.hpp"
#include "cli/exit_status.hpp"
#include "cli/files.hpp"
#include "cli/find_abi.hpp"
#include "cli/list_option.hpp"
#include "cli/output_option.hpp"
#include "cli/subjects.hpp"
#include "diagnostic/printable.hpp"
#include "tools/diff_text.hpp"

namespace callgate::cli {

namespace {

/// As diff(1) has them.
enum DiffStatus : int { diff_same = 0, diff_different = 1 };

struct Options {
  std::array<std::string, 2> names;
  std::vector<std::string> abis;
  std::vector<std::string> default_abis;
  std::vector<std::string> capabilities;
  std::array<std::vector<std::string>, 2> own_capabilities;
  bool forbid_widening = false;
  bool quiet = false;
  std::string format = "text";
  std::string output = "-";
};

using Subjects = std::array<Subject, 2>;

/// What is compared: a family's filters, or filters of which nobody said whose they are.
struct Setting {
  std::optional<arch::Family> family;
  arch::ByteOrder order;
};

std::optional<std::vector<arch::Abi>> find_abis(const std::vector<std::string>& names) {
  std::vector<arch::Abi> abis;
  for (const std::string& name : names) {
    const auto abi = find_abi(name);
    if (!abi) return std::nullopt;
    abis.push_back(*abi);
  }
  return abis;
}

std::optional<Subjects> read_subjects(const Options& options, std::optional<arch::Abi> abi) {
  std::size_t standard_inputs = 0;
  for (const std::string& name : options.names)
    standard_inputs += static_cast<std::size_t>(std::ranges::count(names_in_stack(name), "-"));
  if (standard_inputs > 1) {
    complain("standard input (-) can be read only once");
    return std::nullopt;
  }
  Subjects subjects;
  for (std::size_t side = 0; side < subjects.size(); ++side) {
    const auto& own = options.own_capabilities[side];
    PolicyOptions policies;
    policies.request.abis = options.abis;
    policies.request.default_abis = options.default_abis;
    policies.request.capabilities = own.empty() ? options.capabilities : own;
    auto subject = read_subject(options.names[side], policies, abi);
    if (std::holds_alternative<int>(subject)) return std::nullopt;
    subjects[side] = std::get<Subject>(std::move(subject));
    if (own.empty() || has_policy(subjects[side])) continue;
    complain(subjects[side].name + " is no policy and has no capabilities to choose");
    return std::nullopt;
  }
  if (!options.capabilities.empty() && std::ranges::none_of(subjects, has_policy)) {
    complain("neither side is a policy that has capabilities to choose");
    return std::nullopt;
  }
  return subjects;
}

std::vector<const Member*> members_of(const Subjects& subjects) {
  std::vector<const Member*> members;
  for (const Subject& subject : subjects)
    for (const Member& member : subject.members)
      members.push_back(&member);
  return members;
}

/// "x86_64, i386": the ABIs that a policy serves.
std::string abis_served(const ProvenFilters& filters) {
  std::string text;
  for (const proof::ProvenFilter& filter : filters)
    for (const ruleset::Ruleset& ruleset : filter.rulings().rulesets)
      for (const arch::Abi abi : ruleset.abis)
        text += (text.empty() ? "" : ", ") + std::string(arch::facts(abi).name);
  return text;
}

/// Whether filters may be those of a kernel of that family: by what is known of them, else
/// by the audit tokens `told_apart`.
bool may_serve(const Filters& filters, std::span<const std::uint32_t> told_apart,
               const Setting& setting) {
  if (filters.family || filters.order != setting.order) return filters.family == setting.family;
  return std::ranges::any_of(arch::all_abis(), [&](const arch::AbiFacts& facts) {
    return facts.family == setting.family && std::ranges::count(told_apart, facts.token) != 0;
  });
}

/// Those of several settings that filters may be for; else why that cannot be told.
std::variant<std::vector<Setting>, tools::Undecided>
settings_for(const Filters& filters, const std::vector<Setting>& settings) {
  const auto tokens = tools::tokens_told_apart(filters.programs, filters.order);
  if (const auto* undecided = std::get_if<tools::Undecided>(&tokens)) return *undecided;
  std::vector<Setting> fitting;
  for (const Setting& setting : settings)
    if (may_serve(filters, std::get<std::vector<std::uint32_t>>(tokens), setting))
      fitting.push_back(setting);
  if (fitting.empty())
    return tools::Undecided{"it treats calls of none of these in a way of its own"};
  return fitting;
}

/// Without policies: filters of one byte order.
std::optional<std::vector<Setting>> setting_of_filters(const std::vector<const Member*>& members) {
  const auto& first = std::get<Filters>(members.front()->filters);
  for (const Member* member : members) {
    if (std::get<Filters>(member->filters).order == first.order) continue;
    complain(member->name + " has another byte order than " + members.front()->name +
             ": they are for different machines, or --abi has to say for which");
    return std::nullopt;
  }
  return std::vector{Setting{std::nullopt, first.order}};
}

/// The families of the policies, which must all serve the same ABIs; of several those that
/// the filters beside them may be for.
std::optional<std::vector<Setting>> settings_of(const Subjects& subjects) {
  const std::vector<const Member*> members = members_of(subjects);
  const Member* policy = nullptr;
  std::vector<Setting> settings;
  for (const Member* member : members) {
    const auto* filters = std::get_if<ProvenFilters>(&member->filters);
    if (filters == nullptr) continue;
    if (policy == nullptr) {
      policy = member;
      for (const proof::ProvenFilter& filter : *filters)
        settings.push_back({filter.rulings().family, filter.rulings().byte_order});
      continue;
    }
    const std::string here = abis_served(*filters);
    const std::string there = abis_served(std::get<ProvenFilters>(policy->filters));
    if (here == there) continue;
    std::string fault = policy->name;
    fault.append(" serves ").append(there).append("; ").append(member->name);
    complain(fault.append(" serves ").append(here).append(": choose what both serve with --abi"));
    return std::nullopt;
  }
  if (policy == nullptr) return setting_of_filters(members);
  const std::string served =
      policy->name + " serves " + abis_served(std::get<ProvenFilters>(policy->filters));
  // Filters beside a policy for one family are taken to be for that one.
  std::vector<Setting> fitting = settings;
  bool has_filters = false;
  for (const Member* member : members) {
    const auto* filters = std::get_if<Filters>(&member->filters);
    if (filters == nullptr) continue;
    has_filters = true;
    if (settings.size() == 1) {
      const bool is_other = filters->family ? filters->family != settings.front().family
                                            : filters->order != settings.front().order;
      if (!is_other) continue;
      complain(served + ", and " + member->name + " is for another machine");
      return std::nullopt;
    }
    const auto own = settings_for(*filters, settings);
    if (const auto* undecided = std::get_if<tools::Undecided>(&own)) {
      complain(served + ", and for which of these " + member->name +
               " is cannot be told: " + undecided->reason + "; choose with --abi");
      return std::nullopt;
    }
    std::erase_if(fitting, [&](const Setting& setting) {
      return std::ranges::count(std::get<std::vector<Setting>>(own), setting.family,
                                &Setting::family) == 0;
    });
  }
  if (!has_filters || fitting.size() == 1) return fitting;
  complain(served + ", and the filters beside it may be for " +
           (fitting.empty() ? "different ones" : "several") + " of these: choose with --abi");
  return std::nullopt;
}

std::optional<tools::DiffReport> compare(const Subjects& subjects,
                                         const std::vector<Setting>& settings,
                                         std::optional<arch::Abi> assumed) {
  tools::DiffReport report{
      diagnostic::printable(subjects[0].name), diagnostic::printable(subjects[1].name), {}};
  for (const Setting& setting : settings) {
    const auto a = stack_for(subjects[0], setting.family);
    const auto b = stack_for(subjects[1], setting.family);
    auto found = tools::differences(a, b, setting.order, assumed);
    if (const auto* undecided = std::get_if<tools::Undecided>(&found)) {
      complain("cannot compare " + subjects[0].name + " (A) and " + subjects[1].name +
               " (B): " + undecided->reason);
      return std::nullopt;
    }
    report.families.push_back(
        {setting.family, std::get<std::vector<tools::Group>>(std::move(found))});
  }
  return report;
}

int diff(const Options& options) {
  const auto abis = find_abis(options.abis);
  if (!abis) return exit_undecided;
  const auto abi = abis->empty() ? std::nullopt : std::optional(abis->front());
  const auto subjects = read_subjects(options, abi);
  if (!subjects) return exit_undecided;
  const auto settings = settings_of(*subjects);
  if (!settings) return exit_undecided;
  const auto report = compare(*subjects, *settings, abi);
  if (!report) return exit_undecided;
  const std::size_t counting = options.forbid_widening
                                   ? tools::count(*report, tools::Direction::widening)
                                   : tools::count(*report);
  if (counting == 0 && options.quiet) return diff_same;
  const std::string text =
      options.format == "json" ? tools::diff_json(*report) : tools::diff_text(*report);
  if (!write_output(options.output, text)) return exit_undecided;
  return counting == 0 ? diff_same : diff_different;
}

} // namespace

void add_diff(CLI::App& app, Invocation& invocation) {
  auto* command = app.add_subcommand(
      "diff",
      "show which calls and arguments two filters decide differently\n\n"
      "The comparison is exact, over every call and every value of the arguments, and each\n"
      "difference comes with an input that shows it.");
  const auto options = std::make_shared<Options>();
  const std::string what = ": a policy, a raw filter, - (standard input), pid:N (the filters of "
                           "a process), or several as a stack, FIRST+SECOND";
  command->add_option("A", options->names[0], "the one before" + what)->required();
  command->add_option("B", options->names[1], "the one after" + what)->required();
  add_list_option(*command, "--abi", options->abis,
                  "ABIs of policies to compare, separated by commas (else those that they "
                  "serve); for raw filters, byte order, and call names where they test no token",
                  "ABI[,ABI]");
  add_list_option(*command, "--default-abi", options->default_abis,
                  "ABIs of policies that name none, without --abi (default: this machine's)",
                  "ABI[,ABI]");
  add_list_option(*command, "--cap", options->capabilities,
                  "capabilities of policies, separated by commas; or all, or none (the default)",
                  "NAME[,NAME]");
  add_list_option(*command, "--cap-a", options->own_capabilities[0], "those of A instead",
                  "NAME[,NAME]");
  add_list_option(*command, "--cap-b", options->own_capabilities[1], "those of B instead",
                  "NAME[,NAME]");
  command->add_flag("--forbid-widening", options->forbid_widening,
                    "fail only where B is more permissive than A");
  command->add_flag("-q,--quiet", options->quiet, "no report unless it fails, as in a build");
  add_choice_option(*command, "--format", options->format, {"text", "json"},
                    "form of the report (default: text)");
  add_output_option(*command, options->output);
  command->footer(
      "Exit status:\n"
      "  0  A and B decide every call alike; with --forbid-widening, B is nowhere more permissive\n"
      "  1  they do not\n"
      "  2  that could not be decided, for whatever reason\n"
      "\nExamples:\n"
      "  callgate diff old/render.toml render.toml --forbid-widening\n"
      "  callgate diff render.toml render.toml --cap-b NET\n"
      "  callgate diff render.toml pid:1234\n"
      "  callgate diff outer.bpf+inner.bpf merged.bpf --format json\n");
  command->callback(
      [options, &invocation] { invocation.action = [options] { return diff(*options); }; });
}

} // namespace callgate::cli
