#include "watch/descendants.hpp"

#include <sys/prctl.h>

#include "watch/children.hpp"

namespace callgate::watch {

Descendants::Descendants() : spared_(children()) {
  prctl(PR_GET_CHILD_SUBREAPER, &was_subreaper_, 0, 0, 0);
  prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
}

Descendants::~Descendants() {
  kill_children(spared_);
  if (was_subreaper_ == 0) prctl(PR_SET_CHILD_SUBREAPER, 0, 0, 0, 0);
}

} // namespace callgate::watch
