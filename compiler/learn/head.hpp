// The comment at the top of a learned policy: where it comes from, and how often.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "learn/focus.hpp"
#include "learn/places.hpp"
#include "learn/record.hpp"

namespace callgate::learn {

std::string head_text(const Provenance& provenance, Conditions conditions);

/// What brings such a head up to date; nothing where the text has none.
std::vector<Edit> head_edits(std::string_view text, const Provenance& provenance);

/// The provenance that a head tells of; without runs where the text has none.
Provenance provenance_in(std::string_view text);

/// "1 run of sh -c ls": what an added block is called.
std::string origin_text(const Provenance& provenance);

} // namespace callgate::learn
