// Weak references, methods, finalizers, maps, signals and the queue of what is due, used by a thread that is stopped
// before each of its instructions, while another thread collects there: what suspension_process_test.cpp in tests/gc/ does
// to the tables below them.
#include <mayfly/mayfly.h>

#include <support/suspend_everywhere.h>
#include <support/weak_map_test.h>

namespace mayfly {
namespace {

using test::SuspendEverywhere;

class WeakFamilySuspensions : public test::WeakMapTest {
 protected:
  void SetUp() override {
    static const bool possible = SuspendEverywhere::is_possible();
    if (!possible) GTEST_SKIP() << "this machine lets no thread step itself";
    for (int64_t i = 0; i < 6; i++) {
      doors.push_back(door());
      must(rt.in(values).set(i, doors.back()));
      must(rt.in(keys).set(doors.back(), i));
      must(rt.in(attached).set(doors.back(), door()));  // its value: kept by the entry alone
      must(rt.in(elements).add(doors.back()));
      watch(doors.back(), i);
    }
    // These die at the first collection.
    for (int64_t i = 0; i < 3; i++) {
      Root<Instance> dying = door();
      must(rt.in(values).set(100 + i, dying));
      must(rt.in(keys).set(dying, 100 + i));
      must(rt.in(elements).add(dying));
      watch(dying, 100 + i);
    }
    told.reserve(64);
  }
  void watch(const Root<Instance>& target, int64_t number) {
    references.push_back(must(rt.weak_reference(target, [this, number] { told.push_back(number); })));
  }

  template <typename F>
  void suspended(F&& operate) {
    const auto counts = SuspendEverywhere::run({1, 0}, operate);
    EXPECT_EQ(counts.collections + counts.under_lock, counts.instructions);
    EXPECT_GT(counts.collections, 100u);
  }
  // Checks what was there before, and that it dies as it should.
  void check_and_end() {
    collect();
    EXPECT_EQ(told, (std::vector<int64_t>{100, 101, 102}));
    told.clear();
    EXPECT_EQ(numbers_in(values), (std::vector<int64_t>{0, 1, 2, 3, 4, 5}));
    EXPECT_EQ(numbers_in(keys), (std::vector<int64_t>{0, 1, 2, 3, 4, 5}));
    EXPECT_EQ(must(rt.in(attached).size()), 6u);
    EXPECT_EQ(must(rt.in(elements).size()), 6u);
    for (const Root<Instance>& each : doors) {
      EXPECT_TRUE(must(rt.in(elements).contains(each)));
      EXPECT_TRUE(must(rt.in(attached).get<Root<Instance>>(each)).has_value());
    }
    doors.clear();
    collect();
    EXPECT_EQ(told, (std::vector<int64_t>{0, 1, 2, 3, 4, 5}));
    EXPECT_TRUE(numbers_in(values).empty());
    EXPECT_TRUE(numbers_in(keys).empty());
    EXPECT_EQ(must(rt.in(attached).size()), 0u);
    EXPECT_EQ(must(rt.in(elements).size()), 0u);
  }

  std::vector<Root<Instance>> doors;
  std::vector<Root<WeakRef>> references;
  std::vector<int64_t> told;
};

TEST_F(WeakFamilySuspensions, WhileReferencesAndMethodsAreMade) {
  define(cls, "m", [](Runtime&, Arguments) -> Result<Value> { return Value::nil(); });
  Root<Instance> target = door();
  Root<BoundMethod> method(rt.heap(), get(target.get(), "m").as<BoundMethod>());
  std::vector<Root<WeakRef>> shared;
  std::vector<Root<WeakMethod>> methods;
  suspended([&] {
    shared.push_back(must(rt.weak_reference(target)));
    shared.push_back(must(rt.weak_reference(target)));
    methods.push_back(must(rt.weak_method(method)));
    must(rt.weak_reference(target, [this] { told.push_back(-1); }));  // dropped at once: never fires
  });
  for (const Root<WeakRef>& each : shared) EXPECT_EQ(each.get(), shared[0].get());  // contract 1.4
  EXPECT_EQ(shared[0]->get(), target.get());
  collect();
  EXPECT_EQ(must(rt.weak_reference_count(target)), 1 + methods.size());
  method = nullptr;
  target = nullptr;
  check_and_end();
  EXPECT_EQ(shared[0]->get(), nullptr);
  for (const Root<WeakMethod>& each : methods) EXPECT_EQ(each->death(), Death::kReceiver);
}

TEST_F(WeakFamilySuspensions, WhileMapsChange) {
  std::vector<Root<Instance>> more;
  for (int i = 0; i < 2; i++) more.push_back(door());
  suspended([&] {
    for (size_t i = 0; i < more.size(); i++) {
      must(rt.in(values).set(static_cast<int64_t>(200 + i), more[i]));
      must(rt.in(keys).set(more[i], static_cast<int64_t>(200 + i)));
    }
    EXPECT_TRUE(must(rt.in(values).erase(200)));
    EXPECT_TRUE(must(rt.in(keys).erase(more[0])));
    EXPECT_TRUE(must(rt.in(keys).get<int64_t>(more[1])).has_value());
  });
  collect();
  EXPECT_EQ(numbers_in(values), (std::vector<int64_t>{0, 1, 2, 3, 4, 5, 201}));
  EXPECT_EQ(numbers_in(keys), (std::vector<int64_t>{0, 1, 2, 3, 4, 5, 201}));
  more.clear();
  collect();
  check_and_end();
}

TEST_F(WeakFamilySuspensions, WhileIdentityMapsAndSetsChange) {
  std::vector<Root<Instance>> more;
  for (int i = 0; i < 2; i++) more.push_back(door());
  suspended([&] {
    for (size_t i = 0; i < more.size(); i++) {
      must(rt.in(attached).set(more[i], static_cast<int64_t>(i)));
      must(rt.in(elements).add(more[i]));
    }
    must(rt.in(attached).set(more[0], 77));
  });
  EXPECT_EQ(must(rt.in(attached).size()), 8u);
  EXPECT_EQ(must(rt.in(attached).get<int64_t>(more[0])), 77);
  EXPECT_EQ(must(rt.in(attached).get<int64_t>(more[1])), 1);
  for (const Root<Instance>& each : more) EXPECT_TRUE(must(rt.in(elements).contains(each)));
  more.clear();
  collect();
  check_and_end();
}

// Filling up, so that the rows move to a larger array; with holes, which the move closes.
TEST_F(WeakFamilySuspensions, WhileAMapGrows) {
  std::vector<Root<Instance>> more;
  for (int i = 0; i < 9; i++) more.push_back(door());
  SuspendEverywhere::run({4, 0}, [&] {
    for (size_t i = 0; i < more.size(); i++) must(rt.in(keys).set(more[i], static_cast<int64_t>(200 + i)));
  });
  for (size_t i = 0; i < more.size(); i++)
    EXPECT_EQ(must(rt.in(keys).get<int64_t>(more[i])), static_cast<int64_t>(200 + i));
  collect();
  EXPECT_EQ(must(rt.in(keys).size()), 15u);
  more.clear();
  collect();
  check_and_end();
}

TEST_F(WeakFamilySuspensions, WhileWhatIsDueRuns) {
  Root<Instance> target = door();
  Root<Finalizer> finalizer = must(rt.finalizer(target, [this] { told.push_back(300); }));
  target = nullptr;
  rt.heap().collect_exact();
  suspended([&] { rt.safe_point(); });
  EXPECT_EQ(told, (std::vector<int64_t>{100, 101, 102, 300}));
  EXPECT_FALSE(finalizer->is_alive());
  told.pop_back();
  check_and_end();
}

// One object that has a finalizer, and one that is released. Each tells of its death.
class FinalizedAndReleased : public WeakFamilySuspensions {
 protected:
  using Events = std::vector<std::string>;
  struct Finalized {};
  struct Released {
    Events* events = nullptr;
    ~Released() {
      if (events) events->emplace_back("released");
    }
  };

  // In a frame of its own: that of the test keeps neither of them.
  [[gnu::noinline]] void make() {
    of_finalized.clear();
    of_released.clear();
    finalized = must(rt.create(finalizable));
    released = must(rt.create(releasable));
    host_object<Released>(released)->events = &of_released;
    references.clear();
    references.push_back(must(rt.weak_reference(finalized, [this] { of_finalized.emplace_back("called back"); })));
    references.push_back(must(rt.weak_reference(released, [this] { of_released.emplace_back("called back"); })));
    watch(door(), -1);
  }

  Events of_finalized, of_released;
  const Root<Class> finalizable =
      must(rt.define<Finalized>("Finalized")
               .constructor<>()
               .method("__del__", [this](Finalized&) { of_finalized.emplace_back("finalized"); })
               .build());
  const Root<Class> releasable = must(rt.define<Released>("Released").constructor<>().build());
  Root<Instance> finalized, released;
};

// Contract 0.5. The collection comes once, at any moment of a drain that had something else to do.
TEST_F(FinalizedAndReleased, AreToldOfFirstWheneverACollectionComesInADrain) {
  // A hundred moments: the more instructions the compiler makes of it, the more of them lie between two looks.
  size_t instructions = 1;
  for (size_t moment = 0; moment < instructions; moment += 1 + instructions / 100) {
    make();
    // The door's callback is due when the drain begins; and the stack has nothing left of what is dropped now.
    rt.heap().collect_exact();
    finalized = released = nullptr;
    instructions = SuspendEverywhere::run({size_t{1} << 40, moment}, [&] { rt.safe_point(); }).instructions;
    collect();
    ASSERT_EQ(of_finalized, (Events{"called back", "finalized"})) << "at instruction " << moment;
    ASSERT_EQ(of_released, (Events{"called back", "released"})) << "at instruction " << moment;
  }
  EXPECT_GT(instructions, 100u);
}

TEST_F(WeakFamilySuspensions, WhileListenersAreConnectedAndCalled) {
  int heard = 0;
  define(cls, "hear", [&](Runtime&, Arguments) -> Result<Value> {
    heard++;
    return Value::nil();
  });
  Root<Signal> signal = must(rt.signal());
  Root<Instance> listener = door();
  Root<BoundMethod> hear(rt.heap(), get(listener.get(), "hear").as<BoundMethod>());
  suspended([&] {
    Root<Connection> made = must(rt.connect_weak(signal, hear, Value::nil()));
    must(rt.emit(signal, Arguments()));
    EXPECT_TRUE(must(rt.disconnect(made)));
    must(rt.connect_weak(signal, hear, Value::nil()));
  });
  EXPECT_EQ(heard, 1);
  collect();
  EXPECT_EQ(signal->listener_count(), 1u);
  hear = nullptr;
  listener = nullptr;
  check_and_end();
  EXPECT_EQ(signal->listener_count(), 0u);
}

}  // namespace
}  // namespace mayfly
