// FinalizerRegistry: what keeps the finalizers of a runtime alive, until each has fired or was detached (contract 7.1).
//
// A list through the finalizers themselves, newest first. A finalizer that is taken off has no links left, so a stale word
// that finds it keeps nothing else. Every step leaves what is on the list reachable from its newest
// (objects.finalizers.reachable). Used on the runtime's thread; neither allocates nor runs user code.
#pragma once

#include <mayfly/gc/support/api.h>
#include <mayfly/objects/forward.h>

namespace mayfly {

class MAYFLY_API FinalizerRegistry {
 public:
  // How many words of scanned memory it needs; use() is told where they are.
  static constexpr size_t kWords = 2;
  void use(uint64_t* words) { words_ = reinterpret_cast<Finalizer**>(words); }

  void add(Finalizer& finalizer);
  void remove(Finalizer& finalizer);
  size_t size() const { return size_; }
  Finalizer* newest() const { return words_[kNewest]; }

  // The newest that is to run at shutdown; null: none is left. Skips what it has passed already, unless that changes.
  Finalizer* next_at_shutdown();
  // A finalizer is to run at shutdown from now on.
  void note_wanted() { words_[kNext] = words_[kNewest]; }

 private:
  enum { kNewest, kNext };

  Finalizer** words_ = nullptr;  // the newest; the first that may be the next to run at shutdown
  size_t size_ = 0;
};

}  // namespace mayfly
