// Two policies as one: everything that either lets run, and nothing else.
#include <doctest/doctest.h>

#include "learn/policies.hpp"

namespace {

using namespace callgate;

struct Row {
  std::string first;
  std::string second;
  std::string united; ///< or what the refusal says
};

std::string united_text(const std::string& first, const std::string& second) {
  const tests::Parsed a(first, "a.toml");
  const tests::Parsed b(second, "b.toml");
  const auto result = learn::unite(a.source, a.policy, b.source, b.policy, arch::Abi::x86_64);
  if (const auto* refused = std::get_if<learn::Refused>(&result)) return refused->reason;
  const std::string& text = std::get<learn::Learned>(result).text;
  INFO(text);
  CHECK(tests::faults_of(text, pipeline::Strictness::strict) == "");
  CHECK(tests::narrowed(first, text) == "");
  return text;
}

std::string united(const std::string& first, const std::string& second) {
  const std::string text = united_text(first, second);
  if (text.starts_with("[")) CHECK(tests::narrowed(second, text) == "");
  return text;
}

} // namespace

TEST_CASE("policies are united") {
  const Row rows[] = {
      {"[base]\nallow = [\"read\"] # mine\n", "[base]\nallow = [\"read\"]\n",
       "[base]\nallow = [\"read\"] # mine\n"},
      {"[base]\nallow = [\n  \"read\", # 7\n]\n",
       "[base]\nallow = [\n  \"read\", # 5\n  \"write\", # 1,000\n]\n",
       "[base]\nallow = [\n  \"read\", # 12\n\n  # added by callgate observe: what b.toml has\n  # "
       "files\n"
       "  \"write\", # 1,000\n]\n"},
      {"[base]\nallow = [\"@basic-io\"]\n", "[base]\nallow = [\"read\", \"#600..601\"]\n",
       "[base]\nallow = [\"@basic-io\",\n\n  # added by callgate observe: what b.toml has\n"
       "  # not seen, and needed elsewhere or at another time\n"
       "  \"#600\", # not seen: but allowed by what was merged\n"
       "  \"#601\", # not seen: but allowed by what was merged\n]\n"},
      {"[base]\nallow = [\"read(fd == 0)\"]\n", "[base]\nallow = [\"read(fd in {0, 3})\"]\n",
       "[base]\nallow = [\"read(fd == 0)\",\n\n  # added by callgate observe: what b.toml has\n"
       "  # not seen, and needed elsewhere or at another time\n"
       "  \"read(fd == 3)\", # not seen: but allowed by what was merged\n]\n"},
      {"[base]\nallow = [\"read\"]\n", "[policy]\ndefault = \"allow\"\n[base]\nlog = [\"write\"]\n",
       "b.toml lets more calls run than can be listed: put it first"},
      {"[base]\nallow = [\"read\"]\n", "[base]\nallow = [\"read\"]\n[cap.A]\nallow = [\"write\"]\n",
       "b.toml has capabilities: only policies without any can be merged into another one"},
  };
  for (const Row& row : rows)
    CHECK(united(row.first, row.second) == row.united);
}

TEST_CASE("what is merged keeps its action, and what was answered its answer") {
  const Row rows[] = {
      // B logs, traces and notifies.
      {"[base]\nallow = [\"read\"]\n",
       "[base]\nallow = [\"read\"]\nlog = [\"mount\"]\ntrace = { 1 = [\"ptrace\"] }\n"
       "notify = [\"bpf(cmd == 1)\"]\n",
       "[base]\nlog = [\"mount\"]\nnotify = [\"bpf(cmd == BPF_MAP_LOOKUP_ELEM)\"]\n"
       "trace.1 = [\"ptrace\"]\nallow = [\"read\"]\n"},
      {"[base]\nlog = [ \"read\" ]\ntrace = { 1 = [\"getpid\"] }\n",
       "[base]\nallow = [\"read\"]\nlog = [\"mount\"]\ntrace = { 1 = [\"ptrace\"] }\n",
       "[base]\nlog = [ \"read\", \"mount\" ]\ntrace = { 1 = [\"getpid\", \"ptrace\"] }\n"},
      // Other #500 go on getting ENOSYS.
      {"[policy]\nknown_through = \"6.1\"\nnewer = \"errno ENOSYS\"\n[base]\nallow = [\"read\"]\n",
       "[base]\nallow = [\"#500(arg1 == 7)\"]\n",
       "[policy]\nknown_through = \"6.1\"\nnewer = \"errno ENOSYS\"\n[base]\n"
       "errno.ENOSYS = [\"#500\"]\nallow = [\"read\",\n\n"
       "  # added by callgate observe: what b.toml has\n"
       "  # not seen, and needed elsewhere or at another time\n"
       "  \"#500(arg1 == 7)\", # not seen: but allowed by what was merged\n]\n"},
      // An expectation of A.
      {"[base]\nallow = [\"read\"]\n[[expect]]\ncall = \"mount\"\ngets = \"kill_process\"\n",
       "[base]\nallow = [\"mount\"]\n",
       "[base]\nallow = [\"read\"]\n[[expect]]\ncall = \"mount\"\ngets = \"kill_process\"\n"},
  };
  for (const Row& row : rows)
    CHECK(united_text(row.first, row.second) == row.united);
}
