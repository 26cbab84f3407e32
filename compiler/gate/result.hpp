// What a gate found: values that the reports are written from, and that go as JSON from one
// release to the next.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gate/corpus.hpp"
#include "gate/usage.hpp"

namespace callgate::gate {

/// A call as results name it: "openat" or "#500" of "x86_64"; of a token that no ABI has,
/// "0x1234".
struct CallName {
  std::string abi;
  std::string name;

  auto operator<=>(const CallName&) const = default;
};

CallName name_of(std::uint32_t token, std::uint32_t number);

struct SeenCall {
  CallName call;
  Times times{};
};

/// A call that the policy would deny, once for all that are alike.
struct Denial {
  CallName call;
  std::string text;   ///< "socket(AF_INET, SOCK_RAW, 0)"
  std::string action; ///< that it would get: "kill_process"
  std::string reason; ///< "no entry lists it"
  std::uint64_t count = 0;
  std::string report{};  ///< for people, several lines; may be empty
  std::string details{}; ///< the same as a JSON object; may be empty
};

/// How a run, or one of its repetitions, came to its end.
struct Ended {
  std::optional<Ending> ending{}; ///< none: see `fault`
  bool timed_out = false;
  std::string fault{}; ///< why it could not be run or watched to its end
};

/// What the watcher of one repetition tells.
struct Watched {
  Ended ended{};
  std::vector<SeenCall> calls{};
  std::vector<Denial> denials{};
  std::vector<EntryUse> entries{}; ///< as of Entries::all; none where nothing was watched
};

/// One repetition, as whoever ran it saw it.
struct Repetition {
  Watched watched{};
  double seconds = 0;
  std::string output{}; ///< the beginning of what it wrote, standard error included
};

/// Something that speaks against the release, or that somebody should look at.
struct Finding {
  enum class Kind : std::uint8_t {
    denied_call,
    wrong_ending,
    time_limit,
    missing_output,
    not_run,
    new_call,
    new_in_run,
    vanished_call,
    vanished_run,
    newer_call,
    unused_entry,
    unused_part,
    unused_capability,
  };
  Kind kind;
  bool fails;           ///< else it is a warning
  std::string message;  ///< a sentence without its full stop
  std::string run{};    ///< its name; empty: none alone
  std::size_t line = 0; ///< of the policy; 0: none
  std::size_t column = 0;
};

/// "denied-call", for machines.
std::string_view code_of(Finding::Kind kind);

struct RunResult {
  std::string name;
  std::vector<std::string> command{};
  std::vector<std::string> capabilities{}; ///< that were chosen, in the policy's order
  std::size_t repeats = 1;
  double seconds = 0; ///< of all repetitions
  std::vector<SeenCall> calls{};
  std::vector<Denial> denials{};
  std::string output{}; ///< of the first repetition that went wrong
};

struct PartResult {
  std::string text;
  std::size_t line = 0;
  std::size_t column = 0;
  std::uint64_t calls = 0;
};

struct EntryResult {
  std::string table; ///< "[base]"
  std::string text;
  std::string action;
  std::size_t line = 0;
  std::size_t column = 0;
  bool is_active = true; ///< some run had its table
  bool opens = true;     ///< it lets calls run; to list what is denied does no harm unused
  /// A vDSO may answer such calls without the kernel, so that nobody sees them; where a host has
  /// none, they are needed.
  bool is_hidden = false;
  std::uint64_t calls = 0;
  std::size_t members = 1;
  std::size_t used_members = 0;
  std::vector<PartResult> parts{};
};

struct CapabilityResult {
  std::string name;
  std::size_t line = 0;
  std::size_t column = 0;
  std::size_t runs = 0; ///< that had it
  std::uint64_t calls = 0;
};

/// What the filter of one set of capabilities costs on the calls that were made.
struct FilterCost {
  std::string capabilities; ///< "NET, FILES" or "none"
  std::string family;
  std::size_t instructions = 0;
  std::size_t ebpf_instructions = 0;
  std::uint64_t calls = 0;  ///< made under it
  std::uint64_t cached = 0; ///< of these that the kernel's cache answers
  double executed = 0;      ///< instructions a call that runs the filter; 0 if none does
};

struct Result {
  std::string policy;
  std::string corpus;
  std::optional<std::string> baseline{}; ///< its file
  std::vector<RunResult> runs{};
  std::vector<EntryResult> entries{};
  std::vector<CapabilityResult> capabilities{};
  std::vector<FilterCost> costs{};
  std::vector<Finding> findings{}; ///< failures first, then in the order of the runs or lines

  [[nodiscard]] bool passed() const;
};

} // namespace callgate::gate
