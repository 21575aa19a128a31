// Ephemerons: a value lives exactly as long as both its table and its key do.
#include <mayfly/gc/boehm/boehm.h>
#include <mayfly/gc/boehm/marker.h>

#include <support/test_cells.h>
#include <support/test_ephemerons.h>

#include <gtest/gtest.h>

#include <algorithm>

namespace mayfly {
namespace {

using test::Node;
using test::plain_word;
using test::TestEphemerons;
using test::TestReference;
using test::word_of;

class Ephemerons : public test::HeapTest {
 protected:
  using KeyDeath = TestEphemerons::KeyDeath;
  Root<Node> make_node(uint64_t id = 0) { return Root<Node>(heap, Node::create(heap, id)); }
  Root<TestEphemerons> make_table(KeyDeath key_death = KeyDeath::kWithWeakReferences) {
    return Root<TestEphemerons>(heap, TestEphemerons::create(heap, key_death));
  }
  // Sets a fresh node, held by the entry alone, as the value, and returns a watch on it.
  Root<TestReference> set(const Root<TestEphemerons>& in, const Root<Node>& key, gc::Cell* reaches = nullptr) {
    Root<Node> value = make_node(1000 + key->id());
    value->edges[0] = reaches;
    EXPECT_TRUE(in->set(heap, *key, word_of(value.get())));
    return Root<TestReference>(heap, TestReference::create(heap, *value));
  }
  static bool lives(const Root<TestReference>& watch) { return watch->target_cell() != nullptr; }
  // Entries that the marker looks at in one collection.
  size_t looked_at() {
    const size_t before = gc::Marker::entries_looked_at_for_testing();
    heap.collect_exact();
    return gc::Marker::entries_looked_at_for_testing() - before;
  }

  Root<TestEphemerons> table = make_table();
};

TEST_F(Ephemerons, FindTheirValuesByKey) {
  Root<Node> one = make_node(1), two = make_node(2), three = make_node(3);
  EXPECT_TRUE(table->set(heap, *one, plain_word(11)));
  EXPECT_TRUE(table->set(heap, *two, plain_word(12)));
  EXPECT_EQ(table->get(heap, *one), plain_word(11));
  EXPECT_EQ(table->get(heap, *two), plain_word(12));
  EXPECT_EQ(table->get(heap, *three), 0u);
  EXPECT_TRUE(table->set(heap, *one, plain_word(13)));
  EXPECT_EQ(table->get(heap, *one), plain_word(13));
  EXPECT_EQ(table->size(), 2u);
  EXPECT_TRUE(table->erase(heap, *one));
  EXPECT_FALSE(table->erase(heap, *one));
  EXPECT_EQ(table->size(), 1u);
}

TEST_F(Ephemerons, KeepTheirValueWhileTableAndKeyLive) {
  Root<Node> key = make_node(1);
  Root<TestReference> value = set(table, key);
  heap.collect_exact();
  EXPECT_TRUE(lives(value));
  EXPECT_EQ(reinterpret_cast<Node*>(table->get(heap, *key))->id(), 1001u);
  key.reset();
  heap.collect_exact();
  EXPECT_FALSE(lives(value));
  EXPECT_EQ(table->size(), 0u);
}

TEST_F(Ephemerons, DieWithTheirTable) {
  Root<Node> key = make_node(1);
  Root<TestReference> value = set(table, key);
  table.reset();
  heap.collect_exact();
  EXPECT_FALSE(lives(value));
  table = make_table();
  EXPECT_EQ(table->get(heap, *key), 0u);
  heap.collect_exact();
}

TEST_F(Ephemerons, AreNotKeptByAValueThatReachesItsKey) {
  Root<Node> key = make_node(1);
  Root<TestReference> value = set(table, key, key.get());
  heap.collect_exact();
  EXPECT_TRUE(lives(value));
  key.reset();
  heap.collect_exact();
  EXPECT_FALSE(lives(value));
  EXPECT_EQ(table->size(), 0u);
}

TEST_F(Ephemerons, AreNotKeptByAValueThatReachesItsTable) {
  Root<Node> key = make_node(1);
  Root<TestReference> value = set(table, key, table.get());
  table.reset();
  heap.collect_exact();
  EXPECT_FALSE(lives(value));
}

TEST_F(Ephemerons, MayHoldTablesAsValues) {
  Root<Node> key = make_node(1);
  Root<TestReference> inner_value;
  {
    Root<TestEphemerons> inner = make_table();
    inner_value = set(inner, key);
    EXPECT_TRUE(table->set(heap, *key, word_of(inner.get())));
  }
  heap.collect_exact();
  EXPECT_TRUE(lives(inner_value));
  key.reset();
  heap.collect_exact();
  EXPECT_FALSE(lives(inner_value));
}

TEST_F(Ephemerons, MayHoldTheTableItselfAsKeyOrValue) {
  Root<TestReference> value;
  EXPECT_TRUE(table->set(heap, *table, word_of(table.get())));
  Root<TestReference> watch(heap, TestReference::create(heap, *table));
  heap.collect_exact();
  EXPECT_EQ(table->size(), 1u);
  table.reset();
  heap.collect_exact();
  EXPECT_FALSE(lives(watch));
}

TEST_F(Ephemerons, OfSeveralTablesShareAKey) {
  Root<Node> key = make_node(1);
  std::vector<Root<TestEphemerons>> tables;
  std::vector<Root<TestReference>> values;
  for (int i = 0; i < 5; i++) {
    tables.push_back(make_table());
    values.push_back(set(tables.back(), key, tables.front().get()));
  }
  tables[1].reset();
  tables[3]->erase(heap, *key);
  heap.collect_exact();
  for (size_t i = 0; i < 5; i++) EXPECT_EQ(lives(values[i]), i != 1 && i != 3) << i;
  key.reset();
  heap.collect_exact();
  for (const auto& value : values) EXPECT_FALSE(lives(value));
  for (size_t i : {0, 2, 4}) EXPECT_EQ(tables[i]->size(), 0u);
}

// Each value is the next key. In the worst order the marker meets a key after its entry.
TEST_F(Ephemerons, InChainsOfAnyOrderTakeLinearTime) {
  const size_t count = test::scaled(heap, 20'000, 100);
  enum class Order { kForwards, kBackwards, kShuffled };
  for (Order order : {Order::kForwards, Order::kBackwards, Order::kShuffled}) {
    std::vector<Root<Node>> nodes;
    for (size_t i = 0; i <= count; i++) nodes.push_back(make_node(i));
    std::vector<size_t> links(count);
    for (size_t i = 0; i < count; i++) links[i] = i;
    if (order == Order::kBackwards) std::reverse(links.begin(), links.end());
    uint64_t random = 1;
    if (order == Order::kShuffled) {
      for (size_t i = count; i > 1; i--) {
        random = random * 6364136223846793005u + 1442695040888963407u;
        std::swap(links[i - 1], links[(random >> 33) % i]);
      }
    }
    for (size_t i : links) ASSERT_TRUE(table->add(heap, *nodes[i], word_of(nodes[i + 1].get())));
    nodes.resize(1);
    const size_t looked = looked_at();
    EXPECT_GE(looked, count);
    EXPECT_LE(looked, 3 * count);
    EXPECT_EQ(table->size(), count);
    uint64_t at = word_of(nodes[0].get());
    auto entries = table->entries();
    for (size_t i = 0; i < count; i++) at = entries[reinterpret_cast<Node*>(at)];
    EXPECT_EQ(reinterpret_cast<Node*>(at)->id(), count);
    nodes.clear();
    heap.collect_exact();
    EXPECT_EQ(table->size(), 0u);
    table->clear(heap);
  }
}

// Each value is a table with one entry: the next link's.
TEST_F(Ephemerons, InChainsOfTablesTakeLinearTime) {
  const size_t count = test::scaled(heap, 5'000, 50);
  std::vector<Root<TestEphemerons>> tables;
  Root<Node> key = make_node(1);
  for (size_t i = 0; i < count; i++) tables.push_back(make_table());
  // All entries have one key, so that many wait for it; backwards.
  for (size_t i = count - 1; i > 0; i--) ASSERT_TRUE(tables[i - 1]->set(heap, *key, word_of(tables[i].get())));
  Root<TestReference> last(heap, TestReference::create(heap, *tables.back()));
  tables.resize(1);
  EXPECT_LE(looked_at(), 3 * count);
  EXPECT_TRUE(lives(last));
  key.reset();
  heap.collect_exact();
  EXPECT_FALSE(lives(last));
}

// A finalizer can bring back a table whose key never died: its value must come back too, or it would dangle.
TEST_F(Ephemerons, OfATableThatAFinalizerRevivesKeepTheValuesOfLiveKeys) {
  Root<Node> key = make_node(1), dead_key = make_node(2);
  Root<Node> holder = make_node(3);
  EXPECT_TRUE(heap.register_finalizable(*holder, true));
  holder->edges[0] = table.get();
  set(table, key);
  set(table, dead_key);
  table.reset();
  holder.reset();
  dead_key.reset();
  heap.collect_exact();
  Root<Node> revived(heap, static_cast<Node*>(heap.next_due_finalizer()));
  ASSERT_TRUE(revived);
  auto* back = static_cast<TestEphemerons*>(revived->edges[0].get());
  EXPECT_EQ(back->size(), 1u);
  ASSERT_NE(back->get(heap, *key), 0u);
  EXPECT_TRUE(gc::boehm::is_marked(reinterpret_cast<Node*>(back->get(heap, *key))));
  EXPECT_EQ(reinterpret_cast<Node*>(back->get(heap, *key))->id(), 1001u);
}

TEST_F(Ephemerons, GoWithTheWeakReferencesToTheirKeyEvenIfAFinalizerRevivesIt) {
  Root<Node> key = make_node(1);
  EXPECT_TRUE(heap.register_finalizable(*key, true));
  Root<TestReference> value = set(table, key);
  key.reset();
  heap.collect_exact();
  EXPECT_FALSE(lives(value));
  Root<Node> revived(heap, static_cast<Node*>(heap.next_due_finalizer()));
  EXPECT_EQ(table->get(heap, *revived), 0u);
  EXPECT_EQ(table->size(), 0u);
  // It may be a key again.
  value = set(table, revived);
  heap.collect_exact();
  EXPECT_TRUE(lives(value));
}

TEST_F(Ephemerons, ThatOutlastFinalizersStayUntilTheKeyIsReallyGone) {
  Root<TestEphemerons> attached = make_table(KeyDeath::kAfterFinalizers);
  Root<Node> key = make_node(1);
  EXPECT_TRUE(heap.register_finalizable(*key, true));
  set(attached, key, key.get());
  Root<TestReference> watch(heap, TestReference::create(heap, *key, plain_word(1)));
  key.reset();
  heap.collect_exact();
  EXPECT_FALSE(lives(watch));
  EXPECT_EQ(test::drain_callbacks(heap), (std::vector<uint64_t>{1}));
  heap.collect_exact();
  Root<Node> revived(heap, static_cast<Node*>(heap.next_due_finalizer()));
  ASSERT_TRUE(revived);
  ASSERT_NE(attached->get(heap, *revived), 0u);
  EXPECT_TRUE(gc::boehm::is_marked(reinterpret_cast<Node*>(attached->get(heap, *revived))));
  EXPECT_EQ(reinterpret_cast<Node*>(attached->get(heap, *revived))->id(), 1001u);  // the finalizer can read it
  // The old reference is dead although its cell has the same object again; a new one is not the old one.
  EXPECT_FALSE(lives(watch));
  Root<TestReference> fresh(heap, TestReference::create(heap, *revived, plain_word(2)));
  EXPECT_NE(fresh->identity(), watch->identity());
  heap.collect_exact();
  EXPECT_TRUE(lives(fresh));
  EXPECT_EQ(attached->size(), 1u);
  revived.reset();
  heap.collect_exact();
  EXPECT_EQ(attached->size(), 0u);
  EXPECT_FALSE(lives(fresh));
  EXPECT_EQ(test::drain_callbacks(heap), (std::vector<uint64_t>{2}));
  heap.collect_exact();
  EXPECT_EQ(heap.statistics().finalizable, 0u);
}

TEST_F(Ephemerons, ThatOutlastFinalizersGoAtOnceWhenNothingBringsTheKeyBack) {
  Root<TestEphemerons> attached = make_table(KeyDeath::kAfterFinalizers);
  Root<Node> key = make_node(1);
  Root<TestReference> value = set(attached, key, key.get());
  set(table, key);  // and one of the other sort on the same key
  key.reset();
  heap.collect_exact();
  EXPECT_FALSE(lives(value));
  EXPECT_EQ(attached->size(), 0u);
  EXPECT_EQ(table->size(), 0u);
  heap.collect_exact();
}

TEST_F(Ephemerons, ThatCannotBeSetChangeNothing) {
  Root<Node> key = make_node(1);
  Root<TestReference> value = set(table, key);
  Root<TestEphemerons> none = make_table();
  test::FailingAllocations failing(heap);
  EXPECT_EQ(TestEphemerons::create(heap), nullptr);
  // An entry that is there needs no memory to get another value.
  EXPECT_TRUE(table->set(heap, *key, plain_word(2)));
  EXPECT_EQ(table->size(), 1u);
  EXPECT_FALSE(none->set(heap, *key, plain_word(3)));
  EXPECT_EQ(none->size(), 0u);
  EXPECT_EQ(none->get(heap, *key), 0u);
}

}  // namespace
}  // namespace mayfly
