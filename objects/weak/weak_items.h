// WeakItems: the four weak containers seen alike, for what goes through them whatever they are: iteration, texts, copies.
//
// An item is a key and a value; of a set, the element and the empty value. Neither allocates nor runs user code.
#pragma once

#include <mayfly/gc/support/api.h>
#include <mayfly/objects/value/value.h>

namespace mayfly {

class MAYFLY_API WeakItems {
 public:
  // A weak map or set?
  static bool is(Value value);

  explicit WeakItems(gc::Cell& container) : container_(container) {}
  // Changed by whatever the program changes, and not by deaths.
  uint64_t version() const;
  // Those that are alive, as far as is known.
  size_t size(gc::Heap& heap) const;
  // The first item that is alive from `position` on, which becomes the position behind it. False: there is none.
  bool next(gc::Heap& heap, uint32_t& position, Value& key, Value& value) const;

 private:
  gc::Cell& container_;
};

}  // namespace mayfly
