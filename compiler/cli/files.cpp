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
#include <vector>

#include "diagnostic/printable.hpp"

namespace callgate::cli {

namespace {

/// Inputs are read whole; something endless must not eat the machine.
struct Limit {
  std::size_t bytes;
  const char* message;
};
constexpr Limit of_inputs{16U << 20U, ": longer than 16 MiB, which no policy or filter is"};
constexpr Limit of_logs{1U << 30U, ": longer than 1 GiB: give it in parts"};

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

mode_t default_mode() {
  const mode_t mask = ::umask(0);
  ::umask(mask);
  return 0666 & ~mask;
}

/// Gives a new file what `before`, the one it replaces, had. An owner that may not be set
/// is no reason to fail.
bool take_over(int file, const struct stat* before) {
  if (before == nullptr) return ::fchmod(file, default_mode()) == 0;
  if (::fchown(file, before->st_uid, before->st_gid) != 0 && errno != EPERM) return false;
  return ::fchmod(file, before->st_mode & 07777U) == 0;
}

/// Writes a new file beside `target` and, once all of it is on its way to the disk, moves
/// it into place.
bool replace_file(const std::string& target, const struct stat* before, std::string_view data) {
  // A short name of its own: the target's may be as long as names can be.
  std::string name = target.substr(0, target.rfind('/') + 1) + ".callgate.XXXXXX";
  const int file = ::mkstemp(name.data());
  if (file < 0) return false;
  const bool written = write_all(file, data) && take_over(file, before) && ::fsync(file) == 0;
  int error = errno;
  const bool closed = ::close(file) == 0;
  if (written && !closed) error = errno;
  if (written && closed) {
    if (::rename(name.c_str(), target.c_str()) == 0) return true;
    error = errno;
  }
  ::unlink(name.c_str());
  errno = error;
  return false;
}

bool write_special_file(const std::string& path, std::string_view data) {
  const Descriptor file(::open(path.c_str(), O_WRONLY | O_CLOEXEC));
  return file.get() >= 0 && write_all(file.get(), data);
}

/// The file that symbolic links lead to, whether or not it exists yet.
std::string followed(std::string path) {
  for (int links = 0; links < 40; ++links) {
    std::array<char, PATH_MAX> buffer{};
    const ssize_t length = ::readlink(path.c_str(), buffer.data(), buffer.size());
    if (length < 0) break;
    const std::string_view target(buffer.data(), static_cast<std::size_t>(length));
    if (target.starts_with('/'))
      path = target;
    else
      path = path.substr(0, path.rfind('/') + 1) + std::string(target);
  }
  return path;
}

bool write_file(const std::string& path, std::string_view data) {
  struct stat before {};
  if (::stat(path.c_str(), &before) != 0)
    return errno == ENOENT && replace_file(followed(path), nullptr, data);
  if (S_ISREG(before.st_mode)) return replace_file(followed(path), &before, data);
  return write_special_file(path, data);
}

/// The descriptor that a path stands for: "-" and the names that systems give to their
/// standard streams, which may be files that somebody else writes to as well.
int standard_stream(const std::string& path) {
  if (path == "-" || path == "/dev/stdout" || path == "/dev/fd/1") return STDOUT_FILENO;
  if (path == "/dev/stderr" || path == "/dev/fd/2") return STDERR_FILENO;
  return -1;
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

std::optional<std::string> read_up_to(const Limit& limit, const std::string& path) {
  const Descriptor file(path == "-" ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  std::string text;
  std::vector<char> buffer(65536);
  ssize_t count = file.get() < 0 ? -1 : 1;
  while (count > 0) {
    count = ::read(file.get(), buffer.data(), buffer.size());
    if (count < 0 && errno == EINTR)
      count = 1;
    else if (count > 0)
      text.append(buffer.data(), static_cast<std::size_t>(count));
    if (text.size() <= limit.bytes) continue;
    complain(display_name(path) + limit.message);
    return std::nullopt;
  }
  if (count == 0) return text;
  complain_of(path, errno);
  return std::nullopt;
}

} // namespace

std::optional<std::string> read_input(const std::string& path) {
  return read_up_to(of_inputs, path);
}

std::optional<std::string> read_log(const std::string& path) {
  return read_up_to(of_logs, path);
}

std::string source_name(const std::string& path) {
  return path == "-" ? "<stdin>" : path;
}

std::string display_name(const std::string& path) {
  return path.empty() ? "\"\"" : diagnostic::printable(source_name(path));
}

bool write_output(const std::string& path, std::string_view data) {
  const int stream = standard_stream(path);
  if (stream >= 0 ? write_all(stream, data) : write_file(path, data)) return true;
  const int error = errno;
  complain((path == "-" ? "standard output" : display_name(path)) + ": " + std::strerror(error));
  return false;
}

void complain(std::string_view message) {
  const std::string line = "callgate: " + printable_lines(message);
  write_all(STDERR_FILENO, line);
}

} // namespace callgate::cli
