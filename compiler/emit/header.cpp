#include "emit/header.hpp"

#include <algorithm>
#include <vector>

#include "arch/abi.hpp"
#include "bpf/hex.hpp"

namespace callgate::emit {
namespace {

constexpr std::string_view identifier_letters =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_0123456789";

std::string initializer(const bpf::Instruction& instruction, std::size_t at,
                        const bpf::Line& line) {
  std::string text = "  {" + bpf::hex(instruction.code) + ", " + std::to_string(instruction.jt) +
                     ", " + std::to_string(instruction.jf) + ", " + bpf::hex(instruction.k) + "},";
  text.resize(std::max<std::size_t>(text.size(), 32), ' ');
  text += " /* " + std::to_string(at) + ": " + inside_comment(line.text);
  if (!line.comment.empty()) text += "; " + inside_comment(line.comment);
  return text + " */\n";
}

} // namespace

bool is_identifier(std::string_view name) {
  return !name.empty() && name.find_first_not_of(identifier_letters) == name.npos &&
         !(name.front() >= '0' && name.front() <= '9');
}

std::uint64_t fingerprint(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325; // FNV-1a
  for (const char c : text)
    hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  return hash;
}

std::string included_once(std::string_view macro, std::string_view name, std::string_view text) {
  const std::string known = std::string(macro) + std::string(name);
  const std::string number = bpf::hex(fingerprint(text)) + "u";
  return "#ifndef " + known + "\n#define " + known + " " + number + "\n\n" + std::string(text) +
         "\n#elif " + known + " != " + number + "\n#error \"two different policies are called " +
         std::string(name) + ": give one another name\"\n#endif\n";
}

std::string inside_comment(std::string_view text) {
  std::string result;
  for (const char c : text) {
    const char previous = result.empty() ? ' ' : result.back();
    if ((previous == '*' && c == '/') || (previous == '/' && c == '*')) result += ' ';
    result += static_cast<unsigned char>(c) < ' ' ? ' ' : c;
  }
  return result;
}

std::string named(std::string_view pattern, std::string_view name) {
  constexpr std::string_view placeholder = "NAME";
  std::string result;
  for (std::size_t at = 0; at < pattern.size();) {
    const std::size_t next = std::min(pattern.find(placeholder, at), pattern.size());
    result += pattern.substr(at, next - at);
    if (next < pattern.size()) result += name;
    at = next + placeholder.size();
  }
  return result;
}

std::string condition(const proof::ProvenFilter& filter) {
  std::string text;
  for (const ruleset::Ruleset& ruleset : filter.rulings().rulesets)
    for (const arch::Abi abi : ruleset.abis) {
      if (!text.empty()) text += " || ";
      text += "(" + std::string(arch::facts(abi).predefined) + ")";
    }
  return text;
}

std::string initializers(const bpf::Program& program) {
  const auto instructions = program.instructions();
  const std::vector<bpf::Line> lines = bpf::listing(program);
  std::string text;
  for (std::size_t at = 0; at < instructions.size(); ++at)
    text += initializer(instructions[at], at, lines[at]);
  return text;
}

} // namespace callgate::emit
