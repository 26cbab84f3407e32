#include "cli/app.hpp"

int main(int argc, char** argv) {
  return callgate::cli::run_app(argc, argv);
}
