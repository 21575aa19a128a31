// SubclassList: a class's direct subclasses, oldest first, held weakly (contract 4.13).
//
// A field of a Class. The handles stand in leaf memory, so the collector does not see them; those of dead classes are
// dropped when the list would have to grow. Only reserve allocates.
#pragma once

#include <mayfly/gc/cell/backing.h>
#include <mayfly/gc/cell/member.h>
#include <mayfly/gc/weak/weak_handle.h>
#include <mayfly/objects/forward.h>

namespace mayfly {

class SubclassList {
 public:
  // Room for one more. False when out of memory; the subclasses are the same either way.
  [[nodiscard]] bool reserve(gc::Heap& heap);
  // Only after reserve.
  void add(gc::WeakHandle subclass);

  // Calls f(Class&) for each live subclass; f must not allocate.
  template <typename F>
  void for_each(F&& f) const {
    for (uint32_t i = 0; i < count_; i++)
      if (gc::Cell* cell = handles()[i].get()) f(*reinterpret_cast<Class*>(cell));
  }
  // Live and dead ones.
  uint32_t entry_count() const { return count_; }

  void trace(gc::Visitor& visitor) const { visitor.visit(handles_); }

 private:
  gc::WeakHandle* handles() const { return reinterpret_cast<gc::WeakHandle*>(handles_.get()->words()); }
  uint32_t capacity() const { return handles_ ? static_cast<uint32_t>(handles_->capacity() / 2) : 0; }
  void drop_dead();

  gc::Member<gc::Backing> handles_;  // a leaf; null: none yet
  uint32_t count_ = 0;
};

}  // namespace mayfly
