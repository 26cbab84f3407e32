#include "subjects.hpp"

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <sstream>
#include <utility>

#include "diagnostic/render.hpp"
#include "growth.hpp"

namespace callgate::bench {

namespace {

std::string text_of(const std::string& policy) {
  std::ostringstream text;
  text << std::ifstream(CALLGATE_SOURCE_DIR "/bench/policies/" + policy + ".toml").rdbuf();
  return text.str();
}

Subject of_i386(std::string name, std::string text) {
  return {std::move(name), {"made-up.toml", std::move(text)}, {{"i386"}, {}}};
}

} // namespace

std::vector<Subject> profiles() {
  std::vector<Subject> all;
  for (const char* policy : {"seccomp-strict", "pure-compute"})
    all.push_back({policy, {"policy.toml", text_of(policy)}, {{"x86_64"}, {}}});
  const std::pair<const char*, const char*> choices[] = {
      {"harness-none", "none"}, {"harness-ssrf", "SSRF"}, {"harness-all", "all"}};
  for (const auto& [name, capabilities] : choices)
    all.push_back({name, {"harness.toml", text_of("harness")}, {{"x86_64"}, {capabilities}}});
  for (const char* policy :
       {"docker", "firecracker-api", "firecracker-vcpu", "firecracker-vmm", "system-service"})
    all.push_back({policy, {"policy.toml", text_of(policy)}, {{"x86_64"}, {}}});
  return all;
}

std::vector<Subject> made_up() {
  std::vector<Subject> all;
  for (const std::size_t count : {64U, 256U, 450U})
    all.push_back(of_i386(std::to_string(count) + "-calls", calls_text(count)));
  constexpr std::size_t conditions[] = {1, 8, 64, 512, 2000};
  for (const std::size_t count : conditions)
    all.push_back(of_i386(std::to_string(count) + "-tests", tests_text(count)));
  for (const std::size_t count : conditions)
    all.push_back(of_i386(std::to_string(count) + "-in-sets", sets_text(count)));
  all.push_back({"alternatives", {"made-up.toml", alternatives_text()}, {{"x86_64"}, {}}});
  return all;
}

std::vector<Subject> subjects() {
  std::vector<Subject> all = profiles();
  std::vector<Subject> more = made_up();
  std::move(more.begin(), more.end(), std::back_inserter(all));
  return all;
}

pipeline::Compilation compile(const Subject& subject) {
  diagnostic::Diagnostics diagnostics;
  auto result = pipeline::compile(subject.source, subject.request, pipeline::Strictness::lenient,
                                  diagnostics);
  if (auto* good = std::get_if<pipeline::Compilation>(&result)) return std::move(*good);
  std::cerr << subject.name << " does not compile\n"
            << diagnostic::render_text(subject.source, diagnostics, diagnostic::Colour::never);
  std::exit(1);
}

} // namespace callgate::bench
