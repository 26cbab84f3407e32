#include "policy/parse.hpp"

#include <algorithm>
#include <initializer_list>
#include <set>
#include <string>
#include <utility>

#include "diagnostic/printable.hpp"
#include "diagnostic/suggest.hpp"
#include "policy/accepted_checks.hpp"
#include "policy/builtin_groups.hpp"
#include "policy/groups.hpp"
#include "policy/text.hpp"
#include "policy/toml_reader.hpp"
#include "policy/weights.hpp"
#include "policy/written_call.hpp"

namespace callgate::policy {

namespace {

using diagnostic::Diagnostics;
using diagnostic::quoted;
using diagnostic::Source;

/// "dir/my-render.toml" → "my_render". Empty when no letter or digit is in it.
std::string name_from_stem(std::string_view path) {
  path = path.substr(path.rfind('/') + 1);
  path = path.substr(0, path.rfind('.'));
  std::string name;
  bool any = false;
  for (const char c : path) {
    const bool keep = is_identifier(std::string{'_', c});
    any = any || (keep && c != '_');
    if (diagnostic::begins_code_point(c)) name += keep ? c : '_';
  }
  if (!any) return {};
  return is_identifier(name) ? name : "_" + name;
}

class Reader : TomlReader {
public:
  using TomlReader::TomlReader;

  Policy read(const toml::table& root) {
    policy_.name = source_.name() == "<stdin>" ? "policy" : name_from_stem(source_.name());
    only_known_keys(root, {"policy", "base", "cap", "group", "expect", "weights", "lint"},
                    "a policy");
    if (const auto* table = table_at(root, "policy")) read_policy(*table);
    // Groups may stand anywhere in the text, and be used above.
    if (const auto* table = table_at(root, "group")) read_groups(*table);
    if (const auto* table = table_at(root, "base")) {
      policy_.base.span = key_span(root, "base");
      read_rules(*table, policy_.base);
    }
    if (const auto* table = table_at(root, "cap")) read_capabilities(*table);
    if (const auto* node = root.get("expect")) read_expectations(*node);
    if (const auto* table = table_at(root, "weights")) read_weights(*table);
    if (const auto* table = table_at(root, "lint")) read_lint(*table);
    // The use of a group may be among what could not be read.
    if (!diagnostics_.has_errors()) groups_.report_unused(diagnostics_);
    const bool any = std::any_of(policy_.capabilities.begin(), policy_.capabilities.end(),
                                 [](const Table& t) { return !t.rules.empty(); });
    if (policy_.base.rules.empty() && !any && !diagnostics_.has_errors())
      diagnostics_.error("empty-policy", std::nullopt, "the policy has no entry",
                         "list calls: [base] allow = [\"read\", \"write\", \"exit_group\"]");
    return std::move(policy_);
  }

private:
  // ---- [policy] ---------------------------------------------------------

  void read_policy(const toml::table& table) {
    only_known_keys(
        table, {"name", "abis", "default", "foreign", "known_through", "newer", "accept_bypass"},
        "[policy]");
    if (const auto name = string_at(table, "name")) read_name(*name);
    if (const auto* abis = table.get("abis")) read_abis(*abis);
    if (const auto spec = action_at(table, "default")) policy_.default_action = *spec;
    if (const auto spec = stopping_action_at(table, "foreign")) policy_.foreign = *spec;
    policy_.newer = stopping_action_at(table, "newer");
    read_known_through(table);
    if (const auto* names = table.get("accept_bypass")) read_accepted_bypasses(*names);
  }

  void read_name(const Text& name) {
    if (!name.value.empty() && !std::all_of(name.value.begin(), name.value.end(),
                                            [](char c) { return ' ' <= c && c <= '~'; })) {
      diagnostics_.error("policy-name", name.place.content(),
                         "the policy's name has characters that not every terminal shows",
                         "use letters, digits and _");
      return;
    }
    policy_.name = name.value;
    if (!is_identifier(name.value))
      diagnostics_.warning("not-an-identifier", name.place.content(),
                           quoted(name.value) + " makes no identifier for emitted code",
                           "use letters, digits and _, and begin with no digit");
  }

  void read_abis(const toml::node& node) {
    std::vector<arch::Abi>& abis = policy_.abis.emplace();
    bool any = false;
    for_strings(node, [&](const Text& name) {
      any = true;
      const auto abi = parse_abi(name.value, name.place.content(), diagnostics_);
      if (!abi) return;
      if (std::find(abis.begin(), abis.end(), *abi) != abis.end())
        diagnostics_.warning("duplicate", name.place.content(),
                             "ABI " + quoted(name.value) + " is listed twice");
      else
        abis.push_back(*abi);
    });
    if (node.is_array() && !any)
      diagnostics_.error("no-abi", span_of(node.source()), "no ABI is listed",
                         "leave the key out to serve the host's own ABI");
    else if (any && abis.empty() && !diagnostics_.has_errors())
      diagnostics_.error("no-abi", span_of(node.source()),
                         "no ABI is left that a filter could serve");
  }

  void read_accepted_bypasses(const toml::node& node) {
    for_strings(node, [&](const Text& name) {
      if (name.value == "socketcall" || name.value == "ipc")
        policy_.accepted_bypasses.emplace_back(name.value);
      else
        diagnostics_.error("bypass", name.place.content(),
                           quoted(name.value) + " reaches no other calls",
                           "choose socketcall or ipc");
    });
  }

  std::optional<ActionSpec> action_at(const toml::table& table, std::string_view key) {
    const auto text = string_at(table, key);
    return text ? parse_action(*text, diagnostics_) : std::nullopt;
  }

  std::optional<ActionSpec> stopping_action_at(const toml::table& table, std::string_view key) {
    auto spec = action_at(table, key);
    if (!spec || bpf::facts(spec->kind).stops) return spec;
    diagnostics_.error("lets-run", spec->span,
                       quoted(key) + " may not let calls run, which " +
                           quoted(bpf::facts(spec->kind).name) + " can",
                       "use errno, trap, kill_thread or kill_process");
    return std::nullopt;
  }

  void read_known_through(const toml::table& table) {
    const auto text = string_at(table, "known_through", "write the release in quotes: \"6.1\"");
    if (text) {
      policy_.known_through = arch::parse_release(text->value);
      if (!policy_.known_through)
        diagnostics_.error("release", text->place.content(),
                           quoted(text->value) + " is no kernel release", "write it as \"6.1\"");
    } else if (policy_.newer && table.get("known_through") == nullptr) {
      diagnostics_.error("newer-than-what", key_span(table, "newer"), "newer needs known_through",
                         "add the newest kernel release whose calls you considered: "
                         "known_through = \"6.1\"");
    }
    // Later checks go on with what is left of a faulty policy.
    if (!policy_.known_through) policy_.newer.reset();
  }

  // ---- [group.NAME] -----------------------------------------------------

  void read_groups(const toml::table& table) {
    std::vector<Group> groups;
    for (const auto& [key, value] : table) {
      if (!value.is_table()) {
        wrong_type(value, "a table");
        continue;
      }
      groups.push_back({std::string(key.str()), span_of(key.source()), {}});
      read_group(*value.as_table(), groups.back());
    }
    groups_ = Groups(std::move(groups), diagnostics_);
  }

  void read_group(const toml::table& table, Group& group) {
    only_known_keys(table, {"calls"}, "[group." + group.name + "]");
    bool any = false;
    if (const toml::node* calls = table.get("calls")) {
      for_strings(*calls, [&](const Text& text) {
        any = true;
        auto item = parse_item(text, diagnostics_);
        if (item && check_no_range(*item)) group.items.push_back(*std::move(item));
      });
      any = any || !calls->is_array() || !calls->as_array()->empty();
    }
    // Harmless, and perhaps to be filled later; yet whoever uses it means something.
    if (!any)
      diagnostics_.warning("empty-group", group.span, quoted("@" + group.name) + " is empty",
                           "list its calls: calls = [\"read\", \"@io-event\"]");
  }

  /// Groups and exceptions are sets of calls, which are taken out of each other one by one.
  bool check_no_range(const Item& item) {
    const auto* entry = std::get_if<Entry>(&item);
    const auto* numbers = entry ? std::get_if<arch::NumberRange>(&entry->call) : nullptr;
    if (numbers == nullptr || numbers->first == numbers->last) return true;
    diagnostics_.error("range-in-group", entry->span, "groups and except take no ranges of numbers",
                       "list the range in a table, or single numbers here");
    return false;
  }

  // ---- [base], [cap.NAME] -----------------------------------------------

  void read_capabilities(const toml::table& table) {
    for (const auto& [key, value] : table) {
      const Span span = span_of(key.source());
      check_capability_name(key.str(), span);
      if (!value.is_table()) {
        wrong_type(value, "a table");
        continue;
      }
      policy_.capabilities.push_back({std::string(key.str()), span, {}});
      read_rules(*value.as_table(), policy_.capabilities.back());
    }
    // The library hands the keys out sorted by name.
    std::sort(policy_.capabilities.begin(), policy_.capabilities.end(),
              [](const Table& a, const Table& b) { return a.span.begin < b.span.begin; });
  }

  void check_capability_name(std::string_view name, Span span) {
    if (name == "all" || name == "none" || !is_plain_word(name))
      diagnostics_.error("capability-name", span, quoted(name) + " cannot be chosen with --cap",
                         "use letters, digits and _; all and none have a meaning of their own "
                         "there");
    else if (!is_identifier(name))
      diagnostics_.warning("not-an-identifier", span,
                           quoted(name) + " makes no identifier for emitted code",
                           "use letters, digits and _, and begin with no digit");
  }

  void read_rules(const toml::table& table, Table& into) {
    Names known;
    for (const bpf::ActionFacts& facts : bpf::all_actions()) {
      known.push_back(facts.name);
      const toml::node* node = table.get(facts.name);
      if (node == nullptr) continue;
      if (facts.takes_data) {
        read_lists_by_data(*node, facts.kind, into);
      } else {
        const Span span = key_span(table, facts.name);
        read_list(*node, ActionSpec{facts.kind, std::uint16_t{0}, span}, into);
      }
    }
    known.push_back("except");
    only_known_keys(table, known, title(into));
    const auto stands_before = [](const Rule& a, const Rule& b) {
      return a.entry.span.begin < b.entry.span.begin;
    };
    // Most tables have their lists in the order of the actions.
    if (!std::is_sorted(into.rules.begin(), into.rules.end(), stands_before))
      std::stable_sort(into.rules.begin(), into.rules.end(), stands_before);
    if (const toml::node* node = table.get("except")) read_except(*node, into);
  }

  /// `errno = { ENOSYS = […], EPERM = […] }`
  void read_lists_by_data(const toml::node& node, bpf::ActionKind kind, Table& into) {
    const auto* lists = node.as_table();
    if (lists == nullptr)
      return wrong_type(node, "a table",
                        kind == bpf::ActionKind::error ? "write errno = { ENOSYS = [\"clone3\"] }"
                                                       : "write trace = { 7 = [\"ptrace\"] }");
    for (const auto& [key, list] : *lists) {
      const Span span = span_of(key.source());
      if (const auto action = parse_action_data(kind, key.str(), span, diagnostics_))
        read_list(list, *action, into);
      else
        read_list(list, ActionSpec{kind, std::uint16_t{0}, span}, discarded_);
    }
  }

  void read_list(const toml::node& node, const ActionSpec& action, Table& into) {
    for_strings(node, [&](const Text& text) {
      auto item = parse_item(text, diagnostics_);
      if (!item) return;
      if (auto* entry = std::get_if<Entry>(&*item))
        into.rules.push_back({action, std::move(*entry)});
      else
        add_group(std::get<GroupReference>(*item), action, into);
    });
  }

  void add_group(const GroupReference& reference, const ActionSpec& action, Table& into) {
    const arch::Release through = policy_.known_through.value_or(groups_judged_at);
    for (Member& member : groups_.expand(reference, diagnostics_)) {
      GroupUse use{reference.name, std::nullopt};
      if (member.is_builtin) use.through = through;
      into.rules.push_back({action, std::move(member.entry), std::move(use)});
    }
  }

  /// Calls to take out. Here a built-in group holds its calls of every release: to take out
  /// more is safe.
  void read_except(const toml::node& node, Table& into) {
    std::vector<Entry> entries;
    const auto add = [&](Entry entry) {
      if (!entry.condition) return entries.push_back(std::move(entry));
      diagnostics_.error("except-condition", entry.span,
                         "except takes no conditions, a call is taken out as a whole",
                         "take the call out and list it with the opposite condition");
    };
    for_strings(node, [&](const Text& text) {
      auto item = parse_item(text, diagnostics_);
      if (!item || !check_no_range(*item)) return;
      if (auto* entry = std::get_if<Entry>(&*item)) return add(std::move(*entry));
      for (Member& member : groups_.expand(std::get<GroupReference>(*item), diagnostics_))
        add(std::move(member.entry));
    });
    into.except = Exceptions(std::move(entries));
    // The group may be among what could not be read.
    if (!diagnostics_.has_errors()) report_idle_exceptions(into, diagnostics_);
  }

  // ---- [[expect]] -------------------------------------------------------

  void read_expectations(const toml::node& node) {
    const auto* tables = node.as_array();
    if (tables == nullptr)
      return wrong_type(node, "an array of tables", "write the header as [[expect]]");
    for (const toml::node& element : *tables) {
      if (const auto* table = element.as_table())
        read_expectation(*table);
      else
        wrong_type(element, "a table", "write the header as [[expect]]");
    }
  }

  void read_expectation(const toml::table& table) {
    only_known_keys(table, {"call", "caps", "gets"}, "[[expect]]");
    const auto call = needed_string_at(table, "call", "openat(AT_FDCWD, 0, O_RDWR)");
    const auto gets = needed_string_at(table, "gets", "kill_process");
    auto written = call ? parse_call(*call, diagnostics_) : std::nullopt;
    const auto action = gets ? parse_action(*gets, diagnostics_) : std::nullopt;
    std::vector<std::string> capabilities;
    if (const auto* names = table.get("caps")) capabilities = expected_capabilities(*names);
    if (written && action)
      policy_.expectations.push_back({*std::move(written), std::move(capabilities), *action});
  }

  std::optional<Text> needed_string_at(const toml::table& table, std::string_view key,
                                       std::string_view example) {
    if (table.get(key) == nullptr)
      diagnostics_.error("missing-key", span_of(table.source()), "[[expect]] has no " + quoted(key),
                         "add " + std::string(key) + " = " + quoted(example));
    return string_at(table, key);
  }

  std::vector<std::string> expected_capabilities(const toml::node& node) {
    const auto& tables = policy_.capabilities;
    Names known;
    for (const Table& table : tables)
      known.push_back(*table.capability);
    std::set<std::string_view> named;
    for_strings(node, [&](const Text& name) {
      const bool is_alone = node.is_array() && node.as_array()->size() == 1;
      if (name.value == "all" && is_alone)
        named.insert(known.begin(), known.end());
      else if (const auto found = std::find(known.begin(), known.end(), name.value);
               found != known.end())
        named.insert(*found);
      else
        report_unknown_capability(name, known);
    });
    std::vector<std::string> result;
    for (const std::string_view name : known) {
      if (named.contains(name)) result.emplace_back(name);
    }
    return result;
  }

  void report_unknown_capability(const Text& name, const Names& known) {
    if (name.value == "all" || name.value == "none") {
      diagnostics_.error("unknown-capability", name.place.content(),
                         quoted(name.value) + " is no name of a capability",
                         name.value == "all" ? "\"all\" stands alone: caps = [\"all\"]"
                                             : "leave caps out");
      return;
    }
    const std::string help = diagnostic::did_you_mean_or_choose(name.value, known);
    diagnostics_.error("unknown-capability", name.place.content(),
                       "unknown capability " + quoted(name.value),
                       help.empty() ? "the policy has none" : help);
  }

  // ---- [weights] --------------------------------------------------------

  void read_weights(const toml::table& table) {
    WeightList weights;
    for (const auto& [key, value] : table) {
      const Text text{key.str(), StringText::key(source_, span_of(key.source()))};
      auto call = parse_counted_call(text, diagnostics_);
      const auto count = count_in(value);
      if (!call || !count || weights.add(*std::move(call), *count)) continue;
      diagnostics_.error("count", span_of(value.source()),
                         "the counts come to more than 2^53 with this one",
                         "only their relation matters: divide all of them");
    }
    policy_.weights = std::move(weights).take();
  }

  std::optional<std::uint64_t> count_in(const toml::node& node) {
    const auto* count = node.as_integer();
    if (count != nullptr && count->get() >= 0) return static_cast<std::uint64_t>(count->get());
    if (count != nullptr)
      diagnostics_.error("count", span_of(node.source()), "a count cannot be negative");
    else
      wrong_type(node, "an integer", "write how often the call was made: read = 1200");
    return std::nullopt;
  }

  // ---- [lint] -----------------------------------------------------------

  void read_lint(const toml::table& table) {
    only_known_keys(table, {"accept"}, "[lint]");
    const toml::node* accepted = table.get("accept");
    if (accepted == nullptr) return;
    for_strings(*accepted, [&](const Text& text) {
      if (auto check = parse_accepted_check(text, diagnostics_))
        policy_.accepted_checks.push_back(*std::move(check));
    });
  }

  Policy policy_;
  Groups groups_{{}, diagnostics_};
  Table discarded_; ///< entries under a faulty key: read for their own mistakes only
};

} // namespace

Policy parse(const Source& source, Diagnostics& diagnostics) {
  const auto root = parse_toml(source, diagnostics);
  return root ? Reader(source, diagnostics).read(*root) : Policy{};
}

} // namespace callgate::policy
