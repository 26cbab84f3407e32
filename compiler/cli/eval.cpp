// callgate eval: what a call gets from a policy or from a raw filter, and why.
#include <iomanip>
#include <memory>
#include <nlohmann/json.hpp>
#include <sstream>

#include "bpf/hex.hpp"
#include "cli/choice_option.hpp"
#include "cli/commands.hpp"
#include "cli/exit_status.hpp"
#include "cli/files.hpp"
#include "cli/find_abi.hpp"
#include "cli/policy_options.hpp"
#include "cli/raw_filter.hpp"
#include "cli/subjects.hpp"
#include "pipeline/ask.hpp"
#include "policy/text.hpp"
#include "tools/eval.hpp"

namespace callgate::cli {

namespace {

using tools::Evaluation;

struct Options {
  PolicyOptions policy;
  std::vector<std::string> calls;
  std::string format = "text";
};

/// What evaluates a call, once the policy or the filter is there.
using Evaluate =
    std::function<std::vector<Evaluation>(const policy::WrittenCall&, diagnostic::Diagnostics&)>;

// ---- one verdict ------------------------------------------------------------

/// Where the deciding entry stands, and how it is written: on one line.
struct Place {
  std::string table;
  std::string entry;
  std::size_t line;
};

Place place_of(const policy::Verdict& verdict, const diagnostic::Source& source) {
  const diagnostic::Span span = verdict.rule->entry.span;
  std::istringstream words(std::string(source.text().substr(span.begin, span.end - span.begin)));
  std::string entry;
  for (std::string word; words >> word;)
    entry += (entry.empty() ? "" : " ") + word;
  return {policy::title(*verdict.table), entry, source.position(span.begin).line};
}

std::string_view name_of(policy::Verdict::Reason reason) {
  constexpr std::string_view names[] = {"entry",       "no_condition", "unlisted",
                                        "sibling_abi", "newer",        "foreign_token"};
  return names[static_cast<std::size_t>(reason)];
}

std::string why(const policy::Verdict& verdict, const diagnostic::Source& source) {
  if (verdict.rule == nullptr) return pipeline::reason(verdict);
  const Place place = place_of(verdict, source);
  return place.table + " \"" + place.entry + "\", line " + std::to_string(place.line);
}

bpf::Action action_of(const Evaluation& evaluation) {
  return bpf::action_of(evaluation.execution.value);
}

std::string text_of(const Evaluation& evaluation, const diagnostic::Source* source) {
  std::ostringstream out;
  out << "  " << std::left << std::setw(12) << arch::facts(evaluation.abi).name << " "
      << std::setw(14) << bpf::to_string(action_of(evaluation), evaluation.abi) << "  ";
  if (evaluation.verdict) out << why(*evaluation.verdict, *source) << "; ";
  out << evaluation.execution.steps << " of " << evaluation.instructions
      << " instructions, return at " << evaluation.execution.returned_at;
  if (evaluation.filters > 1)
    out << " of filter " << evaluation.execution.filter + 1 << " of " << evaluation.filters;
  if (evaluation.is_cached) out << "; cached: Linux 5.11 and later runs no filter for it";
  if (evaluation.depends_on_upper_halves)
    out << "; if C leaves the registers so: " << bpf::to_string(evaluation.call);
  out << "\n";
  return out.str();
}

std::string json_of(const Evaluation& evaluation, const std::string& call,
                    const diagnostic::Source* source) {
  nlohmann::ordered_json object;
  object["call"] = call;
  object["abi"] = arch::facts(evaluation.abi).name;
  object["number"] = evaluation.call.number;
  object["token"] = bpf::hex(evaluation.call.token);
  for (const std::uint64_t argument : evaluation.call.arguments)
    object["arguments"].push_back(bpf::hex(argument)); // more than some readers' numbers hold
  const bpf::Action action = action_of(evaluation);
  object["action"] = bpf::facts(action.kind).name;
  if (bpf::facts(action.kind).has_data) object["data"] = action.data;
  object["returned"] = bpf::hex(evaluation.execution.value);
  if (evaluation.verdict) {
    object["reason"] = name_of(evaluation.verdict->reason);
    if (evaluation.verdict->rule != nullptr) {
      const Place place = place_of(*evaluation.verdict, *source);
      object["table"] = place.table;
      object["entry"] = place.entry;
      object["line"] = place.line;
    }
  }
  object["executed"] = evaluation.execution.steps;
  object["instructions"] = evaluation.instructions;
  object["returned_at"] = evaluation.execution.returned_at;
  object["filter"] = evaluation.execution.filter + 1;
  object["filters"] = evaluation.filters;
  object["cached"] = evaluation.is_cached;
  return object.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

// ---- all of them --------------------------------------------------------------

/// The verdicts on one `--call`; nothing after saying what is wrong with it.
std::optional<std::string> verdicts(const Options& options, const std::string& text,
                                    const Evaluate& evaluate, const diagnostic::Source* policy) {
  const diagnostic::Source source("--call", text);
  diagnostic::Diagnostics diagnostics;
  std::vector<Evaluation> found;
  const auto call = policy::parse_call(
      {source.text(), policy::StringText::verbatim(source.text().size())}, diagnostics);
  if (call) found = evaluate(*call, diagnostics);
  if (!diagnostics.sorted().empty()) report(options.policy, source, diagnostics);
  if (diagnostics.has_errors()) return std::nullopt;
  const bool json = options.format == "json";
  std::string out = json ? "" : text + "\n";
  for (const Evaluation& evaluation : found)
    out += json ? json_of(evaluation, text, policy) : text_of(evaluation, policy);
  return out;
}

int answer(const Options& options, const Evaluate& evaluate, const diagnostic::Source* policy) {
  std::string out;
  bool all_sound = true;
  for (const std::string& call : options.calls) {
    const auto more = verdicts(options, call, evaluate, policy);
    all_sound = all_sound && more;
    if (more) out += *more;
  }
  if (!write_output("-", out)) return exit_failed;
  return all_sound ? exit_good : exit_failed;
}

int eval_policy(const Options& options, std::string text) {
  const auto outcome = look_at_policy(options.policy, std::move(text));
  if (const int* status = std::get_if<int>(&outcome)) return *status;
  const auto& loaded = std::get<Loaded<pipeline::Compilation>>(outcome);
  return answer(
      options,
      [&](const policy::WrittenCall& call, diagnostic::Diagnostics& diagnostics) {
        return tools::evaluate(call, loaded.result, diagnostics);
      },
      &loaded.source);
}

/// The filters of a process or, if there are `bytes`, the raw filter that these are.
int eval_filters(const Options& options, std::optional<std::string_view> bytes) {
  if (!suit_filters(options.policy, PlanningOfFilters::unused)) return exit_usage;
  auto abis = find_abis_of_one_order(options.policy.request.abis);
  if (!abis) return exit_usage;
  const auto first = abis->empty() ? std::nullopt : std::optional(abis->front());
  const auto filters = bytes ? filters_in(options.policy.path, *bytes, first)
                             : filters_of_process(options.policy.path);
  if (!filters) return exit_failed;
  if (abis->empty()) *abis = tools::abis_of(filters->programs, filters->order);
  return answer(
      options,
      [&](const policy::WrittenCall& call, diagnostic::Diagnostics& diagnostics) {
        return tools::evaluate(call, filters->programs, *abis, filters->order, diagnostics);
      },
      nullptr);
}

int eval(const Options& options) {
  if (is_process(options.policy.path)) return eval_filters(options, std::nullopt);
  auto bytes = read_input(options.policy.path);
  if (!bytes) return exit_failed;
  return is_policy(*bytes) ? eval_policy(options, *std::move(bytes))
                           : eval_filters(options, *bytes);
}

} // namespace

void add_eval(CLI::App& app, Invocation& invocation) {
  auto* command = app.add_subcommand(
      "eval",
      "say what a call gets, and why\n\n"
      "Runs the filter on the call, without making it: a line an ABI, with the action, the\n"
      "entry that decided, and the instructions executed.");
  const auto options = std::make_shared<Options>();
  command
      ->add_option("POLICY|FILTER", options->policy.path,
                   "policy file, or raw sock_filter array; - reads standard input, pid:N takes the "
                   "filters of a process")
      ->required();
  command->add_option("--call", options->calls, "the call, with its arguments; may be repeated")
      ->required()
      ->allow_extra_args(false)
      ->type_name("TEXT");
  add_selection_options(*command, options->policy, AbiChoice::offered);
  add_planning_options(*command, options->policy);
  add_choice_option(*command, "--format", options->format, {"text", "json"},
                    "form of the answers (default: text)");
  command->footer(
      "Arguments go by place in the order of each ABI's own declaration, or by name; those not\n"
      "given are 0. Filters are asked on the ABIs whose calls they treat in a way of their own,\n"
      "or on those of --abi. What a policy expects of itself is not looked at here.\n"
      "\nExamples:\n"
      "  callgate eval render.toml --call 'openat(AT_FDCWD, 0, O_RDWR)'\n"
      "  callgate eval render.toml --cap NET --abi x86_64 --call 'socket(domain=AF_INET)'\n"
      "  callgate eval render.bpf --call '#438@x86_64(1)' --call getpid --format json\n"
      "  callgate eval pid:1234 --call 'socket(AF_INET)'\n");
  command->callback(
      [options, &invocation] { invocation.action = [options] { return eval(*options); }; });
}

} // namespace callgate::cli
