// Policies made up to be of a given size, to see how a compile grows.
#pragma once

#include <cstddef>
#include <string>

namespace callgate::bench {

/// The first `count` calls of i386, a random half of them allowed and the others logged:
/// hardly two neighbours share a decision, which is about the worst that a search can meet.
std::string calls_text(std::size_t count);

/// That many conditions on i386, four or five a call: tests of two registers.
std::string tests_text(std::size_t conditions);

/// The same number of values, in sets of one register each.
std::string sets_text(std::size_t conditions);

/// One call with alternatives of a bit of two registers: what needs an order of bits of its own.
std::string alternatives_text();

} // namespace callgate::bench
