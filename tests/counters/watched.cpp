#include "watched.hpp"

#include <doctest/doctest.h>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <linux/bpf.h>
#include <linux/capability.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "arch/calls.hpp"

namespace watched {
namespace {

using namespace callgate;

/// By other means than those that are tested.
std::optional<std::string> why_not_permitted() {
#if !(defined(__x86_64__) || defined(__aarch64__)) || !defined(__LP64__)
  return "not on this machine";
#else
  __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
  __user_cap_data_struct sets[2]{};
  if (syscall(SYS_capget, &header, sets) != 0) return "capget fails";
  const auto has = [&sets](unsigned capability) {
    return (sets[capability / 32].effective >> (capability % 32) & 1U) != 0;
  };
  constexpr unsigned perfmon = 38;
  constexpr unsigned bpf = 39;
  if (!has(CAP_SYS_ADMIN) && !(has(perfmon) && has(bpf))) return "no CAP_BPF and CAP_PERFMON";
  bpf_attr attributes;
  std::memset(&attributes, 0, sizeof attributes);
  attributes.map_type = BPF_MAP_TYPE_ARRAY;
  attributes.key_size = 4;
  attributes.value_size = 8;
  attributes.max_entries = 1;
  const long map = syscall(SYS_bpf, BPF_MAP_CREATE, &attributes, sizeof attributes);
  if (map < 0 && (errno == EPERM || errno == ENOSYS)) return "bpf(2) is denied or missing";
  if (map >= 0) close(static_cast<int>(map));
  if (access("/sys/kernel/btf/vmlinux", R_OK) != 0) return "no /sys/kernel/btf/vmlinux";
  return std::nullopt;
#endif
}

} // namespace

bool possible() {
  static const std::optional<std::string> reason = why_not_permitted();
  if (!reason) return true;
  MESSAGE("skipped: " << *reason);
  CHECK(watch::why_no_counters().has_value());
  return false;
}

std::string program(int width) {
  return std::string(CALLGATE_PROGRAMS) + (width == 32 ? "/calls32" : "/calls");
}

bool has_program_of_32() {
  if (access(program(32).c_str(), X_OK) == 0) return true;
  MESSAGE("skipped: there is no 32-bit program");
  return false;
}

const records::SeenCall* Seen::find(std::string_view name, arch::Abi abi) const {
  const arch::Call* const call = arch::find_call(abi, name);
  REQUIRE(call != nullptr);
  for (const records::SeenCall& seen : calls)
    if (seen.token == arch::facts(abi).token && seen.number == call->number) return &seen;
  return nullptr;
}

std::uint64_t Seen::count(std::string_view name, arch::Abi abi) const {
  const records::SeenCall* const seen = find(name, abi);
  return seen == nullptr ? 0 : seen->count;
}

records::Interest interest(std::initializer_list<std::string_view> names, arch::Abi abi) {
  records::Interest interest;
  constexpr std::uint64_t all = ~std::uint64_t{0};
  for (const std::string_view name : names)
    interest.add(arch::facts(abi).token, arch::find_call(abi, name)->number,
                 {all, all, all, all, all, all});
  return interest;
}

Seen watch(const std::vector<std::string>& command, const Options& options) {
  const int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
  REQUIRE(nothing >= 0);
  watch::Surroundings surroundings;
  surroundings.standard_input = nothing;
  surroundings.standard_output = nothing;
  surroundings.time_limit = options.time_limit;
  records::Tally tally(options.interest);
  auto result = watch::observe_by_counters(command, surroundings, tally, {}, options.room);
  close(nothing);
  if (const auto* failure = std::get_if<process::Failure>(&result)) FAIL(failure->message);
  auto& observed = std::get<watch::Observed>(result);
  CHECK(observed.method == watch::Method::counters);
  return {observed.ended, std::move(observed.notes), tally.calls()};
}

Seen watch(std::string_view action, long times, const Options& options) {
  Seen seen = watch({program(), std::string(action), std::to_string(times)}, options);
  CHECK(seen.notes.empty());
  return seen;
}

} // namespace watched
