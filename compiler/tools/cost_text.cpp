#include "tools/cost_text.hpp"

#include <algorithm>
#include <iomanip>
#include <sstream>

#include "bpf/hex.hpp"

namespace callgate::tools {

namespace {

std::string_view name_of(arch::Abi abi) {
  return arch::facts(abi).name;
}

std::string counted(std::size_t count, std::string_view what) {
  std::string text = std::to_string(count) + " " + std::string(what);
  if (count != 1) text += "s";
  return text;
}

// ---- a family -----------------------------------------------------------------

void write_filters(std::ostream& out, const FamilyCost& family) {
  out << arch::family_name(family.family) << ": ";
  if (family.filters != 1) out << counted(family.filters, "filter") << ", ";
  out << counted(family.instructions, "instruction") << ", "
      << std::to_string(family.ebpf_instructions) << " of eBPF\n";
  for (const bpf::Preparation& preparation : family.preparations)
    out << "when installed: " << preparation.steps << " emulated for the " << preparation.numbers
        << " numbers of " << name_of(preparation.abi) << "\n";
}

// ---- an ABI -------------------------------------------------------------------

void write_numbers(std::ostream& out, const AbiCost& cost) {
  out << "\n"
      << name_of(cost.abi) << ", numbers " << bpf::number_text(cost.numbers.first) << " to "
      << bpf::number_text(cost.numbers.last) << ": ";
  if (!cost.decided) {
    out << cost.cached << " cached; what is decided is not known: " << cost.undecided << "\n";
    return;
  }
  const Decided& decided = *cost.decided;
  out << decided.listed << " listed, " << decided.allowed << " plainly allowed, " << cost.cached
      << " cached, " << decided.conditional << " by arguments\n";
}

constexpr int name_width = 30;
constexpr int column_width = 11;

void write_headings(std::ostream& out, std::string_view first,
                    std::initializer_list<std::string_view> columns) {
  out << "  " << std::left << std::setw(name_width) << first << std::right;
  for (const std::string_view column : columns)
    out << std::setw(column_width) << column;
  out << "\n";
}

void write_row(std::ostream& out, std::string_view name, const Executed& executed) {
  if (executed.inputs == 0) return;
  out << "  " << std::left << std::setw(name_width) << name << std::right << std::fixed
      << std::setprecision(2) << std::setw(column_width) << executed.inputs
      << std::setw(column_width) << executed.mean(executed.steps) << std::setw(column_width)
      << executed.most << std::setw(column_width) << executed.mean(executed.taken)
      << std::setw(column_width) << executed.mean(executed.not_taken) << "\n";
}

void write_executed(std::ostream& out, const AbiCost& cost) {
  write_headings(out, "executed instructions", {"inputs", "mean", "max", "taken", "not taken"});
  write_row(out, "allowed numbers", cost.allowed);
  write_row(out, "all numbers", cost.all);
  write_row(out, "uncached numbers", cost.uncached);
  write_row(out, "satisfied conditions", cost.satisfied);
  write_row(out, "counted calls", cost.counted);
  write_row(out, "counted calls, uncached", cost.counted_uncached);
  if (cost.decided && cost.decided->cut != 0)
    out << "  (" << counted(cost.decided->cut, "number")
        << " with more alternatives than were followed)\n";
}

std::string span_of(const CallCost& call) {
  if (call.least == call.most) return std::to_string(call.most);
  return std::to_string(call.least) + ".." + std::to_string(call.most);
}

void write_dearest(std::ostream& out, const AbiCost& cost, bool is_cached) {
  if (cost.dearest.empty()) return;
  const bool are_counted = cost.counted.inputs != 0;
  const std::string_view title = is_cached ? "dearest calls not cached" : "dearest calls";
  if (are_counted)
    write_headings(out, title, {"number", "executed", "calls", "share"});
  else
    write_headings(out, title, {"number", "executed"});
  const Executed& all = is_cached ? cost.counted_uncached : cost.counted;
  for (const CallCost& call : cost.dearest) {
    out << "  " << std::left << std::setw(name_width) << call.name << std::right
        << std::setw(column_width) << bpf::number_text(call.number) << std::setw(column_width)
        << span_of(call);
    if (are_counted)
      out << std::setw(column_width) << call.calls << std::setw(column_width - 2) << std::fixed
          << std::setprecision(2) << 100 * call.counted_steps / all.steps << " %";
    out << "\n";
  }
}

} // namespace

std::string cost_text(const CostReport& report) {
  std::ostringstream out;
  out << report.subject << "\n";
  for (const FamilyCost& family : report.families) {
    out << "\n";
    write_filters(out, family);
    for (const AbiCost& abi : family.abis) {
      write_numbers(out, abi);
      write_executed(out, abi);
      write_dearest(out, abi, report.is_cached);
    }
  }
  return out.str();
}

} // namespace callgate::tools
