// What an embedder of the reporter compiles; see tests/runtime/embedder.cpp.
#include <callgate/names.h>
#include <callgate/reporter.h>

#if defined(__cpp_exceptions) || defined(__cpp_rtti)
#error "this file is to be compiled without exceptions and RTTI"
#endif

namespace embedder {

callgate::ReporterStorage<32> storage;

const char* report(callgate::ReporterOptions options) noexcept {
  options.name_of = callgate::name_of;
  const callgate::ReporterStatus status = callgate::install_reporter(storage, options);
  return status.ok() ? callgate::refresh_reporter().message() : status.message();
}

} // namespace embedder

static_assert(noexcept(callgate::install_reporter(embedder::storage)));
static_assert(noexcept(callgate::refresh_reporter()));
static_assert(__is_trivially_copyable(callgate::ReporterStatus));
static_assert(__is_trivially_copyable(callgate::Trap));
