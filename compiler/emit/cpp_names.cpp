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

/// What a program has at its outermost level whether it wants or not, and the runtime's.
constexpr std::string_view taken = " callgate main posix std ";

/// Whether it is one of the words, which stand between blanks.
bool is_among(std::string_view words, std::string_view name) {
  return words.find(" " + std::string(name) + " ") != words.npos;
}

std::optional<std::string> fault_as_name(std::string_view name) {
  if (!is_identifier(name)) return "is no identifier: use letters, digits and underscores";
  if (is_among(keywords, name)) return "is a keyword of C++";
  if (is_among(macros, name)) return "is a macro of some compilers or of the C library";
  if (name.front() == '_' || name.find("__") != name.npos)
    return "is reserved in C++, as names are that begin with an underscore or have two in a row";
  return std::nullopt;
}

} // namespace

std::optional<std::string> fault_as_enumerator(std::string_view name) {
  if (name == "none" || name == "all") return "has a meaning of its own beside the capabilities";
  return fault_as_name(name);
}

std::optional<std::string> fault_as_namespace(std::string_view name) {
  if (auto fault = fault_as_name(name)) return fault;
  if (is_among(taken, name)) return "is taken in C++ programs";
  return std::nullopt;
}

} // namespace callgate::emit
