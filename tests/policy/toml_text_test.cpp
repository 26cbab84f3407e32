// Decoded bytes of a TOML string map back to the bytes that wrote them.
#include <doctest/doctest.h>

#include "policy/toml_text.hpp"

using namespace callgate;

TEST_CASE("a decoded byte stands where it was written") {
  struct Row {
    std::string_view raw; ///< with quotes, at the start of the source
    std::size_t decoded;  ///< offset in the value
    std::size_t written;  ///< offset in the source
  };
  const Row rows[] = {
      {R"("abc")", 0, 1},
      {R"("abc")", 2, 3},
      {R"("abc")", 3, 4},
      {R"('a\bc')", 3, 4},
      {R"("a\tb")", 2, 4},
      {R"("\u0041b")", 1, 7},
      {R"("\u00e9b")", 2, 7},
      {R"("\U0001F600b")", 4, 11},
      {"\"é\"", 2, 3},
      {"\"\"\"\nab\"\"\"", 0, 4},
      {"\"\"\"\r\nab\"\"\"", 1, 6},
      {"'''a'''", 0, 3},
      {"\"\"\"a\\\n   b\"\"\"", 1, 9},
      {"\"\"", 0, 1},
  };
  for (const Row& row : rows) {
    CAPTURE(row.raw);
    CAPTURE(row.decoded);
    const diagnostic::Source source("x", std::string(row.raw));
    const policy::StringText text(source, {0, row.raw.size()});
    CHECK(text.span(row.decoded, row.decoded).begin == row.written);
  }
}
