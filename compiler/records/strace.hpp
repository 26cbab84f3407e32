// strace's output: with or without -f, -o, -i, -n, -t…, -r, -T, -y, -Y and -k, unfinished and
// resumed calls, the signals between them, and the table of -c, whatever its columns. What was
// entered counts, whether or not the log shows how it went on. Behind calls one by one (-C) the
// table says nothing new.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "arch/abi.hpp"
#include "records/recorded_call.hpp"

namespace callgate::records {

class StraceReader {
public:
  /// `abi`: of calls before strace says another one. A call is handed to `take` when the next
  /// line of its process has shown what became of it.
  StraceReader(arch::Abi abi, TakeCall take);

  /// Whether the line is one of strace's.
  bool read(std::string_view line, std::size_t number);

  /// Hands over what is left.
  void finish();

  [[nodiscard]] const std::vector<Unread>& faults() const { return faults_; }

private:
  struct Prefix;

  /// The columns of a table, by their places among the words of a row.
  struct Table {
    std::size_t columns;
    std::size_t calls;
    std::size_t name;
    std::size_t errors; ///< may be blank; `columns` if there is none
  };
  static std::optional<Table> table_of(std::string_view header);

  bool read_table(std::string_view line, std::size_t number);
  bool read_mode(std::string_view line);
  bool read_signal(const Prefix& prefix, std::string_view line, std::size_t number);
  bool read_end(const Prefix& prefix, std::string_view line, std::size_t number);
  bool read_call(const Prefix& prefix, std::string_view line, std::size_t number);
  bool read_cut(const Prefix& prefix, std::string_view line, std::size_t number);
  bool resume(const Prefix& prefix, std::string_view line, std::size_t number);
  void keep(int process, RecordedCall call);
  void hand_over(int process);

  arch::Abi first_;
  arch::Abi abi_;
  TakeCall take_;
  std::optional<Table> table_;
  bool has_calls_ = false;
  std::map<int, RecordedCall> last_; ///< of each process
  struct Unfinished {
    std::size_t line;
    std::string text; ///< what stands before "<unfinished ...>"
  };
  std::map<int, Unfinished> unfinished_;
  std::vector<Unread> faults_;
};

/// All of a log; other lines are passed over.
std::vector<Unread> read_strace(std::string_view text, arch::Abi abi, const TakeCall& take);

} // namespace callgate::records
