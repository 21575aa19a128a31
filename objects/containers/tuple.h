// Tuple: an immutable sequence of values, which stand behind the object.
//
// Creation may collect; nothing here runs user code. Used on its runtime's thread.
#pragma once

#include <mayfly/gc/heap.h>
#include <mayfly/objects/forward.h>
#include <mayfly/objects/value/object.h>

#include <span>

namespace mayfly {

class MAYFLY_API Tuple final : public Object {
  MAYFLY_CELL(Tuple, Object, kKindTuple)

  // Null when out of memory. `cls`: a subclass of the built-in class, or null.
  static Tuple* create(gc::Heap& heap, std::span<const Value> values, Class* cls = nullptr);

  // Null: the built-in class.
  Class* own_class() const { return reinterpret_cast<Class*>(meta_); }

  size_t size() const { return tagged_size_ & ~kSizeTag; }
  bool empty() const { return size() == 0; }
  // Only where index < size().
  Value at(size_t index) const { return elements()[index]; }
  std::span<const Value> values() const { return {elements(), size()}; }

 private:
  Tuple(gc::CellInit init, Class* cls, std::span<const Value> values);
  void trace(gc::Visitor& visitor) const;
  const Value* elements() const { return reinterpret_cast<const Value*>(this + 1); }

  // Keeps the size, in scanned memory, from looking like an address.
  static constexpr uint64_t kSizeTag = uint64_t{1} << 63;

  uint64_t tagged_size_;  // the values follow
};

static_assert(sizeof(Tuple) == 24);

}  // namespace mayfly
