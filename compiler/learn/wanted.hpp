// The entries that a policy needs for a record: for each call that was seen and that it does
// not let run yet, and for what a trace cannot show.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "diagram/diagram.hpp"
#include "learn/before.hpp"
#include "learn/focus.hpp"
#include "learn/lines.hpp"
#include "learn/record.hpp"

namespace callgate::learn {

class Wanted {
public:
  /// `before` may be null: then nothing is allowed yet. `served` are the ABIs that the policy
  /// will serve.
  Wanted(Conditions conditions, std::vector<arch::Abi> served, const Before* before)
      : conditions_(conditions), served_(std::move(served)), before_(before) {}

  void add(const Record& record);

  /// The same calls on those of the served ABIs that were not seen and, `with_equivalents`,
  /// what does their work there.
  void carry_over(bool with_equivalents);

  /// Whether calls that a vDSO hides are added: not where that was done once, and a person may
  /// have taken them out.
  enum class Hidden : std::uint8_t { added, left };

  /// What no record shows: these, and what comes of calls that are added now, by signals and in
  /// the end.
  void add_unseen(Hidden hidden);

  [[nodiscard]] const Lines& lines() const { return lines_; }

  /// Entries of other lists that go with them.
  [[nodiscard]] const Lists& lists() const { return lists_; }

  /// How often each entry of the policy before let a call run.
  [[nodiscard]] const std::map<const policy::Rule*, std::uint64_t>& uses() const { return uses_; }

  /// What a person should know, a sentence each.
  [[nodiscard]] const std::vector<std::string>& notes() const { return notes_; }

private:
  struct Met {
    arch::Abi abi;
    Subject subject;
    std::string condition;
  };

  [[nodiscard]] bool is_kept(arch::Abi abi, const records::SeenCall& seen,
                             const records::Interest& interest) const;
  void add(arch::Abi abi, const records::SeenCall& whole, const records::Interest& interest);
  void add_entry(arch::Abi abi, const records::SeenCall& seen,
                 std::span<const records::SeenArguments> missing, std::uint64_t count);
  std::string harmless(arch::Abi abi, const arch::Call& call);
  void add_instead(const Met& met, arch::Abi abi);
  void need(arch::Abi abi, std::string_view name, const std::string& reason);
  [[nodiscard]] bool has(arch::Abi abi, std::uint32_t number);
  void put(const Subject& subject, const std::string& condition, arch::Abi abi,
           const Remark& remark);
  void put_rest(const Subject& subject, const std::string& condition, arch::Abi abi);
  [[nodiscard]] bool may_run(arch::Abi abi, const arch::Call& call, const std::string& condition);
  void note(std::string text);
  void note_expected(arch::Abi abi, std::uint32_t number);

  Conditions conditions_;
  std::vector<arch::Abi> served_;
  const Before* before_;
  diagram::Diagrams diagrams_;
  Lines lines_;
  Lists lists_;
  std::vector<Met> met_; ///< every call that was seen and runs, each once
  std::map<const policy::Rule*, std::uint64_t> uses_;
  std::vector<std::string> notes_;
};

} // namespace callgate::learn
