// Reading inputs and writing outputs; "-" is a standard stream.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace callgate::cli {

/// The whole of a file or of standard input; on failure says why on standard error.
std::optional<std::string> read_input(const std::string& path);

/// The same of what programs wrote line by line, which may be long.
std::optional<std::string> read_log(const std::string& path);

/// What the text read from `path` is called: the path itself, or "<stdin>".
std::string source_name(const std::string& path);

/// The same as messages show it: on one line, with nothing that a terminal obeys.
std::string display_name(const std::string& path);

/// Writes all of `data` to `path`, or says why not on standard error and returns false.
/// A regular file is replaced whole or not at all.
bool write_output(const std::string& path, std::string_view data);

/// One line on standard error: "callgate: …".
void complain(std::string_view message);

} // namespace callgate::cli
