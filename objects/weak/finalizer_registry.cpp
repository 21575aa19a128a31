#include <mayfly/objects/weak/finalizer.h>
#include <mayfly/objects/weak/finalizer_registry.h>

namespace mayfly {

void FinalizerRegistry::add(Finalizer& finalizer) {
  Finalizer* second = words_[kNewest];
  finalizer.older_ = second;
  if (second) second->newer_ = &finalizer;
  words_[kNewest] = &finalizer;
  words_[kNext] = &finalizer;
  size_++;
}

void FinalizerRegistry::remove(Finalizer& finalizer) {
  Finalizer* older = finalizer.older_;
  Finalizer* newer = finalizer.newer_;
  if (!older && !newer && words_[kNewest] != &finalizer) return;  // not on the list
  if (newer)
    newer->older_ = older;
  else
    words_[kNewest] = older;
  if (older) older->newer_ = newer;
  if (words_[kNext] == &finalizer) words_[kNext] = older;
  finalizer.older_ = nullptr;
  finalizer.newer_ = nullptr;
  size_--;
}

Finalizer* FinalizerRegistry::next_at_shutdown() {
  while (Finalizer* next = words_[kNext]) {
    if (next->runs_at_shutdown()) return next;
    words_[kNext] = next->older_;
  }
  return nullptr;
}

}  // namespace mayfly
