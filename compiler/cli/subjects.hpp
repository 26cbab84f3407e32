// What a command line names as the thing to look at: a policy, a raw filter, the filters
// of a process, or several of these as one stack.
//
//   render.toml   render.bpf   -   pid:1234   outer.bpf+render.toml
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "arch/abi.hpp"
#include "bpf/program.hpp"
#include "cli/policy_options.hpp"
#include "proof/proof.hpp"

namespace callgate::cli {

/// Filters that are there: a file's one, or those of a process in the order of installation.
struct Filters {
  std::vector<bpf::Program> programs;
  arch::ByteOrder order;
  std::optional<arch::Family> family; ///< of a process: that of this machine
};

/// What a policy compiles to, one a family.
using ProvenFilters = std::vector<proof::ProvenFilter>;

struct Member {
  std::string name;
  std::variant<Filters, ProvenFilters> filters;
};

struct Subject {
  std::string name;            ///< as on the command line
  std::vector<Member> members; ///< in the order of installation
};

/// The subject of that name, whatever it takes to read it. `policies` has the options for
/// policies, but for the path; `abi` tells the byte order of raw files. Else, after a
/// complaint, the exit status.
std::variant<Subject, int> read_subject(const std::string& name, const PolicyOptions& policies,
                                        std::optional<arch::Abi> abi);

/// Whether `name` is "pid:" and something: no file is meant.
bool is_process(std::string_view name);

/// The filters of the process "pid:N". Else complains.
std::optional<Filters> filters_of_process(std::string_view name);

/// The raw filter that `bytes`, read from `name`, are (raw_filter.hpp). Else complains.
std::optional<Filters> filters_in(const std::string& name, std::string_view bytes,
                                  std::optional<arch::Abi> abi);

/// The names that a stack's consists of.
std::vector<std::string> names_in_stack(std::string_view name);

/// Whether a policy is among the members.
bool has_policy(const Subject& subject);

/// The programs of the stack for a kernel of `family`. Without one, the subject has no policy.
std::vector<bpf::Program> stack_for(const Subject& subject, std::optional<arch::Family> family);

} // namespace callgate::cli
