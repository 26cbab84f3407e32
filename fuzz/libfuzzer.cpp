// The libFuzzer harness, built once a target: CALLGATE_FUZZ_TARGET names its row in
// targets.cpp. An exception that leaves the body is a finding.
#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <filesystem>

#include "fuzz/targets.hpp"

extern "C" size_t LLVMFuzzerMutate(uint8_t* data, size_t size, size_t max_size);

namespace {

using namespace callgate;

const fuzz::Target& target() {
  static const fuzz::Target& found = *fuzz::find_target(CALLGATE_FUZZ_TARGET);
  return found;
}

} // namespace

/// Where the command line names a corpus folder, adds those that the target's row has.
extern "C" int LLVMFuzzerInitialize(int* argc, char*** argv) {
  static std::vector<std::string> folders;
  static std::vector<char*> arguments;
  arguments.assign(*argv, *argv + *argc);
  if (std::none_of(arguments.begin() + 1, arguments.end(),
                   [](const char* word) { return std::filesystem::is_directory(word); }))
    return 0;
  for (const std::string_view folder : target().seeds)
    folders.push_back(CALLGATE_SOURCE_DIR "/" + std::string(folder));
  for (std::string& folder : folders)
    arguments.push_back(folder.data());
  *argc = static_cast<int>(arguments.size());
  arguments.push_back(nullptr);
  *argv = arguments.data();
  return 0;
}

extern "C" size_t LLVMFuzzerCustomMutator(uint8_t* data, size_t size, size_t max_size,
                                          unsigned seed) {
  if (seed % 2 == 0) return LLVMFuzzerMutate(data, size, max_size);
  fuzz::Random random(seed);
  const std::string mutated =
      target().mutate(std::string(reinterpret_cast<const char*>(data), size), random);
  const size_t kept = std::min(mutated.size(), max_size);
  std::memcpy(data, mutated.data(), kept);
  return kept;
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  target().body({data, size});
  return 0;
}
