// Every text that is not callgate's own goes through marked_up().
#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <string_view>
#include <vector>

#include "gate/html_style.hpp"
#include "gate/markup.hpp"
#include "gate/reports.hpp"

namespace callgate::gate {

namespace {

// ---- small pieces -----------------------------------------------------------

/// "12,345"
std::string grouped(std::uint64_t number) {
  std::string text = std::to_string(number);
  for (std::size_t at = text.size(); at > 3;) {
    at -= 3;
    text.insert(at, ",");
  }
  return text;
}

std::string decimal(double value, int digits) {
  std::array<char, 64> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                 std::chars_format::fixed, digits);
  return {buffer.data(), end.ptr};
}

std::string element(std::string_view tag, std::string_view content,
                    std::string_view attributes = {}) {
  std::string text("<");
  text.append(tag);
  if (!attributes.empty()) text.append(" ").append(attributes);
  return text.append(">").append(content).append("</").append(tag).append(">");
}

std::string badge(std::string_view word, std::string_view kind) {
  std::string attributes = "class=\"badge ";
  return element("span", word, attributes.append(kind).append("\""));
}

std::string name(std::string_view text) {
  return element("code", marked_up(text));
}

std::string number_cell(std::string_view text) {
  return element("td", text, "class=\"number\"");
}

std::string head(std::initializer_list<std::string_view> titles,
                 std::initializer_list<std::size_t> numbers = {}) {
  std::string row;
  std::size_t column = 0;
  for (const std::string_view title : titles) {
    const bool is_number = std::ranges::count(numbers, column) != 0;
    row += element("th", title, is_number ? "scope=\"col\" class=\"number\"" : "scope=\"col\"");
    ++column;
  }
  return element("thead", element("tr", row));
}

/// A table that scrolls by itself, with the keyboard too.
std::string table(std::string_view label, std::string_view inside, std::string_view kind = {}) {
  std::string attributes = "class=\"";
  attributes.append(kind).append("\"");
  std::string region = "class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"";
  region.append(label).append("\"");
  return element("div", element("table", inside, kind.empty() ? std::string_view{} : attributes),
                 region) +
         "\n";
}

std::string section(std::string_view id, std::string_view title, std::string_view inside) {
  std::string attributes = "id=\"";
  attributes.append(id).append("\"");
  return element("section", element("h2", title).append("\n").append(inside), attributes) + "\n";
}

std::string place(const Result& result, std::size_t line, std::size_t column) {
  return name(result.policy + ":" + std::to_string(line) + ":" + std::to_string(column));
}

/// "@i386" behind names that are not of the ABI which most calls are of.
std::string call_text(const CallName& call, std::string_view usual) {
  return call.abi == usual ? call.name : call.name + "@" + call.abi;
}

std::string usual_abi(const Result& result) {
  std::map<std::string_view, std::uint64_t> counts;
  for (const RunResult& run : result.runs) {
    for (const SeenCall& seen : run.calls)
      counts[seen.call.abi] += total(seen.times);
  }
  const auto most =
      std::ranges::max_element(counts, {}, [](const auto& each) { return each.second; });
  return most == counts.end() ? std::string{} : std::string(most->first);
}

std::string command_text(const RunResult& run) {
  std::string text;
  for (const std::string& word : run.command)
    text.append(text.empty() ? "" : " ").append(word);
  return text;
}

std::string list_text(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words)
    text.append(text.empty() ? "" : ", ").append(word);
  return text.empty() ? "none" : text;
}

// ---- calls × runs -------------------------------------------------------------

using Row = std::vector<const SeenCall*>; // by run; null: not made

std::map<std::string, Row> rows_of(const Result& result, std::string_view usual) {
  std::map<std::string, Row> rows;
  for (std::size_t i = 0; i < result.runs.size(); ++i) {
    for (const SeenCall& seen : result.runs[i].calls) {
      Row& row = rows.try_emplace(call_text(seen.call, usual), result.runs.size()).first->second;
      row[i] = &seen;
    }
  }
  return rows;
}

std::string count_cell(const SeenCall* seen) {
  if (seen == nullptr) return element("td", "", "class=\"number\"");
  const Times& times = seen->times;
  const std::string count = grouped(total(times));
  if (times.denied != 0)
    return element("td",
                   times.denied == total(times) ? count + " denied"
                                                : count + ", " + grouped(times.denied) + " denied",
                   "class=\"number bad\"");
  if (times.answered + times.newer != 0)
    return element("td", count + " errno", "class=\"number warn\"");
  return element("td", count, "class=\"number\"");
}

std::string matrix(const Result& result, std::string_view usual) {
  std::string titles = "<th scope=\"col\">call</th>";
  for (const RunResult& run : result.runs)
    titles += element("th", marked_up(run.name), "scope=\"col\" class=\"number run\"");
  titles += "<th scope=\"col\" class=\"number\">all</th>";
  std::string body;
  for (const auto& [call, row] : rows_of(result, usual)) {
    std::string cells = element("th", name(call), "scope=\"row\"");
    std::uint64_t all = 0;
    for (const SeenCall* seen : row) {
      cells += count_cell(seen);
      all += seen != nullptr ? total(seen->times) : 0;
    }
    body += element("tr", cells + number_cell(grouped(all))) + "\n";
  }
  return table("Calls by run",
               element("thead", element("tr", titles)).append("\n").append(element("tbody", body)),
               "matrix");
}

// ---- sections ------------------------------------------------------------------

std::string figure(std::string_view what, std::string_view value) {
  return element("div", element("dt", what) + element("dd", value));
}

/// What a warning is about.
bool is_unused(const EntryResult& entry) {
  return entry.opens && entry.calls == 0 && !entry.is_hidden;
}

std::string summary(const Result& result, std::string_view usual) {
  std::uint64_t calls = 0;
  std::uint64_t denied = 0;
  std::size_t good = 0;
  for (const RunResult& run : result.runs) {
    calls += total(run);
    for (const SeenCall& seen : run.calls)
      denied += seen.times.denied;
    good += std::ranges::any_of(
                result.findings,
                [&](const Finding& finding) { return finding.fails && finding.run == run.name; })
                ? 0U
                : 1U;
  }
  const auto unused = std::ranges::count_if(result.entries, is_unused);
  const std::size_t runs = result.runs.size();
  const std::string verdict = result.passed() ? badge("passed", "good") : badge("failed", "bad");
  std::string about = "policy " + name(result.policy) + ", corpus " + name(result.corpus);
  if (result.baseline) about += ", compared with " + name(*result.baseline);
  return element("h1", "callgate check " + verdict) + "\n" +
         element("p", about, "class=\"quiet\"") + "\n" +
         element("dl",
                 figure("runs passed", std::to_string(good) + " of " + std::to_string(runs)) +
                     figure("different calls", grouped(rows_of(result, usual).size())) +
                     figure("calls made", grouped(calls)) +
                     figure("calls denied", grouped(denied)) +
                     figure("entries never used", std::to_string(unused) + " of " +
                                                      std::to_string(result.entries.size())),
                 "class=\"figures\"") +
         "\n";
}

std::string navigation(const Result& result) {
  std::string links = "<a href=\"#findings\">findings</a>";
  links += "<a href=\"#runs\">runs</a>";
  if (std::ranges::any_of(result.runs, [](const RunResult& run) { return !run.denials.empty(); }))
    links += "<a href=\"#denied\">denied calls</a>";
  links += "<a href=\"#calls\">calls</a><a href=\"#policy\">policy</a>";
  if (!result.costs.empty()) links += "<a href=\"#cost\">cost</a>";
  return element("nav", links, "aria-label=\"Sections\"") + "\n";
}

std::string finding_item(const Result& result, const Finding& finding) {
  std::string text;
  if (!finding.run.empty()) text += element("b", marked_up(finding.run)) + ": ";
  text += marked_up(finding.message);
  if (finding.line != 0) text += " (" + place(result, finding.line, finding.column) + ")";
  const std::string word = finding.fails ? badge("failure", "bad") : badge("warning", "warn");
  return element("li", word + element("span", text)) + "\n";
}

/// Many warnings are folded away, so that what failed is seen.
std::string findings(const Result& result) {
  constexpr std::size_t most_open = 8;
  std::string failures;
  std::string warnings;
  std::size_t count = 0;
  for (const Finding& finding : result.findings) {
    (finding.fails ? failures : warnings) += finding_item(result, finding);
    count += finding.fails ? 0U : 1U;
  }
  std::string inside;
  if (result.findings.empty())
    inside = "<p>None: every call was allowed, every run ended as expected, and every entry of "
             "the policy was needed.</p>";
  if (!failures.empty()) inside += element("ul", failures, "class=\"findings\"") + "\n";
  if (count != 0)
    inside += element("details",
                      element("summary", grouped(count) + (count == 1 ? " warning" : " warnings")) +
                          element("ul", warnings, "class=\"findings\""),
                      count <= most_open ? "open" : "");
  return section("findings", "Findings", inside);
}

std::string runs(const Result& result) {
  std::string body;
  for (const RunResult& run : result.runs) {
    const bool fails = std::ranges::any_of(result.findings, [&](const Finding& finding) {
      return finding.fails && finding.run == run.name;
    });
    const std::string word = fails ? badge("failed", "bad") : badge("passed", "good");
    body +=
        element("tr", element("th", marked_up(run.name), "scope=\"row\"") + element("td", word) +
                          element("td", name(command_text(run))) +
                          element("td", marked_up(list_text(run.capabilities))) +
                          number_cell(std::to_string(run.repeats)) +
                          number_cell(decimal(run.seconds, 2)) + number_cell(grouped(total(run)))) +
        "\n";
  }
  std::string inside = table(
      "Runs", head({"run", "verdict", "command", "capabilities", "times run", "seconds", "calls"},
                   {4, 5, 6}) +
                  element("tbody", body));
  for (const RunResult& run : result.runs) {
    if (run.output.empty()) continue;
    inside += element("details",
                      element("summary", "What " + element("b", marked_up(run.name)) + " wrote") +
                          element("pre", marked_up_lines(run.output))) +
              "\n";
  }
  return section("runs", "Runs", inside);
}

/// The same denial in several runs is one, with the report of the first.
struct DenialOfRuns {
  const Denial* first;
  std::string counts;
};

std::vector<DenialOfRuns> denials_of(const Result& result) {
  std::vector<DenialOfRuns> all;
  for (const RunResult& run : result.runs) {
    for (const Denial& denial : run.denials) {
      const std::string count =
          grouped(denial.count) + " × in " + element("b", marked_up(run.name));
      const auto known = std::ranges::find_if(all, [&](const DenialOfRuns& each) {
        return each.first->call == denial.call && each.first->text == denial.text &&
               each.first->action == denial.action;
      });
      if (known == all.end())
        all.push_back({&denial, count});
      else
        known->counts.append(", ").append(count);
    }
  }
  return all;
}

std::string denials(const Result& result) {
  constexpr std::size_t most_open = 3;
  std::string inside;
  const std::vector<DenialOfRuns> all = denials_of(result);
  for (const auto& [denial, counts] : all) {
    const std::string title =
        name(denial->text) + " " + badge(marked_up(denial->action), "bad") + " " + counts;
    const std::string& text = denial->report.empty() ? denial->reason : denial->report;
    inside += element("details", element("summary", title) + element("pre", marked_up_lines(text)),
                      all.size() <= most_open ? "open" : "") +
              "\n";
  }
  return inside.empty() ? inside : section("denied", "Denied calls", inside);
}

std::string entry_note(const EntryResult& entry) {
  if (entry.is_hidden && entry.calls == 0)
    return "the vDSO may answer it unseen; hosts without one need it";
  std::string text;
  if (entry.members > 1)
    text =
        std::to_string(entry.used_members) + " of its " + std::to_string(entry.members) + " calls";
  for (const PartResult& part : entry.parts) {
    if (entry.calls == 0 || part.calls != 0) continue;
    text += (text.empty() ? "never held: " : "; never held: ") + name(part.text);
  }
  return text;
}

/// The unused first.
std::string entries(const Result& result) {
  std::vector<const EntryResult*> sorted;
  sorted.reserve(result.entries.size());
  for (const EntryResult& entry : result.entries)
    sorted.push_back(&entry);
  std::stable_partition(sorted.begin(), sorted.end(),
                        [](const EntryResult* entry) { return is_unused(*entry); });
  std::string body;
  for (const EntryResult* entry : sorted) {
    const std::string count = entry->calls != 0  ? grouped(entry->calls)
                              : entry->is_active ? badge("never used", "warn")
                                                 : badge("not chosen", "warn");
    body += element("tr", element("th", name(entry->text), "scope=\"row\"") +
                              element("td", marked_up(entry->table + " " + entry->action)) +
                              number_cell(std::to_string(entry->line)) + number_cell(count) +
                              element("td", entry_note(*entry))) +
            "\n";
  }
  return table("Entries of the policy",
               head({"entry", "table", "line", "calls", "of it"}, {2, 3}) + element("tbody", body));
}

std::string policy(const Result& result) {
  std::string inside =
      "<p>How often each entry let a call run, or answered it with its errno.</p>\n";
  inside += entries(result);
  if (result.capabilities.empty()) return section("policy", "The policy", inside);
  std::string body;
  for (const CapabilityResult& capability : result.capabilities) {
    body += element("tr", element("th", name(capability.name), "scope=\"row\"") +
                              number_cell(std::to_string(capability.line)) +
                              number_cell(std::to_string(capability.runs)) +
                              number_cell(capability.calls != 0 ? grouped(capability.calls)
                                                                : badge("never used", "warn"))) +
            "\n";
  }
  inside += "<h2>Capabilities</h2>\n";
  inside +=
      table("Capabilities", head({"capability", "line", "runs that have it", "calls"}, {1, 2, 3}) +
                                element("tbody", body));
  return section("policy", "The policy", inside);
}

std::string cost(const Result& result) {
  if (result.costs.empty()) return {};
  std::string body;
  for (const FilterCost& cost : result.costs) {
    const double share =
        cost.calls == 0 ? 0
                        : 100 * static_cast<double>(cost.cached) / static_cast<double>(cost.calls);
    body += element("tr",
                    element("th", marked_up(cost.capabilities), "scope=\"row\"") +
                        element("td", marked_up(cost.family)) +
                        number_cell(grouped(cost.instructions)) +
                        number_cell(grouped(cost.ebpf_instructions)) +
                        number_cell(grouped(cost.calls)) +
                        number_cell(cost.calls == 0 ? "–" : decimal(share, 2) + " %") +
                        number_cell(cost.cached == cost.calls ? "–" : decimal(cost.executed, 1))) +
            "\n";
  }
  return section(
      "cost", "What the filter costs",
      "<p>On the calls that the runs made: the share that the kernel’s cache answers without "
      "running the filter (Linux 5.11 and later), and instructions that each other call "
      "executes.</p>\n" +
          table("Cost", head({"capabilities", "machines", "instructions", "of eBPF", "calls",
                              "cached", "executed, else"},
                             {2, 3, 4, 5, 6}) +
                            element("tbody", body)));
}

} // namespace

std::string to_html(const Result& result) {
  const std::string usual = usual_abi(result);
  std::string page = "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                     "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                     "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                     "style-src 'unsafe-inline'\">\n<title>";
  page.append(result.passed() ? "passed" : "failed")
      .append(": ")
      .append(marked_up(result.policy))
      .append("</title>\n<style>")
      .append(html_style)
      .append("</style>\n</head>\n<body>\n<main>\n");
  page += summary(result, usual);
  page += navigation(result);
  page += findings(result);
  page += runs(result);
  page += denials(result);
  page +=
      section("calls", "Calls by run",
              "<p>How often each run made each call. <span class=\"bad\">denied</span>: the "
              "policy stops it; <span class=\"warn\">errno</span>: the policy answers it, as its "
              "author wrote.</p>\n" +
                  matrix(result, usual));
  page += policy(result);
  page += cost(result);
  return page + "</main>\n</body>\n</html>\n";
}

} // namespace callgate::gate
