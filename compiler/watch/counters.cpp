// Starts the programs and the command, waits for all that comes of it, and adds up.
#include "watch/counters.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <map>
#include <memory>
#include <numeric>
#include <poll.h>
#include <string_view>
#include <sys/prctl.h>
#include <utility>
#include <vector>

#include "arch/abi.hpp"
#include "arch/calls.hpp"
#include "watch/counters_machine.hpp"
#include "watch/counters_programs.hpp"
#include "watch/guard.hpp"
#include "watch/own_filters.hpp"
#include "watch/vigil.hpp"

namespace callgate::watch {
namespace {

process::Failure failure(std::string message) {
  return {process::status_callgate_failed, std::move(message)};
}

process::Failure cannot_count(std::string_view why) {
  std::string message = "cannot count calls inside the kernel: ";
  message += why;
  return failure(std::move(message));
}

/// Waits until nothing is left of the command.
std::variant<Ended, process::Failure> see_it_end(Vigil& vigil) {
  while (!vigil.are_all_gone()) {
    std::array<pollfd, 2> places = vigil.places();
    poll(places.data(), places.size(), vigil.milliseconds_left());
    vigil.look();
  }
  return vigil.result();
}

/// The caller's interest, and as much of the calls that install filters as OwnFilters needs.
records::Interest with_filters(records::Interest interest) {
  constexpr std::uint64_t all = ~std::uint64_t{0};
  // Of prctl, whose arguments vary, what tells PR_SET_SECCOMP and SECCOMP_MODE_FILTER.
  constexpr std::pair<const char*, records::Registers> wanted[] = {{"seccomp", {all, all, all}},
                                                                   {"prctl", {all, 3}}};
  const CountersMachine* const machine = counters_machine();
  if (machine == nullptr) return interest; // which is said elsewhere
  for (const CallMode& mode : machine->modes) {
    for (const arch::Abi abi : mode.abis) {
      for (const auto& [name, mask] : wanted) {
        const arch::Call* const call = arch::find_call(abi, name);
        if (call == nullptr) continue;
        const std::uint32_t token = arch::facts(abi).token;
        records::Registers bits = mask;
        if (const records::Registers* given = interest.of(token, call->number))
          for (std::size_t i = 0; i < bits.size(); ++i)
            bits[i] |= (*given)[i];
        interest.add(token, call->number, bits);
      }
    }
  }
  return interest;
}

/// What the maps hold, once nobody adds to them.
class Harvest {
public:
  Harvest(const CounterMaps& maps, records::Tally& tally) : maps_(maps), tally_(tally) {}

  void add_all() {
    collect_arguments();
    const CountersMachine& machine = *counters_machine();
    for (const CallMode& mode : machine.modes)
      for (const arch::Abi abi : mode.abis)
        add_calls_of(arch::facts(abi));
    add_odd();
  }

  /// Of all that was added.
  [[nodiscard]] const OwnFilters& own_filters() const { return own_filters_; }

private:
  void collect_arguments() {
    CounterMaps::SeenKey key{};
    const void* last = nullptr;
    while (next_key(maps_.arguments, last, &key)) {
      last = &key;
      std::uint64_t count = 0;
      if (look_up(maps_.arguments, &key, &count))
        arguments_[key.slot].push_back({key.values, count});
    }
  }

  void add_calls_of(const arch::AbiFacts& abi) {
    std::vector<std::uint64_t> of_cpus(possible_cpus());
    for (std::uint32_t i = 0; i < slots_of_abi; ++i) {
      const std::uint32_t slot = first_slot(abi.abi) + i;
      if (!look_up(maps_.counts, &slot, of_cpus.data())) continue;
      const auto count = std::accumulate(of_cpus.begin(), of_cpus.end(), std::uint64_t{0});
      if (count != 0) add_call(abi.token, abi.numbers.first + i, slot, count);
    }
  }

  void add_call(std::uint32_t token, std::uint32_t number, std::uint32_t slot,
                std::uint64_t count) {
    for (const records::SeenArguments& seen : arguments_[slot]) {
      bpf::CallData call{number, token, 0, seen.values};
      tally_.add(call, seen.count);
      if (prctl_.is(call)) call.arguments[2] = 1; // where the filter would be, which is not kept
      own_filters_.see(call);
      count -= std::min(count, seen.count);
    }
    if (count != 0) tally_.add_unseen(token, number, count);
  }

  void add_odd() {
    CounterMaps::OddKey key{};
    const void* last = nullptr;
    while (next_key(maps_.odd, last, &key)) {
      last = &key;
      std::uint64_t count = 0;
      if (look_up(maps_.odd, &key, &count)) tally_.add_unseen(key.token, key.number, count);
    }
  }

  const CounterMaps& maps_;
  records::Tally& tally_;
  std::map<std::uint64_t, std::vector<records::SeenArguments>> arguments_; ///< by slot
  NamedCall prctl_{"prctl"};
  OwnFilters own_filters_;
};

std::string counted(std::uint64_t count, const char* what) {
  std::string text = std::to_string(count);
  text += what;
  return text;
}

std::vector<std::string> losses(const Counters& counters) {
  std::vector<std::string> notes;
  const auto lost = [&counters](std::uint32_t kind) {
    std::uint64_t count = 0;
    look_up(counters.maps.lost, &kind, &count);
    return count;
  };
  if (const auto count = lost(CounterMaps::lost_threads))
    notes.push_back(counted(count, " threads could not be followed, as there were too many at a "
                                   "time: their calls are missing"));
  if (const auto count = lost(CounterMaps::lost_calls))
    notes.push_back(counted(count, " calls of numbers that no kernel knows are missing: there were "
                                   "too many different ones"));
  std::uint64_t missed = 0;
  for (const Descriptor& program : counters.programs)
    missed += times_missed(program);
  if (missed != 0)
    notes.push_back(counted(missed, " times the kernel left out a program of callgate; where "
                                    "the command was running, calls are missing"));
  return notes;
}

/// With programs that are loaded.
std::variant<Observed, process::Failure> observe_with(const Counters& counters,
                                                      std::span<const std::string> command,
                                                      const Surroundings& surroundings,
                                                      records::Tally& tally, const Tell& tell) {
  std::vector<Descriptor> running;
  running.reserve(counters.programs.size());
  for (const Descriptor& program : counters.programs) {
    running.push_back(attach(program));
    if (!running.back()) return cannot_count(std::strerror(errno));
  }

  const auto enter = [&counters]() -> StepFailure {
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return {"cannot set no_new_privs", errno};
    const int error = run_here(counters.enter);
    return error == 0 ? StepFailure{} : StepFailure{"cannot count calls inside the kernel", error};
  };
  auto started = Guard::start(command, surroundings, enter);
  if (auto* const problem = std::get_if<process::Failure>(&started)) return std::move(*problem);
  Vigil vigil(*std::get<std::unique_ptr<Guard>>(started), surroundings, tell);
  auto outcome = see_it_end(vigil);
  if (auto* const problem = std::get_if<process::Failure>(&outcome)) return std::move(*problem);

  running.clear();
  Harvest harvest(counters.maps, tally);
  harvest.add_all();
  Observed observed{Method::counters, std::get<Ended>(outcome), losses(counters)};
  if (harvest.own_filters().is_any()) observed.notes.emplace_back(OwnFilters::note);
  return observed;
}

} // namespace

std::optional<std::string> why_no_counters() {
  const std::variant<Counters, NoCounters> loaded = load_counters({}, {1, 1, 1});
  const auto* const problem = std::get_if<NoCounters>(&loaded);
  return problem != nullptr ? std::optional(*problem) : std::nullopt;
}

std::variant<Observed, process::Failure>
observe_by_counters(std::span<const std::string> command, const Surroundings& surroundings,
                    records::Tally& tally, const Tell& tell, const CounterRoom& room) {
  std::variant<Counters, NoCounters> loaded = load_counters(with_filters(tally.interest()), room);
  if (const auto* const problem = std::get_if<NoCounters>(&loaded)) return cannot_count(*problem);
  return observe_with(std::get<Counters>(loaded), command, surroundings, tally, tell);
}

std::optional<std::variant<Observed, process::Failure>>
try_counters(std::span<const std::string> command, const Surroundings& surroundings,
             records::Tally& tally, const Tell& tell) {
  const auto loaded = load_counters(with_filters(tally.interest()), {});
  const auto* const counters = std::get_if<Counters>(&loaded);
  if (counters == nullptr) return std::nullopt;
  return observe_with(*counters, command, surroundings, tally, tell);
}

} // namespace callgate::watch
