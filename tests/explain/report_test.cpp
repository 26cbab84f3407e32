// Reports as people read them, and whether what they promise is so.
#include <doctest/doctest.h>

#include "explain/explain.hpp"
#include "support/cases.hpp"
#include "told.hpp"

namespace {

using namespace callgate;
using told::Story;

} // namespace

TEST_CASE("reports read as expected") {
  tests::run_cases("explain/cases", [](const tests::Case& given) {
    const Story story(given.input);
    const diagnostic::Source source("p.toml", story.policy);
    const auto compilation = told::compiled(source, story.capabilities);
    const explain::Explainer explainer(compilation, source);
    return explain::to_text(explainer.explain(story.scene), false);
  });
}
