#include "records/strace.hpp"

#include <algorithm>
#include <utility>

#include "arch/calls.hpp"
#include "bpf/action.hpp"
#include "diagnostic/printable.hpp"
#include "records/lines.hpp"
#include "records/number_in.hpp"
#include "records/strace_arguments.hpp"

namespace callgate::records {

namespace {

constexpr std::string_view digits = "0123456789";
constexpr std::string_view name_letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_"
                                          "0123456789";

std::string_view without_blanks(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t");
  return begin == std::string_view::npos ? std::string_view{} : text.substr(begin);
}

std::string_view word_of(std::string_view text, std::string_view letters) {
  return text.substr(0, text.find_first_not_of(letters));
}

/// "12:34:56", "12:34:56.789", "1700000000.123456", "0.000123", "(+ 0.000123)"
std::string_view without_time(std::string_view line) {
  const std::string_view word = word_of(line, "0123456789:.");
  const bool is_time = word.find_first_of(":.") != std::string_view::npos &&
                       line.substr(word.size()).starts_with(' ');
  if (is_time) line = without_blanks(line.substr(word.size()));
  if (line.starts_with("(+")) {
    const std::size_t end = line.find(')');
    if (end != std::string_view::npos) line = without_blanks(line.substr(end + 1));
  }
  return line;
}

/// "syscall_0x1b7", or a name.
std::optional<std::variant<std::string, std::uint32_t>> called(std::string_view word) {
  constexpr std::string_view unnamed = "syscall_0x";
  if (word.starts_with(unnamed)) {
    const auto number = number_in(word.substr(unnamed.size()), 16);
    if (!number || *number > UINT32_MAX) return std::nullopt;
    return static_cast<std::uint32_t>(*number);
  }
  if (!arch::is_call_name(word)) return std::nullopt;
  return std::string(word);
}

/// The value of "key=value" in a siginfo, up to a comma or bracket.
std::string_view field(std::string_view text, std::string_view key) {
  const std::size_t at = text.find(key);
  if (at == std::string_view::npos) return {};
  text.remove_prefix(at + key.size());
  return text.substr(0, text.find_first_of(",} "));
}

/// "AUDIT_ARCH_X86_64"
std::optional<std::uint32_t> token_named(std::string_view text) {
  constexpr std::string_view prefix = "AUDIT_ARCH_";
  if (const auto number = number_in(text)) return static_cast<std::uint32_t>(*number);
  if (!text.starts_with(prefix)) return std::nullopt;
  std::string name(text.substr(prefix.size()));
  for (char& c : name) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  const auto abi = arch::abi_named(name);
  return abi ? std::optional(arch::facts(*abi).token) : std::nullopt;
}

/// "-1 EPERM (Operation not permitted)"
std::string error_in(std::string_view result) {
  if (!result.starts_with("-1 E")) return {};
  return std::string(word_of(result.substr(3), name_letters));
}

/// The 32-bit ABI beside another, as strace's notes speak of them.
arch::Abi in_mode(arch::Abi first, std::string_view mode) {
  const bool is_x86 = arch::facts(first).family == arch::Family::x86;
  if (mode == "32 bit" && is_x86) return arch::Abi::i386;
  if (mode == "x32" && is_x86) return arch::Abi::x32;
  if (mode == "64 bit" && is_x86) return arch::Abi::x86_64;
  if (mode == "32 bit" && arch::facts(first).family == arch::Family::arm64) return arch::Abi::arm;
  if (mode == "64 bit" && arch::facts(first).family == arch::Family::arm64)
    return arch::Abi::aarch64;
  return first;
}

std::vector<std::string_view> words_of(std::string_view line) {
  std::vector<std::string_view> words;
  for (std::string_view rest = without_blanks(line); !rest.empty();) {
    const std::size_t end = std::min(rest.find(' '), rest.size());
    words.push_back(rest.substr(0, end));
    rest = without_blanks(rest.substr(end));
  }
  return words;
}

/// The line up to what strace puts where a call did not return; with the end that a call has.
/// "read(0, <unfinished ...>) = ?" is of a thread that was ended in it, "read(0, <detached ...>"
/// of one that strace let go.
std::optional<std::string> with_end(std::string_view line) {
  for (const std::string_view mark : {"<unfinished ...>) = ?", "<detached ...>"}) {
    if (line.ends_with(mark)) return std::string(line.substr(0, line.rfind(mark))) + ") = ?";
  }
  return std::nullopt;
}

} // namespace

/// What stands before a call.
struct StraceReader::Prefix {
  int process = 0;
  std::uint64_t instruction_pointer = 0;
  std::optional<std::uint32_t> number{}; ///< -n

  Prefix() = default;

  /// Takes itself off the line.
  explicit Prefix(std::string_view& line) {
    line = without_blanks(line);
    if (line.starts_with("[pid")) {
      const std::string_view inside = without_blanks(line.substr(4));
      const std::string_view word = word_of(inside, digits);
      const std::string_view behind = without_name(inside.substr(word.size()), ">]");
      if (!behind.starts_with(']')) return;
      put_process(word);
      line = without_blanks(behind.substr(1));
    } else {
      const std::string_view word = word_of(line, digits);
      const std::string_view behind = without_name(line.substr(word.size()), "> ");
      if (!word.empty() && behind.starts_with(' ')) {
        put_process(word);
        line = without_blanks(behind);
      }
    }
    line = without_time(line);
    while (line.starts_with('[') && take_bracket(line)) {
    }
  }

private:
  /// What stands behind the name of a process that -Y puts there: "<sh>".
  static std::string_view without_name(std::string_view text, std::string_view end) {
    const std::size_t at = text.find(end);
    if (!text.starts_with('<') || at == std::string_view::npos) return text;
    return text.substr(at + 1);
  }

  void put_process(std::string_view text) {
    const auto number_read = number_in(text);
    if (number_read && *number_read <= INT32_MAX) process = static_cast<int>(*number_read);
  }

  /// "[00007f1234567890]" of -i, "[ 257]" of -n.
  bool take_bracket(std::string_view& line) {
    const std::size_t end = line.find(']');
    if (end == std::string_view::npos) return false;
    const std::string_view inside = without_blanks(line.substr(1, end - 1));
    constexpr std::size_t pointer_digits = 8;
    if (inside.size() >= pointer_digits) {
      const auto pointer = number_in(inside, 16);
      if (!pointer) return false;
      instruction_pointer = *pointer;
    } else {
      const auto called_number = number_in(inside);
      if (!called_number) return false;
      number = static_cast<std::uint32_t>(*called_number);
    }
    line = without_blanks(line.substr(end + 1));
    return true;
  }
};

StraceReader::StraceReader(arch::Abi abi, TakeCall take)
    : first_(abi), abi_(abi), take_(std::move(take)) {}

void StraceReader::hand_over(int process) {
  const auto found = last_.find(process);
  if (found == last_.end()) return;
  take_(found->second);
  last_.erase(found);
}

void StraceReader::keep(int process, RecordedCall call) {
  hand_over(process);
  last_.emplace(process, std::move(call));
}

void StraceReader::finish() {
  const auto open = std::exchange(unfinished_, {});
  for (const auto& [process, call] : open) {
    Prefix prefix;
    prefix.process = process;
    read_call(prefix, call.text + ") = ?", call.line);
  }
  while (!last_.empty())
    hand_over(last_.begin()->first);
}

bool StraceReader::read(std::string_view line, std::size_t number) {
  if (read_table(line, number) || read_mode(line)) return true;
  const Prefix prefix(line);
  return read_signal(prefix, line, number) || read_end(prefix, line, number) ||
         resume(prefix, line, number) || read_call(prefix, line, number);
}

/// "% time seconds usecs/call calls errors syscall", or what -U asks for.
std::optional<StraceReader::Table> StraceReader::table_of(std::string_view header) {
  const std::vector<std::string_view> words = words_of(header);
  const auto place = [&](std::string_view name) {
    return static_cast<std::size_t>(std::ranges::find(words, name) - words.begin());
  };
  Table table{words.size(), place("calls"), place("syscall"), place("errors")};
  if (table.calls == words.size() || table.name == words.size()) return std::nullopt;
  if (std::ranges::any_of(words, [](std::string_view word) {
        return word.find_first_not_of("abcdefghijklmnopqrstuvwxyz/%-") != std::string_view::npos;
      }))
    return std::nullopt;
  const std::size_t percent = place("%"); // it and "time" are one column
  if (percent == words.size()) return table;
  --table.columns;
  for (std::size_t* column : {&table.calls, &table.name, &table.errors}) {
    if (*column > percent) --*column;
  }
  return table;
}

/// A header, and a row a call.
bool StraceReader::read_table(std::string_view line, std::size_t number) {
  line = without_blanks(line);
  if (const auto table = table_of(line)) {
    table_ = table;
    return true;
  }
  if (!table_) return false;
  if (line.starts_with("---")) return true;
  const std::vector<std::string_view> words = words_of(line);
  const bool lacks_errors =
      table_->errors != table_->columns && words.size() + 1 == table_->columns;
  const auto word_at = [&](std::size_t column) {
    return words[lacks_errors && column > table_->errors ? column - 1 : column];
  };
  const bool is_row = (words.size() == table_->columns || lacks_errors) &&
                      number_in(word_at(table_->calls)).has_value();
  const bool is_total = std::ranges::find(words, "total") != words.end();
  if (!is_row || is_total) {
    table_.reset();
    return is_total;
  }
  if (has_calls_) return true;
  const auto call = called(word_at(table_->name));
  if (!call) {
    faults_.push_back({number, "unknown call " + diagnostic::quoted(word_at(table_->name))});
    return true;
  }
  RecordedCall recorded;
  recorded.line = number;
  recorded.token = arch::facts(abi_).token;
  recorded.call = *call;
  recorded.count = *number_in(word_at(table_->calls));
  take_(recorded);
  return true;
}

/// "[ Process PID=77 runs in 32 bit mode. ]"; "strace: [ … ]" where it goes to a terminal.
bool StraceReader::read_mode(std::string_view line) {
  const std::size_t at = line.find("[ Process PID=");
  constexpr std::string_view runs = " runs in ";
  const std::size_t mode = line.find(runs);
  if (at == std::string_view::npos || mode == std::string_view::npos) return false;
  const std::string_view rest = line.substr(mode + runs.size());
  abi_ = in_mode(first_, rest.substr(0, rest.find(" mode")));
  return true;
}

/// "--- SIGSYS {si_signo=SIGSYS, si_code=SYS_SECCOMP, si_call_addr=…, si_syscall=__NR_x,
/// si_arch=AUDIT_ARCH_X86_64} ---"; other signals say nothing of calls.
bool StraceReader::read_signal(const Prefix& prefix, std::string_view line, std::size_t number) {
  if (!line.starts_with("--- ")) return false;
  const bool is_seccomp = line.starts_with("--- SIGSYS {") &&
                          line.find("si_code=SYS_SECCOMP") != std::string_view::npos;
  if (!is_seccomp) return line.starts_with("--- SIG") || line.starts_with("--- stopped");
  std::string_view name = field(line, "si_syscall=");
  constexpr std::string_view macro = "__NR_";
  if (name.starts_with(macro)) name.remove_prefix(macro.size());
  RecordedCall recorded;
  recorded.line = number;
  recorded.process = prefix.process;
  recorded.token = token_named(field(line, "si_arch="));
  recorded.instruction_pointer = number_in(field(line, "si_call_addr=")).value_or(0);
  if (const auto value = number_in(name); value && *value <= UINT32_MAX) {
    recorded.call = static_cast<std::uint32_t>(*value);
  } else if (const auto call = called(name)) {
    recorded.call = *call;
  } else {
    faults_.push_back({number, "unknown si_syscall=" + diagnostic::printable(name)});
    return true;
  }
  // The line before shows the same call with its arguments.
  const auto last = last_.find(prefix.process);
  const auto abi = abi_of(recorded, abi_);
  if (last != last_.end() && abi && number_on(last->second, *abi) == number_on(recorded, *abi)) {
    recorded.arguments = last->second.arguments;
    recorded.texts = last->second.texts;
    recorded.line = last->second.line;
    last_.erase(last);
  }
  recorded.fate = Fate::stopped;
  recorded.code = bpf::facts(bpf::ActionKind::trap).value;
  keep(prefix.process, std::move(recorded));
  return true;
}

/// "+++ killed by SIGSYS (core dumped) +++": by the last call, unless that was trapped already.
bool StraceReader::read_end(const Prefix& prefix, std::string_view line, std::size_t number) {
  if (!line.starts_with("+++ ")) return false;
  if (const auto open = unfinished_.find(prefix.process); open != unfinished_.end()) {
    const std::string whole = open->second.text + ") = ?";
    unfinished_.erase(open);
    read_call(prefix, whole, number);
  }
  const auto last = last_.find(prefix.process);
  const bool is_by_filter = line.starts_with("+++ killed by SIGSYS");
  if (is_by_filter && last != last_.end() && last->second.fate == Fate::made)
    last->second.fate = Fate::stopped;
  hand_over(prefix.process);
  return true;
}

/// "<... read resumed>"x", 1) = 1"
bool StraceReader::resume(const Prefix& prefix, std::string_view line, std::size_t number) {
  constexpr std::string_view mark = " resumed>";
  if (!line.starts_with("<... ")) return false;
  const std::size_t at = line.find(mark);
  if (at == std::string_view::npos) return false;
  const auto open = unfinished_.find(prefix.process);
  if (open == unfinished_.end()) return true; // it began before the log
  const std::string whole = open->second.text + std::string(line.substr(at + mark.size()));
  unfinished_.erase(open);
  read_call(prefix, whole, number);
  return true;
}

bool StraceReader::read_call(const Prefix& prefix, std::string_view line, std::size_t number) {
  const std::string_view word = word_of(line, name_letters);
  if (word.empty() || !line.substr(word.size()).starts_with('(')) return false;
  constexpr std::string_view unfinished = "<unfinished ...>";
  while (line.ends_with(' '))
    line.remove_suffix(1);
  if (line.ends_with(unfinished)) {
    unfinished_[prefix.process] = {number, std::string(line.substr(0, line.rfind(unfinished)))};
    return true;
  }
  if (const auto whole = with_end(line)) return read_call(prefix, *whole, number);
  const std::string_view rest = line.substr(word.size() + 1);
  const auto written = split_arguments(rest);
  if (!written) return read_cut(prefix, line, number);
  const std::string_view behind = without_blanks(rest.substr(written->end + 1));
  if (!behind.starts_with('=')) return false;
  RecordedCall recorded;
  recorded.line = number;
  recorded.process = prefix.process;
  recorded.token = arch::facts(abi_).token;
  recorded.instruction_pointer = prefix.instruction_pointer;
  const auto call = called(word);
  if (!call && !prefix.number) {
    faults_.push_back({number, "unknown call " + diagnostic::quoted(word)});
    return true;
  }
  recorded.call = prefix.number ? std::variant<std::string, std::uint32_t>(*prefix.number) : *call;
  put_arguments(recorded, written->arguments, abi_);
  recorded.error = error_in(without_blanks(behind.substr(1)));
  if (!recorded.error.empty()) recorded.fate = Fate::failed;
  has_calls_ = true;
  keep(prefix.process, std::move(recorded));
  return true;
}

/// "kill(0, 1": a log that ends in the midst of a line. The call was entered; its last argument
/// may lack something.
bool StraceReader::read_cut(const Prefix& prefix, std::string_view line, std::size_t number) {
  const std::size_t open = line.find('(');
  if (line.find(')') != std::string_view::npos || !called(line.substr(0, open))) return false;
  const std::size_t comma = line.rfind(',');
  const std::size_t end = comma == std::string_view::npos ? open + 1 : comma;
  const std::string whole = std::string(line.substr(0, end)) + ") = ?";
  if (!split_arguments(std::string_view(whole).substr(open + 1))) return false;
  faults_.push_back({number, "the line is cut off: the call counts, its last argument does not"});
  return read_call(prefix, whole, number);
}

std::vector<Unread> read_strace(std::string_view text, arch::Abi abi, const TakeCall& take) {
  StraceReader reader(abi, take);
  for_each_line(text,
                [&](std::string_view line, std::size_t number) { reader.read(line, number); });
  reader.finish();
  return reader.faults();
}

} // namespace callgate::records
