// What the strictly compiled files look up at run time.
#pragma once

#include <cstdint>

#include <callgate/filter.h>

callgate::Filter filter_of_some(std::uint64_t set) noexcept;
callgate::Filter filter_of_other(std::uint64_t set) noexcept;
