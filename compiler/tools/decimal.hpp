// Numbers as a person reads them: so many places behind the point, whatever the locale.
#pragma once

#include <string>

namespace callgate::tools {

/// "1.100"
std::string decimal(double value, int places);

/// The same with a sign, which 0 has too: "+8.5".
std::string signed_decimal(double value, int places);

} // namespace callgate::tools
