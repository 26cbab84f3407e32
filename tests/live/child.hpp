// Forked children under a filter, as root and as an ordinary user.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "bpf/instruction.hpp"

namespace callgate::tests {

enum class User { root, ordinary };

/// The users that this process can become: both, or only the ordinary one.
std::vector<User> available_users();

std::string name_of(User user);

/// Forks; the child gives up root if so told, installs `filter`, and runs `body`, then
/// dies by a trap instruction, since the filter may forbid it to exit. Returns the wait
/// status; what the child finds out it leaves in memory from `shared_bytes`.
int run_filtered(User user, std::span<const bpf::Instruction> filter,
                 const std::function<void()>& body);

/// Zeroed memory that children share with their parent, never given back.
std::span<unsigned char> shared_bytes(std::size_t size);

/// Whether `status` is that of a child that ran its body to the end.
bool ran_to_end(int status);

} // namespace callgate::tests
