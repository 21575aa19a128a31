// Finalizers of hosts: C++ callables, typed arguments, long references, lists.
#include <support/embed_test.h>

#include <stdexcept>
#include <vector>

namespace {

using namespace mayfly;
using Strings = std::vector<std::string>;

class HostFinalizers : public test::EmbedTest {
 protected:
  Root<Class> cls = must(rt.make_class("Door").build());
  Root<Instance> door = must(rt.create(cls));
  Strings told;

  ~HostFinalizers() override { owner.reset(); }
  void kill_door() {
    door.reset();
    CollectReport report = rt.collect_exact();
    EXPECT_TRUE(report.exact) << report.why_not();
  }
};

// Contract 7.1, 7.3.
TEST_F(HostFinalizers, CallCppWithTypedArguments) {
  must(rt.finalizer(
      door, [this](std::string_view path, int64_t n) { told.push_back(std::string(path) + " " + std::to_string(n)); },
      "/tmp/x", 3));
  must(rt.finalizer(door, [this] { told.push_back("nothing"); }));
  must(rt.finalizer(door, [this](Runtime& runtime) { told.push_back(&runtime == &rt ? "runtime" : "?"); }));
  kill_door();
  EXPECT_EQ(told, (Strings{"runtime", "nothing", "/tmp/x 3"}));
}

TEST_F(HostFinalizers, CallScriptsFunctionsWithKeywords) {
  Root<Function> f = must(rt.function(
      "f", [this](int64_t a, int64_t b) { told.push_back(std::to_string(a) + "," + std::to_string(b)); }, arg("a"),
      arg("b")));
  Root<Finalizer> finalizer = must(rt.finalizer(door, f, 1, kw("b") = 2));
  EXPECT_TRUE(finalizer->is_alive());
  kill_door();
  EXPECT_EQ(told, Strings{"1,2"});
  EXPECT_FALSE(finalizer->is_alive());
}

// Contract 7.2.
TEST_F(HostFinalizers, AreCalledByHand) {
  Root<Finalizer> finalizer = must(rt.finalizer(
      door, [](int64_t n) { return n * 2; }, 21));
  EXPECT_EQ(must(rt.call<int64_t>(finalizer)), 42);
  EXPECT_TRUE(must(rt.call<Root<Value>>(finalizer)).get().is_nil());
  Root<Finalizer> failing = must(rt.finalizer(door, [] { throw std::runtime_error("jammed"); }));
  EXPECT_EQ(error(rt.call<void>(failing)), "HostError: C++ exception: jammed");
  Root<Finalizer> detached = must(rt.finalizer(door, [this] { told.push_back("never"); }));
  EXPECT_FALSE(must(rt.detach(*detached)).is_nil());
  kill_door();
  EXPECT_TRUE(told.empty());
}

TEST_F(HostFinalizers, RefuseWhatTheyCannotTake) {
  EXPECT_EQ(error(rt.finalizer(Root<Instance>(), [] {})), "ValueError: the target is a null handle");
  EXPECT_EQ(error(rt.finalizer(door, Root<Function>())), "ValueError: the callable is a null handle");
  EXPECT_EQ(error(rt.finalizer(Value::small(1), [] {})),
            "TypeError: can't make a finalizer of a value of type 'int': it can't be weakly referenced");
  EXPECT_EQ(error(rt.finalizer(
                door, [](Value) {}, Root<Instance>())),
            "ValueError: argument 1 must be an object, but is a null handle");
  EXPECT_EQ(must(rt.weak_reference_count(door)), 0u);
}

// Contract 7.5.
TEST_F(HostFinalizers, RunAtShutdownUnlessToldNotTo) {
  Root<Finalizer> never = must(rt.finalizer(door, [this] { told.push_back("never"); }));
  must(rt.finalizer(door, [this] { told.push_back("at shutdown"); }));
  must(rt.set_runs_at_shutdown(*never, false));
  owner.reset();
  EXPECT_EQ(told, Strings{"at shutdown"});
}

TEST_F(HostFinalizers, WithoutMemoryAreAnErrorAndLeaveNothing) {
  size_t failures = 0;
  for (size_t every = 1; every < 10; every++) {
    rt.heap().set_fail_every(every);
    Result<Root<Finalizer>> made = rt.finalizer(
        door, [this](std::string_view) { told.push_back("x"); }, "text");
    rt.heap().set_fail_every(0);
    if (made) {
      must(rt.detach(**made));
      continue;
    }
    failures++;
    EXPECT_EQ(error(std::move(made)), "OutOfMemory: out of memory");
  }
  EXPECT_GT(failures, 0u);
  kill_door();
  EXPECT_TRUE(told.empty());
}

// --- long references -------------------------------------------------------------------------------------------------

struct Phoenix {
  static inline Root<Instance> saved;
};

TEST_F(HostFinalizers, LongReferencesTellOfTheRealDeath) {
  Root<Class> birds =
      must(rt.make_class("Bird")
               .special(Special::kFinalize, [](Root<Instance> self) { Phoenix::saved = std::move(self); })
               .build());
  Root<Instance> bird = must(rt.create(birds));
  Root<WeakRef> brief = must(rt.weak_reference(bird, [this] { told.push_back("first death"); }));
  Root<WeakRef> lasting = must(rt.long_weak_reference(bird, [this](WeakRef& r) {
    EXPECT_EQ(r.get(), nullptr);
    told.push_back("real death");
  }));
  const uint64_t identity = lasting->identity();
  bird.reset();
  rt.collect_exact();
  EXPECT_EQ(told, Strings{"first death"});
  EXPECT_EQ(brief->get(), nullptr);
  EXPECT_EQ(lasting->get(), Phoenix::saved.get());
  EXPECT_EQ(must(rt.call<Root<Instance>>(lasting)).get(), Phoenix::saved.get());
  Phoenix::saved.reset();
  rt.collect_exact();
  EXPECT_EQ(told, (Strings{"first death", "real death"}));
  EXPECT_EQ(lasting->identity(), identity);
  EXPECT_EQ(error(rt.long_weak_reference(Value::small(1))),
            "TypeError: can't make a weak reference to a value of type 'int'");
}

// --- lists -----------------------------------------------------------------------------------------------------------

// Contract 1.19.
TEST_F(HostFinalizers, ReferencesAreListedAndCounted) {
  Root<WeakRef> armed = must(rt.weak_reference(door, [] {}));
  Root<WeakRef> shared = must(rt.weak_reference(door));
  Root<Finalizer> finalizer = must(rt.finalizer(door, [] {}));
  Root<List> all = must(rt.weak_references(door));
  EXPECT_EQ(must(rt.weak_reference_count(door)), 3u);
  ASSERT_EQ(all->size(), 3u);
  EXPECT_EQ(all->at(0), Value(shared));
  EXPECT_EQ(all->at(1), Value(finalizer));
  EXPECT_EQ(all->at(2), Value(armed));
  EXPECT_EQ(must(rt.weak_reference_count(Value::small(1))), 0u);
  EXPECT_TRUE(must(rt.weak_references(Value::nil()))->empty());
}

}  // namespace
