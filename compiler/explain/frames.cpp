#include "explain/frames.hpp"

#include <algorithm>
#include <string_view>

#include "bpf/hex.hpp"
#include "diagnostic/printable.hpp"

namespace callgate::explain {

namespace {

std::string_view file_name(std::string_view path) {
  return path.substr(path.rfind('/') + 1);
}

bool is_c_library(const records::Frame& frame) {
  constexpr std::string_view beginnings[] = {"libc.", "libc-", "ld-", "libpthread", "[vdso]"};
  const std::string_view name = file_name(frame.module);
  return std::ranges::any_of(beginnings,
                             [&](std::string_view one) { return name.starts_with(one); });
}

} // namespace

std::string to_text(const records::Frame& frame) {
  std::string text;
  if (!frame.function.empty()) {
    text = diagnostic::printable(frame.function) + "+" + bpf::hex(frame.offset);
    if (!frame.source.empty())
      text += " at " + diagnostic::printable(frame.source) + ":" + std::to_string(frame.line);
    if (!frame.module.empty()) text += " (" + diagnostic::printable(frame.module) + ")";
    return text;
  }
  if (frame.module.empty()) return bpf::hex(frame.address);
  return diagnostic::printable(frame.module) + "+" + bpf::hex(frame.module_offset);
}

std::string place_in_program(std::span<const records::Frame> stack) {
  if (stack.empty()) return {};
  const auto found = std::ranges::find_if_not(stack, is_c_library);
  return to_text(found == stack.end() ? stack.front() : *found);
}

} // namespace callgate::explain
