// Results as JSON, as JUnit's XML and as text.
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "gate/reports.hpp"
#include "made_up.hpp"
#include "support/cases.hpp"

using namespace callgate;
using nlohmann::json;

TEST_CASE("JSON has all of it") {
  const json object = json::parse(gate::to_json(tests::failed_result()));
  CHECK(object["passed"] == false);
  CHECK(object["policy"] == "render.toml");
  CHECK(object["baseline"] == "last & first.json");
  CHECK(object["runs"].size() == 3);
  const json& run = object["runs"][0];
  CHECK(run["name"] == "<script>alert(1)</script>");
  CHECK(run["calls"][0] == json{{"abi", "x86_64"}, {"name", "read"}, {"allowed", 3}});
  CHECK(run["calls"][2]["denied"] == 2);
  CHECK(run["denials"][0]["details"]["path"] == "</script>");
  CHECK(!run["denials"][1].contains("details"));
  CHECK(object["runs"][1]["calls"][1]["answered"] == 2);
  CHECK(object["findings"][0]["severity"] == "failure");
  CHECK(object["findings"][4] == json{{"kind", "unused-entry"},
                                      {"severity", "warning"},
                                      {"message", "\"@io-event\" was never needed"},
                                      {"line", 7},
                                      {"column", 11}});
  CHECK(object["entries"][3]["parts"][1]["calls"] == 0);
  CHECK(object["capabilities"][0]["runs"] == 1);
  CHECK(object["cost"][1]["instructions"] == 21);
  CHECK(json::parse(gate::to_json(tests::passed_result()))["passed"] == true);
}

TEST_CASE("XML and text") {
  tests::run_cases("gate/cases/reports", [](const tests::Case& given) {
    const gate::Result result =
        given.input == "passed\n" ? tests::passed_result() : tests::failed_result();
    if (given.options == "junit") return gate::to_junit(result);
    std::set<std::string> told;
    std::string text;
    for (const gate::RunResult& run : result.runs) {
      std::vector<gate::Finding> findings;
      for (const gate::Finding& finding : result.findings)
        if (finding.run == run.name && finding.kind < gate::Finding::Kind::new_call)
          findings.push_back(finding);
      text += gate::run_text(run, findings, told, gate::Colour::never);
    }
    return text + gate::closing_text(result, gate::Colour::never);
  });
}

TEST_CASE("a denied call is reported on once") {
  const gate::Result result = tests::failed_result();
  std::set<std::string> told;
  const auto text = [&] {
    return gate::run_text(result.runs[0], result.findings, told, gate::Colour::never);
  };
  CHECK(text().find("denied: socket") != std::string::npos);
  CHECK(text().find("denied: socket") == std::string::npos);
}
