// Which call of a filter is spoken of.
#pragma once

#include <cstdint>

namespace callgate::proof {

struct CallNumber {
  std::uint32_t token;
  std::uint32_t number;
};

} // namespace callgate::proof
