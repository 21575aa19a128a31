// What dies in weak maps and when: iteration, maps that die first, ephemerons, finalizers (contract 6.2 to 6.4, 6.9, 6.11,
// 6.14, 8.2).
#include <mayfly/objects/containers/dict.h>
#include <mayfly/objects/containers/tuple.h>
#include <mayfly/runtime/attributes/iteration.h>
#include <mayfly/runtime/attributes/operators.h>

#include <support/weak_map_test.h>

namespace mayfly {
namespace {

using WeakMapDeath = test::WeakMapTest;

// contract 6.2: what dies while one iterates is not delivered, and disturbs nothing; the item delivered is pinned.
TEST_F(WeakMapDeath, DoesNotDisturbAnIteration) {
  std::vector<Root<Instance>> doors;
  for (int64_t i = 0; i < 9; i++) {
    doors.push_back(door());
    must(rt.in(values).set(i, doors.back()));
    must(rt.in(keys).set(doors.back(), i));
    must(rt.in(elements).add(doors.back()));
  }
  Iteration by_value(rt, Value(values)), by_key(rt, Value(keys)), by_element(rt, Value(elements));
  std::vector<int64_t> seen;
  while (must(by_value.next())) {
    ASSERT_TRUE(must(by_key.next()));
    ASSERT_TRUE(must(by_element.next()));
    const int64_t at = by_value.value().as_small();
    seen.push_back(at);
    EXPECT_EQ(by_key.mapped(), Value::small(at));
    EXPECT_EQ(by_key.value(), by_element.value());
    // This one, which only the iterations hold from now on, one that is to come, and one that has been.
    doors[static_cast<size_t>(at)].reset();
    doors[static_cast<size_t>((at + 2) % 9)].reset();
    collect();
    EXPECT_EQ(must(rt.in(values).get<Value>(at)), by_value.mapped());
    EXPECT_EQ(must(rt.in(keys).get<int64_t>(by_key.value())), at);
    EXPECT_TRUE(must(rt.in(elements).contains(by_element.value())));
  }
  EXPECT_EQ(seen, (std::vector<int64_t>{0, 1, 4, 5, 8}));
  EXPECT_FALSE(must(by_key.next()));
  EXPECT_FALSE(must(by_element.next()));
}

// contract 6.3, and the same for taking out.
TEST_F(WeakMapDeath, IsNoChangeToAnIterationButAProgramsIs) {
  std::vector<Root<Instance>> doors;
  for (int64_t i = 0; i < 3; i++) doors.push_back(door());
  const auto fill = [&] {
    must(rt.in(values).clear());
    must(rt.in(keys).clear());
    must(rt.in(elements).clear());
    for (int64_t i = 0; i < 3; i++) {
      must(rt.in(values).set(i, doors[static_cast<size_t>(i)]));
      must(rt.in(keys).set(doors[static_cast<size_t>(i)], i));
      must(rt.in(elements).add(doors[static_cast<size_t>(i)]));
    }
  };
  Root<Instance> fresh = door();
  const std::vector<std::pair<Value, std::function<void()>>> changes = {
      {Value(values), [&] { must(rt.in(values).set(9, fresh)); }},
      {Value(values), [&] { must(rt.in(values).erase(0)); }},
      {Value(keys), [&] { must(rt.in(keys).set(fresh, 9)); }},
      {Value(keys), [&] { must(rt.in(keys).pop_item()); }},
      {Value(elements), [&] { must(rt.in(elements).add(fresh)); }},
      {Value(elements), [&] { must(rt.in(elements).clear()); }},
  };
  for (const auto& [container, change] : changes) {
    fill();
    Iteration items(rt, container);
    ASSERT_TRUE(must(items.next()));
    change();
    EXPECT_NE(message(items.next(), ErrorKind::kValue).find("was changed while it was iterated over"),
              std::string::npos);
  }
  // Overwriting is none.
  fill();
  Iteration items(rt, Value(values));
  ASSERT_TRUE(must(items.next()));
  must(rt.in(values).set(0, doors[1]));
  must(rt.in(values).set(1, doors[2]));
  EXPECT_TRUE(must(items.next()));
}

// contract 6.9: reads are harmless while an iteration is open and something has died.
TEST_F(WeakMapDeath, LetsOneReadWhileOneIterates) {
  std::vector<Root<Instance>> doors;
  for (int64_t i = 0; i < 5; i++) {
    doors.push_back(door());
    must(rt.in(values).set(i, doors.back()));
  }
  Iteration items(rt, Value(values));
  ASSERT_TRUE(must(items.next()));
  doors[2].reset();
  collect();
  EXPECT_EQ(must(rt.in(values).size()), 4u);
  EXPECT_FALSE(must(rt.in(values).contains(2)));
  EXPECT_FALSE(must(rt.in(values).get<Value>(2)));
  EXPECT_EQ(must(rt.in(values).keys())->size(), 4u);
  size_t left = 0;
  while (must(items.next())) left++;
  EXPECT_EQ(left, 3u);
}

// contract 6.7: also where the iteration is open and the key was added again meanwhile.
TEST_F(WeakMapDeath, OfAnOverwrittenValueIsNoticedByNobody) {
  Root<Instance> first = door(), second = door();
  must(rt.in(values).set(1, first));
  {
    Iteration items(rt, Value(values));
    ASSERT_TRUE(must(items.next()));
    must(rt.in(values).erase(1));
    must(rt.in(values).set(1, second));
    first.reset();
    collect();
  }
  collect();
  EXPECT_EQ(must(rt.in(values).get<Root<Instance>>(1)), second);
}

// contract 6.4
TEST_F(WeakMapDeath, OfTheMapFirstLeavesNothingBehind) {
  std::vector<Root<Instance>> doors;
  for (int64_t i = 0; i < 50; i++) {
    doors.push_back(door());
    must(rt.in(values).set(i, doors.back()));
    must(rt.in(keys).set(doors.back(), i));
    must(rt.in(attached).set(doors.back(), door()));
    must(rt.in(elements).add(doors.back()));
  }
  Root<WeakRef> value = watch(*must(rt.in(attached).get<Root<Instance>>(doors[0])));
  std::vector<Root<WeakRef>> maps = {watch(values), watch(keys), watch(attached), watch(elements)};
  values.reset();
  keys.reset();
  attached.reset();
  elements.reset();
  collect();
  for (const auto& map : maps) EXPECT_EQ(map->get(), nullptr);
  EXPECT_EQ(value->get(), nullptr);
  for (const auto& each : doors) EXPECT_EQ(rt.heap().weak_table().count(*each), 0u);
  doors.clear();
  collect();
  maps.clear();
  value.reset();
  collect();
  EXPECT_EQ(rt.heap().statistics().weak_references, 0u);
}

// contract 6.4
TEST_F(WeakMapDeath, OfAMapInACycleWithItsElementsIsOrdinary) {
  Root<Instance> one = door();
  set(one.get(), "values", Value(values));
  set(one.get(), "keys", Value(keys));
  set(one.get(), "elements", Value(elements));
  must(rt.in(values).set(1, one));
  must(rt.in(keys).set(one, one));
  must(rt.in(elements).add(one));
  std::vector<Root<WeakRef>> watches = {watch(one), watch(values), watch(keys), watch(elements)};
  values.reset();
  keys.reset();
  elements.reset();
  collect();
  for (const auto& each : watches) EXPECT_NE(each->get(), nullptr);
  one.reset();
  collect();
  for (const auto& each : watches) EXPECT_EQ(each->get(), nullptr);
}

// contract 6.11: a value that reaches its key, or the map, keeps nothing alive.
TEST_F(WeakMapDeath, IsNotPreventedByAValueThatReachesItsKeyOrMap) {
  Root<Instance> a = door(), b = door(), c = door();
  must(rt.in(keys).set(a, a));
  must(rt.in(keys).set(b, must(rt.list(b, keys))));
  must(rt.in(attached).set(c, must(rt.list(c, attached))));
  std::vector<Root<WeakRef>> watches = {watch(a), watch(b), watch(c), watch(keys), watch(attached)};
  collect();
  EXPECT_EQ(must(rt.in(keys).size()), 2u);
  a.reset();
  b.reset();
  c.reset();
  collect();
  EXPECT_EQ(must(rt.in(keys).size()), 0u);
  EXPECT_EQ(must(rt.in(attached).size()), 0u);
  for (size_t i = 0; i < 3; i++) EXPECT_EQ(watches[i]->get(), nullptr);

  a = door();
  must(rt.in(keys).set(a, keys));
  must(rt.in(attached).set(a, attached));
  keys.reset();
  attached.reset();
  collect();
  EXPECT_EQ(watches[3]->get(), nullptr);
  EXPECT_EQ(watches[4]->get(), nullptr);
}

// contract 6.11: a cycle that leads through several maps, in one collection.
TEST_F(WeakMapDeath, OfACycleThroughSeveralMapsTakesOneCollection) {
  Root<WeakKeyMap> other = must(rt.weak_key_map());
  Root<Instance> a = door(), b = door(), c = door();
  must(rt.in(keys).set(a, b));
  must(rt.in(other).set(b, c));
  must(rt.in(attached).set(c, a));
  std::vector<Root<WeakRef>> watches = {watch(a), watch(b), watch(c)};
  b.reset();
  c.reset();
  collect();
  for (const auto& each : watches) EXPECT_NE(each->get(), nullptr);
  a.reset();
  collect();
  for (const auto& each : watches) EXPECT_EQ(each->get(), nullptr);
  EXPECT_EQ(must(rt.in(keys).size()) + must(rt.in(other).size()) + must(rt.in(attached).size()), 0u);
}

// contract 6.14: a chain in which each value owns the next key, here in one collection, whatever its length.
TEST_F(WeakMapDeath, OfAChainTakesOneCollection) {
  const size_t count = test::scaled(rt.heap(), 100'000, 200);
  Root<WeakRef> last;
  Root<Instance> first = door();
  {
    Root<Instance> link = first;
    for (size_t i = 0; i < count; i++) {
      Root<Instance> next = door();
      if (i % 2)
        must(rt.in(keys).set(link, next));
      else
        must(rt.in(attached).set(link, next));
      link = next;
    }
    last = watch(link);
  }
  collect();
  EXPECT_NE(last->get(), nullptr);
  EXPECT_EQ(must(rt.in(keys).size()) + must(rt.in(attached).size()), count);
  first.reset();
  collect();
  EXPECT_EQ(last->get(), nullptr);
  EXPECT_EQ(must(rt.in(keys).size()) + must(rt.in(attached).size()), 0u);
}

// contract 8.2: the entry of a dead key goes even where a finalizer then revives the key; an identity map's stays with it.
TEST_F(WeakMapDeath, TakesTheEntryThoughAFinalizerRevivesTheKey) {
  Root<List> revived(rt.heap(), List::create(rt.heap()));
  Class& phoenix = make_class("Phoenix");
  int64_t read_by_finalizer = 0;
  size_t entries_seen = 9;
  define(phoenix, "__del__", [&](Runtime& runtime, Arguments a) -> Result<Value> {
    read_by_finalizer = must(runtime.in(attached).get<int64_t>(a[0])).value_or(-1);
    entries_seen = must(runtime.in(keys).size()) + must(runtime.in(values).size()) + must(runtime.in(elements).size());
    EXPECT_FALSE(must(runtime.in(keys).contains(a[0])));
    EXPECT_TRUE(revived->append(runtime.heap(), a[0]));
    return Value::nil();
  });
  {
    Root<Instance> key = make_root(phoenix);
    must(rt.in(keys).set(key, 1));
    must(rt.in(attached).set(key, 2));
    must(rt.in(values).set(3, key));
    must(rt.in(elements).add(key));
  }
  collect();
  EXPECT_EQ(read_by_finalizer, 2);
  EXPECT_EQ(entries_seen, 0u);
  ASSERT_EQ(revived->size(), 1u);
  EXPECT_FALSE(must(rt.in(keys).get<int64_t>(revived->at(0))));
  EXPECT_EQ(must(rt.in(attached).get<int64_t>(revived->at(0))), 2) << "it stays with its key";
  // It may be a key again; and its finalizer has been.
  must(rt.in(keys).set(revived->at(0), 4));
  collect();
  EXPECT_EQ(must(rt.in(keys).get<int64_t>(revived->at(0))), 4);
  revived->clear();
  collect();
  EXPECT_EQ(must(rt.in(keys).size()) + must(rt.in(attached).size()), 0u);
}

TEST_F(WeakMapDeath, LeavesTheMapForACallbackToChangeAndToIterateOver) {
  std::vector<Root<Instance>> doors;
  std::vector<Root<WeakRef>> watches;
  std::vector<size_t> seen;
  Root<Instance> kept = door();
  for (int64_t i = 0; i < 40; i++) {
    doors.push_back(door());
    must(rt.in(keys).set(doors.back(), i));
    must(rt.in(values).set(i, doors.back()));
    Function& callback = function("callback", [&, i](Runtime& runtime, Arguments) -> Result<Value> {
      size_t count = 0;
      MAYFLY_TRY(runtime.in(keys).for_each([&](Value, Value) { count++; }));
      seen.push_back(count);
      MAYFLY_TRY(runtime.in(values).set(1000 + i, kept));
      MAYFLY_TRY(runtime.in(keys).set(kept, i));
      if (i % 7 == 0) MAYFLY_TRY(runtime.in(keys).clear());
      runtime.collect_exact();
      return Value::nil();
    });
    watches.push_back(must(rt.weak_reference(doors.back(), Value(&callback))));
  }
  doors.resize(20);
  collect();
  EXPECT_EQ(seen.size(), 20u);
  EXPECT_EQ(must(rt.in(values).size()), 40u);
  EXPECT_LE(must(rt.in(keys).size()), 1u);
  for (int64_t i = 20; i < 40; i++) EXPECT_EQ(must(rt.in(values).get<Root<Instance>>(1000 + i)), kept);
}

TEST_F(WeakMapDeath, MayShutTheRuntimeDown) {
  Class& last = make_class("Last");
  bool refused = false;
  define(last, "__del__", [&](Runtime& runtime, Arguments) -> Result<Value> {
    refused = !runtime.shutdown();
    return Value::nil();
  });
  for (int64_t i = 0; i < 10; i++) must(rt.in(keys).set(make(last), i));
  collect();
  EXPECT_TRUE(refused) << "not from inside";
  EXPECT_EQ(must(rt.in(keys).size()), 0u);
  must(rt.shutdown());
  EXPECT_FALSE(rt.in(keys).size());
  EXPECT_FALSE(rt.in(keys).set(1, 2));
}

// A million entries of each kind come and go.
TEST_F(WeakMapDeath, OfAMillionEntriesIsComplete) {
  const int64_t count = static_cast<int64_t>(test::scaled(rt.heap(), 1'000'000, 300));
  Root<List> held(rt.heap(), List::create(rt.heap()));
  for (int64_t i = 0; i < count; i++) {
    Instance* each = make(cls);
    ASSERT_TRUE(held->append(rt.heap(), Value(each)));
    must(rt.in(keys).set(*each, i));
    must(rt.in(values).set(i, *each));
  }
  collect();
  EXPECT_EQ(must(rt.in(keys).size()), static_cast<size_t>(count));
  EXPECT_EQ(must(rt.in(values).size()), static_cast<size_t>(count));
  for (int64_t i = 0; i < count; i += 1 + count / 1000) {
    ASSERT_EQ(must(rt.in(values).find(Value::small(i))), held->at(static_cast<size_t>(i)));
    ASSERT_EQ(must(rt.in(keys).find(held->at(static_cast<size_t>(i)))), Value::small(i));
  }
  held->truncate(10);
  collect();
  EXPECT_EQ(must(rt.in(keys).size()), 10u);
  EXPECT_EQ(must(rt.in(values).size()), 10u);
  EXPECT_EQ(numbers_in(values).size(), 10u);
  must(rt.in(values).set(-1, Value(held->at(0))));
  EXPECT_LT(values->end(), 100u) << "what is added next closes the holes";
  EXPECT_EQ(numbers_in(values).back(), -1);
}

}  // namespace
}  // namespace mayfly
