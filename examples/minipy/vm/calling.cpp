// Calls, and what is an instance or subclass of what.
#include <minipy/vm/attributes.h>
#include <minipy/vm/minipy.h>
#include <minipy/vm/specials.h>

#include <mayfly/objects/weak/weak_proxy.h>
#include <mayfly/runtime/attributes/operators.h>
#include <mayfly/runtime/call/invoke.h>

namespace minipy {

Result<Symbol*> intern(Runtime& rt, std::string_view text) {
  Symbol* symbol = rt.space().symbols().intern(text);
  if (!symbol) return rt.heap().allocation_error();
  return symbol;
}

Result<Value> call(Runtime& rt, Value callee, std::initializer_list<Value> arguments) {
  LocalArray held(rt, arguments.size() + 1);
  if (!held) return held.error();
  held[0] = callee;
  std::copy(arguments.begin(), arguments.end(), held.data() + 1);
  return invoke(rt, callee, Arguments(held.data() + 1, static_cast<uint32_t>(arguments.size())));
}

Result<Value> call_method(Runtime& rt, Value receiver, std::string_view name, std::initializer_list<Value> arguments) {
  LocalArray held(rt, arguments.size() + 2);
  if (!held) return held.error();
  held[1] = receiver;
  std::copy(arguments.begin(), arguments.end(), held.data() + 2);
  Symbol* symbol = MAYFLY_TRY(intern(rt, name));
  held[0] = Value(symbol);
  const Method found = MAYFLY_TRY(look_up_method(rt, receiver, *symbol, nullptr));
  held[0] = found.callee;
  const uint32_t count = static_cast<uint32_t>(arguments.size()) + found.takes_receiver;
  return invoke(rt, found.callee, Arguments(held.data() + 2 - found.takes_receiver, count));
}

namespace {

// What a metaclass of the program's (or any object) says about it; empty: it does not.
Result<Value> ask_check(Runtime& rt, Special special, Value asked, Value about) {
  if (special_of(rt, asked, special).is_empty()) return Value::empty();
  MAYFLY_TRY(rt.nest("the check of a class"));
  return call_special(rt, special, asked, about);
}

// Its __class__, where that is a class and another one than its type.
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

}  // namespace

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
  return raise(rt, ExceptionId::kType, "isinstance() arg 2 must be a type, a tuple of types, or a union");
}

}  // namespace minipy
