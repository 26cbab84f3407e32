#include "policy/written_call.hpp"

#include <string_view>
#include <utility>

#include "diagnostic/printable.hpp"
#include "diagnostic/suggest.hpp"
#include "policy/argument_scope.hpp"
#include "policy/bits_parser.hpp"
#include "policy/text.hpp"

namespace callgate::policy {

namespace {

using diagnostic::quoted;

/// In values only constants have names.
const ArgumentScope& no_arguments() {
  static const ArgumentScope none("", {});
  return none;
}

/// Reads the parentheses behind a call. `scope` has the names that its arguments have on
/// some ABI.
class ArgumentParser : public BitsParser {
public:
  ArgumentParser(const Text& text, std::size_t open, const ArgumentScope& scope,
                 diagnostic::Diagnostics& diagnostics)
      : BitsParser(text, open, "call", no_arguments(), diagnostics), scope_(scope),
        diagnostics_(diagnostics) {}

  std::optional<std::vector<WrittenArgument>> parse() {
    if (!expect(TokenKind::left_parenthesis, "(")) return std::nullopt;
    std::vector<WrittenArgument> arguments;
    bool all_sound = true;
    while (!at(TokenKind::right_parenthesis)) {
      const std::size_t begin = token().begin;
      auto argument = parse_argument();
      all_sound = all_sound && argument;
      if (argument) {
        check_place(*argument, begin, arguments);
        arguments.push_back(*std::move(argument));
      }
      if (!at(TokenKind::comma)) break;
      take();
    }
    if (!expect(TokenKind::right_parenthesis, ")")) return std::nullopt;
    if (!at(TokenKind::end))
      fail("unexpected " + quoted(text().substr(token().begin)) + " behind the call", token().begin,
           text().size());
    if (!is_sound() || !all_sound) return std::nullopt;
    return arguments;
  }

private:
  std::optional<WrittenArgument> parse_argument() {
    const std::size_t begin = token().begin;
    std::optional<std::string> name;
    if (at(TokenKind::name) && following() == TokenKind::equal)
      name = parse_name_of_argument();
    else
      check_no_bare_name();
    auto value = build().constant(parse_bits());
    if (!value) return std::nullopt;
    return WrittenArgument{std::move(name), *std::move(value), build().place(begin, taken_end())};
  }

  /// `name=`; conditions have taught some to write "==".
  std::string parse_name_of_argument() {
    const Token name = take();
    std::string word(text(name));
    check_name(word, name);
    if (text(token()) != "=")
      mistake("a value is given with \"=\"", token().begin, token().end, "write " + word + "=…");
    advance();
    return word;
  }

  /// `close(fd)`, as a prototype has it.
  void check_no_bare_name() {
    const TokenKind next = following();
    const bool is_alone = next == TokenKind::comma || next == TokenKind::right_parenthesis;
    if (!at(TokenKind::name) || !is_alone || !scope_.has(text(token()))) return;
    fail(quoted(text(token())) + " has no value", token().begin, token().end,
         "write " + std::string(text(token())) + "=…, or the value alone");
  }

  void check_name(const std::string& word, const Token& name) {
    if (const auto raw = register_named(word)) {
      if (*raw >= 6)
        return mistake("there is no register " + quoted(word), name.begin, name.end,
                       "filters see six, arg0 to arg5", "unknown-argument");
      const auto other = scope_.other_register(static_cast<std::uint8_t>(*raw));
      if (other)
        diagnostics_.warning("ambiguous-argument", build().place(name.begin, name.end),
                             quoted(word) + " means register " + std::to_string(*raw) +
                                 ", counted from 0, but " + scope_.title() + "'s own " +
                                 quoted(word) + " is register " + std::to_string(*other),
                             "write arg" + std::to_string(*other) + " for " + scope_.title() +
                                 "'s own");
      return;
    }
    if (scope_.has(word)) return;
    if (!scope_.are_known())
      return mistake("the arguments of " + quoted(scope_.title()) + " have no names here",
                     name.begin, name.end, "write the registers: arg0 to arg5", "unknown-argument");
    mistake("unknown argument " + quoted(word) + " of " + quoted(scope_.title()), name.begin,
            name.end,
            scope_.list().empty() ? "it takes no arguments"
                                  : diagnostic::did_you_mean_or_choose(word, scope_.list()),
            "unknown-argument");
  }

  /// What goes by place stands before what goes by name.
  void check_place(const WrittenArgument& argument, std::size_t begin,
                   const std::vector<WrittenArgument>& before) {
    if (argument.name || before.empty() || !before.back().name) return;
    mistake("an argument without a name behind a named one", begin, taken_end(),
            "write those without a name first");
  }

  Operand parse_inner() override { return parse_bits(); }

  Operand parse_applied(const Token& name) override {
    fail("unexpected \"(\" in a call", token().begin, token().end,
         quoted(text(name)) + " is no constant; types are for conditions");
    return faulty_from(name.begin);
  }

  const ArgumentScope& scope_;
  diagnostic::Diagnostics& diagnostics_;
};

ArgumentScope scope_of(const CallHead& head) {
  const auto* name = std::get_if<std::string>(&head.call);
  if (name != nullptr) return {*name, {name, 1}};
  return {"#" + std::to_string(std::get<std::uint32_t>(head.call)), {}};
}

} // namespace

std::optional<WrittenCall> parse_call(const Text& text, diagnostic::Diagnostics& diagnostics) {
  auto head = parse_call_head(text, diagnostics);
  if (!head) return std::nullopt;
  WrittenCall call{std::move(head->call), head->only, {}, text.place.content()};
  if (head->end == text.value.size()) return call;
  const ArgumentScope scope = scope_of({call.call, call.only, head->end});
  auto arguments = ArgumentParser(text, head->end, scope, diagnostics).parse();
  if (!arguments) return std::nullopt;
  call.arguments = *std::move(arguments);
  return call;
}

} // namespace callgate::policy
