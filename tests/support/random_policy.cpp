#include "support/random_policy.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <string_view>
#include <vector>

#include "arch/calls.hpp"
#include "support/random_condition.hpp"

namespace callgate::tests {

namespace {

class Generator {
public:
  Generator(std::mt19937& random, std::span<const arch::Abi> abis) : random_(random), abis_(abis) {}

  std::string policy() {
    std::string text = "[policy]\n";
    const std::string_view fallback = pick(defaults);
    text += "default = \"" + std::string(fallback) + "\"\n";
    text += "foreign = \"" + std::string(pick(stopping)) + "\"\n";
    if (chance(50)) {
      text += "known_through = \"" + std::string(pick(releases)) + "\"\n";
      text += "newer = \"" + std::string(pick(stopping)) + "\"\n";
    }
    text += "[base]\n" + lists(false);
    const std::size_t capabilities = below(4);
    for (std::size_t i = 0; i < capabilities; ++i)
      text += "[cap.C" + std::to_string(i) + "]\n" + lists(true);
    return text;
  }

private:
  static constexpr std::array<std::string_view, 6> defaults{
      "kill_process", "kill_process", "errno EPERM", "trap", "log", "allow"};
  static constexpr std::array<std::string_view, 4> stopping{"kill_process", "errno ENOSYS",
                                                            "kill_thread", "trap"};
  static constexpr std::array<std::string_view, 5> releases{"3.0", "5.4", "5.10", "6.1", "7.2"};
  static constexpr std::array<std::string_view, 3> permissive{"allow", "log", "notify"};
  static constexpr std::array<std::string_view, 3> restrictive{"trap", "kill_thread",
                                                               "kill_process"};

  std::string lists(bool capability) {
    std::string text;
    for (const std::string_view action : permissive)
      text += list(action);
    if (capability) return text;
    for (const std::string_view action : restrictive)
      text += list(action);
    if (chance(50)) text += "errno = { ENOSYS = " + entries(8) + " }\n";
    if (chance(30)) text += "trace = { 7 = " + entries(4) + " }\n";
    return text;
  }

  std::string list(std::string_view action) {
    if (chance(40)) return {};
    return std::string(action) + " = " + entries(action == "allow" ? 200 : 20) + "\n";
  }

  std::string entries(std::size_t most) {
    std::string text = "[";
    for (std::size_t i = below(most + 1); i > 0; --i)
      text += "\"" + entry() + "\", ";
    return text + "]";
  }

  std::string entry() {
    const arch::Abi abi = abis_[below(abis_.size())];
    const std::string only = chance(10) ? "@" + std::string(arch::facts(abi).name) : "";
    if (chance(5)) return "#" + std::to_string(arch::facts(abi).numbers.first + below(600)) + only;
    if (chance(2) && abi != arch::Abi::x32)
      return "#" + std::to_string(random_() | 0x80000000U) + "@" +
             std::string(arch::facts(abi).name);
    if (chance(1)) return range(abi) + only + register_test();
    const auto calls = arch::calls(abi);
    const arch::Call& call = calls[below(calls.size())];
    if (conditions_ > 0 && chance(20)) {
      --conditions_;
      return std::string(call.name) + "@" + std::string(arch::facts(abi).name) +
             random_condition(random_, abi, call);
    }
    return std::string(call.name) + (chance(5) ? "?" : "") + only;
  }

  /// Around the ABI's calls, or anywhere among its numbers, and perhaps far beyond.
  std::string range(arch::Abi abi) {
    const auto [lowest, highest] = arch::facts(abi).numbers;
    const std::size_t span = std::size_t{highest} - lowest + 1;
    const auto first =
        static_cast<std::uint32_t>(lowest + (chance(20) ? random_() : below(600)) % span);
    const std::size_t length = chance(50) ? below(8) : chance(50) ? below(300) : random_();
    const std::size_t last = std::min<std::size_t>(first + length, UINT32_MAX);
    return "#" + std::to_string(first) + ".." + std::to_string(last);
  }

  std::string register_test() {
    if (chance(60)) return {};
    return "(arg" + std::to_string(below(6)) + " & 0xff == " + std::to_string(below(4)) + ")";
  }

  std::size_t below(std::size_t bound) { return random_() % bound; }
  bool chance(unsigned percent) { return random_() % 100 < percent; }
  template <std::size_t N>
  std::string_view pick(const std::array<std::string_view, N>& words) {
    return words[below(N)];
  }

  std::mt19937& random_;
  std::span<const arch::Abi> abis_;
  int conditions_ = 30; ///< that the policy may still have
};

} // namespace

std::string random_policy(std::mt19937& random, std::span<const arch::Abi> abis) {
  return Generator(random, abis).policy();
}

} // namespace callgate::tests
