// Numbers, scales and the SVG writer.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "tools/axis.hpp"
#include "tools/decimal.hpp"
#include "tools/svg.hpp"

using namespace callgate::tools;

TEST_CASE("decimals") {
  CHECK(decimal(1.0996, 3) == "1.100");
  CHECK(decimal(-0.04, 1) == "0.0");
  CHECK(decimal(-0.06, 1) == "-0.1");
  CHECK(decimal(12, 0) == "12");
  CHECK(decimal(1e300, 1).size() == 303);
  CHECK(signed_decimal(8.51, 1) == "+8.5");
  CHECK(signed_decimal(-8.51, 1) == "-8.5");
  CHECK(signed_decimal(-0.01, 1) == "+0.0");
}

TEST_CASE("scales have round numbers around what they show") {
  struct Row {
    double low;
    double high;
    std::vector<std::string> marks;
  };
  for (const Row& row : std::vector<Row>{
           {0.993, 1.302, {"0.95", "1.00", "1.05", "1.10", "1.15", "1.20", "1.25", "1.30", "1.35"}},
           {1, 2, {"1.0", "1.2", "1.4", "1.6", "1.8", "2.0"}},
           {1, 71, {"0", "10", "20", "30", "40", "50", "60", "70", "80"}},
           {0, 9, {"0", "2", "4", "6", "8", "10"}},
           {1, 1, {"1.0000000", "1.0000002"}},
       }) {
    const Axis axis(row.low, row.high, 100, 300);
    std::vector<std::string> texts;
    for (const double mark : axis.marks())
      texts.push_back(axis.text(mark));
    CHECK(texts == row.marks);
    CHECK(axis.place(axis.marks().front()) == doctest::Approx(100));
    CHECK(axis.place(axis.marks().back()) == doctest::Approx(300));
    CHECK(axis.place(row.low) >= 100 - 1e-6);
    CHECK(axis.place(row.high) <= 300 + 1e-6);
  }
}

TEST_CASE("whatever a text holds, the drawing stays XML") {
  CHECK(escaped("a < b & \"c\" > d") == "a &lt; b &amp; &quot;c&quot; &gt; d");
  CHECK(escaped(std::string("\0\t\x1b[1m\x7f", 7)) == "???[1m?");
  CHECK(escaped("µs … 𝄞") == "µs … 𝄞");
  for (const std::string wrong : {"\xff", "\xc3", "\xc0\xaf", "\xe2\x82", "\xe0\x80\xaf",
                                  "\xed\xa0\x80", "\xef\xbf\xbf", "\xf4\x90\x80\x80"})
    CHECK(escaped(wrong + "(").starts_with("\xef\xbf\xbd"));
  CHECK(escaped("\xc3(") == "\xef\xbf\xbd(");
  Svg svg(100, 50.5, "1 < 2");
  svg.line({0, 1}, {2.5, 3.25}, {.dashes = "4 3"});
  svg.circle({10, 10}, 4, false);
  svg.text({1, 2}, "<&>", {.anchor = Anchor::end});
  const std::string document = svg.document();
  for (const std::string part :
       {"<title>1 &lt; 2</title>", "viewBox=\"0 0 100 50.5\"", "x2=\"2.5\" y2=\"3.25\"",
        "stroke-dasharray=\"4 3\"", "text-anchor=\"end\"", ">&lt;&amp;&gt;</text>", "</svg>\n"})
    CHECK_MESSAGE(document.find(part) != document.npos, part);
}
