// What a reader starts from names all there is: docs/pipeline.md every layer, README.md every
// page of docs/.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>

namespace {

namespace fs = std::filesystem;

const fs::path tree = CALLGATE_SOURCE_DIR;

std::string text_of(const fs::path& path) {
  std::ifstream file(path);
  REQUIRE(file);
  return {std::istreambuf_iterator<char>(file), {}};
}

} // namespace

TEST_CASE("docs/pipeline.md says what every layer is for") {
  const std::string page = text_of(tree / "docs/pipeline.md");
  std::ifstream file(tree / "compiler/layers.txt");
  std::size_t layers = 0;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line[0] == '#') continue;
    std::istringstream words(line);
    std::string name;
    std::string folder;
    words >> name >> folder;
    CAPTURE(name);
    const std::string shown = folder.starts_with("compiler/") ? "\n  " + name + " " : "\n" + folder;
    CHECK(page.find(shown) != page.npos);
    ++layers;
  }
  CHECK(layers >= 10);
}

TEST_CASE("README.md links every page") {
  const std::string readme = text_of(tree / "README.md");
  for (const auto& entry : fs::directory_iterator(tree / "docs")) {
    if (entry.path().extension() != ".md") continue;
    CAPTURE(entry.path().string());
    CHECK(readme.find("(docs/" + entry.path().filename().string() + ")") != readme.npos);
  }
}
