#include "records/tally.hpp"

#include <algorithm>
#include <tuple>

namespace callgate::records {

const Registers* Interest::of(std::uint32_t token, std::uint32_t number) const {
  const auto found = masks_.find({token, number});
  return found == masks_.end() ? nullptr : &found->second;
}

Tally::Entry& Tally::entry(std::uint32_t token, std::uint32_t number) {
  Entry& entry = entries_[std::uint64_t{token} << 32 | number];
  if (!entry.is_known) {
    entry.mask = interest_.of(token, number);
    entry.is_known = true;
  }
  return entry;
}

void Tally::add(const bpf::CallData& call, std::uint64_t times) {
  Entry& seen = entry(call.token, call.number);
  seen.count += times;
  if (seen.mask == nullptr) return;
  Registers values = call.arguments;
  for (std::size_t i = 0; i < values.size(); ++i)
    values[i] &= (*seen.mask)[i];
  const auto found = seen.arguments.find(values);
  if (found != seen.arguments.end())
    found->second += times;
  else if (seen.arguments.size() < most_arguments)
    seen.arguments.emplace(values, times);
  else
    seen.is_cut = true;
}

void Tally::add_unseen(std::uint32_t token, std::uint32_t number, std::uint64_t times) {
  Entry& seen = entry(token, number);
  seen.count += times;
  if (seen.mask != nullptr && times != 0) seen.is_cut = true;
}

std::vector<SeenCall> Tally::calls() const {
  std::vector<SeenCall> calls;
  calls.reserve(entries_.size());
  for (const auto& [key, entry] : entries_) {
    SeenCall& call = calls.emplace_back(SeenCall{static_cast<std::uint32_t>(key >> 32),
                                                 static_cast<std::uint32_t>(key),
                                                 entry.count,
                                                 {},
                                                 entry.is_cut});
    call.arguments.reserve(entry.arguments.size());
    for (const auto& [values, count] : entry.arguments)
      call.arguments.push_back({values, count});
  }
  std::ranges::sort(calls, {},
                    [](const SeenCall& call) { return std::tuple(call.token, call.number); });
  return calls;
}

} // namespace callgate::records
