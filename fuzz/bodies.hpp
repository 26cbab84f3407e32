// What the fuzzers claim: one function a claim, for any bytes at all. A body returns
// when its claim holds and throws when it does not, so that libFuzzer (libfuzzer.cpp)
// and the smoke test (tests/fuzz) can both call it.
#pragma once

#include <cstdint>
#include <span>
#include <stdexcept>

namespace callgate::fuzz {

using Bytes = std::span<const std::uint8_t>;

/// A claim that does not hold for the input.
class Violation : public std::logic_error {
public:
  using std::logic_error::logic_error;
};

/// Any text is read, checked and complained about without a crash, with every message
/// inside the text and the machine-readable form valid JSON.
void policy_text(Bytes bytes);

/// Any bytes are read as a condition: either a message says what is wrong, inside the text,
/// or the condition printed with all its parentheses reads as the same one.
void expression(Bytes bytes);

/// Any bytes are decoded and encoded to the same; whatever the kernel's rules accept is
/// listed line by line, comes to an end on every input, has a diagram that returns the same
/// there, in a stack too, or is refused one for a reason, and is refused as a policy or
/// becomes one that is proven equal.
void raw_filter(Bytes bytes);

/// Any bytes are read as a log of the audit system and of strace: every record is of a line of it
/// and names a call that there is, and every fault has a line and a reason.
void logs(Bytes bytes);

/// What compiles means the same to every engine, under no capability and under all,
/// comes out the same when compiled again, and fits every output format; capabilities
/// only widen. What is refused is refused for a fault of the policy, not of callgate.
void compile(Bytes bytes);

/// Any text is read as a gate's corpus; where no message says that it is at fault, each run has
/// something to run.
void run_corpus(Bytes bytes);

} // namespace callgate::fuzz
