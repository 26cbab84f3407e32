#include "cli/host_facts.hpp"

#include <array>
#include <cstdlib>
#include <cstring>
#include <elf.h>
#include <fstream>
#include <string_view>
#include <sys/utsname.h>
#include <unistd.h>

#include "arch/abi.hpp"

namespace callgate::cli {

namespace {

/// Where a shell would find the command; empty if it would not.
std::string path_of(const std::string& name) {
  if (name.find('/') != name.npos) return name;
  const char* const variable = std::getenv("PATH");
  std::string_view rest = variable != nullptr ? variable : "/usr/bin:/bin";
  while (!name.empty()) {
    const std::size_t colon = rest.find(':');
    std::string path(rest.substr(0, colon));
    path.append(path.empty() ? "./" : "/").append(name);
    if (::access(path.c_str(), X_OK) == 0) return path;
    if (colon == rest.npos) return {};
    rest.remove_prefix(colon + 1);
  }
  return {};
}

template <typename Header>
bool read_at(std::ifstream& file, std::uint64_t offset, Header& header) {
  file.seekg(static_cast<std::streamoff>(offset));
  return static_cast<bool>(file.read(reinterpret_cast<char*>(&header), sizeof header));
}

/// What an ELF file's PT_INTERP names: empty where it has none, and "?" where it is no such file.
template <typename Header, typename Segment>
std::string loader_in(std::ifstream& file) {
  Header header{};
  if (!read_at(file, 0, header) || header.e_phentsize != sizeof(Segment)) return "?";
  for (unsigned i = 0; i < header.e_phnum; ++i) {
    Segment segment{};
    if (!read_at(file, header.e_phoff + std::uint64_t{i} * sizeof(Segment), segment)) return "?";
    if (segment.p_type != PT_INTERP || segment.p_filesz > 4096) continue;
    std::string path(segment.p_filesz, '\0');
    file.seekg(static_cast<std::streamoff>(segment.p_offset));
    if (!file.read(path.data(), static_cast<std::streamsize>(path.size()))) return "?";
    return path.substr(0, path.find('\0'));
  }
  return {};
}

std::string loader_of(const std::string& path, int scripts = 0) {
  std::ifstream file(path, std::ios::binary);
  std::array<char, EI_NIDENT> begin{};
  file.read(begin.data(), begin.size());
  const std::string_view read(begin.data(), static_cast<std::size_t>(file.gcount()));
  file.clear();
  if (read.starts_with("#!") && scripts < 4) {
    file.seekg(2);
    std::string interpreter;
    file >> interpreter;
    return loader_of(interpreter, scripts + 1);
  }
  if (read.size() < EI_NIDENT || !read.starts_with(ELFMAG)) return "?";
  return begin[EI_CLASS] == ELFCLASS64 ? loader_in<Elf64_Ehdr, Elf64_Phdr>(file)
                                       : loader_in<Elf32_Ehdr, Elf32_Phdr>(file);
}

/// The version of the C library that is installed here, if callgate runs with it.
std::string own_libc() {
#ifdef _CS_GNU_LIBC_VERSION
  std::array<char, 64> text{};
  const std::size_t size = ::confstr(_CS_GNU_LIBC_VERSION, text.data(), text.size());
  if (size != 0 && size <= text.size()) return text.data();
#endif
  return {};
}

} // namespace

std::string kernel_release() {
  utsname names{};
  return ::uname(&names) == 0 ? names.release : "";
}

std::string machine_text() {
  return "Linux " + kernel_release() + ", " + std::string(arch::facts(arch::native_abi()).name);
}

std::string libc_of(const std::vector<std::string>& command) {
  const std::string path = command.empty() ? "" : path_of(command.front());
  const std::string loader = path.empty() ? "?" : loader_of(path);
  if (loader.empty()) return "static";
  if (loader.find("ld-musl") != loader.npos) return "musl";
  if (loader.find("/ld-linux") == loader.npos && loader.find("/ld64.so") == loader.npos &&
      loader.find("/ld.so") == loader.npos)
    return {};
  const std::string own = own_libc();
  return own.starts_with("glibc") ? own : "glibc";
}

} // namespace callgate::cli
