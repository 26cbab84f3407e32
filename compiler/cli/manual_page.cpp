#include "cli/manual_page.hpp"

#include <algorithm>
#include <cctype>
#include <set>
#include <sstream>
#include <string_view>
#include <utility>

namespace callgate::cli {

namespace {

// ---- words -----------------------------------------------------------------------

/// A character that roff would replace or obey, as itself.
std::string_view escape_of(char c) {
  constexpr std::pair<char, std::string_view> escapes[] = {
      {'\\', "\\(rs"}, {'-', "\\-"},   {'\'', "\\(aq"}, {'`', "\\(ga"},
      {'^', "\\(ha"},  {'~', "\\(ti"}, {'"', "\\(dq"}};
  for (const auto& [plain, escape] : escapes)
    if (plain == c) return escape;
  return {};
}

/// Text that a reader may copy: every character is what it looks like.
std::string literal(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const std::string_view escape = escape_of(c);
    if (escape.empty())
      out += c;
    else
      out += escape;
  }
  return out;
}

bool is_letter(char c) {
  return std::isalpha(static_cast<unsigned char>(c)) != 0;
}

/// A word of a sentence: options and names of pages stand out, hyphens and apostrophes within
/// words stay what they are.
std::string sentence_word(std::string_view word) {
  const bool is_option =
      word.size() > 1 && word[0] == '-' && (word[1] == '-' || is_letter(word[1]));
  if (is_option) {
    const std::size_t end = std::min(word.find_last_not_of(".,;:)") + 1, word.size());
    return "\\fB" + literal(word.substr(0, end)) + "\\fR" + literal(word.substr(end));
  }
  if (const std::size_t page = word.find("callgate-"); page != word.npos) {
    const std::size_t end = std::min(word.find('(', page), word.size());
    return literal(word.substr(0, page)) + "\\%\\fB" + literal(word.substr(page, end - page)) +
           "\\fR" + literal(word.substr(end));
  }
  std::string out;
  for (std::size_t i = 0; i < word.size(); ++i) {
    const bool is_inside =
        i > 0 && i + 1 < word.size() && is_letter(word[i - 1]) && is_letter(word[i + 1]);
    if (is_inside && (word[i] == '-' || word[i] == '\''))
      out += word[i];
    else
      out += literal(word.substr(i, 1));
  }
  return out;
}

std::string sentence(std::string_view text) {
  std::string out;
  std::istringstream words{std::string(text)};
  for (std::string word; words >> word;)
    out += (out.empty() ? "" : " ") + sentence_word(word);
  return out;
}

/// A line of text, which roff must not take for a request.
std::string line(const std::string& text) {
  return (text.starts_with('.') || text.starts_with('\'') ? "\\&" : "") + text + "\n";
}

std::string bold(std::string_view text) {
  return "\\fB" + literal(text) + "\\fR";
}

/// "FILE", "[OPTIONS]", "ABI[,ABI]": what stands for something else is in italics, and what is
/// typed as it is, "text|json", in bold type.
std::string placeholder(std::string_view text) {
  std::string out;
  for (std::size_t begin = 0; begin < text.size();) {
    const auto is_name = [&](std::size_t at) {
      return is_letter(text[at]) || text[at] == '-' || text[at] == '_';
    };
    std::size_t end = begin;
    while (end < text.size() && is_name(end) == is_name(begin))
      ++end;
    const std::string_view part = text.substr(begin, end - begin);
    if (!is_name(begin))
      out += literal(part);
    else if (std::ranges::any_of(part, [](char c) { return c >= 'a' && c <= 'z'; }))
      out += bold(part);
    else
      out += "\\fI" + literal(part) + "\\fR";
    begin = end;
  }
  return out;
}

// ---- sections ---------------------------------------------------------------------

std::string upper(std::string text) {
  std::ranges::transform(text, text.begin(), [](unsigned char c) { return std::toupper(c); });
  return text;
}

std::string heading(const std::string& title) {
  return ".SH " + upper(title) + "\n";
}

std::string tagged(const std::string& tag, std::string_view text) {
  return ".TP\n" + line(tag) + line(sentence(text));
}

std::string parameter(const Parameter& parameter) {
  std::string tag;
  for (const std::string& name : parameter.names)
    tag += (tag.empty() ? "" : ", ") + bold(name);
  if (parameter.value) tag += (tag.empty() ? "" : " ") + placeholder(parameter.value->name);
  if (parameter.is_repeatable) tag += " ...";
  return tagged(tag, parameter.description);
}

std::string parameters(const std::string& title, const std::vector<Parameter>& all) {
  if (all.empty()) return {};
  std::string out = heading(title);
  for (const Parameter& one : all)
    out += parameter(one);
  return out;
}

std::string synopsis(const Command& command) {
  std::string out;
  std::istringstream words(command.usage);
  bool is_name = true; // "callgate compile", as far as lower case goes
  for (std::string word; words >> word;) {
    is_name = is_name && is_letter(word.front()) && word.front() >= 'a';
    out += (out.empty() ? "" : " ") + (is_name ? bold(word) : placeholder(word));
  }
  return heading("Synopsis") + line(out);
}

std::string description(const Command& command) {
  std::string out = heading("Description");
  for (const std::string& paragraph : command.paragraphs)
    out += (paragraph == command.paragraphs.front() ? "" : ".PP\n") + line(sentence(paragraph));
  return out;
}

std::string commands(const Outline& outline) {
  std::string out = heading("Commands");
  for (const Command& command : outline.commands)
    out += tagged(sentence_word("callgate-" + command.name + "(1)"), command.summary);
  return out;
}

/// "name  what it is", where lines that are indented further go on with the one before.
std::string list(const Section& section) {
  std::string out = heading(section.title);
  std::string tag;
  std::string text;
  const auto flush = [&] {
    if (!tag.empty()) out += tagged(bold(tag), text);
  };
  for (const std::string& each : section.lines) {
    const std::size_t gap = each.starts_with(' ') ? 0 : each.find("  ");
    if (gap != 0) {
      flush();
      tag = each.substr(0, gap);
      text.clear();
    }
    if (gap != each.npos) text += " " + each.substr(gap);
  }
  flush();
  return out;
}

std::string examples(const Section& section) {
  std::string out = heading(section.title) + ".EX\n";
  for (const std::string& each : section.lines)
    out += line(literal(each));
  return out + ".EE\n";
}

bool stands_after_the_rest(const Section& section) {
  return section.title == "Examples" || section.title == "Exit status" ||
         section.title == "Environment";
}

// ---- references ---------------------------------------------------------------------

using Page = std::pair<int, std::string>; // "callgate-policy" in section 5: {5, …}

bool mentions(const Command& command, const std::string& text) {
  const auto holds = [&](const std::string& part) { return part.find(text) != part.npos; };
  return std::ranges::any_of(command.paragraphs, holds) ||
         std::ranges::any_of(command.sections, [&](const Section& section) {
           return std::ranges::any_of(section.lines, holds);
         });
}

/// The pages that the command's text speaks of, and those that everybody needs.
std::set<Page> related(const Outline& outline, const Command& command) {
  const bool is_application = &command == &outline.application;
  std::set<Page> pages{{5, "callgate-policy"}};
  if (is_application || mentions(command, "callgate-runtime(3)"))
    pages.emplace(3, "callgate-runtime");
  if (!is_application) pages.emplace(1, "callgate");
  for (const Command& other : outline.commands) {
    if (&other == &command) continue;
    if (is_application || mentions(command, "callgate " + other.name + " ") ||
        mentions(command, "callgate-" + other.name + "(1)"))
      pages.emplace(1, "callgate-" + other.name);
  }
  return pages;
}

std::string see_also(const Outline& outline, const Command& command) {
  std::string out = heading("See also");
  const auto pages = related(outline, command);
  for (const auto& page : pages)
    out += ".BR \\%" + literal(page.second) + " (" + std::to_string(page.first) + ")" +
           (page == *pages.rbegin() ? "\n" : ",\n");
  return out;
}

} // namespace

std::string manual_page(const Outline& outline, const Command& command) {
  const bool is_application = &command == &outline.application;
  const std::string name = is_application ? command.name : "callgate-" + command.name;
  std::string summary = command.summary;
  if (summary.ends_with('.')) summary.pop_back();

  std::string page = ".TH " + literal(upper(name)) +
                     " 1 \"\" \"callgate " CALLGATE_VERSION "\" \"User Commands\"\n";
  page += heading("Name") + literal(name) + " \\- " + sentence(summary) + "\n";
  page += synopsis(command) + description(command);
  if (is_application) page += commands(outline);
  page += parameters("Arguments", command.positionals) + parameters("Options", command.options);
  for (const Section& section : command.sections)
    if (!stands_after_the_rest(section)) page += list(section);
  if (const Section* shown = command.section("Examples")) page += examples(*shown);
  for (const std::string_view title : {"Exit status", "Environment"}) {
    const Section* own = command.section(title);
    const Section* usual = outline.application.section(title);
    if (own != nullptr || usual != nullptr) page += list(own != nullptr ? *own : *usual);
  }
  return page + see_also(outline, command);
}

} // namespace callgate::cli
