// A diagram over seccomp_data taken apart the way people speak of filters: by audit
// token, then by number, then by what comes out.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "bpf/call_data.hpp"
#include "diagram/diagram.hpp"
#include "ruleset/bit_order.hpp"

namespace callgate::proof {

/// Values of a 32-bit word, both included, that leave the same function of the later bits.
struct Part {
  std::uint32_t first;
  std::uint32_t last;
  diagram::Node node;
};

/// Functions that fall into more parts are taken for no filter that anybody could read.
inline constexpr std::size_t most_parts = std::size_t{1} << 16;

/// From 0 to 2^32 - 1 without a gap, neighbours different; nothing beyond `most_parts`.
/// `node` asks for the token first.
std::optional<std::vector<Part>> by_token(const diagram::Diagrams& diagrams, diagram::Node node);

/// The same for the number. `node` asks for no bit of the token.
std::optional<std::vector<Part>> by_number(const diagram::Diagrams& diagrams, diagram::Node node);

/// Every value that the function takes, sorted.
std::vector<std::uint32_t> values_of(const diagram::Diagrams& diagrams, diagram::Node node);

/// 1 where the function has that value, else 0.
diagram::Node where(diagram::Diagrams& diagrams, diagram::Node node, std::uint32_t value);

/// An input on which a function with the values 0 and 1 is 1, with as many bits 0 as its
/// first such path allows; nothing if there is none.
std::optional<bpf::CallData> witness(const diagram::Diagrams& diagrams, diagram::Node node);

/// The input along a path; bits that it does not name are 0.
bpf::CallData input_of(const diagram::Path& path,
                       const ruleset::BitOrder& order = ruleset::BitOrder::standard());

} // namespace callgate::proof
