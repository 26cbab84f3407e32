#include "cli/subjects.hpp"

#include <algorithm>
#include <cassert>
#include <charconv>
#include <unistd.h>
#include <utility>

#include "cli/exit_status.hpp"
#include "cli/files.hpp"
#include "cli/raw_filter.hpp"
#include "diagnostic/printable.hpp"
#include "process/filters_of.hpp"

namespace callgate::cli {

namespace {

constexpr std::string_view process_prefix = "pid:";

/// Whether the whole of `name` can be read, so that a + in it belongs to a file's name.
bool is_something(const std::string& name) {
  if (is_process(name)) return name.find('+') == name.npos;
  return name == "-" || ::access(name.c_str(), F_OK) == 0;
}

std::variant<Member, int> read_member(const std::string& name, const PolicyOptions& policies,
                                      std::optional<arch::Abi> abi) {
  if (is_process(name)) {
    auto filters = filters_of_process(name);
    if (!filters) return int{exit_failed};
    return Member{name, *std::move(filters)};
  }
  auto bytes = read_input(name);
  if (!bytes) return int{exit_failed};
  if (is_policy(*bytes)) {
    PolicyOptions options = policies;
    options.path = name;
    auto outcome = look_at_policy(options, *std::move(bytes));
    if (const int* status = std::get_if<int>(&outcome)) return *status;
    auto& compiled = std::get<Loaded<pipeline::Compilation>>(outcome);
    return Member{display_name(name), std::move(compiled.result.filters)};
  }
  auto filters = filters_in(name, *bytes, abi);
  if (!filters) return int{exit_failed};
  return Member{display_name(name), *std::move(filters)};
}

} // namespace

bool is_process(std::string_view name) {
  return name.starts_with(process_prefix);
}

std::optional<Filters> filters_of_process(std::string_view name) {
  const auto refuse = [&](const std::string& why) {
    complain(std::string(name) + ": " + why);
    return std::nullopt;
  };
  const std::string_view number = name.substr(process_prefix.size());
  pid_t process = 0;
  const auto [stop, fault] = std::from_chars(number.data(), number.data() + number.size(), process);
  if (fault != std::errc{} || stop != number.data() + number.size() || process <= 0)
    return refuse("this is no process id: write pid:1234");
  auto filters = process::filters_of(process);
  if (const auto* unreadable = std::get_if<process::Unreadable>(&filters))
    return refuse(unreadable->message);
  const arch::AbiFacts& native = arch::facts(arch::native_abi());
  return Filters{std::get<std::vector<bpf::Program>>(std::move(filters)), native.byte_order,
                 native.family};
}

std::optional<Filters> filters_in(const std::string& name, std::string_view bytes,
                                  std::optional<arch::Abi> abi) {
  auto raw = raw_filter(display_name(name), bytes, abi);
  if (!raw) return std::nullopt;
  return Filters{{std::move(raw->program)}, raw->order, std::nullopt};
}

std::vector<std::string> names_in_stack(std::string_view name) {
  std::vector<std::string> names;
  while (true) {
    // The longest beginning that is something, else the shortest.
    std::size_t end = name.size();
    while (end != name.npos && !is_something(std::string(name.substr(0, end))))
      end = end == 0 ? name.npos : name.rfind('+', end - 1);
    if (end == name.npos) end = std::min(name.find('+'), name.size());
    names.emplace_back(name.substr(0, end));
    if (end == name.size()) return names;
    name.remove_prefix(end + 1);
  }
}

std::variant<Subject, int> read_subject(const std::string& name, const PolicyOptions& policies,
                                        std::optional<arch::Abi> abi) {
  Subject subject{name, {}};
  for (const std::string& part : names_in_stack(name)) {
    auto member = read_member(part, policies, abi);
    if (const int* status = std::get_if<int>(&member)) return *status;
    subject.members.push_back(std::get<Member>(std::move(member)));
  }
  return subject;
}

bool has_policy(const Subject& subject) {
  return std::ranges::any_of(subject.members, [](const Member& member) {
    return std::holds_alternative<ProvenFilters>(member.filters);
  });
}

std::vector<bpf::Program> stack_for(const Subject& subject, std::optional<arch::Family> family) {
  std::vector<bpf::Program> stack;
  for (const Member& member : subject.members) {
    if (const auto* filters = std::get_if<Filters>(&member.filters)) {
      stack.insert(stack.end(), filters->programs.begin(), filters->programs.end());
      continue;
    }
    for (const proof::ProvenFilter& filter : std::get<ProvenFilters>(member.filters))
      if (filter.rulings().family == family) stack.push_back(filter.program());
  }
  return stack;
}

} // namespace callgate::cli
