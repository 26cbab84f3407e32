#include "gate/read_corpus.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <csignal>
#include <cstdint>
#include <cstring>
#include <set>
#include <string_view>

#include "diagnostic/printable.hpp"
#include "policy/toml_reader.hpp"

namespace callgate::gate {

namespace {

using diagnostic::Span;
using policy::Text;

constexpr std::size_t most_repeats = 1000;
constexpr double most_seconds = 86'400;

/// Keys of [defaults] and [[run]], and those of [[run]] alone.
constexpr std::array<std::string_view, 13> shared_keys{
    "input",      "input_file",  "directory", "environment", "unset",        "clear_environment",
    "time_limit", "exit_status", "signal",    "output",      "capabilities", "repeats",
    "shell"};
constexpr std::array<std::string_view, 2> own_keys{"name", "command"};

class Reader : policy::TomlReader {
public:
  using TomlReader::TomlReader;

  Corpus read(const toml::table& root) {
    Corpus corpus{source_.name(), {}};
    only_known_keys(root, {"defaults", "run"}, "a corpus");
    Run defaults;
    defaults.directory = folder();
    if (const auto* table = table_at(root, "defaults")) {
      Names known(shared_keys.begin(), shared_keys.end());
      std::erase(known, "shell");
      only_known_keys(*table, known, "[defaults]");
      read_shared(*table, defaults);
    }
    if (const toml::node* runs = root.get("run")) read_runs(*runs, defaults, corpus);
    if (corpus.runs.empty() && !diagnostics_.has_errors())
      diagnostics_.error("no-run", std::nullopt, "the corpus has no run",
                         "name commands: [[run]] command = [\"./render\", \"scene.txt\"]");
    return corpus;
  }

private:
  // ---- runs ---------------------------------------------------------------

  void read_runs(const toml::node& node, const Run& defaults, Corpus& corpus) {
    const auto* tables = node.as_array();
    if (tables == nullptr)
      return wrong_type(node, "an array of tables", "write the header as [[run]]");
    corpus.runs.reserve(tables->size());
    for (const toml::node& element : *tables) {
      if (const auto* table = element.as_table())
        corpus.runs.push_back(read_run(*table, defaults));
      else
        wrong_type(element, "a table", "write the header as [[run]]");
    }
  }

  Run read_run(const toml::table& table, const Run& defaults) {
    Names known(own_keys.begin(), own_keys.end());
    known.insert(known.end(), shared_keys.begin(), shared_keys.end());
    only_known_keys(table, known, "[[run]]");
    Run run = defaults;
    run.span = span_of(table.source());
    read_command(table, run);
    read_name(table, run);
    read_shared(table, run);
    return run;
  }

  void read_command(const toml::table& table, Run& run) {
    const toml::node* words = table.get("command");
    const auto shell = string_at(table, "shell");
    if (words != nullptr && table.get("shell") != nullptr)
      diagnostics_.error("two-commands", key_span(table, "shell"),
                         "a run has either command or shell");
    else if (words != nullptr)
      for_strings(*words, [&](const Text& word) { add_word(word, run.command); });
    else if (shell && is_sound(*shell))
      run.command = {"/bin/sh", "-c", std::string(shell->value)};
    else if (!shell && table.get("shell") == nullptr)
      diagnostics_.error("missing-key", run.span, "[[run]] has no command",
                         "add command = [\"./render\", \"scene.txt\"], or shell = \"… | …\"");
    if (words != nullptr && words->is_array() && words->as_array()->empty())
      diagnostics_.error("no-command", span_of(words->source()), "the command is empty");
  }

  void add_word(const Text& word, std::vector<std::string>& command) {
    if (is_sound(word)) command.emplace_back(word.value);
  }

  /// Words of a command line, paths and variables end at a NUL.
  bool is_sound(const Text& text) {
    if (text.value.find('\0') == std::string_view::npos) return true;
    diagnostics_.error("nul", text.place.content(), "a NUL cannot be part of this");
    return false;
  }

  /// Without a name a run is called what it runs.
  void read_name(const toml::table& table, Run& run) {
    const auto name = string_at(table, "name");
    if (name) {
      run.name = name->value;
      if (run.name.empty())
        diagnostics_.error("run-name", name->place.content(), "the name is empty");
    } else {
      const bool is_shell = table.get("shell") != nullptr;
      for (std::size_t i = is_shell ? 2 : 0; i < run.command.size(); ++i)
        run.name.append(run.name.empty() ? "" : " ").append(run.command[i]);
    }
    if (run.name.empty() || names_.insert(run.name).second) return;
    diagnostics_.error("same-name", name ? name->place.content() : run.span,
                       "two runs are called " + diagnostic::quoted(run.name),
                       "results are compared by name: give each its own");
  }

  // ---- what [defaults] has too ----------------------------------------------

  void read_shared(const toml::table& table, Run& run) {
    read_input(table, run);
    if (const auto path = string_at(table, "directory"); path && is_sound(*path))
      run.directory = resolved(path->value);
    read_environment(table, run);
    if (const toml::node* limit = table.get("time_limit")) read_time_limit(*limit, run);
    read_ending(table, run);
    if (const toml::node* names = table.get("capabilities")) {
      run.capabilities.clear();
      for_strings(*names, [&](const Text& name) { run.capabilities.emplace_back(name.value); });
    }
    if (const auto count = integer_at(table, "repeats", 1, most_repeats))
      run.repeats = static_cast<std::size_t>(*count);
    if (const toml::node* parts = table.get("output")) read_output(*parts, run);
  }

  void read_input(const toml::table& table, Run& run) {
    const auto text = string_at(table, "input");
    const auto file = string_at(table, "input_file");
    if (text && file)
      diagnostics_.error("two-inputs", key_span(table, "input_file"),
                         "a run has either input or input_file");
    else if (text)
      run.input = InputText{std::string(text->value)};
    else if (file && is_sound(*file))
      run.input = InputFile{resolved(file->value)};
  }

  void read_environment(const toml::table& table, Run& run) {
    if (const toml::node* clear = table.get("clear_environment")) {
      if (const auto* value = clear->as_boolean())
        run.clears_environment = value->get();
      else
        wrong_type(*clear, "a boolean");
    }
    if (const toml::node* names = table.get("unset"))
      for_strings(*names, [&](const Text& name) {
        if (is_variable(name.value, name.place.content())) run.unset.emplace_back(name.value);
      });
    const auto* variables = table_at(table, "environment");
    if (variables == nullptr) return;
    for (const auto& [key, value] : *variables)
      set_variable(key, value, run);
    std::ranges::sort(run.environment);
  }

  void set_variable(const toml::key& key, const toml::node& value, Run& run) {
    const auto* text = value.as_string();
    if (text == nullptr) return wrong_type(value, "a string");
    if (!is_variable(key.str(), span_of(key.source())) || !is_sound(text_of(*text))) return;
    std::erase_if(run.environment, [&](const auto& set) { return set.first == key.str(); });
    run.environment.emplace_back(key.str(), text->get());
  }

  bool is_variable(std::string_view name, Span span) {
    if (!name.empty() && name.find('=') == name.npos && name.find('\0') == name.npos) return true;
    diagnostics_.error("variable", span,
                       diagnostic::quoted(name) + " cannot be the name of a variable");
    return false;
  }

  void read_time_limit(const toml::node& node, Run& run) {
    const auto seconds = node.value<double>();
    if (!seconds || !node.is_number())
      return wrong_type(node, "a number of seconds", "write time_limit = 10, or 0.5");
    if (!(*seconds > 0 && *seconds <= most_seconds))
      diagnostics_.error("time-limit", span_of(node.source()),
                         "a time limit is more than 0 and at most 86400 seconds");
    else
      run.time_limit =
          std::chrono::milliseconds(std::max<std::int64_t>(1, std::llround(*seconds * 1000)));
  }

  void read_ending(const toml::table& table, Run& run) {
    const toml::node* signal = table.get("signal");
    if (signal != nullptr && table.get("exit_status") != nullptr) {
      diagnostics_.error("two-endings", key_span(table, "signal"),
                         "a run ends with either an exit_status or a signal");
      return;
    }
    if (const auto status = integer_at(table, "exit_status", 0, 255))
      run.ending = ExitStatus{static_cast<int>(*status)};
    if (signal == nullptr) return;
    if (const auto number = signal_named(*signal)) {
      run.ending = EndingSignal{*number};
      return;
    }
    diagnostics_.error("signal", span_of(signal->source()), "this is no signal",
                       "write signal = \"SIGTERM\", or 15");
  }

  static std::optional<int> signal_named(const toml::node& node) {
    if (const auto* number = node.as_integer())
      return number->get() >= 1 && number->get() < NSIG
                 ? std::optional(static_cast<int>(number->get()))
                 : std::nullopt;
    const auto* text = node.as_string();
    if (text == nullptr) return std::nullopt;
    std::string_view name = text->get();
    if (name.starts_with("SIG")) name.remove_prefix(3);
    for (int signal = 1; signal < NSIG; ++signal) {
      const char* known = ::sigabbrev_np(signal);
      if (known != nullptr && name == known) return signal;
    }
    return std::nullopt;
  }

  void read_output(const toml::node& node, Run& run) {
    run.output.clear();
    if (const auto* text = node.as_string())
      run.output.push_back(text->get());
    else
      for_strings(node, [&](const Text& part) { run.output.emplace_back(part.value); });
  }

  std::optional<std::int64_t> integer_at(const toml::table& table, std::string_view key,
                                         std::int64_t least, std::int64_t most) {
    const toml::node* node = table.get(key);
    if (node == nullptr) return std::nullopt;
    const auto* value = node->as_integer();
    if (value == nullptr) {
      wrong_type(*node, "an integer");
      return std::nullopt;
    }
    if (least <= value->get() && value->get() <= most) return value->get();
    diagnostics_.error("range", span_of(node->source()),
                       std::string(key) + " is " + std::to_string(least) + " to " +
                           std::to_string(most));
    return std::nullopt;
  }

  // ---- paths ----------------------------------------------------------------

  [[nodiscard]] std::string folder() const {
    const std::string& name = source_.name();
    const std::size_t slash = name.rfind('/');
    if (name == "<stdin>" || slash == std::string::npos) return ".";
    return slash == 0 ? "/" : name.substr(0, slash);
  }

  [[nodiscard]] std::string resolved(std::string_view path) const {
    const std::string base = folder();
    if (path.starts_with('/') || base == ".") return std::string(path);
    std::string result = base;
    return result.append(base == "/" ? "" : "/").append(path);
  }

  std::set<std::string> names_;
};

} // namespace

Corpus read_corpus(const diagnostic::Source& source, diagnostic::Diagnostics& diagnostics) {
  const auto root = policy::parse_toml(source, diagnostics);
  return root ? Reader(source, diagnostics).read(*root) : Corpus{};
}

} // namespace callgate::gate
