#include "explain/remedies.hpp"

#include <algorithm>
#include <bit>
#include <utility>

#include "diagnostic/printable.hpp"
#include "explain/arguments.hpp"
#include "explain/deciding.hpp"
#include "explain/editing.hpp"
#include "explain/library_habits.hpp"
#include "explain/place.hpp"
#include "explain/statements.hpp"
#include "explain/trial.hpp"
#include "explain/verdict.hpp"
#include "explain/widening.hpp"
#include "ruleset/meaning.hpp"
#include "wording/wording.hpp"

namespace callgate::explain {

namespace {

using diagnostic::quoted;

/// So many of the calls that a remedy opens are named.
constexpr std::size_t most_named = 8;
/// So many capabilities are offered, those that open least.
constexpr std::size_t most_capabilities = 2;

std::string name_of(arch::Abi abi) {
  return std::string(arch::facts(abi).name);
}

class Finder {
public:
  Finder(const pipeline::Compilation& compilation, const diagnostic::Source& source,
         const Subject& subject, const Verdict& verdict)
      : analysis_(compilation.analysis), source_(source), subject_(subject), verdict_(verdict),
        trial_(compilation, source, subject), statements_(source.text()),
        listings_(explain::listings(analysis_, subject, source)), name_(explain::name_of(subject)) {
  }

  std::vector<Remedy> find() {
    if (!subject_.abi) return {};
    if (is_unserved()) {
      serve();
      return std::move(found_);
    }
    answer_enosys();
    allow_arguments();
    widen();
    choose_capabilities();
    know_later_release();
    allow_all();
    return std::move(found_);
  }

private:
  [[nodiscard]] bool is_unserved() const {
    return verdict_.reason == Reason::foreign_token || verdict_.reason == Reason::sibling_abi;
  }

  // ---- trying ---------------------------------------------------------------

  /// Takes the remedy if it does what it says. Its changes are those that `edits` make.
  bool take(Remedy remedy, Goal goal, const std::vector<Edit>& edits,
            const std::vector<std::string>& capabilities = {},
            const std::vector<arch::Abi>& abis = {}) {
    const std::string text = edited(source_.text(), edits);
    if (!edits.empty() && text == source_.text()) return false;
    const auto effect = trial_.effect(text, goal, capabilities, abis);
    if (!effect) return false;
    if (!edits.empty()) {
      remedy.edits = edits;
      remedy.changes = changes_between(source_.text(), text);
      remedy.patch = unified_diff(source_.text(), text, source_.name());
    }
    remedy.opens = effect->opens;
    remedy.risks = effect->risks;
    if (remedy.opens.size() > most_named) {
      remedy.more = remedy.opens.size() - most_named;
      remedy.opens.resize(most_named);
    }
    found_.push_back(std::move(remedy));
    return true;
  }

  // ---- changes --------------------------------------------------------------

  /// The entry that denies the call by name, in the base: a new one takes its place.
  [[nodiscard]] std::optional<Edit> removal_of_deciding() const {
    for (const policy::Rule& rule : analysis_.policy->base.rules) {
      if (rule.group || rule.entry.condition || lets_run(action_of(rule))) continue;
      const Statement* const statement = statements_.around(rule.entry.span.begin);
      if (statement == nullptr || !lists(analysis_.policy->base, rule)) continue;
      return remove_from_list(source_.text(), statement->value.begin, rule.entry.span.begin);
    }
    return std::nullopt;
  }

  [[nodiscard]] bpf::Action action_of(const policy::Rule& rule) const {
    return policy::action_on(rule.action, *subject_.abi)
        .value_or(bpf::Action{bpf::ActionKind::kill_process});
  }

  [[nodiscard]] bool lists(const policy::Table& table, const policy::Rule& rule) const {
    const policy::NumberRanges numbers = policy::numbers_of(table, rule, *subject_.abi);
    return std::ranges::any_of(numbers, [&](const arch::NumberRange& range) {
      return range.contains(subject_.call.number);
    });
  }

  /// Behind the entry of such a rule, in its list.
  [[nodiscard]] std::optional<Edit> behind(const policy::Rule& rule, std::string_view entry) const {
    const Statement* const statement = statements_.around(rule.entry.span.begin);
    if (statement == nullptr) return std::nullopt;
    return add_to_list(source_.text(), statement->value.begin, rule.entry.span.begin, entry);
  }

  /// Where a person would write it: beside what speaks of the call already, else in [base].
  [[nodiscard]] std::vector<Edit> addition(std::string_view entry) const {
    for (const Listing& listing : listings_) {
      if (action_of(*listing.rule).kind != bpf::ActionKind::allow) continue;
      if (const auto edit = behind(*listing.rule, entry)) return {*edit};
    }
    return add_to_base(source_.text(), entry);
  }

  // ---- the kinds ------------------------------------------------------------

  void answer_enosys() {
    if (!does_without(subject_)) return;
    const auto enosys = arch::errno_value(*subject_.abi, "ENOSYS");
    if (!enosys || verdict_.action == bpf::Action{bpf::ActionKind::error, *enosys}) return;
    std::vector<Edit> edits;
    for (const policy::Rule& rule : analysis_.policy->base.rules) {
      const bool is_enosys = action_of(rule) == bpf::Action{bpf::ActionKind::error, *enosys};
      if (!is_enosys || !edits.empty()) continue;
      if (const auto edit = behind(rule, name_)) edits = {*edit};
    }
    if (edits.empty()) edits = add_to_base(source_.text(), name_, "ENOSYS");
    if (const auto removal = removal_of_deciding()) edits.push_back(*removal);
    take({RemedyKind::enosys, "answer it with ENOSYS: libraries then do without it"}, Goal::enosys,
         edits);
  }

  /// A condition for just these values of the arguments that tell something.
  [[nodiscard]] std::optional<std::string> condition() const {
    std::vector<ruleset::Formula> tests;
    for (const Deciding& deciding : deciding_arguments(subject_)) {
      if (!is_known(subject_, deciding.argument)) continue;
      const ruleset::Field field{deciding.argument.slot, deciding.argument.high_slot,
                                 deciding.argument.bits};
      const std::uint64_t value = ruleset::value_of(field, subject_.call.arguments) & deciding.mask;
      tests.push_back({ruleset::Test{field, deciding.mask, {{value, value}}}});
    }
    if (tests.empty()) return std::nullopt;
    diagram::Diagrams diagrams;
    const diagram::Node set = ruleset::meaning(diagrams, ruleset::all_of(std::move(tests)));
    const auto text = wording::condition_text(diagrams, set, *subject_.abi, subject_.call.number);
    const auto* words = std::get_if<std::string>(&text);
    return words != nullptr ? std::optional(*words) : std::nullopt;
  }

  /// On every ABI served if the entry means something there, else on the call's own.
  [[nodiscard]] std::vector<std::string> spellings(const std::string& condition) const {
    const std::string arguments = condition.empty() ? "" : "(" + condition + ")";
    return {name_ + arguments, name_ + "@" + name_of(*subject_.abi) + arguments};
  }

  void allow_arguments() {
    if (subject_.named == nullptr || verdict_.reason == Reason::undetermined) return;
    const auto text = condition();
    if (!text) return;
    for (const std::string& entry : spellings(*text)) {
      if (take({RemedyKind::condition, "add " + quoted(entry)}, Goal::allow, addition(entry)))
        return;
    }
  }

  /// An entry whose condition fails in one place alone gets the value that is missing there.
  void widen() {
    for (const Listing& listing : listings_) {
      const auto wider = widened(listing, subject_, source_);
      if (!wider) continue;
      const std::size_t line = source_.position(listing.rule->entry.span.begin).line;
      const bool is_taken =
          take({RemedyKind::condition, "widen the entry of line " + std::to_string(line) + " to " +
                                           on_one_line(wider->text)},
               Goal::allow, {*wider});
      if (!is_taken) continue;
      drop_equal();
      return;
    }
  }

  /// Of two remedies that open the same the later one, which changes what is there, is kept.
  void drop_equal() {
    if (found_.size() < 2) return;
    const Remedy& last = found_.back();
    const Remedy& before = found_[found_.size() - 2];
    if (before.kind == last.kind && before.opens == last.opens) found_.erase(found_.end() - 2);
  }

  void choose_capabilities() {
    const std::size_t first = found_.size();
    for (const policy::Table& table : analysis_.policy->capabilities) {
      if (policy::is_active(table, analysis_.selection)) continue;
      const bool is_about_it = std::ranges::any_of(
          table.rules, [&](const policy::Rule& rule) { return lists(table, rule); });
      if (!is_about_it) continue;
      std::string names;
      for (const std::string& chosen : analysis_.selection.capabilities)
        names += chosen + ",";
      names += *table.capability;
      take({RemedyKind::capability,
            "choose the capability that has it: --cap " + names,
            {"--cap", names}},
           Goal::allow, {}, {*table.capability});
    }
    std::sort(found_.begin() + static_cast<std::ptrdiff_t>(first), found_.end(),
              [](const Remedy& a, const Remedy& b) {
                return a.opens.size() + a.more < b.opens.size() + b.more;
              });
    found_.resize(std::min(found_.size(), first + most_capabilities));
  }

  /// Calls of built-in groups that came after `known_through`.
  void know_later_release() {
    const Statement* const known = statements_.find("[policy]", "known_through");
    if (known == nullptr || subject_.named == nullptr) return;
    if (subject_.named->since.known == arch::Since::Known::unknown) return;
    const std::string release = arch::to_string(subject_.named->since.release);
    take({RemedyKind::known_through, "consider the calls up to Linux " + release}, Goal::allow,
         {{known->value, "\"" + release + "\""}});
  }

  void allow_all() {
    const std::string what = subject_.parameters.size() == 0 || subject_.named == nullptr
                                 ? "allow it"
                                 : "allow it whatever its arguments are";
    for (const std::string& entry : spellings("")) {
      if (take({RemedyKind::entry, what}, Goal::allow, plain(entry))) return;
    }
  }

  /// The call by name: instead of the first entry that has a condition, or of the one that
  /// denies it, or as one more.
  [[nodiscard]] std::vector<Edit> plain(const std::string& entry) const {
    for (const Listing& listing : listings_) {
      const bool is_replaced =
          !listing.rule->group && action_of(*listing.rule).kind == bpf::ActionKind::allow;
      if (is_replaced) return {{listing.rule->entry.span, entry}};
    }
    std::vector<Edit> edits = addition(entry);
    if (const auto removal = removal_of_deciding()) edits.push_back(*removal);
    return edits;
  }

  /// One more ABI, and if the policy says nothing of the call there, the call.
  void serve() {
    const arch::Abi abi = *subject_.abi;
    const std::vector<Edit> serving = abis_with(abi);
    const std::string what = "serve " + name_of(abi) + " too";
    const auto take_with = [&](const std::string& also, std::vector<Edit> edits) {
      edits.insert(edits.end(), serving.begin(), serving.end());
      return take({RemedyKind::abi, what + also}, Goal::serve, edits, {}, {abi});
    };
    if (take_with("", {})) return;
    for (const std::string& entry : spellings("")) {
      if (take_with(", and allow " + name_ + " there", add_to_base(source_.text(), entry))) return;
    }
  }

  [[nodiscard]] std::vector<Edit> abis_with(arch::Abi abi) const {
    if (const Statement* found = statements_.find("[policy]", "abis")) {
      const auto edit =
          add_to_list(source_.text(), found->value.begin, found->value.begin, name_of(abi));
      return edit ? std::vector{*edit} : std::vector<Edit>{};
    }
    std::string list;
    for (const arch::Abi served : analysis_.selection.abis)
      list += "\"" + name_of(served) + "\", ";
    list = "[" + list + "\"" + name_of(abi) + "\"]";
    const bool is_new = statements_.find_header("[policy]") == nullptr &&
                        statements_.find_braces("[policy]") == nullptr &&
                        statements_.find_dotted("[policy]") == nullptr;
    // It comes first, but for keys that would fall into it.
    if (is_new && !statements_.begins_without_table())
      return {{{0, 0}, "[policy]\nabis = " + list + "\n\n"}};
    return {add_key(source_.text(), "[policy]", "abis", list)};
  }

  const pipeline::Analysis& analysis_;
  const diagnostic::Source& source_;
  const Subject& subject_;
  const Verdict& verdict_;
  Trial trial_;
  Statements statements_;
  std::vector<Listing> listings_;
  std::string name_;
  std::vector<Remedy> found_;
};

} // namespace

std::vector<Remedy> remedies_for(const pipeline::Compilation& compilation,
                                 const diagnostic::Source& source, const Subject& subject,
                                 const Verdict& verdict) {
  return Finder(compilation, source, subject, verdict).find();
}

} // namespace callgate::explain
