// One function a command of bpf(2).
#include "watch/kernel_objects.hpp"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <string_view>
#include <sys/syscall.h>
#include <unistd.h>

namespace callgate::watch {
namespace {

/// What the kernel may be told about the programs' licence: it reserves some of its functions
/// for programs that may be distributed under the GPL, as these may besides callgate's own.
constexpr const char* licence = "Dual BSD/GPL";

/// Every byte 0, as the kernel wants those that a command does not use.
bpf_attr no_attributes() {
  bpf_attr attributes;
  std::memset(&attributes, 0, sizeof attributes);
  return attributes;
}

int bpf(bpf_cmd command, bpf_attr& attributes) {
  return static_cast<int>(syscall(SYS_bpf, command, &attributes, sizeof attributes));
}

template <typename Thing>
std::uint64_t address(const Thing* thing) {
  return reinterpret_cast<std::uintptr_t>(thing);
}

template <std::size_t Room>
void set_name(char (&name)[Room], const char* text) {
  std::strncpy(name, text, Room - 1);
}

} // namespace

Descriptor create_map(const MapShape& shape) {
  bpf_attr attributes = no_attributes();
  attributes.map_type = shape.type;
  attributes.key_size = shape.key_bytes;
  attributes.value_size = shape.value_bytes;
  attributes.max_entries = shape.entries;
  set_name(attributes.map_name, shape.name);
  return Descriptor(bpf(BPF_MAP_CREATE, attributes));
}

bool look_up(const Descriptor& map, const void* key, void* value) {
  bpf_attr attributes = no_attributes();
  attributes.map_fd = static_cast<std::uint32_t>(map.number());
  attributes.key = address(key);
  attributes.value = address(value);
  return bpf(BPF_MAP_LOOKUP_ELEM, attributes) == 0;
}

int store(const Descriptor& map, const void* key, const void* value) {
  bpf_attr attributes = no_attributes();
  attributes.map_fd = static_cast<std::uint32_t>(map.number());
  attributes.key = address(key);
  attributes.value = address(value);
  return bpf(BPF_MAP_UPDATE_ELEM, attributes) == 0 ? 0 : errno;
}

bool next_key(const Descriptor& map, const void* key, void* next) {
  bpf_attr attributes = no_attributes();
  attributes.map_fd = static_cast<std::uint32_t>(map.number());
  attributes.key = address(key);
  attributes.next_key = address(next);
  return bpf(BPF_MAP_GET_NEXT_KEY, attributes) == 0;
}

Descriptor load_program(const ProgramShape& shape, std::string& log) {
  bpf_attr attributes = no_attributes();
  attributes.prog_type = shape.tracepoint ? BPF_PROG_TYPE_TRACING : BPF_PROG_TYPE_RAW_TRACEPOINT;
  if (shape.tracepoint) {
    attributes.expected_attach_type = BPF_TRACE_RAW_TP;
    attributes.attach_btf_id = *shape.tracepoint;
  }
  attributes.insns = address(shape.code.data());
  attributes.insn_cnt = static_cast<std::uint32_t>(shape.code.size());
  attributes.license = address(licence);
  set_name(attributes.prog_name, shape.name);
  const int program = bpf(BPF_PROG_LOAD, attributes);
  if (program >= 0 || errno == EPERM || errno == ENOSYS) return Descriptor(program);

  const int error = errno;
  log.assign(std::size_t{1} << 16U, '\0');
  attributes.log_level = 1;
  attributes.log_buf = address(log.data());
  attributes.log_size = static_cast<std::uint32_t>(log.size());
  Descriptor second_try(bpf(BPF_PROG_LOAD, attributes));
  log.resize(std::strlen(log.c_str()));
  if (!second_try) errno = error;
  return second_try;
}

Descriptor attach(const Descriptor& program) {
  bpf_attr attributes = no_attributes();
  attributes.raw_tracepoint.prog_fd = static_cast<std::uint32_t>(program.number());
  return Descriptor(bpf(BPF_RAW_TRACEPOINT_OPEN, attributes));
}

int run_here(const Descriptor& program) {
  bpf_attr attributes = no_attributes();
  attributes.test.prog_fd = static_cast<std::uint32_t>(program.number());
  if (bpf(BPF_PROG_TEST_RUN, attributes) != 0) return errno;
  return -static_cast<int>(attributes.test.retval); // the program returns it negated
}

std::uint64_t times_missed(const Descriptor& program) {
  bpf_prog_info info;
  std::memset(&info, 0, sizeof info);
  bpf_attr attributes = no_attributes();
  attributes.info.bpf_fd = static_cast<std::uint32_t>(program.number());
  attributes.info.info_len = sizeof info;
  attributes.info.info = address(&info);
  return bpf(BPF_OBJ_GET_INFO_BY_FD, attributes) == 0 ? info.recursion_misses : 0;
}

std::size_t possible_cpus() {
  // "0-127": how the list ends is the last one's number.
  std::ifstream file("/sys/devices/system/cpu/possible");
  std::string text;
  if (!(file >> text)) return 0;
  const std::size_t before = text.find_last_of("-,");
  const std::string_view last =
      std::string_view(text).substr(before == std::string::npos ? 0 : before + 1);
  std::size_t number = 0;
  for (const char digit : last) {
    if (digit < '0' || digit > '9') return 0;
    number = number * 10 + static_cast<std::size_t>(digit - '0');
  }
  return number + 1;
}

} // namespace callgate::watch
