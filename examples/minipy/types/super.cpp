// super: how a class's methods reach those that it overrides (contract 4.6).
#include <minipy/objects/cell.h>
#include <minipy/objects/super.h>
#include <minipy/types/containers.h>
#include <minipy/types/function.h>
#include <minipy/vm/interpreter.h>

#include <algorithm>

namespace minipy {

namespace {

Result<Super*> self(Runtime& rt, Arguments args) { return receiver<Super>(rt, args); }

// super() without arguments: the class in whose body the calling function stands, and its first argument.
Result<Value> make_from_caller(Runtime& rt) {
  const Activation* caller = Minipy::of(rt).interpreter().current();
  if (!caller || !caller->code->blueprint().is_function)
    return raise(rt, ExceptionId::kRuntime, "super(): no arguments");
  const Blueprint& plan = caller->code->blueprint();
  if (plan.positional == 0 && !plan.has_rest) return raise(rt, ExceptionId::kRuntime, "super(): no arguments");
  Value object = caller->registers[0];
  if (plan.positional == 0) {  // def f(*args)
    object = caller->registers[plan.keyword_only];
    if (object.is<Tuple>() && !object.as<Tuple>()->empty())
      object = object.as<Tuple>()->at(0);
    else
      return raise(rt, ExceptionId::kRuntime, "super(): no arguments");
  } else if (!plan.in_cell.empty() && plan.in_cell[0] && object.is<Cell>()) {
    object = object.as<Cell>()->content();
  }
  if (object.is_empty()) return raise(rt, ExceptionId::kRuntime, "super(): arg[0] deleted");
  const auto place = std::find(plan.free_names.begin(), plan.free_names.end(), "__class__");
  if (place == plan.free_names.end()) return raise(rt, ExceptionId::kRuntime, "super(): __class__ cell not found");
  const Function& function = caller->function();
  const Value cell = function.capture(PyCode::kFirstCell + static_cast<size_t>(place - plan.free_names.begin()));
  const Value cls = cell.is<Cell>() ? cell.as<Cell>()->content() : Value::empty();
  if (cls.is_empty()) return raise(rt, ExceptionId::kRuntime, "super(): empty __class__ cell");
  if (!cls.is<Class>())
    return raise(rt, ExceptionId::kRuntime, "super(): __class__ is not a type (%s)", type_name_of(rt, cls));
  if (object.is_nil()) return made(rt, Super::create(rt.heap(), *cls.as<Class>(), object, nullptr));
  return make_super(rt, *cls.as<Class>(), object);
}

Result<Value> make(Runtime& rt, Arguments args) {
  MAYFLY_TRY(class_to_make(rt, args, Minipy::of(rt).cls(ClassId::kSuper)));
  MAYFLY_TRY(refuse_keywords(rt, args, "super"));
  if (args.positional() > 3)
    return raise(rt, ExceptionId::kType, "super() expected at most 2 arguments, got %u", args.positional() - 1);
  if (args.positional() == 1) return make_from_caller(rt);
  Class* after = args[1].try_as<Class>();
  if (!after)
    return raise(rt, ExceptionId::kType, "super() argument 1 must be a type, not %s", type_name_of(rt, args[1]));
  if (args.positional() == 3 && !args[2].is_nil()) return make_super(rt, *after, args[2]);
  return made(rt, Super::create(rt.heap(), *after, Value::nil(), nullptr));
}

Result<Value> get_plain(Runtime& rt, Arguments args) {
  Symbol* name = MAYFLY_TRY(attribute_name(rt, args[1]));
  const Value found = MAYFLY_TRY(find_attr_plainly(rt, args[0], *name));
  if (found.is_empty()) return missing_attribute(rt, args[0], *name);
  return found;
}

Result<Value> get_this_class(Runtime& rt, Arguments args) { return Value(&MAYFLY_TRY(self(rt, args))->after()); }
Result<Value> get_self(Runtime& rt, Arguments args) { return MAYFLY_TRY(self(rt, args))->object(); }
Result<Value> get_self_class(Runtime& rt, Arguments args) {
  Class* order = MAYFLY_TRY(self(rt, args))->order();
  return order ? Value(order) : Value::nil();
}

Result<Value> bind_to(Runtime& rt, Arguments args) {
  Super* super = MAYFLY_TRY(self(rt, args));
  if (args[1].is_nil() || super->order()) return args[0];
  return make_super(rt, super->after(), args[1]);
}

Result<Value> representation(Runtime& rt, Arguments args) {
  const Super* super = MAYFLY_TRY(self(rt, args));
  TextBuilder text(rt.heap());
  text.append("<super: <class '");
  text.append(super->after().name().view());
  if (super->order()) {
    text.append("'>, <");
    text.append(super->order()->name().view());
    text.append(" object>>");
  } else {
    text.append("'>, NULL>");
  }
  return Value(MAYFLY_TRY(text.finish()));
}

constexpr NativeSpec kMethods[] = {
    keywords_static_method<make>("__new__"),  method<get_plain, 1>("__getattribute__"),
    getter<get_this_class>("__thisclass__"),  getter<get_self>("__self__"),
    getter<get_self_class>("__self_class__"), method<representation, 0>("__repr__"),
    method<bind_to, 1, 2>("__get__"),
};

}  // namespace

Result<> define_super(Runtime& rt) {
  // What is looked up on one is not its class's: so it is none of the kinds whose class alone decides.
  Class* cls = MAYFLY_TRY(Minipy::of(rt).make_class(ClassId::kSuper, Super::kind(), {.accepts_attributes = true}));
  MAYFLY_TRY(install(rt, *cls, kMethods));
  return publish(rt, *cls);
}

}  // namespace minipy
