#include <exception>
#include <string>
#include <string_view>

#include "cli/app.hpp"
#include "cli/exit_status.hpp"
#include "cli/files.hpp"

int main(int argc, char** argv) {
  using namespace callgate::cli;
  try {
    return run_app(argc, argv);
  } catch (const std::exception& fault) {
    // Memory is the one thing that can run out anywhere.
    complain(std::string("internal error: ") + fault.what());
    const std::string_view command = argc > 1 ? argv[1] : "";
    if (command == "run") return exit_cannot;
    return command == "diff" ? exit_undecided : exit_failed;
  }
}
