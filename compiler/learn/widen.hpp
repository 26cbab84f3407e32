// Entries into the text of a policy that somebody has.
#pragma once

#include <map>
#include <string>
#include <variant>
#include <vector>

#include "learn/learn.hpp"
#include "learn/lines.hpp"
#include "learn/places.hpp"

namespace callgate::learn {

/// A policy and the ABIs that it is to serve.
struct Target {
  const diagnostic::Source& source;
  const policy::Policy& policy;
  std::vector<arch::Abi> abis;   ///< that it serves
  std::vector<arch::Abi> served; ///< that it will serve
};

/// `served` is added to what `policy` serves already; `host` counts where it names no ABIs.
Target target_of(const diagnostic::Source& source, const policy::Policy& policy,
                 const std::vector<arch::Abi>& served, arch::Abi host);

/// Why the policy cannot serve these ABIs; empty if it can.
std::string fault_on(const Target& target);

/// What the comments behind entries say of their counts, and what they are to say.
struct CountPlace {
  std::size_t begin; ///< of the count and what belongs to it
  std::size_t end;
  std::uint64_t count;
};
std::map<const policy::Rule*, CountPlace> counts_of(const diagnostic::Source& source,
                                                    const policy::Policy& policy);

/// The text with these lines in `allow` and in other lists, counts brought up to date and
/// `provenance` in its head. `origin` says above the lines where they come from.
std::variant<Learned, Refused> with_lines(const Target& target, const Lines& lines,
                                          const Lists& lists, const std::string& origin,
                                          const std::map<const policy::Rule*, std::uint64_t>& uses,
                                          const Provenance& provenance,
                                          std::vector<std::string> notes);

} // namespace callgate::learn
