// A minimal program with as much of the runtime as the macros say: bench/size.sh builds it with
// and without, and what it grows by is what the runtime costs. The filter is in all of them.
#include <string.h>
#include <unistd.h>

#include <linux/filter.h>

#if defined(WITH_LOAD) || defined(WITH_PROBE) || defined(WITH_READ_BACK)
#include <callgate/runtime.h>
#endif
#if defined(WITH_LISTENER)
#include <callgate/listener.h>
#endif
#if defined(WITH_REPORTER)
#include <callgate/reporter.h>
#endif
#if defined(WITH_NAMES)
#include <callgate/names.h>
#endif

extern const sock_filter filter[] = {{0x06, 0, 0, 0x7fff0000}};

namespace {

bool say(const char* text) {
  return write(STDERR_FILENO, text, strlen(text)) >= 0;
}

#if defined(WITH_LISTENER)
bool supervise(int descriptor) {
  const callgate::Listener listener(descriptor);
  callgate::Notification call;
  char path[256];
  while (listener.receive(call).ok()) {
    if (!listener.read_string(call, call.data.args[1], path, sizeof path).ok() || path[0] != '/')
      listener.respond_error(call, EPERM);
    else if (path[1] == 'd')
      listener.add_descriptor(call, STDIN_FILENO);
    else
      listener.respond_continue(call);
  }
  return true;
}
#endif

#if defined(WITH_REPORTER)
callgate::ReporterStorage<8> storage;

bool report() {
  callgate::ReporterOptions options;
#if defined(WITH_NAMES)
  options.name_of = callgate::name_of;
#endif
  return callgate::install_reporter(storage, options).ok();
}
#endif

} // namespace

int main(int count, char** arguments) {
  if (count > 1 && !say(arguments[1])) return 2;
#if defined(WITH_REPORTER)
  if (!report()) return 7;
#endif
#if defined(WITH_PROBE)
  if (!callgate::probe().actions.kill_process) return 3;
#endif
#if defined(WITH_LOAD)
  const callgate::Status status = callgate::load(callgate::Filter(filter));
#if defined(WITH_MESSAGE)
  if (!status.ok()) say(status.message());
#endif
  if (!status.ok()) return 4;
#endif
#if defined(WITH_READ_BACK)
  if (!callgate::read_back(STDIN_FILENO).filtered()) return 5;
#endif
#if defined(WITH_LISTENER)
  if (!supervise(STDIN_FILENO)) return 6;
#endif
  return filter[0].k == 0;
}
