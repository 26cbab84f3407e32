// The kernel's own description of its types (BTF), as far as programs inside the kernel need it:
// the number of a type, and where a member lies. Both differ from build to build.
//
// The format: Documentation/bpf/btf.rst of Linux; the structs: <linux/btf.h>.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <linux/btf.h>

namespace callgate::watch {

class KernelTypes {
public:
  /// Those of the kernel that runs; nothing where it has none or they cannot be read.
  static std::optional<KernelTypes> of_this_kernel();

  /// Nothing if that is no BTF of this machine's byte order.
  static std::optional<KernelTypes> parse(std::vector<std::byte> bytes);

  /// The number of the first type of that kind (BTF_KIND_…) and name.
  [[nodiscard]] std::optional<std::uint32_t> find(std::uint32_t kind, std::string_view name) const;

  /// Bytes from the start of a struct to a member, which may be one of a member's members:
  /// {"thread_info", "status"}. Looks into members that have no name. Bit-fields have no place.
  [[nodiscard]] std::optional<std::uint32_t> offset(std::string_view structure,
                                                    std::span<const std::string_view> member) const;

private:
  struct Place {
    std::uint32_t bytes; ///< from the start
    std::uint32_t type;
  };

  explicit KernelTypes(std::vector<std::byte> bytes) : bytes_(std::move(bytes)) {}

  bool index();
  [[nodiscard]] std::string_view name_at(std::uint32_t offset) const;
  [[nodiscard]] btf_type type(std::uint32_t number) const;
  /// Past typedefs and qualifiers.
  [[nodiscard]] std::uint32_t plain(std::uint32_t number) const;
  [[nodiscard]] std::optional<Place> member(std::uint32_t structure, std::string_view name,
                                            int depth) const;

  std::vector<std::byte> bytes_;
  std::size_t strings_ = 0; ///< where they start
  std::size_t strings_end_ = 0;
  std::vector<std::size_t> types_; ///< where type N starts, at N - 1
};

} // namespace callgate::watch
