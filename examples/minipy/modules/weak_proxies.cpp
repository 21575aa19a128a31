// proxy: objects that stand for others (contract 5). The forwarding is the core's and the operators'.
#include <minipy/modules/weakref.h>
#include <minipy/vm/namespace.h>

#include <mayfly/objects/weak/weak_proxy.h>

namespace minipy {

namespace {

Result<Value> make_proxy(Runtime& rt, Arguments args) {
  Local<Value> target(rt, args[0]);
  if (!target) return target.error();
  // A proxy of a proxy's target, as the operators see through it: CPython refuses, too.
  const auto kind = is_callable(rt, args[0]) ? WeakProxy::Target::kCallable : WeakProxy::Target::kPlain;
  const Value callback = args.positional() > 1 ? args[1] : Value::nil();
  return Value(MAYFLY_TRY(WeakProxy::create(rt.space(), args[0], kind, callback)));
}

Result<Value> representation(Runtime& rt, Arguments args) {
  const WeakProxy* proxy = MAYFLY_TRY(receiver<WeakProxy>(rt, args));
  const Object* target = proxy->get();
  TextBuilder text(rt.heap());
  text.append("<weakproxy");
  append_address(text, args[0]);
  if (target) {
    text.append(" to ");
    text.append(class_of(rt, Value(target)).name().view());
    append_address(text, Value(target));
    text.append(">");
  } else {
    text.append("; dead>");
  }
  return Value(MAYFLY_TRY(text.finish()));
}

Result<Value> refuse_making(Runtime& rt, Arguments args) {
  const Class* cls = args.positional() > 0 ? args[0].try_as<Class>() : nullptr;
  return raise(rt, ExceptionId::kType, "cannot create '%s' instances", cls ? cls->name().c_str() : "weakref.ProxyType");
}

constexpr NativeSpec kFunctions[] = {
    function<make_proxy, 1, 2>("proxy"),
};
constexpr NativeSpec kMethods[] = {
    keywords_static_method<refuse_making>("__new__"),
    method<representation, 0>("__repr__"),
};

}  // namespace

Result<> define_proxies(Runtime& rt, Dict& ns) {
  MAYFLY_TRY(install(rt, ns, kFunctions));
  Class& plain = *rt.space().class_of_kind(kKindWeakProxy);
  Class& callable = *rt.space().callable_weak_proxy_class();
  MAYFLY_TRY(name_class(rt, plain, "weakref.ProxyType"));
  MAYFLY_TRY(name_class(rt, callable, "weakref.CallableProxyType"));
  for (Class* each : {&plain, &callable}) {
    MAYFLY_TRY(install(rt, *each, kMethods));
    MAYFLY_TRY(make_unhashable(rt, *each));
  }
  MAYFLY_TRY(set_in(rt, ns, "ProxyType", Value(&plain)));
  return set_in(rt, ns, "CallableProxyType", Value(&callable));
}

}  // namespace minipy
