#include "tools/words.hpp"

namespace callgate::tools {

std::variant<std::string, Unsayable> condition_text(diagram::Diagrams&, diagram::Node, arch::Abi,
                                                    std::optional<std::uint32_t>) {
  return Unsayable{"not yet"};
}

std::string call_text(arch::Abi, const bpf::CallData& call) {
  return "#" + std::to_string(call.number) + "(…)";
}

} // namespace callgate::tools
