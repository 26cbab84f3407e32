#pragma once

#include <cstdint>
#include <unordered_map>

#include "bpf/call_data.hpp"
#include "records/tally.hpp"

namespace callgate::watch {

/// Calls that were received and whose caller was gone before the answer: it was killed, or a
/// signal came first, after whose handler it may make the same call again, which is then no
/// second one. (With WAIT_KILLABLE_RECV only the former happens.)
class Unanswered {
public:
  void keep(std::uint32_t thread, const bpf::CallData& call) {
    calls_.insert_or_assign(thread, call);
  }

  void forget_if_repeated(std::uint32_t thread, const bpf::CallData& call) {
    if (calls_.empty()) return;
    const auto found = calls_.find(thread);
    if (found != calls_.end() && is_same(found->second, call)) calls_.erase(found);
  }

  void count(records::Tally& tally) const {
    for (const auto& [thread, call] : calls_)
      tally.add(call);
  }

private:
  static bool is_same(const bpf::CallData& a, const bpf::CallData& b) {
    return a.number == b.number && a.token == b.token &&
           a.instruction_pointer == b.instruction_pointer && a.arguments == b.arguments;
  }

  std::unordered_map<std::uint32_t, bpf::CallData> calls_;
};

} // namespace callgate::watch
