#include "gate/markup.hpp"

#include <algorithm>

#include "diagnostic/printable.hpp"
#include "tools/svg.hpp"

namespace callgate::gate {

std::string marked_up(std::string_view text) {
  return tools::escaped(diagnostic::printable(text));
}

std::string marked_up_lines(std::string_view text) {
  std::string result;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    if (begin != 0) result += '\n';
    result += marked_up(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return result;
}

} // namespace callgate::gate
