// Listeners that are none, or of kernels that they do not fit, and what statuses say.
#include <doctest/doctest.h>

#include <algorithm>
#include <climits>
#include <fcntl.h>
#include <string>
#include <vector>

#include "supervised.hpp"

using namespace supervision;

TEST_CASE("descriptors that are no listener's") {
  int pipe_ends[2];
  REQUIRE(pipe2(pipe_ends, O_CLOEXEC) == 0);
  REQUIRE(write(pipe_ends[1], "x", 1) == 1);
  Notification call{};
  CHECK(Listener(pipe_ends[0]).receive(call).problem == ListenerProblem::not_a_listener);
  CHECK(Listener(pipe_ends[0]).respond_value(call, 0).problem == ListenerProblem::not_a_listener);
  CHECK_FALSE(Listener(pipe_ends[0]).is_valid(call));
  CHECK(Listener(9999).receive(call).problem == ListenerProblem::not_a_listener);
  CHECK(Listener(9999).set_sync_wake_up().problem == ListenerProblem::not_a_listener);
  close(pipe_ends[0]);
  close(pipe_ends[1]);
}

TEST_CASE("a negative descriptor is no listener's, and nothing waits for it") {
  for (const int none : {-1, INT_MIN}) {
    const Listener listener(none);
    Notification call{};
    CHECK(listener.opened().problem == ListenerProblem::not_a_listener);
    CHECK(listener.wait().problem == ListenerProblem::not_a_listener);
    CHECK(listener.receive(call).problem == ListenerProblem::not_a_listener);
    CHECK(listener.add_descriptor(call, 0).problem == ListenerProblem::not_a_listener);
    CHECK_FALSE(listener.is_valid(call));
  }
}

TEST_CASE("reading and adding through a closed listener: it is to blame, not the caller") {
  int pipe_ends[2];
  REQUIRE(pipe2(pipe_ends, O_CLOEXEC) == 0);
  Notification call{};
  call.pid = static_cast<uint32_t>(getpid());
  char own[] = "own memory";
  char bytes[sizeof own];
  for (const int wrong : {9999, pipe_ends[0]}) {
    const Listener listener(wrong);
    CHECK(listener.read(call, address_of(own), bytes, sizeof bytes).problem ==
          ListenerProblem::not_a_listener);
    CHECK(listener.read_string(call, address_of(own), bytes, sizeof bytes).problem ==
          ListenerProblem::not_a_listener);
    CHECK(bytes[0] == '\0');
    CHECK(listener.add_descriptor(call, pipe_ends[0]).problem == ListenerProblem::not_a_listener);
  }
  close(pipe_ends[0]);
  close(pipe_ends[1]);
}

TEST_CASE("kernels whose structs are longer than the room are refused") {
  const auto has_room = [](unsigned short notification, unsigned short response) {
    return callgate::detail::have_room({notification, response, 64});
  };
  CHECK(has_room(80, 24));
  CHECK(has_room(sizeof(Notification), sizeof(callgate::detail::NotificationResponse)));
  CHECK_FALSE(has_room(sizeof(Notification) + 1, 24));
  CHECK_FALSE(has_room(80, sizeof(callgate::detail::NotificationResponse) + 1));
}

TEST_CASE("without the kernel's sizes, nothing is ever written to the structs") {
  CHECK(child::status_of([] {
          const auto filter =
              child::by_number({SYS_seccomp}, SECCOMP_RET_ERRNO | EINVAL, SECCOMP_RET_ALLOW);
          if (!callgate::load({filter.data(), filter.size()}).ok()) return 1;
          const Listener listener(0);
          Notification call{};
          char byte = 0;
          const ListenerStatus all[] = {listener.opened(),
                                        listener.wait(),
                                        listener.receive(call),
                                        listener.respond_value(call, 0),
                                        listener.respond_error(call, EPERM),
                                        listener.respond_continue(call),
                                        listener.add_descriptor(call, 0),
                                        listener.read(call, 0, &byte, 1),
                                        listener.read_string(call, 0, &byte, 1),
                                        listener.set_sync_wake_up()};
          for (const ListenerStatus& status : all)
            if (status.problem != ListenerProblem::sizes_unknown || status.error != EINVAL)
              return 2;
          return listener.is_valid(call) ? 3 : 0;
        }) == 0);
}

TEST_CASE("every problem of a listener has a message of its own") {
  std::vector<std::string> seen;
  for (int i = 0; i <= static_cast<int>(ListenerProblem::failed); ++i) {
    ListenerStatus status;
    status.problem = static_cast<ListenerProblem>(i);
    const std::string message = status.message();
    CHECK(message != "unknown problem");
    CHECK(std::find(seen.begin(), seen.end(), message) == seen.end());
    seen.push_back(message);
  }
}
