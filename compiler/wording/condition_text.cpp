// A function of the arguments in words. Slot by slot, in the diagram's order: the values of
// the first slot fall into classes by what they leave of the later slots, so the function
// is an alternative for each class, "this value, and what it leaves". Where what one class
// leaves holds wherever another's does, its values may as well join that other's
// alternative; so there is not one function to say but a choice, all that lie between two,
// and what an alternative already said need not be said by the next. The same done to the
// complement gives conditions that must hold all; the shorter of both is taken.
#include <algorithm>
#include <map>
#include <unordered_map>
#include <utility>

#include "arch/calls.hpp"
#include "ruleset/meaning.hpp"
#include "wording/phrase.hpp"
#include "wording/reread.hpp"
#include "wording/slot.hpp"
#include "wording/terms.hpp"
#include "wording/wording.hpp"

namespace callgate::wording {

namespace {

using diagram::Diagrams;
using diagram::Node;

/// Bounds of the search: beyond the first only alternatives are tried, beyond the second
/// none.
constexpr std::size_t most_tries_both_ways = 400;
constexpr std::size_t most_tries = 4000;

/// More classes than these are not compared with each other.
constexpr std::size_t most_compared = 40;
constexpr std::size_t most_classes = 600;

/// A function and the words for it; none for one that holds never or always.
struct Said {
  Node node;
  Phrase phrase;
};

/// Values of a slot, and the functions between which anything may be said of them.
struct Class {
  Node values;
  Node lower;
  Node upper;
};

/// What is taken apart at once: a slot, or, where its values are too many to be said, its
/// upper and then its lower half.
enum class Grain : std::uint8_t { slots, halves };

class Sayer {
public:
  Sayer(Diagrams& diagrams, const Vocabulary& vocabulary, Grain grain)
      : diagrams_(diagrams), vocabulary_(vocabulary), grain_(grain) {}

  /// Words for a function that holds where `lower` does and nowhere where `upper` does not.
  Said say(Node lower, Node upper) {
    if (lower == diagram::no) return {diagram::no, {}};
    if (upper == diagram::yes) return {diagram::yes, {}};
    const auto key = std::pair(lower, upper);
    if (const auto known = said_.find(key); known != said_.end()) return known->second;
    if (++tries_ > most_tries) throw TooLong();
    return said_.emplace(key, find_words(lower, upper)).first->second;
  }

private:
  enum class Way { alternatives, requirements };

  struct Form {
    Node node;
    std::vector<Phrase> parts;
  };

  Said find_words(Node lower, Node upper) {
    const unsigned grain = std::min(first_grain(lower), first_grain(upper));
    const std::uint8_t slot = std::min(first_slot(diagrams_, lower), first_slot(diagrams_, upper));
    std::vector<Class> classes = classes_of(lower, upper, grain);
    Form some = form(classes, slot, Way::alternatives);
    Said best{some.node, any_of(some.parts)};
    if (some.parts.size() == 1 || tries_ > most_tries_both_ways) return best;
    for (Class& one : classes) {
      const Node complement = diagrams_.negation(one.lower);
      one.lower = diagrams_.negation(one.upper);
      one.upper = complement;
    }
    const Form all = form(std::move(classes), slot, Way::requirements);
    const Said other{diagrams_.negation(all.node), all_of(all.parts)};
    return other.phrase.constants < best.phrase.constants ? other : best;
  }

  // ---- classes ----------------------------------------------------------

  /// The grain of the first question, counted from 0.
  [[nodiscard]] unsigned first_grain(Node node) const {
    if (diagrams_.is_leaf(node)) return 12;
    const Place place = *place_of(diagrams_.bit(node));
    const bool is_lower_half = grain_ == Grain::halves && place.bit < 32;
    return place.slot * 2U + (is_lower_half ? 1U : 0U);
  }

  std::vector<Class> classes_of(Node lower, Node upper, unsigned grain) {
    std::vector<std::pair<Node, Node>> rests;
    std::map<std::pair<Node, Node>, bool> seen;
    const auto find = [&](const auto& self, Node a, Node b) -> void {
      if (!seen.emplace(std::pair(a, b), true).second) return;
      if (first_grain(a) > grain && first_grain(b) > grain) {
        rests.emplace_back(a, b);
        if (rests.size() > most_classes) throw TooLong();
        return;
      }
      const diagram::Bit bit = diagrams_.first_bit(a, b);
      self(self, diagrams_.given(a, bit, false), diagrams_.given(b, bit, false));
      self(self, diagrams_.given(a, bit, true), diagrams_.given(b, bit, true));
    };
    find(find, lower, upper);
    std::vector<Class> classes;
    classes.reserve(rests.size());
    for (const auto& [a, b] : rests)
      classes.push_back({values_leaving(lower, upper, grain, {a, b}), a, b});
    return classes;
  }

  Node values_leaving(Node lower, Node upper, unsigned grain, std::pair<Node, Node> rest) {
    std::map<std::pair<Node, Node>, Node> made;
    const auto build = [&](const auto& self, Node a, Node b) -> Node {
      if (first_grain(a) > grain && first_grain(b) > grain)
        return std::pair(a, b) == rest ? diagram::yes : diagram::no;
      if (const auto found = made.find({a, b}); found != made.end()) return found->second;
      const diagram::Bit bit = diagrams_.first_bit(a, b);
      const Node zero = self(self, diagrams_.given(a, bit, false), diagrams_.given(b, bit, false));
      const Node one = self(self, diagrams_.given(a, bit, true), diagrams_.given(b, bit, true));
      const Node node = diagrams_.decide(bit, zero, one);
      made.emplace(std::pair(a, b), node);
      return node;
    };
    return build(build, lower, upper);
  }

  // ---- parts of a form --------------------------------------------------

  /// Values of a slot, said to be these or, for a requirement, not to be.
  struct Values {
    Node node;
    Phrase phrase;               ///< none for all values
    std::vector<std::size_t> of; ///< the classes that they cover
  };

  /// `requirements`: classes are those of the complement, and so is the form's node.
  Form form(std::vector<Class> classes, std::uint8_t slot, Way way) {
    std::vector<std::pair<std::size_t, Phrase>> parts;
    Node node = diagram::no;
    for (auto next = most_general(classes); next; next = most_general(classes)) {
      const Values values = values_for(classes, *next, slot, way);
      Node upper = diagram::yes;
      for (const std::size_t i : values.of)
        upper = diagrams_.both(upper, classes[i].upper);
      const Said rest = say_rest(classes[*next].lower, upper, way);
      for (const std::size_t i : values.of)
        classes[i].lower = without(classes[i].lower, rest.node);
      node = diagrams_.either(node, diagrams_.both(values.node, rest.node));
      std::vector<Phrase> both;
      if (values.node != diagram::yes) both.push_back(values.phrase);
      if (rest.node != diagram::yes) both.push_back(rest.phrase);
      const std::size_t order = values.node == diagram::yes ? classes.size() : *next;
      parts.emplace_back(order, way == Way::alternatives ? all_of(both) : any_of(both));
    }
    std::ranges::stable_sort(parts, {}, [](const auto& part) { return part.first; });
    Form result{node, {}};
    for (auto& part : parts)
      result.parts.push_back(std::move(part.second));
    return result;
  }

  /// What is left of the later slots, in the way's own sense.
  Said say_rest(Node lower, Node upper, Way way) {
    if (way == Way::alternatives) return say(lower, upper);
    Said said = say(diagrams_.negation(upper), diagrams_.negation(lower));
    said.node = diagrams_.negation(said.node);
    return said;
  }

  /// The class, of those that have something left to say, whose rest suits most others.
  std::optional<std::size_t> most_general(const std::vector<Class>& classes) {
    std::optional<std::size_t> best;
    std::size_t most = 0;
    for (std::size_t i = 0; i < classes.size(); ++i) {
      if (classes[i].lower == diagram::no) continue;
      const std::size_t count = suited(classes, i).size();
      if (best && count <= most) continue;
      best = i;
      most = count;
    }
    return best;
  }

  /// The classes of which may be said what that one leaves.
  std::vector<std::size_t> suited(const std::vector<Class>& classes, std::size_t which) {
    if (classes.size() > most_compared) return {which};
    std::vector<std::size_t> result;
    for (std::size_t i = 0; i < classes.size(); ++i) {
      if (i == which || without(classes[which].lower, classes[i].upper) == diagram::no)
        result.push_back(i);
    }
    return result;
  }

  Values values_for(const std::vector<Class>& classes, std::size_t which, std::uint8_t slot,
                    Way way) {
    const auto suiting = suited(classes, which);
    Node wide = diagram::no;
    for (const std::size_t i : suiting)
      wide = diagrams_.either(wide, classes[i].values);
    if (wide == diagram::yes) return {wide, {}, suiting};
    const Node exact = classes[which].values;
    Values result{exact, values_phrase(exact, slot, way), {which}};
    if (wide == exact) return result;
    Phrase other = values_phrase(wide, slot, way);
    if (other.constants < result.phrase.constants) return {wide, std::move(other), suiting};
    return result;
  }

  Phrase values_phrase(Node values, std::uint8_t slot, Way way) {
    const Node said = way == Way::alternatives ? values : diagrams_.negation(values);
    if (const auto known = phrases_.find(said); known != phrases_.end()) return known->second;
    const std::uint64_t bits = support(diagrams_, said, slot);
    std::optional<Phrase> best;
    int rank = 0;
    for (const RankedTerm& ranked : vocabulary_.terms[slot]) {
      if (best && ranked.rank > rank) break;
      if ((bits & ~ruleset::all_bits(ranked.term.type.bits)) != 0) continue;
      auto phrase = values_text(diagrams_, said, slot, ranked.term);
      rank = ranked.rank;
      if (phrase && (!best || phrase->constants < best->constants)) best = std::move(phrase);
    }
    if (!best) throw TooLong();
    return phrases_.emplace(said, *std::move(best)).first->second;
  }

  Node without(Node a, Node b) { return diagrams_.both(a, diagrams_.negation(b)); }

  Diagrams& diagrams_;
  const Vocabulary& vocabulary_;
  Grain grain_;
  std::size_t tries_ = 0;
  std::map<std::pair<Node, Node>, Said> said_;
  std::unordered_map<Node, Phrase> phrases_;
};

/// The set with the higher halves of pairs moved above the lower ones.
Node put_together(Diagrams& diagrams, Node set, const std::vector<Pair>& pairs) {
  if (pairs.empty()) return set;
  std::unordered_map<Node, Node> moved;
  const auto walk = [&](const auto& self, Node at) -> Node {
    if (diagrams.is_leaf(at)) return at;
    if (const auto found = moved.find(at); found != moved.end()) return found->second;
    Place place = *place_of(diagrams.bit(at));
    for (const Pair& pair : pairs) {
      if (place.slot == pair.high)
        place = {pair.low, static_cast<std::uint8_t>(place.bit + 32)};
      else
        continue;
      break;
    }
    const Node asked =
        diagrams.decide(ruleset::argument_bit(place.slot, place.bit), diagram::no, diagram::yes);
    const Node one = self(self, diagrams.one(at));
    const Node zero = self(self, diagrams.zero(at));
    const Node node = diagrams.choose(asked, one, zero);
    moved.emplace(at, node);
    return node;
  };
  return walk(walk, set);
}

/// Nothing if they are too many.
std::optional<Phrase> words_for(Diagrams& diagrams, Node set, const Vocabulary& vocabulary) {
  for (const Grain grain : {Grain::slots, Grain::halves}) {
    try {
      const Node together = put_together(diagrams, set, vocabulary.pairs);
      Phrase phrase = Sayer(diagrams, vocabulary, grain).say(together, together).phrase;
      if (phrase.constants <= most_constants && phrase.text.size() <= most_bytes) return phrase;
    } catch (const TooLong&) { // with a finer grain, perhaps
    } catch (const diagram::TooLarge&) {
      return std::nullopt;
    }
  }
  return std::nullopt;
}

/// What no policy can ask for; nothing if there is none of it.
std::optional<Unsayable> out_of_reach(const Diagrams& diagrams, Node set, arch::Abi abi) {
  if (!place_of(diagrams.bit(set)))
    return Unsayable{"it depends on the instruction pointer, of which policies do not speak"};
  if (arch::has_wide_registers(abi)) return std::nullopt;
  for (std::uint8_t slot = 0; slot < 6; ++slot) {
    if (support(diagrams, set, slot) > ruleset::all_bits(32))
      return Unsayable{"it depends on the upper half of register " + std::to_string(slot) +
                       ", which means nothing on " + std::string(arch::facts(abi).name)};
  }
  return std::nullopt;
}

/// Whether the words, read again, hold for that set: a last gate, as these words are what
/// people decide by.
bool means(Diagrams& diagrams, const std::string& text, arch::Abi abi, const arch::Call* call,
           Node set) {
  try {
    return reread(diagrams, text, abi, call) == set;
  } catch (const diagram::TooLarge&) {
    return false;
  }
}

} // namespace

std::variant<std::string, Unsayable> condition_text(Diagrams& diagrams, Node set, arch::Abi abi,
                                                    std::optional<std::uint32_t> number) {
  if (diagrams.is_leaf(set)) return Unsayable{"it holds always or never"};
  if (auto reason = out_of_reach(diagrams, set, abi)) return *std::move(reason);
  const arch::Call* const call = number ? arch::find_call(abi, *number) : nullptr;
  const auto halves = vocabulary_of(diagrams, set, abi, call, Wholes::of_both_halves);
  const auto wholes = vocabulary_of(diagrams, set, abi, call, Wholes::of_upper_halves);
  std::optional<Phrase> best = words_for(diagrams, set, wholes);
  if (halves.pairs.size() != wholes.pairs.size()) {
    auto phrase = words_for(diagrams, set, halves);
    if (phrase && (!best || phrase->constants < best->constants)) best = std::move(phrase);
  }
  if (!best) return Unsayable{"it takes more words than anybody could read"};
  if (!means(diagrams, best->text, abi, call, set))
    return Unsayable{"internal error: the words for it mean something else"};
  return best->text;
}

} // namespace callgate::wording
