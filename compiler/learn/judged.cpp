#include "learn/judged.hpp"

#include <algorithm>

#include "diagnostic/diagnostic.hpp"
#include "policy/parse.hpp"
#include "ruleset/check.hpp"

namespace callgate::learn {

Judged judged(const std::string& text, const std::vector<arch::Abi>& served) {
  const diagnostic::Source source("policy.toml", text);
  diagnostic::Diagnostics diagnostics;
  const policy::Policy policy = policy::parse(source, diagnostics);
  if (!diagnostics.has_errors()) ruleset::check(policy, served, diagnostics);
  Judged result;
  for (const diagnostic::Diagnostic& found : diagnostics.sorted()) {
    if (found.severity != diagnostic::Severity::error) continue;
    bool is_bypass = false;
    for (const std::string name : {"socketcall", "ipc"}) {
      if (found.code != "bypass" || !found.message.starts_with("\"" + name + "\"")) continue;
      is_bypass = true;
      if (std::ranges::find(result.bypasses, name) == result.bypasses.end())
        result.bypasses.push_back(name);
    }
    if (!is_bypass && result.fault.empty()) result.fault = found.message;
  }
  return result;
}

std::vector<arch::Abi> united_abis(std::vector<arch::Abi> some,
                                   const std::vector<arch::Abi>& others) {
  some.insert(some.end(), others.begin(), others.end());
  std::ranges::sort(some);
  some.erase(std::unique(some.begin(), some.end()), some.end());
  return some;
}

std::string abi_list(const std::vector<arch::Abi>& abis) {
  std::string text;
  for (const arch::Abi abi : abis) {
    text += text.empty() ? "[\"" : ", \"";
    text += arch::facts(abi).name;
    text += '"';
  }
  return text + "]";
}

} // namespace callgate::learn
