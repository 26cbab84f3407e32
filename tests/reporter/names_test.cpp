// runtime/callgate/names/ is made here out of the tables of arch/: the files must be what
// they would be if they were made now (`--update` does), and say of every number what the
// tables say.
#include <callgate/names.h>
#include <callgate/names/aarch64.h>
#include <callgate/names/alpha.h>
#include <callgate/names/arm.h>
#include <callgate/names/csky.h>
#include <callgate/names/loongarch32.h>
#include <callgate/names/loongarch64.h>
#include <callgate/names/m68k.h>
#include <callgate/names/mips_n32.h>
#include <callgate/names/mips_n64.h>
#include <callgate/names/mips_o32.h>
#include <callgate/names/parisc.h>
#include <callgate/names/parisc64.h>
#include <callgate/names/ppc.h>
#include <callgate/names/ppc64.h>
#include <callgate/names/riscv32.h>
#include <callgate/names/riscv64.h>
#include <callgate/names/s390.h>
#include <callgate/names/s390x.h>
#include <callgate/names/sh.h>
#include <callgate/names/x86.h>
#include <callgate/names/xtensa.h>
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iomanip>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "arch/abi.hpp"
#include "arch/calls.hpp"
#include "support/cases.hpp"

namespace {

namespace arch = callgate::arch;
namespace fs = std::filesystem;

const fs::path folder = fs::path(CALLGATE_SOURCE_DIR) / "runtime/callgate/names";

const std::string head = "// Made by test_reporter --update out of the tables of arch/; not to be "
                         "edited.\n// clang-format off\n#pragma once\n\n";

/// The ABIs whose names are in one file, which bears the name of the first or of the
/// machine. Those that have the same calls are told apart by nothing but their tokens.
struct Machine {
  std::string name;
  std::vector<arch::Abi> abis;
};

std::vector<Machine> machines() {
  using enum arch::Abi;
  return {{"x86", {x86_64, x32, i386}},
          {"aarch64", {aarch64}},
          {"arm", {arm}},
          {"riscv64", {riscv64}},
          {"riscv32", {riscv32}},
          {"ppc64", {ppc64le, ppc64}},
          {"ppc", {ppc}},
          {"s390x", {s390x}},
          {"s390", {s390}},
          {"mips_n64", {mips_n64, mipsel_n64}},
          {"mips_n32", {mips_n32, mipsel_n32}},
          {"mips_o32", {mips_o32, mipsel_o32}},
          {"loongarch64", {loongarch64}},
          {"loongarch32", {loongarch32}},
          {"m68k", {m68k}},
          {"parisc64", {parisc64}},
          {"parisc", {parisc}},
          {"sh", {sh, sheb}},
          {"alpha", {alpha}},
          {"xtensa", {xtensa}},
          {"csky", {csky}}};
}

std::string hex(std::uint32_t value) {
  std::ostringstream out;
  out << "0x" << std::hex << value;
  return out.str();
}

/// The canonical name of each number.
std::map<std::uint32_t, std::string> names_by_number(arch::Abi abi) {
  std::map<std::uint32_t, std::string> names;
  for (const arch::Call& call : arch::calls(abi))
    names.emplace(call.number, call.name);
  return names;
}

/// ABIs with the same names share the tables of the first.
std::vector<arch::Abi> with_tables(const Machine& machine) {
  std::vector<arch::Abi> abis;
  for (const arch::Abi abi : machine.abis) {
    if (abis.empty() || names_by_number(abi) != names_by_number(abis.front())) abis.push_back(abi);
  }
  return abis;
}

/// Items in lines of up to 100 columns.
std::string in_lines(const std::vector<std::string>& items) {
  std::string text;
  std::string line;
  for (const std::string& item : items) {
    if (line.size() + item.size() > 98) {
      text.append("  ").append(line).append("\n");
      line.clear();
    }
    if (!line.empty() && item[0] != '"') line += ' ';
    line += item;
  }
  return text.append("  ").append(line);
}

class Block {
public:
  /// Where that name begins in the text; adds it if it is new.
  std::size_t begin_of(const std::string& name) {
    const auto [place, is_new] = begins_.emplace(name, size_);
    if (is_new) {
      names_.push_back(name);
      size_ += name.size() + 1;
    }
    return place->second;
  }

  [[nodiscard]] std::string text(const std::string& machine) const {
    std::string lines;
    std::string line;
    for (const std::string& name : names_) {
      if (line.size() + name.size() + 2 > 94) {
        lines.append("  \"").append(line).append("\"\n");
        line.clear();
      }
      line.append(name).append("\\0");
    }
    lines.append("  \"").append(line).append("\"");
    return "inline constexpr char text_" + machine + "[] =\n" + lines + ";\n";
  }

private:
  std::map<std::string, std::size_t> begins_;
  std::vector<std::string> names_;
  std::size_t size_ = 0;
};

std::string table_text(arch::Abi abi, Block& block) {
  std::vector<std::string> runs;
  std::vector<std::string> begins;
  const auto names = names_by_number(abi);
  for (auto i = names.begin(); i != names.end();) {
    const std::uint32_t first = i->first;
    std::uint32_t count = 0;
    for (; i != names.end() && i->first == first + count; ++i, ++count)
      begins.push_back(std::to_string(block.begin_of(i->second)) + ",");
    runs.push_back("{" + hex(first) + ", " + std::to_string(count) + "},");
  }
  const std::string name(arch::facts(abi).name);
  return "inline constexpr NumberRun runs_" + name + "[] = {\n" + in_lines(runs) + "\n};\n" +
         "inline constexpr uint16_t begins_" + name + "[] = {\n" + in_lines(begins) + "\n};\n";
}

std::string machine_text(const Machine& machine) {
  Block block;
  std::string tables;
  for (const arch::Abi abi : with_tables(machine))
    tables += "\n" + table_text(abi, block);
  return head +
         "#include <callgate/names/table.h>\n\nnamespace callgate {\nnamespace detail {\n\n" +
         block.text(machine.name) + tables + "\n} // namespace detail\n} // namespace callgate\n";
}

/// The look-up in the table of one ABI under its token.
std::string look_up(const Machine& machine, arch::Abi abi) {
  const auto tables = with_tables(machine);
  const bool own = std::find(tables.begin(), tables.end(), abi) != tables.end();
  const std::string table(arch::facts(own ? abi : tables.front()).name);
  const arch::NumberRange numbers = arch::facts(abi).numbers;
  std::string condition = "token == " + hex(arch::facts(abi).token);
  if (abi == arch::Abi::x32) condition += " && number >= " + hex(numbers.first);
  return "  if (" + condition + ")\n    return name_in(text_" + machine.name + ", runs_" + table +
         ", begins_" + table + ", number);\n";
}

std::string native_text() {
  std::string text = head;
  text += "#include <stdint.h>\n\n";
  std::string directive = "#if ";
  for (const Machine& machine : machines()) {
    for (const arch::Abi abi : machine.abis) {
      text += directive + std::string(arch::facts(abi).predefined) + "\n#include <callgate/names/" +
              machine.name + ".h>\n";
      directive = "#elif ";
    }
  }
  text += "#else\n#error \"callgate has no names of calls for this machine\"\n#endif\n\n"
          "namespace callgate {\nnamespace detail {\n\n"
          "constexpr const char* name_of_native(uint32_t token, uint32_t number) noexcept {\n";
  directive = "#if ";
  for (const Machine& machine : machines()) {
    for (const arch::Abi abi : machine.abis) {
      text += directive + std::string(arch::facts(abi).predefined) + "\n";
      directive = "#elif ";
      // Code for x86_64 and x32 can make the calls of all three.
      if (abi == arch::Abi::x86_64 || abi == arch::Abi::x32) {
        for (const arch::Abi each : {arch::Abi::x32, arch::Abi::x86_64, arch::Abi::i386})
          text += look_up(machine, each);
      } else {
        text += look_up(machine, abi);
      }
    }
  }
  return text + "#endif\n  return nullptr;\n}\n\n} // namespace detail\n} // namespace callgate\n";
}

/// Every file of the folder that is made, with its text.
std::map<std::string, std::string> made() {
  std::map<std::string, std::string> files;
  for (const Machine& machine : machines())
    files[machine.name + ".h"] = machine_text(machine);
  files["native.h"] = native_text();
  return files;
}

std::string read(const fs::path& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

} // namespace

TEST_CASE("the files are what the tables give") {
  std::set<std::string> names{"table.h"};
  for (const auto& file : made()) {
    names.insert(file.first);
    if (callgate::tests::update_cases) std::ofstream(folder / file.first) << file.second;
    CHECK_MESSAGE(read(folder / file.first) == file.second, file.first, ": use --update");
  }
  for (const auto& entry : fs::directory_iterator(folder))
    CHECK_MESSAGE(names.contains(entry.path().filename()), entry.path(), " is nobody's");
}

TEST_CASE("every ABI is in a file") {
  std::set<arch::Abi> seen;
  for (const Machine& machine : machines())
    seen.insert(machine.abis.begin(), machine.abis.end());
  CHECK(seen.size() == arch::all_abis().size());
}

TEST_CASE("every number of every ABI: its name, and none for the rest") {
  std::size_t checked = 0;
  const auto check = [&checked](arch::Abi abi, const auto& text, const auto& runs,
                                const std::uint16_t* begins) {
    const auto names = names_by_number(abi);
    std::set<std::uint32_t> asked{0, 0x3fffffff, 0x7fffffff, 0xffffffff};
    for (const auto& call : names)
      for (std::uint32_t near = call.first - 2; near != call.first + 3; ++near)
        asked.insert(near);
    CAPTURE(arch::facts(abi).name);
    for (const std::uint32_t number : asked) {
      CAPTURE(number);
      const char* name = callgate::detail::name_in(text, runs, begins, number);
      const auto place = names.find(number);
      CHECK((name == nullptr) == (place == names.end()));
      if (name != nullptr && place != names.end()) CHECK(name == place->second);
      ++checked;
    }
    for (const auto& call : names) // and the way back, through the look-up by name
      CHECK(arch::find_call(abi, call.second)->number == call.first);
  };
  using namespace callgate::detail;
  using enum arch::Abi;
#define CHECK_ABI(abi, machine, table) check(abi, text_##machine, runs_##table, begins_##table)
  CHECK_ABI(x86_64, x86, x86_64);
  CHECK_ABI(x32, x86, x32);
  CHECK_ABI(i386, x86, i386);
  CHECK_ABI(aarch64, aarch64, aarch64);
  CHECK_ABI(arm, arm, arm);
  CHECK_ABI(riscv64, riscv64, riscv64);
  CHECK_ABI(riscv32, riscv32, riscv32);
  CHECK_ABI(ppc64le, ppc64, ppc64le);
  CHECK_ABI(ppc64, ppc64, ppc64le);
  CHECK_ABI(ppc, ppc, ppc);
  CHECK_ABI(s390x, s390x, s390x);
  CHECK_ABI(s390, s390, s390);
  for (const arch::Abi abi : {mips_n64, mipsel_n64})
    CHECK_ABI(abi, mips_n64, mips_n64);
  for (const arch::Abi abi : {mips_n32, mipsel_n32})
    CHECK_ABI(abi, mips_n32, mips_n32);
  for (const arch::Abi abi : {mips_o32, mipsel_o32})
    CHECK_ABI(abi, mips_o32, mips_o32);
  CHECK_ABI(loongarch64, loongarch64, loongarch64);
  CHECK_ABI(loongarch32, loongarch32, loongarch32);
  CHECK_ABI(m68k, m68k, m68k);
  CHECK_ABI(parisc64, parisc64, parisc64);
  CHECK_ABI(parisc, parisc, parisc);
  CHECK_ABI(sh, sh, sh);
  CHECK_ABI(sheb, sh, sh);
  CHECK_ABI(alpha, alpha, alpha);
  CHECK_ABI(xtensa, xtensa, xtensa);
  CHECK_ABI(csky, csky, csky);
#undef CHECK_ABI
  CHECK(checked > 11000);
}

TEST_CASE("name_of is about this machine's tokens") {
  for (const arch::AbiFacts& facts : arch::all_abis()) {
    CAPTURE(facts.name);
    const bool here = facts.abi == arch::native_abi() || (arch::native_abi() == arch::Abi::x86_64 &&
                                                          facts.family == arch::Family::x86);
    const arch::Call& call = arch::calls(facts.abi).front();
    const char* name = callgate::name_of(facts.token, call.number);
    if (here)
      CHECK(std::string(name == nullptr ? "" : name) == call.name);
    else
      CHECK(name == nullptr);
    CHECK(callgate::name_of(0, call.number) == nullptr);
  }
  static_assert(callgate::name_of(0, 0) == nullptr);
}
