// `c`: a header that a program includes to filter itself: one array a family, chosen by
// the compiler's predefined macros, and a function that installs it. It is C99 and C++,
// and free of warnings under all the options that its users may have on: hence no casts,
// no designated initialisers, no syscall() (which <unistd.h> hides from strict C99).
#include "emit/header.hpp"
#include "emit/writers.hpp"

namespace callgate::emit {
namespace {

constexpr std::string_view head = R"(#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>

)";

constexpr std::string_view tail = R"(#else
#error "the policy NAME has no filter for this ABI"
#endif

/* Sets no_new_privs and filters the system calls of the calling thread and of every
 * thread and process that it starts from now on; threads that run already keep what they
 * have. Needs no privilege and cannot be undone. Returns 0, or a negative errno value:
 * then the calls are not filtered, and no_new_privs may or may not be set. */
static inline int NAME_install(void) {
  /* As struct sock_fprog, whose pointer is not to const. */
  const struct {
    unsigned short length;
    const struct sock_filter *instructions;
  } program = {NAME_filter_length, NAME_filter};

  if (prctl(PR_SET_NO_NEW_PRIVS, 1UL, 0UL, 0UL, 0UL) != 0)
    return -errno;
  if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER + 0UL, &program, 0UL, 0UL) != 0)
    return -errno;
  return 0;
}
)";

std::string array(const proof::ProvenFilter& filter, std::string_view name) {
  return "/* Serves " + served_abis(filter) + ". */\n" +
         named("enum { NAME_filter_length = ", name) + std::to_string(filter.program().size()) +
         named(" };\n\nstatic const struct sock_filter "
               "NAME_filter[NAME_filter_length] = {\n",
               name) +
         initializers(filter.program()) + "};\n\n";
}

} // namespace

Output write_c(const Input& input) {
  if (!is_identifier(input.name))
    return Refusal{"\"" + std::string(input.name) +
                   "\" cannot name things in C, which letters, digits and underscores can: " +
                   std::string(advice_on_name)};
  const std::string origin = "/* Made by " + inside_comment(input.generator) + " from the policy " +
                             std::string(input.name) +
                             ", capabilities: " + inside_comment(description(input)) +
                             ".\n * Do not edit: change the policy and compile it again. */\n";
  std::string text = named(head, input.name);
  std::string_view directive = "#if ";
  for (const proof::ProvenFilter& filter : filters_of(input)) {
    text += std::string(directive) + condition(filter) + "\n\n" + array(filter, input.name);
    directive = "#elif ";
  }
  return origin + included_once("CALLGATE_FILTER_", input.name, text + named(tail, input.name));
}

} // namespace callgate::emit
