#include "learn/head.hpp"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <initializer_list>
#include <optional>

namespace callgate::learn {

namespace {

constexpr std::string_view opening =
    "# What a program was seen to do, as a policy: callgate observe wrote it. It lists the calls\n"
    "# that were made in these runs and no others; what did not happen in them is not in it.\n";

constexpr std::string_view commands = "command";
constexpr std::string_view runs = "runs";
constexpr std::string_view machines = "machine";
constexpr std::string_view libcs = "libc";
constexpr std::string_view methods = "seen by";
constexpr std::string_view levels = "conditions";

std::string line(std::string_view key, std::string_view value) {
  std::string text = "# ";
  text += key;
  text += ": ";
  text += value;
  text += '\n';
  return text;
}

/// A line of the head.
struct Field {
  std::size_t begin; ///< of its value
  std::size_t end;   ///< of the line, without its end
  std::string_view key;
  std::string_view value;
};

/// The fields of the comment that a text begins with; none where callgate did not write it.
std::vector<Field> fields_in(std::string_view text) {
  std::vector<Field> fields;
  if (text.find("callgate observe wrote it") == text.npos) return fields;
  for (std::size_t begin = 0; begin < text.size() && text[begin] == '#';) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    std::string_view row = text.substr(begin, end - begin);
    if (row.ends_with('\r')) row.remove_suffix(1);
    for (const std::string_view key : {commands, runs, machines, libcs, methods, levels}) {
      if (row.size() < key.size() + 4 || row.substr(0, 2) != "# " ||
          row.substr(2, key.size()) != key || row.substr(2 + key.size(), 2) != ": ")
        continue;
      const std::size_t value = begin + key.size() + 4;
      fields.push_back({value, begin + row.size(), key, row.substr(key.size() + 4)});
    }
    begin = end + 1;
  }
  return fields;
}

std::uint64_t number_in(std::string_view text) {
  std::uint64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

} // namespace

std::string head_text(const Provenance& provenance, Conditions conditions) {
  std::string text(opening);
  text += "#\n";
  for (const std::string& command : provenance.commands)
    text += line(commands, command);
  text += line(runs, std::to_string(provenance.runs));
  if (!provenance.machine.empty()) text += line(machines, provenance.machine);
  if (!provenance.libc.empty()) text += line(libcs, provenance.libc);
  if (!provenance.method.empty()) text += line(methods, provenance.method);
  const char* const level = conditions == Conditions::none    ? "none"
                            : conditions == Conditions::risky ? "risky"
                                                              : "all";
  return text + line(levels, level) + "\n";
}

std::vector<Edit> head_edits(std::string_view text, const Provenance& provenance) {
  const std::vector<Field> fields = fields_in(text);
  std::vector<Edit> edits;
  for (const Field& field : fields) {
    if (field.key != runs) continue;
    edits.push_back(
        {field.begin, field.end, std::to_string(number_in(field.value) + provenance.runs)});
  }
  const auto also = [&](std::string_view key, const std::string& value) {
    const Field* last = nullptr;
    for (const Field& field : fields) {
      if (field.key != key) continue;
      if (field.value == value) return;
      last = &field;
    }
    if (last == nullptr || value.empty()) return;
    std::string more = line(key, value);
    more.pop_back();
    edits.push_back({last->end, last->end, "\n" + more});
  };
  for (const std::string& command : provenance.commands)
    also(commands, command);
  also(machines, provenance.machine);
  also(libcs, provenance.libc);
  also(methods, provenance.method);
  return edits;
}

Provenance provenance_in(std::string_view text) {
  Provenance provenance;
  provenance.runs = 0;
  for (const Field& field : fields_in(text)) {
    if (field.key == runs) provenance.runs = number_in(field.value);
    if (field.key == commands) provenance.commands.emplace_back(field.value);
    if (field.key == machines) provenance.machine = field.value;
    if (field.key == libcs) provenance.libc = field.value;
    if (field.key == methods) provenance.method = field.value;
  }
  return provenance;
}

std::string origin_text(const Provenance& provenance) {
  std::string text = std::to_string(provenance.runs) + (provenance.runs == 1 ? " run" : " runs");
  for (std::size_t i = 0; i < provenance.commands.size(); ++i)
    text += (i == 0 ? " of " : ", ") + provenance.commands[i];
  return text;
}

} // namespace callgate::learn
