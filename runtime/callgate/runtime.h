// callgate's loader: installs a seccomp filter in the calling thread, and can read
// back that the thread is filtered. The one header for embedders to include.
//
//   static const sock_filter filter[] = {…};          // from `callgate compile --emit c`
//   callgate::Status status = callgate::load(callgate::Filter(filter));
//   if (!status.ok()) {
//     write(2, status.message(), strlen(status.message()));
//     _exit(1);
//   }
//
// Header-only, C++17; needs libc and the kernel's UAPI headers and nothing else. No
// exceptions, RTTI, allocation or global state, and errno is left as it was: every
// function here may be called between fork and exec, in a signal handler, and in a
// thread whose earlier filter already forbids brk and mmap.
#pragma once

#include <callgate/filter.h>
#include <callgate/load.h>
#include <callgate/probe.h>
#include <callgate/read_back.h>
#include <callgate/status.h>
