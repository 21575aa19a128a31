#include "builtins.h"

#include "interpreter.h"
#include "printer.h"

#include <mayfly/objects/value/number.h>
#include <mayfly/runtime/attributes/access.h>
#include <mayfly/runtime/attributes/binding.h>
#include <mayfly/runtime/attributes/operators.h>

#include <cmath>
#include <cstdio>

namespace lisp {

namespace {

// --- numbers --------------------------------------------------------------------------------------------------------

Result<> check_numbers(const Runtime& rt, const char* function, Value a, Value b) {
  for (const Value value : {a, b}) {
    if (!is_number(value) || value.is_boolean())
      return make_error(ErrorKind::kType, "%s takes numbers, not %s", function, describe(rt.space(), value).c_str());
  }
  return {};
}

double as_double(Value number) {
  const std::optional<int64_t> integer = to_int64(number);
  return integer ? static_cast<double>(*integer) : number.as_double();
}

// Two integers give an integer, or an error when it does not fit; else it is doubles.
using IntegerOperation = bool (*)(int64_t a, int64_t b, int64_t* result);  // true: it does not fit
using DoubleOperation = double (*)(double a, double b);

Result<Value> combine(Runtime& rt, const char* function, Value a, Value b, IntegerOperation integers,
                      DoubleOperation doubles) {
  MAYFLY_TRY(check_numbers(rt, function, a, b));
  const std::optional<int64_t> x = to_int64(a), y = to_int64(b);
  if (!x || !y) return Value::number(doubles(as_double(a), as_double(b)));
  int64_t result = 0;
  if (integers(*x, *y, &result)) return make_error(ErrorKind::kValue, "%s: the result does not fit 64 bits", function);
  return make_integer(rt.heap(), result);
}

Result<Value> fold(Runtime& rt, const char* function, int64_t neutral, Arguments numbers, IntegerOperation integers,
                   DoubleOperation doubles) {
  const uint32_t first = numbers.positional() < 2 ? 0 : 1;
  Value result = first ? numbers[0] : Value::small(neutral);
  for (uint32_t i = first; i < numbers.positional(); i++)
    result = MAYFLY_TRY(combine(rt, function, result, numbers[i], integers, doubles));
  return result;
}

Result<std::partial_ordering> compare(const Runtime& rt, const char* function, Value a, Value b) {
  MAYFLY_TRY(check_numbers(rt, function, a, b));
  return compare_numbers(a, b);
}

// --- others that are more than a line -------------------------------------------------------------------------------

Result<std::string> text_of(Runtime& rt, Arguments values, const char* separator) {
  std::string text;
  for (uint32_t i = 0; i < values.positional(); i++) {
    if (i > 0) text += separator;
    MAYFLY_TRY(append_text(rt, values[i], false, text));
  }
  return text;
}

// What = means for lists. The arguments keep what is compared: pairs do not change.
Result<bool> equal_lists(Runtime& rt, Pair& a, Value other) {
  Value x = &a, y = other;
  for (; x.is<Pair>() && y.is<Pair>(); x = x.as<Pair>()->tail(), y = y.as<Pair>()->tail()) {
    if (x.identical(y)) return true;
    if (!MAYFLY_TRY(equals(rt, x.as<Pair>()->head(), y.as<Pair>()->head()))) return false;
  }
  if (x.is<Pair>() || y.is<Pair>()) return false;
  return equals(rt, x, y);
}

Result<Value> apply(Runtime& rt, Value function, Value list) {
  const int64_t count = list_length(list);
  if (count < 0) return make_error(ErrorKind::kType, "apply takes a list of arguments");
  LocalArray passed(rt, static_cast<size_t>(count));
  if (!passed) return passed.error();
  for (size_t i = 0; i < passed.size(); i++, list = list.as<Pair>()->tail()) passed[i] = list.as<Pair>()->head();
  return invoke(rt, function, Arguments(passed.span()));
}

// An interruption can't be caught.
Result<Value> try_call(Runtime& rt, Value body, Value handler) {
  Result<Value> result = invoke(rt, body, {});
  if (result || result.error().kind() == ErrorKind::kInterrupted) return result;
  Local<Value> message(rt, MAYFLY_TRY(String::create_checked(rt.heap(), result.error().message())));
  if (!message) return message.error();
  return invoke(rt, handler, Arguments(message.data(), 1));
}

Result<Value> call_super(Runtime& rt, Class& after, Value object, Symbol& name, Arguments arguments) {
  const Local<Value> method(rt, MAYFLY_TRY(get_super_attribute(rt, after, object, name)));
  if (!method) return method.error();
  return invoke(rt, *method, arguments);
}

Result<gc::Death> death_of(const Runtime& rt, Value reference) {
  if (const WeakMethod* method = reference.try_as<WeakMethod>()) return method->death();
  if (const WeakRef* weak = reference.try_as<WeakRef>()) return weak->death();
  return make_error(ErrorKind::kType, "expected a weak reference, not %s", describe(rt.space(), reference).c_str());
}

// Defines a global. The frames of all built-in functions are rooted: they hold what they use in arguments and Locals.
template <typename F, typename... Options>
Result<> define(Runtime& rt, const char* name, F&& function, const Options&... options) {
  const Root<Function> made = MAYFLY_TRY(rt.function(name, std::forward<F>(function), options..., rooted));
  const Root<Symbol> symbol = MAYFLY_TRY(rt.symbol(name));
  Pair* global = MAYFLY_TRY(Lisp::of(rt).global(rt, *symbol));
  global->set_head(made);
  return {};
}

Result<> define_numbers(Runtime& runtime) {
  MAYFLY_TRY(define(runtime, "+", [](Runtime& rt, Arguments numbers) {
    return fold(
        rt, "+", 0, numbers, [](int64_t a, int64_t b, int64_t* r) { return __builtin_add_overflow(a, b, r); },
        [](double a, double b) { return a + b; });
  }));
  MAYFLY_TRY(define(runtime, "-", [](Runtime& rt, Arguments numbers) {
    return fold(
        rt, "-", 0, numbers, [](int64_t a, int64_t b, int64_t* r) { return __builtin_sub_overflow(a, b, r); },
        [](double a, double b) { return a - b; });
  }));
  MAYFLY_TRY(define(runtime, "*", [](Runtime& rt, Arguments numbers) {
    return fold(
        rt, "*", 1, numbers, [](int64_t a, int64_t b, int64_t* r) { return __builtin_mul_overflow(a, b, r); },
        [](double a, double b) { return a * b; });
  }));
  // Of integers: towards zero.
  MAYFLY_TRY(define(runtime, "/", [](Runtime& rt, Value a, Value b) -> Result<Value> {
    if (b == Value::small(0)) return make_error(ErrorKind::kValue, "/: division by zero");
    return combine(
        rt, "/", a, b,
        [](int64_t x, int64_t y, int64_t* r) { return (x == INT64_MIN && y == -1) || (*r = x / y, false); },
        [](double x, double y) { return x / y; });
  }));
  MAYFLY_TRY(define(runtime, "%", [](Runtime& rt, Value a, Value b) -> Result<Value> {
    if (b == Value::small(0)) return make_error(ErrorKind::kValue, "%%: division by zero");
    return combine(
        rt, "%", a, b, [](int64_t x, int64_t y, int64_t* r) { return *r = y == -1 ? 0 : x % y, false; },
        [](double x, double y) { return std::fmod(x, y); });
  }));
  MAYFLY_TRY(define(runtime, "<", [](Runtime& rt, Value a, Value b) -> Result<bool> {
    return MAYFLY_TRY(compare(rt, "<", a, b)) < 0;
  }));
  MAYFLY_TRY(define(runtime, ">", [](Runtime& rt, Value a, Value b) -> Result<bool> {
    return MAYFLY_TRY(compare(rt, ">", a, b)) > 0;
  }));
  MAYFLY_TRY(define(runtime, "<=", [](Runtime& rt, Value a, Value b) -> Result<bool> {
    return MAYFLY_TRY(compare(rt, "<=", a, b)) <= 0;
  }));
  return define(runtime, ">=", [](Runtime& rt, Value a, Value b) -> Result<bool> {
    return MAYFLY_TRY(compare(rt, ">=", a, b)) >= 0;
  });
}

Result<> define_values(Runtime& runtime) {
  MAYFLY_TRY(define(runtime, "=", [](Runtime& rt, Value a, Value b) { return equals(rt, a, b); }));
  MAYFLY_TRY(define(runtime, "eq?", [](Value a, Value b) { return a.identical(b); }));
  MAYFLY_TRY(define(runtime, "not", [](Value value) { return is_false(value); }));
  MAYFLY_TRY(
      define(runtime, "cons", [](Runtime& rt, Value head, Value tail) { return Pair::create(rt.heap(), head, tail); }));
  MAYFLY_TRY(define(runtime, "car", [](Pair& pair) { return pair.head(); }));
  MAYFLY_TRY(define(runtime, "cdr", [](Pair& pair) { return pair.tail(); }));
  MAYFLY_TRY(define(runtime, "pair?", [](Value value) { return value.is<Pair>(); }));
  MAYFLY_TRY(define(runtime, "length", [](Runtime& rt, Value value) -> Result<size_t> {
    if (const int64_t count = list_length(value); count >= 0) return static_cast<size_t>(count);
    return length(rt, value);
  }));
  MAYFLY_TRY(define(runtime, "string", [](Runtime& rt, Arguments values) { return text_of(rt, values, ""); }));
  MAYFLY_TRY(define(runtime, "print", [](Runtime& rt, Arguments values) -> Result<> {
    const std::string text = MAYFLY_TRY(text_of(rt, values, " "));
    std::printf("%s\n", text.c_str());
    std::fflush(stdout);
    return {};
  }));
  // (apply function arguments), (try body handler), where the handler gets the message, and (error text...)
  MAYFLY_TRY(define(runtime, "apply", &apply));
  MAYFLY_TRY(define(runtime, "try", &try_call));
  return define(runtime, "error", [](Runtime& rt, Arguments values) -> Result<> {
    return Error(ErrorKind::kScript, MAYFLY_TRY(text_of(rt, values, " ")));
  });
}

Result<> define_objects(Runtime& runtime) {
  MAYFLY_TRY(define(runtime, "class-of", [](Runtime& rt, Value value) { return rt.space().class_of(value); }));
  MAYFLY_TRY(define(runtime, "is-a?",
                    [](Runtime& rt, Value value, Class& cls) { return is_instance(rt.space(), value, cls); }));
  // (method object 'name): a bound method, which keeps both parts alive.
  MAYFLY_TRY(define(runtime, "method",
                    [](Runtime& rt, Value object, Symbol& name) { return get_attribute(rt, object, name); }));
  // (super class object 'name argument...): the method that comes after that class in the order of the object's.
  MAYFLY_TRY(define(runtime, "super", &call_super));
  // (next generator at-end): what it yields; at its end, at-end or nil.
  MAYFLY_TRY(define(
      runtime, "next",
      [](Runtime& rt, SuspendedFrame& generator, Value at_end) -> Result<Value> {
        const Value yielded = MAYFLY_TRY(Interpreter::resume(rt, generator));
        return yielded.is_empty() ? at_end : yielded;
      },
      arg("generator"), arg("at-end") = Value::nil()));
  // (weak-method object 'name callback), called like the method, and (weak-ref object callback), called for the object.
  MAYFLY_TRY(define(
      runtime, "weak-method",
      [](Runtime& rt, Value object, Symbol& name, Value callback) -> Result<WeakMethod*> {
        const Value method = MAYFLY_TRY(get_attribute(rt, object, name));
        return WeakMethod::create(rt.space(), method, callback);
      },
      arg("object"), arg("name"), arg("callback") = Value::nil()));
  MAYFLY_TRY(define(
      runtime, "weak-ref",
      [](Runtime& rt, Value object, Value callback) { return WeakRef::create(rt.space(), object, callback); },
      arg("object"), arg("callback") = Value::nil()));
  MAYFLY_TRY(define(runtime, "alive?", [](Runtime& rt, Value reference) -> Result<bool> {
    return MAYFLY_TRY(death_of(rt, reference)) == gc::Death::kAlive;
  }));
  // What died: receiver, function or both; alive.
  MAYFLY_TRY(define(runtime, "death", [](Runtime& rt, Value reference) -> Result<std::string> {
    return std::string(gc::name(MAYFLY_TRY(death_of(rt, reference))));
  }));
  // Kills all that the program does not reach; says "exact", or why it was not.
  return define(runtime, "collect", [](Runtime& rt) { return rt.collect_for_script().why_not(); });
}

// The class of a kind of cell, for messages, class-of and special methods.
Result<Class*> define_class(Runtime& rt, gc::KindId kind, const char* name, bool weakly_referenceable) {
  ClassOptions options;
  options.instance_kind = kind;
  options.weakly_referenceable = weakly_referenceable;
  options.is_final = true;
  const Root<Symbol> symbol = MAYFLY_TRY(rt.symbol(name));
  Class* cls = MAYFLY_TRY(Class::create(rt.space(), *symbol, {}, options));
  rt.space().set_class_of_kind(kind, *cls);
  return cls;
}

Result<> define_classes(Runtime& rt) {
  MAYFLY_TRY(define_class(rt, kKindGenerator, "generator", true));
  Class* pair = MAYFLY_TRY(define_class(rt, Pair::kind(), "pair", false));
  const Root<Function> equality = MAYFLY_TRY(rt.function("equal", &equal_lists, rooted));
  return pair->set_attribute(rt.space(), *rt.space().special_name(Special::kEqual), equality);
}

}  // namespace

Result<> define_builtins(Runtime& rt) {
  MAYFLY_TRY(define_classes(rt));
  MAYFLY_TRY(define_numbers(rt));
  MAYFLY_TRY(define_values(rt));
  return define_objects(rt);
}

}  // namespace lisp
