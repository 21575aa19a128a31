// The one-step weak call, weak creation, and weak callbacks through a runtime.
#include <mayfly/gc/weak/weak_table.h>

#include <support/test_runtime.h>

namespace mayfly {
namespace {

class WeakCalls : public test::RuntimeTest {
 protected:
  Class& cls = make_class("Door");
  WeakCalls() {
    define(cls, "add",
           [](Runtime&, Arguments arguments) -> Result<Value> { return Value::small(arguments[1].as_small() + 1); });
  }
  Root<WeakMethod> weak(Value method, Value callback = Value::nil()) {
    Result<Root<WeakMethod>> made = rt.weak_method(method, callback);
    EXPECT_TRUE(made) << made.error().to_string();
    return made ? std::move(*made) : Root<WeakMethod>();
  }
  Result<WeakCall<Value>> call_weak(WeakMethod& method, std::initializer_list<Value> arguments = {}) {
    return rt.call_weak(method, Arguments(std::span(arguments.begin(), arguments.size())));
  }
};

TEST_F(WeakCalls, TellCalledFromDeadFromFailed) {
  Root<Instance> door = make_root(cls);
  Root<WeakMethod> add = weak(get(door.get(), "add"));
  Result<WeakCall<Value>> called = call_weak(*add, {number(4)});
  ASSERT_TRUE(called);
  ASSERT_TRUE(*called);
  EXPECT_EQ(**called, number(5));
  EXPECT_EQ(called->death(), Death::kAlive);

  define(cls, "fail", [](Runtime&, Arguments) -> Result<Value> { return make_error(ErrorKind::kValue, "no"); });
  Root<WeakMethod> fail = weak(get(door.get(), "fail"));
  Result<WeakCall<Value>> failed = call_weak(*fail);
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().message(), "no");

  door.reset();
  rt.collect_exact();
  Result<WeakCall<Value>> dead = call_weak(*add, {number(4)});
  ASSERT_TRUE(dead);
  EXPECT_FALSE(*dead);
  EXPECT_EQ(dead->death(), Death::kReceiver);
  EXPECT_EQ(std::move(*dead).value_or(number(0)), number(0));
}

// Contract 2.6, 2.7.
TEST_F(WeakCalls, GoToTheFunctionTheyWereMadeWithUntilItDies) {
  Root<Instance> door = make_root(cls);
  Root<WeakMethod> add = weak(get(door.get(), "add"));
  Root<Value> kept(rt.heap(), get(&cls, "add"));
  define(cls, "add", [](Runtime&, Arguments) -> Result<Value> { return Value::small(-1); });
  rt.collect_exact();
  EXPECT_EQ(**call_weak(*add, {number(1)}), number(2));
  kept.reset();
  rt.collect_exact();
  Result<WeakCall<Value>> dead = call_weak(*add, {number(1)});
  ASSERT_TRUE(dead);
  EXPECT_EQ(dead->death(), Death::kFunction);
}

TEST_F(WeakCalls, HoldReceiverAndFunctionForTheLengthOfTheCall) {
  Root<Instance> door = make_root(cls);
  Root<WeakMethod> method;
  define(cls, "lose", [&](Runtime& runtime, Arguments arguments) -> Result<Value> {
    door.reset();
    EXPECT_TRUE(runtime.delete_attribute(&cls, name("lose")));
    CollectReport report = runtime.collect_exact();
    EXPECT_TRUE(report.exact) << report.why_not();
    EXPECT_TRUE(method->is_alive());
    EXPECT_EQ(&arguments[0].as<Instance>()->cls(), &cls);
    return Value::small(1);
  });
  method = weak(get(door.get(), "lose"));
  Result<WeakCall<Value>> called = call_weak(*method);
  ASSERT_TRUE(called);
  EXPECT_EQ(**called, number(1));
  rt.collect_exact();
  EXPECT_FALSE(*call_weak(*method));
  EXPECT_EQ(method->death(), Death::kBoth);
}

TEST_F(WeakCalls, MakeNoBoundMethod) {
  Root<Instance> door = make_root(cls);
  Root<WeakMethod> add = weak(get(door.get(), "add"));
  const uint64_t before = rt.heap().statistics().cells_allocated;
  for (int i = 0; i < 100'000; i++) ASSERT_TRUE(call_weak(*add, {number(i)}));
  EXPECT_EQ(rt.heap().statistics().cells_allocated, before);
}

TEST_F(WeakCalls, TakeAnyCallableAsTheFunction) {
  Class& callable = make_class("Callable");
  define(callable, "__call__", [&](Runtime&, Arguments arguments) -> Result<Value> { return arguments[1]; });
  Root<Instance> f = make_root(callable);
  Root<Instance> door = make_root(cls);
  Root<WeakMethod> method = weak(BoundMethod::create(rt.space(), Value(door.get()), *f));
  EXPECT_EQ(**call_weak(*method), Value(door.get()));
}

// Contract 2.1.
TEST_F(WeakCalls, AreNotMadeFromWhatIsNoBoundMethod) {
  Function& f = function("f", [](Runtime&, Arguments) -> Result<Value> { return Value::nil(); });
  for (Value wrong : {Value(&f), Value(&cls), Value::nil(), number(1), text("open"), Value(make(cls))}) {
    Result<Root<WeakMethod>> made = rt.weak_method(wrong);
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().kind(), ErrorKind::kType);
  }
  // A receiver that can't be weakly referenced.
  EXPECT_FALSE(rt.weak_method(BoundMethod::create(rt.space(), number(1), f)));
  EXPECT_FALSE(rt.weak_reference(number(1)));
}

TEST_F(WeakCalls, OfARuntimeThatIsShutDownAreAnError) {
  Root<Instance> door = make_root(cls);
  Root<WeakMethod> add = weak(get(door.get(), "add"));
  WeakMethod* raw = add.get();
  let_go();
  ASSERT_TRUE(rt.shutdown());
  EXPECT_EQ(add.get(), nullptr);
  EXPECT_EQ(raw->death(), Death::kShutdown);
  EXPECT_EQ(message(rt.call_weak(*raw), ErrorKind::kClosed), "the runtime is shut down");
}

// --- callbacks -------------------------------------------------------------------------------------------------------

class WeakCallbacks : public WeakCalls {
 protected:
  std::vector<std::string> told;
  // A callback that notes a letter, and that its reference is dead by then (contract 1.6).
  Value noting(std::string letter) {
    return Value(&function("callback", [this, letter](Runtime&, Arguments arguments) -> Result<Value> {
      EXPECT_EQ(arguments.size(), 1u);
      if (const WeakMethod* method = arguments[0].try_as<WeakMethod>()) {
        EXPECT_FALSE(method->is_alive());
        EXPECT_TRUE(method->callback().is_nil());
      }
      if (const WeakRef* reference = arguments[0].try_as<WeakRef>()) {
        EXPECT_EQ(reference->get(), nullptr);
        EXPECT_TRUE(reference->callback().is_nil());
      }
      told.push_back(letter);
      return Value::nil();
    }));
  }
  Root<WeakRef> reference(Value target, Value callback) { return std::move(*rt.weak_reference(target, callback)); }
};

// Contract 1.7: newest first on one object, weak methods in the same sequence; 0.6: older objects first.
TEST_F(WeakCallbacks, RunNewestFirstOnOneObjectAndOldestObjectFirst) {
  Root<Instance> a = make_root(cls);
  Root<Instance> b = make_root(cls);
  std::vector<Root<WeakRef>> keep;
  keep.push_back(reference(a.get(), noting("a1")));
  keep.push_back(reference(b.get(), noting("b1")));
  Root<WeakMethod> method = weak(get(a.get(), "add"), noting("a2"));
  keep.push_back(reference(a.get(), noting("a3")));
  keep.push_back(reference(b.get(), noting("b2")));
  a.reset();
  b.reset();
  rt.collect_exact();
  EXPECT_EQ(told, (std::vector<std::string>{"a3", "a2", "a1", "b2", "b1"}));
  rt.collect_exact();
  EXPECT_EQ(told.size(), 5u);
}

// Contract 2.8.
TEST_F(WeakCallbacks, OfAWeakMethodRunOnceHoweverItDies) {
  Root<Instance> door = make_root(cls);
  Root<WeakMethod> method = weak(get(door.get(), "add"), noting("m"));
  EXPECT_TRUE(rt.delete_attribute(&cls, name("add")));
  rt.collect_exact();
  EXPECT_EQ(told.size(), 1u);
  EXPECT_EQ(method->death(), Death::kFunction);
  door.reset();
  rt.collect_exact();
  EXPECT_EQ(told.size(), 1u);
}

// Contract 1.9, 2.9.
TEST_F(WeakCallbacks, OfDroppedReferencesNeverRun) {
  Root<Instance> door = make_root(cls);
  Root<WeakMethod> method = weak(get(door.get(), "add"), noting("m"));
  method.reset();
  rt.collect_exact();
  EXPECT_EQ(rt.heap().weak_table().count(*door), 0u);
  door.reset();
  rt.collect_exact();
  EXPECT_TRUE(told.empty());
}

// Contract 1.10.
TEST_F(WeakCallbacks, OfReferencesThatDieWithTheirTargetAreSilent) {
  Root<Instance> door = make_root(cls);
  set(door.get(), "watch", Value(reference(door.get(), noting("self")).get()));
  set(door.get(), "method", Value(weak(get(door.get(), "add"), noting("own")).get()));
  door.reset();
  rt.collect_exact();
  EXPECT_TRUE(told.empty());
}

// Contract 1.8: errors are contained, the rest runs.
TEST_F(WeakCallbacks, ThatFailGoToTheUnraisableHookAndTheRestRuns) {
  note_unraisable();
  Root<Instance> door = make_root(cls);
  std::vector<Root<WeakRef>> keep;
  keep.push_back(reference(door.get(), noting("last")));
  keep.push_back(reference(door.get(), Value(&function("bad", [](Runtime&, Arguments) -> Result<Value> {
                             return make_error(ErrorKind::kValue, "broken");
                           }))));
  keep.push_back(reference(door.get(), number(42)));
  door.reset();
  rt.collect_exact();
  EXPECT_EQ(told, std::vector<std::string>{"last"});
  ASSERT_EQ(unraisable.size(), 2u);
  EXPECT_EQ(unraisable[0], "weak callback: 42 can't be called: it is of type 'int', which is not callable");
  EXPECT_EQ(unraisable[1], "weak callback: broken");
}

// Contract 1.11, 1.13, 0.7.
TEST_F(WeakCallbacks, MayCollectDropMakeAndWatch) {
  Root<Instance> door = make_root(cls);
  Root<Instance> other = make_root(cls);
  std::vector<Root<WeakRef>> keep;
  keep.push_back(reference(door.get(), noting("still")));
  keep.push_back(reference(door.get(), Value(&function("busy", [&](Runtime& runtime, Arguments) -> Result<Value> {
                             told.push_back("busy");
                             // Drops the only other reference to the one that is still due: it fires all the same.
                             keep.clear();
                             EXPECT_EQ(*runtime.drain(), 0u);
                             runtime.collect_exact();
                             EXPECT_EQ(told.size(), 1u);
                             keep.push_back(reference(other.get(), noting("other")));
                             return Value::nil();
                           }))));
  door.reset();
  rt.collect_exact();
  EXPECT_EQ(told, (std::vector<std::string>{"busy", "still"}));
  other.reset();
  rt.collect_exact();
  EXPECT_EQ(told.size(), 3u);
}

// Contract 1.12: callbacks never revive members of the dead set.
TEST_F(WeakCallbacks, SeeEverythingThatDiedWithTheirTargetAsDead) {
  Root<Instance> a = make_root(cls);
  set(a.get(), "owned", Value(make(cls)));
  Root<WeakRef> owned = reference(get(a.get(), "owned"), Value::nil());
  Root<WeakRef> watch = reference(a.get(), Value(&function("look", [&](Runtime&, Arguments) -> Result<Value> {
                                    told.push_back(owned->get() ? "alive" : "dead");
                                    return Value::nil();
                                  })));
  a.reset();
  rt.collect_exact();
  EXPECT_EQ(told, std::vector<std::string>{"dead"});
}

TEST_F(WeakCallbacks, RunInNoAllocationButAtSafePoints) {
  Root<Instance> door = make_root(cls);
  Root<WeakRef> watch = reference(door.get(), noting("w"));
  door.reset();
  rt.heap().collect_exact();
  for (int i = 0; i < 100; i++) (void)make(cls);
  EXPECT_TRUE(told.empty());
  rt.safe_point();
  EXPECT_EQ(told.size(), 1u);
}

TEST_F(WeakCallbacks, AreNotLostWhenThereIsNoRoomToRunThem) {
  Root<Instance> door = make_root(cls);
  Root<WeakRef> watch = reference(door.get(), noting("w"));
  door.reset();
  rt.heap().collect_exact();
  gc::WordStack& stack = rt.heap().vm_stack();
  {
    LocalArray all(stack, stack.capacity() - stack.used());
    ASSERT_TRUE(all);
    rt.safe_point();
    EXPECT_EQ(*rt.drain(), 0u);
    EXPECT_TRUE(told.empty());
  }
  EXPECT_EQ(*rt.drain(), 1u);
  EXPECT_EQ(told.size(), 1u);
}

}  // namespace
}  // namespace mayfly
