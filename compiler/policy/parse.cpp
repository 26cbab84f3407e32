#include "policy/parse.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <string>
#include <toml++/toml.h>
#include <utility>

#include "diagnostic/suggest.hpp"
#include "policy/text.hpp"

namespace callgate::policy {

namespace {

using diagnostic::Diagnostics;
using diagnostic::Source;
using Names = std::vector<std::string_view>;

std::string quoted(std::string_view text) {
  return "\"" + std::string(text) + "\"";
}

std::string_view type_name(const toml::node& node) {
  switch (node.type()) {
  case toml::node_type::table:
    return "a table";
  case toml::node_type::array:
    return "an array";
  case toml::node_type::string:
    return "a string";
  case toml::node_type::integer:
    return "an integer";
  case toml::node_type::floating_point:
    return "a floating-point number";
  case toml::node_type::boolean:
    return "a boolean";
  default:
    return "a date or time";
  }
}

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

class Reader {
public:
  Reader(const Source& source, Diagnostics& diagnostics)
      : source_(source), diagnostics_(diagnostics) {}

  Policy read(const toml::table& root) {
    policy_.name = source_.name() == "<stdin>" ? "policy" : name_from_stem(source_.name());
    only_known_keys(root, {"policy", "base", "cap"}, "a policy");
    if (const auto* table = table_at(root, "policy")) read_policy(*table);
    if (const auto* table = table_at(root, "base")) {
      policy_.base.span = key_span(root, "base");
      read_rules(*table, policy_.base);
    }
    if (const auto* table = table_at(root, "cap")) read_capabilities(*table);
    const bool any = std::any_of(policy_.capabilities.begin(), policy_.capabilities.end(),
                                 [](const Table& t) { return !t.rules.empty(); });
    if (policy_.base.rules.empty() && !any && !diagnostics_.has_errors())
      diagnostics_.error("empty-policy", std::nullopt, "the policy has no entry",
                         "list calls: [base] allow = [\"read\", \"write\", \"exit_group\"]");
    return std::move(policy_);
  }

private:
  // ---- places and types -------------------------------------------------

  Span span_of(const toml::source_region& region) const {
    return {offset(region.begin), offset(region.end)};
  }

  std::size_t offset(const toml::source_position& at) const {
    return source_.offset({at.line, at.column});
  }

  static const toml::key& key_of(const toml::table& table, std::string_view key) {
    return table.find(key)->first;
  }

  Span key_span(const toml::table& table, std::string_view key) const {
    return span_of(key_of(table, key).source());
  }

  void wrong_type(const toml::node& node, std::string_view what, std::string help = {}) {
    diagnostics_.error("wrong-type", span_of(node.source()),
                       "expected " + std::string(what) + ", found " + std::string(type_name(node)),
                       std::move(help));
  }

  const toml::table* table_at(const toml::table& parent, std::string_view key) {
    const toml::node* node = parent.get(key);
    if (node == nullptr) return nullptr;
    if (!node->is_table()) wrong_type(*node, "a table");
    return node->as_table();
  }

  void only_known_keys(const toml::table& table, const Names& known, std::string_view where) {
    for (const auto& [key, value] : table) {
      if (std::find(known.begin(), known.end(), key.str()) != known.end()) continue;
      std::string help = diagnostic::did_you_mean(key.str(), known);
      if (help.empty()) {
        help = "known keys are";
        for (const std::string_view name : known)
          help += (name == known[0] ? " " : ", ") + std::string(name);
      }
      diagnostics_.error("unknown-key", span_of(key.source()),
                         "unknown key " + quoted(key.str()) + " in " + std::string(where), help);
    }
  }

  Text text_of(const toml::value<std::string>& value) const {
    return {value.get(), StringText(source_, span_of(value.source()))};
  }

  std::optional<Text> string_at(const toml::table& table, std::string_view key,
                                std::string help = {}) {
    const toml::node* node = table.get(key);
    if (node == nullptr) return std::nullopt;
    if (const auto* text = node->as_string()) return text_of(*text);
    wrong_type(*node, "a string", std::move(help));
    return std::nullopt;
  }

  /// Calls `each` with every string of the array; anything else is an error.
  template <typename Each>
  void for_strings(const toml::node& node, Each each) {
    const auto* array = node.as_array();
    if (array == nullptr) return wrong_type(node, "an array of strings");
    for (const toml::node& element : *array) {
      if (const auto* text = element.as_string())
        each(text_of(*text));
      else
        wrong_type(element, "a string");
    }
  }

  // ---- [policy] ---------------------------------------------------------

  void read_policy(const toml::table& table) {
    only_known_keys(table, {"name", "abis", "default", "foreign", "known_through", "newer"},
                    "[policy]");
    if (const auto name = string_at(table, "name")) read_name(*name);
    if (const auto* abis = table.get("abis")) read_abis(*abis);
    if (const auto spec = action_at(table, "default")) policy_.default_action = *spec;
    if (const auto spec = stopping_action_at(table, "foreign")) policy_.foreign = *spec;
    policy_.newer = stopping_action_at(table, "newer");
    read_known_through(table);
  }

  void read_name(const Text& name) {
    policy_.name = name.value;
    if (!is_identifier(name.value))
      diagnostics_.warning("not-an-identifier", name.place.content(),
                           quoted(name.value) + " makes no identifier for emitted code",
                           "use letters, digits and _, and begin with no digit");
  }

  void read_abis(const toml::node& node) {
    bool any = false;
    for_strings(node, [&](const Text& name) {
      any = true;
      const auto abi = parse_abi(name.value, name.place.content(), diagnostics_);
      if (!abi) return;
      auto& abis = policy_.abis;
      if (std::find(abis.begin(), abis.end(), *abi) != abis.end())
        diagnostics_.warning("duplicate", name.place.content(),
                             "ABI " + quoted(name.value) + " is listed twice");
      else
        abis.push_back(*abi);
    });
    if (node.is_array() && !any)
      diagnostics_.error("no-abi", span_of(node.source()), "no ABI is listed",
                         "leave the key out to serve the host's own ABI");
    else if (any && policy_.abis.empty() && !diagnostics_.has_errors())
      diagnostics_.error("no-abi", span_of(node.source()),
                         "no ABI is left that a filter could serve");
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
    if (name == "all" || name == "none" || name.empty() ||
        name.find_first_of(", \t\r\n") != name.npos)
      diagnostics_.error("capability-name", span, quoted(name) + " cannot be chosen with --cap",
                         "all and none have a meaning of their own there, and commas and "
                         "blanks separate names");
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
    only_known_keys(table, known, into.name.empty() ? "[base]" : "[cap." + into.name + "]");
    std::stable_sort(into.rules.begin(), into.rules.end(), [](const Rule& a, const Rule& b) {
      return a.entry.span.begin < b.entry.span.begin;
    });
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
      if (auto entry = parse_entry(text, diagnostics_))
        into.rules.push_back({action, *std::move(entry)});
    });
  }

  const Source& source_;
  Diagnostics& diagnostics_;
  Policy policy_;
  Table discarded_; ///< entries under a faulty key: read for their own mistakes only
};

} // namespace

Policy parse(const Source& source, Diagnostics& diagnostics) {
  try {
    const toml::table root = toml::parse(source.text(), std::string_view(source.name()));
    return Reader(source, diagnostics).read(root);
  } catch (const toml::parse_error& fault) {
    const auto offset = [&](const toml::source_position& at) {
      return source.offset({at.line, at.column});
    };
    diagnostics.error("toml-syntax", Span{offset(fault.source().begin), offset(fault.source().end)},
                      std::string(fault.description()));
    return {};
  }
}

} // namespace callgate::policy
