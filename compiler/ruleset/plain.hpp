// Decisions that have conditions and yet always come to one action.
#pragma once

#include <optional>

#include "bpf/action.hpp"
#include "ruleset/rulings.hpp"

namespace callgate::ruleset {

/// The one action that a decision comes to whatever the arguments are, if it has conditions
/// and that is so: the kernel may cache its number then, when a filter asks for none. Nothing
/// also where its diagram is too large in every order of bits that is tried. Rulings keep such
/// decisions as they are written, since the proof must see what was made of them.
std::optional<bpf::Action> plain_action(const Decision& decision);

} // namespace callgate::ruleset
