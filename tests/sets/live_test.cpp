// One of the sets, loaded: the kernel lets through what it adds to the base.
#include <doctest/doctest.h>

#include <callgate/runtime.h>

#include <csignal>
#include <sys/socket.h>

#include "runtime/child.hpp"

#include "all.hpp"

using harness_policy::Capability;

namespace {

/// What becomes of a process that asks for a socket under the filter for `set`.
int socket_under(Capability set) {
  return child::status_of([set] {
    if (!callgate::load(harness_policy::filter(set)).ok()) return 1;
    return socket(AF_UNIX, SOCK_STREAM, 0) >= 0 ? 0 : 2;
  });
}

} // namespace

TEST_CASE("a set that was chosen at run time is what the kernel enforces") {
  CHECK(socket_under(Capability::none) == 128 + SIGSYS);
  CHECK(socket_under(Capability::FILE_IO) == 128 + SIGSYS);
  CHECK(socket_under(Capability::FILE_IO | Capability::SSRF) == 0);
  CHECK(socket_under(Capability::all) == 0);
}
