#include <doctest/doctest.h>

#include "bpf/encoding.hpp"

using namespace callgate;
using namespace callgate::bpf;
using namespace std::string_literals;

namespace {

const std::vector<Instruction> sample = {
    {op::ld_abs, 0, 0, 4}, {op::jeq, 1, 2, 0xc000003e}, {op::ret_k, 0, 0, 0x7fff0000}};

const std::string sample_little = "\x20\0\0\0\x04\0\0\0"
                                  "\x15\0\x01\x02\x3e\0\0\xc0"
                                  "\x06\0\0\0\0\0\xff\x7f"s;
const std::string sample_big = "\0\x20\0\0\0\0\0\x04"
                               "\0\x15\x01\x02\xc0\0\0\x3e"
                               "\0\x06\0\0\x7f\xff\0\0"s;

} // namespace

TEST_CASE("encoding: bytes of both orders, there and back") {
  CHECK(encode(sample, arch::ByteOrder::little) == sample_little);
  CHECK(encode(sample, arch::ByteOrder::big) == sample_big);
  CHECK(std::get<0>(decode(sample_little, arch::ByteOrder::little)) == sample);
  CHECK(std::get<0>(decode(sample_big, arch::ByteOrder::big)) == sample);
  CHECK(encode({}, arch::ByteOrder::big).empty());
}

TEST_CASE("encoding: part of an instruction is refused") {
  for (const std::size_t size : {1U, 7U, 9U, 23U}) {
    const auto result =
        decode(std::string_view(sample_little).substr(0, size), arch::ByteOrder::little);
    REQUIRE(std::holds_alternative<Malformed>(result));
    CHECK(std::get<Malformed>(result).reason.starts_with(std::to_string(size) + " bytes"));
  }
}

TEST_CASE("encoding: the byte order can be told from the opcodes") {
  CHECK(guess_byte_order(sample_little) == arch::ByteOrder::little);
  CHECK(guess_byte_order(sample_big) == arch::ByteOrder::big);
  CHECK(guess_byte_order("") == arch::ByteOrder::little);
  CHECK(guess_byte_order(std::string(16, '\0')) == arch::ByteOrder::little);
}
