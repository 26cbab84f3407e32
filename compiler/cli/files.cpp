#include "cli/files.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "diagnostic/printable.hpp"

namespace callgate::cli {

namespace {

/// A file descriptor that closes itself, standard streams excepted.
class Descriptor {
public:
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (fd_ > STDERR_FILENO) ::close(fd_);
  }
  [[nodiscard]] int get() const { return fd_; }

private:
  int fd_;
};

void complain_of(const std::string& path, int error) {
  complain(display_name(path) + ": " + std::strerror(error));
}

bool write_all(int fd, std::string_view data) {
  while (!data.empty()) {
    const ssize_t written = ::write(fd, data.data(), data.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    data.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

/// The file that `path` names once symbolic links are followed; itself if there is none.
std::string resolved(const std::string& path) {
  std::array<char, PATH_MAX> buffer{};
  return ::realpath(path.c_str(), buffer.data()) != nullptr ? std::string(buffer.data()) : path;
}

mode_t default_mode() {
  const mode_t mask = ::umask(0);
  ::umask(mask);
  return 0666 & ~mask;
}

/// Writes a new file beside `path` and moves it into place.
bool replace_file(const std::string& path, mode_t mode, std::string_view data) {
  const std::string target = resolved(path);
  // A short name of its own: the target's may be as long as names can be.
  std::string name = target.substr(0, target.rfind('/') + 1) + ".callgate.XXXXXX";
  const Descriptor file(::mkstemp(name.data()));
  if (file.get() < 0) return false;
  if (write_all(file.get(), data) && ::fchmod(file.get(), mode) == 0 &&
      ::rename(name.c_str(), target.c_str()) == 0)
    return true;
  const int error = errno;
  ::unlink(name.c_str());
  errno = error;
  return false;
}

bool write_special_file(const std::string& path, std::string_view data) {
  const Descriptor file(::open(path.c_str(), O_WRONLY | O_CLOEXEC));
  return file.get() >= 0 && write_all(file.get(), data);
}

bool write_file(const std::string& path, std::string_view data) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0)
    return errno == ENOENT && replace_file(path, default_mode(), data);
  if (S_ISREG(status.st_mode)) return replace_file(path, status.st_mode & 07777U, data);
  return write_special_file(path, data);
}

/// Whole lines: the line breaks of `message` stay, and nothing else that a terminal obeys.
std::string printable_lines(std::string_view message) {
  std::string text;
  for (std::size_t begin = 0; begin <= message.size();) {
    const std::size_t end = std::min(message.find('\n', begin), message.size());
    text += diagnostic::printable(message.substr(begin, end - begin)) + "\n";
    begin = end + 1;
  }
  return text;
}

} // namespace

std::optional<std::string> read_input(const std::string& path) {
  const Descriptor file(path == "-" ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  std::string text;
  std::array<char, 65536> buffer{};
  ssize_t count = file.get() < 0 ? -1 : 1;
  while (count > 0) {
    count = ::read(file.get(), buffer.data(), buffer.size());
    if (count < 0 && errno == EINTR)
      count = 1;
    else if (count > 0)
      text.append(buffer.data(), static_cast<std::size_t>(count));
  }
  if (count == 0) return text;
  complain_of(path, errno);
  return std::nullopt;
}

std::string display_name(const std::string& path) {
  return path == "-" ? "<stdin>" : path;
}

bool write_output(const std::string& path, std::string_view data) {
  if (path == "-" ? write_all(STDOUT_FILENO, data) : write_file(path, data)) return true;
  const int error = errno;
  complain((path == "-" ? "standard output" : path) + ": " + std::strerror(error));
  return false;
}

void complain(std::string_view message) {
  const std::string line = "callgate: " + printable_lines(message);
  write_all(STDERR_FILENO, line);
}

} // namespace callgate::cli
