#include <mayfly/objects/model/class_change.h>
#include <mayfly/objects/model/descriptors.h>
#include <mayfly/objects/model/instance.h>
#include <mayfly/objects/weak/own_slots.h>

namespace mayfly {

namespace {

bool concerns_descriptors(Special special) {
  return special == Special::kDescriptorGet || special == Special::kDescriptorSet ||
         special == Special::kDescriptorDelete;
}

bool has_special(const Class& cls, Special special) { return !cls.special(special).is_empty(); }

bool refers_to_live_cells(const gc::Cell& cell) {
  struct Edges final : gc::Visitor {
    void edge(gc::Cell& to) override { intact = intact && gc::Heap::cell_at(reinterpret_cast<uint64_t>(&to)); }
    bool intact = true;
  } edges;
  cell.row().trace(cell, edges);
  return edges.intact;
}

// The class of an instance that a walk of the heap has met; null when it died earlier, and a stale word has marked it
// again before it was swept: what it refers to may have become others' memory since.
const Class* class_of_intact(const Instance& instance) {
  if (!refers_to_live_cells(instance)) return nullptr;
  const Shape& shape = instance.shape();
  if (!Shape::is(shape) || shape.heap_id() != instance.heap_id() || !refers_to_live_cells(shape)) return nullptr;
  const Class& cls = shape.cls();
  return Class::is(cls) && refers_to_live_cells(cls) ? &cls : nullptr;
}

}  // namespace

void ClassChange::refresh_special(ObjectSpace& space, Class& cls, Special special) {
  const Symbol* name = space.special_name(special);
  cls.specials_[static_cast<int>(special)] = name ? cls.find_attribute(*name) : Value::empty();
  cls.plain_slots_ = 0;
}

void ClassChange::refresh_descriptors(Class& cls) {
  cls.has_data_descriptors_ = false;
  for (gc::Member<Class> base : cls.order_) cls.has_data_descriptors_ |= base->data_descriptors_ != 0;
}

void ClassChange::attribute(ObjectSpace& space, Class& cls, Special special, Value before, Value after) {
  if (!before.is_empty() && is_data_descriptor(space, before)) cls.data_descriptors_--;
  if (!after.is_empty() && is_data_descriptor(space, after)) cls.data_descriptors_++;
  bool instances_changed = false;  // there are objects which became descriptors, or are none any more
  walk(space, cls, [&](Class& changed) {
    if (special != Special::kNone) {
      const bool had = has_special(changed, special);
      refresh_special(space, changed, special);
      if (concerns_descriptors(special) && had != has_special(changed, special)) {
        const gc::KindId kind = changed.options().instance_kind;
        const bool counts_instances = kind == kKindInstance || kind == kKindHostBox;
        instances_changed |= !counts_instances || changed.has_had_instances_;
      }
    }
    refresh_descriptors(changed);
    changed.root_shape_->renew_keys(space);
  });
  if (instances_changed) refresh_everything(space);
}

void ClassChange::special_name(ObjectSpace& space, Special special) {
  walk(space, *space.object_class(), [&](Class& cls) { refresh_special(space, cls, special); });
  refresh_everything(space);
}

void ClassChange::instance_class(ObjectSpace& space, const Class& before, const Class& after) {
  for (Special special : {Special::kDescriptorGet, Special::kDescriptorSet, Special::kDescriptorDelete}) {
    if (has_special(before, special) != has_special(after, special)) {
      refresh_everything(space);
      return;
    }
  }
}

// Which attributes are descriptors may have changed for any class: the classes that have such objects as attributes are
// not known.
void ClassChange::refresh_everything(ObjectSpace& space) {
  Class& top = *space.object_class();
  walk(space, top, [&](Class& cls) {
    cls.data_descriptors_ = 0;
    for (uint32_t i = 0; i < cls.attributes_.size(); i++)
      if (is_data_descriptor(space, cls.attributes_.value_at(i))) cls.data_descriptors_++;
  });
  walk(space, top, [&](Class& cls) {
    refresh_descriptors(cls);
    cls.root_shape_->renew_keys(space);
  });
}

Result<> ClassChange::prepare_finalizer(ObjectSpace& space, Class& cls) {
  if (has_special(cls, Special::kFinalize)) return {};
  bool has_instances = false;
  walk(space, cls,
       [&](Class& each) { has_instances |= each.has_had_instances_ && !has_special(each, Special::kFinalize); });
  if (!has_instances) return {};

  struct Search {
    const Class* cls;
    gc::Backing* found;
    size_t count;
  } search{&cls, nullptr, 0};
  const auto note = [](gc::Cell& cell, size_t, void* data) {
    Search& s = *static_cast<Search*>(data);
    const Instance* slots = own_slots(Value(&cell));
    if (!slots || !refers_to_live_cells(cell)) return;
    const Class* its = class_of_intact(*slots);
    if (!its || has_special(*its, Special::kFinalize) || !its->is_subclass_of(*s.cls)) return;
    if (s.found && s.count < s.found->capacity()) s.found->words()[s.count] = reinterpret_cast<uint64_t>(&cell);
    s.count++;
  };
  // A walk sees the cells that the last collection marked. It must not allocate, so the first one counts.
  gc::Heap& heap = space.heap();
  if (heap.collect().has(gc::Inexact::kNotCollected)) {
    return make_error(ErrorKind::kUnsupported,
                      "can't give class '%s' a finalizer: it has instances, and collections, which find them, are "
                      "switched off by the host",
                      cls.name().c_str());
  }
  do {
    heap.walk(note, &search);
    if (search.count == 0) return {};
    if (search.found && search.count <= search.found->capacity()) break;
    search.found = gc::Backing::create(heap, search.count);
    if (!search.found) return Error::out_of_memory();
    search.count = 0;
  } while (true);
  // An instance that is registered in vain, because a later step fails, dies one collection later; nothing else changes.
  for (size_t i = 0; i < search.count; i++) {
    gc::Cell& cell = *reinterpret_cast<gc::Cell*>(search.found->words()[i]);
    const bool done = Instance::is(cell) ? static_cast<Instance&>(cell).register_finalizer(space)
                                         : heap.register_finalizable(cell, true);
    if (!done) return Error::out_of_memory();
  }
  return {};
}

}  // namespace mayfly
