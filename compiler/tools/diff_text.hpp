// Differences of filters as people and as programs read them.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "tools/diff.hpp"

namespace callgate::tools {

/// The differences between the filters of one family, or of one that need not be known.
struct FamilyDifferences {
  std::optional<arch::Family> family;
  std::vector<Group> groups;
};

/// What a comparison came to, with the names of its sides.
struct DiffReport {
  std::string a;
  std::string b;
  std::vector<FamilyDifferences> families;
};

/// How many differences there are; how many of one direction.
std::size_t count(const DiffReport& report);
std::size_t count(const DiffReport& report, Direction direction);

/// "socket: B also allows domain == AF_NETLINK (A: kill_process)", a line a difference,
/// below each an example.
std::string diff_text(const DiffReport& report);

/// An object; words of 64 bits are strings in hex, numbers of inputs strings in decimal.
std::string diff_json(const DiffReport& report);

} // namespace callgate::tools
