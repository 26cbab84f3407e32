#include "support/profiles.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <stdexcept>
#include <string_view>

#include "diagnostic/render.hpp"

namespace callgate::tests {

namespace {

std::string text_without_abis(const std::filesystem::path& path) {
  std::ifstream file(path);
  std::string text;
  for (std::string line; std::getline(file, line);) {
    if (!line.starts_with("abis")) text += line + '\n';
  }
  return text;
}

/// What an ABI can lack: constants, arguments in registers, arguments that anybody wrote
/// down, all of the calls.
bool is_for_other_abis(const diagnostic::Diagnostic& found) {
  static const std::set<std::string_view> codes{"constant-on-abi", "out-of-sight",
                                                "unknown-arguments", "empty-policy"};
  return found.severity != diagnostic::Severity::error || codes.contains(found.code);
}

} // namespace

std::vector<Profile> profiles() {
  std::vector<Profile> found;
  for (const auto& entry :
       std::filesystem::directory_iterator(CALLGATE_SOURCE_DIR "/bench/policies"))
    found.push_back({entry.path().stem().string(), text_without_abis(entry.path())});
  std::sort(found.begin(), found.end(),
            [](const Profile& a, const Profile& b) { return a.name < b.name; });
  return found;
}

std::optional<pipeline::Compilation> compiled(const Profile& profile,
                                              const std::vector<std::string>& abis) {
  const diagnostic::Source source(profile.name + ".toml", profile.text);
  diagnostic::Diagnostics diagnostics;
  auto result =
      pipeline::compile(source, {abis, {"all"}}, pipeline::Strictness::lenient, diagnostics);
  if (auto* good = std::get_if<pipeline::Compilation>(&result)) return std::move(*good);
  const auto messages = diagnostics.sorted();
  if (messages.empty() || !std::all_of(messages.begin(), messages.end(), is_for_other_abis))
    throw std::runtime_error(
        diagnostic::render_text(source, diagnostics, diagnostic::Colour::never));
  return std::nullopt;
}

} // namespace callgate::tests
