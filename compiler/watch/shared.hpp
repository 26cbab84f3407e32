// A value in memory that is shared with the children forked after it was made: how a child
// reports that may make no system call any more.
#pragma once

#include <cerrno>
#include <new>
#include <sys/mman.h>
#include <system_error>
#include <type_traits>

namespace callgate::watch {

template <typename T>
class Shared {
public:
  Shared()
      : memory_(
            mmap(nullptr, sizeof(T), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0)) {
    static_assert(std::is_trivially_destructible_v<T>);
    if (memory_ == MAP_FAILED) throw std::system_error(errno, std::generic_category(), "mmap");
    value_ = new (memory_) T{};
  }
  ~Shared() { munmap(memory_, sizeof(T)); }
  Shared(const Shared&) = delete;
  Shared& operator=(const Shared&) = delete;

  T& operator*() const { return *value_; }
  T* operator->() const { return value_; }

private:
  void* memory_;
  T* value_;
};

} // namespace callgate::watch
