#include "explain/notes.hpp"

namespace callgate::explain {

std::vector<std::string> notes_on(const Subject& subject, const Verdict& verdict) {
  static_cast<void>(subject);
  static_cast<void>(verdict);
  return {};
}

} // namespace callgate::explain
