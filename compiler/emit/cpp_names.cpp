#include "emit/cpp_names.hpp"

#include "emit/header.hpp"

namespace callgate::emit {
namespace {

/// Keywords of C++ from C++17 on, words for operators, and typeof, which GNU's dialects add.
constexpr std::string_view keywords =
    " alignas alignof and and_eq asm auto bitand bitor bool break case catch char char16_t "
    "char32_t char8_t class co_await co_return co_yield compl concept const const_cast "
    "consteval constexpr constinit continue contract_assert decltype default delete do double "
    "dynamic_cast else enum explicit export extern false float for friend goto if inline int "
    "long mutable namespace new noexcept not not_eq nullptr operator or or_eq private "
    "protected public register reinterpret_cast requires return short signed sizeof static "
    "static_assert static_cast struct switch template this thread_local throw true try "
    "typedef typeid typename typeof union unsigned using virtual void volatile wchar_t while "
    "xor xor_eq ";

/// What compilers define in GNU's dialects (of their machine: `gcc -dM -E`), and the C library
/// everywhere.
constexpr std::string_view macros =
    " EOF NULL PPC errno hppa i386 linux mips sparc stderr stdin stdout unix ";

/// Whether it is one of the words, which stand between blanks.
bool is_among(std::string_view words, std::string_view name) {
  return words.find(" " + std::string(name) + " ") != words.npos;
}

constexpr const char* no_identifier =
    "is no identifier, which has letters, digits and underscores and begins with no digit";
constexpr const char* reserved = "is reserved in C++, as names are that begin with an underscore "
                                 "or have two in a row";

bool is_reserved(std::string_view name) {
  return name.front() == '_' || name.find("__") != name.npos;
}

} // namespace

std::optional<std::string> fault_as_enumerator(std::string_view name) {
  if (name == "none" || name == "all") return "has a meaning of its own beside the capabilities";
  if (!is_identifier(name)) return no_identifier;
  if (is_among(keywords, name)) return "is a keyword of C++";
  if (is_among(macros, name)) return "is a macro of some compilers or of the C library";
  if (is_reserved(name)) return reserved;
  return std::nullopt;
}

std::optional<std::string> fault_as_policy(std::string_view name) {
  if (!is_identifier(name)) return no_identifier;
  if (is_reserved(name)) return reserved;
  if (name.back() == '_') return "ends with an underscore, and another one comes behind it";
  return std::nullopt;
}

} // namespace callgate::emit
