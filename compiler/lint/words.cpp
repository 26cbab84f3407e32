#include "lint/words.hpp"

#include "arch/calls.hpp"
#include "diagnostic/printable.hpp"

namespace callgate::lint {

std::string list_of(std::span<const std::string_view> names) {
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i != 0) text += i + 1 == names.size() ? " and " : ", ";
    text += diagnostic::quoted(names[i]);
  }
  return text;
}

std::string fate(bpf::Action action, arch::Abi abi) {
  if (action.kind != bpf::ActionKind::error) return "gets " + bpf::to_string(action, abi);
  const std::string_view name = arch::errno_name(abi, action.data);
  std::string text = "fails with ";
  text += name.empty() ? std::to_string(action.data) : std::string(name);
  return text;
}

} // namespace callgate::lint
