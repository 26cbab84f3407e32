#include "policy/text.hpp"

#include <algorithm>
#include <charconv>
#include <string>
#include <vector>

#include "arch/calls.hpp"
#include "diagnostic/printable.hpp"
#include "diagnostic/suggest.hpp"
#include "policy/characters.hpp"
#include "policy/expression.hpp"

namespace callgate::policy {

namespace {

using diagnostic::did_you_mean;
using diagnostic::did_you_mean_or_choose;
using diagnostic::quoted;

bool is_group_character(char c) {
  return is_word_character(c) || c == '-';
}

/// The whole of `text` as an unsigned number: decimal, or hexadecimal after 0x.
std::optional<std::uint32_t> parse_number(std::string_view text) {
  int base = 10;
  if (text.starts_with("0x") || text.starts_with("0X")) {
    text.remove_prefix(2);
    base = 16;
  } else if (text.size() > 1 && text.starts_with('0')) {
    return std::nullopt; // C would read it as octal, TOML refuses it
  }
  std::uint32_t value = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, fault] = std::from_chars(text.data(), end, value, base);
  if (fault != std::errc{} || stop != end) return std::nullopt;
  return value;
}

std::vector<std::string_view> action_names() {
  std::vector<std::string_view> names;
  for (const bpf::ActionFacts& action : bpf::all_actions())
    names.push_back(action.name);
  return names;
}

/// "__NR_read", "sys_read" and "READ" are how others write "read".
std::string as_in_tables(std::string_view name) {
  for (const std::string_view prefix : {"__NR_", "SYS_", "sys_"}) {
    if (name.starts_with(prefix)) name.remove_prefix(prefix.size());
  }
  if (arch::is_call_name(name)) return std::string(name);
  std::string lower(name);
  for (char& c : lower) {
    if ('A' <= c && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

/// Names begin with no digit, so that # may be left out where nothing but calls can stand.
enum class Numbers { marked, bare_too };

std::string head_help(Numbers numbers) {
  return numbers == Numbers::bare_too
             ? "write a call's name or number, perhaps with @ and an ABI: \"openat\", "
               "\"#438@x86_64\""
             : "write a call as \"openat(AT_FDCWD, 0, O_RDWR)\", \"mmap@x86_64(prot=PROT_EXEC)\" "
               "or \"#438(1)\"";
}

/// Reads an entry from left to right.
class EntryParser {
public:
  EntryParser(const Text& text, diagnostic::Diagnostics& diagnostics)
      : text_(text), rest_(text.value), diagnostics_(diagnostics) {}

  std::optional<Entry> parse() {
    Entry entry;
    entry.span = text_.place.content();
    if (!parse_call(entry)) return std::nullopt;
    if (rest_.starts_with('@') && !parse_restriction(entry.only)) return std::nullopt;
    if (!check_end()) return std::nullopt;
    const auto* name = std::get_if<std::string>(&entry.call);
    const bool is_sound = name == nullptr || check_name(*name, entry);
    if (!rest_.empty() && !parse_condition_of(entry, is_sound)) return std::nullopt;
    if (!is_sound) return std::nullopt;
    return entry;
  }

  std::optional<CallHead> parse_head(Numbers numbers) {
    if (rest_.empty()) {
      fail("call-syntax", 0, "empty call", head_help(numbers));
      return std::nullopt;
    }
    if (rest_.starts_with('@')) {
      fail("call-syntax", 1, "a group is no call", "write one of its calls");
      return std::nullopt;
    }
    Entry entry;
    const bool is_bare = numbers == Numbers::bare_too && is_digit(rest_[0]);
    if (!(is_bare ? parse_numbers(entry, 0) : parse_call(entry))) return std::nullopt;
    if (entry.may_be_unknown) {
      diagnostics_.error("call-syntax", place(at_ - 1, at_), "\"?\" is for entries",
                         "a call that is in no table goes by number, as \"#438\"");
      return std::nullopt;
    }
    if (rest_.starts_with('@') && !parse_restriction(entry.only)) return std::nullopt;
    if (!rest_.empty() && !rest_.starts_with('(')) {
      fail("call-syntax", 1, "unexpected " + quoted(first_character()) + " behind a call's name",
           head_help(numbers));
      return std::nullopt;
    }
    if (const auto* range = std::get_if<arch::NumberRange>(&entry.call)) {
      if (range->first == range->last) return CallHead{range->first, entry.only, at_};
      diagnostics_.error("call-syntax", place(0, at_), "a call has one number, not a range");
      return std::nullopt;
    }
    const std::string name = std::get<std::string>(entry.call);
    if (!check_exists(name, entry.only)) return std::nullopt;
    return CallHead{name, entry.only, at_};
  }

  std::optional<GroupReference> parse_group() {
    GroupReference group;
    group.span = text_.place.content();
    advance(1);
    const std::string_view name = take(is_group_character);
    if (!is_group_name(name)) {
      fail("entry-syntax", 1, "@ is not followed by a group's name",
           "\"callgate calls @\" lists the built-in groups");
      return std::nullopt;
    }
    group.name = name;
    if (rest_.starts_with('@') && !parse_restriction(group.only)) return std::nullopt;
    if (!check_end()) return std::nullopt;
    // The arguments of its calls differ, so that only registers can be meant.
    if (!rest_.empty() && !parse_condition_into(group.condition, {"@" + group.name, {}}))
      return std::nullopt;
    return group;
  }

private:
  bool parse_call(Entry& entry) {
    if (rest_.empty()) {
      fail("entry-syntax", 0, "empty entry", "write a call's name or remove the string");
      return false;
    }
    if (rest_.starts_with('#')) return parse_numbers(entry, 1);
    const std::string_view name = take_word();
    if (name.empty()) {
      fail("entry-syntax", 1,
           "unexpected " + quoted(first_character()) + " where a call's name should begin");
      return false;
    }
    entry.call = std::string(name);
    if (rest_.starts_with('?')) {
      advance(1);
      entry.may_be_unknown = true;
    }
    return true;
  }

  /// `mark` bytes of # stand in front.
  bool parse_numbers(Entry& entry, std::size_t mark) {
    const std::size_t begin = at_;
    advance(mark);
    const auto first = parse_number(take_word());
    if (!first)
      return fail_number(begin, mark == 0 ? "this is no call number"
                                          : "# is not followed by a call number");
    auto last = first;
    if (rest_.starts_with("..")) {
      advance(2);
      last = parse_number(take_word());
      if (!last) return fail_number(begin, ".. is not followed by a call number");
    }
    if (*last < *first) {
      diagnostics_.error("empty-range", place(begin, at_), "this range ends before it begins",
                         "write the smaller number first");
      return false;
    }
    entry.call = arch::NumberRange{*first, *last};
    return true;
  }

  bool fail_number(std::size_t begin, std::string message) {
    diagnostics_.error("call-number", place(begin, at_), std::move(message),
                       "write numbers in decimal, or in hexadecimal after 0x, below 2^32: "
                       "\"#438\", \"#500..600\"");
    return false;
  }

  /// Whether nothing is left but a condition.
  bool check_end() {
    if (rest_.empty() || rest_.substr(blanks()).starts_with('(')) return true;
    fail("entry-syntax", 1, "unexpected " + quoted(first_character()) + " in an entry",
         "an entry is a call's name, # and a number or a range, or @ and a group, then perhaps @ "
         "and an ABI: \"openat\", \"futex_waitv?\", \"open@x86_64\", \"#438\", \"#500..600\", "
         "\"@io-event\"");
    return false;
  }

  /// Where the call itself is at fault, any name may be one of its arguments.
  bool parse_condition_of(Entry& entry, bool is_call_sound) {
    return parse_condition_into(entry.condition,
                                is_call_sound ? scope_of(entry) : ArgumentScope::any());
  }

  bool parse_condition_into(std::optional<Condition>& condition, const ArgumentScope& scope) {
    const std::size_t before = blanks();
    if (before != 0)
      fail("entry-syntax", before, "blanks before a condition",
           "begin it at once: \"close(fd > 2)\"");
    condition = parse_condition(text_, at_ + before, scope, diagnostics_);
    return before == 0 && condition;
  }

  std::size_t blanks() const {
    return static_cast<std::size_t>(std::find_if_not(rest_.begin(), rest_.end(), is_blank) -
                                    rest_.begin());
  }

  ArgumentScope scope_of(const Entry& entry) const {
    const auto* name = std::get_if<std::string>(&entry.call);
    if (name != nullptr) return {*name, {name, 1}};
    return {to_string(std::get<arch::NumberRange>(entry.call)), {}};
  }

  bool parse_restriction(std::optional<arch::Abi>& only) {
    advance(1);
    const std::size_t begin = at_;
    const std::string_view name = take_word();
    const auto abi = parse_abi(name, place(begin, at_), diagnostics_);
    only = abi;
    return abi.has_value();
  }

  /// Unknown names are errors; an optional one that looks like a slip of the pen, or a
  /// name that the one ABI asked for lacks, is worth a warning.
  bool check_name(std::string_view name, const Entry& entry) {
    const Span span = place(0, name.size());
    if (arch::is_call_name(name)) {
      if (entry.only && !entry.may_be_unknown && arch::find_call(*entry.only, name) == nullptr)
        diagnostics_.warning("no-effect", span,
                             quoted(name) + " does not exist on " +
                                 std::string(arch::facts(*entry.only).name),
                             "remove the entry");
      return true;
    }
    if (!entry.may_be_unknown) {
      report_unknown(name, "a call too new for these tables can be listed as " +
                               quoted(std::string(name) + "?") + " or by number, as \"#438\"");
      return false;
    }
    const auto names = arch::all_call_names();
    const auto nearest = diagnostic::near_misses(name, names);
    if (!nearest.empty() && diagnostic::edit_distance(name, nearest.front()) == 1)
      diagnostics_.warning("unknown-call", span,
                           "the optional call " + quoted(name) + " is in no table",
                           did_you_mean(as_in_tables(name), names));
    return true;
  }

  /// What a question is about must be there.
  bool check_exists(std::string_view name, std::optional<arch::Abi> only) {
    if (!arch::is_call_name(name)) {
      report_unknown(name, "a call that is in no table goes by number, as \"#438\"");
      return false;
    }
    if (!only || arch::find_call(*only, name) != nullptr) return true;
    diagnostics_.error("no-such-call", place(0, at_),
                       quoted(name) + " does not exist on " + std::string(arch::facts(*only).name));
    return false;
  }

  void report_unknown(std::string_view name, const std::string& otherwise) {
    const std::string near = did_you_mean(as_in_tables(name), arch::all_call_names());
    diagnostics_.error("unknown-call", place(0, name.size()), "unknown call " + quoted(name),
                       near.empty() ? otherwise : near);
  }

  std::string_view take_word() { return take(is_word_character); }

  std::string_view take(bool (*belongs)(char)) {
    const auto* const end = std::find_if_not(rest_.begin(), rest_.end(), belongs);
    const std::string_view word = rest_.substr(0, static_cast<std::size_t>(end - rest_.begin()));
    advance(word.size());
    return word;
  }

  void advance(std::size_t count) {
    rest_.remove_prefix(count);
    at_ += count;
  }

  std::string_view first_character() const {
    std::size_t length = 1;
    while (length < rest_.size() && !diagnostic::begins_code_point(rest_[length]))
      ++length;
    return rest_.substr(0, length);
  }

  Span place(std::size_t begin, std::size_t end) const { return text_.place.span(begin, end); }

  /// Underlines `length` bytes from here, whole characters at least.
  void fail(std::string code, std::size_t length, std::string message, std::string help = {}) {
    const std::size_t whole = rest_.empty() ? 0 : std::max(length, first_character().size());
    diagnostics_.error(std::move(code), place(at_, at_ + whole), std::move(message),
                       std::move(help));
  }

  const Text& text_;
  std::string_view rest_;
  std::size_t at_ = 0;
  diagnostic::Diagnostics& diagnostics_;
};

} // namespace

std::optional<ActionSpec> parse_action(const Text& text, diagnostic::Diagnostics& diagnostics) {
  const std::string_view value = text.value;
  const std::size_t blank = std::min(value.find(' ', 1), value.size());
  const std::string_view name = value.substr(0, blank);
  const auto kind = bpf::action_kind_named(name);
  if (!kind) {
    diagnostics.error("unknown-action", text.place.span(0, blank), "unknown action " + quoted(name),
                      did_you_mean_or_choose(name, action_names()));
    return std::nullopt;
  }
  const std::size_t data = std::min(value.find_first_not_of(' ', blank), value.size());
  if (!bpf::facts(*kind).takes_data) {
    if (blank == value.size()) return ActionSpec{*kind, std::uint16_t{0}, text.place.content()};
    diagnostics.error("action-data", text.place.span(blank, value.size()),
                      "nothing may follow the action " + quoted(name));
    return std::nullopt;
  }
  const Span span =
      data == value.size() ? text.place.content() : text.place.span(data, value.size());
  auto spec = parse_action_data(*kind, value.substr(data), span, diagnostics);
  if (spec) spec->span = text.place.content();
  return spec;
}

std::optional<ActionSpec> parse_action_data(bpf::ActionKind kind, std::string_view data, Span span,
                                            diagnostic::Diagnostics& diagnostics) {
  const auto number = parse_number(data);
  if (kind == bpf::ActionKind::trace) {
    if (number && *number <= 0xFFFF)
      return ActionSpec{kind, static_cast<std::uint16_t>(*number), span};
    diagnostics.error("action-data", span, "trace needs a number from 0 to 65535",
                      "the tracer reads it with PTRACE_GETEVENTMSG");
    return std::nullopt;
  }
  if (number && 1 <= *number && *number <= 4095)
    return ActionSpec{kind, static_cast<std::uint16_t>(*number), span};
  const auto names = arch::all_errno_names();
  if (std::find(names.begin(), names.end(), data) != names.end())
    return ActionSpec{kind, std::string(data), span};
  const std::string help = did_you_mean(data, names);
  if (data.empty() || is_digit(data[0]))
    diagnostics.error("action-data", span, "errno needs a name, or a number from 1 to 4095",
                      "errno ENOSYS lets libc fall back, errno EPERM often does not");
  else
    diagnostics.error("unknown-errno", span, "unknown errno " + quoted(data), help);
  return std::nullopt;
}

std::optional<Item> parse_item(const Text& text, diagnostic::Diagnostics& diagnostics) {
  EntryParser parser(text, diagnostics);
  if (text.value.starts_with('@')) return parser.parse_group();
  return parser.parse();
}

std::optional<CallHead> parse_call_head(const Text& text, diagnostic::Diagnostics& diagnostics) {
  return EntryParser(text, diagnostics).parse_head(Numbers::marked);
}

std::optional<CallHead> parse_counted_head(const Text& text, diagnostic::Diagnostics& diagnostics) {
  return EntryParser(text, diagnostics).parse_head(Numbers::bare_too);
}

std::optional<arch::Abi> parse_abi(std::string_view name, Span span,
                                   diagnostic::Diagnostics& diagnostics) {
  if (const auto abi = arch::abi_named(name)) return abi;
  if (arch::is_abi_without_filters(name))
    diagnostics.warning("abi-without-filters", span,
                        "kernels of " + quoted(name) + " have no seccomp filters: skipped");
  else
    diagnostics.error("unknown-abi", span, "unknown ABI " + quoted(name),
                      did_you_mean_or_choose(name, arch::abi_names()));
  return std::nullopt;
}

bool is_plain_word(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(),
                                      [](char c) { return '!' <= c && c <= '~' && c != ','; });
}

bool is_identifier(std::string_view name) {
  return !name.empty() && !is_digit(name[0]) &&
         std::all_of(name.begin(), name.end(), is_word_character);
}

bool is_group_name(std::string_view name) {
  return !name.empty() && name.front() != '-' &&
         std::all_of(name.begin(), name.end(), is_group_character);
}

} // namespace callgate::policy
