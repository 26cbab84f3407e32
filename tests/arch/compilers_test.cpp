// The tables against real compilers: the conditions that tell ABIs apart, read with
// -Wundef as an error, and the numbers in the system's own headers.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <optional>
#include <sstream>
#include <string>
#include <unistd.h>

#include "arch/calls.hpp"

namespace callgate::arch {
namespace {

/// What `command`, given `text` as a file, prints; nothing if it fails.
std::optional<std::string> preprocess(const std::string& command, const std::string& text) {
  std::string path = "/tmp/callgate-arch-XXXXXX";
  const int descriptor = mkstemp(path.data());
  REQUIRE(descriptor >= 0);
  REQUIRE(write(descriptor, text.data(), text.size()) == static_cast<ssize_t>(text.size()));
  close(descriptor);
  std::string output;
  auto* const pipe =
      popen((command + " -E -P -Wundef -Werror -x c " + path + " 2>&1").c_str(), "r");
  REQUIRE(pipe != nullptr);
  std::array<char, 4096> buffer{};
  while (const auto size = fread(buffer.data(), 1, buffer.size(), pipe)) {
    output.append(buffer.data(), size);
  }
  const int status = pclose(pipe);
  unlink(path.c_str());
  if (status != 0) {
    MESSAGE(command, ": ", output);
    return std::nullopt;
  }
  return output;
}

/// A source that the preprocessor reduces to the ABIs whose condition holds.
std::string conditions() {
  std::string text;
  for (const auto& abi : all_abis()) {
    text += "#if " + std::string(abi.predefined) + "\nabi_" + std::string(abi.name) + "\n#endif\n";
  }
  return text;
}

std::string trimmed(std::string text) {
  std::erase_if(text, [](char c) { return c == ' ' || c == '\n'; });
  return text;
}

TEST_CASE("the compiler at hand is exactly one ABI, and native_abi agrees") {
  const auto output = preprocess(CALLGATE_CXX, conditions());
  REQUIRE(output.has_value());
  CHECK(trimmed(*output) == "abi_" + std::string(facts(native_abi()).name));
}

/// What is left of runtime/cmake/target_abi.c below its comment.
std::string target_abi_rows() {
  std::string text;
  std::string_view directive = "#if ";
  for (const auto& abi : all_abis()) {
    text.append(directive).append(abi.predefined).append("\n");
    text.append("#error \"callgate ABI: ").append(abi.name).append("\"\n");
    directive = "#elif ";
  }
  return text + "#else\n#error \"callgate ABI: none\"\n#endif\n";
}

TEST_CASE("what embedders' builds ask their compiler is the same table") {
  std::ifstream file(CALLGATE_SOURCE_DIR "/runtime/cmake/target_abi.c");
  const std::string text(std::istreambuf_iterator<char>(file), {});
  CHECK(text.substr(std::min(text.find("#if "), text.size())) == target_abi_rows());
}

TEST_CASE("clang for other targets is exactly one ABI, or none that can be filtered") {
  if (!preprocess("clang", "")) {
    MESSAGE("no clang here: other targets not checked");
    return;
  }
  struct Case {
    std::string_view target;
    std::string_view expected;
  };
  const Case cases[] = {
      {"x86_64-linux-gnu", "abi_x86_64"},
      {"x86_64-linux-gnux32", "abi_x32"},
      {"i686-linux-gnu", "abi_i386"},
      {"aarch64-linux-gnu", "abi_aarch64"},
      {"aarch64_be-linux-gnu", ""},
      {"arm-linux-gnueabihf", "abi_arm"},
      {"armeb-linux-gnueabi", ""},
      {"riscv64-linux-gnu", "abi_riscv64"},
      {"riscv32-linux-gnu", "abi_riscv32"},
      {"powerpc64le-linux-gnu", "abi_ppc64le"},
      {"powerpc64-linux-gnu", "abi_ppc64"},
      {"powerpc-linux-gnu", "abi_ppc"},
      {"powerpcle-linux-gnu", ""},
      {"s390x-linux-gnu", "abi_s390x"},
      {"mips64-linux-gnuabi64", "abi_mips_n64"},
      {"mips64-linux-gnuabin32", "abi_mips_n32"},
      {"mips-linux-gnu", "abi_mips_o32"},
      {"mips64el-linux-gnuabi64", "abi_mipsel_n64"},
      {"mips64el-linux-gnuabin32", "abi_mipsel_n32"},
      {"mipsel-linux-gnu", "abi_mipsel_o32"},
      {"m68k-linux-gnu", "abi_m68k"},
      {"loongarch64-linux-gnu", "abi_loongarch64"},
      {"sparc64-linux-gnu", ""},
  };
  for (const auto& expected : cases) {
    CAPTURE(expected.target);
    const auto command = "clang --target=" + std::string(expected.target);
    if (!preprocess(command, "")) continue; // a target that this clang was built without
    const auto output = preprocess(command, conditions());
    REQUIRE(output.has_value());
    CHECK(trimmed(*output) == expected.expected);
  }
}

TEST_CASE("the system's own headers give the native calls the same numbers") {
  const auto native = native_abi();
  std::string text = "#include <sys/syscall.h>\n";
  for (const auto& call : calls(native)) {
    const std::string name(call.name);
    text += "#ifdef __NR_" + name + "\nnumber_of_" + name + " = __NR_" + name + ";\n#endif\n";
  }
  const auto output = preprocess(CALLGATE_CXX, text);
  REQUIRE(output.has_value());
  int compared = 0;
  std::istringstream lines(*output);
  for (std::string line; std::getline(lines, line);) {
    const std::string_view prefix = "number_of_";
    if (!line.starts_with(prefix)) continue;
    const auto name = line.substr(prefix.size(), line.find(' ') - prefix.size());
    CAPTURE(line);
    const auto* const call = find_call(native, name);
    REQUIRE(call != nullptr);
    // x32 and mips write their base as a sum, which is compared without it.
    const auto digits = line.find_last_of(" +(") + 1;
    CHECK(std::stoul(line.substr(digits)) == call->number - facts(native).number_base);
    ++compared;
  }
  CHECK(compared > 250);
}

} // namespace
} // namespace callgate::arch
