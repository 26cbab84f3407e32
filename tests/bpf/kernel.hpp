// The running kernel as an engine: does it accept a program, and what does a program
// return? Children do the asking, so that no filter outlives its question.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "arch/abi.hpp"
#include "bpf/instruction.hpp"
#include "bpf/interpreter.hpp"

namespace callgate::test {

using Instructions = std::vector<bpf::Instruction>;

/// Who asks: this process's user, or an ordinary user (only root can become one).
enum class User { same, nobody };

/// Both where this process is root, else only `same`.
std::vector<User> users();

/// Why the kernel cannot be asked here; empty if it can.
std::string no_kernel();

/// For each program, the error that seccomp(SECCOMP_SET_MODE_FILTER) ends with when the
/// filter is sound (0) or not (EINVAL …), without installing any: with
/// SECCOMP_FILTER_FLAG_NEW_LISTENER the kernel prepares the filter in full and then asks
/// for a file descriptor, which a child with RLIMIT_NOFILE 0 cannot have (EMFILE).
std::vector<int> prepare_errors(std::span<const Instructions> programs, User user);

/// The error of really installing `program`; 0 if that worked.
int install_error(const Instructions& program, User user);

/// How often one process can install `program`, which allows every call, before the kernel
/// finds that its filters take too much (ENOMEM); 0 if anything else stops it.
std::size_t times_installed(const Instructions& program);

/// What the kernel does on entry of a call, seen from the caller.
struct Verdict {
  enum class Kind { returned, killed, lost } kind;
  int error = 0; ///< for `returned`: the errno, 0 for none
};

/// Installs `program` in a child and makes the calls there, until one kills it.
/// `program` must stop every call.
std::vector<Verdict> ask(const Instructions& program, std::span<const bpf::CallData> calls,
                         User user);

/// The audit token and instruction pointer of the calls that `ask` makes, as the kernel
/// reports them, read with filters that return a word of seccomp_data.
bpf::CallData caller();

/// The byte order of this machine.
arch::ByteOrder native_order();

} // namespace callgate::test
