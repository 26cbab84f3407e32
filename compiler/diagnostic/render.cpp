#include "diagnostic/render.hpp"

#include <algorithm>
#include <cstdint>
#include <nlohmann/json.hpp>

#include "diagnostic/printable.hpp"

namespace callgate::diagnostic {

namespace {

struct Paint {
  std::string_view error, warning, accent, bold, reset;
};

constexpr Paint no_paint{};
constexpr Paint terminal{"\x1b[1;31m", "\x1b[1;33m", "\x1b[1;34m", "\x1b[1m", "\x1b[0m"};

/// The code point at the front of UTF-8 text, whose length goes to `length`.
char32_t decode(std::string_view text, std::size_t& length) {
  const auto lead = static_cast<unsigned char>(text[0]);
  length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  length = std::min(length, text.size());
  char32_t code = length == 1 ? lead : lead & (0x7FU >> length);
  for (std::size_t i = 1; i < length; ++i)
    code = code << 6 | (static_cast<unsigned char>(text[i]) & 0x3FU);
  return code;
}

struct WidthRange {
  char32_t first, last;
  std::size_t columns;
};

/// Code points that do not take one terminal column (Unicode East Asian Width W and
/// F, and the combining marks that turn up in practice).
constexpr WidthRange widths[] = {
    {0x0300, 0x036F, 0},   {0x1100, 0x115F, 2},   {0x200B, 0x200F, 0},   {0x2E80, 0xA4CF, 2},
    {0xAC00, 0xD7A3, 2},   {0xF900, 0xFAFF, 2},   {0xFE00, 0xFE0F, 0},   {0xFE30, 0xFE6F, 2},
    {0xFF00, 0xFF60, 2},   {0xFFE0, 0xFFE6, 2},   {0x1F300, 0x1F64F, 2}, {0x1F680, 0x1F6FF, 2},
    {0x1F900, 0x1F9FF, 2}, {0x20000, 0x3FFFD, 2},
};

/// Terminal columns of one line's text; a tab counts as the one blank that it is
/// printed as.
std::size_t columns(std::string_view text) {
  std::size_t sum = 0;
  while (!text.empty()) {
    std::size_t length = 0;
    const char32_t code = decode(text, length);
    const auto* const range =
        std::find_if(std::begin(widths), std::end(widths),
                     [&](const WidthRange& r) { return r.first <= code && code <= r.last; });
    sum += range == std::end(widths) ? 1 : range->columns;
    text.remove_prefix(length);
  }
  return sum;
}

/// A line of the source as it is quoted: columns stay where they are.
std::string quotable(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    const std::string_view character = text.substr(0, length_of_character(text));
    result += length_of_unseen(text) == 0 ? character : " ";
    text.remove_prefix(character.size());
  }
  return result;
}

/// A line longer than this is quoted in part, with this much of it on both sides of what a
/// message is about.
constexpr std::size_t longest_line = 300;
constexpr std::size_t kept_beside = 100;

/// What of a line is quoted: bytes `from` to `to` of it are underlined.
struct Quotation {
  std::string_view before; ///< stands for what is left out
  std::string_view text;
  std::string_view after;
  std::size_t from, to; ///< in `text`
};

Quotation quotation(std::string_view line, std::size_t from, std::size_t to) {
  if (line.size() <= longest_line) return {"", line, "", from, to};
  to = std::min(to, from + longest_line);
  std::size_t begin = from - std::min(from, kept_beside);
  while (begin > 0 && !begins_code_point(line[begin]))
    --begin;
  std::size_t end = std::min(line.size(), to + kept_beside);
  while (end < line.size() && !begins_code_point(line[end]))
    ++end;
  return {begin > 0 ? "…" : "", line.substr(begin, end - begin), end < line.size() ? "…" : "",
          from - begin, std::min(to, end) - begin};
}

class TextRenderer {
public:
  TextRenderer(const Source& source, const Paint& paint) : source_(source), paint_(paint) {}

  std::string render(const Diagnostic& diagnostic) {
    const bool is_note = diagnostic.severity == Severity::note;
    if (is_note && diagnostic.help.empty()) return render_note(diagnostic);
    const bool error = diagnostic.severity == Severity::error;
    if (is_note)
      paint(paint_.accent, "note");
    else
      paint(error ? paint_.error : paint_.warning, error ? "error" : "warning");
    const std::string file = diagnostic.file.empty() ? "" : diagnostic.file + ": ";
    paint(paint_.bold, ": " + printable(file + diagnostic.message));
    out_ += " [" + diagnostic.code + "]\n";
    if (diagnostic.span) {
      set_gutter(diagnostic);
      place(*diagnostic.span, "-->", "", '^');
      for (const Label& label : diagnostic.labels)
        place(label.span, ":::", label.text, '-');
    } else if (diagnostic.file.empty()) {
      out_ += "  --> " + printable(source_.name()) + "\n";
    }
    if (!diagnostic.help.empty()) {
      margin("=");
      out_ += " help: " + printable(diagnostic.help) + "\n";
    }
    return std::move(out_);
  }

private:
  /// Notes that ask for nothing come in numbers and quote nothing: one line each.
  std::string render_note(const Diagnostic& diagnostic) {
    out_ = printable(source_.name());
    if (diagnostic.span) {
      const Position at = source_.position(diagnostic.span->begin);
      out_ += ":" + std::to_string(at.line) + ":" + std::to_string(at.column);
    }
    return std::move(out_) + ": note: " + printable(diagnostic.message) + "\n";
  }

  void paint(std::string_view colour, std::string_view text) {
    out_ += colour;
    out_ += text;
    if (!colour.empty()) out_ += paint_.reset;
  }

  void margin(std::string_view mark, std::string_view number = {}) {
    std::string text(gutter_ - std::min(gutter_, number.size()), ' ');
    text += number;
    text += ' ';
    text += mark;
    paint(paint_.accent, text);
  }

  void set_gutter(const Diagnostic& diagnostic) {
    std::size_t last = source_.position(diagnostic.span->begin).line;
    for (const Label& label : diagnostic.labels)
      last = std::max(last, source_.position(label.span.begin).line);
    gutter_ = std::to_string(last).size();
  }

  /// Quotes the line where `span` begins and underlines what of it lies there.
  void place(Span span, std::string_view arrow, std::string_view text, char underline) {
    const Position at = source_.position(span.begin);
    paint(paint_.accent, std::string(gutter_, ' ') + std::string(arrow));
    out_ += " " + printable(source_.name()) + ":" + std::to_string(at.line) + ":" +
            std::to_string(at.column) + "\n";
    const std::string_view line = source_.line(at.line);
    const std::size_t from = std::min(span.begin - source_.line_start(at.line), line.size());
    const std::size_t to = std::clamp(span.end - source_.line_start(at.line), from, line.size());
    const Quotation part = quotation(line, from, to);
    margin("|", std::to_string(at.line));
    out_ += " " + std::string(part.before) + quotable(part.text) + std::string(part.after) + "\n";
    margin("|");
    const std::size_t indent =
        columns(part.before) + columns(quotable(part.text.substr(0, part.from)));
    out_ += " " + std::string(indent, ' ');
    const std::size_t length = std::max<std::size_t>(
        columns(quotable(part.text.substr(part.from, part.to - part.from))), 1);
    paint(underline == '^' ? paint_.error : paint_.accent, std::string(length, underline));
    if (!text.empty()) out_ += " " + printable(text);
    out_ += "\n";
  }

  const Source& source_;
  const Paint& paint_;
  std::size_t gutter_ = 1;
  std::string out_;
};

std::string_view name_of(Severity severity) {
  switch (severity) {
  case Severity::error:
    return "error";
  case Severity::warning:
    return "warning";
  case Severity::note:
    break;
  }
  return "note";
}

void put_place(nlohmann::ordered_json& object, const Source& source, Span span) {
  const Position begin = source.position(span.begin);
  const Position end = source.position(span.end);
  object["line"] = begin.line;
  object["column"] = begin.column;
  object["end_line"] = end.line;
  object["end_column"] = end.column;
}

} // namespace

std::string render_text(const Source& source, const Diagnostics& diagnostics, Colour colour) {
  const Paint& paint = colour == Colour::always ? terminal : no_paint;
  std::string out;
  for (const Diagnostic& diagnostic : diagnostics.sorted()) {
    out += TextRenderer(source, paint).render(diagnostic);
    if (diagnostic.severity != Severity::note || !diagnostic.help.empty()) out += "\n";
  }
  return out;
}

std::string render_json(const Source& source, const Diagnostics& diagnostics) {
  nlohmann::ordered_json array = nlohmann::ordered_json::array();
  for (const Diagnostic& diagnostic : diagnostics.sorted()) {
    nlohmann::ordered_json object;
    object["severity"] = name_of(diagnostic.severity);
    object["code"] = diagnostic.code;
    object["message"] = diagnostic.message;
    if (!diagnostic.help.empty()) object["help"] = diagnostic.help;
    object["file"] = diagnostic.file.empty() ? source.name() : diagnostic.file;
    if (diagnostic.span) put_place(object, source, *diagnostic.span);
    object["labels"] = nlohmann::ordered_json::array();
    for (const Label& label : diagnostic.labels) {
      nlohmann::ordered_json place;
      place["text"] = label.text;
      put_place(place, source, label.span);
      object["labels"].push_back(std::move(place));
    }
    array.push_back(std::move(object));
  }
  // Text from outside may not be UTF-8; the output always is.
  return array.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

} // namespace callgate::diagnostic
