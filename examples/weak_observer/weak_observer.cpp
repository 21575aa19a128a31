// A host with an event loop: listeners come, hear the news for a while, and go. Nobody tells the newsroom when they go.
//
// The same crowd is remembered in three kinds of list (listener_lists.h); a table shows what each kind keeps alive and
// whom it reaches. Every round ends with an exact collection, so the numbers are the same in each run.
#include "event_loop.h"
#include "listener_lists.h"

#include <cstdio>
#include <memory>

using namespace mayfly;

namespace {

constexpr int kRounds = 8;
constexpr int64_t kRoundLength = 1000;
constexpr int kArrivalsPerRound = 500;
constexpr int64_t kLongestStay = 3 * kRoundLength;

struct Listener {
  int64_t heard = 0;
  void hear(int64_t news) { heard += news; }
};

// The same numbers on every machine.
class Random {
 public:
  int64_t below(int64_t end) {
    state_ ^= state_ << 13;
    state_ ^= state_ >> 7;
    state_ ^= state_ << 17;
    return static_cast<int64_t>(state_ % static_cast<uint64_t>(end));
  }

 private:
  uint64_t state_ = 20'240'601;
};

// A list, and everybody who was ever in it.
struct Newsroom {
  std::unique_ptr<ListenerList> list;
  std::vector<WeakRoot<Instance>> visitors;

  size_t alive() const {
    size_t count = 0;
    for (const WeakRoot<Instance>& visitor : visitors) count += !visitor.expired();
    return count;
  }
};

struct World {
  Runtime& rt;
  Root<Class> listeners = {};
  EventLoop loop = {};
  Random random = {};
  int64_t present = 0;  // listeners that somebody still wants, per newsroom
  Newsroom strong = {std::make_unique<StrongList>(), {}};
  Newsroom weak_references = {std::make_unique<WeakRefList>(), {}};
  Newsroom weak_methods = {std::make_unique<WeakMethodList>(), {}};
  Error failure = {};

  Result<> enter(Newsroom& newsroom, int64_t stay) {
    Root<Instance> listener = MAYFLY_TRY(rt.create(listeners));
    newsroom.visitors.emplace_back(rt.heap(), listener.get());
    const Root<BoundMethod> hear = MAYFLY_TRY(rt.method(listener, "hear"));
    MAYFLY_TRY(newsroom.list->add(rt, hear));
    // The event is the only owner. When it has happened, nobody wants this listener any more.
    loop.after(stay, [listener] {});
    return {};
  }
  Result<> arrive() {
    const int64_t stay = 1 + random.below(kLongestStay);
    for (Newsroom* newsroom : {&strong, &weak_references, &weak_methods}) MAYFLY_TRY(enter(*newsroom, stay));
    present++;
    loop.after(stay, [this] { present--; });
    return {};
  }
  void plan_arrivals() {
    for (int i = 0; i < kArrivalsPerRound; i++) {
      loop.after(random.below(kRoundLength), [this] {
        if (Result<> arrived = arrive(); !arrived) failure = arrived.take_error();
      });
    }
  }
};

Result<> print_round(World& world, int round) {
  std::printf("%5d %8lld", round, static_cast<long long>(world.present));
  for (Newsroom* newsroom : {&world.strong, &world.weak_references, &world.weak_methods}) {
    const int64_t heard = MAYFLY_TRY(newsroom->list->publish(world.rt, round));
    std::printf("   %8zu %8zu %8lld", newsroom->list->size(), newsroom->alive(), static_cast<long long>(heard));
  }
  std::printf("\n");
  return {};
}

Result<> run(Runtime& rt) {
  World world{rt};
  world.listeners =
      MAYFLY_TRY(rt.define<Listener>("Listener").constructor<>().method("hear", &Listener::hear, arg("news")).build());
  std::printf("%d listeners come in %d rounds and stay for a while. After each round, of each list:\n",
              kRounds * kArrivalsPerRound, kRounds);
  std::printf("its entries, the listeners it saw that are alive, and those that the news reached.\n\n");
  std::printf("                   bound methods              weak references              WeakMethods\n");
  std::printf(
      "round  present    entries    alive  reached    entries    alive  reached    entries    alive  reached\n");
  for (int round = 1; round <= kRounds; round++) {
    world.plan_arrivals();
    world.loop.run_until(round * kRoundLength);
    if (world.failure.is_set()) return std::move(world.failure);
    const CollectReport report = rt.collect_exact();
    if (!report.exact) std::printf("not exact: %s\n", report.why_not().c_str());
    MAYFLY_TRY(print_round(world, round));
  }
  std::printf(
      "\nBound methods leak: they reach listeners that nobody wants. Weak references to bound methods reach nobody.\n");
  return {};
}

}  // namespace

int main() {
  Result<std::unique_ptr<Runtime>> rt = Runtime::create();
  const Result<> done = rt ? run(**rt) : rt.take_error();
  if (done) return 0;
  std::fprintf(stderr, "%s\n", done.error().to_string().c_str());
  return 1;
}
