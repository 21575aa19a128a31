#include <mayfly/objects/model/class.h>
#include <mayfly/objects/model/shape.h>
#include <mayfly/objects/text/symbol.h>

namespace mayfly {

const gc::KindRow Shape::kRow = {"shape", &Shape::trace_cell};

Shape::Shape(gc::CellInit init, Class& cls, const ShapeNames& names, uint32_t count, uint64_t key)
    : Cell(init, reinterpret_cast<uintptr_t>(&cls)), key_(key), count_(count), names_(names) {}

Shape* Shape::create_root(ObjectSpace& space, Class& cls) {
  return space.heap().make<Shape>(cls, ShapeNames(), 0u, space.next_key());
}

Shape* Shape::add(ObjectSpace& space, Symbol& name) {
  MAYFLY_ASSERT(find(name) == kNotFound);
  if (!is_shared()) return add_in_place(space, name);
  if (uint32_t i = children_.find(name); i != SymbolMap::kNotFound)
    return static_cast<Shape*>(children_.value_at(i).cell());
  if (count_ == kMaxShared || cls().shape_count() >= kMaxPerClass) {
    Shape* own = own_copy(space, 1);
    return own ? own->add_in_place(space, name) : nullptr;
  }
  ShapeNames names;
  if (!names_.with_room(space.heap(), count_, true, names)) return nullptr;
  Shape* child = space.heap().make<Shape>(cls(), names, count_ + 1, space.next_key());
  if (!child || !children_.insert(space.heap(), name, Value(child))) return nullptr;
  child->names_.put(count_, name);
  cls().note_shape();
  return child;
}

Shape* Shape::add_in_place(ObjectSpace& space, Symbol& name) {
  ShapeNames names;
  if (!names_.with_room(space.heap(), count_, true, names)) return nullptr;
  names.put(count_, name);
  names_ = names;
  count_++;
  return this;
}

Shape* Shape::own_copy(ObjectSpace& space, uint32_t room) const {
  ShapeNames names;
  if (!names_.copy(space.heap(), count_, count_ + room, names)) return nullptr;
  return space.heap().make<Shape>(cls(), names, count_, uint64_t{0});
}

Shape* Shape::remove(ObjectSpace& space, uint32_t slot) {
  MAYFLY_ASSERT(slot < count_);
  Shape* shape = is_shared() ? own_copy(space, 0) : this;
  if (!shape) return nullptr;
  shape->names_.remove(slot, shape->count_);
  shape->count_--;
  return shape;
}

Shape* Shape::with_class(ObjectSpace& space, Class& cls) {
  if (!is_shared()) {
    meta_ = reinterpret_cast<uintptr_t>(&cls);
    return this;
  }
  Shape* shape = &cls.root_shape();
  for (uint32_t i = 0; i < count_ && shape; i++) shape = shape->add(space, *name_at(i));
  return shape;
}

// Recursion is as deep as a shared shape has attributes.
void Shape::renew_keys(ObjectSpace& space) {
  if (is_shared()) key_ = space.next_key();
  for (size_t i = 0; i < children_.size(); i++) static_cast<Shape*>(children_.value_at(i).cell())->renew_keys(space);
}

void Shape::trace(gc::Visitor& visitor) const {
  visitor.visit(reinterpret_cast<gc::Cell*>(meta_));
  names_.trace(visitor);
  children_.trace(visitor);
}

}  // namespace mayfly
