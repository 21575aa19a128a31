#include <mayfly/objects/model/host_box.h>

#include <utility>

namespace mayfly {

const gc::KindRow HostBox::kRow = {
    .name = "host_box", .trace = &HostBox::trace_cell, .release = &HostBox::release_cell};

HostBox* HostBox::create(ObjectSpace& space, Class& cls, const HostType* type, void* object) {
  MAYFLY_ASSERT(cls.options().instance_kind == kKindHostBox);
  const uint32_t slots = cls.expected_slots();
  HostBox* box = space.heap().make_with<HostBox>(slots * sizeof(Value), cls.root_shape(), slots, type);
  // The object goes in last: a box that could not be registered is garbage that owns nothing.
  if (!box || !box->enter(space, cls, true)) return nullptr;
  box->object_ = object;
  return box;
}

bool HostBox::adopt(const HostType* type, void* object) {
  if (object_ || is_released()) return false;
  type_ = type;
  object_ = object;
  return true;
}

void HostBox::release_now() {
  if (is_released()) return;
  set_flag(kReleased);
  // The object may look at its box while it is deleted.
  if (void* object = std::exchange(object_, nullptr)) type_->release(object);
}

void HostBox::trace_cell(const gc::Cell& cell, gc::Visitor& visitor) {
  const HostBox& box = static_cast<const HostBox&>(cell);
  box.Instance::trace(visitor);
  visitor.ignore(box.type_);
  visitor.ignore(box.object_);
}

void HostBox::release_cell(gc::Cell& cell) { static_cast<HostBox&>(cell).release_now(); }

}  // namespace mayfly
