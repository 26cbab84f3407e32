// Reads BTF. Every position comes out of the bytes themselves, so each is checked.
#include "watch/kernel_types.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <system_error>
#include <utility>

namespace callgate::watch {
namespace {

/// Of structs within structs, and typedefs of typedefs: more is not the kernel's.
constexpr int deepest = 32;

/// One thing at that position, which the caller knows to be inside.
template <typename Thing>
Thing read(std::span<const std::byte> bytes, std::size_t position) {
  Thing thing;
  std::memcpy(&thing, bytes.data() + position, sizeof thing);
  return thing;
}

/// How many bytes follow the head of a type, by its kind; nothing for a kind not known.
std::optional<std::size_t> tail_size(const btf_type& type) {
  const std::size_t count = BTF_INFO_VLEN(type.info);
  switch (BTF_INFO_KIND(type.info)) {
  case BTF_KIND_PTR:
  case BTF_KIND_FWD:
  case BTF_KIND_TYPEDEF:
  case BTF_KIND_VOLATILE:
  case BTF_KIND_CONST:
  case BTF_KIND_RESTRICT:
  case BTF_KIND_FUNC:
  case BTF_KIND_FLOAT:
  case BTF_KIND_TYPE_TAG:
    return 0;
  case BTF_KIND_INT:
    return sizeof(std::uint32_t);
  case BTF_KIND_ARRAY:
    return sizeof(btf_array);
  case BTF_KIND_STRUCT:
  case BTF_KIND_UNION:
    return count * sizeof(btf_member);
  case BTF_KIND_ENUM:
    return count * sizeof(btf_enum);
  case BTF_KIND_ENUM64:
    return count * sizeof(btf_enum64);
  case BTF_KIND_FUNC_PROTO:
    return count * sizeof(btf_param);
  case BTF_KIND_VAR:
    return sizeof(btf_var);
  case BTF_KIND_DATASEC:
    return count * sizeof(btf_var_secinfo);
  case BTF_KIND_DECL_TAG:
    return sizeof(btf_decl_tag);
  default:
    return std::nullopt;
  }
}

} // namespace

std::optional<KernelTypes> KernelTypes::of_this_kernel() {
  static constexpr const char* path = "/sys/kernel/btf/vmlinux";
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::nullopt;
  std::vector<std::byte> bytes;
  constexpr std::size_t piece = 1U << 16U;
  std::error_code unknown;
  const std::uintmax_t size = std::filesystem::file_size(path, unknown);
  if (!unknown) bytes.reserve(static_cast<std::size_t>(size) + piece);
  while (file) {
    const std::size_t had = bytes.size();
    bytes.resize(had + piece);
    file.read(reinterpret_cast<char*>(bytes.data() + had), piece);
    bytes.resize(had + static_cast<std::size_t>(file.gcount()));
  }
  return parse(std::move(bytes));
}

std::optional<KernelTypes> KernelTypes::parse(std::vector<std::byte> bytes) {
  KernelTypes types(std::move(bytes));
  if (!types.index()) return std::nullopt;
  return types;
}

bool KernelTypes::index() {
  if (bytes_.size() < sizeof(btf_header)) return false;
  const auto header = read<btf_header>(bytes_, 0);
  if (header.magic != BTF_MAGIC || header.version != BTF_VERSION) return false;
  const std::size_t start = header.hdr_len;
  strings_ = start + header.str_off;
  strings_end_ = strings_ + header.str_len;
  std::size_t position = start + header.type_off;
  const std::size_t end = position + header.type_len;
  if (strings_end_ > bytes_.size() || end > bytes_.size()) return false;

  types_.reserve(header.type_len / sizeof(btf_type));
  while (end - position >= sizeof(btf_type)) {
    types_.push_back(position);
    const std::optional<std::size_t> tail = tail_size(read<btf_type>(bytes_, position));
    position += sizeof(btf_type);
    if (!tail || *tail > end - position) return false;
    position += *tail;
  }
  return position == end;
}

std::string_view KernelTypes::name_at(std::uint32_t offset) const {
  if (offset >= strings_end_ - strings_) return {};
  const char* const start = reinterpret_cast<const char*>(bytes_.data()) + strings_ + offset;
  return {start, strnlen(start, strings_end_ - strings_ - offset)};
}

btf_type KernelTypes::type(std::uint32_t number) const {
  if (number == 0 || number > types_.size()) return {}; // void
  return read<btf_type>(bytes_, types_[number - 1]);
}

std::optional<std::uint32_t> KernelTypes::find(std::uint32_t kind, std::string_view name) const {
  for (std::uint32_t number = 1; number <= types_.size(); ++number) {
    const btf_type candidate = type(number);
    if (BTF_INFO_KIND(candidate.info) == kind && name_at(candidate.name_off) == name) return number;
  }
  return std::nullopt;
}

std::uint32_t KernelTypes::plain(std::uint32_t number) const {
  constexpr std::array<int, 4> wrappers{BTF_KIND_TYPEDEF, BTF_KIND_CONST, BTF_KIND_VOLATILE,
                                        BTF_KIND_TYPE_TAG};
  for (int depth = 0; depth < deepest; ++depth) {
    const btf_type wrapper = type(number);
    const auto kind = static_cast<int>(BTF_INFO_KIND(wrapper.info));
    if (std::ranges::find(wrappers, kind) == wrappers.end()) break;
    number = wrapper.type;
  }
  return number;
}

std::optional<KernelTypes::Place> KernelTypes::member(std::uint32_t structure,
                                                      std::string_view name, int depth) const {
  const btf_type outer = type(structure);
  const auto kind = BTF_INFO_KIND(outer.info);
  if (depth == deepest || (kind != BTF_KIND_STRUCT && kind != BTF_KIND_UNION)) return std::nullopt;
  const bool has_bit_fields = BTF_INFO_KFLAG(outer.info) != 0;
  const std::size_t members = types_[structure - 1] + sizeof(btf_type);
  for (std::size_t i = 0; i < BTF_INFO_VLEN(outer.info); ++i) {
    const auto inner = read<btf_member>(bytes_, members + i * sizeof(btf_member));
    if (has_bit_fields && BTF_MEMBER_BITFIELD_SIZE(inner.offset) != 0) continue;
    const std::uint32_t bits = has_bit_fields ? BTF_MEMBER_BIT_OFFSET(inner.offset) : inner.offset;
    const std::string_view inner_name = name_at(inner.name_off);
    if (inner_name == name) return Place{bits / 8, plain(inner.type)};
    if (!inner_name.empty()) continue;
    if (const auto found = member(plain(inner.type), name, depth + 1))
      return Place{bits / 8 + found->bytes, found->type};
  }
  return std::nullopt;
}

std::optional<std::uint32_t> KernelTypes::offset(std::string_view structure,
                                                 std::span<const std::string_view> path) const {
  const std::optional<std::uint32_t> found = find(BTF_KIND_STRUCT, structure);
  if (!found) return std::nullopt;
  Place place{0, *found};
  for (const std::string_view name : path) {
    const std::optional<Place> next = member(place.type, name, 0);
    if (!next) return std::nullopt;
    place = {place.bytes + next->bytes, next->type};
  }
  return place.bytes;
}

} // namespace callgate::watch
