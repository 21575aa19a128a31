// List: a growable sequence of values.
//
// Growing may collect; nothing here runs user code. Indices are the caller's to check: index < size(). Used on its
// runtime's thread. Code that runs user code between two accesses reads size() anew: the list may have changed.
#pragma once

#include <mayfly/gc/cell/vector.h>
#include <mayfly/objects/forward.h>
#include <mayfly/objects/value/object.h>

#include <span>

namespace mayfly {

class MAYFLY_API List final : public Object {
  MAYFLY_CELL(List, Object, kKindList)

  // Null when out of memory. `cls`: a subclass of the built-in class, or null. The values may be another list's.
  static List* create(gc::Heap& heap, std::span<const Value> values = {}, Class* cls = nullptr);

  // Null: the built-in class.
  Class* own_class() const { return reinterpret_cast<Class*>(meta_); }
  void set_own_class(Class* cls) { meta_ = reinterpret_cast<uintptr_t>(cls); }

  size_t size() const { return values_.size(); }
  bool empty() const { return values_.empty(); }
  Value at(size_t index) const { return values_[index]; }
  void set(size_t index, Value value) { values_[index] = value; }
  // Valid until the list changes.
  std::span<const Value> values() const { return values_.span(); }

  // These are false when out of memory; the list is then unchanged.
  [[nodiscard]] bool append(gc::Heap& heap, Value value) { return values_.push_back(heap, value); }
  // Before `index` <= size().
  [[nodiscard]] bool insert(gc::Heap& heap, size_t index, Value value) { return values_.insert(heap, index, value); }
  // The values may be this list's own.
  [[nodiscard]] bool extend(gc::Heap& heap, std::span<const Value> values);
  [[nodiscard]] bool reserve(gc::Heap& heap, size_t count) { return values_.reserve(heap, count); }

  void erase(size_t index) { values_.erase(index); }
  // Only where it is not empty.
  Value pop();
  // Keeps the first `count` <= size().
  void truncate(size_t count);
  void clear() { values_.clear(); }

 private:
  List(gc::CellInit init, Class* cls) : Object(init, reinterpret_cast<uintptr_t>(cls)) {}
  void trace(gc::Visitor& visitor) const;

  gc::Vector<Value> values_;
};

}  // namespace mayfly
