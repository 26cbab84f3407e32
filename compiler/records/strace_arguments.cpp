#include "records/strace_arguments.hpp"

#include <algorithm>

#include "arch/arguments.hpp"
#include "arch/calls.hpp"
#include "arch/constants.hpp"
#include "records/number_in.hpp"

namespace callgate::records {

namespace {

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(' ');
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(' ') - begin + 1);
}

/// The byte behind a string that begins at `at`, escapes passed over.
std::size_t end_of_string(std::string_view text, std::size_t at) {
  for (std::size_t i = at + 1; i < text.size(); ++i) {
    if (text[i] == '\\')
      ++i;
    else if (text[i] == '"')
      return i + 1;
  }
  return text.size();
}

/// The byte behind what -y and -yy put behind a descriptor: "<TCP:[1->2]>" has a ">" inside.
std::size_t end_of_annotation(std::string_view text, std::size_t at) {
  std::size_t depth = 0;
  for (std::size_t i = at; i < text.size(); ++i) {
    const bool is_arrow = i > 0 && text[i - 1] == '-' && text[i] == '>';
    if (text[i] == '"') {
      i = end_of_string(text, i) - 1;
    } else if (text[i] == '<') {
      ++depth;
    } else if (text[i] == '>' && !is_arrow && --depth == 0) {
      return i + 1;
    }
  }
  return text.size();
}

bool follows_descriptor(std::string_view text, std::size_t at) {
  return at > 0 && (std::string_view("0123456789").find(text[at - 1]) != std::string_view::npos ||
                    text.substr(0, at).ends_with("AT_FDCWD"));
}

/// One word: a number or a constant's name.
std::optional<std::uint64_t> word_in(std::string_view text, arch::Abi abi) {
  if (text.empty()) return std::nullopt;
  if (text == "NULL") return 0;
  const bool is_negative = text.front() == '-';
  const std::string_view digits = text.substr(is_negative ? 1 : 0);
  const bool is_octal = digits.size() > 1 && digits.front() == '0';
  if (const auto value = number_in(digits, is_octal ? 8 : 10))
    return is_negative ? std::uint64_t{0} - *value : *value;
  return arch::constant_value(abi, text);
}

/// "name=value"; strace names what it shows out of order.
struct Named {
  std::string_view name;
  std::string_view value;
};
Named named(std::string_view text) {
  constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyz_0123456789";
  const std::size_t end = text.find_first_not_of(letters);
  if (end == 0 || end == std::string_view::npos || text[end] != '=') return {{}, text};
  return {text.substr(0, end), text.substr(end + 1)};
}

void put(RecordedCall& call, const arch::Argument& argument, std::string_view text, arch::Abi abi) {
  if (argument.place != arch::ArgumentPlace::registers) return;
  call.texts[argument.slot] = std::string(text);
  const auto value = value_in(text, abi);
  if (!value) return;
  const bool is_split = argument.high_slot.has_value();
  const unsigned bits = is_split ? 32 : argument.bits;
  call.arguments[argument.slot] = bits == 64 ? *value : *value & ((std::uint64_t{1} << bits) - 1);
  if (is_split) call.arguments[*argument.high_slot] = *value >> 32;
}

} // namespace

std::optional<Written> split_arguments(std::string_view text) {
  Written written{{}, 0};
  std::size_t depth = 0;
  std::size_t begin = 0;
  const auto add = [&](std::size_t end) {
    const std::string_view argument = trimmed(text.substr(begin, end - begin));
    if (!argument.empty()) written.arguments.push_back(argument);
    begin = end + 1;
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '"') {
      i = end_of_string(text, i) - 1;
    } else if (c == '<' && follows_descriptor(text, i)) {
      i = end_of_annotation(text, i) - 1;
    } else if (text.substr(i).starts_with("/*")) {
      const std::size_t end = text.find("*/", i);
      if (end == std::string_view::npos) return std::nullopt;
      i = end + 1;
    } else if (c == '(' || c == '[' || c == '{') {
      ++depth;
    } else if (c == ')' && depth == 0) {
      add(i);
      written.end = i;
      return written;
    } else if ((c == ')' || c == ']' || c == '}') && depth != 0) {
      --depth;
    } else if (c == ',' && depth == 0) {
      add(i);
    }
  }
  return std::nullopt;
}

std::optional<std::uint64_t> value_in(std::string_view text, arch::Abi abi) {
  text = trimmed(text.substr(0, text.find("/*")));
  // Where several constants have one value, strace names them all.
  text = text.substr(0, text.find(" or "));
  for (std::size_t i = 1; i < text.size(); ++i) {
    if (text[i] == '<' && follows_descriptor(text, i)) {
      text = text.substr(0, i);
      break;
    }
  }
  std::uint64_t value = 0;
  while (true) {
    const std::size_t end = std::min(text.find('|'), text.size());
    const auto word = word_in(text.substr(0, end), abi);
    if (!word) return std::nullopt;
    value |= *word;
    if (end == text.size()) return value;
    text.remove_prefix(end + 1);
  }
}

void put_arguments(RecordedCall& call, const std::vector<std::string_view>& written,
                   arch::Abi abi) {
  const auto number = number_on(call, abi);
  const arch::Call* const found = number ? arch::find_call(abi, *number) : nullptr;
  const auto parameters = found == nullptr ? std::nullopt : arch::parameters(abi, *found);
  for (std::size_t place = 0; place < written.size(); ++place) {
    if (!parameters) {
      if (place < call.arguments.size()) call.arguments[place] = value_in(written[place], abi);
      continue;
    }
    const Named argument = named(written[place]);
    if (!argument.name.empty()) {
      if (const auto meant = arch::find_argument(abi, *found, argument.name))
        put(call, *meant, argument.value, abi);
    } else if (place < parameters->size()) {
      put(call, (*parameters)[place], argument.value, abi);
    }
  }
}

} // namespace callgate::records
