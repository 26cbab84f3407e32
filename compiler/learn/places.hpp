// Where in the text of a policy something can be added without touching what a person wrote:
// TOML is looked at as text, since comments, order and blanks are to stay.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace callgate::learn {

/// An array in the text.
struct ArrayPlace {
  std::size_t close = 0;    ///< its ]
  std::size_t last_end = 0; ///< the byte behind its last element; behind the [ if there is none
  bool is_empty = true;
  bool ends_in_comma = false;
};

struct Places {
  std::map<std::string, ArrayPlace> arrays;   ///< by dotted path: "base.allow"
  std::map<std::string, std::size_t> tables;  ///< the byte behind the line of a [header]
  std::map<std::string, std::size_t> inlines; ///< the byte behind the { of an inline table
};

/// Of text that is known to be TOML.
Places places_in(std::string_view toml);

/// Something to be put into a text; at one place, what comes first stands first.
struct Edit {
  std::size_t begin;
  std::size_t end; ///< what lies between is replaced
  std::string text;
};

/// Edits must not overlap. Their line breaks become the text's own.
std::string edited(std::string_view text, std::vector<Edit> edits);

/// What puts these lines at the end of an array.
std::vector<Edit> appended(std::string_view text, const ArrayPlace& array,
                           const std::string& lines);

} // namespace callgate::learn
