// WatchedRoot: a host's weak handle with a callback.
#include <support/embed_test.h>

#include <stdexcept>
#include <thread>
#include <vector>

namespace {

using namespace mayfly;
using Strings = std::vector<std::string>;

class WatchedRoots : public test::EmbedTest {
 protected:
  Root<Class> cls = must(rt.make_class("Door").build());
  Root<Instance> door = must(rt.create(cls));
  Strings told;

  auto noting(std::string what) {
    return [this, what] { told.push_back(what); };
  }
  void kill_door() {
    door.reset();
    CollectReport report = rt.collect_exact();
    EXPECT_TRUE(report.exact) << report.why_not();
  }
};

TEST_F(WatchedRoots, TellOnceAtASafePointOfTheirRuntime) {
  WatchedRoot<Instance> watched = must(rt.weak_root(door, [this](Runtime& runtime) {
    EXPECT_EQ(&runtime, &rt);
    told.push_back("gone");
  }));
  EXPECT_EQ(watched.get(), door.get());
  EXPECT_TRUE(watched.is_armed());
  door.reset();
  rt.heap().collect_exact();
  EXPECT_EQ(watched.get(), nullptr);
  EXPECT_TRUE(watched.expired());
  EXPECT_FALSE(watched.is_null());
  EXPECT_TRUE(told.empty());
  rt.safe_point();
  EXPECT_EQ(told, Strings{"gone"});
  EXPECT_FALSE(watched.is_armed());
  rt.collect_exact();
  EXPECT_EQ(told.size(), 1u);
}

// Contract 1.7.
TEST_F(WatchedRoots, StandInTheSequenceOfTheObjectsReferences) {
  WatchedRoot<Instance> older = must(rt.weak_root(door, noting("older")));
  Root<WeakRef> reference = must(rt.weak_reference(door, [this] { told.push_back("reference"); }));
  WatchedRoot<Instance> newer = must(rt.weak_root(door.get(), noting("newer")));
  EXPECT_EQ(must(rt.weak_reference_count(door)), 3u);
  kill_door();
  EXPECT_EQ(told, (Strings{"newer", "reference", "older"}));
}

// Contract 1.9: also when its callback is due.
TEST_F(WatchedRoots, ThatAreDestroyedFirstNeverTell) {
  { WatchedRoot<Instance> dropped = must(rt.weak_root(door, noting("dropped"))); }
  WatchedRoot<Instance> due = must(rt.weak_root(door, noting("due")));
  WatchedRoot<Instance> cancelled = must(rt.weak_root(door, noting("cancelled")));
  WatchedRoot<Instance> kept = must(rt.weak_root(door, noting("kept")));
  EXPECT_TRUE(cancelled.cancel());
  EXPECT_FALSE(cancelled.cancel());
  EXPECT_EQ(cancelled.get(), door.get());
  EXPECT_FALSE(cancelled.is_armed());
  door.reset();
  rt.heap().collect_exact();
  due = nullptr;
  rt.safe_point();
  EXPECT_EQ(told, Strings{"kept"});
  EXPECT_FALSE(kept.cancel());
  EXPECT_EQ(cancelled.get(), nullptr);
}

TEST_F(WatchedRoots, MoveWithTheirCallbackAndCancelWhatTheyReplace) {
  Root<Instance> other = must(rt.create(cls));
  std::vector<WatchedRoot<Instance>> all;
  for (int i = 0; i < 20; i++) all.push_back(must(rt.weak_root(door, noting(std::to_string(i)))));
  WatchedRoot<Instance> moved = std::move(all[7]);
  EXPECT_TRUE(all[7].is_null());
  EXPECT_TRUE(moved.is_armed());
  all.clear();
  WatchedRoot<Instance> replaced = must(rt.weak_root(other, noting("replaced")));
  replaced = std::move(moved);
  other.reset();
  kill_door();
  EXPECT_EQ(told, Strings{"7"});
}

TEST_F(WatchedRoots, MayBeDestroyedByTheirOwnCallback) {
  WatchedRoot<Instance> watched;
  Root<Instance> next = must(rt.create(cls));
  watched = must(rt.weak_root(door, [&, text = std::string("a long text that stands on the heap")] {
    watched = nullptr;
    told.push_back(text);
    watched = must(rt.weak_root(next, noting("next")));
  }));
  kill_door();
  EXPECT_EQ(told, Strings{"a long text that stands on the heap"});
  next.reset();
  rt.collect_exact();
  EXPECT_EQ(told.size(), 2u);
}

TEST_F(WatchedRoots, ReportErrorsOfTheirCallbacks) {
  Strings errors;
  rt.lifecycle().set_unraisable_hook(
      [&](Runtime&, const Unraisable& what) { errors.push_back(std::string(what.error.message())); });
  WatchedRoot<Instance> last = must(rt.weak_root(door, noting("last")));
  WatchedRoot<Instance> failing =
      must(rt.weak_root(door, [](Runtime&) -> Result<> { return make_error(ErrorKind::kValue, "broken"); }));
  WatchedRoot<Instance> throwing = must(rt.weak_root(door, [] { throw std::runtime_error("thrown"); }));
  kill_door();
  EXPECT_EQ(errors, (Strings{"C++ exception: thrown", "broken"}));
  EXPECT_EQ(told, Strings{"last"});
}

TEST_F(WatchedRoots, DoNotTellWhenTheirRuntimeGoesFirst) {
  WatchedRoot<Instance> watched = must(rt.weak_root(door, noting("gone")));
  owner.reset();
  EXPECT_TRUE(told.empty());
  EXPECT_EQ(watched.get(), nullptr);
  EXPECT_FALSE(watched.is_null());
}

TEST_F(WatchedRoots, TellWhatIsDueWhenTheirRuntimeShutsDown) {
  WatchedRoot<Instance> watched = must(rt.weak_root(door, noting("gone")));
  door.reset();
  rt.heap().collect_exact();
  owner.reset();
  EXPECT_EQ(told, Strings{"gone"});
}

// Notes the thread on which it is destroyed.
struct Traced {
  std::vector<std::thread::id>* destroyed;
  explicit Traced(std::vector<std::thread::id>& d) : destroyed(&d) {}
  Traced(Traced&& other) noexcept : destroyed(std::exchange(other.destroyed, nullptr)) {}
  ~Traced() {
    if (destroyed) destroyed->push_back(std::this_thread::get_id());
  }
};

TEST_F(WatchedRoots, MayGoOnAnotherThreadWhileTheirCallableGoesOnTheirs) {
  std::vector<std::thread::id> destroyed;
  const auto watch = [&](auto callback) { return must(rt.weak_root(door, std::move(callback))); };
  WatchedRoot<Instance> early = watch([traced = Traced(destroyed), this] { told.push_back("early"); });
  WatchedRoot<Instance> late = watch([traced = Traced(destroyed), this] { told.push_back("late"); });
  WatchedRoot<Instance> last = watch([traced = Traced(destroyed), this] { told.push_back("last"); });
  // Not attached to the collector.
  std::thread([&] {
    WatchedRoot<Instance> taken = std::move(early);
    EXPECT_TRUE(taken.is_armed());
  }).join();
  EXPECT_TRUE(destroyed.empty());
  kill_door();
  EXPECT_EQ(told, (Strings{"last", "late"}));
  rt.collect_exact();
  EXPECT_EQ(destroyed.size(), 3u);
  std::thread([&] { late = nullptr; }).join();
  owner.reset();
  std::thread([&] { last = nullptr; }).join();
  EXPECT_EQ(destroyed, std::vector<std::thread::id>(3, std::this_thread::get_id()));
}

TEST_F(WatchedRoots, HoldNeitherTheirObjectNorWhatTheirCallbackHeldAfterwards) {
  Root<Instance> other = must(rt.create(cls));
  WeakRoot<Instance> watch(rt.heap(), other.get());
  WatchedRoot<Instance> watched = must(rt.weak_root(door, [other](Runtime&) {}));
  other.reset();
  rt.collect_exact();
  EXPECT_FALSE(watch.expired());
  kill_door();
  rt.collect_exact();
  EXPECT_TRUE(watch.expired());
}

TEST_F(WatchedRoots, AreRefusedForWhatCannotBeWatched) {
  EXPECT_EQ(error(rt.weak_root(Root<Instance>(), [] {})), "ValueError: the target is a null handle");
  Root<String> text = must(rt.string("x"));
  EXPECT_EQ(error(rt.weak_root(text, [] {})), "TypeError: can't make a weak reference to a value of type 'string'");
  WatchedRoot<Instance> null;
  EXPECT_TRUE(null.is_null());
  EXPECT_FALSE(null.is_armed());
  EXPECT_FALSE(null.cancel());
  EXPECT_EQ(null.get(), nullptr);
  EXPECT_EQ(null.identity(), 0u);
}

TEST_F(WatchedRoots, LockAndCompareAsWeakRootsDo) {
  WatchedRoot<Instance> watched = must(rt.weak_root(door, noting("gone")));
  EXPECT_EQ(watched.identity(), WeakRoot<Instance>(rt.heap(), door.get()).identity());
  EXPECT_TRUE(watched.weak() == WeakRoot<Instance>(rt.heap(), door.get()));
  Root<Instance> locked = watched.lock(rt.heap());
  kill_door();
  EXPECT_EQ(watched.get(), locked.get());
}

TEST_F(WatchedRoots, WithoutMemoryAreAnErrorAndLeaveNothing) {
  std::vector<std::thread::id> destroyed;
  size_t failures = 0;
  for (size_t every = 1; every < 8; every++) {
    rt.heap().set_fail_every(every);
    Result<WatchedRoot<Instance>> made =
        rt.weak_root(door, [traced = Traced(destroyed), this] { told.push_back("x"); });
    rt.heap().set_fail_every(0);
    if (made) continue;
    failures++;
    EXPECT_EQ(error(std::move(made)), "OutOfMemory: out of memory");
  }
  EXPECT_GT(failures, 0u);
  rt.collect_exact();
  EXPECT_EQ(must(rt.weak_reference_count(door)), 0u);
  rt.collect_exact();
  EXPECT_EQ(destroyed.size(), 7u);
  EXPECT_TRUE(told.empty());
}

}  // namespace
