#include <minipy/objects/big_integer.h>
#include <minipy/types/containers.h>

namespace minipy {

Result<Class*> class_to_make(Runtime& rt, Arguments args, const Class& base) {
  const char* name = base.name().c_str();
  if (args.positional() == 0) return raise(rt, ExceptionId::kType, "%s.__new__(): not enough arguments", name);
  Class* cls = args[0].try_as<Class>();
  if (!cls) {
    return raise(rt, ExceptionId::kType, "%s.__new__(X): X is not a type object (%s)", name, type_name_of(rt, args[0]));
  }
  if (!cls->is_subclass_of(base)) {
    const char* given = cls->name().c_str();
    return raise(rt, ExceptionId::kType, "%s.__new__(%s): %s is not a subtype of %s", name, given, given, name);
  }
  return cls;
}

Result<> publish(Runtime& rt, Class& cls) {
  const Value name = MAYFLY_TRY(new_string(rt, cls.name().view()));
  if (Minipy::of(rt).builtins().set(rt.heap(), name, Value(&cls)) != Dict::Set::kDone)
    return rt.heap().allocation_error();
  return {};
}

Result<> make_unhashable(Runtime& rt, Class& cls) {
  return cls.set_attribute(rt.space(), *rt.space().special_name(Special::kHash), Value::nil());
}

Result<Value> return_self(Runtime&, Arguments args) { return args[0]; }

Result<Value> step(Runtime& rt, Arguments args) {
  const Value self = unboxed(args[0]);
  if (!self.is_object() || self.is<Instance>()) return wrong_receiver(rt, args);
  return next_item(rt, self);
}

Result<Class*> make_iterator_class(Runtime& rt, ClassId id, gc::KindId kind, bool is_final) {
  static constexpr NativeSpec kMethods[] = {
      method<return_self, 0>("__iter__", NativeSpec::kLeaf),
      method<step, 0>("__next__"),
  };
  Class* cls = MAYFLY_TRY(Minipy::of(rt).make_class(id, kind, {.is_final = is_final}));
  MAYFLY_TRY(install(rt, *cls, kMethods));
  return cls;
}

Result<> refuse_keywords(Runtime& rt, Arguments args, const char* what) {
  if (args.keywords() == 0) return {};
  return raise(rt, ExceptionId::kType, "%s() takes no keyword arguments", what);
}

Result<> refuse_keywords(Runtime& rt, Arguments args, const Class& cls, const Class& base, Special taker) {
  const Symbol& name = *rt.space().special_name(taker);
  if (!cls.find_attribute(name).identical(base.find_attribute(name))) return {};
  return refuse_keywords(rt, args, base.name().c_str());
}

Result<> check_count(Runtime& rt, Arguments args, const char* what, uint32_t least, uint32_t most) {
  const uint32_t given = args.positional() - 1;
  if (given >= least && given <= most) return {};
  const uint32_t limit = given < least ? least : most;
  return raise(rt, ExceptionId::kType, "%s expected %s%u argument%s, got %u", what,
               least == most ? "" : (given < least ? "at least " : "at most "), limit, limit == 1 ? "" : "s", given);
}

Result<Value> repetitions(Runtime& rt, Value count) {
  if (count.is_small()) return Value::small(count.as_small() < 0 ? 0 : count.as_small());
  if (!is_int_or_bool(count) && !has_index(rt, count)) {
    const Value inner = unboxed(count);
    const bool is_sequence = inner.is<String>() || inner.is<List>() || inner.is<Tuple>();
    if (is_sequence || other_may_know(rt, count, Special::kReflectedMultiply)) return Value::empty();
    return raise(rt, ExceptionId::kType, "can't multiply sequence by non-int of type '%s'", type_name_of(rt, count));
  }
  const int64_t number =
      MAYFLY_TRY(to_int64_or_raise(rt, count, ExceptionId::kOverflow, "cannot fit 'int' into an index-sized integer"));
  if (number < 0) return Value::small(0);
  return Value::small(number > Value::kMaxSmall ? Value::kMaxSmall : number);
}

}  // namespace minipy
