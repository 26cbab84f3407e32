// What an embedder compiles: the runtime alone, under the strictest flags it promises
// to be silent under (tests/runtime/CMakeLists.txt), in a program without exceptions or
// RTTI. symbols.cmake then looks at what the object file needs from outside.
#include <callgate/listener.h>
#include <callgate/runtime.h>
#include <callgate/sets.h>

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

bool can_supervise() noexcept {
  const callgate::Probe kernel = callgate::probe();
  return kernel.actions.notify && kernel.flags.new_listener;
}

/// Every step that a listener has.
const char* supervise(int descriptor, char* path, size_t size) noexcept {
  const callgate::Listener listener(descriptor);
  callgate::Notification call;
  callgate::ListenerStatus status = listener.opened();
  while (status.ok() && listener.set_sync_wake_up().ok() && listener.receive(call, 1000).ok()) {
    uint64_t word = 0;
    status = listener.read(call, call.data.args[0], &word, sizeof word);
    status = listener.read_string(call, call.data.args[1], path, size);
    status = listener.add_descriptor(call, 0);
    if (listener.is_valid(call)) status = listener.respond_error(call, EPERM);
    status = listener.respond_value(call, 0);
    status = listener.respond_continue(call);
  }
  return status.message();
}

callgate::Status load_one_of(const callgate::FilterTable& table, uint64_t capabilities) noexcept {
  return callgate::load(callgate::filter_for(table, capabilities));
}

} // namespace embedder

static_assert(noexcept(callgate::load(callgate::Filter(nullptr, 0))));
static_assert(noexcept(callgate::read_back()));
static_assert(__is_trivially_copyable(callgate::Status));
static_assert(noexcept(callgate::probe()));
static_assert(noexcept(callgate::Listener(0)));
static_assert(__is_trivially_copyable(callgate::ReadBack));
static_assert(__is_trivially_copyable(callgate::Probe));
static_assert(__is_trivially_copyable(callgate::Listener));
static_assert(__is_trivially_copyable(callgate::Notification));
