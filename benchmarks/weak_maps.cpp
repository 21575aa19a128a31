// Weak maps through the embedding API: looked into, filled, and dying by the million. peer_weakref.py does the same with
// CPython's weakref dictionaries.
#include "support.h"

#include <vector>

namespace mayfly::bench {

namespace {

constexpr int64_t kCount = 1'000;  // entries of a map that is looked into
constexpr int64_t kMillion = 1'000'000;

std::vector<Root<Instance>> make_points(int64_t count) {
  Runtime& rt = runtime();
  Root<Class> cls = point_class();
  std::vector<Root<Instance>> points;
  for (int64_t i = 0; i < count; i++) points.emplace_back(rt.heap(), Instance::create(rt.space(), *cls));
  return points;
}

// The keys are held in a list for the length of a benchmark: plain values to look up.
template <typename Map>
void look_up(benchmark::State& state, const Root<Map>& map, const std::vector<Value>& keys, bool is_there) {
  Runtime& rt = runtime();
  const auto access = rt.in(map);
  for (auto _ : state) {
    for (Value key : keys) {
      Result<Value> found = access.find(key);
      if (!found || found->is_empty() == is_there) fail(make_error(ErrorKind::kHost, "a look-up went wrong"));
      benchmark::DoNotOptimize(found->word());
    }
  }
  state.SetItemsProcessed(state.iterations() * static_cast<int64_t>(keys.size()));
}

void value_map_look_up(benchmark::State& state, int64_t first_key) {
  Runtime& rt = runtime();
  std::vector<Root<Instance>> points = make_points(kCount);
  Root<WeakValueMap> map = check(rt.weak_value_map());
  for (int64_t i = 0; i < kCount; i++) check(rt.in(map).set(i, points[static_cast<size_t>(i)]));
  std::vector<Value> keys;
  for (int64_t i = 0; i < kCount; i++) keys.push_back(Value::small(first_key + i));
  look_up(state, map, keys, first_key == 0);
}
void value_map_hit(benchmark::State& state) { value_map_look_up(state, 0); }
void value_map_miss(benchmark::State& state) { value_map_look_up(state, kCount); }

void key_map_look_up(benchmark::State& state, bool is_there) {
  Runtime& rt = runtime();
  std::vector<Root<Instance>> points = make_points(kCount);
  std::vector<Root<Instance>> others = make_points(kCount);
  Root<WeakKeyMap> map = check(rt.weak_key_map());
  for (int64_t i = 0; i < kCount; i++) check(rt.in(map).set(points[static_cast<size_t>(i)], i));
  std::vector<Value> keys;
  for (const Root<Instance>& key : is_there ? points : others) keys.push_back(Value(key.get()));
  look_up(state, map, keys, is_there);
}
void key_map_hit(benchmark::State& state) { key_map_look_up(state, true); }
void key_map_miss(benchmark::State& state) { key_map_look_up(state, false); }

void value_map_insert(benchmark::State& state) {
  Runtime& rt = runtime();
  std::vector<Root<Instance>> points = make_points(kCount);
  for (auto _ : state) {
    Root<WeakValueMap> map = check(rt.weak_value_map());
    const auto access = rt.in(map);
    for (int64_t i = 0; i < kCount; i++)
      check(access.set(Value::small(i), Value(points[static_cast<size_t>(i)].get())));
  }
  state.SetItemsProcessed(state.iterations() * kCount);
}

void key_map_insert(benchmark::State& state) {
  Runtime& rt = runtime();
  std::vector<Root<Instance>> points = make_points(kCount);
  for (auto _ : state) {
    Root<WeakKeyMap> map = check(rt.weak_key_map());
    const auto access = rt.in(map);
    for (int64_t i = 0; i < kCount; i++)
      check(access.set(Value(points[static_cast<size_t>(i)].get()), Value::small(i)));
  }
  state.SetItemsProcessed(state.iterations() * kCount);
}

// A million entries whose weak side is dropped; one collection.
template <typename Fill>
void mass_death(benchmark::State& state, Fill fill) {
  Runtime& rt = runtime();
  Root<Class> cls = point_class();
  for (auto _ : state) {
    state.PauseTiming();
    Root<List> objects(rt.heap(), List::create(rt.heap()));
    const auto map = fill([&](int64_t) {
      Instance* object = Instance::create(rt.space(), *cls);
      if (!object || !objects->append(rt.heap(), Value(object))) fail(Error::out_of_memory());
      return Value(object);
    });
    rt.collect_exact();
    objects.reset();
    state.ResumeTiming();
    rt.collect_exact();
    state.PauseTiming();
    if (check(rt.in(map).size()) != 0) fail(make_error(ErrorKind::kHost, "entries outlived their objects"));
    state.ResumeTiming();
  }
  state.SetItemsProcessed(state.iterations() * kMillion);
}

void value_map_deaths(benchmark::State& state) {
  Runtime& rt = runtime();
  mass_death(state, [&rt](auto make) {
    Root<WeakValueMap> map = check(rt.weak_value_map());
    for (int64_t i = 0; i < kMillion; i++) check(rt.in(map).set(Value::small(i), make(i)));
    return map;
  });
}

void key_map_deaths(benchmark::State& state) {
  Runtime& rt = runtime();
  mass_death(state, [&rt](auto make) {
    Root<WeakKeyMap> map = check(rt.weak_key_map());
    for (int64_t i = 0; i < kMillion; i++) check(rt.in(map).set(make(i), Value::small(i)));
    return map;
  });
}

}  // namespace

void register_weak_maps() {
  benchmark::RegisterBenchmark("mayfly/value_map_hit", value_map_hit);
  benchmark::RegisterBenchmark("mayfly/value_map_miss", value_map_miss);
  benchmark::RegisterBenchmark("mayfly/value_map_insert", value_map_insert);
  benchmark::RegisterBenchmark("mayfly/key_map_hit", key_map_hit);
  benchmark::RegisterBenchmark("mayfly/key_map_miss", key_map_miss);
  benchmark::RegisterBenchmark("mayfly/key_map_insert", key_map_insert);
}

void register_weak_map_deaths() {
  for (auto [name, run] :
       {std::pair("mayfly/value_map_deaths", &value_map_deaths), std::pair("mayfly/key_map_deaths", &key_map_deaths)})
    benchmark::RegisterBenchmark(name, run)->Iterations(3)->Unit(benchmark::kMillisecond);
}

}  // namespace mayfly::bench
