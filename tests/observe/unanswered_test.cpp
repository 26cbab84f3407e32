// Calls that were not answered, as kernels without WAIT_KILLABLE_RECV have them at signals.
#include <doctest/doctest.h>

#include "watch/unanswered.hpp"

using namespace callgate;

TEST_CASE("an unanswered call counts unless its thread makes it again") {
  const bpf::CallData call{39, 1, 0x1000, {1, 2, 3, 4, 5, 6}};
  bpf::CallData elsewhere = call;
  elsewhere.instruction_pointer += 2;
  bpf::CallData otherwise = call;
  otherwise.arguments[5] = 7;
  struct Row {
    std::uint32_t thread;
    bpf::CallData next;
    std::uint64_t counted;
  };
  for (const Row& row :
       {Row{10, call, 0}, Row{11, call, 1}, Row{10, elsewhere, 1}, Row{10, otherwise, 1}}) {
    watch::Unanswered unanswered;
    unanswered.forget_if_repeated(row.thread, row.next);
    unanswered.keep(10, call);
    unanswered.forget_if_repeated(row.thread, row.next);
    records::Tally tally{records::Interest{}};
    unanswered.count(tally);
    std::uint64_t counted = 0;
    for (const records::SeenCall& seen : tally.calls())
      counted += seen.count;
    CHECK(counted == row.counted);
  }
}
