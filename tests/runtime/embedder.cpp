// What an embedder compiles: the runtime alone, under the strictest flags it promises
// to be silent under (tests/runtime/CMakeLists.txt), in a program without exceptions or
// RTTI. symbols.cmake then looks at what the object file needs from outside.
#include <callgate/runtime.h>

#if defined(__cpp_exceptions) || defined(__cpp_rtti)
#error "this file is to be compiled without exceptions and RTTI"
#endif

namespace embedder {

const sock_filter allow_everything[] = {{0x06, 0, 0, 0x7fff0000}};

callgate::Status load_one() noexcept {
  return callgate::load(callgate::Filter(allow_everything));
}

bool filtered(int status_descriptor) noexcept {
  return callgate::read_back().filtered() && callgate::read_back(status_descriptor).filtered();
}

const char* say(callgate::Status status) noexcept {
  return status.message();
}

} // namespace embedder

static_assert(noexcept(callgate::load(callgate::Filter(nullptr, 0))));
static_assert(noexcept(callgate::read_back()));
static_assert(__is_trivially_copyable(callgate::Status));
static_assert(__is_trivially_copyable(callgate::ReadBack));
