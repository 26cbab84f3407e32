#include "tools/svg.hpp"

#include <algorithm>
#include <cstddef>

#include "tools/decimal.hpp"

namespace callgate::tools {

namespace {

/// A coordinate, no finer than anybody sees.
std::string px(double value) {
  std::string text = decimal(value, 2);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.ends_with('.')) text.pop_back();
  return text;
}

std::string_view name_of(Anchor anchor) {
  constexpr std::string_view names[] = {"start", "middle", "end"};
  return names[static_cast<std::size_t>(anchor)];
}

/// Of the character in UTF-8 at the front; 0 if none is there (the Unicode standard, table 3-7)
/// or one that XML has no place for.
std::size_t length_of_character(std::string_view text) {
  const auto at = [&](std::size_t i) {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
  };
  const auto follows = [&](std::size_t i) { return (at(i) & 0xC0U) == 0x80U; };
  const unsigned first = at(0);
  const unsigned second = at(1);
  if (first < 0x80) return 1;
  if (first < 0xC2 || first > 0xF4 || !follows(1)) return 0;
  if (first < 0xE0) return 2;
  if (!follows(2)) return 0;
  if (first < 0xF0) {
    const bool is_overlong = first == 0xE0 && second < 0xA0;
    const bool is_surrogate = first == 0xED && second >= 0xA0;
    const bool is_no_character = first == 0xEF && second == 0xBF && at(2) >= 0xBE;
    return is_overlong || is_surrogate || is_no_character ? 0 : 3;
  }
  const bool is_out_of_range = (first == 0xF0 && second < 0x90) || (first == 0xF4 && second > 0x8F);
  return is_out_of_range || !follows(3) ? 0 : 4;
}

void add_ascii(std::string& text, char c) {
  switch (c) {
  case '&':
    text += "&amp;";
    break;
  case '<':
    text += "&lt;";
    break;
  case '>':
    text += "&gt;";
    break;
  case '"':
    text += "&quot;";
    break;
  default:
    // XML 1.0 has no control characters, not even as references.
    text += static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? '?' : c;
  }
}

void add_attribute(std::string& tag, std::string_view name, std::string_view value) {
  tag += ' ';
  tag += name;
  tag += "=\"";
  tag += escaped(value);
  tag += '"';
}

} // namespace

std::string escaped(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    const std::size_t length = length_of_character(text);
    if (length == 0)
      result += "\xef\xbf\xbd"; // U+FFFD
    else if (length == 1)
      add_ascii(result, text.front());
    else
      result += text.substr(0, length);
    text.remove_prefix(std::max<std::size_t>(length, 1));
  }
  return result;
}

Svg::Svg(double width, double height, std::string_view title) {
  const std::string w = px(width);
  const std::string h = px(height);
  body_ = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\"";
  add_attribute(body_, "width", w);
  add_attribute(body_, "height", h);
  add_attribute(body_, "viewBox", "0 0 " + w + " " + h);
  add_attribute(body_, "font-family", "DejaVu Sans, Verdana, Helvetica, sans-serif");
  body_ += " role=\"img\">\n<title>" + escaped(title) + "</title>\n<rect";
  add_attribute(body_, "width", w);
  add_attribute(body_, "height", h);
  add_attribute(body_, "fill", "#ffffff");
  body_ += "/>\n";
}

void Svg::line(Point from, Point to, LineStyle style) {
  body_ += "<line";
  add_attribute(body_, "x1", px(from.x));
  add_attribute(body_, "y1", px(from.y));
  add_attribute(body_, "x2", px(to.x));
  add_attribute(body_, "y2", px(to.y));
  add_attribute(body_, "stroke", style.colour);
  add_attribute(body_, "stroke-width", px(style.width));
  if (!style.dashes.empty()) add_attribute(body_, "stroke-dasharray", style.dashes);
  body_ += "/>\n";
}

void Svg::circle(Point middle, double radius, bool is_filled, std::string_view colour) {
  body_ += "<circle";
  add_attribute(body_, "cx", px(middle.x));
  add_attribute(body_, "cy", px(middle.y));
  add_attribute(body_, "r", px(radius));
  add_attribute(body_, "fill", is_filled ? colour : "#ffffff");
  add_attribute(body_, "stroke", colour);
  add_attribute(body_, "stroke-width", "1.5");
  body_ += "/>\n";
}

void Svg::text(Point at, std::string_view words, TextStyle style) {
  body_ += "<text";
  add_attribute(body_, "x", px(at.x));
  add_attribute(body_, "y", px(at.y));
  add_attribute(body_, "font-size", px(style.size));
  add_attribute(body_, "text-anchor", name_of(style.anchor));
  add_attribute(body_, "fill", style.colour);
  if (style.is_bold) add_attribute(body_, "font-weight", "bold");
  body_ += ">" + escaped(words) + "</text>\n";
}

std::string Svg::document() const {
  return body_ + "</svg>\n";
}

} // namespace callgate::tools
