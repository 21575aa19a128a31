#include <mayfly/objects/model/bound_method.h>
#include <mayfly/objects/model/class.h>
#include <mayfly/objects/model/descriptors.h>
#include <mayfly/objects/model/function.h>
#include <mayfly/objects/model/host_box.h>
#include <mayfly/objects/text/string.h>
#include <mayfly/objects/text/symbol.h>
#include <mayfly/objects/value/describe.h>
#include <mayfly/objects/value/type_name.h>
#include <mayfly/objects/weak/own_slots.h>
#include <mayfly/runtime/attributes/access.h>
#include <mayfly/runtime/attributes/binding.h>
#include <mayfly/runtime/call/invoke.h>
#include <mayfly/runtime/call/pushed_call.h>
#include <mayfly/runtime/runtime.h>
#include <mayfly/runtime/weak/finalizing.h>
#include <mayfly/runtime/weak/making.h>
#include <mayfly/runtime/weak/proxy_target.h>

#include <cstdio>

namespace mayfly {

namespace {

[[gnu::cold, gnu::noinline]] Error too_deep(const CallStack& stack, const Function& function) {
  char what[120];
  std::snprintf(what, sizeof what, "the call of '%s'", function.name() ? function.name()->c_str() : "a function");
  return stack.recursion_error(what);
}

[[gnu::cold, gnu::noinline]] Error with_position(Error error, const CallFrame& frame) {
  error.add_position(frame.position());
  return error;
}

[[gnu::cold]] Error not_callable(const Runtime& rt, Value callee) {
  return make_error(ErrorKind::kType, "%s can't be called: it is of type '%s', which is not callable",
                    describe(rt.space(), callee).c_str(), type_name(rt.space(), callee).data());
}

// A weak reference is called without arguments (contract 1.2).
Error weak_takes_no_arguments(Arguments arguments, const char* what) {
  return make_error(ErrorKind::kArgument, "calling a %s takes no arguments, %u given", what, arguments.size());
}

Result<Value> call_weak_reference(Runtime& rt, Value callee, Arguments arguments) {
  if (const WeakRef* reference = callee.try_as<WeakRef>()) {
    if (!arguments.empty()) return weak_takes_no_arguments(arguments, "WeakRef");
    const Object* target = reference->get();
    return target ? Value(target) : Value::nil();
  }
  if (!arguments.empty()) return weak_takes_no_arguments(arguments, "WeakMethod");
  const BoundMethod* method = MAYFLY_TRY(callee.as<WeakMethod>()->method(rt.space()));
  return method ? Value(method) : Value::nil();
}

// Whether it is of a program's class that says what calling it does (contract 1.17).
bool overrides_call(const Runtime& rt, Value callee) {
  return own_slots_of_weak(*callee.cell()) && !rt.space().class_of(callee)->special(Special::kCall).is_empty();
}

// What a raw special is called as: functions and static functions as they are, the rest bound to the receiver first.
Result<Value> call_raw(Runtime& rt, Value raw, Special special, Arguments arguments) {
  const Value receiver = arguments[0];
  if (Function* function = raw.try_as<Function>()) {
    Local<Function> held(rt, function);
    if (!held) return held.error();
    return invoke(rt, *function, arguments);
  }
  Local<Value> bound(rt, Value::nil());
  if (!bound) return bound.error();
  const Symbol& name = *rt.space().special_name(special);
  bound.set(MAYFLY_TRY(bind(rt, raw, receiver, *rt.space().class_of(receiver), name)));
  return invoke(rt, bound.get(), arguments.rest());
}

}  // namespace

Result<Value> invoke(Runtime& rt, Function& function, Arguments arguments) {
  CallStack& stack = rt.calls();
  if (!stack.has_room()) [[unlikely]]
    return too_deep(stack, function);
  const NativeEntry entry = reinterpret_cast<NativeEntry>(function.code().entry());
  return stack.run(function, [&](const CallFrame& frame) -> Result<Value> {
    Result<Value> result = entry(rt, function, arguments);
    if (!result) [[unlikely]]
      return with_position(result.take_error(), frame);
    return result;
  });
}

Result<Value> invoke(Runtime& rt, Value callee, Arguments arguments) {
  if (!callee.is_object()) [[unlikely]]
    return not_callable(rt, callee);
  switch (callee.cell()->kind()) {
    case kKindFunction: return invoke(rt, *callee.as<Function>(), arguments);
    case kKindBoundMethod: {
      const BoundMethod& method = *callee.as<BoundMethod>();
      PushedCall call(rt.heap().vm_stack(), &method.function(), method.receiver(), arguments);
      if (!call) return call.error();
      // A method of a method of a method...: each level takes C++ stack.
      if (!rt.calls().guard().has_room()) return rt.calls().recursion_error("the call of a bound method");
      return invoke(rt, call.callee(), call.arguments());
    }
    case kKindClass: {
      // A metaclass may have a say; the built-in one has none.
      Class& cls = *callee.as<Class>();
      if (cls.metaclass().special(Special::kCall).is_empty()) return construct(rt, cls, arguments);
      break;
    }
    case kKindStaticMethod: {
      Local<Value> function(rt, callee.as<StaticMethod>()->function());
      if (!function) return function.error();
      if (!rt.calls().guard().has_room()) return rt.calls().recursion_error("the call of a static method");
      return invoke(rt, function.get(), arguments);
    }
    case kKindWeakProxy:
      if (!callee.as<WeakProxy>()->is_callable()) return not_callable(rt, callee);
      return on_target(rt, callee, [&](Value target) { return invoke(rt, target, arguments); });
    case kKindWeakRef:
    case kKindWeakMethod:
      if (!overrides_call(rt, callee)) return call_weak_reference(rt, callee, arguments);
      break;
    case kKindFinalizer:
      if (overrides_call(rt, callee)) break;
      if (!arguments.empty()) return weak_takes_no_arguments(arguments, "finalizer");
      return call_finalizer(rt, *callee.as<Finalizer>());
    default: break;
  }
  const Value raw = rt.space().class_of(callee)->special(Special::kCall);
  if (raw.is_empty()) return not_callable(rt, callee);
  if (!rt.calls().guard().has_room()) return rt.calls().recursion_error("the call of a callable object");
  PushedCall call(rt.heap().vm_stack(), raw, callee, arguments);
  if (!call) return call.error();
  return call_raw(rt, raw, Special::kCall, call.arguments());
}

Result<Value> invoke_method(Runtime& rt, Symbol& name, Arguments arguments, AttributeCache* cache) {
  MAYFLY_ASSERT(arguments.positional() > 0);
  const Value receiver = arguments[0];
  if (cache && receiver.is<Instance>()) {
    if (cache->matches(receiver.as<Instance>()->shape()) && cache->found() == AttributeCache::Found::kClassValue) {
      if (Function* function = cache->class_value().try_as<Function>()) {
        gc::WordStack& stack = rt.heap().vm_stack();
        uint64_t* mark = stack.top();
        if (!stack.push_word(Value(function).word())) [[unlikely]]
          return detail::vm_stack_full(stack);
        Result<Value> result = invoke(rt, *function, arguments);
        stack.pop_to(mark);
        return result;
      }
    }
  }
  Local<Value> callee(rt, Value::nil());
  if (!callee) return callee.error();
  const Method method = MAYFLY_TRY(find_method(rt, receiver, name, cache));
  callee.set(method.callee);
  return invoke(rt, method.callee, method.takes_receiver ? arguments : arguments.rest());
}

Result<Value> invoke_special(Runtime& rt, Special special, Arguments arguments) {
  MAYFLY_ASSERT(arguments.positional() > 0);
  // A proxy has none of its own that anybody may call: only its representation and its hash are not its target's.
  if (is_proxy(arguments[0]) && special != Special::kRepresentation && special != Special::kHash) [[unlikely]] {
    return on_target(rt, arguments[0], [&](Value target) -> Result<Value> {
      PushedCall call(rt.heap().vm_stack(), Value::nil(), target, arguments.rest());
      if (!call) return call.error();
      return invoke_special(rt, special, call.arguments());
    });
  }
  const Value raw = rt.space().class_of(arguments[0])->special(special);
  if (raw.is_empty()) return Value::empty();
  return call_raw(rt, raw, special, arguments);
}

Result<Instance*> make_instance(Runtime& rt, Class& cls) {
  ObjectSpace& space = rt.space();
  Instance* instance = nullptr;
  switch (cls.options().instance_kind) {
    case kKindInstance: instance = Instance::create(space, cls); break;
    case kKindHostBox: instance = HostBox::create(space, cls, nullptr, nullptr); break;
    default:
      return make_error(ErrorKind::kType, "can't make an instance of class '%s' by calling it", cls.name().c_str());
  }
  if (!instance) return space.heap().allocation_error();
  return instance;
}

Result<Value> make_plainly(Runtime& rt, Class& cls, Arguments arguments) {
  if (makes_weak_reference(cls)) return make_weak_reference(rt, cls, arguments);
  return Value(MAYFLY_TRY(make_instance(rt, cls)));
}

Result<Value> construct(Runtime& rt, Class& cls, Arguments arguments) {
  Value make = cls.special(Special::kNew);
  if (make.is_empty() && cls.special(Special::kInit).is_empty() && !arguments.empty() && !makes_weak_reference(cls)) {
    return make_error(ErrorKind::kArgument, "class '%s' takes no arguments, %u given", cls.name().c_str(),
                      arguments.size());
  }
  if (!rt.calls().guard().has_room()) return rt.calls().recursion_error("the making of an instance");
  Local<Class> held(rt, &cls);
  if (!held) return held.error();
  // kNew gets the class in front, however it is defined (contract 4.11).
  if (const StaticMethod* unwrapped = make.try_as<StaticMethod>()) make = unwrapped->function();
  PushedCall call(rt.heap().vm_stack(), make.is_empty() ? Value::nil() : make, &cls, arguments);
  if (!call) return call.error();
  const Value made = make.is_empty() ? MAYFLY_TRY(make_plainly(rt, cls, call.arguments().rest()))
                                     : MAYFLY_TRY(invoke(rt, make, call.arguments()));
  call.set_receiver(made);
  const Class* made_class = made.is_empty() ? nullptr : rt.space().class_of(made);
  if (!made_class || !made_class->is_subclass_of(cls)) return made;
  const Value init = made_class->special(Special::kInit);
  if (init.is_empty()) return made;
  call.set_callee(init);
  // What kInit returns has no meaning; the instance stands where the class stood.
  if (Result<Value> done = call_raw(rt, init, Special::kInit, call.arguments()); !done) return done.take_error();
  return call.arguments()[0];
}

bool is_callable(Runtime& rt, Value value) {
  if (!value.is_object()) return false;
  switch (value.cell()->kind()) {
    case kKindFunction:
    case kKindBoundMethod:
    case kKindClass:
    case kKindStaticMethod:
    case kKindWeakRef:
    case kKindWeakMethod:
    case kKindFinalizer: return true;
    case kKindWeakProxy: return value.as<WeakProxy>()->is_callable();
    default: return !rt.space().class_of(value)->special(Special::kCall).is_empty();
  }
}

}  // namespace mayfly
