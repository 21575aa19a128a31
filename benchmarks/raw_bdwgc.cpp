// bdwgc's own means: GC_MALLOC, disappearing links, finalizers; in the same process, so with interior pointers off and
// the same heap as Mayfly's.
#define GC_THREADS
#define GC_NO_THREAD_REDIRECTS
#include "support.h"

#include <gc/gc.h>

#include <vector>

namespace mayfly::bench {

namespace {

struct Object {
  void* header[2];
  void* fields[4];
};
static_assert(sizeof(Object) == 48);

void malloc_48(benchmark::State& state) {
  runtime();
  for (auto _ : state) benchmark::DoNotOptimize(GC_MALLOC(48));
}

// What a weak method would be with bdwgc alone: an object whose reference to its receiver is a disappearing link.
void create_link(benchmark::State& state) {
  runtime();
  void* receiver = GC_MALLOC(48);
  for (auto _ : state) {
    auto* weak = static_cast<void**>(GC_MALLOC_ATOMIC(64));
    weak[0] = receiver;
    GC_general_register_disappearing_link(&weak[0], receiver);
    benchmark::DoNotOptimize(weak);
  }
  benchmark::DoNotOptimize(receiver);
}

void* read_link(void* link) { return *static_cast<void**>(link); }

void dereference_link(benchmark::State& state) {
  runtime();
  void* receiver = GC_MALLOC(48);
  auto* weak = static_cast<void**>(GC_MALLOC_ATOMIC(64));
  weak[0] = receiver;
  GC_general_register_disappearing_link(&weak[0], receiver);
  for (auto _ : state) benchmark::DoNotOptimize(GC_call_with_alloc_lock(&read_link, weak));
  benchmark::DoNotOptimize(receiver);
}

size_t finalized = 0;

// A weak method as bdwgc alone would have it: the link, and what is to be called at the receiver's death.
struct Weak {
  void* link;
  void (*callback)(Weak& weak);
  void* rest[6];
};
static_assert(sizeof(Weak) == 64);

// Each object with a weak method, its link and a finalizer; all objects dropped; one collection, and the finalizers run.
void mass_death(benchmark::State& state) {
  runtime();
  const auto count = static_cast<size_t>(state.range(0));
  for (auto _ : state) {
    state.PauseTiming();
    auto** objects = static_cast<void**>(GC_MALLOC_UNCOLLECTABLE(count * sizeof(void*)));
    auto** weak = static_cast<Weak**>(GC_MALLOC_UNCOLLECTABLE(count * sizeof(void*)));
    for (size_t i = 0; i < count; i++) {
      objects[i] = GC_MALLOC(sizeof(Object));
      weak[i] = static_cast<Weak*>(GC_MALLOC_ATOMIC(sizeof(Weak)));
      *weak[i] = {objects[i], [](Weak&) { finalized++; }, {}};
      GC_general_register_disappearing_link(&weak[i]->link, objects[i]);
      GC_register_finalizer_no_order(
          objects[i],
          [](void*, void* data) {
            auto* dead = static_cast<Weak*>(data);
            dead->callback(*dead);
          },
          weak[i], nullptr, nullptr);
    }
    GC_gcollect();
    for (size_t i = 0; i < count; i++) objects[i] = nullptr;
    state.ResumeTiming();
    GC_gcollect();
    GC_invoke_finalizers();
    state.PauseTiming();
    GC_FREE(objects);
    GC_FREE(weak);
    GC_gcollect();
    state.ResumeTiming();
  }
  state.SetItemsProcessed(state.iterations() * static_cast<int64_t>(count));
}

}  // namespace

void register_raw_bdwgc() {
  benchmark::RegisterBenchmark("bdwgc/malloc_48", malloc_48);
  benchmark::RegisterBenchmark("bdwgc/create_link", create_link);
  benchmark::RegisterBenchmark("bdwgc/dereference_under_lock", dereference_link);
}

void register_raw_bdwgc_deaths() {
  benchmark::RegisterBenchmark("bdwgc/mass_death", mass_death)
      ->Arg(1'000'000)
      ->Iterations(5)
      ->Unit(benchmark::kMillisecond);
}

}  // namespace mayfly::bench
