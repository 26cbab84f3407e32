// The page: what is in it, and, where chromium is installed, what a browser makes of it.
#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>

#include "gate/reports.hpp"
#include "made_up.hpp"

using namespace callgate;

namespace {

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != text.npos;
}

#ifdef CALLGATE_CHROMIUM

/// What a browser has of the page, written out again. Empty where it cannot run here.
std::string dom_of(const std::string& page) {
  namespace fs = std::filesystem;
  std::string folder = (fs::temp_directory_path() / "callgate-page.XXXXXX").string();
  REQUIRE(mkdtemp(folder.data()) != nullptr);
  std::ofstream(folder + "/page.html", std::ios::binary) << page;
  const std::string command = "HOME=" + folder +
                              " timeout 60 " CALLGATE_CHROMIUM
                              " --headless --no-sandbox --disable-gpu --dump-dom file://" +
                              folder + "/page.html > " + folder + "/dom 2> /dev/null";
  const int status = std::system(command.c_str());
  std::ostringstream text;
  text << std::ifstream(folder + "/dom", std::ios::binary).rdbuf();
  fs::remove_all(folder);
  if (status != 0) MESSAGE("chromium does not run here: the page was not looked at");
  return status == 0 ? text.str() : std::string{};
}

/// The cells of the row that begins with `name`, without their tags.
std::vector<std::string> cells_of(const std::string& dom, const std::string& name) {
  const std::size_t begin = dom.find("<tr><th scope=\"row\"><code>" + name + "</code></th>");
  REQUIRE(begin != dom.npos);
  const std::string row = dom.substr(begin, dom.find("</tr>", begin) - begin);
  const std::regex cell("<td[^>]*>([^<]*)</td>");
  std::vector<std::string> cells;
  for (std::sregex_iterator i(row.begin(), row.end(), cell), end; i != end; ++i)
    cells.push_back((*i)[1]);
  return cells;
}

#endif

} // namespace

TEST_CASE("the page needs nothing else, and holds no markup of others") {
  const std::string page = gate::to_html(tests::failed_result());
  for (const std::string part : {"<script", "<img", "<b>\n", "http:", "https:", "url(", "@import",
                                 "\033", "onerror=alert(2)&quot;"})
    CHECK_MESSAGE(!has(page, part), "the page has " << part);
  CHECK(has(page, "&lt;script&gt;alert(1)&lt;/script&gt;"));
  CHECK(has(page, "default-src 'none'"));
  CHECK(has(page, "<html lang=\"en\">"));
  CHECK(has(page, "prefers-color-scheme: dark"));
}

TEST_CASE("the page says what passed and what failed") {
  CHECK(has(gate::to_html(tests::passed_result()), "<span class=\"badge good\">passed</span>"));
  const std::string page = gate::to_html(tests::failed_result());
  CHECK(has(page, "<span class=\"badge bad\">failed</span>"));
  CHECK(has(page, "<code>render.toml:7:11</code>"));
  CHECK(has(page, "<code>socket(domain = AF_INET)</code>"));
  CHECK(has(page, "never held: <code>AF_INET</code>"));
}

#ifdef CALLGATE_CHROMIUM
TEST_CASE("a browser shows the matrix, and runs nothing of it") {
  const std::string dom = dom_of(gate::to_html(tests::failed_result()));
  if (dom.empty()) return;
  using Cells = std::vector<std::string>;
  CHECK(cells_of(dom, "read") == Cells{"3", "12,345", "", "12,348"});
  CHECK(cells_of(dom, "clone3") == Cells{"", "2 errno", "", "2"});
  CHECK(cells_of(dom, "socket") == Cells{"3, 2 denied", "", "", "3"});
  CHECK(cells_of(dom, "#999@i386") == Cells{"1 denied", "", "", "1"});
  CHECK(!has(dom, "<script"));
  CHECK(!has(dom, "<img"));
}
#endif
