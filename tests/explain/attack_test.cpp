// Programs that lie: nothing that they say reaches a terminal as it is, moves a decision, or
// grows without bound.
#include <doctest/doctest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "diagnostic/printable.hpp"
#include "explain/explain.hpp"
#include "told.hpp"

namespace {

using namespace callgate;

const std::string plain_policy = "[policy]\nabis = [\"x86_64\"]\n[base]\nallow = [\"read\"]\n";

const std::string evil = "a\x1b]0;owned\a\n\r\x7f\xe2\x80\xae\xff\\x\x9b"
                         "5m\xc2\x9b"
                         "6m\xe2\x80";

/// Whether a terminal would only show it. Of bytes beyond ASCII reports have a few characters
/// of their own, and the rest must be escaped.
bool is_tame(std::string text) {
  for (const std::string own : {"×", "…"}) {
    for (std::size_t at = 0; (at = text.find(own, at)) != std::string::npos;)
      text.erase(at, own.size());
  }
  return std::ranges::none_of(text, [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && c != '\n') || byte >= 0x7f;
  });
}

struct Evil {
  told::Story story{plain_policy + "#! call connect(3, 0x1000, 110)\n"};
  diagnostic::Source source{"p.toml", story.policy};
  pipeline::Compilation compilation = told::compiled(source, {});
  explain::Explainer explainer{compilation, source};

  Evil() {
    story.scene.caller_ = {1, 2, evil, evil};
    story.scene.descriptors_[3] = evil;
    story.scene.stack_ = {{1, evil, 2, evil, 3, evil, 4}, {1, "", 0, evil, 3, "", 0}};
    std::string address("\x01\x00", 2);
    address += evil;
    address.resize(110, '\x1b');
    story.scene.memory_[0x1000] = address;
  }
};

} // namespace

TEST_CASE("what a program says reaches terminals as characters alone") {
  Evil evil_scene;
  explain::Journal journal;
  for (const bool colour : {false, true}) {
    explain::Report report = evil_scene.explainer.explain(evil_scene.story.scene);
    journal.add(report);
    std::string text = explain::to_text(report, colour) + explain::to_text(journal, colour);
    for (std::size_t at = 0; colour && (at = text.find("\x1b[", at)) != std::string::npos;)
      text.erase(at, text.find('m', at) - at + 1);
    CHECK(is_tame(text));
    CHECK(nlohmann::json::parse(explain::to_json(report))["executable"].is_string());
    CHECK(explain::to_json(report).find('\n') == explain::to_json(report).size() - 1);
  }
}

TEST_CASE("names of policies and their lines are shown as they are, and no more than that") {
  const diagnostic::Source source("\x1b[2Jp\n.toml", plain_policy + "# \xe2\x80\xae\n");
  const auto compilation = told::compiled(source, {});
  const explain::Explainer explainer(compilation, source);
  const told::Story story(plain_policy + "#! call write(1, 0, 0)\n");
  const explain::Report report = explainer.explain(story.scene);
  CHECK(is_tame(explain::to_text(report, false)));
  REQUIRE(!report.remedies.empty());
  CHECK(report.remedies.front().patch.find("--- \"a/\\033[2Jp\\012.toml\"\n") != std::string::npos);
}

TEST_CASE("what is no UTF-8 is shown as bytes, and other characters as they are") {
  struct Row {
    std::string text, shown;
  };
  const Row rows[] = {
      {"é€😀", "é€😀"},
      {"\x9b"
       "5m",
       "\\x9b5m"},
      {"\xc2\x9b", "\\xc2\\x9b"},
      {"\xc3(", "\\xc3("},
      {"é\xe2\x82", "é\\xe2\\x82"},
      {"\xc0\x9b", "\\xc0\\x9b"},                   // a long form
      {"\xe0\x80\x9b", "\\xe0\\x80\\x9b"},          // likewise
      {"\xed\xa0\x80", "\\xed\\xa0\\x80"},          // a surrogate
      {"\xf4\x90\x80\x80", "\\xf4\\x90\\x80\\x80"}, // beyond U+10FFFF
      {"\xf0\x9f\x98\x80", "😀"},
  };
  for (const Row& row : rows)
    CHECK(diagnostic::printable(row.text) == row.shown);
}

TEST_CASE("a program's memory decides nothing") {
  // The same registers, whatever is behind them.
  told::Story story(plain_policy + "#! call openat(AT_FDCWD, 0x1000, O_RDWR)\n");
  const diagnostic::Source source("p.toml", story.policy);
  const auto compilation = told::compiled(source, {});
  const explain::Explainer explainer(compilation, source);
  const explain::Report first = explainer.explain(story.scene);
  for (const std::string& path : {std::string("/etc/passwd"), std::string(5000, 'x'), evil}) {
    story.scene.memory_[0x1000] = path;
    const explain::Report report = explainer.explain(story.scene);
    CHECK(report.verdict.action == first.verdict.action);
    CHECK(report.verdict.sentence == first.verdict.sentence);
    REQUIRE(report.remedies.size() == first.remedies.size());
    for (std::size_t i = 0; i < report.remedies.size(); ++i)
      CHECK(report.remedies[i].patch == first.remedies[i].patch);
    CHECK(explain::to_text(report, false).size() < 8000);
  }
}

TEST_CASE("a journal folds repeats and stays small") {
  explain::Journal journal;
  explain::Report report;
  report.text = "socket(AF_INET)";
  report.arguments = {{"domain", "AF_INET", "", true}, {"type", "1", "", false}};
  CHECK(journal.add(report));
  report.arguments[1].value = "2"; // tells nothing
  CHECK(!journal.add(report));
  report.stack = {{1, "f", 2, "a.so", 3, "", 0}};
  CHECK(journal.add(report));
  report.stack[0].address = 7; // moved, and still the same place
  CHECK(!journal.add(report));
  report.stack[0].module_offset = 4;
  CHECK(journal.add(report));
  REQUIRE(journal.lines().size() == 3);
  CHECK(journal.lines()[0].times == 2);
  for (std::uint32_t i = 0; i < 3000; ++i) {
    report.call.number = i;
    journal.add(report);
  }
  CHECK(journal.lines().size() == explain::Journal::most_different);
  CHECK(journal.total() == 3005);
  CHECK(journal.untold() > 1900);
  CHECK(explain::to_text(journal, false).find("others, not told apart") != std::string::npos);
  CHECK(explain::to_text(explain::Journal{}, false).empty());
}
