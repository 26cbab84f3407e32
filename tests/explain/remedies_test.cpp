// What a report promises is so: each fix, applied as a person would, compiles and lets the call
// through, and opens what it says and no more. Asked of the policy read word for word, which
// knows nothing of how fixes were found.
#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <random>
#include <sstream>

#include "arch/calls.hpp"
#include "explain/explain.hpp"
#include "policy/evaluate.hpp"
#include "support/cases.hpp"
#include "told.hpp"

namespace {

using namespace callgate;
using told::Story;

/// A folder that is gone at the end.
class Folder {
public:
  Folder() {
    std::string path = (std::filesystem::temp_directory_path() / "explainXXXXXX").string();
    REQUIRE(::mkdtemp(path.data()) != nullptr);
    path_ = path;
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { std::filesystem::remove_all(path_); }

  void write(const std::string& name, const std::string& text) const {
    std::ofstream(path_ / name, std::ios::binary) << text;
  }
  [[nodiscard]] std::string read(const std::string& name) const {
    std::ostringstream text;
    text << std::ifstream(path_ / name, std::ios::binary).rdbuf();
    return text.str();
  }
  [[nodiscard]] int run(const std::string& command) const {
    return std::system(("cd " + path_.string() + " && " + command).c_str());
  }

private:
  std::filesystem::path path_;
};

/// What the policy says with the patch applied by `patch` or by git.
std::string patched(const std::string& policy, const std::string& patch, const char* tool) {
  const Folder folder;
  folder.write("p.toml", policy);
  folder.write("fix", patch);
  INFO(patch);
  CHECK(folder.run(tool) == 0);
  return folder.read("p.toml");
}

bpf::Action action_for(const pipeline::Compilation& compilation, const bpf::CallData& call) {
  return policy::Evaluator(*compilation.analysis.policy, compilation.analysis.selection)(call);
}

bool runs(bpf::Action action) {
  return !bpf::facts(action.kind).stops;
}

/// Calls near the one that is explained, and every other one of its ABI.
std::vector<bpf::CallData> others(const bpf::CallData& call, arch::Abi abi) {
  std::vector<bpf::CallData> result;
  std::mt19937_64 random(20261122);
  for (const arch::Call& one : arch::calls(abi)) {
    bpf::CallData other = call;
    other.number = one.number;
    result.push_back(other);
  }
  for (int i = 0; i < 200; ++i) {
    bpf::CallData other = call;
    other.arguments.at(random() % 6) ^= std::uint64_t{1} << (random() % 34);
    result.push_back(other);
  }
  return result;
}

void check_remedy(const Story& story, const pipeline::Compilation& before,
                  const explain::Report& report, const explain::Remedy& remedy) {
  std::string text = story.policy;
  if (!remedy.patch.empty()) {
    text = patched(story.policy, remedy.patch, "patch -s -p1 < fix");
    CHECK(text == patched(story.policy, remedy.patch, "git apply fix"));
    CHECK(text != story.policy);
  }
  auto capabilities = story.capabilities;
  if (remedy.kind == explain::RemedyKind::capability) {
    REQUIRE(remedy.options.size() == 2);
    std::istringstream names(remedy.options[1]);
    capabilities.clear();
    for (std::string name; std::getline(names, name, ',');)
      capabilities.push_back(name);
  }
  const diagnostic::Source source("p.toml", text);
  const auto after = told::compiled(source, capabilities);
  const bpf::CallData& call = report.call;
  if (remedy.kind == explain::RemedyKind::enosys)
    CHECK(bpf::to_string(action_for(after, call), *report.abi) == "errno ENOSYS");
  else
    CHECK(action_for(after, call).kind == bpf::ActionKind::allow);
  for (const bpf::CallData& other : others(call, *report.abi)) {
    const bool ran = runs(action_for(before, other));
    const bool runs_now = runs(action_for(after, other));
    CHECK(ran <= runs_now);
    if (remedy.kind == explain::RemedyKind::enosys) CHECK(ran == runs_now);
    if (ran || !runs_now || remedy.more != 0) continue;
    const auto* const named = arch::find_call(*report.abi, other.number);
    const std::string name = named != nullptr ? std::string(named->name) : report.name;
    const bool is_told = std::ranges::any_of(remedy.opens, [&](const std::string& open) {
      return open == name || open.starts_with(name + "(") || open.starts_with(name + "@") ||
             open.starts_with(name + " ");
    });
    INFO(name);
    CHECK(is_told);
  }
}

} // namespace

TEST_CASE("fixes do what is said of them") {
  std::size_t checked = 0;
  tests::run_cases("explain/cases", [&](const tests::Case& given) {
    CAPTURE(given.path.filename().string());
    const Story story(given.input);
    const diagnostic::Source source("p.toml", story.policy);
    const auto compilation = told::compiled(source, story.capabilities);
    const explain::Explainer explainer(compilation, source);
    const explain::Report report = explainer.explain(story.scene);
    for (const explain::Remedy& remedy : report.remedies) {
      CAPTURE(remedy.what);
      check_remedy(story, compilation, report, remedy);
      ++checked;
    }
    const auto parsed = nlohmann::json::parse(explain::to_json(report));
    CHECK(parsed["remedies"].size() == report.remedies.size());
    CHECK(parsed["reason"] == explain::name_of(report.verdict.reason));
    return given.expected;
  });
  CHECK(checked > 20);
}
