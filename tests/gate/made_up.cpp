#include "made_up.hpp"

namespace callgate::tests {

namespace {

gate::RunResult run(std::string name, std::vector<gate::SeenCall> calls) {
  gate::RunResult result{std::move(name), {"./render", "scene.txt"}};
  result.seconds = 0.25;
  result.calls = std::move(calls);
  return result;
}

gate::SeenCall seen(const std::string& name, gate::Times times) {
  return {{"x86_64", name}, times};
}

} // namespace

gate::Result passed_result() {
  gate::Result result;
  result.policy = "render.toml";
  result.corpus = "corpus.toml";
  result.runs = {run("small", {seen("read", {3}), seen("write", {1})}),
                 run("large", {seen("read", {12345}), seen("clone3", {0, 2})}), run("none", {})};
  result.runs[1].capabilities = {"NET"};
  result.entries = {{"[base]", "read", "allow", 2, 11, true, true, false, 12348, 1, 1},
                    {"[base]", "clone3", "errno ENOSYS", 3, 21, true, false, false, 2, 1, 1}};
  result.entries.push_back({"[base]", "@basic-io", "allow", 4, 11, true, true, false, 3, 12, 5});
  result.capabilities = {{"NET", 5, 6, 1, 1}};
  result.costs = {{"none", "x86", 18, 30, 4, 3, 7.0}, {"NET", "x86", 21, 36, 12347, 12347, 0}};
  return result;
}

gate::Result failed_result() {
  const std::string evil = "<script>alert(1)</script>";
  using Kind = gate::Finding::Kind;
  gate::Result result = passed_result();
  result.baseline = "last & first.json";
  result.runs[0].name = evil;
  result.runs[0].command = {"./" + evil, "\"><img src=x onerror=alert(2)>", "\033[31m"};
  result.runs[0].calls.push_back(seen("socket", {1, 0, 0, 2}));
  result.runs[0].calls.push_back({{"i386", "#999"}, {0, 0, 0, 1}});
  result.runs[0].denials = {{{"x86_64", "socket"},
                             "socket(domain = AF_INET)",
                             "kill_process",
                             "no entry lists it",
                             2,
                             "denied: socket\n  with \"" + evil + "\" ]]>\n",
                             R"({"call": "socket", "path": "</script>"})"},
                            {{"i386", "#999"}, "#999", "kill_process", "unlisted", 1}};
  result.runs[0].output = "panic: </pre><b>\n\xff\x01\n";
  result.entries.push_back({"[cap.NET]", "socket(domain in {AF_UNIX, AF_INET})", "allow", 6, 11,
                            true, true, false, 1, 1, 1});
  result.entries.back().parts = {{"AF_UNIX", 6, 30, 1}, {"AF_INET", 6, 39, 0}};
  result.entries.push_back({"[base]", "@io-event", "allow", 7, 11, true, true, false, 0, 12, 0});
  result.findings = {
      {Kind::denied_call, true, "socket(domain = AF_INET) would get kill_process, 2 times", evil},
      {Kind::wrong_ending, true, "it ended with exit status 1, expected was exit status 0", evil},
      {Kind::new_call, true, "socket is new: no run of the baseline made it", evil},
      {Kind::vanished_call, false, "dup was made before, and no longer", "large"},
      {Kind::unused_entry, false, "\"@io-event\" was never needed", {}, 7, 11},
      {Kind::unused_part, false, "of socket, \"AF_INET\" never held", {}, 6, 39}};
  return result;
}

} // namespace callgate::tests
