#include "watch/mapped_frame.hpp"

#include <fstream>
#include <sstream>
#include <string>

namespace callgate::watch {

std::string path_in_maps(std::string_view written) {
  constexpr std::string_view line_break = "\\012";
  std::string path;
  for (std::size_t at = written.find(line_break); at != std::string_view::npos;
       at = written.find(line_break)) {
    path.append(written.substr(0, at)).append("\n");
    written.remove_prefix(at + line_break.size());
  }
  return path.append(written);
}

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
    std::string path;
    std::getline(fields >> std::ws, path);
    frame.module = path_in_maps(path);
    frame.module_offset = address - first + offset;
    break;
  }
  return frame;
}

} // namespace callgate::watch
