#include "watch/second_start.hpp"

#include <cerrno>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

namespace callgate::watch {

SecondStart::SecondStart(int input) : input_(input), offset_(lseek(input, 0, SEEK_CUR)) {}

bool SecondStart::prepare() const {
  struct stat file {};
  if (fstat(input_, &file) != 0) return errno == EBADF;
  if (S_ISREG(file.st_mode)) return lseek(input_, offset_, SEEK_SET) == offset_;
  const dev_t null_device = makedev(1, 3);
  return isatty(input_) != 0 || (S_ISCHR(file.st_mode) && file.st_rdev == null_device);
}

} // namespace callgate::watch
