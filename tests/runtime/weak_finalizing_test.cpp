// Finalizer objects at work: deaths, calls, shutdown. (Finalizers of classes: lifecycle_test.cpp.)
#include <mayfly/objects/containers/dict.h>
#include <mayfly/objects/containers/tuple.h>
#include <mayfly/objects/weak/finalizer.h>
#include <mayfly/runtime/weak/finalizing.h>

#include <support/test_runtime.h>

namespace mayfly {
namespace {

using Strings = std::vector<std::string>;

class Finalizing : public test::RuntimeTest {
 protected:
  Class& cls = make_class("Door");
  Root<Instance> door = make_root(cls);
  Strings told;

  // Those that are alive still run now, and note it.
  ~Finalizing() override { owner.reset(); }

  // Notes its text when it is called, and returns 7.
  Value noting(std::string what) {
    return Value(&function("noting", [this, what](Runtime&, Arguments) -> Result<Value> {
      told.push_back(what);
      return Value::small(7);
    }));
  }
  Value doing(std::function<void(Runtime&)> what) {
    return Value(&function("doing", [what](Runtime& runtime, Arguments) -> Result<Value> {
      what(runtime);
      return Value::nil();
    }));
  }
  Root<Finalizer> finalize(Value target, Value callable, std::initializer_list<Value> arguments = {}) {
    Result<Finalizer*> made =
        make_finalizer(rt, target, callable, Arguments(std::span(arguments.begin(), arguments.size())));
    EXPECT_TRUE(made) << made.error().to_string();
    return Root<Finalizer>(rt.heap(), made ? *made : nullptr);
  }
  Root<WeakRef> reference(Value target, Value callback = Value::nil()) {
    return std::move(*rt.weak_reference(target, callback));
  }
  void kill_door() {
    door.reset();
    CollectReport report = rt.collect_exact();
    EXPECT_TRUE(report.exact) << report.why_not();
  }
};

// Contract 7.1, 7.3: the registry keeps it; the handle may be dropped.
TEST_F(Finalizing, CallsWithItsArgumentsWhenTheTargetDies) {
  Strings seen;
  Function& f = function("f", [&](Runtime&, Arguments arguments) -> Result<Value> {
    for (uint32_t i = 0; i < arguments.positional(); i++) seen.push_back(string(arguments[i]));
    for (uint32_t i = 0; i < arguments.keywords(); i++)
      seen.push_back(arguments.name(i).c_str() + std::string("=") + string(arguments.keyword(i)));
    return Value::nil();
  });
  {
    const Value values[] = {text("a"), text("b"), text("c")};
    Symbol* names[] = {&name("key")};
    ASSERT_TRUE(make_finalizer(rt, door, &f, Arguments(values, 2, names, 1)));
  }
  rt.collect_exact();
  EXPECT_TRUE(seen.empty());
  kill_door();
  EXPECT_EQ(seen, (Strings{"a", "b", "key=c"}));
  rt.collect_exact();
  EXPECT_EQ(seen.size(), 3u);
}

// Contract 1.7, 7.3: one sequence with references and methods, newest first.
TEST_F(Finalizing, StandsInTheSequenceOfTheTargetsReferences) {
  define(cls, "open", [](Runtime&, Arguments) -> Result<Value> { return Value::nil(); });
  std::vector<Root<gc::WeakReference>> held;
  held.emplace_back(reference(door, noting("ref 1")));
  finalize(door, noting("fin 2"));
  held.emplace_back(std::move(*rt.weak_method(get(door, "open"), noting("method 3"))));
  Root<Finalizer> detached = finalize(door, noting("fin 4"));
  finalize(door, noting("fin 5"));
  held.emplace_back(reference(door, noting("ref 6")));
  EXPECT_EQ(*rt.weak_reference_count(door), 6u);
  ASSERT_TRUE(rt.detach(*detached));
  EXPECT_EQ(*rt.weak_reference_count(door), 5u);
  kill_door();
  EXPECT_EQ(told, (Strings{"ref 6", "fin 5", "method 3", "fin 2", "ref 1"}));
}

// Contract 7.6.
TEST_F(Finalizing, IsNotSilencedByDyingWithItsTarget) {
  set(door, "own", Value(finalize(door, noting("fired"))));
  kill_door();
  EXPECT_EQ(told, Strings{"fired"});
}

// Contract 7.2.
TEST_F(Finalizing, IsDeadBeforeItIsCalledAndIsCalledOnce) {
  Root<Finalizer> finalizer;
  Value inner = Value::nil();
  finalizer = finalize(door, doing([&](Runtime& runtime) {
                         told.push_back("called");
                         EXPECT_FALSE(finalizer->is_alive());
                         EXPECT_FALSE(finalizer->runs_at_shutdown());
                         inner = value(runtime.call(finalizer));
                         EXPECT_TRUE(value(runtime.peek(*finalizer)).is_nil());
                         EXPECT_TRUE(value(runtime.detach(*finalizer)).is_nil());
                       }));
  EXPECT_TRUE(finalizer->is_alive());
  EXPECT_TRUE(call(finalizer).is_nil());
  EXPECT_TRUE(inner.is_nil());
  EXPECT_EQ(told, Strings{"called"});
  EXPECT_TRUE(call(finalizer).is_nil());
  kill_door();
  EXPECT_EQ(told, Strings{"called"});
}

// Contract 7.2.
TEST_F(Finalizing, CalledByHandGivesTheResultAndErrorsToTheCaller) {
  note_unraisable();
  EXPECT_EQ(call(finalize(door, noting("x"))), number(7));
  Function& bad =
      function("bad", [](Runtime&, Arguments) -> Result<Value> { return make_error(ErrorKind::kValue, "broken"); });
  Root<Finalizer> failing = finalize(door, &bad);
  EXPECT_EQ(message(rt.call(failing), ErrorKind::kValue), "broken");
  EXPECT_FALSE(failing->is_alive());
  EXPECT_TRUE(call(failing).is_nil());
  EXPECT_TRUE(unraisable.empty());
  Root<Finalizer> alive = finalize(door, &bad);
  Value one[] = {number(1)};
  EXPECT_EQ(message(rt.call(alive, one), ErrorKind::kArgument), "calling a finalizer takes no arguments, 1 given");
  EXPECT_TRUE(alive->is_alive());
  EXPECT_TRUE(is_callable(rt, alive));
}

// Contract 7.2.
TEST_F(Finalizing, ShowsWhatItWouldCall) {
  const Value values[] = {number(1), number(2)};
  Symbol* names[] = {&name("key")};
  const Value f = noting("x");
  Root<Finalizer> finalizer(rt.heap(), *make_finalizer(rt, door, f, Arguments(values, 1, names, 1)));
  for (bool detaching : {false, true}) {
    const Value shown = value(detaching ? rt.detach(*finalizer) : rt.peek(*finalizer));
    ASSERT_TRUE(shown.is<Tuple>());
    const Tuple& parts = *shown.as<Tuple>();
    EXPECT_EQ(parts.at(0), Value(door));
    EXPECT_EQ(parts.at(1), f);
    EXPECT_EQ(parts.at(2).as<Tuple>()->at(0), number(1));
    EXPECT_EQ(parts.at(2).as<Tuple>()->size(), 1u);
    EXPECT_EQ(parts.at(3).as<Dict>()->get(text("key")), number(2));
    EXPECT_EQ(finalizer->is_alive(), !detaching);
  }
  EXPECT_TRUE(value(rt.peek(*finalizer)).is_nil());
  EXPECT_TRUE(value(rt.detach(*finalizer)).is_nil());
  EXPECT_TRUE(call(finalizer).is_nil());
  kill_door();
  EXPECT_TRUE(told.empty());
}

// Contract 7.2: a target that has died, and a turn that has not come.
TEST_F(Finalizing, WaitingForItsTurnCanBeCalledButNotDetached) {
  Root<Finalizer> older = finalize(door, noting("older"));
  Root<Finalizer> untouched = finalize(door, noting("untouched"));
  Root<Finalizer> first = finalize(door, doing([&](Runtime& runtime) {
                                     EXPECT_TRUE(older->is_alive());
                                     EXPECT_TRUE(value(runtime.peek(*older)).is_nil());
                                     EXPECT_TRUE(value(runtime.detach(*older)).is_nil());
                                     EXPECT_TRUE(older->is_alive());
                                     EXPECT_EQ(value(runtime.call(older)), number(7));
                                   }));
  kill_door();
  EXPECT_EQ(told, (Strings{"older", "untouched"}));
}

// Contract 7.3: errors are contained, the rest runs.
TEST_F(Finalizing, ThatFailsGoesToTheUnraisableHook) {
  std::vector<Value> subjects;
  Strings errors;
  rt.lifecycle().set_unraisable_hook([&](Runtime&, const Unraisable& what) {
    errors.push_back(std::string(mayfly::name(what.source)) + ": " + std::string(what.error.message()));
    subjects.push_back(what.subject);
  });
  finalize(door, noting("last"));
  Root<Finalizer> failing = finalize(door, &function("bad", [](Runtime&, Arguments) -> Result<Value> {
                                       return make_error(ErrorKind::kValue, "broken");
                                     }));
  Root<Finalizer> uncallable = finalize(door, number(3));
  kill_door();
  EXPECT_EQ(told, Strings{"last"});
  EXPECT_EQ(errors,
            (Strings{"finalizer: 3 can't be called: it is of type 'int', which is not callable", "finalizer: broken"}));
  EXPECT_EQ(subjects[0], Value(uncallable));
  EXPECT_EQ(subjects[1], Value(failing));
}

// Contract 7.4: strong while it is alive, released when it has fired, was called or detached.
TEST_F(Finalizing, HoldsItsArgumentsUntilItIsDone) {
  const auto lives_after = [&](auto finish) {
    Root<Instance> target = make_root(cls);
    Root<Instance> argument = make_root(cls);
    Root<WeakRef> watch = reference(argument);
    Root<Finalizer> finalizer = finalize(target, noting("done"), {argument});
    argument.reset();
    rt.collect_exact();
    EXPECT_NE(watch->get(), nullptr);
    finish(target, finalizer);
    rt.collect_exact();
    rt.collect_exact();
    return watch->get() != nullptr;
  };
  EXPECT_FALSE(lives_after([&](Root<Instance>& target, Root<Finalizer>&) { target.reset(); }));
  EXPECT_FALSE(lives_after([&](Root<Instance>&, Root<Finalizer>& finalizer) { call(finalizer); }));
  EXPECT_FALSE(lives_after([&](Root<Instance>&, Root<Finalizer>& finalizer) { value(rt.detach(*finalizer)); }));
  EXPECT_TRUE(lives_after([&](Root<Instance>&, Root<Finalizer>&) {}));
  EXPECT_EQ(told, (Strings{"done", "done"}));
}

// Contract 7.4: what leads to the target keeps it, until the end.
TEST_F(Finalizing, ThatReachesItsTargetRunsAtShutdownOnly) {
  Root<WeakRef> watch = reference(door);
  finalize(door, noting("at the end"), {door});
  kill_door();
  EXPECT_NE(watch->get(), nullptr);
  EXPECT_TRUE(told.empty());
  ASSERT_TRUE(rt.shutdown());
  EXPECT_EQ(told, Strings{"at the end"});
}

// Contract 8.2, 8.3: it goes by the first death, as a weak reference does.
TEST_F(Finalizing, FiresBeforeAClassesFinalizerWhichMayRevive) {
  Root<Instance> saved;
  define(cls, "__del__", [&](Runtime& runtime, Arguments arguments) -> Result<Value> {
    told.push_back("del");
    saved = Root<Instance>(runtime.heap(), arguments[0].as<Instance>());
    return Value::nil();
  });
  finalize(door, noting("first"));
  kill_door();
  EXPECT_EQ(told, (Strings{"first", "del"}));
  ASSERT_TRUE(saved);
  finalize(saved, noting("second"));
  saved.reset();
  rt.collect_exact();
  EXPECT_EQ(told, (Strings{"first", "del", "second"}));
}

TEST_F(Finalizing, MakingCollectingAndDetachingInACallAreFine) {
  Root<Instance> other = make_root(cls);
  Root<Finalizer> victim = finalize(other, noting("never"));
  finalize(door, doing([&](Runtime& runtime) {
             told.push_back("busy");
             value(runtime.detach(*victim));
             finalize(other, noting("later"));
             runtime.collect_exact();
           }));
  kill_door();
  other.reset();
  rt.collect_exact();
  EXPECT_EQ(told, (Strings{"busy", "later"}));
}

TEST_F(Finalizing, WithoutMemoryChangesNothing) {
  Root<Finalizer> finalizer = finalize(door, noting("x"), {number(1)});
  for (size_t every = 1; every < 4; every++) {
    rt.heap().set_fail_every(every);
    Result<Value> peeked = rt.peek(*finalizer);
    Result<Value> detached = rt.detach(*finalizer);
    rt.heap().set_fail_every(0);
    EXPECT_EQ(message(peeked, ErrorKind::kOutOfMemory), "out of memory");
    EXPECT_EQ(message(detached, ErrorKind::kOutOfMemory), "out of memory");
    EXPECT_TRUE(finalizer->is_alive());
  }
  kill_door();
  EXPECT_EQ(told, Strings{"x"});
}

TEST_F(Finalizing, WithoutRoomOnTheStackStaysAlive) {
  Root<Finalizer> finalizer = finalize(door, noting("x"));
  gc::WordStack& stack = rt.heap().vm_stack();
  {
    LocalArray all(stack, stack.capacity() - stack.used());
    ASSERT_TRUE(all);
    Result<Value> called = call_finalizer(rt, *finalizer);
    ASSERT_FALSE(called);
    EXPECT_EQ(called.error().kind(), ErrorKind::kRecursion);
    EXPECT_TRUE(finalizer->is_alive());
  }
  EXPECT_EQ(call(finalizer), number(7));
}

// --- shutdown: contract 7.5 ------------------------------------------------------------------------------------------

TEST_F(Finalizing, AtShutdownThoseAliveRunNewestFirst) {
  Root<Instance> other = make_root(cls);
  finalize(door, noting("1"));
  Root<Finalizer> not_this = finalize(other, noting("2"));
  finalize(other, noting("3"));
  Root<Finalizer> called = finalize(door, noting("4"));
  finalize(door, noting("5"));
  ASSERT_TRUE(rt.set_runs_at_shutdown(*not_this, false));
  EXPECT_FALSE(not_this->runs_at_shutdown());
  call(called);
  ASSERT_TRUE(rt.shutdown());
  EXPECT_EQ(told, (Strings{"4", "5", "3", "1"}));
  EXPECT_FALSE(rt.call(Value::nil()));
}

// After what is due, before the host's functions, which come before its objects.
TEST_F(Finalizing, AtShutdownStandsBetweenWhatIsDueAndTheHostsFunctions) {
  Root<Instance> other = make_root(cls);
  Root<WeakRef> due = reference(door, noting("due callback"));
  finalize(door, noting("due finalizer"));
  finalize(other, noting("finalizer"));
  Root<WeakRef> alive = reference(other, noting("not this"));
  ASSERT_TRUE(rt.lifecycle().at_shutdown([&](Runtime&) { told.push_back("older function"); }));
  ASSERT_TRUE(rt.lifecycle().at_shutdown([&](Runtime&) {
    told.push_back("function");
    finalize(other, noting("of the function"));
  }));
  ASSERT_TRUE(rt.post([&](Runtime&) {
    told.push_back("task");
    finalize(other, noting("of the task"));
  }));
  door.reset();
  rt.heap().collect_exact();
  ASSERT_TRUE(rt.shutdown());
  EXPECT_EQ(told, (Strings{"due finalizer", "due callback", "task", "of the task", "finalizer", "function",
                           "of the function", "older function"}));
}

TEST_F(Finalizing, MadeAtShutdownRunsNext) {
  finalize(door, noting("last"));
  finalize(door, doing([&](Runtime&) {
             told.push_back("maker");
             finalize(door, noting("made"));
             set(door, "x", number(1));
           }));
  ASSERT_TRUE(rt.shutdown());
  EXPECT_EQ(told, (Strings{"maker", "made", "last"}));
}

TEST_F(Finalizing, AtShutdownMayChangeItsMindAndDetachOthers) {
  Root<Finalizer> reluctant = finalize(door, noting("reluctant"));
  Root<Finalizer> victim = finalize(door, noting("victim"));
  Root<Finalizer> newest_reluctant;
  finalize(door, doing([&](Runtime& runtime) {
             EXPECT_TRUE(runtime.set_runs_at_shutdown(*reluctant, true));
             EXPECT_TRUE(runtime.set_runs_at_shutdown(*newest_reluctant, true));
             value(runtime.detach(*victim));
           }));
  newest_reluctant = finalize(door, noting("newest"));
  ASSERT_TRUE(rt.set_runs_at_shutdown(*reluctant, false));
  ASSERT_TRUE(rt.set_runs_at_shutdown(*newest_reluctant, false));
  ASSERT_TRUE(rt.shutdown());
  EXPECT_EQ(told, (Strings{"newest", "reluctant"}));
}

TEST_F(Finalizing, AtShutdownErrorsAreReportedAndTheRestRuns) {
  note_unraisable();
  finalize(door, noting("last"));
  finalize(door, &function("bad", [](Runtime&, Arguments) -> Result<Value> {
             return make_error(ErrorKind::kValue, "broken");
           }));
  ASSERT_TRUE(rt.shutdown());
  EXPECT_EQ(told, Strings{"last"});
  EXPECT_EQ(unraisable, Strings{"finalizer: broken"});
}

// Automatic collection is off meanwhile; what an explicit one makes due still runs, and may make finalizers.
TEST_F(Finalizing, AtShutdownNothingCollectsByItself) {
  Root<Instance> other = make_root(cls);
  Root<WeakRef> watch = reference(other, doing([&](Runtime&) {
                                    told.push_back("callback");
                                    finalize(door, noting("late"));
                                  }));
  finalize(door, doing([&](Runtime& runtime) {
             EXPECT_FALSE(runtime.heap().automatic_enabled());
             other.reset();
             runtime.heap().collect_exact();
             told.push_back("collected");
           }));
  ASSERT_TRUE(rt.shutdown());
  EXPECT_EQ(told, (Strings{"collected", "callback", "late"}));
}

TEST_F(Finalizing, AtShutdownMayAskForMoreFunctions) {
  finalize(door, doing([&](Runtime& runtime) {
             EXPECT_TRUE(runtime.lifecycle().at_shutdown([&](Runtime& again) {
               told.push_back("function");
               EXPECT_TRUE(again.post([&](Runtime& last) {
                 told.push_back("task");
                 EXPECT_TRUE(last.lifecycle().at_shutdown([&](Runtime&) { told.push_back("last function"); }));
               }));
             }));
             told.push_back("finalizer");
           }));
  ASSERT_TRUE(rt.shutdown());
  EXPECT_EQ(told, (Strings{"finalizer", "function", "task", "last function"}));
}

TEST_F(Finalizing, AfterShutdownIsDead) {
  Root<Finalizer> not_at_shutdown = finalize(door, noting("never"));
  ASSERT_TRUE(rt.set_runs_at_shutdown(*not_at_shutdown, false));
  Finalizer* raw = not_at_shutdown.get();
  let_go();
  ASSERT_TRUE(rt.shutdown());
  EXPECT_TRUE(told.empty());
  EXPECT_FALSE(raw->is_alive());
  EXPECT_EQ(raw->death(), Death::kShutdown);
  EXPECT_EQ(not_at_shutdown.get(), nullptr);
  EXPECT_EQ(message(rt.peek(*raw), ErrorKind::kClosed), "the runtime is shut down");
}

TEST_F(Finalizing, OfAnotherRuntimeIsRefused) {
  std::unique_ptr<Runtime> other = test::make_test_runtime();
  Root<Finalizer> finalizer = finalize(door, noting("x"));
  EXPECT_TRUE(message(other->peek(*finalizer), ErrorKind::kWrongRuntime).starts_with("the finalizer, "));
  EXPECT_TRUE(message(other->detach(*finalizer), ErrorKind::kWrongRuntime).starts_with("the finalizer, "));
  EXPECT_FALSE(other->set_runs_at_shutdown(*finalizer, false));
  EXPECT_FALSE(other->call(finalizer));
  EXPECT_FALSE(other->weak_reference_count(door));
  EXPECT_FALSE(other->weak_references(door));
  EXPECT_FALSE(other->long_weak_reference(door));
  EXPECT_TRUE(finalizer->is_alive());
}

// A list through a hundred thousand of them: no step looks through it.
TEST_F(Finalizing, ByTheThousandsDieAndShutDownInOrder) {
  const int64_t count = rt.heap().options().stress ? 200 : 100'000;
  std::vector<int64_t> order;
  Function& note = function("note", [&](Runtime&, Arguments arguments) -> Result<Value> {
    order.push_back(arguments[0].as_small());
    return Value::nil();
  });
  Root<List> targets(rt.heap(), List::create(rt.heap()));
  for (int64_t i = 0; i < count; i++) {
    Instance* target = make(cls);
    ASSERT_TRUE(targets->append(rt.heap(), target));
    Root<Finalizer> finalizer = finalize(target, &note, {number(i)});
    if (i % 4 == 1) finalizer->set_runs_at_shutdown(rt.space(), false);
  }
  for (int64_t i = 0; i < count; i++)
    if (i % 4 >= 2) targets->set(static_cast<size_t>(i), Value::nil());
  rt.collect_exact();
  std::vector<int64_t> expected;
  for (int64_t i = 0; i < count; i++)
    if (i % 4 >= 2) expected.push_back(i);
  EXPECT_EQ(order, expected);
  order.clear();
  ASSERT_TRUE(rt.shutdown());
  expected.clear();
  for (int64_t i = count; i-- > 0;)
    if (i % 4 == 0) expected.push_back(i);
  EXPECT_EQ(order, expected);
}

}  // namespace
}  // namespace mayfly
