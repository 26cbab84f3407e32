#include "policy/weights.hpp"

#include <algorithm>
#include <utility>

#include "policy/text.hpp"

namespace callgate::policy {

std::optional<Entry> parse_counted_call(const Text& text, diagnostic::Diagnostics& diagnostics) {
  const auto head = parse_counted_head(text, diagnostics);
  if (!head) return std::nullopt;
  if (head->end != text.value.size()) {
    diagnostics.error("call-syntax", text.place.span(head->end, text.value.size()),
                      "a call is counted whatever its arguments are", "write the call alone");
    return std::nullopt;
  }
  Entry call;
  if (const auto* name = std::get_if<std::string>(&head->call)) {
    call.call = *name;
  } else {
    const auto number = std::get<std::uint32_t>(head->call);
    call.call = arch::NumberRange{number, number};
  }
  call.only = head->only;
  call.span = text.place.content();
  return call;
}

bool WeightList::add(Entry call, std::uint64_t count) {
  if (count > left_) return false;
  left_ -= count;
  weights_.push_back({std::move(call), count});
  return true;
}

std::vector<Weight> WeightList::take() && {
  std::ranges::stable_sort(weights_, {}, [](const Weight& each) { return each.call.span.begin; });
  return std::move(weights_);
}

} // namespace callgate::policy
