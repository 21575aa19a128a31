// Bindings: which class of a runtime stands for which C++ type, and the functions made of callables without state, each
// of which one runtime needs once only.
//
// A part of Runtime, which holds the classes. On the owner's thread; only remember() may collect.
#pragma once

#include <mayfly/gc/root/root.h>
#include <mayfly/gc/support/result.h>
#include <mayfly/objects/containers/dict.h>

namespace mayfly::embed {

class MAYFLY_API Bindings {
 public:
  // What was remembered under this key, the address of a variable; empty when nothing was.
  Value find(const void* key) const;
  Result<> remember(gc::Heap& heap, const void* key, Value value);

 private:
  Root<Dict> known_;  // by address, as a small integer; null: nothing yet
};

}  // namespace mayfly::embed
