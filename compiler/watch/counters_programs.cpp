// Finds out where this kernel has what the programs read, makes the maps, and loads.
#include "watch/counters_programs.hpp"

#include <cerrno>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "watch/counters_code.hpp"
#include "watch/counters_machine.hpp"
#include "watch/kernel_types.hpp"

namespace callgate::watch {
namespace {

struct Kernel {
  struct Tracepoints {
    std::uint32_t fork, exec, exit, call; ///< types of their functions
  } tracepoints;
  CallPlaces places;
};

std::optional<std::int16_t> place(const KernelTypes& types, std::string_view structure,
                                  const KernelMember& member) {
  const std::optional<std::uint32_t> start = types.offset(structure, member.path);
  if (!start) return std::nullopt;
  const std::uint32_t offset = *start + member.further;
  if (offset > INT16_MAX) return std::nullopt;
  return static_cast<std::int16_t>(offset);
}

std::optional<Kernel> kernel_facts(const KernelTypes& types, const CountersMachine& machine) {
  Kernel kernel{};
  const std::pair<std::uint32_t*, std::string_view> functions[] = {
      {&kernel.tracepoints.fork, "btf_trace_sched_process_fork"},
      {&kernel.tracepoints.exec, "btf_trace_sched_process_exec"},
      {&kernel.tracepoints.exit, "btf_trace_sched_process_exit"},
      {&kernel.tracepoints.call, "btf_trace_sys_enter"}};
  for (const auto& [type, name] : functions) {
    const std::optional<std::uint32_t> found = types.find(BTF_KIND_TYPEDEF, name);
    if (!found) return std::nullopt;
    *type = *found;
  }
  const std::optional<std::int16_t> flag =
      place(types, machine.flag.structure, machine.flag.member);
  if (!flag) return std::nullopt;
  kernel.places.flag = *flag;
  for (std::size_t mode = 0; mode < machine.modes.size(); ++mode) {
    for (std::size_t i = 0; i < kernel.places.arguments[mode].size(); ++i) {
      const auto offset = place(types, "pt_regs", machine.modes[mode].arguments[i]);
      if (!offset) return std::nullopt;
      kernel.places.arguments[mode][i] = *offset;
    }
  }
  return kernel;
}

NoCounters refused(const char* what, int error, const std::string& log) {
  if (error == EPERM || error == EACCES)
    if (log.empty()) return "it takes root, or CAP_BPF and CAP_PERFMON, outside of user namespaces";
  if (error == ENOSYS) return "this kernel has no bpf(2)";
  std::string text = "the kernel refuses ";
  text += what;
  text += ": ";
  text += std::strerror(error);
  // The last lines of a verifier's log say what it found; the very last one how long it took.
  const std::size_t end = log.find_last_not_of('\n');
  if (end != std::string::npos) {
    const std::size_t tail = end > 300 ? end - 300 : 0;
    text += " (" + log.substr(tail, end + 1 - tail) + ")";
  }
  return text;
}

std::optional<NoCounters> make_maps(CounterMaps& maps, const CounterRoom& room) {
  using Seen = CounterMaps::SeenKey;
  constexpr std::uint32_t slots = slots_of_abi * most_abis;
  const std::pair<Descriptor*, MapShape> shapes[] = {
      {&maps.threads, {"cg_threads", BPF_MAP_TYPE_HASH, 8, 8, room.threads}},
      {&maps.counts, {"cg_counts", BPF_MAP_TYPE_PERCPU_ARRAY, 4, 8, slots}},
      {&maps.wanted, {"cg_wanted", BPF_MAP_TYPE_ARRAY, 4, sizeof(CounterMaps::Wanted), slots}},
      {&maps.arguments, {"cg_arguments", BPF_MAP_TYPE_HASH, sizeof(Seen), 8, room.arguments}},
      {&maps.odd, {"cg_odd", BPF_MAP_TYPE_HASH, sizeof(CounterMaps::OddKey), 8, room.odd_numbers}},
      {&maps.lost, {"cg_lost", BPF_MAP_TYPE_ARRAY, 4, 8, CounterMaps::kinds_of_loss}}};
  for (const auto& [map, shape] : shapes) {
    *map = create_map(shape);
    if (!*map) return refused("a map", errno, {});
  }
  return std::nullopt;
}

std::optional<NoCounters> enter_interest(const CounterMaps& maps,
                                         const records::Interest& interest) {
  for (const auto& [call, mask] : interest.all()) {
    const std::optional<std::uint32_t> slot = slot_of(call.first, call.second);
    if (!slot) continue; // of another machine, or counted without arguments
    const CounterMaps::Wanted wanted{mask, 1, 0};
    const int error = store(maps.wanted, &*slot, &wanted);
    if (error != 0) return refused("an entry of a map", error, {});
  }
  return std::nullopt;
}

} // namespace

std::variant<Counters, NoCounters> load_counters(const records::Interest& interest,
                                                 const CounterRoom& room) {
  const CountersMachine* const machine = counters_machine();
  if (machine == nullptr) return "callgate has no programs for this machine's kernel";
  Counters counters;
  if (const auto problem = make_maps(counters.maps, room)) return *problem;
  if (const auto problem = enter_interest(counters.maps, interest)) return *problem;

  const std::optional<KernelTypes> types = KernelTypes::of_this_kernel();
  if (!types)
    return "the kernel does not describe its types (/sys/kernel/btf/vmlinux, "
           "CONFIG_DEBUG_INFO_BTF)";
  const std::optional<Kernel> kernel = kernel_facts(*types, *machine);
  if (!kernel) return "this kernel's types are not those that callgate knows";

  const CounterMaps& maps = counters.maps;
  const Kernel::Tracepoints& at = kernel->tracepoints;
  const std::vector<bpf_insn> code[] = {enter_program(maps), fork_program(maps), exec_program(maps),
                                        exit_program(maps),
                                        call_program(maps, *machine, kernel->places)};
  const std::pair<Descriptor*, ProgramShape> shapes[] = {
      {&counters.enter, {"cg_enter", code[0], std::nullopt}},
      {&counters.programs[0], {"cg_fork", code[1], at.fork}},
      {&counters.programs[1], {"cg_exec", code[2], at.exec}},
      {&counters.programs[2], {"cg_exit", code[3], at.exit}},
      {&counters.programs[3], {"cg_call", code[4], at.call}}};
  for (const auto& [program, shape] : shapes) {
    std::string log;
    *program = load_program(shape, log);
    if (!*program) return refused("a program", errno, log);
  }
  return counters;
}

} // namespace callgate::watch
