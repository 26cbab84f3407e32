#include "process/tracee.hpp"

#include <cerrno>
#include <elf.h>
#include <linux/ptrace.h>
#include <sys/uio.h>
#include <sys/wait.h>

#include "process/ptrace_request.hpp"

namespace callgate::process {

using Word = Tracee::Word;

bool Tracee::wait() {
  pid_t waited = 0;
  do
    waited = waitpid(pid_, &status_, __WALL);
  while (waited < 0 && errno == EINTR);
  return waited == pid_ && WIFSTOPPED(status_);
}

int Tracee::seize() {
  if (const int error = ptrace_request(PTRACE_SEIZE, pid_, 0, 0)) return error;
  if (const int error = ptrace_request(PTRACE_INTERRUPT, pid_, 0, 0)) return error;
  if (!wait()) return ESRCH;
  // The later steps stand on this request; it came last, with Linux 5.3.
  ptrace_syscall_info info{};
  if (const int error = ptrace_request(PTRACE_GET_SYSCALL_INFO, pid_, sizeof info, word_of(&info)))
    return error;
  // EXITKILL after all that can fail: who gives up before must not kill by that.
  constexpr Word options = PTRACE_O_EXITKILL | PTRACE_O_TRACEEXEC | PTRACE_O_TRACESYSGOOD;
  return ptrace_request(PTRACE_SETOPTIONS, pid_, 0, options);
}

Stop Tracee::run_to_stop() {
  for (;;) {
    const Resumption resumption = resumption_from(status_, PTRACE_SYSCALL);
    // ESRCH says that the process was killed meanwhile, which the wait reports.
    const int error = ptrace_request(resumption.request, pid_, 0, resumption.signal);
    if ((error != 0 && error != ESRCH) || !wait()) return Stop::gone;
    if (status_ >> 16 == PTRACE_EVENT_EXEC) return Stop::exec;
    if (WSTOPSIG(status_) != call_stop) continue;

    ptrace_syscall_info info{};
    if (ptrace_request(PTRACE_GET_SYSCALL_INFO, pid_, sizeof info, word_of(&info)) != 0)
      return Stop::gone;
    if (info.op == PTRACE_SYSCALL_INFO_EXIT) return Stop::call_exit;
    if (info.op != PTRACE_SYSCALL_INFO_ENTRY) return Stop::gone;
    call_number_ = info.entry.nr;
    return Stop::call_entry;
  }
}

int Tracee::read(Registers& registers) const {
  iovec place{registers.bytes.data(), registers.bytes.size()};
  const int error = ptrace_request(PTRACE_GETREGSET, pid_, NT_PRSTATUS, word_of(&place));
  registers.size = place.iov_len;
  return error;
}

int Tracee::write(const Registers& registers) const {
  iovec place{const_cast<std::byte*>(registers.bytes.data()), registers.size};
  return ptrace_request(PTRACE_SETREGSET, pid_, NT_PRSTATUS, word_of(&place));
}

int Tracee::read(std::uint64_t address, std::span<Word> words) const {
  for (Word& word : words) {
    if (const int error =
            ptrace_request(PTRACE_PEEKDATA, pid_, static_cast<Word>(address), word_of(&word)))
      return error;
    address += sizeof(Word);
  }
  return 0;
}

int Tracee::write(std::uint64_t address, std::span<const Word> words) const {
  for (const Word word : words) {
    if (const int error = ptrace_request(PTRACE_POKEDATA, pid_, static_cast<Word>(address), word))
      return error;
    address += sizeof(Word);
  }
  return 0;
}

void Tracee::detach() const {
  (void)ptrace_request(PTRACE_DETACH, pid_, 0, 0);
}

} // namespace callgate::process
