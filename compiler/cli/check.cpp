// callgate check: run a corpus under a policy, and say whether the policy is fit for release.
#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <set>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <utility>

#include "cli/check_run.hpp"
#include "cli/commands.hpp"
#include "cli/exit_status.hpp"
#include "cli/files.hpp"
#include "cli/output_option.hpp"
#include "cli/policy_options.hpp"
#include "cli/progress_bar.hpp"
#include "gate/cost.hpp"
#include "gate/exchange.hpp"
#include "gate/judge.hpp"
#include "gate/read_corpus.hpp"
#include "gate/reports.hpp"
#include "pipeline/watched.hpp"

namespace callgate::cli {

namespace {

using diagnostic::Diagnostics;
using diagnostic::Source;

struct Options {
  PolicyOptions policy;
  std::string corpus;
  std::string baseline;
  std::string json;
  std::string junit;
  std::string html;
  std::size_t jobs = 0;
};

/// All that is read before anything runs.
struct Inputs {
  Source policy;
  gate::Corpus corpus;
  std::optional<gate::Baseline> baseline{};
};

using Settings = std::vector<std::unique_ptr<const Setting>>;

// ---- what is read -----------------------------------------------------------

std::optional<gate::Baseline> read_baseline(const std::string& path) {
  const auto text = read_input(path);
  if (!text) return std::nullopt;
  auto read = gate::read_baseline(source_name(path), *text);
  if (const auto* fault = std::get_if<gate::NoBaseline>(&read)) {
    complain(display_name(path) + ": " + fault->reason);
    return std::nullopt;
  }
  return std::get<gate::Baseline>(std::move(read));
}

std::variant<Inputs, int> read_inputs(const Options& options, Source& corpus_source) {
  auto policy = read_input(options.policy.path);
  if (!policy) return int{exit_failed};
  auto corpus_text = read_input(options.corpus);
  if (!corpus_text) return int{exit_failed};
  corpus_source = Source(source_name(options.corpus), *std::move(corpus_text));
  Diagnostics diagnostics;
  gate::Corpus corpus = gate::read_corpus(corpus_source, diagnostics);
  report(options.policy, corpus_source, diagnostics);
  if (diagnostics.has_errors()) return int{exit_failed};
  Inputs inputs{Source(source_name(options.policy.path), *std::move(policy)), std::move(corpus)};
  if (options.baseline.empty()) return inputs;
  inputs.baseline = read_baseline(options.baseline);
  if (!inputs.baseline) return int{exit_failed};
  return inputs;
}

// ---- the policy with each set of capabilities ---------------------------------

/// What runs that name no capabilities get.
const std::vector<std::string>& words_of(const Options& options, const gate::Run& run) {
  return run.capabilities.empty() ? options.policy.request.capabilities : run.capabilities;
}

const Setting* find(const Settings& settings, const std::vector<std::string>& words) {
  const auto found =
      std::ranges::find_if(settings, [&](const auto& each) { return each->words == words; });
  return found == settings.end() ? nullptr : found->get();
}

/// Reports what is found in the policy the first time only: it is the same each time.
std::variant<std::unique_ptr<const Setting>, int> settle(const Options& options,
                                                         const Inputs& inputs,
                                                         const Source& corpus_source,
                                                         const gate::Run& run, bool is_first) {
  pipeline::Request request = options.policy.request;
  request.capabilities = words_of(options, run);
  Diagnostics diagnostics;
  auto compiled = pipeline::compile(inputs.policy, request, options.policy.strictness, diagnostics);
  auto* compilation = std::get_if<pipeline::Compilation>(&compiled);
  if (is_first || compilation == nullptr) report(options.policy, inputs.policy, diagnostics);
  if (const auto* bad = std::get_if<pipeline::BadRequest>(&compiled)) {
    if (run.capabilities.empty()) {
      complain(bad->message);
      return int{exit_usage};
    }
    Diagnostics of_corpus;
    of_corpus.error("unknown-capability", run.span, bad->message);
    report(options.policy, corpus_source, of_corpus);
    return int{exit_failed};
  }
  if (compilation == nullptr) return int{exit_failed};
  Diagnostics watching;
  auto filter = pipeline::build_watched(*compilation, arch::facts(arch::native_abi()).family,
                                        pipeline::Watching::counting, watching);
  if (!filter) {
    report(options.policy, inputs.policy, watching);
    if (!watching.has_errors())
      complain("the policy serves no ABI of this machine: add \"" +
               std::string(arch::facts(arch::native_abi()).name) + "\" to its abis");
    return int{exit_failed};
  }
  gate::Entries entries(*compilation->analysis.policy);
  return std::make_unique<const Setting>(Setting{request.capabilities, std::move(*compilation),
                                                 std::move(entries), *std::move(filter)});
}

std::variant<Settings, int> settle_all(const Options& options, const Inputs& inputs,
                                       const Source& corpus_source) {
  Settings settings;
  for (const gate::Run& run : inputs.corpus.runs) {
    if (find(settings, words_of(options, run)) != nullptr) continue;
    auto setting = settle(options, inputs, corpus_source, run, settings.empty());
    if (const int* status = std::get_if<int>(&setting)) return *status;
    settings.push_back(std::get<0>(std::move(setting)));
  }
  return settings;
}

// ---- running ------------------------------------------------------------------

/// Where people read how it goes: not where a report goes.
std::ostream& words_for_people(const Options& options) {
  const bool is_taken =
      std::ranges::count(
          std::initializer_list<std::string>{options.json, options.junit, options.html}, "-") != 0;
  return is_taken ? std::cerr : std::cout;
}

gate::Colour colour(const Options& options) {
  const int stream = &words_for_people(options) == &std::cout ? STDOUT_FILENO : STDERR_FILENO;
  return ::isatty(stream) != 0 && std::getenv("NO_COLOR") == nullptr ? gate::Colour::always
                                                                     : gate::Colour::never;
}

/// One repetition of a run.
struct Piece {
  std::size_t run;
  std::size_t repetition;
};

class Checking {
public:
  Checking(const Options& options, const Inputs& inputs, const Settings& settings)
      : options_(options), inputs_(inputs), settings_(settings), bar_("checking"),
        has_bar_(::isatty(STDERR_FILENO) != 0) {
    for (std::size_t i = 0; i < inputs.corpus.runs.size(); ++i) {
      const gate::Run& run = inputs.corpus.runs[i];
      runs_.push_back({&run, setting(i).compilation.analysis.selection.capabilities,
                       std::vector<gate::Repetition>(run.repeats)});
      for (std::size_t repetition = 0; repetition < run.repeats; ++repetition)
        pieces_.push_back({i, repetition});
      left_.push_back(run.repeats);
    }
  }

  process::WorkOutcome run() {
    process::WorkPlan plan;
    plan.count = pieces_.size();
    plan.jobs = options_.jobs != 0 ? options_.jobs : std::thread::hardware_concurrency();
    plan.lane = [this](std::size_t index) { return pieces_[index].run; };
    // Reports take their time as well.
    plan.patience = [this](std::size_t index) {
      return run_of(index).time_limit * 2 + std::chrono::minutes(1);
    };
    plan.work = [this](std::size_t index, process::WorkerEnds ends) { return work(index, ends); };
    plan.done = [this](std::size_t index, process::WorkerDone done) {
      take(index, std::move(done));
    };
    return process::work_through(plan);
  }

  /// On a terminal the runs are told of when the bar is gone.
  void tell_all() {
    if (!has_bar_) return;
    for (const gate::DoneRun& run : runs_)
      tell(run);
  }

  [[nodiscard]] const std::vector<gate::DoneRun>& runs() const { return runs_; }

private:
  [[nodiscard]] const gate::Run& run_of(std::size_t index) const {
    return inputs_.corpus.runs[pieces_[index].run];
  }

  [[nodiscard]] const Setting& setting(std::size_t run) const {
    return *find(settings_, words_of(options_, inputs_.corpus.runs[run]));
  }

  int work(std::size_t index, process::WorkerEnds ends) const {
    const gate::Watched watched =
        watch_run(run_of(index), setting(pieces_[index].run), inputs_.policy, ends);
    const std::string encoded = gate::encode(watched);
    std::string_view text = encoded;
    while (!text.empty()) {
      const ssize_t written = ::write(ends.answer, text.data(), text.size());
      if (written < 0 && errno != EINTR) return exit_failed;
      text.remove_prefix(written < 0 ? 0 : static_cast<std::size_t>(written));
    }
    return exit_good;
  }

  void take(std::size_t index, process::WorkerDone done) {
    const Piece piece = pieces_[index];
    gate::Repetition& repetition = runs_[piece.run].repetitions[piece.repetition];
    repetition.seconds = done.seconds;
    repetition.output = std::move(done.output);
    if (auto watched = gate::decode(done.answer))
      repetition.watched = *std::move(watched);
    else
      repetition.watched.ended.fault =
          done.overdue ? "its watcher hung and was ended"
          : WIFSIGNALED(done.status)
              ? "its watcher was ended by signal " + std::to_string(WTERMSIG(done.status))
              : "its watcher ended without a word";
    bar_.show(++done_, pieces_.size());
    if (--left_[piece.run] == 0 && !has_bar_) tell(runs_[piece.run]);
  }

  void tell(const gate::DoneRun& run) {
    words_for_people(options_) << gate::run_text(gate::result_of(run), gate::findings_of(run),
                                                 told_, colour(options_))
                               << std::flush;
  }

  const Options& options_;
  const Inputs& inputs_;
  const Settings& settings_;
  ProgressBar bar_;
  bool has_bar_;
  std::vector<gate::DoneRun> runs_;
  std::vector<Piece> pieces_;
  std::vector<std::size_t> left_; ///< repetitions, by run
  std::size_t done_ = 0;
  std::set<std::string> told_; ///< gate::run_text
};

/// As if there had been no handler: whoever waits for callgate sees the signal.
int die_of(int signal) {
  std::signal(signal, SIG_DFL);
  ::raise(signal);
  return 128 + signal;
}

// ---- what came of it ------------------------------------------------------------

std::vector<gate::FilterCost> costs(const Options& options, const Settings& settings,
                                    const std::vector<gate::DoneRun>& runs,
                                    const gate::Result& result) {
  std::vector<gate::FilterCost> costs;
  costs.reserve(settings.size());
  for (const auto& setting : settings) {
    std::vector<gate::SeenCall> calls;
    for (std::size_t i = 0; i < runs.size(); ++i) {
      if (words_of(options, *runs[i].run) != setting->words) continue;
      calls.insert(calls.end(), result.runs[i].calls.begin(), result.runs[i].calls.end());
    }
    const arch::Family native = arch::facts(arch::native_abi()).family;
    for (const proof::ProvenFilter& filter : setting->compilation.filters) {
      if (filter.rulings().family == native)
        costs.push_back(
            gate::cost_of(filter, capability_list(setting->compilation.analysis.selection), calls));
    }
  }
  return costs;
}

bool write_reports(const Options& options, const gate::Result& result) {
  struct Output {
    const std::string& path;
    std::string (*write)(const gate::Result&);
  };
  bool is_good = true;
  for (const Output& output :
       {Output{options.json, gate::to_json}, Output{options.junit, gate::to_junit},
        Output{options.html, gate::to_html}}) {
    if (!output.path.empty()) is_good = write_output(output.path, output.write(result)) && is_good;
  }
  return is_good;
}

int check(const Options& options) {
  const auto inputs_named_stdin = std::ranges::count(
      std::initializer_list<std::string>{options.policy.path, options.corpus, options.baseline},
      "-");
  if (inputs_named_stdin > 1) {
    complain("standard input (-) can be read only once");
    return exit_usage;
  }
  Source corpus_source("", "");
  const auto read = read_inputs(options, corpus_source);
  if (const int* status = std::get_if<int>(&read)) return *status;
  const auto& inputs = std::get<Inputs>(read);
  const auto settled = settle_all(options, inputs, corpus_source);
  if (const int* status = std::get_if<int>(&settled)) return *status;
  const auto& settings = std::get<Settings>(settled);

  Checking checking(options, inputs, settings);
  const auto outcome = checking.run();
  if (const auto* interrupted = std::get_if<process::Interrupted>(&outcome))
    return die_of(interrupted->signal);
  if (const auto* failure = std::get_if<process::NoWorker>(&outcome)) {
    complain(failure->message);
    return exit_failed;
  }
  checking.tell_all();
  gate::Result result =
      gate::judge({inputs.corpus, inputs.policy, *settings.front()->compilation.analysis.policy,
                   settings.front()->entries, inputs.baseline ? &*inputs.baseline : nullptr,
                   options.policy.strictness == pipeline::Strictness::strict},
                  checking.runs());
  result.costs = costs(options, settings, checking.runs(), result);
  words_for_people(options) << gate::closing_text(result, colour(options)) << std::flush;
  if (!write_reports(options, result)) return exit_failed;
  return result.passed() ? exit_good : exit_failed;
}

} // namespace

void add_check(CLI::App& app, Invocation& invocation) {
  auto* command = app.add_subcommand(
      "check", "gate a release: run a corpus under a policy\n\n"
               "Runs the commands that the corpus names, watches every call, and fails on calls\n"
               "that the policy would deny, on wrong exits and on overrun time limits. Says what\n"
               "of the policy was never needed.");
  const auto options = std::make_shared<Options>();
  command->add_option("POLICY", options->policy.path, "policy file; - reads standard input")
      ->required();
  command->add_option("CORPUS", options->corpus, "TOML file with the runs; - reads standard input")
      ->required();
  add_selection_options(*command, options->policy, AbiChoice::native);
  command
      ->add_option("--baseline", options->baseline,
                   "result of an earlier check (--json): a call that is new fails, one that "
                   "vanished warns; - reads standard input")
      ->type_name("FILE.json");
  command
      ->add_option("--jobs", options->jobs,
                   "so many runs at a time, 1 to 1024 (default: a processor each)")
      ->check(CLI::Range(1, 1024).description(""))
      ->type_name("N");
  add_output_option(*command, options->json, "--json", "write the result, as JSON", "FILE.json");
  add_output_option(*command, options->junit, "--junit",
                    "write the result as JUnit's XML, which CI systems read", "FILE.xml");
  add_output_option(*command, options->html, "--html",
                    "write a page for browsers, which needs nothing else", "FILE.html");
  command->footer(
      "Denied calls are let pass, so that one check finds them all; calls that an entry answers\n"
      "with an errno get it, and so do those that are newer than known_through. --cap is for\n"
      "runs that name no capabilities. With --strict, warnings about the policy and about what\n"
      "was never needed fail.\n"
      "\nFormats:\n"
      "  [[run]]         one command: command = [\"./render\", \"scene.txt\"] or shell = \"... | "
      "...\"\n"
      "  name            what results call it\n"
      "  input           text for its standard input; input_file names a file\n"
      "  directory       where it starts; relative paths count from the corpus\n"
      "  environment     variables to set; also unset = [...], clear_environment = true\n"
      "  time_limit      seconds (60)\n"
      "  exit_status     that it must end with (0); or signal = \"SIGTERM\"\n"
      "  output          text that it must write\n"
      "  capabilities    as --cap has them\n"
      "  repeats         how often it runs (1)\n"
      "  [defaults]      the same keys, for all runs\n"
      "\nExit status:\n"
      "  0  the policy passed\n"
      "  1  it failed, or a file is at fault\n"
      "  2  the command line is wrong\n"
      "\nExamples:\n"
      "  callgate check render.toml corpus.toml\n"
      "  callgate check render.toml corpus.toml --baseline last.json --json this.json\n"
      "  callgate check render.toml corpus.toml --strict --junit check.xml --html check.html\n");
  command->callback(
      [options, &invocation] { invocation.action = [options] { return check(*options); }; });
}

} // namespace callgate::cli
