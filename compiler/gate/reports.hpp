// A result as people, programs and pages show it.
#pragma once

#include <cstdint>
#include <set>
#include <span>
#include <string>

#include "gate/result.hpp"

namespace callgate::gate {

/// An object; `read_baseline` takes it back. docs/check.md has its keys.
std::string to_json(const Result& result);

/// JUnit's XML, which systems for continuous integration read: a test a run, one for the
/// baseline and one for what of the policy is unused.
std::string to_junit(const Result& result);

/// A page that stands alone: no script, nothing from elsewhere.
std::string to_html(const Result& result);

enum class Colour { never, always };

/// A line a run: "ok", its name, how long it took and how many calls it made; and below it, if
/// it went wrong, why. A denied call is reported on in full the first time only: `told` has
/// those that were.
std::string run_text(const RunResult& run, std::span<const Finding> findings,
                     std::set<std::string>& told, Colour colour);

/// What there is to say when all runs were told of: the other findings, and the verdict.
std::string closing_text(const Result& result, Colour colour);

/// How many calls were made.
std::uint64_t total(const Times& times);
std::uint64_t total(const RunResult& run);

} // namespace callgate::gate
