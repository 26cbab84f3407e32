#include "wording/phrase.hpp"

namespace callgate::wording {

namespace {

Phrase joined(std::span<const Phrase> parts, Phrase::Joint joint) {
  if (parts.size() == 1) return parts.front();
  Phrase result{{}, 0, joint};
  for (const Phrase& part : parts) {
    if (!result.text.empty()) result.text += joint == Phrase::Joint::all ? " && " : " || ";
    const bool binds_less = joint == Phrase::Joint::all && part.joint == Phrase::Joint::any;
    result.text += binds_less ? "(" + part.text + ")" : part.text;
    result.constants += part.constants;
    if (result.constants > most_constants || result.text.size() > most_bytes) throw TooLong();
  }
  return result;
}

} // namespace

Phrase all_of(std::span<const Phrase> parts) {
  return joined(parts, Phrase::Joint::all);
}

Phrase any_of(std::span<const Phrase> parts) {
  return joined(parts, Phrase::Joint::any);
}

} // namespace callgate::wording
