// Emission while another thread collects: each receiver is called whole or not at all, and each loss is told once.
#include <support/signal_test.h>

#include <atomic>
#include <thread>

namespace mayfly {
namespace {

constexpr int64_t kMagic = 0x5afe;

// One runtime: emits to listeners that come and go, until `goes_on` says no; then all is checked against a model.
void churn(const std::function<bool(int)>& goes_on) {
  std::unique_ptr<Runtime> owner = test::make_test_runtime();
  Runtime& rt = *owner;
  int64_t calls = 0;
  int64_t wrong = 0;
  int64_t lost = 0;
  Root<Class> cls = std::move(*rt.make_class("Listener")
                                   .method("hear",
                                           [&](Instance& self, int64_t times) {
                                             Symbol* magic = rt.space().symbols().find("magic");
                                             const Value seen = *rt.get_attribute(&self, *magic);
                                             wrong += seen != Value::small(kMagic) || times != 7;
                                             calls++;
                                           })
                                   .build());
  Root<Signal> s = std::move(*rt.signal());
  std::vector<Root<Instance>> receivers(64);
  int64_t connected = 0;
  for (int round = 0; goes_on(round); round++) {
    for (size_t i = 0; i < receivers.size(); i++) {
      if ((i + static_cast<size_t>(round)) % 4 != 0) continue;
      receivers[i] = std::move(*rt.create(cls));
      EXPECT_TRUE(rt.set(receivers[i], "magic", kMagic));
      Root<BoundMethod> hear = std::move(*rt.method(receivers[i], "hear"));
      EXPECT_TRUE(rt.connect_weak(s, hear, [&](Connection& c) {
        EXPECT_EQ(c.status(), ConnectionStatus::kReceiverDied);
        lost++;
      }));
      connected++;
    }
    Result<EmitResult> done = rt.emit(s, 7);
    ASSERT_TRUE(done);
    EXPECT_EQ(done->failed, 0u);
    EXPECT_GE(done->called, static_cast<uint32_t>(round < 3 ? 16 * (round + 1) : 64));
    rt.safe_point();
    EXPECT_EQ(s->listener_count(), static_cast<size_t>(connected - lost));
  }
  EXPECT_EQ(wrong, 0);
  EXPECT_GT(calls, 0);
  receivers.clear();
  // Another thread's stack may hold some by chance; nothing is told twice, and nothing is lost untold.
  rt.collect_exact();
  EXPECT_EQ(s->listener_count(), static_cast<size_t>(connected - lost));
}

TEST(SignalThreads, EmissionsAndCollectionsOfAnotherThreadDoNotDisturbEachOther) {
  std::atomic<bool> emitted_enough{false};
  std::atomic<size_t> collections{0};
  std::thread collector([&] {
    ThreadScope attached;
    std::unique_ptr<Runtime> own = test::make_test_runtime();
    while (!emitted_enough || collections < 100) {
      own->collect();
      collections++;
    }
  });
  churn([&](int round) { return round < 50 || collections < 100; });
  emitted_enough = true;
  // The collector waits for nobody here.
  gc::blocking(
      gc::Frames::kHoldNone, [](void* thread) { static_cast<std::thread*>(thread)->join(); }, &collector);
}

TEST(SignalThreads, TwoRuntimesEmitOnTwoThreads) {
  std::thread other([] {
    ThreadScope attached;
    churn([](int round) { return round < 60; });
  });
  churn([](int round) { return round < 60; });
  gc::blocking(
      gc::Frames::kHoldNone, [](void* thread) { static_cast<std::thread*>(thread)->join(); }, &other);
}

}  // namespace
}  // namespace mayfly
