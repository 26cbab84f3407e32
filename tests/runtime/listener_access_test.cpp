// What a supervisor does in the caller: adding descriptors to it, reading its memory.
#include <doctest/doctest.h>

#include <climits>
#include <fcntl.h>
#include <string>
#include <sys/mman.h>

#include "supervised.hpp"

using namespace supervision;

TEST_CASE("memory of another process under the same pid is never taken for the caller's") {
  // The test's own pid stands for a recycled one: the read succeeds, and its id is stale.
  Supervised child(SYS_getppid, [] {
    syscall(SYS_getppid);
    return 0;
  });
  const Listener listener(child.descriptor());
  Notification call = received(listener);
  child.end(SIGKILL);
  call.pid = static_cast<uint32_t>(getpid());
  char own[] = "own memory";
  char bytes[sizeof own];
  CHECK(listener.read(call, address_of(own), bytes, sizeof bytes).problem ==
        ListenerProblem::caller_gone);
  CHECK(listener.read_string(call, address_of(own), bytes, sizeof bytes).problem ==
        ListenerProblem::caller_gone);
  CHECK(bytes[0] == '\0');
}

TEST_CASE("descriptors: added with the answer, before it, and with a number of their own") {
  Supervised child(SYS_getppid, [] {
    char byte = 0;
    const auto is_that_pipe = [&](long number) {
      return number >= 0 && read(static_cast<int>(number), &byte, 1) == 1 && byte == 'x';
    };
    const long added = syscall(SYS_getppid);
    if (!is_that_pipe(added)) return 1;
    if (fcntl(static_cast<int>(added), F_GETFD) != FD_CLOEXEC) return 2;
    if (syscall(SYS_getppid) != 77 || !is_that_pipe(77)) return 3;
    if (fcntl(77, F_GETFD) != 0) return 4;
    if (syscall(SYS_getppid) != 1000 || !is_that_pipe(60)) return 5;
    if (syscall(SYS_getppid) != -1 || errno != EBADF) return 6;
    return 0;
  });
  const Listener listener(child.descriptor());
  int pipe_ends[2];
  REQUIRE(pipe2(pipe_ends, O_CLOEXEC) == 0);
  REQUIRE(write(pipe_ends[1], "xxxx", 4) == 4);

  Notification call = received(listener);
  const ListenerStatus any = listener.add_descriptor(call, pipe_ends[0]);
  CHECK(any.ok());
  CHECK(any.value >= 0);

  call = received(listener);
  callgate::AddOptions options;
  options.number = 77;
  options.close_on_exec = false;
  CHECK(listener.add_descriptor(call, pipe_ends[0], options).value == 77);

  call = received(listener);
  options = {};
  options.answer = false;
  options.number = 60;
  CHECK(listener.add_descriptor(call, pipe_ends[0], options).value == 60);
  CHECK(listener.is_valid(call));
  CHECK(listener.respond_value(call, 1000).ok());

  call = received(listener);
  CHECK(listener.add_descriptor(call, -1).problem == ListenerProblem::bad_descriptor);
  CHECK(listener.add_descriptor(call, 9999).problem == ListenerProblem::bad_descriptor);
  options = {};
  options.number = INT_MAX; // beyond the caller's limit
  CHECK(listener.add_descriptor(call, pipe_ends[0], options).problem ==
        ListenerProblem::bad_descriptor);
  CHECK(listener.is_valid(call)); // refused, so still to be answered
  CHECK(listener.respond_error(call, EBADF).ok());
  CHECK(child.end() == 0);
  close(pipe_ends[0]);
  close(pipe_ends[1]);
}

TEST_CASE("the caller's memory: bytes, strings over pages, and what cannot be read") {
  // Two pages, of which the second is gone; the same addresses before and after the fork.
  constexpr size_t page = 4096;
  auto* const pages = static_cast<char*>(
      mmap(nullptr, 3 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0));
  REQUIRE(pages != MAP_FAILED);
  REQUIRE(munmap(pages + 2 * page, page) == 0);
  char* const over_the_edge = pages + page - 3;
  char* const at_the_end = pages + 2 * page - 6;
  Supervised child(SYS_getppid, [&] {
    std::strcpy(over_the_edge, "/etc/passwd");
    std::memcpy(at_the_end, "ended", 6);
    return syscall(SYS_getppid) == 0 ? 0 : 1;
  });
  const Listener listener(child.descriptor());
  const Notification call = received(listener);

  char path[PATH_MAX] = "";
  const ListenerStatus status =
      listener.read_string(call, address_of(over_the_edge), path, sizeof path);
  CHECK_MESSAGE(status.ok(), status.message());
  CHECK(status.value == 11);
  CHECK(std::string(path) == "/etc/passwd");
  CHECK(listener.read_string(call, address_of(over_the_edge), path, 12).value == 11);
  CHECK(listener.read_string(call, address_of(over_the_edge), path, 11).problem ==
        ListenerProblem::too_long);
  CHECK(path[0] == '\0');
  CHECK(listener.read_string(call, address_of(over_the_edge), path, 0).problem ==
        ListenerProblem::too_long);
  CHECK(listener.read_string(call, address_of(at_the_end), path, sizeof path).value == 5);
  CHECK(listener.read_string(call, address_of(at_the_end) + 6, path, sizeof path).problem ==
        ListenerProblem::unreadable);
  CHECK(listener.read_string(call, UINT64_MAX, path, sizeof path).problem ==
        ListenerProblem::unreadable);
  CHECK(listener.read_string(call, 0, path, sizeof path).problem == ListenerProblem::unreadable);

  char bytes[6];
  CHECK(listener.read(call, address_of(at_the_end), bytes, sizeof bytes).value == 6);
  CHECK(std::memcmp(bytes, "ended", 6) == 0);
  CHECK(listener.read(call, address_of(at_the_end) + 1, bytes, sizeof bytes).problem ==
        ListenerProblem::unreadable); // five of six could be read
  Notification elsewhere = call;
  elsewhere.pid = 0; // of another pid namespace
  CHECK(listener.read(elsewhere, address_of(at_the_end), bytes, 1).problem ==
        ListenerProblem::caller_gone);
  CHECK(listener.respond_value(call, 0).ok());
  CHECK(child.end() == 0);
  munmap(pages, 2 * page);
}

TEST_CASE("a task that may not be traced may not be read") {
  if (geteuid() != 0) {
    MESSAGE("not root, so all tasks here are of one user: skipped");
    return;
  }
  char text[] = "secret";
  Supervised child(SYS_getppid, [&] { return syscall(SYS_getppid) == 0 ? 0 : 1; });
  const Listener listener(child.descriptor());
  const Notification call = received(listener);
  CHECK(child::status_of([&] {
          child::become_ordinary();
          char bytes[sizeof text];
          const auto status = listener.read(call, address_of(text), bytes, sizeof bytes);
          return status.problem == ListenerProblem::not_permitted ? 0 : 1;
        }) == 0);
  CHECK(listener.respond_value(call, 0).ok());
  CHECK(child.end() == 0);
}
