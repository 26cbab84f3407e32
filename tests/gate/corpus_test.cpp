// Corpora as text: what is understood, and what is said of mistakes.
#include <doctest/doctest.h>

#include "diagnostic/render.hpp"
#include "gate/read_corpus.hpp"
#include "support/cases.hpp"

using namespace callgate;

namespace {

std::string text_of(const gate::Run& run) {
  std::string text = run.name + ":";
  for (const std::string& word : run.command)
    text += " [" + word + "]";
  if (const auto* input = std::get_if<gate::InputText>(&run.input))
    text += "\n  input \"" + input->text + "\"";
  if (const auto* file = std::get_if<gate::InputFile>(&run.input))
    text += "\n  input file " + file->path;
  text += "\n  in " + run.directory + ", " + std::to_string(run.time_limit.count()) + " ms, " +
          gate::to_string(run.ending) + ", " + std::to_string(run.repeats) + "x";
  if (run.clears_environment) text += "\n  cleared";
  for (const std::string& name : run.unset)
    text += "\n  unset " + name;
  for (const auto& [name, value] : run.environment)
    text += "\n  " + name + "=" + value;
  for (const std::string& name : run.capabilities)
    text += "\n  cap " + name;
  for (const std::string& part : run.output)
    text += "\n  output \"" + part + "\"";
  return text + "\n";
}

} // namespace

TEST_CASE("corpora and their mistakes") {
  tests::run_cases("gate/cases/corpus", [](const tests::Case& given) {
    const diagnostic::Source source("dir/corpus.toml", given.input);
    diagnostic::Diagnostics diagnostics;
    const gate::Corpus corpus = gate::read_corpus(source, diagnostics);
    std::string text = render_text(source, diagnostics, diagnostic::Colour::never);
    if (!diagnostics.has_errors())
      for (const gate::Run& run : corpus.runs)
        text += text_of(run);
    return text;
  });
}

TEST_CASE("paths count from the folder of the corpus") {
  struct Row {
    std::string name;
    std::string directory;
    std::string input;
  };
  const Row rows[] = {
      {"corpus.toml", ".", "in/x"},
      {"dir/corpus.toml", "dir", "dir/in/x"},
      {"/corpus.toml", "/", "/in/x"},
      {"<stdin>", ".", "in/x"},
      {"/a/b/corpus.toml", "/a/b", "/a/b/in/x"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    const diagnostic::Source source(row.name,
                                    "[[run]]\ncommand = [\"x\"]\ninput_file = \"in/x\"\n");
    diagnostic::Diagnostics diagnostics;
    const gate::Corpus corpus = gate::read_corpus(source, diagnostics);
    REQUIRE(corpus.runs.size() == 1);
    CHECK(corpus.runs[0].directory == row.directory);
    CHECK(std::get<gate::InputFile>(corpus.runs[0].input).path == row.input);
  }
}

TEST_CASE("an environment is cleared, then reduced, then added to") {
  gate::Run run;
  run.unset = {"A"};
  run.environment = {{"B", "3"}, {"D", "4"}};
  using Variables = std::vector<std::string>;
  CHECK(gate::environment_of(run, {"A=1", "AA=2", "B=2", "C="}) ==
        Variables{"AA=2", "C=", "B=3", "D=4"});
  run.clears_environment = true;
  CHECK(gate::environment_of(run, {"A=1", "C=2"}) == Variables{"B=3", "D=4"});
}
