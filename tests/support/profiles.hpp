// The policies of bench/policies, which come from the field.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "pipeline/compile.hpp"

namespace callgate::tests {

struct Profile {
  std::string name;
  std::string text; ///< without the line that says which ABIs it is for
};

/// All of them, by name.
std::vector<Profile> profiles();

/// What comes out of a profile for those ABIs under all its capabilities; nothing where they
/// lack a constant or an argument that it speaks of. Throws if anything else is wrong.
std::optional<pipeline::Compilation> compiled(const Profile& profile,
                                              const std::vector<std::string>& abis);

} // namespace callgate::tests
