// HeapTest: a fixture with a heap of its own, made with the options that MAYFLY_GC gives, so that every test also runs
// under stress and with the verifier.
//
//   using Roots = mayfly::test::HeapTest;
//   TEST_F(Roots, KeepTheirObjects) { ... gc::Backing::create(heap, 8) ... }
#pragma once

#include <mayfly/gc/heap.h>

#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <utility>

namespace mayfly::test {

// `base`, with what MAYFLY_GC says on top. A bad MAYFLY_GC ends the program: no test would mean anything.
inline gc::HeapOptions test_options(gc::HeapOptions base = {}) {
  if (Result<> parsed = base.parse_environment(); !parsed) {
    std::fprintf(stderr, "MAYFLY_GC: %s\n", parsed.error().to_string().c_str());
    std::exit(2);
  }
  return base;
}

inline std::unique_ptr<gc::Heap> make_test_heap(gc::HeapOptions base = {}) {
  Result<std::unique_ptr<gc::Heap>> made = gc::Heap::create(test_options(base));
  if (!made) {
    std::fprintf(stderr, "no heap: %s\n", made.error().to_string().c_str());
    std::exit(2);
  }
  return std::move(*made);
}

// True when every allocation collects: tests that need many objects scale themselves down.
inline bool under_stress(const gc::Heap& heap) { return heap.options().stress != 0; }

// `plain`, or a smaller number under stress.
inline size_t scaled(const gc::Heap& heap, size_t plain, size_t stressed) {
  return under_stress(heap) ? stressed : plain;
}

// While it lives, every Nth allocation of the heap fails (1: each one).
class FailingAllocations {
 public:
  explicit FailingAllocations(gc::Heap& heap, size_t every = 1) : heap_(heap), before_(heap.options().fail_every) {
    heap_.set_fail_every(every);
  }
  ~FailingAllocations() { heap_.set_fail_every(before_); }
  FailingAllocations(const FailingAllocations&) = delete;
  FailingAllocations& operator=(const FailingAllocations&) = delete;

 private:
  gc::Heap& heap_;
  size_t before_;
};

class HeapTest : public ::testing::Test {
 private:
  std::unique_ptr<gc::Heap> owner_ = make_test_heap();

 protected:
  gc::Heap& heap = *owner_;
};

}  // namespace mayfly::test
