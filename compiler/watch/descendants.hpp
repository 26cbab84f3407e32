// A child made with CLONE_UNTRACED has no tracer. Whose it is when its parents are gone, and
// that it does not stay, is seen to here.
#pragma once

#include <vector>

#include <sys/types.h>

namespace callgate::watch {

/// Orphaned descendants become children of this process for as long as this lives; then they
/// are killed and waited for, but for the children that were there before.
class Descendants {
public:
  Descendants();
  ~Descendants();
  Descendants(const Descendants&) = delete;
  Descendants& operator=(const Descendants&) = delete;

private:
  int was_subreaper_ = 0;
  std::vector<pid_t> spared_;
};

} // namespace callgate::watch
