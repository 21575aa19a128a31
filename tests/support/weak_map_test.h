// WeakMapTest: a fixture for tests of weak maps and sets: a runtime, one of each, classes of keys, and short ways to check.
#pragma once

#include <mayfly/runtime/weak/weak_access.h>

#include <support/test_heap.h>
#include <support/test_runtime.h>

#include <string>
#include <vector>

namespace mayfly::test {

class WeakMapTest : public RuntimeTest {
 protected:
  WeakMapTest() : WeakMapTest(RuntimeOptions()) {}
  explicit WeakMapTest(const RuntimeOptions& options) : RuntimeTest(options) {}

  Class& cls = make_class("Door");
  Root<WeakValueMap> values = must(rt.weak_value_map());
  Root<WeakKeyMap> keys = must(rt.weak_key_map());
  Root<WeakIdentityMap> attached = must(rt.weak_identity_map());
  Root<WeakSet> elements = must(rt.weak_set());

  // The value; a failed test, and a default, on an error.
  template <typename T>
  static T must(Result<T> result, int line = __builtin_LINE()) {
    if (!result) ADD_FAILURE() << "line " << line << ": " << result.error().to_string();
    return result ? std::move(*result) : T();
  }
  static void must(Result<> result, int line = __builtin_LINE()) {
    if (!result) ADD_FAILURE() << "line " << line << ": " << result.error().to_string();
  }
  void collect() { ASSERT_TRUE(rt.collect_exact().exact); }
  Root<Instance> door() { return make_root(cls); }
  Root<WeakRef> watch(Value target) { return must(rt.weak_reference(target)); }

  // The small integers that are keys of a value map, in order; those that are values of a key map.
  std::vector<int64_t> numbers_in(const Root<WeakValueMap>& map) {
    std::vector<int64_t> seen;
    must(rt.in(map).for_each([&](Value key, Value) { seen.push_back(key.as_small()); }));
    return seen;
  }
  std::vector<int64_t> numbers_in(const Root<WeakKeyMap>& map) {
    std::vector<int64_t> seen;
    must(rt.in(map).for_each([&](Value, Value value) { seen.push_back(value.as_small()); }));
    return seen;
  }

  // A class whose instances are equal, and have the same hash, when their "n" is the same.
  Class& by_value_class() {
    Class& made = make_class("ByValue");
    define(made, "__eq__", [this](Runtime& runtime, Arguments a) -> Result<Value> {
      if (!a[1].is<Instance>()) return runtime.not_implemented();
      const Value x = MAYFLY_TRY(runtime.get_attribute(a[0], name("n")));
      return Value::boolean(x == MAYFLY_TRY(runtime.get_attribute(a[1], name("n"))));
    });
    define(made, "__hash__", [this](Runtime& runtime, Arguments a) { return runtime.get_attribute(a[0], name("n")); });
    return made;
  }
  Root<Instance> numbered(Class& of, int64_t n) {
    Root<Instance> made = make_root(of);
    set(made.get(), "n", number(n));
    return made;
  }
  Class& unhashable_class() {
    Class& made = make_class("Unhashable");
    define(made, "__eq__", [](Runtime&, Arguments) -> Result<Value> { return Value::boolean(false); });
    return made;
  }
};

}  // namespace mayfly::test
