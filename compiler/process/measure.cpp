// The parent's side: rounds of children, and what they leave behind.
#include "process/measure.hpp"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <memory>
#include <random>
#include <sched.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>

#include <linux/capability.h>

#include <callgate/runtime.h>

#include "arch/calls.hpp"
#include "bpf/interpreter.hpp"
#include "process/kernel_layout.hpp"
#include "process/measured_child.hpp"
#include "process/refusal.hpp"
#include "process/stopwatch.hpp"

namespace callgate::process {

namespace {

using bpf::Instruction;
using Stage = ChildReport::Stage;

Failure failure(std::string message) {
  return {status_callgate_failed, std::move(message)};
}

/// Memory for one report that children share with their parent.
class SharedReport {
public:
  SharedReport()
      : memory_(mmap(nullptr, sizeof(ChildReport), PROT_READ | PROT_WRITE,
                     MAP_SHARED | MAP_ANONYMOUS | MAP_POPULATE, -1, 0)) {}
  SharedReport(const SharedReport&) = delete;
  SharedReport& operator=(const SharedReport&) = delete;
  ~SharedReport() {
    if (is_there()) munmap(memory_, sizeof(ChildReport));
  }

  [[nodiscard]] bool is_there() const { return memory_ != MAP_FAILED; }

  /// A report as the next child finds it.
  ChildReport& fresh() { return *std::construct_at(static_cast<ChildReport*>(memory_)); }

private:
  void* memory_;
};

constexpr Instruction allow{bpf::op::ret_k, 0, 0, 0x7fff0000}; // SECCOMP_RET_ALLOW
constexpr std::array smallest_cached{allow};
constexpr std::array smallest_executed{Instruction{bpf::op::ld_abs, 0, 0, bpf::offset::arguments},
                                       allow};

std::span<const Instruction> filter_of(Variant variant, const bpf::Program& given) {
  switch (variant) {
  case Variant::cached:
  case Variant::cached_again:
    return smallest_cached;
  case Variant::executed:
    return smallest_executed;
  case Variant::given:
    return given.instructions();
  default:
    return {};
  }
}

bool may_exit(const bpf::Program& program) {
  const arch::AbiFacts& native = arch::facts(arch::native_abi());
  const arch::Call* const call = arch::find_call(native.abi, "exit_group");
  if (call == nullptr) return false;
  const bpf::Execution exit =
      bpf::run(program, {.number = call->number, .token = native.token}, native.byte_order);
  const bpf::ActionKind kind = bpf::action_of(exit.value).kind;
  return kind == bpf::ActionKind::allow || kind == bpf::ActionKind::log;
}

/// The last CPU that this process may use: the first ones have most of the interrupts.
std::optional<int> quiet_cpu() {
  cpu_set_t cpus;
  if (sched_getaffinity(0, sizeof cpus, &cpus) != 0) return std::nullopt;
  for (int cpu = CPU_SETSIZE - 1; cpu >= 0; --cpu)
    if (CPU_ISSET(static_cast<std::size_t>(cpu), &cpus)) return cpu;
  return std::nullopt;
}

double median_of(std::array<std::uint64_t, batches> ticks) {
  std::sort(ticks.begin(), ticks.end());
  return static_cast<double>(ticks[batches / 2 - 1] + ticks[batches / 2]) / 2;
}

std::string end_of(int status) {
  if (!WIFSIGNALED(status)) return "it ended by itself";
  return std::string("it died of ") + strsignal(WTERMSIG(status));
}

class Measurement {
public:
  Measurement(const bpf::Program& program, std::span<const MeasuredCall> calls,
              const Effort& effort)
      : calls_(calls), effort_(effort), calls_per_batch_((effort.calls + batches - 1) / batches),
        may_exit_(may_exit(program)) {
    for (std::size_t i = 0; i < variants; ++i)
      filters_[i] = kernel_layout(filter_of(static_cast<Variant>(i), program));
    timings_.calls.resize(calls.size());
    timings_.cpu = quiet_cpu();
    timings_.calls_per_round = calls_per_batch_ * batches;
  }

  std::variant<Timings, Failure> run(const Progress& progress) {
    if (!report_.is_there())
      return failure(std::string("no memory to share with children: ") + std::strerror(errno));
    nanoseconds_ = nanoseconds_per_tick();
    std::array<std::size_t, variants> order{};
    for (std::size_t i = 0; i < variants; ++i)
      order[i] = i;
    std::mt19937 random(std::random_device{}());
    for (std::size_t round = 0; round < effort_.rounds; ++round) {
      std::shuffle(order.begin(), order.end(), random);
      for (const std::size_t variant : order)
        if (auto failed = run_child(static_cast<Variant>(variant))) return *std::move(failed);
      if (progress) progress(round + 1, effort_.rounds);
    }
    return std::move(timings_);
  }

private:
  std::optional<Failure> run_child(Variant variant) {
    const std::vector<sock_filter>& filter = filters_[static_cast<std::size_t>(variant)];
    const ChildTask task{filter, calls_, calls_per_batch_, timings_.cpu,
                         variant != Variant::given || may_exit_};
    ChildReport& report = report_.fresh();
    const pid_t child = fork();
    if (child < 0) return failure(std::string("fork: ") + std::strerror(errno));
    if (child == 0) live(task, report);
    int status = 0;
    while (waitpid(child, &status, 0) < 0)
      if (errno != EINTR) return failure(std::string("waitpid: ") + std::strerror(errno));
    if (auto wrong = judge(variant, report, status)) return wrong;
    take(variant, report);
    return std::nullopt;
  }

  /// What went wrong with a child.
  [[nodiscard]] std::optional<Failure> judge(Variant variant, const ChildReport& report,
                                             int status) const {
    switch (report.stage) {
    case Stage::done:
      return variant == Variant::given ? check_results(report) : std::nullopt;
    case Stage::not_bound:
      return failure("could not stay on CPU " + std::to_string(timings_.cpu.value_or(-1)) + ": " +
                     std::strerror(report.error));
    case Stage::not_loaded: {
      Status refused;
      refused.problem = static_cast<Problem>(report.error.load());
      return failure(refused.message());
    }
    case Stage::calling:
      return failure("a process did not survive " + calls_[report.call].text +
                     (variant == Variant::given ? " under the filter: " : ": ") + end_of(status));
    default:
      return failure("a process did not get as far as to its first call" +
                     std::string(variant == Variant::given ? " under the filter: " : ": ") +
                     end_of(status));
    }
  }

  /// The kernel must have done with each call what was said that the filter makes it do.
  [[nodiscard]] std::optional<Failure> check_results(const ChildReport& report) const {
    for (std::size_t i = 0; i < calls_.size(); ++i) {
      const auto& [call, action, text] = calls_[i];
      if (action.kind == bpf::ActionKind::error && report.results[i] != -long{action.data})
        return failure(text + " should have failed with errno " + std::to_string(action.data) +
                       " and returned " + std::to_string(report.results[i]));
    }
    return std::nullopt;
  }

  void take(Variant variant, const ChildReport& report) {
    const auto place = static_cast<std::size_t>(variant);
    if (!filters_[place].empty())
      timings_.install[place].push_back(static_cast<double>(report.install) * nanoseconds_);
    for (std::size_t i = 0; i < calls_.size(); ++i)
      timings_.calls[i][place].push_back(median_of(report.ticks[i]) * nanoseconds_ /
                                         static_cast<double>(calls_per_batch_));
  }

  std::span<const MeasuredCall> calls_;
  Effort effort_;
  std::size_t calls_per_batch_;
  bool may_exit_; ///< under the given filter
  std::array<std::vector<sock_filter>, variants> filters_;
  SharedReport report_;
  double nanoseconds_ = 1; ///< a tick
  Timings timings_{};
};

} // namespace

std::variant<Timings, Failure> measure(const proof::ProvenFilter& filter,
                                       std::span<const MeasuredCall> calls, const Effort& effort,
                                       const Progress& progress) {
  if (auto reason = wrong_machine(filter.rulings())) return failure(*std::move(reason));
  return measure_unproven(filter.program(), calls, effort, progress);
}

std::variant<Timings, Failure> measure_unproven(const bpf::Program& program,
                                                std::span<const MeasuredCall> calls,
                                                const Effort& effort, const Progress& progress) {
  if (calls.size() > most_calls)
    return failure("at most " + std::to_string(most_calls) + " calls can be measured at a time");
  return Measurement(program, calls, effort).run(progress);
}

bool is_filtered() {
  return prctl(PR_GET_SECCOMP) == 2; // SECCOMP_MODE_FILTER
}

bool is_privileged() {
  __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
  std::array<__user_cap_data_struct, _LINUX_CAPABILITY_U32S_3> data{};
  if (::syscall(SYS_capget, &header, data.data()) != 0) return false;
  return (data[CAP_TO_INDEX(CAP_SYS_ADMIN)].effective & CAP_TO_MASK(CAP_SYS_ADMIN)) != 0;
}

} // namespace callgate::process
