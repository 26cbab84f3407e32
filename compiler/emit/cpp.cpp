// `cpp`: a header that a program includes to choose, while it runs, among the filters of many
// sets of capabilities. Equal filters stand in it once a family; <callgate/sets.h> finds a
// set's. It is C++17 and later, and free of warnings under all the options that its users may
// have on.
#include <algorithm>
#include <cstdint>
#include <optional>
#include <vector>

#include "bpf/hex.hpp"
#include "emit/cpp_names.hpp"
#include "emit/header.hpp"
#include "emit/slots.hpp"
#include "emit/writers.hpp"

namespace callgate::emit {
namespace {

constexpr std::size_t most_capabilities = 64;   // bits of the enumeration
constexpr std::size_t most_sets_in_comment = 4; // of a filter's
constexpr std::size_t slots_a_line = 4;

// The second #include is a literal of its own: the test `layers` would take a line that begins
// with it for an include of this file.
constexpr std::string_view head = R"(#include <cstdint>

)"
                                  "#include <callgate/sets.h>\n"
                                  R"(
namespace NAME_policy {
)";

constexpr std::string_view opening = R"( {

/// The policy's capabilities, in its order, a bit each; | joins them to sets.
enum class Capability : std::uint64_t {
)";

constexpr std::string_view operators = R"(};

constexpr Capability operator|(Capability a, Capability b) noexcept {
  return static_cast<Capability>(static_cast<std::uint64_t>(a) | static_cast<std::uint64_t>(b));
}
constexpr Capability operator&(Capability a, Capability b) noexcept {
  return static_cast<Capability>(static_cast<std::uint64_t>(a) & static_cast<std::uint64_t>(b));
}
/// All that are not in `a`.
constexpr Capability operator~(Capability a) noexcept {
  return static_cast<Capability>(~static_cast<std::uint64_t>(a)) & Capability::all;
}
constexpr Capability& operator|=(Capability& a, Capability b) noexcept {
  return a = a | b;
}
constexpr Capability& operator&=(Capability& a, Capability b) noexcept {
  return a = a & b;
}

namespace detail {

)";

constexpr std::string_view tail = R"(#else
#error "the policy NAME has no filter for this ABI"
#endif

} // namespace detail

/// The filter for a set of capabilities, at the cost of a multiplication. Bits that are no
/// capability's are ignored. A set that the header was not generated for gets the empty filter,
/// which callgate::load refuses.
constexpr ::callgate::Filter filter(Capability set = Capability::none) noexcept {
  return ::callgate::filter_for(detail::table, static_cast<std::uint64_t>(set));
}

/// Whether the header was generated for `set`.
constexpr bool generated(Capability set) noexcept {
  return filter(set).length != 0;
}

} // inline namespace
} // namespace NAME_policy
)";

std::optional<Refusal> refusal(const Input& input) {
  if (const auto fault = fault_as_policy(input.name))
    return Refusal{"the policy's name \"" + std::string(input.name) + "\" " + *fault + ": " +
                   std::string(advice_on_name)};
  for (const std::string& capability : input.capabilities) {
    if (const auto fault = fault_as_enumerator(capability))
      return Refusal{"the capability's name \"" + capability + "\" " + *fault +
                     ": give it another one"};
  }
  if (input.capabilities.size() > most_capabilities)
    return Refusal{"cpp has a bit for each of at most " + std::to_string(most_capabilities) +
                   " capabilities, and the policy has " +
                   std::to_string(input.capabilities.size())};
  return std::nullopt;
}

std::uint64_t bits_of(const Set& set, std::span<const std::string> capabilities) {
  std::uint64_t bits = 0;
  for (const std::string& name : set.capabilities) {
    const auto at = std::ranges::find(capabilities, name) - capabilities.begin();
    bits |= std::uint64_t{1} << at;
  }
  return bits;
}

std::uint64_t all_bits(std::span<const std::string> capabilities) {
  return capabilities.empty() ? 0 : ~std::uint64_t{0} >> (most_capabilities - capabilities.size());
}

/// "NET|FILES", or "none".
std::string words_of(const Set& set) {
  std::string text;
  for (const std::string& name : set.capabilities) {
    if (!text.empty()) text += '|';
    text += name;
  }
  return text.empty() ? "none" : text;
}

std::string enumerators(std::span<const std::string> capabilities) {
  std::string text = "  none = 0,\n";
  for (std::size_t i = 0; i < capabilities.size(); ++i)
    text += "  " + capabilities[i] + " = " + bpf::hex(std::uint64_t{1} << i) + ",\n";
  return text + "  all = " + bpf::hex(all_bits(capabilities)) + ",\n";
}

/// One family's share of the input: every set's filter, and the different ones among them.
struct Family {
  std::vector<const proof::ProvenFilter*> filters; ///< different programs, by first set
  std::vector<std::size_t> filter_of_set;          ///< by set
};

Family family_of(const Input& input, std::size_t family) {
  Family result;
  for (const Set& set : input.sets) {
    const proof::ProvenFilter* filter = &set.filters[family];
    const auto known = std::ranges::find_if(result.filters, [&](const auto* other) {
      return other == filter || other->program() == filter->program();
    });
    result.filter_of_set.push_back(static_cast<std::size_t>(known - result.filters.begin()));
    if (known == result.filters.end()) result.filters.push_back(filter);
  }
  return result;
}

/// "none, NET, NET|FILES and 5 more"
std::string served_sets(const Input& input, const Family& family, std::size_t filter) {
  std::string text;
  std::size_t count = 0;
  for (std::size_t i = 0; i < input.sets.size(); ++i) {
    if (family.filter_of_set[i] != filter) continue;
    if (++count > most_sets_in_comment) continue;
    if (count > 1) text += ", ";
    text += words_of(input.sets[i]);
  }
  if (count <= most_sets_in_comment) return text;
  return text + " and " + std::to_string(count - most_sets_in_comment) + " more";
}

std::string arrays(const Input& input, const Family& family) {
  std::string text;
  for (std::size_t i = 0; i < family.filters.size(); ++i)
    text += "/* For " + served_sets(input, family, i) + ". Serves " +
            served_abis(*family.filters[i]) + ". */\ninline constexpr ::sock_filter filter_" +
            std::to_string(i) + "[] = {\n" + initializers(family.filters[i]->program()) + "};\n\n";
  text += "inline constexpr ::callgate::Filter filters[] = {\n";
  for (std::size_t i = 0; i < family.filters.size(); ++i)
    text += "  ::callgate::Filter(filter_" + std::to_string(i) + "),\n";
  return text + "};\n\n";
}

/// The look-up table. A slot without a set repeats that of the first one: whatever is looked
/// up there is another one.
std::string table(const Input& input, const Family& family) {
  std::vector<std::uint64_t> keys;
  keys.reserve(input.sets.size());
  for (const Set& set : input.sets)
    keys.push_back(bits_of(set, input.capabilities));
  const Slots slots = slots_for(keys);
  std::string text = "inline constexpr ::callgate::FilterSlot filter_slots[] = {\n";
  for (std::size_t at = 0; at < slots.keys.size(); ++at) {
    const std::size_t set = slots.keys[at].value_or(0);
    text += at % slots_a_line == 0 ? "  {" : " {";
    text += bpf::hex(keys[set]) + ", " + std::to_string(family.filter_of_set[set]) + "},";
    if (at % slots_a_line == slots_a_line - 1 || at + 1 == slots.keys.size()) text += '\n';
  }
  return text + "};\n\ninline constexpr ::callgate::FilterTable table = {" +
         bpf::hex(all_bits(input.capabilities)) + ", " + bpf::hex(slots.multiplier) + ", " +
         std::to_string(slots.shift) + ", filter_slots, filters};\n\n";
}

std::string origin(const Input& input) {
  std::string text = "/* Made by " + inside_comment(input.generator) + " from the policy " +
                     std::string(input.name) + ", for ";
  text += input.sets.size() == 1 ? words_of(input.sets.front()) + " of its capabilities"
                                 : std::to_string(input.sets.size()) + " sets of its capabilities";
  if (!input.note.empty()) text += "; " + inside_comment(input.note);
  return text + ".\n * Do not edit: change the policy and compile it again. */\n";
}

/// The inline namespace that everything lies in. Its name tells contents apart: where parts of
/// one program were built with different headers of one policy, each keeps its own.
std::string version(std::string_view content) {
  return "inline namespace v" + bpf::hex(fingerprint(content)).substr(2);
}

} // namespace

Output write_cpp(const Input& input) {
  if (auto refused = refusal(input)) return *std::move(refused);
  std::string content = enumerators(input.capabilities) + std::string(operators);
  std::string_view directive = "#if ";
  for (std::size_t i = 0; i < input.sets.front().filters.size(); ++i) {
    const Family family = family_of(input, i);
    content += std::string(directive) + condition(*family.filters.front()) + "\n\n" +
               arrays(input, family) + table(input, family);
    directive = "#elif ";
  }
  const std::string text = named(head, input.name) + version(content + std::string(tail)) +
                           std::string(opening) + content + named(tail, input.name);
  return origin(input) + included_once("CALLGATE_SETS_", input.name, text);
}

} // namespace callgate::emit
