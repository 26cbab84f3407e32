// The audit system's records of what seccomp did, in all the forms that people have: the
// kernel's own log ("audit: type=1326 audit(…): …" behind whatever dmesg or a journal puts in
// front), auditd's file ("type=SECCOMP msg=audit(…): …"), the same enriched (names behind a
// byte 0x1d), and as ausearch --interpret shows it ("arch=x86_64 syscall=stat code=kill").
#pragma once

#include <cstddef>
#include <string_view>
#include <variant>
#include <vector>

#include "records/recorded_call.hpp"

namespace callgate::records {

/// Something else: another type of record, or any other text.
struct NoRecord {};

/// `number` counts lines from 1.
std::variant<NoRecord, RecordedCall, Unread> read_audit_line(std::string_view line,
                                                             std::size_t number);

/// All of a log; lines that are no records of seccomp are passed over.
std::vector<Unread> read_audit(std::string_view text, const TakeCall& take);

} // namespace callgate::records
