// What is said about one denied call: values, so that text, JSON and pages of a gate show the
// same. Every string is as it was read or made, terminals get it through
// diagnostic::printable(); what came from the program (names, paths, strings, addresses) is
// for people to read, and nothing here was decided by it.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "arch/abi.hpp"
#include "bpf/action.hpp"
#include "bpf/call_data.hpp"
#include "explain/edit.hpp"
#include "records/scene.hpp"

namespace callgate::explain {

/// One argument as a C caller passes it.
struct Argument {
  std::string name;         ///< "domain"; "arg3" where the declaration is not known
  std::string value;        ///< "AF_INET|…", "3", "0x7ffd…"; "?" where it is not known
  std::string meaning{};    ///< what it stands for: "</etc/passwd>", "\"/tmp/x\""; may be empty
  bool is_deciding = false; ///< whether it tells how dangerous the call is
};

/// Where something stands in the policy.
struct Place {
  std::size_t line;   ///< from 1
  std::size_t column; ///< from 1, in code points
  std::string table;  ///< "[base]", "[cap.NET]"; empty outside of tables
  std::string text;   ///< as written, on one line
};

enum class Reason : std::uint8_t {
  entry,         ///< an entry says so
  no_condition,  ///< entries list the call, and the condition of none holds
  unlisted,      ///< no entry lists it
  sibling_abi,   ///< its number is one of an ABI that is not served under its token
  newer,         ///< it is newer than known_through
  foreign_token, ///< its audit token is not served
  undetermined,  ///< it depends on arguments that the record does not have
};

/// "no_condition": for machines.
std::string_view name_of(Reason reason);

/// An entry that lists the call and does not let it through.
struct NearMiss {
  Place place;
  std::string failing; ///< the part of its condition that does not hold: "domain == AF_UNIX"
  std::string here;    ///< what stands there instead: "domain is AF_INET"
};

struct Verdict {
  bpf::Action action{};
  Reason reason = Reason::unlisted;
  std::string sentence;         ///< "no entry lists it"
  std::optional<Place> place{}; ///< of the entry or key that decided
  std::vector<NearMiss> near{};
};

/// Lines of the policy that become others. An empty `before` adds lines behind `line` - 1.
struct Change {
  std::size_t line; ///< of the first line, from 1, in the policy as it is
  std::vector<std::string> before;
  std::vector<std::string> after;
};

enum class RemedyKind : std::uint8_t {
  condition,     ///< an entry for just these arguments, or an existing one widened by them
  capability,    ///< a capability that the policy has
  enosys,        ///< the errno after which libc does without the call
  abi,           ///< an ABI to serve
  known_through, ///< newer kernels' calls
  entry,         ///< the call, whatever its arguments
};

/// "condition", "capability" …
std::string_view name_of(RemedyKind kind);

/// One way to let the call through (or, for `enosys`, to have the program do without it).
/// Each was tried: the policy with it compiles, then decides this call so, and is more
/// restrictive nowhere.
struct Remedy {
  RemedyKind kind;
  std::string what;                   ///< one line: "add \"socket(…)\" to [base] allow"
  std::vector<std::string> options{}; ///< of the command line: "--cap", "NET"
  std::vector<Change> changes{};      ///< of the policy
  std::vector<Edit> edits{};          ///< the same, of the policy's text
  std::string patch{};                ///< the same as a unified diff; empty without changes
  std::vector<std::string> opens{};   ///< what else it lets through, sorted; at most some
  std::size_t more = 0;               ///< how many further calls it lets through
  std::vector<std::string> risks{};   ///< a sentence each; may be empty
};

struct Report {
  bpf::CallData call{};
  std::optional<arch::Abi> abi{}; ///< whose call it is; nothing for an unknown token
  std::string name;               ///< "socket", "#999"
  std::string text;               ///< "socket(AF_INET, SOCK_RAW, 0)"
  std::vector<Argument> arguments{};
  bool knows_arguments = true;
  records::Caller caller{};
  std::vector<records::Frame> stack{};
  Verdict verdict{};
  bool is_allowed = false; ///< the policy lets this call run
  std::vector<std::string> notes{};
  std::vector<Remedy> remedies{}; ///< best first
  std::string policy;             ///< name of the policy's source
};

} // namespace callgate::explain
