// bool: int's subclass of two values.
#include <minipy/types/containers.h>
#include <minipy/vm/arithmetic.h>

namespace minipy {

namespace {

Result<Value> make(Runtime& rt, Arguments args) {
  MAYFLY_TRY(class_to_make(rt, args, *rt.space().bool_class()));
  if (args.positional() < 2) return Value::boolean(false);
  return Value::boolean(MAYFLY_TRY(truth(rt, args[1])));
}

Result<Value> repr_special(Runtime& rt, Arguments args) {
  if (!args[0].is_boolean()) return wrong_receiver(rt, args);
  return Value(MAYFLY_TRY(repr(rt, args[0])));
}

// Of two bools a bool; with any other int an int.
template <BinaryOp kOp>
Result<Value> bit_special(Runtime& rt, Arguments args) {
  const Value other = unboxed(args[1]);
  if (!args[0].is_boolean()) return wrong_receiver(rt, args);
  if (!is_int_or_bool(other)) return rt.not_implemented();
  return binary(rt, kOp, args[0], other);
}
template <BinaryOp kOp>
Result<Value> reflected_bit_special(Runtime& rt, Arguments args) {
  return bit_special<kOp>(rt, args);  // and, or, xor: in either order
}

constexpr NativeSpec kMethods[] = {
    static_method<make, 0, 2>("__new__"),
    method<repr_special, 0>("__repr__"),
    method<bit_special<BinaryOp::kAnd>, 1>("__and__"),
    method<reflected_bit_special<BinaryOp::kAnd>, 1>("__rand__"),
    method<bit_special<BinaryOp::kOr>, 1>("__or__"),
    method<reflected_bit_special<BinaryOp::kOr>, 1>("__ror__"),
    method<bit_special<BinaryOp::kXor>, 1>("__xor__"),
    method<reflected_bit_special<BinaryOp::kXor>, 1>("__rxor__"),
};

}  // namespace

Result<> define_bool(Runtime& rt) {
  ObjectSpace& space = rt.space();
  Class* const bases[] = {space.int_class()};
  ClassOptions options;
  options.weakly_referenceable = false;
  options.accepts_attributes = false;
  options.is_final = true;
  options.boxes_base = true;  // may derive from int, which is final
  Symbol& name = space.bool_class()->name();
  Class* cls = MAYFLY_TRY(Class::create(space, name, bases, options));
  space.set_bool_class(*cls);
  MAYFLY_TRY(publish(rt, *cls));
  return install(rt, *cls, kMethods);
}

}  // namespace minipy
