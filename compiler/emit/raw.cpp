// `raw`: the sock_filter array itself, in the byte order of the kernel it is for.
#include "bpf/encoding.hpp"
#include "emit/writers.hpp"

namespace callgate::emit {

std::string raw_bytes(const proof::ProvenFilter& filter) {
  return bpf::encode(filter.program().instructions(), filter.rulings().byte_order);
}

Output write_raw(const Input& input) {
  return raw_bytes(filters_of(input).front());
}

} // namespace callgate::emit
