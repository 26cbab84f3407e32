#include "bpf/call_data.hpp"

#include <sstream>

#include "bpf/hex.hpp"

namespace callgate::bpf {

std::string to_string(const CallData& call) {
  std::ostringstream text;
  text << "token " << hex(call.token) << ", number " << call.number << ", arguments" << std::hex
       << std::showbase;
  for (const std::uint64_t argument : call.arguments)
    text << " " << argument;
  text << ", instruction pointer " << call.instruction_pointer;
  return text.str();
}

} // namespace callgate::bpf
