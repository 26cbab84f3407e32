#include "explain/deciding.hpp"

#include <algorithm>

#include "lore/telling.hpp"
#include "ruleset/formula.hpp"
#include "wording/terms.hpp"

namespace callgate::explain {

namespace {

/// Of some arguments a part tells, and the rest (SOCK_CLOEXEC) is harmless.
struct Part {
  std::string_view call;
  std::string_view argument;
  std::uint64_t mask;
};
constexpr Part parts[] = {{"socket", "type", 0xf}, {"socketpair", "type", 0xf}};

std::uint64_t telling_bits(std::string_view call, const arch::Argument& argument) {
  const auto* const part = std::ranges::find_if(parts, [&](const Part& one) {
    return one.call == call && one.argument == argument.canonical;
  });
  return part == std::end(parts) ? ruleset::all_bits(argument.bits) : part->mask;
}

} // namespace

std::vector<Deciding> deciding_arguments(const Subject& subject) {
  if (subject.named == nullptr) return {};
  const std::vector<std::string_view> telling = lore::telling_arguments(subject.named->name);
  const auto tells = [&](const arch::Argument& argument) {
    return std::ranges::any_of(telling, [&](std::string_view name) {
      const auto meant = arch::find_argument(*subject.abi, *subject.named, name);
      return meant && meant->slot == argument.slot;
    });
  };
  std::vector<Deciding> result;
  for (const wording::NamedArgument& one : wording::named_arguments(*subject.abi, *subject.named)) {
    const arch::Argument& argument = one.argument;
    if (argument.is_pointer || argument.high_slot || is_descriptor(argument)) continue;
    // Where nobody judged the call, constants tell.
    const bool decides = telling.empty() ? one.use != nullptr : tells(argument);
    if (decides) result.push_back({argument, telling_bits(subject.named->name, argument)});
  }
  return result;
}

} // namespace callgate::explain
