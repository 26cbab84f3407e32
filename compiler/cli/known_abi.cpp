#include "cli/known_abi.hpp"

#include <string>

#include "arch/abi.hpp"
#include "diagnostic/suggest.hpp"

namespace callgate::cli {

CLI::Validator known_abi() {
  return {[](std::string& name) -> std::string {
            if (arch::abi_named(name)) return {};
            const std::string near = diagnostic::did_you_mean(name, arch::abi_names());
            return "unknown ABI \"" + name + "\"" + (near.empty() ? "" : ": " + near);
          },
          "", "known ABI"};
}

} // namespace callgate::cli
