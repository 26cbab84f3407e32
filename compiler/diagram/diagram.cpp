#include "diagram/diagram.hpp"

namespace callgate::diagram {

const char* TooLarge::what() const noexcept {
  return "the decision diagram is too large";
}

} // namespace callgate::diagram
