#include "watch/mapped_frame.hpp"

#include <fstream>
#include <sstream>
#include <string>

namespace callgate::watch {

records::Frame mapped_frame(pid_t thread, std::uint64_t address) {
  records::Frame frame;
  frame.address = address;
  std::ifstream maps("/proc/" + std::to_string(thread) + "/maps");
  for (std::string line; std::getline(maps, line);) {
    // "55e0c0000000-55e0c0001000 r-xp 00002000 fe:00 1234   /usr/bin/program"
    std::istringstream fields(line);
    std::uint64_t first = 0, end = 0, offset = 0;
    std::string permissions, device, inode;
    char dash = 0;
    fields >> std::hex >> first >> dash >> end >> permissions >> offset >> device >> inode;
    if (!fields || address < first || address >= end) continue;
    std::getline(fields >> std::ws, frame.module);
    frame.module_offset = address - first + offset;
    break;
  }
  return frame;
}

} // namespace callgate::watch
