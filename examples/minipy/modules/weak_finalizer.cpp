// _Finalizer: a call that is due when an object dies, or at exit (contract 7): weakref.finalize, under another name.
#include <minipy/modules/weakref.h>
#include <minipy/vm/namespace.h>

#include <mayfly/objects/weak/finalizer.h>
#include <mayfly/runtime/attributes/operators.h>
#include <mayfly/runtime/weak/finalizing.h>

namespace minipy {

namespace {

Result<Finalizer*> self(Runtime& rt, Arguments args) { return receiver<Finalizer>(rt, args); }

Result<Value> make(Runtime& rt, Arguments args) {
  Class* cls = MAYFLY_TRY(class_to_make(rt, args, *rt.space().class_of_kind(kKindFinalizer)));
  if (args.positional() == 1) {
    return raise(rt, ExceptionId::kType,
                 "finalize.__init__() missing 2 required positional arguments: 'obj' and 'func'");
  }
  if (args.positional() == 2)
    return raise(rt, ExceptionId::kType, "finalize.__init__() missing 1 required positional argument: 'func'");
  return Value(MAYFLY_TRY(make_finalizer(rt, args[1], args[2], args.rest().rest().rest(), cls)));
}

// __new__ has seen the arguments.
Result<Value> initialize(Runtime& rt, Arguments args) {
  MAYFLY_TRY(self(rt, args));
  return Value::nil();
}

Result<Value> call_now(Runtime& rt, Arguments args) { return call_finalizer(rt, *MAYFLY_TRY(self(rt, args))); }

Result<Value> peek(Runtime& rt, Arguments args) { return peek_finalizer(rt, *MAYFLY_TRY(self(rt, args))); }
Result<Value> detach(Runtime& rt, Arguments args) { return detach_finalizer(rt, *MAYFLY_TRY(self(rt, args))); }

Result<Value> get_alive(Runtime& rt, Arguments args) { return Value::boolean(MAYFLY_TRY(self(rt, args))->is_alive()); }

Result<Value> get_atexit(Runtime& rt, Arguments args) {
  return Value::boolean(MAYFLY_TRY(self(rt, args))->runs_at_shutdown());
}

Result<Value> set_atexit(Runtime& rt, Arguments args) {
  Finalizer* finalizer = MAYFLY_TRY(self(rt, args));
  finalizer->set_runs_at_shutdown(rt.space(), MAYFLY_TRY(truth(rt, args[1])));
  return Value::nil();
}

Result<Value> representation(Runtime& rt, Arguments args) {
  const Finalizer* finalizer = MAYFLY_TRY(self(rt, args));
  TextBuilder text(rt.heap());
  text.append("<finalize object");
  append_address(text, args[0]);
  const Object* target = finalizer->is_alive() ? finalizer->target() : nullptr;
  if (target) {
    text.append("; for '");
    text.append(class_of(rt, Value(target)).name().view());
    text.append("'");
    append_address(text, Value(target));
    text.append(">");
  } else {
    text.append("; dead>");
  }
  return Value(MAYFLY_TRY(text.finish()));
}

constexpr NativeSpec kMethods[] = {
    keywords_static_method<make>("__new__"),
    method<peek, 0>("peek"),
    method<detach, 0>("detach"),
    getter<get_alive>("alive"),
    accessor<get_atexit, set_atexit>("atexit"),
    method<representation, 0>("__repr__"),
};
constexpr NativeSpec kHidden[] = {
    keywords_method<initialize>("__init__"),
    method<call_now, 0, 1>("__call__"),
};

}  // namespace

Result<> define_finalizer(Runtime& rt, Dict& ns) {
  Class& cls = *rt.space().class_of_kind(kKindFinalizer);
  MAYFLY_TRY(name_class(rt, cls, "finalize", "weakref"));
  MAYFLY_TRY(install(rt, cls, kMethods));
  MAYFLY_TRY(install_hidden(rt, cls, kHidden));
  return set_in(rt, ns, "_Finalizer", Value(&cls));
}

}  // namespace minipy
