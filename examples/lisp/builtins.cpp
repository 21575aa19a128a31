#include "lisp.h"

#include <mayfly/objects/value/number.h>
#include <mayfly/runtime/attributes/access.h>
#include <mayfly/runtime/attributes/operators.h>

#include <cstdio>

namespace lisp {

namespace {

__extension__ using Wide = __int128;

// Two integers give an integer, or an error when it does not fit; else it is doubles.
template <typename F>
Result<Value> calculate(Runtime& rt, Value a, Value b) {
  for (const Value value : {a, b})
    if (!is_number(value) || value.is_boolean())
      return make_error(ErrorKind::kType, "expected a number, not %s", describe(rt.space(), value).c_str());
  const auto to_double = [](Value v) { return v.is_double() ? v.as_double() : static_cast<double>(*to_int64(v)); };
  if (a.is_double() || b.is_double()) return Value::number(F()(to_double(a), to_double(b)));
  const Wide x = *to_int64(a), y = *to_int64(b);
  if (y == 0 && std::is_same_v<F, std::divides<>>) return make_error(ErrorKind::kValue, "division by zero");
  const Wide result = F()(x, y);
  if (result != static_cast<int64_t>(result)) return make_error(ErrorKind::kValue, "the result does not fit 64 bits");
  return make_integer(rt.heap(), static_cast<int64_t>(result));
}

Result<bool> is_less(Value a, Value b) {
  if (is_number(a) && is_number(b)) return compare_numbers(a, b) < 0;
  return make_error(ErrorKind::kType, "expected two numbers");
}

Result<std::string> text_of(Runtime& rt, Arguments values, const char* separator) {
  std::string text;
  for (uint32_t i = 0; i < values.positional(); i++)
    text.append(i > 0 ? separator : "").append(MAYFLY_TRY(to_string(rt, values[i]))->view());
  return text;
}

// (try body handler): two functions; the handler gets the error's message. An interruption can't be caught.
Result<Value> try_call(Runtime& rt, Value body, Value handler) {
  Result<Value> result = invoke(rt, body, {});
  if (result || result.error().kind() == ErrorKind::kInterrupted) return result;
  Local<Value> message(rt, MAYFLY_TRY(String::create_checked(rt.heap(), result.error().message())));
  if (!message) return message.error();
  return invoke(rt, handler, Arguments(message.data(), 1));
}

}  // namespace

Result<> define_builtins(Runtime& runtime, Dict& globals) {
  Result<> done;
  // The frames of all built-in functions are rooted: they hold what they use in arguments and Locals.
  const auto define = [&](const char* name, auto&& function, const auto&... options) {
    if (!done) return;
    done = [&]() -> Result<> {
      const Root<Symbol> symbol = MAYFLY_TRY(runtime.symbol(name));
      const Root<Function> made = MAYFLY_TRY(runtime.function(name, function, options..., rooted));
      if (globals.set(runtime.heap(), symbol, made) == Dict::Set::kDone) return {};
      return runtime.heap().allocation_error();
    }();
  };
  define("+", &calculate<std::plus<>>);
  define("-", &calculate<std::minus<>>);
  define("*", &calculate<std::multiplies<>>);
  define("/", &calculate<std::divides<>>);
  define("<", &is_less);
  define("=", &equals);
  define("list", [](Runtime& rt, Arguments items) { return List::create(rt.heap(), {items.values(), items.size()}); });
  define("append!", [](Runtime& rt, List& list, Value item) {
    return list.append(rt.heap(), item) ? Result<>() : rt.heap().allocation_error();
  });
  define("nth", &get_item);
  define("length", &length);
  define("print", [](Runtime& rt, Arguments values) -> Result<> {
    std::printf("%s\n", MAYFLY_TRY(text_of(rt, values, " ")).c_str());
    std::fflush(stdout);
    return {};
  });
  define("string", [](Runtime& rt, Arguments values) { return text_of(rt, values, ""); });
  define("error", [](Runtime& rt, Arguments values) -> Result<> {
    return Error(ErrorKind::kScript, MAYFLY_TRY(text_of(rt, values, " ")));
  });
  define("try", &try_call);
  const auto make_class = [](Runtime& rt, Symbol& name, Class* base) {
    return Class::create(rt.space(), name, std::span<Class* const>(&base, base ? 1 : 0));
  };
  define("class", make_class, arg("name"), arg("base") = Value::nil());
  define("get", [](Runtime& rt, Value object, Symbol& name) { return get_attribute(rt, object, name); });
  define("put", [](Runtime& rt, Value object, Symbol& name, Value to) { return set_attribute(rt, object, name, to); });
  const auto callback = arg("callback") = Value::nil();  // called with the reference
  const auto weak_method = [](Runtime& rt, Value method, Value f) { return WeakMethod::create(rt.space(), method, f); };
  define("weak-method", weak_method, arg("method"), callback);
  const auto weak_ref = [](Runtime& rt, Value object, Value f) { return WeakRef::create(rt.space(), object, f); };
  define("weak-ref", weak_ref, arg("object"), callback);
  define("death", [](WeakMethod& method) { return std::string(gc::name(method.death())); });
  define("collect", [](Runtime& rt) { return rt.collect_for_script().why_not(); });
  return done;
}

}  // namespace lisp
