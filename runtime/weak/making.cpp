#include <mayfly/objects/model/class.h>
#include <mayfly/objects/text/symbol.h>
#include <mayfly/objects/weak/weak_method.h>
#include <mayfly/objects/weak/weak_ref.h>
#include <mayfly/runtime/runtime.h>
#include <mayfly/runtime/weak/finalizing.h>
#include <mayfly/runtime/weak/making.h>

namespace mayfly {

namespace {

// A target and perhaps a callback.
Result<> check_reference_arguments(const Class& cls, bool has_init, const char* target, Arguments arguments) {
  if (arguments.keywords() > 0 && !has_init) {
    return make_error(ErrorKind::kArgument, "%s() takes no keyword arguments, '%s' given", cls.name().c_str(),
                      arguments.name(0).c_str());
  }
  if (arguments.positional() == 1 || arguments.positional() == 2) return {};
  return make_error(ErrorKind::kArgument, "%s() takes a %s and at most one callback, %u arguments given",
                    cls.name().c_str(), target, arguments.positional());
}

}  // namespace

bool makes_weak_reference(const Class& cls) {
  const gc::KindId kind = cls.options().instance_kind;
  return kind == kKindWeakRef || kind == kKindWeakMethod || kind == kKindFinalizer;
}

Result<Value> make_weak_reference(Runtime& rt, Class& cls, Arguments arguments) {
  MAYFLY_ASSERT(makes_weak_reference(cls));
  const gc::KindId kind = cls.options().instance_kind;
  if (kind == kKindFinalizer) {
    if (arguments.positional() < 2) {
      return make_error(ErrorKind::kArgument,
                        "%s() takes an object, what to call when it dies, and the arguments for that, %u given",
                        cls.name().c_str(), arguments.positional());
    }
    return Value(MAYFLY_TRY(make_finalizer(rt, arguments[0], arguments[1], arguments.rest().rest(), &cls)));
  }
  const bool has_init = !cls.special(Special::kInit).is_empty();
  MAYFLY_TRY(check_reference_arguments(cls, has_init, kind == kKindWeakRef ? "target" : "bound method", arguments));
  const Value callback = arguments.positional() == 2 ? arguments[1] : Value::nil();
  if (kind == kKindWeakRef) return Value(MAYFLY_TRY(WeakRef::create_of(rt.space(), cls, arguments[0], callback)));
  return Value(MAYFLY_TRY(WeakMethod::create_of(rt.space(), cls, arguments[0], callback)));
}

}  // namespace mayfly
