#include <mayfly/objects/containers/dict.h>
#include <mayfly/objects/containers/list.h>
#include <mayfly/objects/containers/tuple.h>
#include <mayfly/objects/model/bound_method.h>
#include <mayfly/objects/model/class.h>
#include <mayfly/objects/model/class_change.h>
#include <mayfly/objects/model/code.h>
#include <mayfly/objects/model/instance.h>
#include <mayfly/objects/model/object_space.h>
#include <mayfly/objects/text/hash.h>
#include <mayfly/objects/text/symbol.h>
#include <mayfly/objects/value/kinds.h>
#include <mayfly/objects/weak/own_slots.h>
#include <mayfly/objects/weak/weak_keyed.h>
#include <mayfly/objects/weak/weak_proxy.h>
#include <mayfly/objects/weak/weak_value_map.h>

#include <new>

namespace mayfly {

ObjectSpace::ObjectSpace(gc::Heap& heap) : heap_(heap), symbols_(heap), hash_seed_(process_hash_seed()) {}

ObjectSpace::~ObjectSpace() = default;

Result<std::unique_ptr<ObjectSpace>> ObjectSpace::create(gc::Heap& heap) {
  register_object_kinds();
  std::unique_ptr<ObjectSpace> space(new (std::nothrow) ObjectSpace(heap));
  if (!space) return Error::out_of_memory();
  space->table_ =
      Root<gc::Backing>(heap, gc::Backing::create(heap, kClassCount + kSpecialCount + FinalizerRegistry::kWords));
  if (!space->table_) return Error::out_of_memory();
  space->classes_ = reinterpret_cast<Class**>(space->table_->words());
  space->special_names_ = reinterpret_cast<Symbol**>(space->table_->words() + kClassCount);
  space->finalizers_.use(space->table_->words() + kClassCount + kSpecialCount);
  if (!space->make_special_names() || !space->make_builtin_classes()) return Error::out_of_memory();
  return space;
}

bool ObjectSpace::make_special_names() {
  for (int i = 0; i < kSpecialCount; i++) {
    Symbol* name = symbols_.intern(default_name(static_cast<Special>(i)));
    if (!name) return false;
    name->set_special(static_cast<Special>(i));
    special_names_[i] = name;
  }
  return true;
}

bool ObjectSpace::make_builtin_classes() {
  Symbol* object_name = symbols_.intern("object");
  Symbol* class_name = symbols_.intern("class");
  if (!object_name || !class_name) return false;
  if (!Class::create_first(*this, *object_name, *class_name, classes_[kObject], classes_[kType])) return false;

  struct Builtin {
    size_t index;
    const char* name;
    bool weakly_referenceable;  // contract 1.3
    bool accepts_attributes;
    bool is_final;
  };
  static constexpr Builtin kBuiltins[] = {
      {kNil, "nil", false, false, true},
      {kBool, "bool", false, false, true},
      {kInt, "int", false, false, true},
      {kFloat, "float", false, false, true},
      {kKindString, "string", false, false, true},
      {kKindSymbol, "symbol", false, false, true},
      {kKindList, "list", false, false, false},
      {kKindTuple, "tuple", false, false, false},
      {kKindDict, "dict", false, false, false},
      {kKindCode, "code", true, false, true},
      {kKindFunction, "function", true, true, true},
      {kKindBoundMethod, "bound_method", true, false, false},  // front-ends have method types of their own
      {kKindProperty, "property", false, false, true},
      {kKindStaticMethod, "static_method", false, false, true},
      {kKindClassMethod, "class_method", false, false, true},
      {kKindWeakRef, "weak_ref", false, false, false},
      {kKindWeakMethod, "weak_method", true, false, false},
      {kKindFinalizer, "finalizer", false, false, false},
      {kKindWeakProxy, "weak_proxy", false, false, true},
      {kCallableWeakProxy, "callable_weak_proxy", false, false, true},
      {kKindWeakValueMap, "weak_value_map", true, false, false},
      {kKindWeakKeyMap, "weak_key_map", true, false, false},
      {kKindWeakIdentityMap, "weak_identity_map", true, false, false},
      {kKindWeakSet, "weak_set", true, false, false},
  };
  for (const Builtin& builtin : kBuiltins) {
    Symbol* name = symbols_.intern(builtin.name);
    if (!name) return false;
    ClassOptions options;
    options.weakly_referenceable = builtin.weakly_referenceable;
    options.accepts_attributes = builtin.accepts_attributes;
    options.is_final = builtin.is_final;
    // 0 where the values are no cells.
    options.instance_kind = builtin.index < kObject ? static_cast<gc::KindId>(builtin.index) : gc::KindId{0};
    // Contract 2.3.
    std::span<Class* const> bases;
    if (builtin.index == kKindWeakMethod) bases = {&classes_[kKindWeakRef], 1};
    Result<Class*> made = Class::create(*this, *name, bases, options);
    if (!made) return false;
    classes_[builtin.index] = *made;
  }
  return true;
}

Class* ObjectSpace::class_of(Value value) const {
  if (!value.is_object()) {
    if (value.is_small()) return int_class();
    if (value.is_double()) return float_class();
    MAYFLY_ASSERT(!value.is_empty());
    return value.is_nil() ? nil_class() : bool_class();
  }
  const gc::Cell& cell = *value.cell();
  Class* own = nullptr;
  switch (cell.kind()) {
    case kKindInstance:
    case kKindHostBox: return &static_cast<const Instance&>(cell).cls();
    case kKindClass: return &static_cast<const Class&>(cell).metaclass();
    case kKindBoundMethod: own = static_cast<const BoundMethod&>(cell).method_class(); break;
    case kKindList: own = static_cast<const List&>(cell).own_class(); break;
    case kKindTuple: own = static_cast<const Tuple&>(cell).own_class(); break;
    case kKindDict: own = static_cast<const Dict&>(cell).own_class(); break;
    case kKindWeakRef:
    case kKindWeakMethod:
    case kKindFinalizer:
      if (const Instance* slots = own_slots_of_weak(cell)) own = &slots->cls();
      break;
    case kKindWeakProxy:
      if (static_cast<const WeakProxy&>(cell).is_callable()) own = callable_weak_proxy_class();
      break;
    case kKindWeakValueMap: own = static_cast<const WeakValueMap&>(cell).own_class(); break;
    case kKindWeakKeyMap:
    case kKindWeakIdentityMap:
    case kKindWeakSet: own = static_cast<const WeakKeyed&>(cell).own_class(); break;
    default: break;
  }
  if (!own) own = class_of_kind(cell.kind());
  if (!own && Code::is(cell)) own = class_of_kind(kKindCode);
  return own ? own : object_class();
}

void ObjectSpace::set_class_of_kind(gc::KindId kind, Class& cls) { classes_[kind] = &cls; }
void ObjectSpace::set_bool_class(Class& cls) { classes_[kBool] = &cls; }

Special ObjectSpace::special_for(const Symbol& name) const { return name.special(); }

Result<> ObjectSpace::name_special(Special special, Symbol& name) {
  if (name.special() == special) return {};
  if (name.special() != Special::kNone) {
    return make_error(ErrorKind::kValue, "'%s' can't stand for the special operation '%s': it stands for '%s'",
                      name.c_str(), default_name(special), default_name(name.special()));
  }
  special_names_[static_cast<int>(special)]->set_special(Special::kNone);
  special_names_[static_cast<int>(special)] = &name;
  name.set_special(special);
  ClassChange::special_name(*this, special);
  return {};
}

}  // namespace mayfly
