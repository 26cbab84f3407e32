// Goes through every step of the runtime, each between two marks that strace shows: a write to
// descriptor -1 of the step's name, and one of nothing. calls.sh compares what lies between.
#include <callgate/listener.h>
#include <callgate/runtime.h>

#include <cstring>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

namespace {

const sock_filter allow_everything[] = {{BPF_RET | BPF_K, 0, 0, 0x7fff0000}};
const sock_filter no_return[] = {{BPF_LD | BPF_W | BPF_ABS, 0, 0, 0}};
const sock_filter getppid_notified[] = {{BPF_LD | BPF_W | BPF_ABS, 0, 0, 0},
                                        {BPF_JMP | BPF_JEQ | BPF_K, 0, 1, SYS_getppid},
                                        {BPF_RET | BPF_K, 0, 0, 0x7fc00000},
                                        {BPF_RET | BPF_K, 0, 0, 0x7fff0000}};

template <typename Step>
void step(const char* name, Step taken) {
  (void)!write(-1, name, std::strlen(name));
  taken();
  (void)!write(-1, "", 0);
}

/// In a child each, since a filter stays.
template <typename Step>
void step_in_child(const char* name, Step taken) {
  const pid_t pid = fork();
  if (pid == 0) {
    step(name, taken);
    _exit(0);
  }
  waitpid(pid, nullptr, 0);
}

/// Every combination of the options, named by a digit each in the order of LoadOptions.
void load_with_every_combination() {
  const callgate::FlagsKnown known = callgate::probe().flags;
  for (unsigned bits = 0; bits < 128; ++bits) {
    char name[] = "combination 0000000";
    bool options[7];
    for (unsigned i = 0; i < 7; ++i) {
      options[i] = (bits >> i & 1U) != 0;
      if (options[i]) name[12 + i] = '1';
    }
    callgate::LoadOptions chosen;
    chosen.set_no_new_privs = options[0];
    chosen.tsync = options[1];
    chosen.tsync_esrch = options[2];
    chosen.log = options[3];
    chosen.spec_allow = options[4];
    chosen.new_listener = options[5];
    chosen.wait_killable_recv = options[6];
    // An unknown flag is a step of its own, below.
    if ((chosen.tsync_esrch && !known.tsync_esrch) || (chosen.log && !known.log) ||
        (chosen.spec_allow && !known.spec_allow) || (chosen.new_listener && !known.new_listener) ||
        (chosen.wait_killable_recv && !known.wait_killable_recv))
      continue;
    step_in_child(name, [&] { callgate::load(callgate::Filter(allow_everything), chosen); });
  }
}

void ask_about_threads() {
  const int file = memfd_create("status", MFD_CLOEXEC);
  if (write(file, "Seccomp:\t2\n", 11) != 11) _exit(1);
  step("read_back", [] { (void)callgate::read_back(); });
  step("read_back of a file", [&] { (void)callgate::read_back(file); });
}

/// Steps on calls of a child. Its memory holds what this process's does.
void supervise() {
  callgate::LoadOptions options;
  options.new_listener = true;
  int pipe_ends[2];
  if (pipe(pipe_ends) != 0) _exit(1);
  const pid_t parent = getpid();
  const pid_t child = fork();
  if (child == 0) {
    const callgate::Status status = callgate::load(callgate::Filter(getppid_notified), options);
    if (write(pipe_ends[1], &status.listener, sizeof status.listener) < 0) _exit(1);
    for (;;)
      syscall(SYS_getppid);
  }
  int there = -1;
  if (read(pipe_ends[0], &there, sizeof there) != sizeof there) _exit(2);
  const auto process = static_cast<int>(syscall(SYS_pidfd_open, child, 0));
  const auto descriptor = static_cast<int>(syscall(SYS_pidfd_getfd, process, there, 0));
  if (descriptor < 0) _exit(3);

  step("Listener", [&] { const callgate::Listener listener(descriptor); });
  const callgate::Listener listener(descriptor);
  callgate::Notification call;
  char buffer[8] = "";
  static const char text[8] = "text";
  const auto address = reinterpret_cast<uintptr_t>(text);
  step("set_sync_wake_up", [&] { listener.set_sync_wake_up(); });
  step("wait", [&] { (void)listener.wait(); });
  step("receive", [&] { (void)listener.receive(call); });
  step("is_valid", [&] { (void)listener.is_valid(call); });
  step("read", [&] { (void)listener.read(call, address, buffer, sizeof buffer); });
  step("read_string", [&] { (void)listener.read_string(call, address, buffer, sizeof buffer); });
  step("add_descriptor", [&] { listener.add_descriptor(call, pipe_ends[0]); });
  (void)listener.receive(call);
  step("respond_value", [&] { listener.respond_value(call, parent); });
  (void)listener.receive(call);
  step("respond_error of no errno", [&] { listener.respond_error(call, 0); });
  step("respond_error", [&] { listener.respond_error(call, EPERM); });
  (void)listener.receive(call);
  step("respond_continue", [&] { listener.respond_continue(call); });
  kill(child, SIGKILL);
  waitpid(child, nullptr, 0);
  step("messages", [&] {
    (void)listener.opened().message();
    (void)callgate::Status{}.message();
  });
}

} // namespace

int main() {
  load_with_every_combination();
  step_in_child("load of an empty filter", [] { callgate::load({allow_everything, 0}); });
  step_in_child("load of a filter that the kernel refuses",
                [] { callgate::load(callgate::Filter(no_return)); });
  step_in_child("load from an unreadable address", [] {
    callgate::load({reinterpret_cast<const sock_filter*>(8), 1});
  });
  step("probe", [] { (void)callgate::probe(); });
  ask_about_threads();
  supervise();
  return 0;
}
