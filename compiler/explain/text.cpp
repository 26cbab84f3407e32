// A report for people. Whatever a program, a path or a policy brought goes through printable().
#include "explain/explain.hpp"

#include <algorithm>
#include <set>
#include <string_view>

#include "bpf/hex.hpp"
#include "diagnostic/printable.hpp"
#include "explain/frames.hpp"
#include "explain/shortened.hpp"

namespace callgate::explain {

namespace {

using diagnostic::printable;
using diagnostic::quoted;

/// SGR sequences; empty where there is no colour.
struct Paint {
  std::string_view bad, good, strong, dim, reset, none;
};
constexpr Paint no_paint{};
constexpr Paint terminal{"\x1b[1;31m", "\x1b[32m", "\x1b[1m", "\x1b[2m", "\x1b[0m", ""};

/// Frames beyond these are of start-up code, or of a recursion.
constexpr std::size_t most_frames = 24;

std::string action_text(const Report& report) {
  const bpf::Action action = report.verdict.action;
  return report.abi ? bpf::to_string(action, *report.abi) : bpf::to_string(action);
}

class Text {
public:
  Text(const Report& report, const Paint& paint) : report_(report), paint_(paint) {}

  std::string text() {
    head();
    who();
    arguments();
    stack();
    verdict();
    for (const std::string& note : report_.notes)
      labelled("note", printable(note));
    remedies();
    return std::move(out_) + "\n";
  }

private:
  void put(std::string_view colour, std::string_view text) {
    out_ += colour;
    out_ += text;
    if (!colour.empty()) out_ += paint_.reset;
  }

  void labelled(std::string_view label, std::string_view text) {
    out_ += "  ";
    put(paint_.dim, label);
    out_ += std::string(label.size() < 8 ? 8 - label.size() : 1, ' ');
    out_ += text;
    out_ += '\n';
  }

  void head() {
    const bool is_open = report_.verdict.reason == Reason::undetermined;
    put(report_.is_allowed ? paint_.good : paint_.bad, report_.is_allowed ? "allowed"
                                                       : is_open          ? "it depends"
                                                                          : "denied");
    out_ += ": ";
    put(paint_.strong, printable(report_.text));
    if (report_.abi) {
      out_ += ' ';
      put(paint_.dim, "[" + std::string(arch::facts(*report_.abi).name) + "]");
    } else {
      out_ += " [audit token " + bpf::hex(report_.call.token) + "]";
    }
    out_ += (is_open ? ", else " : " gets ") + action_text(report_) + "\n";
  }

  void who() {
    const records::Caller& caller = report_.caller;
    std::string text;
    if (caller.process != 0) text = "process " + std::to_string(caller.process);
    if (!caller.executable.empty())
      text += (text.empty() ? "" : " ") + printable(caller.executable);
    const bool has_thread = caller.thread != 0 && caller.thread != caller.process;
    if (has_thread) text += ", thread " + std::to_string(caller.thread);
    if (!caller.name.empty())
      text += (text.empty() ? "" : " ") + ("(" + printable(caller.name) + ")");
    if (!text.empty()) labelled("by", text);
  }

  void arguments() {
    std::size_t width = 0;
    for (const Argument& argument : report_.arguments)
      width = std::max(width, argument.name.size());
    std::string_view label = "with";
    for (const Argument& argument : report_.arguments) {
      std::string text = printable(argument.name);
      text += std::string(width - argument.name.size(), ' ') + " = " + printable(argument.value);
      if (!argument.meaning.empty()) text += " " + printable(argument.meaning);
      labelled(label, text);
      label = "";
    }
  }

  void stack() {
    std::string_view label = "from";
    const std::size_t shown = std::min(report_.stack.size(), most_frames);
    for (std::size_t i = 0; i < shown; ++i) {
      labelled(label, "#" + std::to_string(i) + " " + explain::to_text(report_.stack[i]));
      label = "";
    }
    if (shown < report_.stack.size())
      labelled("", "… and " + std::to_string(report_.stack.size() - shown) + " more");
  }

  [[nodiscard]] std::string at_line(std::size_t line) const {
    return printable(report_.policy) + ":" + std::to_string(line);
  }

  [[nodiscard]] std::string at(const Place& place) const { return at_line(place.line); }

  void verdict() {
    const Verdict& verdict = report_.verdict;
    std::string text = printable(verdict.sentence);
    if (verdict.place) {
      const bool is_entry = verdict.reason == Reason::entry;
      text += (is_entry ? ": " : "; ") + at(*verdict.place) + ": ";
      text += is_entry ? printable(verdict.place->table) + " " + quoted(verdict.place->text)
                       : printable(verdict.place->text);
    }
    labelled("because", text);
    for (const NearMiss& miss : verdict.near) {
      std::string line =
          at(miss.place) + ": " + printable(miss.place.table) + " " + quoted(miss.place.text);
      if (!miss.failing.empty())
        line += miss.here.empty() ? ": not " + printable(miss.failing)
                                  : ": here " + printable(miss.here);
      labelled("", line);
    }
  }

  void remedies() {
    if (report_.remedies.empty() && !report_.is_allowed)
      labelled("fixes", "none: no change that was tried compiles, meets every [[expect]], lets it "
                        "through and is nowhere more restrictive");
    std::size_t number = 0;
    for (const Remedy& remedy : report_.remedies) {
      const std::string count = std::to_string(++number) + ". ";
      labelled(number == 1 ? "fixes" : "", count + printable(remedy.what));
      changes(remedy);
      opens(remedy);
      risks(remedy);
    }
  }

  /// Each in full once.
  void risks(const Remedy& remedy) {
    bool is_repeated = false;
    for (const std::string& risk : remedy.risks) {
      const bool is_told = !told_risks_.insert(risk).second;
      is_repeated = is_repeated || is_told;
      if (!is_told) put_detail(paint_.none, "risk: " + printable(risk));
    }
    if (is_repeated) put_detail(paint_.none, "risk: as above");
  }

  /// A line below a remedy.
  void put_detail(std::string_view colour, std::string_view text) {
    out_ += std::string(13, ' ');
    put(colour, text);
    out_ += '\n';
  }

  void changes(const Remedy& remedy) {
    for (const Change& change : remedy.changes) {
      const std::string nothing;
      const auto line_of = [&](const std::vector<std::string>& lines, std::size_t i) {
        return std::string_view(i < lines.size() ? lines[i] : nothing);
      };
      for (std::size_t i = 0; i < change.before.size(); ++i)
        put_line(paint_.bad, change.line + i, '-',
                 shortened(change.before[i], line_of(change.after, i)));
      for (std::size_t i = 0; i < change.after.size(); ++i)
        put_line(paint_.good, change.line + i, '+',
                 shortened(change.after[i], line_of(change.before, i)));
    }
  }

  void put_line(std::string_view colour, std::size_t line, char mark, const std::string& text) {
    put_detail(colour, at_line(line) + " " + mark + " " + printable(text));
  }

  void opens(const Remedy& remedy) {
    // An entry more opens what it says.
    const bool is_said = remedy.opens.size() == 1 && remedy.more == 0 &&
                         remedy.what.find(remedy.opens.front()) != std::string::npos;
    if (remedy.opens.empty() || is_said) return;
    std::string text;
    for (const std::string& one : remedy.opens) {
      if (!text.empty()) text += ", ";
      text += printable(one);
    }
    if (remedy.more != 0) text += " and " + std::to_string(remedy.more) + " more";
    put_detail(paint_.none, "opens: " + text);
  }

  const Report& report_;
  const Paint& paint_;
  std::set<std::string> told_risks_;
  std::string out_;
};

} // namespace

std::string to_text(const Report& report, bool colour) {
  return Text(report, colour ? terminal : no_paint).text();
}

std::string to_text(const Journal& journal, bool colour) {
  if (journal.total() == 0) return {};
  const Paint& paint = colour ? terminal : no_paint;
  const auto& lines = journal.lines();
  std::string out;
  out += paint.strong;
  out += std::to_string(journal.total()) + (journal.total() == 1 ? " call" : " calls") +
         " denied, " + std::to_string(lines.size()) + " different";
  out += paint.reset;
  out += lines.size() == 1 && lines.front().times == 1 ? "\n" : ":\n";
  if (lines.size() == 1 && lines.front().times == 1) return out;
  for (const Journal::Line& line : lines) {
    const std::string times = std::to_string(line.times);
    out += std::string(times.size() < 8 ? 8 - times.size() : 0, ' ') + times + " × " +
           printable(line.text);
    if (!line.place.empty()) out += "  from " + line.place;
    out += '\n';
  }
  if (journal.untold() != 0)
    out += "  and " + std::to_string(journal.untold()) + " others, not told apart\n";
  return out;
}

} // namespace callgate::explain
