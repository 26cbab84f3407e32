// The command line as a whole.
#pragma once

namespace callgate::cli {

/// Parses the arguments, runs the subcommand, and returns the exit status.
int run_app(int argc, char** argv);

} // namespace callgate::cli
