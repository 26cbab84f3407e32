// From the top: what was measured and how; a group of rows a call on one scale that they share;
// the installation on a scale of its own. Rows are labelled where they stand, so that nothing
// has to be looked up, and what is in question is the one filled dot of its group.
#include "tools/bench_plot.hpp"

#include <algorithm>
#include <span>
#include <string_view>
#include <vector>

#include "diagnostic/source.hpp"
#include "tools/axis.hpp"
#include "tools/decimal.hpp"
#include "tools/svg.hpp"

namespace callgate::tools {

namespace {

constexpr double width = 800;
constexpr double margin = 20;
constexpr double plot_left = 250;
constexpr double plot_right = 720;
constexpr double row_height = 22;
constexpr double heading_height = 30;
constexpr double axis_height = 62;
constexpr double top = 92;
constexpr std::string_view grey = "#767676";
constexpr std::string_view pale = "#dddddd";
constexpr std::string_view blue = "#0b5394";

struct Group {
  std::string heading;
  std::vector<Row> rows;
};

/// Groups that share a scale.
struct Panel {
  std::vector<Group> groups;
  std::string axis_title;
  std::string one; ///< what the ratio 1 is
};

/// As much as fits into a line.
std::string cut(const std::string& text) {
  constexpr std::size_t most = 96;
  std::size_t points = 0;
  for (std::size_t i = 0; i < text.size(); ++i)
    if (diagnostic::begins_code_point(text[i]) && ++points > most) return text.substr(0, i) + " …";
  return text;
}

double height_of(const Panel& panel) {
  double height = axis_height;
  for (const Group& group : panel.groups)
    height += heading_height + row_height * static_cast<double>(group.rows.size());
  return height;
}

/// From 1, or what lies below it, to the largest value shown.
Axis axis_for(const Panel& panel) {
  double low = 1;
  double high = 1;
  for (const Group& group : panel.groups) {
    for (const Row& row : group.rows) {
      const Summary& ratio = row.comparison->ratio;
      for (const Range& range : {ratio.quartiles, ratio.interval}) {
        low = std::min(low, range.low);
        high = std::max(high, range.high);
      }
    }
  }
  return {low, high, plot_left, plot_right};
}

class Plot {
public:
  Plot(double height, const Circumstances& at)
      : svg_(width, height, "What " + at.filter + " costs") {
    svg_.text({margin, 30}, cut("What " + at.filter + " costs on this kernel"),
              {.size = 17, .is_bold = true});
    svg_.text({margin, 50}, cut(summary_of(at)), {.colour = grey});
    svg_.text({margin, 68},
              "dot: median of the rounds; thick line: 95 % interval of the median; thin line: "
              "quartiles",
              {.colour = grey});
  }

  void add(const Panel& panel) {
    const Axis axis = axis_for(panel);
    for (const Group& group : panel.groups) {
      svg_.text({margin, y_ + 20}, cut(group.heading), {.size = 13, .is_bold = true});
      y_ += heading_height;
      draw_grid(axis, y_ + row_height * static_cast<double>(group.rows.size()));
      for (const Row& row : group.rows)
        draw(row, axis);
    }
    draw_scale(panel, axis);
    y_ += axis_height;
  }

  [[nodiscard]] std::string document() const { return svg_.document(); }

private:
  void draw_grid(const Axis& axis, double bottom) {
    for (const double mark : axis.marks()) {
      const double x = axis.place(mark);
      svg_.line({x, y_}, {x, bottom}, {.colour = pale});
    }
    const double x = axis.place(1);
    svg_.line({x, y_}, {x, bottom}, {.colour = grey, .dashes = "4 3"});
  }

  void draw(const Row& row, const Axis& axis) {
    const auto& [median, quartiles, interval] = row.comparison->ratio;
    const std::string_view colour = row.is_given ? blue : "#222222";
    const double y = y_ + row_height / 2;
    const auto at = [&](double value) { return Point{axis.place(value), y}; };
    svg_.text({plot_left - 12, y + 4}, row.label, {.anchor = Anchor::end, .is_bold = row.is_given});
    svg_.line(at(quartiles.low), at(quartiles.high), {.width = 1.5, .colour = colour});
    svg_.line(at(interval.low), at(interval.high), {.width = 5, .colour = colour});
    svg_.circle(at(median), 4.5, row.is_given, colour);
    svg_.text({plot_right + 12, y + 4}, decimal(median, 3), {.is_bold = row.is_given});
    y_ += row_height;
  }

  void draw_scale(const Panel& panel, const Axis& axis) {
    svg_.line({plot_left, y_}, {plot_right, y_});
    for (const double mark : axis.marks()) {
      const double x = axis.place(mark);
      svg_.line({x, y_}, {x, y_ + 4});
      svg_.text({x, y_ + 17}, axis.text(mark), {.size = 11, .anchor = Anchor::middle});
    }
    std::string title = panel.axis_title + " (1: " + panel.one;
    if (axis.low() > 0) title += "; the scale does not begin at 0";
    svg_.text({(plot_left + plot_right) / 2, y_ + 35}, title + ")",
              {.size = 11, .anchor = Anchor::middle, .colour = grey});
  }

  Svg svg_;
  double y_ = top;
};

std::vector<Panel> panels_of(const BenchReport& report) {
  std::vector<Panel> panels;
  if (!report.calls.empty()) {
    Panel calls{{}, "time per call, as a ratio", "no filter"};
    calls.groups.reserve(report.calls.size());
    for (const CallReport& call : report.calls) {
      std::string heading = call.call.text + ": " + answer_of(call.call) + "; ";
      heading += decimal(call.unfiltered.median, 1) + " ns without a filter";
      calls.groups.push_back({std::move(heading), rows_of(call)});
    }
    panels.push_back(std::move(calls));
  }
  std::string heading = "installation: " + decimal(report.install.given.median / 1000, 1);
  heading += " µs; the smallest filter " + decimal(report.install.smallest.median / 1000, 1);
  heading += " µs";
  panels.push_back({{{std::move(heading), rows_of(report.install)}},
                    "time of the seccomp() call, as a ratio",
                    "the smallest filter, one return"});
  return panels;
}

} // namespace

std::string plot_of(const BenchReport& report) {
  const std::vector<Panel> panels = panels_of(report);
  double height = top;
  for (const Panel& panel : panels)
    height += height_of(panel);
  Plot plot(height, report.circumstances);
  for (const Panel& panel : panels)
    plot.add(panel);
  return plot.document();
}

} // namespace callgate::tools
