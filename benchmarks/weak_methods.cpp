// Weak methods: made, tested, dereferenced, called, found dead, dying by the million.
#include "support.h"

namespace mayfly::bench {

namespace {

struct Listener {
  Root<Instance> receiver = make_point(1);
  Root<WeakMethod> weak;
  Listener() {
    Runtime& rt = runtime();
    Value method = check(rt.get_attribute(Value(receiver.get()), *rt.space().symbols().intern("add")));
    weak = check(rt.weak_method(method));
  }
};

void create(benchmark::State& state) {
  Runtime& rt = runtime();
  Root<Instance> receiver = make_point(1);
  Value method = check(rt.get_attribute(Value(receiver.get()), *rt.space().symbols().intern("add")));
  Root<Value> held(rt.heap(), method);
  for (auto _ : state) {
    Result<WeakMethod*> weak = WeakMethod::create(rt.space(), held.get());
    if (!weak) fail(weak.error());
    benchmark::DoNotOptimize(*weak);
  }
}

void is_alive(benchmark::State& state) {
  Listener listener;
  WeakMethod* weak = listener.weak.get();
  for (auto _ : state) benchmark::DoNotOptimize(weak->is_alive());
}

void dereference(benchmark::State& state) {
  Listener listener;
  WeakMethod* weak = listener.weak.get();
  for (auto _ : state) benchmark::DoNotOptimize(weak->target_cell());
}

void recreate_method(benchmark::State& state) {
  Runtime& rt = runtime();
  Listener listener;
  for (auto _ : state) {
    Result<BoundMethod*> method = listener.weak->method(rt.space());
    benchmark::DoNotOptimize(*method);
  }
}

void one_step_call(benchmark::State& state) {
  Runtime& rt = runtime();
  Listener listener;
  WeakMethod& weak = *listener.weak;
  Value one[] = {Value::small(1)};
  for (auto _ : state) {
    Result<WeakCall<Value>> called = rt.call_weak(weak, Arguments(one, 1));
    if (!called || !*called) fail(Error(ErrorKind::kHost, "the weak call failed"));
    benchmark::DoNotOptimize((**called).word());
  }
}

// Through define<Counter>: arguments converted from and to C++ types.
void one_step_call_bound(benchmark::State& state) {
  Runtime& rt = runtime();
  Root<Instance> receiver = check(rt.create(counter_class()));
  Root<WeakMethod> weak = check(rt.weak_method(check(rt.method(receiver, "add"))));
  for (auto _ : state) {
    Result<WeakCall<int64_t>> called = rt.call_weak<int64_t>(weak, 1);
    if (!called || !*called) fail(Error(ErrorKind::kHost, "the weak call failed"));
    benchmark::DoNotOptimize(int64_t{**called});
  }
}

void dead_check(benchmark::State& state) {
  Runtime& rt = runtime();
  Listener listener;
  listener.receiver.reset();
  rt.collect_exact();
  WeakMethod* weak = listener.weak.get();
  if (weak->is_alive()) fail(Error(ErrorKind::kHost, "the receiver did not die"));
  for (auto _ : state) benchmark::DoNotOptimize(weak->is_alive());
}

size_t fired = 0;

Result<Value> count_firing(Runtime&, Function&, Arguments) noexcept {
  fired++;
  return Value::nil();
}

// Each receiver with a weak method and a callback; all receivers dropped; one collection, and the callbacks run.
void mass_death(benchmark::State& state) {
  Runtime& rt = runtime();
  const auto count = static_cast<size_t>(state.range(0));
  Root<Class> cls = point_class();
  Root<Value> function(rt.heap(), cls->own_attribute(*rt.space().symbols().intern("add")));
  NativeDescription description;
  description.name = "count_firing";
  description.set_entry<&count_firing>();
  description.rooted_frame = true;
  Root<Function> callback(rt.heap(), check(make_native(rt, description)));
  for (auto _ : state) {
    state.PauseTiming();
    Root<List> receivers(rt.heap(), List::create(rt.heap()));
    Root<List> weak(rt.heap(), List::create(rt.heap()));
    for (size_t i = 0; i < count; i++) {
      Instance* receiver = Instance::create(rt.space(), *cls);
      Result<WeakMethod*> made = WeakMethod::create(
          rt.space(), Value(receiver), *static_cast<Object*>(function.get().cell()), Value(callback.get()));
      if (!made || !receivers->append(rt.heap(), Value(receiver)) || !weak->append(rt.heap(), Value(*made)))
        fail(Error::out_of_memory());
    }
    fired = 0;
    rt.collect_exact();
    receivers.reset();
    state.ResumeTiming();
    CollectReport report = rt.collect_exact();
    benchmark::DoNotOptimize(report);
    state.PauseTiming();
    if (fired != count) fail(make_error(ErrorKind::kHost, "%zu callbacks ran, expected %zu", fired, count));
    weak.reset();
    rt.collect_exact();
    state.ResumeTiming();
  }
  state.SetItemsProcessed(state.iterations() * static_cast<int64_t>(count));
}

// What a live weak reference adds to a collection: a list of objects and, beside it, one of as many weak references, each
// to its own object; or of ordinary objects of the same size (48 bytes).
enum class Beside { kReferences, kObjects };

void collect_beside(benchmark::State& state, Beside beside) {
  Runtime& rt = runtime();
  const auto count = static_cast<size_t>(state.range(0));
  Root<Class> cls = point_class();
  Root<List> objects(rt.heap(), List::create(rt.heap()));
  Root<List> others(rt.heap(), List::create(rt.heap()));
  for (size_t i = 0; i < count; i++) {
    Instance* object = Instance::create(rt.space(), *cls);
    if (!object || !objects->append(rt.heap(), Value(object))) fail(Error::out_of_memory());
    Value other = beside == Beside::kReferences ? Value(check(WeakRef::create(rt.space(), Value(object))))
                                                : Value(Instance::create(rt.space(), *cls));
    if (!others->append(rt.heap(), other)) fail(Error::out_of_memory());
  }
  rt.collect_exact();
  for (auto _ : state) {
    CollectReport report = rt.collect_exact();
    benchmark::DoNotOptimize(report.live);
  }
  state.SetItemsProcessed(state.iterations() * static_cast<int64_t>(count));
  objects.reset();
  others.reset();
  rt.collect_exact();
}

void collect_beside_references(benchmark::State& state) { collect_beside(state, Beside::kReferences); }
void collect_beside_objects(benchmark::State& state) { collect_beside(state, Beside::kObjects); }

}  // namespace

void register_weak_methods() {
  benchmark::RegisterBenchmark("mayfly/create", create);
  benchmark::RegisterBenchmark("mayfly/is_alive", is_alive);
  benchmark::RegisterBenchmark("mayfly/dereference", dereference);
  benchmark::RegisterBenchmark("mayfly/recreate_method", recreate_method);
  benchmark::RegisterBenchmark("mayfly/one_step_call", one_step_call);
  benchmark::RegisterBenchmark("mayfly/one_step_call_bound", one_step_call_bound);
  benchmark::RegisterBenchmark("mayfly/dead_check", dead_check);
}

void register_weak_method_deaths() {
  constexpr int64_t kMillion = 1'000'000;
  const auto with_a_million = [](const char* name, void (*run)(benchmark::State&), int iterations) {
    benchmark::RegisterBenchmark(name, run)->Arg(kMillion)->Iterations(iterations)->Unit(benchmark::kMillisecond);
  };
  with_a_million("mayfly/collect_objects", collect_beside_objects, 10);
  with_a_million("mayfly/collect_references", collect_beside_references, 10);
  with_a_million("mayfly/mass_death", mass_death, 5);
}

}  // namespace mayfly::bench
