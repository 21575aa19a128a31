// Two runtimes on two threads, churning at once: weak references, weak methods, finalizer objects, watched roots and weak
// connections by the ten thousands, checked against a plain model: nothing is lost, nothing is told twice or too early.
#include <mayfly/mayfly.h>

#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <memory>
#include <random>
#include <thread>
#include <vector>

namespace mayfly {
namespace {

enum Told : size_t { kReference, kMethod, kFinalizer, kWatched, kConnection, kKinds };

// What happened to one object, as its callbacks tell. Nothing of Mayfly's.
struct Record {
  std::array<int, kKinds> told{};

  bool all_are(int times) const {
    for (int t : told)
      if (t != times) return false;
    return true;
  }
};

template <typename T>
T must(Result<T> result) {
  EXPECT_TRUE(result) << result.error().to_string();
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

struct Listener {
  int64_t heard = 0;
  void hear(int64_t n) { heard += n; }
};

// An object and every kind of weak thing to it, each with a callback that tells the record.
struct Family {
  std::shared_ptr<Record> record = std::make_shared<Record>();  // the callbacks' too: they may come after the family
  Root<Instance> target;
  Root<WeakRef> reference;
  Root<WeakMethod> method;
  Root<Finalizer> finalizer;
  WatchedRoot<Instance> watched;
  Root<Connection> connection;

  Family(Runtime& rt, const Root<Class>& cls, const Root<Signal>& signal) : target(must(rt.create(cls))) {
    std::shared_ptr<Record> r = record;
    Root<BoundMethod> hear = must(rt.method(target, "hear"));
    reference = must(rt.weak_reference(target, [r] { r->told[kReference]++; }));
    method = must(rt.weak_method(hear, [r] { r->told[kMethod]++; }));
    finalizer = must(rt.finalizer(target, [r] { r->told[kFinalizer]++; }));
    watched = must(rt.weak_root(target, [r](Runtime&) { r->told[kWatched]++; }));
    connection = must(rt.connect_weak(signal, hear, [r] { r->told[kConnection]++; }));
  }

  // Alive as a whole and untold, or dead as a whole and told of once by each. Whether it is alive.
  //
  // The other thread may collect between any two steps of this. So what is alive is held, to stay so; and what is dead
  // has been told of after a safe point only (contract 0.2), since its death may be news of this very moment.
  bool check(Runtime& rt) const {
    const Root<Instance> held = watched.lock(rt.heap());
    const bool alive = held != nullptr;
    if (!alive) rt.safe_point();
    EXPECT_TRUE(record->all_are(alive ? 0 : 1));
    EXPECT_EQ(reference->get() != nullptr, alive);
    EXPECT_EQ(method->is_alive(), alive);
    EXPECT_EQ(method->death(), alive ? Death::kAlive : Death::kReceiver);
    EXPECT_EQ(finalizer->is_alive(), alive);
    EXPECT_EQ(watched.get() != nullptr, alive);
    EXPECT_EQ(connection->status(), alive ? ConnectionStatus::kConnected : ConnectionStatus::kReceiverDied);
    return alive;
  }
};

// Says so and waits, both from inside blocking(): whoever goes on is alone.
template <typename Ready>
void pass_and_wait(std::atomic<int>& passed, Ready ready) {
  blocking(gc::Frames::kHoldNone, [&] {
    passed++;
    while (!ready()) std::this_thread::yield();
  });
}

class Churn {
 public:
  Churn(Runtime& rt, unsigned seed)
      : rt_(rt),
        random_(seed),
        cls_(must(rt.define<Listener>("Listener").constructor<>().method("hear", &Listener::hear).build())),
        signal_(must(rt.signal())) {}

  void run() {
    const bool stressed = rt_.heap().options().stress != 0;
    const size_t families = stressed ? 24 : 20'000;  // of five weak things each
    for (size_t i = 0; i < families; i++) living_.emplace_back(rt_, cls_, signal_);
    for (int round = 0; round < (stressed ? 3 : 12); round++) {
      for (size_t i = 0; i < families / 10; i++) {
        Family& renewed = living_[random_() % families];
        renewed.target.reset();
        dropped_.push_back(std::move(renewed));
        renewed = Family(rt_, cls_, signal_);
      }
      rt_.collect_exact();
      check();
      if (::testing::Test::HasFailure()) return;
    }
  }

  // With nobody else at work: now all that was dropped is dead.
  void end() {
    for (Family& family : living_) {
      family.target.reset();
      dropped_.push_back(std::move(family));
    }
    living_.clear();
    const CollectReport report = rt_.collect_exact();
    EXPECT_TRUE(report.exact) << report.why_not();
    check();
    EXPECT_TRUE(dropped_.empty());
    EXPECT_EQ(signal_->listener_count(), 0u);
  }

 private:
  void check() {
    for (const Family& family : living_) EXPECT_TRUE(family.check(rt_));
    // While the other thread works, a word of its stack may look like an address of ours: not all need be dead.
    std::erase_if(dropped_, [this](const Family& family) { return !family.check(rt_); });
    const EmitResult emitted = must(rt_.emit(signal_, 1));
    EXPECT_GE(emitted.called, living_.size());
    EXPECT_LE(emitted.called, living_.size() + dropped_.size());
    EXPECT_EQ(emitted.failed, 0u);
  }

  Runtime& rt_;
  std::mt19937 random_;
  Root<Class> cls_;
  Root<Signal> signal_;
  std::vector<Family> living_;
  std::vector<Family> dropped_;
};

// Contract 0.2: the collection clears what it finds dead in all runtimes, and each tells at its own safe points.
TEST(WeakFamily, IsToldAtItsOwnSafePointOfADeathThatAnotherThreadsCollectionFound) {
  ThreadScope attached;
  std::unique_ptr<Runtime> rt = must(Runtime::create());
  const Root<Class> cls =
      must(rt->define<Listener>("Listener").constructor<>().method("hear", &Listener::hear).build());
  const Root<Signal> signal = must(rt->signal());
  Family family(*rt, cls, signal);
  family.target.reset();
  blocking(gc::Frames::kHoldNone, [] {
    std::thread([] {
      ThreadScope attached_too;
      std::unique_ptr<Runtime> another = must(Runtime::create());
      const CollectReport report = another->collect_exact();
      EXPECT_TRUE(report.exact) << report.why_not();
    }).join();
  });
  EXPECT_EQ(family.reference->get(), nullptr);
  EXPECT_TRUE(family.record->all_are(0));
  EXPECT_TRUE(family.finalizer->is_alive());
  EXPECT_FALSE(family.check(*rt));
  EXPECT_TRUE(family.record->all_are(1));
}

TEST(WeakFamily, LosesNothingAndTellsNothingTwiceWhileTwoThreadsChurn) {
  std::atomic<int> churned{0};
  std::atomic<int> ended{0};
  const auto live = [&](int me) {
    ThreadScope attached;
    std::unique_ptr<Runtime> rt = must(Runtime::create());
    {
      Churn churn(*rt, static_cast<unsigned>(me) + 1);
      churn.run();
      pass_and_wait(churned, [&] { return churned == 2 && ended == me; });
      churn.end();
      pass_and_wait(ended, [&] { return ended == 2; });
    }
  };
  // This thread may be attached by an earlier test: it starts and joins them without references.
  blocking(gc::Frames::kHoldNone, [&] {
    std::thread first(live, 0);
    std::thread second(live, 1);
    first.join();
    second.join();
  });
}

}  // namespace
}  // namespace mayfly
