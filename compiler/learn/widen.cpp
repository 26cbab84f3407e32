#include "learn/widen.hpp"

#include <algorithm>
#include <string_view>

#include "learn/head.hpp"
#include "learn/judged.hpp"
#include "learn/wanted.hpp"
#include "ruleset/check.hpp"
#include "wording/quoted_list.hpp"

namespace callgate::learn {

namespace {

/// What adds words to a list of [policy], whose other words are `old`.
std::vector<Edit> policy_edits(std::string_view text, const Places& places, const std::string& key,
                               const std::vector<std::string>& old,
                               const std::vector<std::string>& more) {
  if (more.empty()) return {};
  if (const auto array = places.arrays.find("policy." + key); array != places.arrays.end()) {
    const std::size_t at = array->second.last_end;
    return {{at, at, (array->second.is_empty ? "" : ", ") + wording::quoted_list(more)}};
  }
  std::vector<std::string> all = old;
  all.insert(all.end(), more.begin(), more.end());
  const std::string line = key + " = [" + wording::quoted_list(all) + "]\n";
  if (const auto table = places.tables.find("policy"); table != places.tables.end())
    return {{table->second, table->second, line}};
  return {{text.size(), text.size(), "\n[policy]\n" + line}};
}

std::vector<Edit> abi_edits(std::string_view text, const Places& places, const Target& target) {
  std::vector<std::string> old;
  std::vector<std::string> more;
  for (const arch::Abi abi : target.served) {
    const bool is_old = std::ranges::find(target.abis, abi) != target.abis.end();
    (is_old ? old : more).emplace_back(arch::facts(abi).name);
  }
  return policy_edits(text, places, "abis", old, more);
}

std::vector<Edit> line_edits(std::string_view text, const Places& places,
                             const std::string& lines) {
  if (const auto array = places.arrays.find("base.allow"); array != places.arrays.end())
    return appended(text, array->second, lines);
  const std::string list = "allow = [\n" + lines + "]\n";
  if (const auto table = places.tables.find("base"); table != places.tables.end())
    return {{table->second, table->second, list}};
  return {{text.size(), text.size(), "\n[base]\n" + list}};
}

/// Puts entries at the end of a list of [base], which need not be there.
std::vector<Edit> list_edits(std::string_view text, const Places& places, const std::string& path,
                             const std::string& entries) {
  if (const auto array = places.arrays.find(path); array != places.arrays.end()) {
    const std::size_t at = array->second.last_end;
    return {{at, at, (array->second.is_empty ? "" : ", ") + entries}};
  }
  // The innermost table that is there gets the key.
  for (std::size_t dot = path.rfind('.'); dot != path.npos; dot = path.rfind('.', dot - 1)) {
    const std::string table = path.substr(0, dot);
    const std::string pair = path.substr(dot + 1) + " = [" + entries + "]";
    if (const auto found = places.inlines.find(table); found != places.inlines.end()) {
      const std::size_t at = found->second;
      const bool is_empty = text.substr(text.find_first_not_of(" \t", at)).starts_with('}');
      return {{at, at, " " + pair + (is_empty ? " " : ",")}};
    }
    if (const auto found = places.tables.find(table); found != places.tables.end())
      return {{found->second, found->second, pair + "\n"}};
    if (dot == 0) break;
  }
  return {{text.size(), text.size(),
           "\n[base]\n" + path.substr(path.find('.') + 1) + " = [" + entries + "]\n"}};
}

} // namespace

Target target_of(const diagnostic::Source& source, const policy::Policy& policy,
                 const std::vector<arch::Abi>& served, arch::Abi host) {
  const auto own = united_abis(policy.abis.value_or(std::vector{host}), {});
  return {source, policy, own, united_abis(own, served)};
}

std::string fault_on(const Target& target) {
  diagnostic::Diagnostics diagnostics;
  ruleset::check(target.policy, target.served, diagnostics);
  for (const diagnostic::Diagnostic& found : diagnostics.sorted()) {
    if (found.severity == diagnostic::Severity::error) return found.message;
  }
  return {};
}

std::map<const policy::Rule*, CountPlace> counts_of(const diagnostic::Source& source,
                                                    const policy::Policy& policy) {
  const std::string_view text = source.text();
  std::map<const policy::Rule*, CountPlace> counts;
  for (const policy::Rule& rule : policy.base.rules) {
    if (rule.group) continue;
    const std::size_t end = std::min(text.find('\n', rule.entry.span.end), text.size());
    const std::size_t hash = text.find_first_not_of("\"', \t", rule.entry.span.end);
    if (hash >= end || text[hash] != '#' || text.substr(hash, 2) != "# ") continue;
    const std::size_t begin = hash + 2;
    std::string_view comment = text.substr(begin, end - begin);
    if (comment.ends_with('\r')) comment.remove_suffix(1);
    if (const auto count = count_in(comment))
      counts[&rule] = {begin, begin + count->length, count->count};
  }
  return counts;
}

std::variant<Learned, Refused> with_lines(const Target& target, const Lines& lines,
                                          const Lists& lists, const std::string& origin,
                                          const std::map<const policy::Rule*, std::uint64_t>& uses,
                                          const Provenance& provenance,
                                          std::vector<std::string> notes) {
  const std::string_view text = target.source.text();
  const Places places = places_in(text);
  std::vector<Edit> edits = head_edits(text, provenance);
  for (const auto& [rule, place] : counts_of(target.source, target.policy)) {
    const auto use = uses.find(rule);
    if (use == uses.end() || use->second == 0) continue;
    edits.push_back({place.begin, place.end, comment_text({place.count + use->second, {}})});
  }
  const auto add = [&](const std::vector<Edit>& more) {
    edits.insert(edits.end(), more.begin(), more.end());
  };
  add(abi_edits(text, places, target));
  if (!lines.empty()) {
    const std::string block =
        "\n  # added by callgate observe: " + origin + "\n" + lines.text(target.served);
    add(line_edits(text, places, block));
  }
  std::size_t entries = lines.size();
  for (const auto& [path, others] : lists) {
    add(list_edits(text, places, path, wording::quoted_list(others.entries(target.served))));
    entries += others.size();
  }
  if (target.abis != target.served)
    notes.push_back("the policy serves " + abi_list(target.served) +
                    " now: its entries without @abi hold on all of them");
  std::string result = edited(text, edits);
  Judged after = judged(result, target.served);
  if (after.fault.empty() && !after.bypasses.empty()) {
    add(policy_edits(text, places, "accept_bypass", {}, after.bypasses));
    for (const std::string& call : after.bypasses)
      notes.push_back("\"" + call + "\" was called and goes around conditions that the policy " +
                      "has: accept_bypass says now that this is meant");
    result = edited(text, std::move(edits));
    after = judged(result, target.served);
  }
  if (!after.fault.empty() || !after.bypasses.empty())
    return Refused{"what was seen cannot be added to the text as it stands: " + after.fault};
  return Learned{std::move(result), entries, std::move(notes)};
}

std::variant<Learned, Refused> widen(const diagnostic::Source& old, const policy::Policy& policy,
                                     const Record& record, const Options& options) {
  std::vector<arch::Abi> asked = options.abis;
  for (const records::SeenCall& call : record.calls) {
    if (const auto abi = abi_of(call.token, call.number)) asked.push_back(*abi);
  }
  const Target target = target_of(old, policy, asked, options.host);
  if (const std::string fault = fault_on(target); !fault.empty())
    return Refused{"the policy cannot serve what was seen: " + fault};
  const Before before(policy, target.served);
  Wanted wanted(options.conditions, target.served, &before);
  wanted.add(record);
  wanted.carry_over(options.equivalents);
  wanted.add_unseen(provenance_in(old.text()).runs == 0 ? Wanted::Hidden::added
                                                        : Wanted::Hidden::left);
  return with_lines(target, wanted.lines(), wanted.lists(), origin_text(record.provenance),
                    wanted.uses(), record.provenance, wanted.notes());
}

} // namespace callgate::learn
