#include "gate/corpus.hpp"

#include <algorithm>
#include <csignal>
#include <cstring>

namespace callgate::gate {

std::string to_string(Ending ending) {
  if (const auto* exit = std::get_if<ExitStatus>(&ending))
    return "exit status " + std::to_string(exit->status);
  const int signal = std::get<EndingSignal>(ending).signal;
  const char* name = ::sigabbrev_np(signal);
  std::string text = "signal " + std::to_string(signal);
  if (name != nullptr) text.append(" (SIG").append(name).append(")");
  return text;
}

std::vector<std::string> environment_of(const Run& run, std::vector<std::string> inherited) {
  if (run.clears_environment) inherited.clear();
  const auto take_out = [&](const std::string& name) {
    std::erase_if(inherited, [&](const std::string& variable) {
      return variable.size() > name.size() && variable.starts_with(name) &&
             variable[name.size()] == '=';
    });
  };
  for (const std::string& name : run.unset)
    take_out(name);
  inherited.reserve(inherited.size() + run.environment.size());
  for (const auto& [name, value] : run.environment) {
    take_out(name);
    std::string variable = name;
    inherited.push_back(variable.append("=").append(value));
  }
  return inherited;
}

} // namespace callgate::gate
