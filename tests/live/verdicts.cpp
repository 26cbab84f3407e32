#include "live/verdicts.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <doctest/doctest.h>
#include <stdexcept>
#include <string_view>

#include "arch/calls.hpp"
#include "bpf/interpreter.hpp"
#include "diagnostic/render.hpp"
#include "live/entries.hpp"
#include "policy/evaluate.hpp"

namespace callgate::tests {

namespace {

/// What denied calls fail with: no kernel has this errno for anything else.
constexpr std::uint16_t denied = 4001;

std::uint32_t number_of(const std::string& entry, arch::Abi abi) {
  const std::string name = entry.substr(0, entry.find('('));
  const arch::Call* const call = arch::find_call(abi, name);
  if (call == nullptr) throw std::runtime_error("no call " + name);
  return call->number;
}

/// For a child that did not come to its end: how it ended, and how far it had come.
std::string how_it_ended(int status, std::span<const bpf::CallData> calls,
                         std::span<const unsigned char> progress) {
  std::size_t index = 0;
  std::memcpy(&index, progress.data(), sizeof index);
  const std::string ended = "the child ended with status " + std::to_string(status);
  if (index >= calls.size()) return ended + " before its first call";
  return ended + " at call " + std::to_string(index) + " of " + std::to_string(calls.size()) +
         ": " + bpf::to_string(calls[index]);
}

} // namespace

pipeline::Compilation compiled(const std::string& text, const pipeline::Request& request) {
  const diagnostic::Source source{"policy.toml", text};
  diagnostic::Diagnostics diagnostics;
  auto result = pipeline::compile(source, request, pipeline::Strictness::lenient, diagnostics);
  if (auto* compilation = std::get_if<pipeline::Compilation>(&result))
    return std::move(*compilation);
  throw std::runtime_error(diagnostic::render_text(source, diagnostics, diagnostic::Colour::never));
}

std::vector<std::uint16_t> errnos_under(User user, std::span<const bpf::Instruction> filter,
                                        std::span<const bpf::CallData> calls) {
  constexpr std::size_t most_calls = 1 << 16; // of one child
  static const auto bytes = shared_bytes(most_calls * sizeof(std::uint16_t));
  static const auto progress = shared_bytes(sizeof(std::size_t)); // the call being made
  std::vector<std::uint16_t> errnos(calls.size());
  for (std::size_t first = 0; first < calls.size(); first += most_calls) {
    const auto some = calls.subspan(first, std::min(most_calls, calls.size() - first));
    constexpr std::size_t none_yet = SIZE_MAX;
    std::memcpy(progress.data(), &none_yet, sizeof none_yet);
    const int status = run_filtered(user, filter, [&] {
      for (std::size_t i = 0; i < some.size(); ++i) {
        std::memcpy(progress.data(), &i, sizeof i);
        const long result = make_call(some[i]);
        const bool failed = -4096 < result && result < 0;
        const auto number = static_cast<std::uint16_t>(failed ? -result : 0);
        std::memcpy(&bytes[i * sizeof number], &number, sizeof number);
      }
    });
    if (!ran_to_end(status)) throw std::runtime_error(how_it_ended(status, some, progress));
    std::memcpy(&errnos[first], bytes.data(), some.size() * sizeof errnos[first]);
  }
  return errnos;
}

void check_entry(arch::Abi abi, const std::string& entry,
                 std::span<const Expectation> expectations) {
  const std::string_view name = arch::facts(abi).name;
  CAPTURE(name);
  CAPTURE(entry);
  const auto compilation =
      compiled("[policy]\ndefault = \"errno 4001\"\n[base]\nallow = [\"" + entry + "\"]\n",
               {{std::string(name)}, {}});
  const proof::ProvenFilter& filter = compilation.filters.front();
  const policy::Evaluator evaluate(*compilation.analysis.policy, compilation.analysis.selection);

  std::vector<bpf::CallData> calls;
  for (const Expectation& expectation : expectations)
    calls.push_back({.number = number_of(entry, abi),
                     .token = arch::facts(abi).token,
                     .arguments = expectation.arguments});
  const auto errnos =
      errnos_under(available_users().back(), filter.program().instructions(), calls);
  for (std::size_t i = 0; i < calls.size(); ++i) {
    const auto& arguments = calls[i].arguments;
    CAPTURE(arguments);
    const bpf::Action wanted = expectations[i].runs ? bpf::Action{bpf::ActionKind::allow}
                                                    : bpf::Action{bpf::ActionKind::error, denied};
    CHECK((errnos[i] != denied) == expectations[i].runs);
    CHECK(bpf::run(filter.program(), calls[i], filter.rulings().byte_order).value ==
          bpf::return_value(wanted));
    CHECK(ruleset::action_for(filter.rulings(), calls[i]) == wanted);
    CHECK(evaluate(calls[i]) == wanted);
  }
}

} // namespace callgate::tests
