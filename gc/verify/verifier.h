// Verifier: looks for broken heaps, with the collector as oracle.
//
// Right after a collection it visits every live cell of a heap and compares what its trace declares with what its words
// hold: a word that is a cell's address and is not declared is an undeclared edge, which would make ephemerons,
// finalizers and dumps wrong. It also checks the weak table's lists against each other. Slow; for tests (verify=1).
//
// Runs on the heap's thread; allocates malloc memory, no cells; runs no user code.
#pragma once

#include <mayfly/gc/heap.h>

#include <string>

namespace mayfly::gc {

class MAYFLY_API Verifier {
 public:
  struct Report {
    size_t cells = 0;     // looked at
    size_t edges = 0;     // declared
    std::string problem;  // the first one found; empty: none
  };
  // What the last collection marked is looked at: call it right after one.
  static Report check(Heap& heap);
  // Prints the problem and ends the program: what verify=1 does. A broken heap is Mayfly's (or a front-end's) own bug,
  // and going on would hide it.
  static void check_or_abort(Heap& heap);
};

}  // namespace mayfly::gc
