// How a class comes to be: what its bases allow, its order, what it inherits, its entry in the bases' lists. Everything
// that can fail comes before the first change to anything but the new class.
#include <mayfly/gc/weak/weak_table.h>
#include <mayfly/objects/model/class.h>

#include <algorithm>

namespace mayfly {

namespace {

Result<> check_bases(const Symbol& name, std::span<Class* const> bases, bool boxes) {
  for (size_t i = 0; i < bases.size(); i++) {
    if (bases[i]->options().is_final && !boxes) {
      return make_error(ErrorKind::kType, "can't make class '%s': its base '%s' is final", name.c_str(),
                        bases[i]->name().c_str());
    }
    for (size_t j = 0; j < i; j++) {
      if (bases[i] == bases[j]) {
        return make_error(ErrorKind::kType, "can't make class '%s': duplicate base '%s'", name.c_str(),
                          bases[i]->name().c_str());
      }
    }
  }
  return {};
}

// `from`: the base that gave what `base` contradicts; null when the class's own options did.
Error conflict(const Symbol& name, const Class* from, const Class& base, const char* what) {
  if (!from) {
    return make_error(ErrorKind::kType, "can't make class '%s': its instances and those of its base '%s' %s",
                      name.c_str(), base.name().c_str(), what);
  }
  return make_error(ErrorKind::kType, "can't make class '%s': instances of its bases '%s' and '%s' %s", name.c_str(),
                    from->name().c_str(), base.name().c_str(), what);
}

// Whether the C++ type that the class's instances own is this one or derives from it: the classes in its order have types
// that its own derives from.
bool is_or_derives_from(const Class& cls, const void* host_type) {
  for (gc::Member<Class> each : cls.resolution_order())
    if (each->options().host_type == host_type) return true;
  return false;
}

// Whether cells of the one kind do where cells of the other are expected.
bool is_kind_of(gc::KindId kind, gc::KindId expected) {
  return kind == expected || (kind == kKindWeakMethod && expected == kKindWeakRef);  // contract 2.3
}

// Adds what the bases' instances have.
Result<> merge_options(const Symbol& name, std::span<Class* const> bases, ClassOptions& options) {
  const Class* kind_from = nullptr;
  const Class* host_from = nullptr;
  for (const Class* base : bases) {
    const ClassOptions& theirs = base->options();
    options.weakly_referenceable |= theirs.weakly_referenceable;
    options.accepts_attributes |= theirs.accepts_attributes;
    options.boxes_base |= theirs.boxes_base;
    if (options.boxes_base && theirs.instance_kind != kKindInstance) {
      // What it is stands in the instance.
    } else if (options.instance_kind == kKindInstance) {
      options.instance_kind = theirs.instance_kind;
      kind_from = base;
    } else if (is_kind_of(theirs.instance_kind, options.instance_kind)) {
      options.instance_kind = theirs.instance_kind;
    } else if (theirs.instance_kind != kKindInstance && !is_kind_of(options.instance_kind, theirs.instance_kind)) {
      return conflict(name, kind_from, *base, "are different kinds of object");
    }
    if (!options.host_type) {
      options.host_type = theirs.host_type;
      host_from = base;
    } else if (theirs.host_type && theirs.host_type != options.host_type) {
      if (host_from ? is_or_derives_from(*host_from, theirs.host_type) : options.host_type_derives) continue;
      if (!host_from || !is_or_derives_from(*base, options.host_type))
        return conflict(name, host_from, *base, "own different C++ types");
      options.host_type = theirs.host_type;
      host_from = base;
    }
  }
  return {};
}

// The most derived of the one asked for and those of the bases.
Result<Class*> choose_metaclass(ObjectSpace& space, const Symbol& name, std::span<Class* const> bases, Class* wanted) {
  Class* chosen = wanted ? wanted : space.type_class();
  if (chosen->options().instance_kind != kKindClass) {
    return make_error(ErrorKind::kType, "can't make class '%s': its metaclass '%s' is no subclass of '%s'",
                      name.c_str(), chosen->name().c_str(), space.type_class()->name().c_str());
  }
  for (const Class* base : bases) {
    Class& theirs = base->metaclass();
    if (chosen->is_subclass_of(theirs)) continue;
    if (!theirs.is_subclass_of(*chosen)) {
      return make_error(ErrorKind::kType,
                        "can't make class '%s': its metaclass '%s' and '%s', that of its base '%s', are not related",
                        name.c_str(), chosen->name().c_str(), theirs.name().c_str(), base->name().c_str());
    }
    chosen = &theirs;
  }
  return chosen;
}

}  // namespace

Result<Class*> Class::create(ObjectSpace& space, Symbol& name, std::span<Class* const> bases,
                             const ClassOptions& options, Class* metaclass) {
  Class* object = space.object_class();
  if (bases.empty()) bases = {&object, 1};
  MAYFLY_TRY(check_bases(name, bases, options.boxes_base));
  ClassOptions merged = options;
  MAYFLY_TRY(merge_options(name, bases, merged));
  Class* chosen = MAYFLY_TRY(choose_metaclass(space, name, bases, metaclass));

  gc::Heap& heap = space.heap();
  Class* cls = heap.make<Class>(chosen, name, merged);
  if (!cls || !cls->bases_.reserve(heap, bases.size())) return Error::out_of_memory();
  for (Class* base : bases)
    if (!cls->bases_.push_back(heap, base)) return Error::out_of_memory();
  if (!cls->order_.push_back(heap, cls)) return Error::out_of_memory();
  MAYFLY_TRY(linearise(space, name, bases, cls->order_));
  if (!cls->inherit(space)) return Error::out_of_memory();
  for (Class* base : bases)
    if (!base->subclasses_.reserve(heap)) return Error::out_of_memory();
  const gc::WeakHandle handle = heap.weak_table().handle_for(*cls);
  if (!handle.slot) return Error::out_of_memory();
  for (Class* base : bases) base->subclasses_.add(handle);
  return cls;
}

bool Class::inherit(ObjectSpace& space) {
  root_shape_ = Shape::create_root(space, *this);
  if (!root_shape_) return false;
  for (gc::Member<Class> base : bases_) {
    expected_slots_ = std::max(expected_slots_, base->expected_slots_);
    // A base sees what it inherits itself.
    has_data_descriptors_ |= base->has_data_descriptors_;
  }
  for (int i = 0; i < kSpecialCount; i++) {
    // Where all bases agree, the merged order agrees with them: its first class that defines the slot is the first such
    // class of the order of each base that it stands in.
    bool agree = true;
    for (gc::Member<Class> base : bases_) agree &= base->specials_[i].identical(bases_[0]->specials_[i]);
    specials_[i] = agree ? bases_[0]->specials_[i] : find_attribute(*space.special_name(static_cast<Special>(i)));
  }
  return true;
}

bool Class::create_first(ObjectSpace& space, Symbol& object_name, Symbol& class_name, Class*& object, Class*& type) {
  gc::Heap& heap = space.heap();
  // Instances of object itself have no attributes and no weak references, so that its subclasses may choose.
  object =
      heap.make<Class>(nullptr, object_name, ClassOptions{.weakly_referenceable = false, .accepts_attributes = false});
  if (!object) return false;
  type = heap.make<Class>(nullptr, class_name, ClassOptions{.instance_kind = kKindClass});
  if (!type) return false;
  object->meta_ = type->meta_ = reinterpret_cast<uintptr_t>(type);
  object->root_shape_ = Shape::create_root(space, *object);
  if (!object->root_shape_ || !object->order_.push_back(heap, object)) return false;
  if (!type->bases_.push_back(heap, object) || !type->order_.push_back(heap, type) ||
      !type->order_.push_back(heap, object) || !type->inherit(space) || !object->subclasses_.reserve(heap)) {
    return false;
  }
  const gc::WeakHandle handle = heap.weak_table().handle_for(*type);
  if (!handle.slot) return false;
  object->subclasses_.add(handle);
  return true;
}

}  // namespace mayfly
