// The storage of weak maps and sets: rows, order, room, edges; what needs no user code.
#include <mayfly/gc/root/weak_root.h>
#include <mayfly/gc/verify/verifier.h>
#include <mayfly/objects/containers/list.h>
#include <mayfly/objects/containers/plain_key.h>
#include <mayfly/objects/weak/weak_identity_map.h>
#include <mayfly/objects/weak/weak_items.h>
#include <mayfly/objects/weak/weak_key_map.h>
#include <mayfly/objects/weak/weak_set.h>
#include <mayfly/objects/weak/weak_value_map.h>

#include <support/test_space.h>
#include <support/words.h>

#include <vector>

namespace mayfly {
namespace {

class WeakMapStorage : public test::SpaceTest {
 protected:
  Root<Class> cls{heap, make_class("Door")};
  Root<Instance> door() { return Root<Instance>(heap, Instance::create(space, *cls)); }
  void add(WeakKeyed& map, const Root<Instance>& key, Value value) {
    ASSERT_TRUE(map.find_identity(*key).absent());
    ASSERT_TRUE(map.insert_new(heap, hash_identity(*key), *key, value));
  }
  void add(WeakValueMap& map, int64_t key, const Root<Instance>& value) {
    ASSERT_TRUE(map.insert_new(heap, hash_plain_key(Value::small(key)), Value::small(key), *value));
  }
  Value get(WeakValueMap& map, int64_t key) {
    const Probed found = map.find(Value::small(key), hash_plain_key(Value::small(key)));
    return found.found() ? map.value_at(found.position) : Value::empty();
  }
  Value get(WeakKeyed& map, const gc::Cell& key) {
    const Probed found = map.find_identity(key);
    return found.found() ? map.value_at(found.position) : Value::empty();
  }
  void collect() { ASSERT_TRUE(heap.collect_exact().exact); }
  // Of the container, and of the arrays that it traces.
  static void expect_words_in_order(const gc::Cell& cell, size_t bytes) {
    ASSERT_TRUE(test::keeps_the_rule_of_scanned_words(cell, bytes));
    test::EdgeCollector edges;
    cell.row().trace(cell, edges);
    for (uint64_t word : edges.words) {
      const auto& backing = *reinterpret_cast<const gc::Backing*>(word);
      if (backing.kind() != gc::kKindBacking) continue;
      ASSERT_TRUE(test::keeps_the_rule_of_scanned_words(backing, sizeof(gc::Backing) + backing.capacity() * 8));
    }
  }
};

TEST_F(WeakMapStorage, HoldsNoWordThatLooksLikeAnAddress) {
  Root<WeakValueMap> values(heap, WeakValueMap::create(heap));
  Root<WeakKeyMap> keys(heap, WeakKeyMap::create(heap));
  std::vector<Root<Instance>> doors;
  for (int64_t i = 0; i < 300; i++) {
    doors.push_back(door());
    add(*values, i, doors.back());
    add(*keys, doors.back(), Value(List::create(heap)));
    expect_words_in_order(*values, sizeof(WeakValueMap));
    expect_words_in_order(*keys, sizeof(WeakKeyMap));
    if (i % 5 == 0) doors[static_cast<size_t>(i / 2)].reset();
    if (i % 50 == 0) collect();
  }
  EXPECT_EQ(gc::Verifier::check(heap).problem, "");
  collect();
  EXPECT_EQ(gc::Verifier::check(heap).problem, "");
}

TEST_F(WeakMapStorage, ClosesHolesWhenSomethingIsAdded) {
  Root<WeakSet> set(heap, WeakSet::create(heap));
  std::vector<Root<Instance>> kept;
  for (int i = 0; i < 50; i++) kept.push_back(door());
  for (const auto& each : kept) add(*set, each, Value::empty());
  for (int round = 0; round < 40; round++) {
    std::vector<Root<Instance>> passing;
    for (int i = 0; i < 100; i++) passing.push_back(door());
    for (const auto& each : passing) add(*set, each, Value::empty());
    passing.clear();
    collect();
    ASSERT_EQ(set->size(), 50u);
    ASSERT_LE(set->end(), 600u);
    for (const auto& each : kept) ASSERT_TRUE(set->find_identity(*each).found());
  }
  kept.resize(1);
  collect();
  EXPECT_EQ(set->key_at(set->next(heap, 0)), Value(kept[0]));
  EXPECT_EQ(set->last(heap), set->next(heap, 0));
  add(*set, door(), Value::empty());
  EXPECT_LE(set->end(), 4u);
}

TEST_F(WeakMapStorage, GoesFromTheOldestToTheNewest) {
  Root<WeakValueMap> map(heap, WeakValueMap::create(heap));
  EXPECT_EQ(map->last(heap), WeakValueMap::kNotFound);
  EXPECT_EQ(map->next(heap, 0), map->end());
  std::vector<Root<Instance>> doors;
  for (int64_t i = 0; i < 20; i++) {
    doors.push_back(door());
    add(*map, i, doors.back());
  }
  // Another value keeps the place.
  ASSERT_TRUE(map->set_value_at(heap, 0, *doors[19]));
  doors[1].reset();
  doors[18].reset();
  collect();
  EXPECT_EQ(map->key_at(map->next(heap, 0)), Value::small(0));
  EXPECT_EQ(map->key_at(map->next(heap, 1)), Value::small(2));
  EXPECT_EQ(map->key_at(map->last(heap)), Value::small(19));
  EXPECT_TRUE(map->erase_at(heap, 19));
  EXPECT_FALSE(map->erase_at(heap, 19));
  EXPECT_EQ(map->key_at(map->last(heap)), Value::small(17));
  EXPECT_FALSE(map->set_value_at(heap, 19, *doors[0]));
  EXPECT_EQ(get(*map, 0), Value(doors[19]));
  EXPECT_EQ(get(*map, 1), Value::empty());
}

TEST_F(WeakMapStorage, NeedsNoWeakCells) {
  Root<WeakIdentityMap> map(heap, WeakIdentityMap::create(heap));
  Root<Instance> key = door(), other = door();
  add(*map, key, Value::small(1));
  EXPECT_TRUE(map->find_identity(*other).absent());
  EXPECT_TRUE(map->find(*other, hash_identity(*other)).absent());
  EXPECT_EQ(key->weak_index(), 0u);
  EXPECT_EQ(get(*map, *key), Value::small(1));
}

TEST_F(WeakMapStorage, LeavesToOthersWhatKeysWithOneHashAre) {
  Root<WeakKeyMap> map(heap, WeakKeyMap::create(heap));
  Root<Instance> one = door(), two = door();
  ASSERT_TRUE(map->insert_new(heap, 7, *one, Value::small(1)));
  EXPECT_TRUE(map->find(*one, 7).found());
  EXPECT_EQ(map->find(*two, 7).outcome, Probed::Outcome::kUndecided);
  EXPECT_TRUE(map->find(*two, 8).absent());
}

TEST_F(WeakMapStorage, IsOfASubclassThatItKeeps) {
  const auto expect_kept = [&](auto made, Class* own) {
    gc::WeakRoot<Class> weak(heap, own);
    collect();
    ASSERT_FALSE(weak.expired());
    EXPECT_EQ(space.class_of(Value(made)), weak.get());
    made.reset();
    collect();
    EXPECT_TRUE(weak.expired());
  };
  Class* own = make_class("Mine");
  expect_kept(Root<WeakValueMap>(heap, WeakValueMap::create(heap, own)), own);
  own = make_class("Mine");
  expect_kept(Root<WeakKeyMap>(heap, WeakKeyMap::create(heap, own)), own);
  own = make_class("Mine");
  expect_kept(Root<WeakIdentityMap>(heap, WeakIdentityMap::create(heap, own)), own);
  own = make_class("Mine");
  expect_kept(Root<WeakSet>(heap, WeakSet::create(heap, own)), own);
}

TEST_F(WeakMapStorage, IsSeenAlikeWhateverItIs) {
  Root<WeakSet> set(heap, WeakSet::create(heap));
  Root<Instance> a = door(), b = door();
  add(*set, a, Value::empty());
  add(*set, b, Value::empty());
  EXPECT_TRUE(WeakItems::is(Value(set)));
  EXPECT_FALSE(WeakItems::is(Value(a)));
  EXPECT_FALSE(WeakItems::is(Value::small(1)));
  const WeakItems items(*set);
  a.reset();
  collect();
  uint32_t position = 0;
  Value key, value;
  EXPECT_EQ(items.size(heap), 1u);
  ASSERT_TRUE(items.next(heap, position, key, value));
  EXPECT_EQ(key, Value(b));
  EXPECT_TRUE(value.is_empty());
  EXPECT_FALSE(items.next(heap, position, key, value));
}

TEST_F(WeakMapStorage, ThatCannotGrowIsUnchanged) {
  Root<WeakKeyMap> keys(heap, WeakKeyMap::create(heap));
  Root<WeakValueMap> values(heap, WeakValueMap::create(heap));
  Root<Instance> key = door();
  test::FailingAllocations failing(heap);
  EXPECT_FALSE(keys->insert_new(heap, 1, *key, Value::nil()));
  EXPECT_FALSE(values->insert_new(heap, 1, Value::nil(), *key));
  EXPECT_EQ(keys->size() + values->size(), 0u);
  EXPECT_EQ(WeakSet::create(heap), nullptr);
}

}  // namespace
}  // namespace mayfly
