// BaseException, and what every exception has.
#include <minipy/objects/traceback.h>
#include <minipy/types/exceptions.h>
#include <minipy/types/object.h>
#include <minipy/vm/instance_attributes.h>
#include <minipy/vm/namespace.h>

#include <mayfly/runtime/attributes/operators.h>

namespace minipy {

namespace {

const Class& base_exception(Runtime& rt) { return Minipy::of(rt).exception_class(ExceptionId::kBaseException); }

bool is_exception_value(Runtime& rt, Value value) {
  return value.is<Instance>() && rt.space().class_of(value)->is_subclass_of(base_exception(rt));
}

Result<> store(Runtime& rt, Instance& exception, const Root<Symbol>& name, Value value) {
  if (!exception.set_own_attribute(rt.space(), *name, value)) return rt.heap().allocation_error();
  return {};
}

Result<Value> make(Runtime& rt, Arguments args) {
  Class* cls = MAYFLY_TRY(class_to_make(rt, args, base_exception(rt)));
  const Names& names = Minipy::of(rt).names();
  if (cls == &Minipy::of(rt).exception_class(ExceptionId::kOs))
    if (Class* particular = os_error_class(rt, args.rest())) cls = particular;
  Local<Value> tuple(rt, MAYFLY_TRY(new_tuple(rt, {args.values() + 1, args.positional() - 1})));
  if (!tuple) return tuple.error();
  Local<Instance> made(rt, MAYFLY_TRY(make_instance(rt, *cls)));
  if (!made) return made.error();
  MAYFLY_TRY(store(rt, *made, names.args, *tuple));
  // A program's __init__ gets the arguments otherwise.
  if (cls->special(Special::kInit).is_empty()) MAYFLY_TRY(initialize_exception(rt, *made, args.rest()));
  return Value(made.get());
}

Result<Value> initialize(Runtime& rt, Arguments args) {
  Instance* self = MAYFLY_TRY(exception_receiver(rt, args));
  const Value tuple = MAYFLY_TRY(new_tuple(rt, {args.values() + 1, args.positional() - 1}));
  MAYFLY_TRY(store(rt, *self, Minipy::of(rt).names().args, tuple));
  MAYFLY_TRY(initialize_exception(rt, *self, args.rest()));
  return Value::nil();
}

Result<Value> text(Runtime& rt, Arguments args) {
  return arguments_text(rt, Value(MAYFLY_TRY(exception_receiver(rt, args))));
}

Result<Value> representation(Runtime& rt, Arguments args) {
  MAYFLY_TRY(exception_receiver(rt, args));
  const std::span<const Value> arguments = exception_arguments(rt, args[0]);
  Local<Value> inner(rt, Value::nil());
  if (!inner) return inner.error();
  if (arguments.size() == 1) {
    inner.set(Value(MAYFLY_TRY(repr(rt, arguments[0]))));
  } else {
    inner.set(MAYFLY_TRY(new_tuple(rt, arguments)));
    inner.set(Value(MAYFLY_TRY(repr(rt, *inner))));
  }
  TextBuilder builder(rt.heap());
  builder.append(type_name_of(rt, args[0]));
  const bool is_single = exception_arguments(rt, args[0]).size() == 1;
  if (is_single) builder.append('(');
  builder.append((*inner).as<String>()->view());
  if (is_single) builder.append(')');
  return Value(MAYFLY_TRY(builder.finish()));
}

Result<Value> get_arguments(Runtime& rt, Arguments args) {
  const Instance* self = MAYFLY_TRY(exception_receiver(rt, args));
  const Value tuple = self->own_attribute(*Minipy::of(rt).names().args);
  return tuple.is_empty() ? new_tuple(rt, {}) : tuple;
}

Result<Value> set_arguments(Runtime& rt, Arguments args) {
  Instance* self = MAYFLY_TRY(exception_receiver(rt, args));
  const List* list = MAYFLY_TRY(to_list(rt, args[1]));
  const Value tuple = MAYFLY_TRY(new_tuple(rt, list->values()));
  MAYFLY_TRY(store(rt, *self, Minipy::of(rt).names().args, tuple));
  return Value::nil();
}

Value own(const Instance& exception, const Root<Symbol>& name) {
  const Value value = exception.own_attribute(*name);
  return value.is_empty() ? Value::nil() : value;
}

Result<Value> get_traceback(Runtime& rt, Arguments args) {
  return own(*MAYFLY_TRY(exception_receiver(rt, args)), Minipy::of(rt).names().traceback);
}

Result<Value> set_traceback(Runtime& rt, Arguments args) {
  Instance* self = MAYFLY_TRY(exception_receiver(rt, args));
  if (!args[1].is_nil() && !args[1].is<Traceback>())
    return raise(rt, ExceptionId::kType, "__traceback__ must be a traceback or None");
  MAYFLY_TRY(store(rt, *self, Minipy::of(rt).names().traceback, args[1]));
  return Value::nil();
}

Result<Value> with_traceback(Runtime& rt, Arguments args) {
  MAYFLY_TRY(set_traceback(rt, args));
  return args[0];
}

Result<Value> get_cause(Runtime& rt, Arguments args) {
  return own(*MAYFLY_TRY(exception_receiver(rt, args)), Minipy::of(rt).names().cause);
}

Result<Value> set_cause(Runtime& rt, Arguments args) {
  Instance* self = MAYFLY_TRY(exception_receiver(rt, args));
  if (!args[1].is_nil() && !is_exception_value(rt, args[1]))
    return raise(rt, ExceptionId::kType, "exception cause must be None or derive from BaseException");
  const Names& names = Minipy::of(rt).names();
  MAYFLY_TRY(store(rt, *self, names.cause, args[1]));
  MAYFLY_TRY(store(rt, *self, names.suppress_context, Value::boolean(true)));
  return Value::nil();
}

Result<Value> get_context(Runtime& rt, Arguments args) {
  return own(*MAYFLY_TRY(exception_receiver(rt, args)), Minipy::of(rt).names().context);
}

Result<Value> set_context(Runtime& rt, Arguments args) {
  Instance* self = MAYFLY_TRY(exception_receiver(rt, args));
  if (!args[1].is_nil() && !is_exception_value(rt, args[1]))
    return raise(rt, ExceptionId::kType, "exception context must be None or derive from BaseException");
  MAYFLY_TRY(store(rt, *self, Minipy::of(rt).names().context, args[1]));
  return Value::nil();
}

Result<Value> get_suppress(Runtime& rt, Arguments args) {
  const Value value = own(*MAYFLY_TRY(exception_receiver(rt, args)), Minipy::of(rt).names().suppress_context);
  return value.is_nil() ? Value::boolean(false) : value;
}

Result<Value> set_suppress(Runtime& rt, Arguments args) {
  Instance* self = MAYFLY_TRY(exception_receiver(rt, args));
  if (!args[1].is_boolean()) return raise(rt, ExceptionId::kType, "attribute value type must be bool");
  MAYFLY_TRY(store(rt, *self, Minipy::of(rt).names().suppress_context, args[1]));
  return Value::nil();
}

Result<Value> add_note(Runtime& rt, Arguments args) {
  Instance* self = MAYFLY_TRY(exception_receiver(rt, args));
  if (!as<String>(args[1]))
    return raise(rt, ExceptionId::kType, "note must be a str, not '%s'", type_name_of(rt, args[1]));
  const Root<Symbol>& name = Minipy::of(rt).names().notes;
  const Value present = instance_attribute(rt, *self, *name);
  List* notes = present.is_empty() ? nullptr : as<List>(present);
  if (!notes && !present.is_empty()) return raise(rt, ExceptionId::kType, "Cannot add note: __notes__ is not a list");
  if (!notes) {
    notes = List::create(rt.heap());
    if (!notes) return rt.heap().allocation_error();
    MAYFLY_TRY(set_attr(rt, args[0], *name, Value(notes)));
  }
  if (!notes->append(rt.heap(), args[1])) return rt.heap().allocation_error();
  return Value::nil();
}

Result<Value> reduce_exception(Runtime& rt, Arguments args) {
  MAYFLY_TRY(exception_receiver(rt, args));
  Locals<3> held(rt);
  if (!held) return held.error();
  held[0] = Value(rt.space().class_of(args[0]));
  held[1] = MAYFLY_TRY(get_arguments(rt, args));
  held[2] = MAYFLY_TRY(reduced_state(rt, args));
  return new_tuple(rt, {held.data(), held[2].is_nil() ? size_t{2} : size_t{3}});
}

Result<Value> set_state(Runtime& rt, Arguments args) {
  MAYFLY_TRY(exception_receiver(rt, args));
  if (args[1].is_nil()) return Value::nil();
  const Dict* state = as<Dict>(args[1]);
  if (!state) return raise(rt, ExceptionId::kType, "state is not a dictionary");
  for (uint32_t i = state->next(0); i < state->end(); i = state->next(i + 1)) {
    Local<Symbol> name(rt, MAYFLY_TRY(attribute_name(rt, state->key_at(i))));
    if (!name) return name.error();
    MAYFLY_TRY(set_attr(rt, args[0], *name, state->value_at(i)));
  }
  return Value::nil();
}

constexpr NativeSpec kMethods[] = {
    keywords_static_method<make>("__new__"),
    method<text, 0>("__str__"),
    method<representation, 0>("__repr__"),
    accessor<get_arguments, set_arguments>("args"),
    accessor<get_traceback, set_traceback>("__traceback__"),
    accessor<get_cause, set_cause>("__cause__"),
    accessor<get_context, set_context>("__context__"),
    accessor<get_suppress, set_suppress>("__suppress_context__"),
    method<with_traceback, 1>("with_traceback"),
    method<add_note, 1>("add_note"),
    method<reduce_exception, 0>("__reduce__"),
    method<set_state, 1>("__setstate__"),
};

// An __init__ of the class's own would be asked each time.
constexpr NativeSpec kHidden[] = {
    keywords_method<initialize>("__init__"),
};

// What exception_of() falls back on: with room for all that is noted in it.
Result<> make_spare(Runtime& rt) {
  const Names& names = Minipy::of(rt).names();
  Class& cls = Minipy::of(rt).exception_class(ExceptionId::kMemory);
  Local<Value> made(rt, MAYFLY_TRY(make_exception(rt, ExceptionId::kMemory, {})));
  if (!made) return made.error();
  Instance& spare = *(*made).as<Instance>();
  for (const Root<Symbol>* each : {&names.traceback, &names.context, &names.cause})
    MAYFLY_TRY(store(rt, spare, *each, Value::nil()));
  MAYFLY_TRY(store(rt, spare, names.suppress_context, Value::boolean(false)));
  Symbol* name = MAYFLY_TRY(hidden_name(rt, "spare"));
  return cls.set_attribute(rt.space(), *name, *made);
}

}  // namespace

std::span<const Value> exception_arguments(Runtime& rt, Value exception) {
  const Value tuple = exception.as<Instance>()->own_attribute(*Minipy::of(rt).names().args);
  const Tuple* arguments = tuple.is_empty() ? nullptr : tuple.try_as<Tuple>();
  return arguments ? arguments->values() : std::span<const Value>();
}

Result<Instance*> exception_receiver(Runtime& rt, Arguments args) {
  if (is_exception_value(rt, args[0])) [[likely]]
    return args[0].as<Instance>();
  return wrong_receiver(rt, args);
}

Result<Value> arguments_text(Runtime& rt, Value exception) {
  const std::span<const Value> arguments = exception_arguments(rt, exception);
  if (arguments.empty()) return new_string(rt, "");
  if (arguments.size() == 1) return Value(MAYFLY_TRY(str(rt, arguments[0])));
  Local<Value> tuple(rt, MAYFLY_TRY(new_tuple(rt, arguments)));
  if (!tuple) return tuple.error();
  return Value(MAYFLY_TRY(repr(rt, *tuple)));
}

Result<> define_exceptions(Runtime& rt) {
  Minipy& minipy = Minipy::of(rt);
  Class& base = minipy.exception_class(ExceptionId::kBaseException);
  MAYFLY_TRY(install(rt, base, kMethods));
  MAYFLY_TRY(install_hidden(rt, base, kHidden));
  MAYFLY_TRY(define_special_exceptions(rt));
  MAYFLY_TRY(define_os_error(rt));
  MAYFLY_TRY(define_syntax_error(rt));
  MAYFLY_TRY(define_unicode_errors(rt));
  MAYFLY_TRY(set_in(rt, minipy.builtins(), "IOError", Value(&minipy.exception_class(ExceptionId::kOs))));
  MAYFLY_TRY(set_in(rt, minipy.builtins(), "EnvironmentError", Value(&minipy.exception_class(ExceptionId::kOs))));
  return make_spare(rt);
}

}  // namespace minipy
