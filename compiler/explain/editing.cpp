#include "explain/editing.hpp"

#include <algorithm>

#include "explain/statements.hpp"

namespace callgate::explain {

namespace {

std::size_t line_begin(std::string_view text, std::size_t at) {
  const std::size_t found = at == 0 ? std::string_view::npos : text.rfind('\n', at - 1);
  return found == std::string_view::npos ? 0 : found + 1;
}

/// Behind the line break.
std::size_t line_end(std::string_view text, std::size_t at) {
  return std::min(text.find('\n', at), text.size() - 1) + 1;
}

bool is_blank(std::string_view text) {
  return text.find_first_not_of(" \t") == std::string_view::npos;
}

std::string_view line_break(std::string_view text) {
  return text.find("\r\n") != std::string_view::npos ? "\r\n" : "\n";
}

std::string in_quotes(std::string_view entry) {
  return "\"" + std::string(entry) + "\"";
}

/// Whether nothing but blanks stands before the element on its line.
bool begins_line(std::string_view text, Span element) {
  const std::size_t begin = line_begin(text, element.begin);
  return is_blank(text.substr(begin, element.begin - begin));
}

/// Where the comma behind an element stands, if there is one.
std::optional<std::size_t> comma_behind(std::string_view text, Span element) {
  const std::size_t at = text.find_first_not_of(" \t\r\n", element.end);
  return at != std::string_view::npos && text[at] == ',' ? std::optional(at) : std::nullopt;
}

/// A line of its own, written like the one of `last`.
Edit line_behind(std::string_view text, Span last, std::string_view entry) {
  const std::size_t begin = line_begin(text, last.begin);
  const std::string indentation(text.substr(begin, last.begin - begin));
  const auto comma = comma_behind(text, last);
  const std::size_t end = line_end(text, comma ? *comma : last.end);
  const std::string line = indentation + in_quotes(entry);
  if (comma) return {{end, end}, line + "," + std::string(line_break(text))};
  // The last element bears no comma, and a comment may stand behind it.
  const std::string rest(text.substr(last.end, end - last.end));
  return {{last.end, end}, "," + rest + line + std::string(line_break(text))};
}

} // namespace

std::string edited(std::string_view text, std::vector<Edit> edits) {
  std::ranges::stable_sort(edits, {}, [](const Edit& edit) { return edit.span.begin; });
  std::string result;
  std::size_t at = 0;
  for (const Edit& edit : edits) {
    if (edit.span.begin < at) return std::string(text); // they overlap: nothing is changed
    result += text.substr(at, edit.span.begin - at);
    result += edit.text;
    at = edit.span.end;
  }
  result += text.substr(at);
  return result;
}

std::optional<Edit> add_to_list(std::string_view text, std::size_t statement, std::size_t at,
                                std::string_view entry) {
  const auto found = list_around(text, statement, at);
  if (!found) return std::nullopt;
  if (found->elements.empty())
    return Edit{{found->span.begin + 1, found->span.begin + 1}, in_quotes(entry)};
  Span last = found->elements.back();
  for (const Span& element : found->elements) {
    if (element.begin <= at && at < element.end) last = element;
  }
  if (begins_line(text, last)) {
    const std::size_t end = line_end(text, last.end);
    const bool is_alone = std::ranges::none_of(found->elements, [&](const Span& other) {
      return last.end <= other.begin && other.begin < end;
    });
    const bool closes_here = found->span.end <= end;
    if (is_alone && !closes_here) return line_behind(text, last, entry);
  }
  return Edit{{last.end, last.end}, ", " + in_quotes(entry)};
}

std::optional<Edit> remove_from_list(std::string_view text, std::size_t statement, std::size_t at) {
  const auto found = list_around(text, statement, at);
  if (!found) return std::nullopt;
  for (std::size_t i = 0; i < found->elements.size(); ++i) {
    const Span element = found->elements[i];
    if (at < element.begin || at >= element.end) continue;
    const auto comma = comma_behind(text, element);
    const std::size_t end = comma ? *comma + 1 : element.end;
    const std::size_t line = line_begin(text, element.begin);
    const std::size_t next = line_end(text, end);
    if (begins_line(text, element) && is_blank(text.substr(end, next - end - 1)))
      return Edit{{line, next}, {}};
    if (i + 1 < found->elements.size())
      return Edit{{element.begin, found->elements[i + 1].begin}, {}};
    if (i > 0) return Edit{{found->elements[i - 1].end, end}, {}};
    return Edit{{element.begin, end}, {}};
  }
  return std::nullopt;
}

Edit add_key(std::string_view text, std::string_view table, std::string_view key,
             std::string_view value) {
  const Statements statements(text);
  const std::string eol(line_break(text));
  const std::string statement = std::string(key) + " = " + std::string(value);
  if (const Header* header = statements.find_header(table)) {
    const bool ends_line = header->end > 0 && text[header->end - 1] == '\n';
    return {{header->end, header->end}, (ends_line ? "" : eol) + statement + eol};
  }
  if (const Statement* found = statements.find_braces(table)) {
    const std::size_t behind = found->value.begin + 1;
    const bool is_empty =
        text.substr(behind, found->value.end - behind).find('=') == std::string_view::npos;
    return {{behind, behind}, " " + statement + (is_empty ? " " : ",")};
  }
  if (const Statement* found = statements.find_dotted(table)) {
    const std::size_t at = found->whole.begin;
    const std::string path(table.substr(1, table.size() - 2));
    return {{at, at},
            (found->table == table ? found->prefix : path + ".") + statement +
                (found->is_in_braces ? ", " : eol)};
  }
  const std::string gap = text.empty() || text.ends_with('\n') ? "" : eol;
  return {{text.size(), text.size()}, gap + eol + std::string(table) + eol + statement + eol};
}

std::vector<Edit> add_to_base(std::string_view text, std::string_view entry,
                              std::string_view error_name) {
  const Statements statements(text);
  const auto add = [&](std::string_view table, std::string_view key, const std::string& value) {
    if (const Statement* found = statements.find(table, key)) {
      const auto edit = add_to_list(text, found->value.begin, found->value.begin, entry);
      return edit ? std::vector{*edit} : std::vector<Edit>{};
    }
    return std::vector{add_key(text, table, key, value)};
  };
  const std::string list = "[" + in_quotes(entry) + "]";
  if (error_name.empty()) return add("[base]", "allow", list);
  constexpr std::string_view errors = "[base.errno]";
  const bool has_errors = statements.find_header(errors) != nullptr ||
                          statements.find_braces(errors) != nullptr ||
                          statements.find_dotted(errors) != nullptr;
  if (has_errors) return add(errors, error_name, list);
  return add("[base]", "errno", "{ " + std::string(error_name) + " = " + list + " }");
}

} // namespace callgate::explain
