#include "explain/arguments.hpp"

#include <algorithm>
#include <utility>

#include "bpf/hex.hpp"
#include "diagnostic/printable.hpp"
#include "explain/deciding.hpp"
#include "explain/socket_address.hpp"
#include "ruleset/formula.hpp"
#include "wording/wording.hpp"

namespace callgate::explain {

namespace {

/// More of a string than this is not shown, nor more of what is written.
constexpr std::size_t longest_string = 256;
constexpr std::size_t longest_data = 32;

std::uint64_t value_of(const Subject& subject, const arch::Argument& argument) {
  return ruleset::value_of({argument.slot, argument.high_slot, argument.bits},
                           subject.call.arguments);
}

const arch::Argument* parameter(const Subject& subject, std::string_view name) {
  for (const arch::Argument& one : subject.parameters) {
    if (one.canonical == name || one.name == name) return &one;
  }
  return nullptr;
}

std::string shortened(std::string text, std::size_t most) {
  if (text.size() <= most) return diagnostic::quoted(text);
  text.resize(most);
  return diagnostic::quoted(text) + "…";
}

/// What a value means, asked of the program where its memory must be read.
class Meanings {
public:
  Meanings(const Subject& subject, const records::Scene& scene)
      : subject_(subject), scene_(scene) {}

  [[nodiscard]] std::string of(const arch::Argument& argument) const {
    const std::uint64_t value = value_of(subject_, argument);
    if (is_descriptor(argument)) return descriptor(value);
    if (!argument.is_pointer || value == 0) return {};
    if (argument.type.find("sockaddr") != std::string_view::npos) return address(argument, value);
    if (argument.type == "const char *") return string(argument, value);
    return {};
  }

private:
  [[nodiscard]] std::string descriptor(std::uint64_t value) const {
    const auto number = static_cast<std::int32_t>(static_cast<std::uint32_t>(value));
    if (number < 0) return {};
    const auto target = scene_.descriptor(number);
    return target ? "<" + *target + ">" : std::string{};
  }

  /// How many bytes the argument says that another one points to.
  [[nodiscard]] std::optional<std::uint64_t> length(std::string_view name) const {
    const arch::Argument* const argument = parameter(subject_, name);
    if (argument == nullptr || !is_known(subject_, *argument)) return std::nullopt;
    return value_of(subject_, *argument);
  }

  [[nodiscard]] std::string string(const arch::Argument& argument, std::uint64_t at) const {
    if (argument.name == "buf") return data(at);
    const auto text = scene_.string_at(at);
    return text ? shortened(*text, longest_string) : "(not readable)";
  }

  /// Bytes that the program hands to the kernel.
  [[nodiscard]] std::string data(std::uint64_t at) const {
    const auto size = length("count");
    if (!size || *size == 0) return {};
    const auto bytes =
        scene_.bytes_at(at, static_cast<std::size_t>(std::min<std::uint64_t>(*size, longest_data)));
    if (!bytes) return "(not readable)";
    return diagnostic::quoted({reinterpret_cast<const char*>(bytes->data()), bytes->size()}) +
           (*size > longest_data ? "…" : "");
  }

  /// Only what the program gives: what accept() and its like write is not there yet.
  [[nodiscard]] std::string address(const arch::Argument& argument, std::uint64_t at) const {
    constexpr std::string_view givers[] = {"connect", "bind", "sendto"};
    if (std::ranges::find(givers, subject_.named->name) == std::end(givers)) return {};
    const arch::Argument* next = nullptr; // the length stands behind the address
    for (std::size_t i = 0; i + 1 < subject_.parameters.size(); ++i) {
      if (subject_.parameters[i].name == argument.name) next = &subject_.parameters[i + 1];
    }
    if (next == nullptr || !is_known(subject_, *next)) return {};
    const auto size = std::min<std::uint64_t>(value_of(subject_, *next), longest_socket_address);
    const auto bytes = scene_.bytes_at(at, static_cast<std::size_t>(size));
    if (!bytes) return "(not readable)";
    return socket_address_text(*bytes, *subject_.abi);
  }

  const Subject& subject_;
  const records::Scene& scene_;
};

std::string value_text(const Subject& subject, const arch::Argument& argument) {
  if (argument.place != arch::ArgumentPlace::registers || !is_known(subject, argument)) return "?";
  const std::uint64_t value = value_of(subject, argument);
  if (argument.is_pointer) return value == 0 ? "NULL" : bpf::hex(value);
  return wording::argument_text(*subject.abi, *subject.named, argument, subject.call);
}

/// Registers by number, where nothing says what they are.
std::vector<Argument> registers_of(const Subject& subject) {
  std::size_t end = subject.call.arguments.size();
  while (end > 0 && (!subject.known[end - 1] || subject.call.arguments[end - 1] == 0))
    --end;
  std::vector<Argument> result;
  result.reserve(end);
  for (std::size_t i = 0; i < end; ++i)
    result.push_back(
        {"arg" + std::to_string(i), subject.known[i] ? bpf::hex(subject.call.arguments[i]) : "?"});
  return result;
}

/// The call with its own registers alone: a process leaves in the others whatever was there.
bpf::CallData without_leftovers(const Subject& subject) {
  bpf::CallData call = subject.call;
  if (subject.named == nullptr || !arch::parameters(*subject.abi, *subject.named)) return call;
  call.arguments = {};
  for (const arch::Argument& one : subject.parameters) {
    if (one.place != arch::ArgumentPlace::registers) continue;
    call.arguments[one.slot] = subject.call.arguments[one.slot];
    if (one.high_slot) call.arguments[*one.high_slot] = subject.call.arguments[*one.high_slot];
  }
  return call;
}

} // namespace

std::vector<Argument> arguments_of(const Subject& subject, const records::Scene& scene) {
  if (subject.named == nullptr || subject.parameters.size() == 0) {
    const bool has_none =
        subject.named != nullptr && arch::parameters(*subject.abi, *subject.named).has_value();
    return has_none ? std::vector<Argument>{} : registers_of(subject);
  }
  const std::vector<Deciding> deciding = deciding_arguments(subject);
  const Meanings meanings(subject, scene);
  std::vector<Argument> result;
  result.reserve(subject.parameters.size());
  for (const arch::Argument& one : subject.parameters) {
    const auto named = arch::find_argument(*subject.abi, *subject.named, one.canonical);
    Argument argument{std::string(named ? named->name : one.name), value_text(subject, one)};
    if (is_known(subject, one))
      argument.meaning = meanings.of(one);
    else if (std::string text = scene.written(one.slot); !text.empty())
      argument.value = std::move(text);
    argument.is_deciding = std::ranges::any_of(deciding, [&](const Deciding& other) {
      return other.argument.slot == one.slot && one.place == arch::ArgumentPlace::registers;
    });
    result.push_back(std::move(argument));
  }
  return result;
}

std::string name_of(const Subject& subject) {
  if (subject.named != nullptr) return std::string(subject.named->name);
  return "#" + bpf::number_text(subject.call.number);
}

std::string text_of(const Subject& subject) {
  const bool knows_all = std::ranges::all_of(subject.known, [](bool is_known) { return is_known; });
  const bool has_none = subject.named != nullptr && subject.parameters.size() == 0;
  if ((knows_all || has_none) && subject.abi)
    return wording::call_text(*subject.abi, without_leftovers(subject));
  if (std::ranges::none_of(subject.known, [](bool is_known) { return is_known; }))
    return name_of(subject);
  std::string text;
  for (const arch::Argument& one : subject.parameters) {
    if (!text.empty()) text += ", ";
    text += value_text(subject, one);
  }
  return name_of(subject) + "(" + text + ")";
}

} // namespace callgate::explain
