// ThreadState: what Mayfly knows of the calling thread. Private to gc/boehm.
#pragma once

#include <mayfly/gc/collect_report.h>

#include <cstddef>
#include <cstdint>

namespace mayfly::gc::boehm {

struct ThreadState {
  bool attached = false;                       // known to be registered with the collector
  int scopes = 0;                              // ThreadScopes on this thread
  int blocking = 0;                            // inside blocking(), so deep
  bool parked = false;                         // counted among parked_threads
  CollectReport* request = nullptr;            // the explicit collection that this thread is carrying out
  const uint64_t* collector_frames = nullptr;  // in an exact collection: where those of bdwgc's own begin
  bool holds_collections = false;              // the allocation under way must not collect

  static ThreadState& current();
};

// The calling thread, which bdwgc has taken in, is taken out again when it ends.
void leave_at_thread_exit();
// Threads in blocking() whose frames are scanned.
size_t parked_threads();
// In the child of a fork, where this thread is the only one.
void forget_other_threads();
// From the end of the death pass, on the thread that collects: tells the request, if any, what it met.
void note_collection(size_t suspended_threads);

}  // namespace mayfly::gc::boehm
