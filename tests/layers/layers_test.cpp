// Every #include of the tree goes along an arrow of compiler/layers.txt.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;

struct Layer {
  std::string folder;
  std::set<std::string> may_use; ///< itself included
};

std::map<std::string, Layer> read_layers() {
  std::map<std::string, Layer> layers;
  std::ifstream file(CALLGATE_SOURCE_DIR "/compiler/layers.txt");
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line[0] == '#') continue;
    std::istringstream words(line);
    std::string name, folder, colon, used;
    words >> name >> folder >> colon;
    REQUIRE(colon == ":");
    Layer layer{folder, {name}};
    while (words >> used) {
      CHECK_MESSAGE(layers.contains(used), name << " uses " << used << ", which stands below it");
      layer.may_use.insert(used);
    }
    layers[name] = layer;
  }
  return layers;
}

bool is_source(const fs::path& path) {
  const auto extension = path.extension();
  return extension == ".cpp" || extension == ".hpp" || extension == ".h";
}

/// The quoted or bracketed names that a file includes.
std::vector<std::string> includes_of(const fs::path& path) {
  static const std::regex directive("^\\s*#\\s*include\\s*[\"<]([^\">]+)[\">].*");
  std::vector<std::string> names;
  std::ifstream file(path);
  std::smatch match;
  for (std::string line; std::getline(file, line);) {
    if (std::regex_match(line, match, directive)) names.push_back(match[1]);
  }
  return names;
}

} // namespace

TEST_CASE("includes go along the arrows of compiler/layers.txt") {
  const auto layers = read_layers();
  REQUIRE(layers.size() >= 10);
  std::size_t checked = 0;
  for (const auto& named : layers) {
    const std::string& name = named.first;
    const Layer& layer = named.second;
    for (const auto& entry :
         fs::recursive_directory_iterator(fs::path(CALLGATE_SOURCE_DIR) / layer.folder)) {
      if (!is_source(entry.path())) continue;
      for (const std::string& include : includes_of(entry.path())) {
        CAPTURE(entry.path().string());
        CAPTURE(include);
        CHECK(include.find("..") == include.npos);
        // <callgate/…> are the runtime's public headers.
        const std::string first = include.substr(0, include.find('/'));
        const std::string used = first == "callgate" ? "runtime" : first;
        if (first.size() == include.size() || !layers.contains(used)) continue;
        CHECK_MESSAGE(layer.may_use.contains(used), name << " may not use " << used);
        ++checked;
      }
    }
  }
  CHECK(checked > 100);
}

TEST_CASE("every folder of the compiler that has sources is a layer") {
  std::set<std::string> folders;
  for (const auto& [name, layer] : read_layers())
    folders.insert(layer.folder);
  const fs::path root(CALLGATE_SOURCE_DIR);
  for (const auto& entry : fs::recursive_directory_iterator(root / "compiler")) {
    if (is_source(entry.path()))
      CHECK(folders.contains(entry.path().parent_path().lexically_relative(root).string()));
  }
}

TEST_CASE("the TOML library has one user") {
  for (const auto& entry : fs::recursive_directory_iterator(CALLGATE_SOURCE_DIR "/compiler")) {
    if (!is_source(entry.path())) continue;
    for (const std::string& include : includes_of(entry.path())) {
      if (include.starts_with("toml++"))
        CHECK(entry.path() == fs::path(CALLGATE_SOURCE_DIR "/compiler/policy/toml_library.hpp"));
    }
  }
}

TEST_CASE("the runtime includes libc and linux headers alone") {
  for (const auto& entry : fs::recursive_directory_iterator(CALLGATE_SOURCE_DIR "/runtime")) {
    if (!is_source(entry.path())) continue;
    for (const std::string& include : includes_of(entry.path())) {
      CAPTURE(include);
      const bool own = include.starts_with("callgate/");
      const bool linux_or_libc = include.ends_with(".h") || include.starts_with("c");
      CHECK((own || linux_or_libc));
    }
  }
}
