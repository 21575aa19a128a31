// HeapOptions: everything about a heap that can be chosen, with its default; and the parser for MAYFLY_GC.
//
// Plain data. Reading the environment is the only side effect, and only where it is said.
#pragma once

#include <mayfly/gc/forward.h>
#include <mayfly/gc/support/api.h>
#include <mayfly/gc/support/result.h>

#include <string_view>

namespace mayfly::gc {

struct HeapOptions {
  // Bytes that this heap's live cells may take; 0: no limit but the machine's. Reaching it is an out-of-memory error.
  size_t heap_limit = 0;
  // Bytes of heap to begin with, for the whole process; the first heap's value counts. A small one collects too often.
  size_t initial_heap = 16u << 20;
  // Ask the system for large pages for that heap: fewer page faults, but memory is taken 2 MB at a time. The first heap's
  // value counts; only a hint, and one that Linux heeds where transparent huge pages are not switched off.
  bool huge_pages = false;
  // Collect at every Nth allocation on average (1: at each one; 0: never). For tests.
  size_t stress = 0;
  // Seed of the choice that stress makes when it is more than 1.
  uint64_t seed = 1;
  // Look for undeclared edges and broken tables after every collection. For tests; slow.
  bool verify = false;
  // Let every Nth allocation fail with an out-of-memory error (0: never). For tests.
  size_t fail_every = 0;
  // The host uses bdwgc itself: keep its static roots and interior pointers as they are. Also found out from
  // GC_is_init_called() when the first heap is made. Exact collections are then not promised: the report says so.
  bool host_uses_bdwgc = false;
  // Words that the VM stack can hold.
  size_t vm_stack_words = 1u << 20;

  // Reads "stress=1,verify=1,seed=7" on top of these options. Names: stress, seed, verify, fail, huge, limit, initial
  // (these two are sizes, with k, m or g). An unknown name or a bad value is an error of kind kOptions; the options are then unchanged.
  MAYFLY_API Result<> parse(std::string_view text);
  // The same with the environment variable MAYFLY_GC, if it is set.
  MAYFLY_API Result<> parse_environment();
};

}  // namespace mayfly::gc
