// Clauses of the contract on weak references, weak methods and finalizers of classes that no other test shows as a program
// would see them. docs/contract-tests.md has the whole table.
#include <mayfly/runtime/attributes/binding.h>

#include <support/test_runtime.h>

namespace mayfly {
namespace {

using Strings = std::vector<std::string>;

class WeakContract : public test::RuntimeTest {
 protected:
  Class& cls = make_class("Door");
  Root<Instance> door = make_root(cls);
  Strings told;

  WeakContract() {
    define(cls, "open", [](Runtime&, Arguments) -> Result<Value> { return Value::small(1); });
  }
  Value noting(std::string what) {
    return Value(&function("noting", [this, what](Runtime&, Arguments) -> Result<Value> {
      told.push_back(what);
      return Value::nil();
    }));
  }
  Root<WeakRef> refer(Value target, Value callback = Value::nil()) {
    return std::move(*rt.weak_reference(target, callback));
  }
  Root<WeakMethod> refer_method(Value method, Value callback = Value::nil()) {
    return std::move(*rt.weak_method(method, callback));
  }
  void collect() {
    CollectReport report = rt.collect_exact();
    EXPECT_TRUE(report.exact) << report.why_not();
  }
};

// Contract 1.8: an error that is under way is preserved.
TEST_F(WeakContract, AFailingCallbackDoesNotDisturbAnErrorUnderWay) {
  note_unraisable();
  Function& bad = function(
      "bad", [](Runtime&, Arguments) -> Result<Value> { return make_error(ErrorKind::kValue, "of the callback"); });
  Root<WeakRef> watch = refer(door, &bad);
  Function& f = function("f", [&](Runtime& runtime, Arguments) -> Result<Value> {
    Error error = make_error(ErrorKind::kValue, "of the function");
    door.reset();
    runtime.collect_exact();
    return error;
  });
  EXPECT_EQ(message(rt.call(&f), ErrorKind::kValue), "of the function");
  EXPECT_EQ(unraisable, Strings{"weak callback: of the callback"});
}

// Contract 1.10: a cycle whose members watch one another; a watcher in the garbage that holds what it watches.
TEST_F(WeakContract, WatchersInTheGarbageAreSilent) {
  Root<Instance> a = make_root(cls);
  Root<Instance> b = make_root(cls);
  set(a, "other", b);
  set(b, "other", a);
  set(a, "watch", refer(b, noting("a watches b")));
  set(b, "watch", refer(a, noting("b watches a")));
  Root<Instance> watcher = make_root(cls);
  set(watcher, "door", door);
  set(watcher, "watch", refer(door, noting("watcher")));
  Root<WeakRef> outside = refer(b, noting("outside"));
  a.reset();
  b.reset();
  door.reset();
  watcher.reset();
  collect();
  EXPECT_EQ(told, Strings{"outside"});
}

// Contract 1.13: a callback that captures its target keeps it until the reference is dropped; then both go silently.
TEST_F(WeakContract, ACallbackThatCapturesItsTargetKeepsItWithTheReference) {
  Root<WeakRef> observer = refer(door);
  Root<WeakRef> leak;
  {
    define(cls, "tell", [this](Runtime&, Arguments) -> Result<Value> {
      told.push_back("told");
      return Value::nil();
    });
    leak = refer(door, get(door, "tell"));
  }
  door.reset();
  collect();
  EXPECT_NE(observer->get(), nullptr);
  leak.reset();
  collect();
  EXPECT_EQ(observer->get(), nullptr);
  EXPECT_TRUE(told.empty());
}

// Contract 1.13: re-arming.
TEST_F(WeakContract, ACallbackMayWatchAgain) {
  Root<Instance> next = make_root(cls);
  Root<WeakRef> watch;
  watch = refer(door, &function("again", [&](Runtime&, Arguments) -> Result<Value> {
                  told.push_back("first");
                  watch = refer(next, noting("second"));
                  return Value::nil();
                }));
  door.reset();
  collect();
  next.reset();
  collect();
  EXPECT_EQ(told, (Strings{"first", "second"}));
}

// Contract 1.16: nil after firing, and the callback is released.
TEST_F(WeakContract, AFiredCallbackIsReleased) {
  Class& callable = make_class("Callable");
  define(callable, "__call__", [](Runtime&, Arguments) -> Result<Value> { return Value::nil(); });
  Root<Instance> callback = make_root(callable);
  Root<WeakRef> of_callback = refer(callback);
  Root<WeakRef> watch = refer(door, callback);
  EXPECT_EQ(watch->callback(), Value(callback));
  callback.reset();
  collect();
  EXPECT_NE(of_callback->get(), nullptr);  // contract 1.5
  door.reset();
  collect();
  EXPECT_TRUE(watch->callback().is_nil());
  collect();
  EXPECT_EQ(of_callback->get(), nullptr);
}

// Contract 2.5: neither part, nor the method, is kept by it or by its armed callback.
TEST_F(WeakContract, AnArmedWeakMethodKeepsNothingButItsCallback) {
  Root<Value> method(rt.heap(), get(door, "open"));
  Root<WeakRef> of_method = refer(method.get());
  Root<WeakMethod> weak = refer_method(method.get(), noting("dead"));
  method.reset();
  collect();
  EXPECT_EQ(of_method->get(), nullptr);
  EXPECT_TRUE(weak->is_alive());
  // Contract 2.4: what is made anew is strong.
  Root<Value> anew(rt.heap(), call(weak));
  door.reset();
  collect();
  EXPECT_TRUE(weak->is_alive());
  anew.reset();
  collect();
  EXPECT_FALSE(weak->is_alive());
  EXPECT_EQ(told, Strings{"dead"});
}

// Contract 2.6: a function that a descriptor makes afresh is held by nobody.
TEST_F(WeakContract, AWeakMethodOfAFunctionMadeAfreshIsDeadAtOnce) {
  Class& descriptor = make_class("Descriptor");
  define(descriptor, "__get__", [](Runtime& runtime, Arguments arguments) -> Result<Value> {
    Function* fresh =
        test::make_function(runtime, "fresh", [](Runtime&, Arguments) -> Result<Value> { return Value::small(1); });
    return Value(BoundMethod::create(runtime.space(), arguments[1], *fresh));
  });
  set(cls, "made", Value(make(descriptor)));
  Root<WeakMethod> weak = refer_method(get(door, "made"), noting("dead"));
  collect();
  EXPECT_EQ(weak->death(), Death::kFunction);
  EXPECT_EQ(told, Strings{"dead"});
}

// Contract 2.6, 2.7: a function of the same name does not bring it back.
TEST_F(WeakContract, AWeakMethodGoesByTheFunctionNotByTheName) {
  Function& original = keep(get(&cls, "open").as<Function>());
  Root<WeakMethod> weak = refer_method(get(door, "open"));
  // Overridden in the class, in a subclass, on the instance: the original goes on.
  define(cls, "open", [](Runtime&, Arguments) -> Result<Value> { return Value::small(2); });
  set(door, "open", noting("own"));
  ASSERT_TRUE(door->set_class(rt.space(), make_class("Gate", {&cls})));
  collect();
  EXPECT_EQ(call(call(weak)), number(1));
  let_go();
  collect();
  EXPECT_EQ(weak->death(), Death::kFunction);
  static_cast<void>(original);
}

TEST_F(WeakContract, ARestoredNameDoesNotReviveAWeakMethod) {
  Root<Instance> other = make_root(cls);
  Root<WeakMethod> weak = refer_method(get(other, "open"));
  EXPECT_TRUE(rt.delete_attribute(&cls, name("open")));
  collect();
  EXPECT_EQ(weak->death(), Death::kFunction);  // contract 2.7
  define(cls, "open", [](Runtime&, Arguments) -> Result<Value> { return Value::small(3); });
  collect();
  EXPECT_TRUE(call(weak).is_nil());
}

// Contract 2.14: a class method's receiver is the class it was fetched through.
TEST_F(WeakContract, AWeakMethodOfAClassMethodTracksTheClass) {
  Function& f = function("f", [](Runtime&, Arguments arguments) -> Result<Value> { return arguments[0]; });
  set(cls, "of_class", Value(ClassMethod::create(rt.space(), Value(&f))));
  Root<Class> sub(rt.heap(), *Class::create(rt.space(), name("Gate"), std::vector<Class*>{&cls}));
  Root<WeakMethod> weak = refer_method(get(sub, "of_class"), noting("dead"));
  collect();
  EXPECT_EQ(call(call(weak)), Value(sub));
  sub.reset();
  rt.collect_exact();
  rt.collect_exact();
  EXPECT_EQ(weak->death(), Death::kReceiver);
  EXPECT_EQ(told, Strings{"dead"});
}

// Contract 2.14: super keeps the base's function; special methods are methods.
TEST_F(WeakContract, AWeakMethodOfSuperKeepsTheBasesFunction) {
  Class& sub = make_class("Gate", {&cls});
  define(sub, "open", [](Runtime&, Arguments) -> Result<Value> { return Value::small(2); });
  define(sub, "__len__", [](Runtime&, Arguments) -> Result<Value> { return Value::small(5); });
  Root<Instance> gate = make_root(sub);
  Root<WeakMethod> weak = refer_method(value(get_super_attribute(rt, sub, gate, name("open"))));
  Root<WeakMethod> own = refer_method(get(gate, "open"));
  Root<WeakMethod> length = refer_method(get(gate, "__len__"));
  collect();
  EXPECT_EQ(call(call(weak)), number(1));
  EXPECT_EQ(call(call(own)), number(2));
  EXPECT_EQ(call(call(length)), number(5));
}

// Contract 2.16.
TEST_F(WeakContract, AnErrorInTheCalledMethodDoesNotKeepTheReceiver) {
  define(cls, "fail", [](Runtime&, Arguments) -> Result<Value> { return make_error(ErrorKind::kValue, "no"); });
  Root<WeakMethod> weak = refer_method(get(door, "fail"));
  {
    Result<WeakCall<Value>> failed = rt.call_weak(*weak, Arguments());
    ASSERT_FALSE(failed);
  }
  door.reset();
  collect();
  EXPECT_EQ(weak->death(), Death::kReceiver);
}

// --- finalizers of classes -------------------------------------------------------------------------------------------

// Contract 8.1, 8.3: once in a life; what was revived dies without it.
TEST_F(WeakContract, AFinalizerDoesNotRunForAnObjectThatItRevivedBefore) {
  Class& phoenix = make_class("Phoenix");
  Root<Instance> saved;
  define(phoenix, "__del__", [&](Runtime& runtime, Arguments arguments) -> Result<Value> {
    told.push_back("del");
    saved = Root<Instance>(runtime.heap(), arguments[0].as<Instance>());
    return Value::nil();
  });
  Root<Instance> bird = make_root(phoenix);
  set(bird, "nest", Value(make(cls)));
  bird.reset();
  collect();
  ASSERT_TRUE(saved);
  EXPECT_TRUE(get(saved, "nest").is<Instance>());
  Root<WeakRef> watch = refer(saved, noting("gone"));
  saved.reset();
  collect();
  EXPECT_EQ(watch->get(), nullptr);
  EXPECT_EQ(told, (Strings{"del", "gone"}));
}

// Contract 8.4: the members of a ring are intact in every finalizer, all run in one collection, and reviving one keeps the
// ring and nothing else.
TEST_F(WeakContract, FinalizersOfARingRunTogetherAndFindItIntact) {
  const int count = rt.heap().options().stress ? 20 : 2'000;
  Class& linked = make_class("Linked");
  Root<Instance> saved;
  int ran = 0;
  define(linked, "__del__", [&](Runtime& runtime, Arguments arguments) -> Result<Value> {
    const Value next = MAYFLY_TRY(runtime.get_attribute(arguments[0], name("next")));
    EXPECT_TRUE(MAYFLY_TRY(runtime.get_attribute(next, name("id"))).is_small());
    if (ran++ == 7) saved = Root<Instance>(runtime.heap(), arguments[0].as<Instance>());
    return Value::nil();
  });
  std::vector<Root<Instance>> ring;
  for (int i = 0; i < count; i++) {
    ring.push_back(make_root(linked));
    set(ring.back(), "id", number(i));
  }
  for (int i = 0; i < count; i++) set(ring[i], "next", ring[(i + 1) % count]);
  Root<WeakRef> unrelated = refer(door);
  door.reset();
  ring.clear();
  collect();
  EXPECT_EQ(ran, count);
  EXPECT_EQ(unrelated->get(), nullptr);
  ASSERT_TRUE(saved);
  // Once around.
  Value member = saved;
  for (int i = 0; i < count; i++) member = get(member, "next");
  EXPECT_EQ(member, Value(saved));
  collect();
  EXPECT_EQ(ran, count);
}

// Contract 8.6: a reference to itself that it makes is dead afterwards; one that it makes and that is seen is alive.
TEST_F(WeakContract, AReferenceThatAFinalizerMakesToItsObjectDiesWithIt) {
  Class& last = make_class("Last");
  Root<WeakRef> own;
  define(last, "__del__", [&](Runtime&, Arguments arguments) -> Result<Value> {
    own = refer(arguments[0], noting("own"));
    EXPECT_EQ(own->get(), arguments[0].cell());
    return Value::nil();
  });
  Root<Instance> object = make_root(last);
  object.reset();
  collect();
  collect();
  EXPECT_EQ(own->get(), nullptr);
  EXPECT_EQ(told, Strings{"own"});
}

}  // namespace
}  // namespace mayfly
