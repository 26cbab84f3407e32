#include "told.hpp"

#include <doctest/doctest.h>
#include <sstream>

#include "diagnostic/render.hpp"
#include "policy/text.hpp"
#include "policy/written_call.hpp"
#include "ruleset/call_data.hpp"

namespace told {

namespace {

std::string unescaped(const std::string& text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool is_escape = text.compare(i, 2, "\\x") == 0 && i + 3 < text.size();
    result +=
        is_escape ? static_cast<char>(std::stoul(text.substr(i + 2, 2), nullptr, 16)) : text[i];
    if (is_escape) i += 3;
  }
  return result;
}

std::string from_hex(const std::string& text) {
  std::string result;
  for (std::size_t i = 0; i + 1 < text.size(); i += 2)
    result += static_cast<char>(std::stoul(text.substr(i, 2), nullptr, 16));
  return result;
}

std::string rest_of(std::istream& words) {
  std::string rest;
  std::getline(words >> std::ws, rest);
  return rest;
}

std::string or_nothing(const std::string& word) {
  return word == "-" ? "" : word;
}

bpf::CallData call_of(const std::string& text, arch::Abi abi) {
  diagnostic::Diagnostics diagnostics;
  const auto call =
      policy::parse_call({text, policy::StringText::verbatim(text.size())}, diagnostics);
  INFO(text);
  REQUIRE(call);
  const auto ways = ruleset::call_data_of(*call, abi, [](const ruleset::Mistake&) {});
  REQUIRE(!ways.empty());
  return ways.front();
}

} // namespace

std::optional<std::string> Scene::string_at(std::uint64_t address) const {
  const auto found = memory_.find(address);
  return found == memory_.end() ? std::nullopt : std::optional(found->second);
}

std::optional<std::vector<std::uint8_t>> Scene::bytes_at(std::uint64_t address,
                                                         std::size_t size) const {
  const auto found = memory_.find(address);
  if (found == memory_.end() || found->second.size() < size) return std::nullopt;
  return std::vector<std::uint8_t>(found->second.begin(),
                                   found->second.begin() + static_cast<std::ptrdiff_t>(size));
}

std::optional<std::string> Scene::descriptor(int number) const {
  const auto found = descriptors_.find(number);
  return found == descriptors_.end() ? std::nullopt : std::optional(found->second);
}

Story::Story(const std::string& text) {
  std::istringstream lines(text);
  std::string call;
  arch::Abi abi = arch::Abi::x86_64;
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with("#! ")) {
      policy += line + "\n";
      continue;
    }
    std::istringstream words(line.substr(3));
    std::string what;
    words >> what;
    if (what == "abi") {
      abi = arch::abi_named(rest_of(words)).value();
    } else if (what == "caps") {
      std::istringstream names(rest_of(words));
      for (std::string name; std::getline(names, name, ',');)
        capabilities.push_back(name);
    } else if (what == "call") {
      call = rest_of(words);
    } else if (what == "unknown") {
      for (std::size_t slot = 0; words >> slot;)
        scene.known_.at(slot) = false;
    } else if (what == "fd") {
      int number = 0;
      words >> number;
      scene.descriptors_[number] = unescaped(rest_of(words));
    } else if (what == "string" || what == "bytes") {
      std::string address;
      words >> address;
      const std::string value = rest_of(words);
      scene.memory_[std::stoull(address, nullptr, 16)] =
          what == "bytes" ? from_hex(value) : unescaped(value);
    } else if (what == "who") {
      words >> scene.caller_.process >> scene.caller_.thread >> scene.caller_.executable;
      scene.caller_.executable = unescaped(scene.caller_.executable);
      scene.caller_.name = unescaped(rest_of(words));
    } else if (what == "frame") {
      records::Frame frame;
      std::string function;
      std::string module;
      words >> function >> frame.offset >> module >> frame.module_offset >> frame.source >>
          frame.line;
      frame.function = unescaped(or_nothing(function));
      frame.module = unescaped(or_nothing(module));
      scene.stack_.push_back(frame);
    } else {
      FAIL("unknown line: " << line);
    }
  }
  scene.call_ = call_of(call, abi);
}

pipeline::Compilation compiled(const diagnostic::Source& source,
                               const std::vector<std::string>& capabilities) {
  pipeline::Request request;
  request.capabilities = capabilities;
  diagnostic::Diagnostics diagnostics;
  auto result = pipeline::compile(source, request, pipeline::Strictness::lenient, diagnostics);
  INFO(diagnostic::render_text(source, diagnostics, diagnostic::Colour::never));
  REQUIRE(std::holds_alternative<pipeline::Compilation>(result));
  return std::get<pipeline::Compilation>(std::move(result));
}

} // namespace told
