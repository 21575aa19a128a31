// generator objects, as scripts see them.
#include <minipy/objects/traceback.h>
#include <minipy/types/types.h>
#include <minipy/vm/interpreter.h>
#include <minipy/vm/native.h>
#include <minipy/vm/raising.h>

namespace minipy {

namespace {

Result<Value> self_iterator(Runtime& rt, Arguments args) {
  (void)rt;
  return args[0];
}

// What resuming gave: an item, or the end as the empty value.
Result<Value> next(Runtime& rt, Arguments args) {
  Generator* self = MAYFLY_TRY(receiver<Generator>(rt, args));
  Interpreter& interpreter = Minipy::of(rt).interpreter();
  Result<Value> item = interpreter.resume(*self, Value::nil());
  if (!item || !item->is_empty()) return item;
  const Value returned = interpreter.take_return_value();
  if (returned.is_nil()) return Value::empty();
  return make_stop_iteration(rt, returned);
}

Result<Value> or_stop(Runtime& rt, Result<Value> item) {
  if (!item || !item->is_empty()) return item;
  const Value returned = Minipy::of(rt).interpreter().take_return_value();
  return make_stop_iteration(rt, returned.is_nil() ? Value::empty() : returned);
}

Result<Value> send(Runtime& rt, Arguments args) {
  Generator* self = MAYFLY_TRY(receiver<Generator>(rt, args));
  if (self->state() == Generator::State::kFresh && !args[1].is_nil())
    return raise(rt, ExceptionId::kType, "can't send non-None value to a just-started generator");
  return or_stop(rt, Minipy::of(rt).interpreter().resume(*self, args[1]));
}

Result<Value> throw_(Runtime& rt, Arguments args) {
  Generator* self = MAYFLY_TRY(receiver<Generator>(rt, args));
  Local<Value> exception(rt, args[1]);
  if (!exception) return exception.error();
  if (args.positional() > 3 && !args[3].is_nil() && !args[3].is<Traceback>())
    return raise(rt, ExceptionId::kType, "throw() third argument must be a traceback object");
  if (args[1].is<Instance>() && args.positional() > 2 && !args[2].is_nil())
    return raise(rt, ExceptionId::kType, "instance exception may not have a separate value");
  if (args[1].is<Class>() && args.positional() > 2 && !args[2].is_nil()) {
    exception.set(rt.space().class_of(args[2])->is_subclass_of(*args[1].as<Class>())
                      ? args[2]
                      : MAYFLY_TRY(minipy::call(rt, args[1], {args[2]})));
  }
  Result<Value> raised = exception_to_raise(rt, exception.get());
  if (!raised) {
    if (!args[1].is<Class>() && !args[1].is<Instance>()) {
      return raise(rt, ExceptionId::kType,
                   "exceptions must be classes or instances deriving from BaseException, not %s",
                   type_name_of(rt, args[1]));
    }
    return raised;
  }
  exception.set(*raised);
  return or_stop(rt, Minipy::of(rt).interpreter().throw_into(*self, raise_value(rt, exception.get())));
}

Result<Value> close(Runtime& rt, Arguments args) {
  Generator* self = MAYFLY_TRY(receiver<Generator>(rt, args));
  if (self->is_finished()) return Value::nil();
  Result<Value> made = make_exception(rt, ExceptionId::kGeneratorExit, {});
  if (!made) return made;
  Error exit = raise_value(rt, *made);
  Result<Value> item = Minipy::of(rt).interpreter().throw_into(*self, std::move(exit));
  if (item) {
    if (item->is_empty()) return Value::nil();
    return raise(rt, ExceptionId::kRuntime, "generator ignored GeneratorExit");
  }
  if (is_exception(rt, item.error(), ExceptionId::kGeneratorExit) ||
      is_exception(rt, item.error(), ExceptionId::kStopIteration))
    return Value::nil();
  return item;
}

// Nobody can reach it any more: what its finally blocks and with statements have to do is done now.
Result<Value> finalize(Runtime& rt, Arguments args) {
  Generator* self = MAYFLY_TRY(receiver<Generator>(rt, args));
  if (self->state() != Generator::State::kSuspended) return Value::nil();
  return close(rt, args);
}

Result<Value> generator_repr(Runtime& rt, Arguments args) {
  Generator* self = MAYFLY_TRY(receiver<Generator>(rt, args));
  char text[64];
  std::snprintf(text, sizeof text, " at %p>", static_cast<void*>(self));
  return new_string(rt, "<generator object " + self->code().blueprint().qualified_name + text);
}

Result<Value> name(Runtime& rt, Arguments args) {
  Generator* self = MAYFLY_TRY(receiver<Generator>(rt, args));
  return new_string(rt, self->code().blueprint().name);
}

Result<Value> qualified_name(Runtime& rt, Arguments args) {
  Generator* self = MAYFLY_TRY(receiver<Generator>(rt, args));
  return new_string(rt, self->code().blueprint().qualified_name);
}

Result<Value> running(Runtime& rt, Arguments args) {
  Generator* self = MAYFLY_TRY(receiver<Generator>(rt, args));
  return Value::boolean(self->is_running());
}

Result<Value> frame(Runtime& rt, Arguments args) {
  Generator* self = MAYFLY_TRY(receiver<Generator>(rt, args));
  return self->is_finished() ? Value::nil() : Value::boolean(true);
}

Result<Value> code(Runtime& rt, Arguments args) { return Value(&MAYFLY_TRY(receiver<Generator>(rt, args))->code()); }

Result<Value> suspended(Runtime& rt, Arguments args) {
  return Value::boolean(MAYFLY_TRY(receiver<Generator>(rt, args))->state() == Generator::State::kSuspended);
}

Result<Value> yielding_from(Runtime& rt, Arguments args) {
  const Value inner = Interpreter::waits_for(*MAYFLY_TRY(receiver<Generator>(rt, args)));
  return inner.is_empty() ? Value::nil() : inner;
}

constexpr NativeSpec kGeneratorMethods[] = {
    method<self_iterator, 0>("__iter__"),
    method<next, 0>("__next__", NativeSpec::kResumes),
    method<send, 1>("send", NativeSpec::kResumes | NativeSpec::kSends),
    method<throw_, 1, 3>("throw"),
    method<close, 0>("close"),
    method<finalize, 0>("__del__"),
    method<generator_repr, 0>("__repr__"),
    getter<name>("__name__"),
    getter<qualified_name>("__qualname__"),
    getter<running>("gi_running"),
    getter<frame>("gi_frame"),
    getter<code>("gi_code"),
    getter<suspended>("gi_suspended"),
    getter<yielding_from>("gi_yieldfrom"),
};

}  // namespace

Result<> define_generator(Runtime& rt) {
  Minipy& minipy = Minipy::of(rt);
  Class* generator =
      MAYFLY_TRY(minipy.make_class(ClassId::kGenerator, Generator::kind(), {.weakly_referenceable = true}));
  return install(rt, *generator, kGeneratorMethods);
}

}  // namespace minipy
