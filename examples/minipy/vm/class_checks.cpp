// What is an instance or subclass of what: isinstance(), issubclass().
#include <minipy/vm/attributes.h>
#include <minipy/vm/minipy.h>
#include <minipy/vm/specials.h>

#include <mayfly/objects/weak/weak_proxy.h>
#include <mayfly/runtime/attributes/operators.h>

namespace minipy {

namespace {

// What a metaclass of the program's (or any object) says about it; empty: it does not.
Result<Value> ask_check(Runtime& rt, Special special, Value asked, Value about) {
  if (special_of(rt, asked, special).is_empty()) return Value::empty();
  MAYFLY_TRY(rt.nest("the check of a class"));
  return call_special(rt, special, asked, about);
}

// What stands in for a class: an object with a tuple of bases. Empty: there is none.
Result<Value> bases_of(Runtime& rt, Value value) {
  const Value bases = MAYFLY_TRY(find_attr(rt, value, *MAYFLY_TRY(intern(rt, "__bases__"))));
  return bases.is_empty() || !as<Tuple>(bases) ? Value::empty() : bases;
}

// By the bases of what need not be classes.
Result<bool> has_base(Runtime& rt, Value derived, Value cls) {
  if (derived.identical(cls)) return true;
  MAYFLY_TRY(rt.nest("issubclass()"));
  Local<Value> bases(rt, MAYFLY_TRY(bases_of(rt, derived)));
  if (!bases) return bases.error();
  if (bases.get().is_empty()) return false;
  for (const Value base : as<Tuple>(bases.get())->values())
    if (MAYFLY_TRY(has_base(rt, base, cls))) return true;
  return false;
}

Result<bool> is_class_like(Runtime& rt, Value value) {
  return value.is<Class>() || !MAYFLY_TRY(bases_of(rt, value)).is_empty();
}

}  // namespace

Result<Class*> claimed_class(Runtime& rt, Value value) {
  // A proxy's is its target's: a dead one's is an error.
  if (value.is<WeakProxy>())
    return MAYFLY_TRY(get_attr(rt, value, *Minipy::of(rt).names().dunder_class)).try_as<Class>();
  if (!value.is<Instance>()) return static_cast<Class*>(nullptr);
  Symbol& name = *Minipy::of(rt).names().dunder_class;
  const Class& cls = class_of(rt, value);
  if (cls.find_attribute(name).is_empty() && cls.special(Special::kGetAttribute).is_empty() &&
      cls.special(Special::kMissingAttribute).is_empty())
    return static_cast<Class*>(nullptr);
  const Value claimed = MAYFLY_TRY(find_attr(rt, value, name));
  return claimed.is_empty() ? nullptr : claimed.try_as<Class>();
}

Result<bool> is_instance_of(Runtime& rt, Value value, Value cls_or_tuple) {
  Locals<2> held(rt);
  if (!held) return held.error();
  held[0] = value;
  held[1] = cls_or_tuple;
  if (Class* cls = cls_or_tuple.try_as<Class>()) {
    if (&class_of(rt, value) == cls) return true;
    const Value answer = MAYFLY_TRY(ask_check(rt, Special::kInstanceCheck, cls_or_tuple, value));
    if (!answer.is_empty()) return truth(rt, answer);
    if (class_of(rt, value).is_subclass_of(*cls) || is_instance(rt.space(), value, *cls)) return true;
    const Class* claimed = MAYFLY_TRY(claimed_class(rt, value));
    return claimed && claimed->is_subclass_of(*cls);
  }
  if (const Tuple* tuple = as<Tuple>(cls_or_tuple)) {
    MAYFLY_TRY(rt.nest("isinstance()"));
    for (const Value each : tuple->values())
      if (MAYFLY_TRY(is_instance_of(rt, value, each))) return true;
    return false;
  }
  const Value answer = MAYFLY_TRY(ask_check(rt, Special::kInstanceCheck, cls_or_tuple, value));
  if (!answer.is_empty()) return truth(rt, answer);
  if (!MAYFLY_TRY(is_class_like(rt, cls_or_tuple)))
    return raise(rt, ExceptionId::kType, "isinstance() arg 2 must be a type, a tuple of types, or a union");
  const Value cls = MAYFLY_TRY(find_attr(rt, value, *Minipy::of(rt).names().dunder_class));
  return !cls.is_empty() && MAYFLY_TRY(has_base(rt, cls, cls_or_tuple));
}

Result<bool> is_subclass_of(Runtime& rt, Value value, Value cls_or_tuple) {
  Locals<2> held(rt);
  if (!held) return held.error();
  held[0] = value;
  held[1] = cls_or_tuple;
  if (const Tuple* tuple = as<Tuple>(cls_or_tuple)) {
    MAYFLY_TRY(rt.nest("issubclass()"));
    for (const Value each : tuple->values())
      if (MAYFLY_TRY(is_subclass_of(rt, value, each))) return true;
    return false;
  }
  const Value answer = MAYFLY_TRY(ask_check(rt, Special::kSubclassCheck, cls_or_tuple, value));
  if (!answer.is_empty()) return truth(rt, answer);
  const Class* cls = value.try_as<Class>();
  const Class* of = cls_or_tuple.try_as<Class>();
  if (cls && of) return cls->is_subclass_of(*of);
  if (!MAYFLY_TRY(is_class_like(rt, value))) return raise(rt, ExceptionId::kType, "issubclass() arg 1 must be a class");
  if (!MAYFLY_TRY(is_class_like(rt, cls_or_tuple)))
    return raise(rt, ExceptionId::kType, "issubclass() arg 2 must be a class, a tuple of classes, or a union");
  return has_base(rt, value, cls_or_tuple);
}

}  // namespace minipy
