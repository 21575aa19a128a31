// The classes of weak references, called and derived from.
#include <mayfly/objects/weak/finalizer.h>
#include <mayfly/objects/weak/own_slots.h>
#include <mayfly/runtime/attributes/operators.h>
#include <mayfly/runtime/frontend/suspended_frame.h>

#include <support/test_runtime.h>

namespace mayfly {
namespace {

class WeakMaking : public test::RuntimeTest {
 protected:
  Class& ref_class = *rt.space().class_of_kind(kKindWeakRef);
  Class& method_class = *rt.space().class_of_kind(kKindWeakMethod);
  Class& finalizer_class = *rt.space().class_of_kind(kKindFinalizer);
  Class& cls = make_class("Door");
  Root<Instance> door = make_root(cls);
  Function& nothing = function("nothing", [](Runtime&, Arguments) -> Result<Value> { return Value::nil(); });
  std::vector<Value> told;  // what callbacks were given; for looking at addresses only

  WeakMaking() {
    define(cls, "open", [](Runtime&, Arguments) -> Result<Value> { return Value::small(1); });
  }
  Function& telling() {
    return function("telling", [this](Runtime&, Arguments arguments) -> Result<Value> {
      told.push_back(arguments[0]);
      return Value::nil();
    });
  }
  // Calls with one keyword argument behind the positional ones.
  Result<Value> call_with_name(Value callee, std::vector<Value> values, std::string_view keyword) {
    Symbol* names[] = {&name(keyword)};
    return rt.call(callee, Arguments(values.data(), static_cast<uint32_t>(values.size() - 1), names, 1));
  }
  std::string refused(Value callee, std::vector<Value> values, ErrorKind kind = ErrorKind::kArgument) {
    return message(rt.call(callee, values), kind);
  }
  template <typename T>
  Root<T> hold(Value value) {
    EXPECT_TRUE(value.is<T>());
    return Root<T>(rt.heap(), value.try_as<T>());
  }
};

// Contract 1.1.
TEST_F(WeakMaking, AReferenceIsMadeByCallingItsClass) {
  Root<WeakRef> plain = hold<WeakRef>(call(&ref_class, {door}));
  EXPECT_EQ(plain->get(), door.get());
  EXPECT_EQ(call(&ref_class, {door}), Value(plain));
  EXPECT_EQ(call(&ref_class, {door, Value::nil()}), Value(plain));
  Root<WeakRef> armed = hold<WeakRef>(call(&ref_class, {door, &nothing}));
  EXPECT_NE(armed.get(), plain.get());
  EXPECT_EQ(armed->callback(), Value(&nothing));

  EXPECT_EQ(refused(&ref_class, {}), "weak_ref() takes a target and at most one callback, 0 arguments given");
  EXPECT_EQ(refused(&ref_class, {door, Value::nil(), Value::nil()}),
            "weak_ref() takes a target and at most one callback, 3 arguments given");
  EXPECT_EQ(message(call_with_name(&ref_class, {door, &nothing}, "callback"), ErrorKind::kArgument),
            "weak_ref() takes no keyword arguments, 'callback' given");
  EXPECT_EQ(refused(&ref_class, {number(1)}, ErrorKind::kType), "can't make a weak reference to a value of type 'int'");
}

// Contract 1.2.
TEST_F(WeakMaking, AReferenceIsCalledWithoutArguments) {
  Root<WeakRef> reference = hold<WeakRef>(call(&ref_class, {door}));
  EXPECT_EQ(call(reference), Value(door));
  EXPECT_EQ(refused(reference, {number(1)}), "calling a WeakRef takes no arguments, 1 given");
  EXPECT_FALSE(call_with_name(reference, {number(1)}, "x"));
  door.reset();
  rt.collect_exact();
  EXPECT_TRUE(call(reference).is_nil());
}

// Contract 1.2, 1.20: what it gives holds the target.
TEST_F(WeakMaking, WhatAReferenceGivesHoldsTheTarget) {
  Root<WeakRef> reference = hold<WeakRef>(call(&ref_class, {door}));
  Root<Value> got = std::move(*rt.root(rt.call(reference)));
  door.reset();
  rt.collect_exact();
  EXPECT_EQ(reference->get(), got.get().cell());
  got.reset();
  rt.collect_exact();
  EXPECT_EQ(reference->get(), nullptr);
}

// Contract 1.3.
TEST_F(WeakMaking, FunctionsClassesMethodsAndFramesCanBeReferredTo) {
  Root<Value> method(rt.heap(), get(door, "open"));
  Root<WeakMethod> weak_method = std::move(*rt.weak_method(method.get()));
  for (Value target : {Value(&nothing), Value(&cls), method.get(), Value(weak_method)})
    EXPECT_TRUE(call(&ref_class, {target}).is<WeakRef>());
  EXPECT_TRUE(rt.space().class_of_kind(SuspendedFrame::kKind)->options().weakly_referenceable);
  for (Value target :
       {Value::nil(), Value::boolean(true), Value::number(1.5), text("x"), Value(&name("x")),
        Value(List::create(rt.heap())), call(&ref_class, {door}), call(&finalizer_class, {door, &nothing})})
    EXPECT_TRUE(refused(&ref_class, {target}, ErrorKind::kType).starts_with("can't make a weak reference to"));
}

// Contract 2.1.
TEST_F(WeakMaking, AWeakMethodIsMadeByCallingItsClass) {
  Root<Value> method(rt.heap(), get(door, "open"));
  Root<WeakMethod> weak = hold<WeakMethod>(call(&method_class, {method.get(), &nothing}));
  EXPECT_EQ(weak->callback(), Value(&nothing));  // contract 2.15: the user's
  EXPECT_EQ(call(call(weak)), number(1));
  EXPECT_TRUE(hold<WeakMethod>(call(&method_class, {method.get()}))->callback().is_nil());

  EXPECT_EQ(refused(&method_class, {}),
            "weak_method() takes a bound method and at most one callback, 0 arguments given");
  EXPECT_EQ(refused(&method_class, {method.get(), &nothing, &nothing}),
            "weak_method() takes a bound method and at most one callback, 3 arguments given");
  EXPECT_EQ(message(call_with_name(&method_class, {method.get(), &nothing}, "callback"), ErrorKind::kArgument),
            "weak_method() takes no keyword arguments, 'callback' given");
  for (Value wrong : {Value(&nothing), get(&cls, "open"), Value(StaticMethod::create(rt.space(), Value(&nothing))),
                      Value(&cls), Value(door), Value::nil()})
    EXPECT_TRUE(refused(&method_class, {wrong}, ErrorKind::kType).ends_with("expected a bound method"));
  EXPECT_EQ(refused(weak, {number(1)}), "calling a WeakMethod takes no arguments, 1 given");
}

// Contract 7.1.
TEST_F(WeakMaking, AFinalizerIsMadeByCallingItsClass) {
  Root<Finalizer> finalizer = hold<Finalizer>(call(&finalizer_class, {door, &nothing, number(1)}));
  EXPECT_EQ(finalizer->target(), door.get());
  EXPECT_EQ(finalizer->passed().positional(), 1u);
  EXPECT_EQ(finalizer->passed().keywords(), 0u);
  Root<Finalizer> named =
      hold<Finalizer>(value(call_with_name(&finalizer_class, {door, &nothing, number(1), number(2)}, "n")));
  EXPECT_EQ(named->passed().positional(), 1u);
  EXPECT_EQ(named->passed().keywords(), 1u);
  for (std::vector<Value> few : {std::vector<Value>{}, {Value(door)}}) {
    EXPECT_EQ(refused(&finalizer_class, few),
              "finalizer() takes an object, what to call when it dies, and the arguments for that, " +
                  std::to_string(few.size()) + " given");
  }
  EXPECT_FALSE(call_with_name(&finalizer_class, {door, &nothing}, "callable"));
  EXPECT_EQ(refused(&finalizer_class, {text("x"), &nothing}, ErrorKind::kType),
            "can't make a finalizer of a value of type 'string': it can't be weakly referenced");
}

// --- classes that derive from them -----------------------------------------------------------------------------------

// Contract 1.17: attributes, and a kInit that takes more. Its keyword arguments are its own.
TEST_F(WeakMaking, ASubclassHasAttributesAndAnInitialiser) {
  Class& keyed = make_class("KeyedRef", {&ref_class});
  define(keyed, "__init__", [&](Runtime& runtime, Arguments arguments) -> Result<Value> {
    const Value key = arguments.keywords() ? arguments.keyword(0) : Value::nil();
    MAYFLY_TRY(runtime.set_attribute(arguments[0], name("key"), key));
    return Value::nil();
  });
  Root<WeakRef> reference =
      hold<WeakRef>(value(call_with_name(&keyed, {door, Value(&telling()), text("front")}, "key")));
  EXPECT_EQ(string(get(reference, "key")), "front");
  EXPECT_EQ(rt.space().class_of(reference), &keyed);
  EXPECT_EQ(call(reference), Value(door));
  set(reference, "seen", number(3));
  EXPECT_EQ(get(reference, "seen"), number(3));
  EXPECT_TRUE(rt.delete_attribute(reference, name("seen")));
  EXPECT_EQ(message(rt.get_attribute(reference, name("seen")), ErrorKind::kAttribute),
            "'KeyedRef' object has no attribute 'seen'");
  EXPECT_EQ(message(rt.get_attribute(reference, name("kye")), ErrorKind::kAttribute),
            "'KeyedRef' object has no attribute 'kye'; did you mean 'key'?");
  // The instance is what the callback gets.
  door.reset();
  rt.collect_exact();
  ASSERT_EQ(told.size(), 1u);
  EXPECT_EQ(told[0], Value(reference));
  EXPECT_EQ(string(get(reference, "key")), "front");
  // A third positional argument needs a kNew.
  Root<Instance> other = make_root(cls);
  EXPECT_EQ(refused(&keyed, {other, Value::nil(), number(1)}),
            "KeyedRef() takes a target and at most one callback, 3 arguments given");
}

// Contract 1.17: kNew may take what it likes, and passes on what the built-in class takes.
TEST_F(WeakMaking, ASubclassMayHaveAMakerOfItsOwn) {
  Class& keyed = make_class("KeyedRef", {&ref_class});
  define(keyed, "__new__", [&](Runtime& runtime, Arguments arguments) -> Result<Value> {
    Local<Value> made(runtime, Value::nil());
    made.set(MAYFLY_TRY(make_plainly(runtime, *arguments[0].as<Class>(), Arguments(arguments.values() + 1, 2))));
    MAYFLY_TRY(runtime.set_attribute(*made, name("key"), arguments[3]));
    return *made;
  });
  Root<WeakRef> reference = hold<WeakRef>(call(&keyed, {door, Value::nil(), text("back")}));
  EXPECT_EQ(string(get(reference, "key")), "back");
  EXPECT_EQ(reference->get(), door.get());
  // Of a subclass of the subclass, too.
  Class& derived = make_class("Derived", {&keyed});
  EXPECT_EQ(rt.space().class_of(call(&derived, {door, Value::nil(), text("x")})), &derived);
}

// Contract 1.17.
TEST_F(WeakMaking, ASubclassMayOverrideTheCallEqualityAndHash) {
  Class& counting = make_class("CountingRef", {&ref_class});
  define(counting, "__call__", [&](Runtime& runtime, Arguments arguments) -> Result<Value> {
    const Value calls = MAYFLY_TRY(runtime.get_attribute(arguments[0], name("calls")));
    MAYFLY_TRY(runtime.set_attribute(arguments[0], name("calls"), Value::small(calls.as_small() + 1)));
    const Object* target = arguments[0].as<WeakRef>()->get();
    return target ? Value(target) : Value::nil();
  });
  define(counting, "__eq__",
         [](Runtime&, Arguments arguments) -> Result<Value> { return Value::boolean(arguments[1].is_small()); });
  define(counting, "__hash__", [](Runtime&, Arguments) -> Result<Value> { return Value::small(77); });
  Root<WeakRef> reference = hold<WeakRef>(call(&counting, {door}));
  set(reference, "calls", number(0));
  EXPECT_TRUE(is_callable(rt, reference));
  for (int i = 0; i < 3; i++) EXPECT_EQ(call(reference), Value(door));
  EXPECT_EQ(get(reference, "calls"), number(3));
  EXPECT_TRUE(*equals(rt, reference, number(5)));
  EXPECT_FALSE(*equals(rt, reference, call(&counting, {door})));
  EXPECT_EQ(*hash(rt, reference), 77u);
  // One that overrides nothing is called, compared and hashed as the built-in ones are.
  Root<WeakRef> plain = hold<WeakRef>(call(&make_class("PlainRef", {&ref_class}), {door}));
  Root<WeakRef> builtin = hold<WeakRef>(call(&ref_class, {door}));
  EXPECT_EQ(call(plain), Value(door));
  EXPECT_TRUE(*equals(rt, plain, builtin));
  EXPECT_EQ(*hash(rt, plain), *hash(rt, builtin));
}

// Contract 2.13.
TEST_F(WeakMaking, ASubclassOfWeakMethodsMayDoTheSame) {
  Class& listener = make_class("Listener", {&method_class});
  define(listener, "__call__", [](Runtime& runtime, Arguments arguments) -> Result<Value> {
    const WeakCall<Value> called = MAYFLY_TRY(runtime.call_weak(*arguments[0].as<WeakMethod>(), Arguments()));
    return called ? *const_cast<WeakCall<Value>&>(called) : Value::small(-1);
  });
  Root<Value> method(rt.heap(), get(door, "open"));
  Root<WeakMethod> weak = hold<WeakMethod>(call(&listener, {method.get(), Value(&telling())}));
  method.reset();
  set(weak, "label", text("first"));
  EXPECT_EQ(string(get(weak, "label")), "first");
  EXPECT_EQ(call(weak), number(1));
  EXPECT_TRUE(is_instance(rt.space(), weak, ref_class));
  door.reset();
  rt.collect_exact();
  EXPECT_EQ(call(weak), number(-1));
  ASSERT_EQ(told.size(), 1u);
  EXPECT_EQ(told[0], Value(weak));
  // The built-in classes' instances have no attributes.
  Root<Instance> other = make_root(cls);
  for (Value plain : {call(&ref_class, {other}), call(&method_class, {get(other, "open")})}) {
    EXPECT_TRUE(message(rt.set_attribute(plain, name("label"), number(1)), ErrorKind::kAttribute)
                    .ends_with("objects of this type take no attributes"));
  }
}

// Contract 4.7.
TEST_F(WeakMaking, ASubclassMayRefuseNewAttributes) {
  Class& strict = make_class("StrictRef", {&ref_class}, {.accepts_attributes = false});
  Root<WeakRef> reference = hold<WeakRef>(call(&strict, {door}));
  EXPECT_EQ(message(rt.set_attribute(reference, name("x"), number(1)), ErrorKind::kAttribute),
            "'StrictRef' object has no attribute 'x', and its class takes no new ones");
}

// Contract 4.5, 4.8: descriptors and methods find the reference as their receiver.
TEST_F(WeakMaking, ASubclassHasMethodsAndProperties) {
  Class& named = make_class("NamedRef", {&ref_class});
  define(named, "label", [&](Runtime& runtime, Arguments arguments) -> Result<Value> {
    EXPECT_TRUE(arguments[0].is<WeakRef>());
    return runtime.get_attribute(arguments[0], name("text"));
  });
  Function& getter = function("getter", [](Runtime&, Arguments arguments) -> Result<Value> {
    return Value::boolean(arguments[0].as<WeakRef>()->get() != nullptr);
  });
  set(named, "alive", Value(Property::create(rt.space(), Value(&getter))));
  Root<WeakRef> reference = hold<WeakRef>(call(&named, {door}));
  set(reference, "text", text("north"));
  EXPECT_EQ(string(call_method(reference, "label")), "north");
  EXPECT_EQ(get(reference, "alive"), Value::boolean(true));
  EXPECT_FALSE(rt.set_attribute(reference, name("alive"), number(1)));
}

// Contract 8.1: __del__ of a subclass gets the reference.
TEST_F(WeakMaking, ASubclassMayHaveAFinalizer) {
  Class& mourning = make_class("MourningRef", {&ref_class});
  int finalized = 0;
  define(mourning, "__del__", [&](Runtime&, Arguments arguments) -> Result<Value> {
    EXPECT_TRUE(arguments[0].is<WeakRef>());
    finalized++;
    return Value::nil();
  });
  Root<WeakRef> reference = hold<WeakRef>(call(&mourning, {door}));
  reference.reset();
  rt.collect_exact();
  rt.collect_exact();
  EXPECT_EQ(finalized, 1);
}

TEST_F(WeakMaking, OutOfMemoryIsAnErrorAtEveryStep) {
  Class& keyed = make_class("KeyedRef", {&ref_class});
  Root<Value> method(rt.heap(), get(door, "open"));
  const std::vector<std::pair<Class*, std::vector<Value>>> calls = {
      {&ref_class, {door, &nothing}},
      {&keyed, {door}},
      {&method_class, {method.get()}},
      {&finalizer_class, {door, &nothing, number(1)}},
  };
  for (const auto& [made, values] : calls) {
    size_t failures = 0;
    for (size_t every = 1; every < 6; every++) {
      rt.heap().set_fail_every(every);
      const Result<Value> result = rt.call(made, values);
      rt.heap().set_fail_every(0);
      if (result) continue;
      failures++;
      EXPECT_EQ(result.error().kind(), ErrorKind::kOutOfMemory);
    }
    EXPECT_GT(failures, 0u) << made->name().c_str();
  }
}

}  // namespace
}  // namespace mayfly
