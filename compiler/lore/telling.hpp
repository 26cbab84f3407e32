// Which arguments of which calls tell whether a call is dangerous: the domain of socket, the
// request of ioctl. Only values that lie in registers and stay few are in the table, never
// addresses, sizes or descriptors.
#pragma once

#include <span>
#include <string_view>
#include <vector>

namespace callgate::lore {

struct Telling {
  std::string_view calls;     ///< parted by blanks
  std::string_view arguments; ///< parted by blanks, as the policy language names them
};

std::span<const Telling> telling();

/// The arguments of that call; none where nothing in them tells.
std::vector<std::string_view> telling_arguments(std::string_view call);

} // namespace callgate::lore
