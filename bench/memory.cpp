// How much memory the proof takes, counted and not timed: the most bytes that are
// allocated at a time while it runs, beyond those that were before.
#include <cstdlib>
#include <iostream>
#include <malloc.h>
#include <new>

#include "proof/proof.hpp"
#include "subjects.hpp"

namespace {

std::size_t now = 0;
std::size_t most = 0;

} // namespace

void* operator new(std::size_t size) {
  void* const memory = std::malloc(size);
  if (memory == nullptr) throw std::bad_alloc();
  now += malloc_usable_size(memory);
  if (now > most) most = now;
  return memory;
}

void operator delete(void* memory) noexcept {
  now -= malloc_usable_size(memory);
  std::free(memory);
}

void operator delete(void* memory, std::size_t) noexcept {
  operator delete(memory);
}

int main() {
  using namespace callgate;
  for (const bench::Subject& subject : bench::subjects()) {
    const pipeline::Compilation compiled = bench::compile(subject);
    const proof::ProvenFilter& filter = compiled.filters[0];
    bpf::Program program = filter.program();
    ruleset::Rulings rulings = filter.rulings();
    const std::size_t before = most = now;
    const auto proven = proof::prove(std::move(program), std::move(rulings));
    const bool is_proven = std::holds_alternative<proof::ProvenFilter>(proven);
    std::cout << subject.name << ": " << (most - before + 1023) / 1024 << " KiB"
              << (is_proven ? "" : ", not proven") << '\n';
  }
}
