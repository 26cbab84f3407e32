// The main function of every doctest executable. `--update` rewrites the expected part
// of case files instead of comparing with it.
#define DOCTEST_CONFIG_IMPLEMENT
#include <doctest/doctest.h>

#include <string_view>

#include "support/cases.hpp"

int main(int argc, char** argv) {
  for (int i = 1; i < argc; ++i) {
    if (std::string_view(argv[i]) == "--update") callgate::tests::update_cases = true;
  }
  doctest::Context context(argc, argv);
  return context.run();
}
