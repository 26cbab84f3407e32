// A drawing as SVG: lines, circles and words, dark on white.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace callgate::tools {

struct Point {
  double x;
  double y;
};

enum class Anchor : std::uint8_t { start, middle, end };

struct TextStyle {
  double size = 12;
  Anchor anchor = Anchor::start;
  bool is_bold = false;
  std::string_view colour = "#222222";
};

struct LineStyle {
  double width = 1;
  std::string_view colour = "#222222";
  std::string_view dashes{}; ///< stroke-dasharray; empty: none
};

class Svg {
public:
  /// In pixels. `title` is what programs show that do not show the drawing.
  Svg(double width, double height, std::string_view title);

  void line(Point from, Point to, LineStyle style = {});

  /// Filled with the colour of its rim, or with white.
  void circle(Point middle, double radius, bool is_filled, std::string_view colour = "#222222");

  /// Any text: what XML reserves is escaped, and what it has no place for replaced.
  void text(Point at, std::string_view words, TextStyle style = {});

  /// The whole file.
  [[nodiscard]] std::string document() const;

private:
  std::string body_;
};

/// As XML has it between tags and in attributes.
std::string escaped(std::string_view text);

} // namespace callgate::tools
