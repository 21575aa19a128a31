// The class statement's work: what the bases allow, the attributes, the hooks.
#include <minipy/objects/cell.h>
#include <minipy/source/unicode.h>
#include <minipy/vm/attributes.h>
#include <minipy/vm/class_building.h>
#include <minipy/vm/class_slots.h>
#include <minipy/vm/interpreter.h>
#include <minipy/vm/namespace.h>
#include <minipy/vm/raising.h>
#include <minipy/vm/specials.h>

#include <mayfly/objects/model/descriptors.h>
#include <mayfly/runtime/call/invoke.h>

#include <vector>

namespace minipy {

namespace {

bool is_boxable_own(Minipy& minipy, const Class& cls) {
  for (const ClassId id : {ClassId::kSet, ClassId::kFrozenSet, ClassId::kEnumerate, ClassId::kZip, ClassId::kMap,
                           ClassId::kFilter, ClassId::kReversed})
    if (&cls == &minipy.cls(id)) return true;
  return false;
}

// Built-in classes that programs derive from although their values are no instances: these are kept in one.
bool is_boxable(Runtime& rt, const Class& cls) {
  const ObjectSpace& space = rt.space();
  return &cls == space.int_class() || &cls == space.float_class() || &cls == space.class_of_kind(kKindString) ||
         &cls == space.class_of_kind(kKindList) || &cls == space.class_of_kind(kKindTuple) ||
         &cls == space.class_of_kind(kKindDict) || &cls == space.class_of_kind(kKindProperty) ||
         is_boxable_own(Minipy::of(rt), cls);
}

// The most derived of the bases' solid ones. TypeError where there is none.
Result<const Class*> best_base(Runtime& rt, const Tuple& bases) {
  const Class* best = rt.space().object_class();
  for (const Value each : bases.values()) {
    const Class& base = *each.as<Class>();
    if (base.options().is_final && !is_boxable(rt, base)) {
      return raise(rt, ExceptionId::kType, "type '%s' is not an acceptable base type", base.name().c_str());
    }
    const Class& solid = solid_base(rt, base);
    if (best->is_subclass_of(solid)) continue;
    if (!solid.is_subclass_of(*best))
      return raise(rt, ExceptionId::kType, "multiple bases have instance lay-out conflict");
    best = &solid;
  }
  return best;
}

Result<Tuple*> checked_bases(Runtime& rt, Tuple& bases) {
  for (size_t i = 0; i < bases.size(); i++) {
    const Class* base = bases.at(i).try_as<Class>();
    if (!base) {  // in CPython the class of such a base is asked to be the metaclass
      return metaclass_conflict(rt);
    }
    for (size_t j = 0; j < i; j++)
      if (bases.at(j).identical(bases.at(i)))
        return raise(rt, ExceptionId::kType, "duplicate base class %s", base->name().c_str());
  }
  if (!bases.empty()) return &bases;
  const Value object = Value(rt.space().object_class());
  Tuple* made = Tuple::create(rt.heap(), {&object, 1});
  if (!made) return rt.heap().allocation_error();
  return made;
}

// As it stands in the class: some functions become static or class methods by their names.
Result<Value> wrapped(Runtime& rt, std::string_view name, Value value) {
  const Function* function = value.try_as<Function>();
  if (!function) return value;
  const Object* made = nullptr;
  const NativeSpec* spec = spec_of(*function);
  if (name == "__new__" || (spec && spec->use == NativeSpec::kFunction))
    made = StaticMethod::create(rt.space(), value);
  else if (name == "__init_subclass__" || name == "__class_getitem__")
    made = ClassMethod::create(rt.space(), value);
  else
    return value;
  if (!made) return rt.heap().allocation_error();
  return Value(made);
}

class Building {
 public:
  Building(Runtime& rt, Dict& names, Arguments keywords) : rt_(rt), held_(rt), keywords_(keywords) {
    if (!held_) return;
    held_[kNames] = Value(&names);
  }

  Result<Value> build(Class& metaclass, Symbol& name, Tuple& bases) {
    if (!held_) return held_.error();
    held_[kName] = Value(&name);
    held_[kBases] = Value(MAYFLY_TRY(checked_bases(rt_, bases)));
    const Tuple& checked = *held_[kBases].as<Tuple>();
    const Class* best = MAYFLY_TRY(best_base(rt_, checked));
    ClassOptions options;
    options.boxes_base = is_boxable(rt_, *best) || best->options().boxes_base;
    SlotPlan slots;
    held_[kSlots] = get("__slots__");
    MAYFLY_TRY(plan_slots(rt_, held_[kSlots], name, *best, checked, names(), slots));
    options.accepts_attributes = slots.has_dict;
    options.weakly_referenceable = slots.has_weakref;
    std::vector<Class*> base_classes;
    for (const Value each : checked.values()) base_classes.push_back(each.as<Class>());
    Result<Class*> made = Class::create(rt_.space(), name, base_classes, options, &metaclass);
    if (!made) return order_error(rt_, made.take_error(), base_classes);
    held_[kClass] = Value(*made);
    MAYFLY_TRY(fill());
    MAYFLY_TRY(add_slots(rt_, cls(), slots));
    if (Cell* cell = get("__classcell__").try_as<Cell>()) cell->set_content(held_[kClass]);
    MAYFLY_TRY(tell_names());
    MAYFLY_TRY(tell_bases());
    return held_[kClass];
  }

 private:
  enum Held { kNames, kName, kBases, kSlots, kClass, kValue, kKey, kHeldCount };

  Class& cls() { return *held_[kClass].as<Class>(); }
  Dict& names() { return *held_[kNames].as<Dict>(); }
  // From the namespace; nil when it is not there.
  Value get(std::string_view name) {
    const Value found = find_in(names(), name);
    return found.is_empty() ? Value::nil() : found;
  }
  bool has(std::string_view name) { return !find_in(names(), name).is_empty(); }
  Result<> set(std::string_view name, Value value) {
    held_[kValue] = value;
    Symbol* symbol = MAYFLY_TRY(intern(rt_, name));
    return cls().set_attribute(rt_.space(), *symbol, held_[kValue]);
  }

  Result<> fill() {
    if (!has("__module__")) {
      const Dict& globals = Minipy::of(rt_).interpreter().globals();
      const Value module = find_in(globals, "__name__");
      MAYFLY_TRY(set("__module__", module.is_empty() ? MAYFLY_TRY(new_string(rt_, "__main__")) : module));
    }
    const Value qualified = get("__qualname__");
    if (!qualified.is_nil() && !as<String>(qualified)) {
      return raise(rt_, ExceptionId::kType, "type __qualname__ must be a str, not %s", type_name_of(rt_, qualified));
    }
    for (uint32_t i = names().next(0); i < names().end(); i = names().next(i + 1)) {
      const String* key = as<String>(names().key_at(i));
      if (!key || key->view() == "__classcell__") continue;
      held_[kKey] = Value(key);
      const std::string_view name = key->view();
      if (name == "__qualname__") {
        if (as<String>(qualified)->view() != cls().name().view()) MAYFLY_TRY(set("<qualname>", qualified));
        continue;
      }
      MAYFLY_TRY(set(name, MAYFLY_TRY(wrapped(rt_, name, names().value_at(i)))));
    }
    if (!has("__doc__")) MAYFLY_TRY(set("__doc__", Value::nil()));
    if (has("__eq__") && !has("__hash__")) MAYFLY_TRY(set("__hash__", Value::nil()));
    return {};
  }

  Result<> tell_names() {
    for (uint32_t i = names().next(0); i < names().end(); i = names().next(i + 1)) {
      const Value value = names().value_at(i);
      if (!is_defined(special_of(rt_, value, Special::kSetName))) continue;
      held_[kValue] = value;
      held_[kKey] = names().key_at(i);
      Result<Value> done = call_special(rt_, Special::kSetName, value, held_[kClass], held_[kKey]);
      if (!done) return name_error(done.take_error());
    }
    return {};
  }

  // "Error calling __set_name__ on 'Field' instance 'x' in 'Door'", whose cause is the error.
  Error name_error(Error error) {
    if (is_uncatchable(error)) return error;
    Locals<2> held(rt_);
    if (!held) return held.error();
    Result<Value> cause = exception_of(rt_, error);
    if (!cause) return cause.take_error();
    held[0] = *cause;
    const String* key = as<String>(held_[kKey]);
    Error outer = raise(rt_, ExceptionId::kRuntime, "Error calling __set_name__ on '%s' instance '%s' in '%s'",
                        type_name_of(rt_, held_[kValue]), key ? key->c_str() : "?", cls().name().c_str());
    Result<Value> made = exception_of(rt_, outer);
    if (!made) return made.take_error();
    held[1] = *made;
    note_cause(rt_, held[1], held[0]);
    note_context(rt_, held[1], held[0]);
    return outer;
  }

  Result<> tell_bases() {
    Symbol& name = *rt_.space().special_name(Special::kInitSubclass);
    Class& made = cls();
    if (keywords_.empty() && made.find_attribute_after(name, made).is_empty()) return {};
    const Value raw = find_on_after(rt_, made, name, made);
    if (raw.is_empty()) return {};
    held_[kValue] = MAYFLY_TRY(bind_attr(rt_, raw, Value::empty(), made, name));
    MAYFLY_TRY(invoke(rt_, held_[kValue], keywords_));
    return {};
  }

  Runtime& rt_;
  Locals<kHeldCount> held_;
  Arguments keywords_;
};

}  // namespace

const Class& solid_base(Runtime& rt, const Class& cls) {
  if (is_built_in(rt, cls)) {
    const Class& exception = Minipy::of(rt).exception_class(ExceptionId::kBaseException);
    if (cls.is_subclass_of(exception)) return exception;
    if (cls.options().instance_kind != kKindInstance) return cls;
    return *rt.space().object_class();
  }
  if (has_own_slots(cls)) return cls;
  const Class* best = rt.space().object_class();
  for (const gc::Member<Class>& base : cls.bases()) {
    const Class& solid = solid_base(rt, *base);
    if (solid.is_subclass_of(*best)) best = &solid;
  }
  return *best;
}

Error metaclass_conflict(Runtime& rt) {
  return raise(
      rt, ExceptionId::kType,
      "metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of "
      "all its bases");
}

Result<Class*> choose_metaclass(Runtime& rt, Class& wanted, const Tuple& bases) {
  Class* chosen = &wanted;
  for (const Value each : bases.values()) {
    const Class* base = each.try_as<Class>();
    if (!base) continue;
    Class& theirs = base->metaclass();
    if (chosen->is_subclass_of(theirs)) continue;
    if (!theirs.is_subclass_of(*chosen)) {
      return metaclass_conflict(rt);
    }
    chosen = &theirs;
  }
  return chosen;
}

Result<Value> build_class(Runtime& rt, Class& metaclass, Symbol& name, Tuple& bases, Dict& names, Arguments keywords) {
  if (!rt.calls().guard().has_room()) return rt.calls().recursion_error("the making of a class");
  LocalArray held(rt, 5 + keywords.keywords());
  if (!held) return held.error();
  held[1] = Value(&name);
  held[2] = Value(&bases);
  held[3] = Value(&names);
  std::copy(keywords.values(), keywords.values() + keywords.keywords(), held.data() + 4);
  const Arguments passed(held.data() + 4, 0, keywords.names(), keywords.keywords());
  Class* chosen = MAYFLY_TRY(choose_metaclass(rt, metaclass, bases));
  held[0] = Value(chosen);
  const Value make = chosen->special(Special::kNew);
  if (chosen != &metaclass && !make.identical(rt.space().type_class()->special(Special::kNew))) {
    held[1] = MAYFLY_TRY(new_string(rt, name.view()));
    const StaticMethod* wrapper = make.try_as<StaticMethod>();
    const Value callee = wrapper ? wrapper->function() : make;
    return invoke(rt, callee, Arguments(held.data(), 4, keywords.names(), keywords.keywords()));
  }
  try {
    Building building(rt, names, passed);
    return building.build(*chosen, name, bases);
  } catch (const std::bad_alloc&) {
    return Error::out_of_memory();
  }
}

}  // namespace minipy
