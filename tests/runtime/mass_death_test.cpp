// The main promise at its full size: a million objects, each with a weak method that tells; half of them dropped; one exact
// collection; and the same in two runtimes on two threads.
#include <mayfly/gc/root/weak_root.h>
#include <mayfly/gc/threads/thread_scope.h>
#include <mayfly/gc/weak/weak_table.h>
#include <mayfly/objects/containers/list.h>
#include <mayfly/objects/model/function.h>
#include <mayfly/objects/weak/weak_method.h>
#include <mayfly/runtime/call/native_code.h>
#include <mayfly/runtime/runtime.h>

#include <gtest/gtest.h>

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

namespace mayfly {
namespace {

// A runtime with a class whose method returns its receiver's number, and a callback that notes who told.
class Population {
 public:
  explicit Population(size_t count = 0) {
    Result<std::unique_ptr<Runtime>> made = Runtime::create();
    if (!made) {
      ADD_FAILURE() << made.error().to_string();
      return;
    }
    rt_ = std::move(*made);
    count_ = count ? count : rt_->heap().options().stress ? 300 : 1'000'000;
    gc::Heap& heap = rt_->heap();
    class_ = Root<Class>(heap, *Class::create(rt_->space(), *intern("Listener")));
    number_ = Root<Symbol>(heap, intern("number"));
    method_ = Root<Function>(heap, make_function("hear", &hear));
    EXPECT_TRUE(class_->set_attribute(rt_->space(), *intern("hear"), Value(method_.get())));
    callback_ = Root<Function>(heap, make_function("tell", &tell));
    told_here = &told_;
  }

  size_t count() const { return count_; }
  Runtime& rt() { return *rt_; }
  std::vector<uint64_t>& told() { return told_; }

  void make_all() {
    gc::Heap& heap = rt_->heap();
    receivers_ = Root<List>(heap, List::create(heap));
    weak_ = Root<List>(heap, List::create(heap));
    for (size_t i = 0; i < count_; i++) {
      Instance* receiver = Instance::create(rt_->space(), *class_);
      ASSERT_TRUE(receiver->set_own_attribute(rt_->space(), *number_, Value::small(static_cast<int64_t>(i))));
      ASSERT_TRUE(receivers_->append(heap, Value(receiver)));
      Result<WeakMethod*> made = WeakMethod::create(rt_->space(), Value(receiver), *method_, Value(callback_.get()));
      ASSERT_TRUE(made) << made.error().to_string();
      ASSERT_TRUE(weak_->append(heap, Value(*made)));
    }
  }
  void drop_odd_ones() {
    for (size_t i = 1; i < count_; i += 2) receivers_->set(i, Value::nil());
  }
  WeakMethod& weak(size_t i) { return *weak_->at(i).as<WeakMethod>(); }

  // Every odd one is dead, told once and in order; every even one still calls through.
  void check(const CollectReport& report) {
    EXPECT_TRUE(report.exact) << report.why_not();
    EXPECT_EQ(report.callbacks_due, count_ / 2);
    EXPECT_EQ(report.references_cleared, count_ / 2);
    ASSERT_EQ(told_.size(), count_ / 2);
    for (size_t i = 0; i < told_.size(); i++) ASSERT_EQ(told_[i], weak(2 * i + 1).identity()) << i;
    for (size_t i = 0; i < count_; i++) {
      Result<WeakCall<Value>> called = rt_->call_weak(weak(i));
      ASSERT_TRUE(called) << called.error().to_string();
      if (i % 2 == 1) {
        ASSERT_FALSE(*called) << i;
        ASSERT_EQ(called->death(), Death::kReceiver);
      } else {
        ASSERT_TRUE(*called) << i;
        ASSERT_EQ((**called).as_small(), static_cast<int64_t>(i));
      }
    }
  }

 private:
  Symbol* intern(const char* text) { return rt_->space().symbols().intern(text); }
  Function* make_function(const char* name, NativeEntry entry) {
    NativeDescription description;
    description.name = name;
    description.entry = entry;
    description.rooted_frame = true;
    Result<Function*> made = make_native(*rt_, description);
    EXPECT_TRUE(made);
    return *made;
  }
  static Result<Value> hear(Runtime&, Function&, Arguments arguments) noexcept {
    return arguments[0].as<Instance>()->slot(0);
  }
  static Result<Value> tell(Runtime&, Function&, Arguments arguments) noexcept {
    auto* weak = arguments[0].as<WeakMethod>();
    if (weak->is_alive()) ADD_FAILURE() << "told while alive";
    told_here->push_back(weak->identity());
    return Value::nil();
  }

  // Callbacks run on the runtime's own thread, which made the population.
  static thread_local std::vector<uint64_t>* told_here;

  std::unique_ptr<Runtime> rt_;
  size_t count_ = 0;
  Root<Class> class_;
  Root<Symbol> number_;
  Root<Function> method_;
  Root<Function> callback_;
  Root<List> receivers_;
  Root<List> weak_;
  std::vector<uint64_t> told_;
};

thread_local std::vector<uint64_t>* Population::told_here = nullptr;

TEST(MassDeath, OneExactCollectionKillsExactlyTheDroppedHalfAndEachTellsOnceInOrder) {
  Population population;
  population.make_all();
  population.rt().collect_exact();
  EXPECT_TRUE(population.told().empty());
  population.drop_odd_ones();
  CollectReport report = population.rt().collect_exact();
  population.check(report);
  population.rt().collect_exact();
  EXPECT_EQ(population.told().size(), population.count() / 2);
}

// Two threads that take turns: one acts while the other waits in blocking(), having vouched for its frames. A turn is
// passed on from inside blocking(): who acts is alone.
class Turns {
 public:
  // Passes the turn on (-1: not at all) and waits for the own one (-1: not at all).
  void pass_and_wait(int next, int me) {
    blocking(gc::Frames::kHoldNone, [&] {
      std::unique_lock lock(mutex_);
      if (next >= 0) turn_ = next;
      changed_.notify_all();
      if (me >= 0) changed_.wait(lock, [&] { return turn_ == me; });
    });
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  int turn_ = 0;
};

TEST(MassDeath, IsAsExactInTwoRuntimesOnTwoThreadsThatTakeTurns) {
  Turns turns;
  auto live = [&turns](int me) {
    ThreadScope attached;
    ASSERT_TRUE(attached.attached());
    turns.pass_and_wait(-1, me);
    {
      Population population;
      population.make_all();
      turns.pass_and_wait(1 - me, me);
      population.drop_odd_ones();
      CollectReport report = population.rt().collect_exact();
      population.check(report);
      turns.pass_and_wait(1 - me, me);
    }
    turns.pass_and_wait(1 - me, -1);
  };
  // This thread may be attached by an earlier test: it starts and joins them without references.
  blocking(gc::Frames::kHoldNone, [&] {
    std::thread first(live, 0);
    std::thread second(live, 1);
    first.join();
    second.join();
  });
}

// Both runtimes make, drop and collect at once; a third attached thread reads their objects through WeakRoots, without a
// lock, and looks at each object that it gets: it must be the very one that the handle was made for.
TEST(MassDeath, NoReaderWithoutALockEverSeesADeadOrForeignObject) {
  constexpr size_t kHandles = 512;
  struct Shared {
    std::atomic<uint64_t> expected{0};  // number of the object, + 1; 0: being changed
    gc::WeakHandle handle;
  };
  static std::vector<Shared> shared[2] = {std::vector<Shared>(kHandles), std::vector<Shared>(kHandles)};
  std::atomic<int> running{2};
  std::atomic<uint64_t> reads{0}, wrong{0};
  std::mutex publish[2];

  auto churn = [&](int me) {
    ThreadScope attached;
    {
      Population population(1);
      Runtime& rt = population.rt();
      const bool stressed = rt.heap().options().stress != 0;
      Root<Class> cls(rt.heap(), *Class::create(rt.space(), *rt.space().symbols().intern("Numbered")));
      Symbol* number = rt.space().symbols().intern("number");
      Root<Symbol> held_name(rt.heap(), number);
      std::vector<Root<Instance>> keep(kHandles);
      uint64_t next = static_cast<uint64_t>(me + 1) << 32;
      for (size_t step = 0; step < (stressed ? 400u : 300'000u); step++) {
        size_t i = (step * 2654435761u) % kHandles;
        Instance* made = Instance::create(rt.space(), *cls);
        ASSERT_TRUE(made->set_own_attribute(rt.space(), *number, Value::small(static_cast<int64_t>(++next))));
        WeakRoot<Instance> weak(rt.heap(), made);
        gc::WeakHandle handle = rt.heap().weak_table().existing_handle(*made);
        {
          std::lock_guard lock(publish[me]);
          shared[me][i].handle = handle;
          shared[me][i].expected.store(next, std::memory_order_release);
        }
        // Half of them are held for a while, half die at the next collection.
        keep[i] = step % 2 ? Root<Instance>(rt.heap(), made) : Root<Instance>();
        if (step % 20'000 == 0) rt.collect();
      }
    }
    running--;
  };
  std::thread a(churn, 0);
  std::thread b(churn, 1);
  std::thread reader([&] {
    ThreadScope attached;
    uint64_t step = 0;
    while (running.load() > 0) {
      int who = static_cast<int>(step & 1);
      size_t i = (++step * 40503u) % kHandles;
      gc::WeakHandle handle;
      uint64_t expected;
      {
        std::lock_guard lock(publish[who]);
        handle = shared[who][i].handle;
        expected = shared[who][i].expected.load(std::memory_order_acquire);
      }
      auto* object = static_cast<Instance*>(handle.get());
      if (!object) continue;
      reads++;
      if (static_cast<uint64_t>(object->slot(0).as_small()) != expected) wrong++;
    }
  });
  blocking(gc::Frames::kHoldNone, [&] {
    a.join();
    b.join();
    reader.join();
  });
  EXPECT_EQ(wrong.load(), 0u);
  EXPECT_GT(reads.load(), 0u);
}

}  // namespace
}  // namespace mayfly
