#include "learn/learn.hpp"

#include <span>

#include "arch/calls.hpp"
#include "learn/head.hpp"
#include "learn/judged.hpp"
#include "learn/wanted.hpp"

namespace callgate::learn {

namespace {

std::vector<arch::Abi> seen_abis(const Record& record) {
  std::vector<arch::Abi> abis;
  for (const records::SeenCall& call : record.calls) {
    if (const auto abi = abi_of(call.token, call.number)) abis.push_back(*abi);
  }
  return united_abis(std::move(abis), {});
}

std::string policy_table(const std::vector<arch::Abi>& served, const Provenance& provenance,
                         std::span<const std::string> bypasses) {
  std::string text = "[policy]\nabis = " + abi_list(served) + "\ndefault = \"kill_process\"\n";
  if (provenance.kernel) {
    text += "known_through = \"" + arch::to_string(*provenance.kernel) + "\"\n";
    text += "newer = \"errno ENOSYS\" # so that a C library can fall back\n";
  }
  for (std::size_t i = 0; i < bypasses.size(); ++i)
    text += (i == 0 ? "accept_bypass = [\"" : ", \"") + bypasses[i] + "\"";
  if (!bypasses.empty()) text += "] # it was called, and no filter sees what it calls\n";
  return text;
}

/// What counts call a call.
struct Named {
  std::string operator()(const std::string& name) const { return name; }
  std::string operator()(const arch::NumberRange& numbers) const {
    return policy::to_string(numbers);
  }
};

} // namespace

Learned learn(const Record& record, const Options& options) {
  const auto served = united_abis(seen_abis(record), options.abis);
  Wanted wanted(options.conditions, served, nullptr);
  wanted.add(record);
  wanted.carry_over(options.equivalents);
  wanted.add_unseen(Wanted::Hidden::added);
  const std::string head = head_text(record.provenance, options.conditions);
  const std::string base = "\n[base]\nallow = [\n" + wanted.lines().text(served) + "]\n";
  std::string text = head + policy_table(served, record.provenance, {}) + base;
  const auto bypasses = judged(text, served).bypasses;
  if (!bypasses.empty()) text = head + policy_table(served, record.provenance, bypasses) + base;
  return {std::move(text), wanted.lines().size(), wanted.notes()};
}

std::string counts_text(const std::vector<records::SeenCall>& calls,
                        const std::vector<policy::Weight>& before) {
  std::map<std::string, std::uint64_t> counts;
  bool is_one_abi = true;
  for (const policy::Weight& weight : before) {
    std::string key = std::visit(Named{}, weight.call.call);
    if (weight.call.only) {
      key.append("@").append(arch::facts(*weight.call.only).name);
      is_one_abi = false;
    }
    counts[key] += weight.count;
  }
  Record record;
  record.calls = calls;
  is_one_abi = is_one_abi && seen_abis(record).size() <= 1;
  for (const records::SeenCall& call : calls) {
    const auto abi = abi_of(call.token, call.number);
    if (!abi) continue;
    std::string key = std::visit(Named{}, subject_of(*abi, call.number));
    // A call that is counted on all ABIs together stays so: else it would be counted twice.
    if (!is_one_abi && !counts.contains(key)) key.append("@").append(arch::facts(*abi).name);
    counts[key] += call.count;
  }
  std::string text = "{";
  for (const auto& [key, count] : counts)
    text.append(text.size() == 1 ? "\n  \"" : ",\n  \"")
        .append(key)
        .append("\": ")
        .append(std::to_string(count));
  return text + "\n}\n";
}

} // namespace callgate::learn
