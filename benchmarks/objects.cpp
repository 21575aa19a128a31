// Objects: instances made, attributes read, methods called, through the embedding API.
#include "support.h"

namespace mayfly::bench {

namespace {

void create_instance(benchmark::State& state) {
  Runtime& rt = runtime();
  make_point(1);  // the class has learned that its instances have three attributes
  Root<Class> cls = point_class();
  for (auto _ : state) benchmark::DoNotOptimize(Instance::create(rt.space(), *cls));
}

void read_attribute(benchmark::State& state) {
  Runtime& rt = runtime();
  Root<Instance> point = make_point(42);
  Root<Symbol> name = check(rt.symbol("y"));
  AttributeCache cache;
  Value object(point.get());
  Symbol& y = *name;
  for (auto _ : state) {
    Result<Value> value = rt.get_attribute(object, y, &cache);
    if (!value) fail(value.error());
    benchmark::DoNotOptimize(value->word());
  }
}

void call_method(benchmark::State& state) {
  Runtime& rt = runtime();
  Root<Instance> point = make_point(42);
  Root<Symbol> name = check(rt.symbol("add"));
  AttributeCache cache;
  Value object(point.get());
  Symbol& add = *name;
  Value one[] = {Value::small(1)};
  for (auto _ : state) {
    Result<Value> value = rt.call_method(object, add, Arguments(one, 1), &cache);
    if (!value) fail(value.error());
    benchmark::DoNotOptimize(value->word());
  }
}

void call_bound_method(benchmark::State& state) {
  Runtime& rt = runtime();
  Root<Instance> counter = check(rt.create(counter_class()));
  for (auto _ : state) {
    Result<int64_t> value = rt.call_method<int64_t>(counter, "add", 1);
    if (!value) fail(value.error());
    benchmark::DoNotOptimize(int64_t{*value});
  }
}

}  // namespace

void register_objects() {
  benchmark::RegisterBenchmark("mayfly/create_instance", create_instance);
  benchmark::RegisterBenchmark("mayfly/read_attribute", read_attribute);
  benchmark::RegisterBenchmark("mayfly/call_method", call_method);
  benchmark::RegisterBenchmark("mayfly/call_bound_method_by_text", call_bound_method);
}

}  // namespace mayfly::bench
