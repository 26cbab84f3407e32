#include "gate/judge.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include "diagnostic/printable.hpp"
#include "lore/vdso.hpp"

namespace callgate::gate {

namespace {

using diagnostic::printable;
using Kind = Finding::Kind;

void add(Times& sum, const Times& times) {
  sum.allowed += times.allowed;
  sum.answered += times.answered;
  sum.newer += times.newer;
  sum.denied += times.denied;
}

std::string times_text(std::uint64_t count) {
  return count == 1 ? "once" : std::to_string(count) + " times";
}

// ---- runs -------------------------------------------------------------------

std::vector<SeenCall> calls_of(const DoneRun& done) {
  std::map<CallName, Times> sums;
  for (const Repetition& repetition : done.repetitions) {
    for (const SeenCall& seen : repetition.watched.calls)
      add(sums[seen.call], seen.times);
  }
  std::vector<SeenCall> calls;
  calls.reserve(sums.size());
  for (const auto& [call, times] : sums)
    calls.push_back({call, times});
  return calls;
}

std::vector<Denial> denials_of(const DoneRun& done) {
  std::vector<Denial> denials;
  for (const Repetition& repetition : done.repetitions) {
    for (const Denial& denial : repetition.watched.denials) {
      const auto known = std::ranges::find_if(denials, [&](const Denial& each) {
        return each.call == denial.call && each.text == denial.text && each.action == denial.action;
      });
      if (known == denials.end())
        denials.push_back(denial);
      else
        known->count += denial.count;
    }
  }
  return denials;
}

std::string seconds_text(std::chrono::milliseconds time) {
  const auto count = time.count();
  std::string text = std::to_string(count / 1000);
  if (count % 1000 == 0) return text + " s";
  std::string rest = std::to_string(1000 + count % 1000).substr(1);
  rest.erase(rest.find_last_not_of('0') + 1);
  return text.append(".").append(rest).append(" s");
}

/// How one repetition went wrong, besides denied calls.
std::vector<Finding> faults(const Run& run, const Repetition& repetition) {
  const Ended& ended = repetition.watched.ended;
  std::vector<Finding> found;
  const auto fail = [&](Kind kind, std::string message) {
    found.push_back({kind, true, std::move(message), run.name});
  };
  if (!ended.fault.empty()) {
    fail(Kind::not_run, ended.fault);
  } else if (ended.timed_out) {
    fail(Kind::time_limit,
         "it took longer than its " + seconds_text(run.time_limit) + " and was ended");
  } else if (!ended.ending) {
    fail(Kind::not_run, "nothing is known of its end");
  } else if (*ended.ending != run.ending) {
    fail(Kind::wrong_ending,
         "it ended with " + to_string(*ended.ending) + ", expected was " + to_string(run.ending));
  } else {
    for (const std::string& part : run.output) {
      if (repetition.output.find(part) == std::string::npos)
        fail(Kind::missing_output, "its output lacks " + diagnostic::quoted(part));
    }
  }
  return found;
}

/// Each fault once, with how many of the repetitions have it.
std::vector<Finding> folded(const DoneRun& done) {
  std::vector<Finding> found;
  std::vector<std::size_t> counts;
  for (const Repetition& repetition : done.repetitions) {
    for (Finding& fault : faults(*done.run, repetition)) {
      const auto same = std::ranges::find(found, fault.message, &Finding::message);
      if (same != found.end()) {
        ++counts[static_cast<std::size_t>(same - found.begin())];
        continue;
      }
      found.push_back(std::move(fault));
      counts.push_back(1);
    }
  }
  const std::size_t of = done.repetitions.size();
  for (std::size_t i = 0; of > 1 && i < found.size(); ++i)
    found[i].message += " (" + std::to_string(counts[i]) + " of " + std::to_string(of) + ")";
  return found;
}

// ---- the policy -------------------------------------------------------------

/// On one line, as it stands in the policy.
std::string text_at(const diagnostic::Source& source, diagnostic::Span span) {
  std::string text;
  bool in_blank = false;
  for (const char c : source.text().substr(span.begin, span.end - span.begin)) {
    const bool is_blank = c == ' ' || c == '\n' || c == '\t' || c == '\r';
    if (!is_blank)
      text += c;
    else if (!in_blank)
      text += ' ';
    in_blank = is_blank;
  }
  return printable(text);
}

bool has(const DoneRun& done, const policy::Table& table) {
  return !table.capability || std::ranges::count(done.capabilities, *table.capability) != 0;
}

std::vector<EntryResult> entries_of(const Standard& standard, const std::vector<DoneRun>& runs) {
  std::vector<EntryResult> results;
  const std::vector<Entry>& entries = standard.entries.all();
  results.reserve(entries.size());
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const Entry& entry = entries[i];
    const auto place = standard.source.position(entry.span.begin);
    EntryResult result{policy::title(*entry.table), text_at(standard.source, entry.span),
                       policy::to_string(entry.first->action), place.line, place.column};
    result.members = entry.members;
    result.opens = !bpf::facts(entry.first->action.kind).stops;
    if (const auto* name = std::get_if<std::string>(&entry.first->entry.call))
      result.is_hidden = lore::vdso_call(*name) != nullptr && entry.members == 1;
    result.is_active =
        std::ranges::any_of(runs, [&](const DoneRun& done) { return has(done, *entry.table); });
    for (const Part& part : entry.parts) {
      const auto at = standard.source.position(part.span.begin);
      result.parts.push_back({text_at(standard.source, part.span), at.line, at.column});
    }
    std::set<std::size_t> members;
    for (const DoneRun& done : runs) {
      for (const Repetition& repetition : done.repetitions) {
        if (i >= repetition.watched.entries.size()) continue;
        const EntryUse& use = repetition.watched.entries[i];
        result.calls += use.calls;
        members.insert(use.members.begin(), use.members.end());
        for (std::size_t part = 0; part < std::min(use.parts.size(), result.parts.size()); ++part)
          result.parts[part].calls += use.parts[part];
      }
    }
    result.used_members = members.size();
    results.push_back(std::move(result));
  }
  return results;
}

std::vector<CapabilityResult> capabilities_of(const Standard& standard,
                                              const std::vector<DoneRun>& runs,
                                              const std::vector<EntryResult>& entries) {
  std::vector<CapabilityResult> results;
  for (const policy::Table& table : standard.policy.capabilities) {
    const auto place = standard.source.position(table.span.begin);
    CapabilityResult result{*table.capability, place.line, place.column};
    for (const DoneRun& done : runs)
      result.runs += has(done, table) ? 1U : 0U;
    for (const EntryResult& entry : entries)
      result.calls += entry.table == policy::title(table) ? entry.calls : 0;
    results.push_back(std::move(result));
  }
  return results;
}

Finding unused(const CapabilityResult& capability) {
  const std::string runs =
      std::to_string(capability.runs) + (capability.runs == 1 ? " run" : " runs");
  return {Kind::unused_capability,
          false,
          "the capability " + capability.name +
              (capability.runs == 0 ? " is given to no run"
                                    : " is given to " + runs + ", and none needs it"),
          {},
          capability.line,
          capability.column};
}

/// Whether it stands in a capability of which all is unused, which says enough.
bool is_in_unused(const Result& result, const policy::Table& table) {
  return table.capability &&
         std::ranges::any_of(result.capabilities, [&](const CapabilityResult& capability) {
           return capability.calls == 0 && capability.name == *table.capability;
         });
}

/// The entry, or the parts of it.
void add_unused(const EntryResult& entry, std::vector<Finding>& found) {
  if (entry.calls == 0) {
    found.push_back({Kind::unused_entry,
                     false,
                     diagnostic::quoted(entry.text) + " was never needed",
                     {},
                     entry.line,
                     entry.column});
    return;
  }
  const std::string name = entry.text.substr(0, entry.text.find('('));
  for (const PartResult& part : entry.parts) {
    if (part.calls != 0) continue;
    found.push_back({Kind::unused_part,
                     false,
                     "of " + name + ", " + diagnostic::quoted(part.text) + " never held",
                     {},
                     part.line,
                     part.column});
  }
}

std::vector<Finding> unused(const Standard& standard, const Result& result) {
  std::vector<Finding> found;
  for (const CapabilityResult& capability : result.capabilities)
    if (capability.calls == 0) found.push_back(unused(capability));
  for (std::size_t i = 0; i < result.entries.size(); ++i) {
    const EntryResult& entry = result.entries[i];
    if (!entry.opens || entry.is_hidden) continue;
    if (!is_in_unused(result, *standard.entries.all()[i].table)) add_unused(entry, found);
  }
  return found;
}

/// Calls that only their age stops: whoever widens the policy should look at them.
std::vector<Finding> newer_calls(const Result& result) {
  std::vector<Finding> found;
  std::set<CallName> told;
  for (const RunResult& run : result.runs) {
    for (const SeenCall& seen : run.calls) {
      if (seen.times.newer == 0 || !told.insert(seen.call).second) continue;
      found.push_back({Kind::newer_call, false,
                       seen.call.name +
                           " is newer than known_through; it got the errno for such, " +
                           times_text(seen.times.newer),
                       run.name});
    }
  }
  return found;
}

} // namespace

RunResult result_of(const DoneRun& done) {
  RunResult result{done.run->name, done.run->command, done.capabilities, done.run->repeats};
  for (const Repetition& repetition : done.repetitions) {
    result.seconds += repetition.seconds;
    if (result.output.empty() && !faults(*done.run, repetition).empty())
      result.output = repetition.output;
  }
  result.calls = calls_of(done);
  result.denials = denials_of(done);
  return result;
}

std::vector<Finding> findings_of(const DoneRun& done) {
  std::vector<Finding> found;
  for (const Denial& denial : denials_of(done)) {
    found.push_back({Kind::denied_call, true,
                     denial.text + " would get " + denial.action + ", " + times_text(denial.count) +
                         (denial.reason.empty() ? "" : ": " + denial.reason),
                     done.run->name});
  }
  for (Finding& fault : folded(done))
    found.push_back(std::move(fault));
  return found;
}

Result judge(const Standard& standard, const std::vector<DoneRun>& runs) {
  Result result;
  result.policy = standard.source.name();
  result.corpus = standard.corpus.name;
  result.runs.reserve(runs.size());
  const auto take = [&](std::vector<Finding> found) {
    std::ranges::move(found, std::back_inserter(result.findings));
  };
  for (const DoneRun& done : runs) {
    result.runs.push_back(result_of(done));
    take(findings_of(done));
  }
  result.entries = entries_of(standard, runs);
  result.capabilities = capabilities_of(standard, runs, result.entries);
  if (standard.baseline != nullptr) {
    result.baseline = standard.baseline->name;
    take(compare(result.runs, *standard.baseline));
  }
  take(newer_calls(result));
  take(unused(standard, result));
  for (Finding& finding : result.findings)
    finding.fails = finding.fails || standard.is_strict;
  std::stable_partition(result.findings.begin(), result.findings.end(),
                        [](const Finding& finding) { return finding.fails; });
  return result;
}

} // namespace callgate::gate
