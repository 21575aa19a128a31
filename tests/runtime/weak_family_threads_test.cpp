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
  std::unique_ptr<Record> record = std::make_unique<Record>();
  Root<Instance> target;
  Root<WeakRef> reference;
  Root<WeakMethod> method;
  Root<Finalizer> finalizer;
  WatchedRoot<Instance> watched;
  Root<Connection> connection;

  Family(Runtime& rt, const Root<Class>& cls, const Root<Signal>& signal) : target(must(rt.create(cls))) {
    Record* r = record.get();
    Root<BoundMethod> hear = must(rt.method(target, "hear"));
    reference = must(rt.weak_reference(target, [r] { r->told[kReference]++; }));
    method = must(rt.weak_method(hear, [r] { r->told[kMethod]++; }));
    finalizer = must(rt.finalizer(target, [r] { r->told[kFinalizer]++; }));
    watched = must(rt.weak_root(target, [r](Runtime&) { r->told[kWatched]++; }));
    connection = must(rt.connect_weak(signal, hear, [r] { r->told[kConnection]++; }));
  }

  // Alive as a whole and untold, or dead as a whole and told of once by each.
  void check(bool may_be_dead) const {
    const bool alive = reference->get() != nullptr;
    EXPECT_TRUE(alive || may_be_dead);
    EXPECT_TRUE(record->all_are(alive ? 0 : 1));
    EXPECT_EQ(method->is_alive(), alive);
    EXPECT_EQ(method->death(), alive ? Death::kAlive : Death::kReceiver);
    EXPECT_EQ(finalizer->is_alive(), alive);
    EXPECT_EQ(watched.get() != nullptr, alive);
    EXPECT_EQ(connection->status(), alive ? ConnectionStatus::kConnected : ConnectionStatus::kReceiverDied);
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
    for (const Family& family : dropped_) EXPECT_EQ(family.reference->get(), nullptr);
    check();
    EXPECT_EQ(signal_->listener_count(), 0u);
  }

 private:
  void check() {
    for (const Family& family : living_) family.check(false);
    for (const Family& family : dropped_) family.check(true);
    // While the other thread works, a word of its stack may look like an address of ours: not all need be dead.
    const EmitResult emitted = must(rt_.emit(signal_, 1));
    EXPECT_GE(emitted.called, living_.size());
    EXPECT_LE(emitted.called, living_.size() + dropped_.size());
    EXPECT_EQ(emitted.failed, 0u);
    std::erase_if(dropped_, [](const Family& family) { return family.reference->get() == nullptr; });
  }

  Runtime& rt_;
  std::mt19937 random_;
  Root<Class> cls_;
  Root<Signal> signal_;
  std::vector<Family> living_;
  std::vector<Family> dropped_;
};

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
