// `asm`: the listing that a person reads, one family after another.
#include "arch/abi.hpp"
#include "bpf/disassemble.hpp"
#include "emit/writers.hpp"

namespace callgate::emit {
namespace {

std::string section(const proof::ProvenFilter& filter) {
  return "; family " + std::string(arch::family_name(filter.rulings().family)) + ", serving " +
         served_abis(filter) + ": " + std::to_string(filter.program().size()) + " instructions\n" +
         bpf::disassemble(filter.program());
}

} // namespace

Output write_asm(const Input& input) {
  std::string text = "; policy " + std::string(input.name) + ", capabilities " +
                     description(input) + "; " + std::string(input.generator) + "\n";
  for (const proof::ProvenFilter& filter : filters_of(input))
    text += "\n" + section(filter);
  return text;
}

} // namespace callgate::emit
