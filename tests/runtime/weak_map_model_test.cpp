// Weak maps and sets against plain C++ models: random operations, deaths and exact collections; and an owner that churns
// a map while another thread collects.
#include <support/weak_map_test.h>

#include <algorithm>
#include <atomic>
#include <map>
#include <thread>

namespace mayfly {
namespace {

class WeakMapModel : public test::WeakMapTest {
 protected:
  struct Random {
    uint64_t state;
    size_t below(size_t limit) {
      state = state * 6364136223846793005u + 1442695040888963407u;
      return static_cast<size_t>(state >> 33) % limit;
    }
  };

  // Objects by number; null once dropped. Instances of two classes: equal by identity, and by their "n".
  Root<Instance>& object(size_t i) {
    if (!objects[i]) {
      objects[i] = i % 2 ? numbered(by_value, static_cast<int64_t>(next_n++)) : door();
      serial[i] = next_serial++;
    }
    return objects[i];
  }

  static constexpr size_t kObjects = 60;
  Class& by_value = by_value_class();
  std::vector<Root<Instance>> objects = std::vector<Root<Instance>>(kObjects);
  std::vector<uint64_t> serial = std::vector<uint64_t>(kObjects);
  uint64_t next_n = 0;
  uint64_t next_serial = 1;
};

TEST_F(WeakMapModel, AgreesWithMapsAndSets) {
  Random random{2024};
  // In the order of insertion: the weak side's object, and what else the entry has. Strings of small numbers as keys.
  struct Entry {
    int64_t key;  // of the value map
    size_t object;
    uint64_t serial;
    int64_t value;
  };
  std::vector<Entry> value_model, key_model, identity_model;
  std::vector<Entry> set_model;
  const auto by_object = [&](std::vector<Entry>& model, size_t i) {
    return std::find_if(model.begin(), model.end(),
                        [&](const Entry& e) { return e.object == i && objects[i] && e.serial == serial[i]; });
  };
  const auto by_key = [&](int64_t key) {
    return std::find_if(value_model.begin(), value_model.end(), [&](const Entry& e) { return e.key == key; });
  };
  const auto prune = [&](std::vector<Entry>& model) {
    std::erase_if(model, [&](const Entry& e) { return !objects[e.object] || serial[e.object] != e.serial; });
  };
  const size_t steps = test::scaled(rt.heap(), 30'000, 600);
  for (size_t step = 0; step < steps; step++) {
    const size_t i = random.below(kObjects);
    const int64_t number = static_cast<int64_t>(random.below(80));
    switch (random.below(12)) {
      case 0:
      case 1:
      case 2: {
        must(rt.in(values).set(std::to_string(number), object(i)));
        if (auto at = by_key(number); at != value_model.end())
          *at = {number, i, serial[i], 0};
        else
          value_model.push_back({number, i, serial[i], 0});
        break;
      }
      case 3:
      case 4: {
        const Root<Instance>& key = object(i);
        must(rt.in(keys).set(key, number));
        must(rt.in(attached).set(key, number));
        must(rt.in(elements).add(key));
        for (auto* model : {&key_model, &identity_model, &set_model}) {
          if (auto at = by_object(*model, i); at != model->end())
            at->value = number;
          else
            model->push_back({0, i, serial[i], number});
        }
        break;
      }
      case 5: {
        const bool there = by_key(number) != value_model.end();
        ASSERT_EQ(must(rt.in(values).erase(std::to_string(number))), there);
        if (there) value_model.erase(by_key(number));
        break;
      }
      case 6: {
        const Root<Instance>& key = object(i);
        const auto at = by_object(key_model, i);
        ASSERT_EQ(must(rt.in(keys).pop<int64_t>(key)).value_or(-1), at == key_model.end() ? -1 : at->value);
        if (at != key_model.end()) key_model.erase(at);
        ASSERT_EQ(must(rt.in(elements).discard(key)), by_object(set_model, i) != set_model.end());
        if (auto in = by_object(set_model, i); in != set_model.end()) set_model.erase(in);
        break;
      }
      case 7: {
        const auto popped = must(rt.in(keys).pop_item<Value, int64_t>());
        if (popped) {
          ASSERT_FALSE(key_model.empty());
          ASSERT_EQ(popped->second, key_model.back().value);
          key_model.pop_back();
        } else {
          ASSERT_TRUE(key_model.empty());
        }
        break;
      }
      case 8: {
        const Root<Instance>& key = object(i);
        const auto at = by_object(identity_model, i);
        ASSERT_EQ(must(rt.in(attached).get<int64_t>(key)).value_or(-1), at == identity_model.end() ? -1 : at->value);
        const auto found = by_key(number);
        const auto got = must(rt.in(values).get<Root<Instance>>(std::to_string(number)));
        ASSERT_EQ(got.has_value(), found != value_model.end());
        if (got) {
          ASSERT_EQ(*got, objects[found->object]);
        }
        break;
      }
      default: {
        if (random.below(300) == 0) {
          must(rt.in(values).clear());
          value_model.clear();
        }
        if (random.below(8) != 0) break;
        for (size_t dropped = random.below(kObjects / 2); dropped > 0; dropped--)
          objects[random.below(kObjects)].reset();
        collect();
        for (auto* model : {&value_model, &key_model, &identity_model, &set_model}) prune(*model);
        ASSERT_EQ(must(rt.in(values).size()), value_model.size());
        ASSERT_EQ(must(rt.in(keys).size()), key_model.size());
        ASSERT_EQ(must(rt.in(attached).size()), identity_model.size());
        ASSERT_EQ(must(rt.in(elements).size()), set_model.size());
        size_t at = 0;
        must(rt.in(values).for_each([&](Value, Value value) {
          EXPECT_EQ(value, Value(objects[value_model[at].object]));
          at++;
        }));
        at = 0;
        must(rt.in(keys).for_each([&](Value key, Value value) {
          EXPECT_EQ(key, Value(objects[key_model[at].object]));
          EXPECT_EQ(value, Value::small(key_model[at].value));
          at++;
        }));
        at = 0;
        must(rt.in(elements).for_each([&](Value key) { EXPECT_EQ(key, Value(objects[set_model[at++].object])); }));
        break;
      }
    }
  }
}

// The pass punches rows between any two instructions of the owner. Nothing that is held is lost, nothing dead is found.
TEST_F(WeakMapModel, HoldsWhileAnotherThreadCollects) {
  std::atomic<bool> stop{false}, ready{false};
  std::thread collector([&] {
    gc::ThreadScope attached_thread;
    std::unique_ptr<Runtime> other = test::make_test_runtime();
    ready.store(true);
    while (!stop.load()) other->collect();
    other.reset();
  });
  while (!ready.load()) std::this_thread::yield();
  Random random{7};
  constexpr size_t kHeld = 300;
  Root<List> held(rt.heap(), List::create(rt.heap(), std::vector<Value>(kHeld, Value::nil())));
  const size_t steps = test::scaled(rt.heap(), 100'000, 2'000);
  for (size_t step = 0; step < steps; step++) {
    const size_t i = random.below(kHeld);
    const Value present = held->at(i);
    if (present.is_nil()) {
      Instance* made = make(cls);
      held->set(i, Value(made));
      must(rt.in(keys).set(*made, static_cast<int64_t>(i)));
      must(rt.in(values).set(static_cast<int64_t>(i), *made));
      must(rt.in(attached).set(*made, static_cast<int64_t>(i)));
      continue;
    }
    ASSERT_EQ(must(rt.in(keys).find(present)), Value::small(static_cast<int64_t>(i)));
    ASSERT_EQ(must(rt.in(attached).find(present)), Value::small(static_cast<int64_t>(i)));
    ASSERT_EQ(must(rt.in(values).find(Value::small(static_cast<int64_t>(i)))), present);
    switch (random.below(4)) {
      case 0: held->set(i, Value::nil()); break;  // dies some time
      case 1:
        ASSERT_TRUE(must(rt.in(keys).erase(present)));
        held->set(i, Value::nil());
        break;
      case 2: must(rt.in(values).set(static_cast<int64_t>(i), present)); break;
      default: {
        // What a look-up finds is alive: its class can be read.
        const Value any = must(rt.in(values).find(Value::small(static_cast<int64_t>(random.below(kHeld)))));
        if (!any.is_empty()) {
          ASSERT_EQ(&any.as<Instance>()->cls(), &cls);
        }
        break;
      }
    }
  }
  stop.store(true);
  collector.join();
  std::map<int64_t, Value> expected;
  for (size_t i = 0; i < kHeld; i++)
    if (!held->at(i).is_nil()) expected[static_cast<int64_t>(i)] = held->at(i);
  collect();
  EXPECT_EQ(must(rt.in(values).size()), expected.size());
  EXPECT_EQ(must(rt.in(keys).size()), expected.size());
  EXPECT_EQ(must(rt.in(attached).size()), expected.size());
  must(rt.in(values).for_each([&](Value key, Value value) { EXPECT_EQ(expected.at(key.as_small()), value); }));
}

}  // namespace
}  // namespace mayfly
