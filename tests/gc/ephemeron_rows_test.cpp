// Rows of ephemeron tables: the death pass punches the row of an entry that goes, and no other.
#include <mayfly/gc/boehm/marker.h>

#include <support/test_cells.h>
#include <support/test_ephemerons.h>
#include <support/words.h>

#include <gtest/gtest.h>

namespace mayfly {
namespace {

using test::Node;
using test::plain_word;
using test::TestEphemerons;
using test::TestReference;
using test::word_of;

class EphemeronRows : public test::HeapTest {
 protected:
  using KeyDeath = gc::EphemeronTable::KeyDeath;
  Root<Node> make_node(uint64_t id = 0) { return Root<Node>(heap, Node::create(heap, id)); }
  Root<TestEphemerons> make_table(KeyDeath key_death = KeyDeath::kWithWeakReferences) {
    return Root<TestEphemerons>(heap, TestEphemerons::create(heap, key_death));
  }
  std::vector<Root<Node>> fill(const Root<TestEphemerons>& table, uint64_t count) {
    std::vector<Root<Node>> keys;
    for (uint64_t i = 1; i <= count; i++) {
      keys.push_back(make_node(i));
      EXPECT_TRUE(table->add(heap, *keys.back(), plain_word(i)));
    }
    return keys;
  }
  // What was added; 0 where it was punched.
  static std::vector<uint64_t> numbers(const Root<TestEphemerons>& table) {
    std::vector<uint64_t> all;
    for (uint32_t i = 0; i < table->rows(); i++) {
      EXPECT_EQ(table->key_at(i) == 0, table->value_at(i) == 0);
      all.push_back(test::number_of(table->value_at(i)));
    }
    return all;
  }
  void collect() { ASSERT_TRUE(heap.collect_exact().exact); }

  using Numbers = std::vector<uint64_t>;
};

TEST_F(EphemeronRows, OfDeadKeysArePunched) {
  Root<TestEphemerons> table = make_table();
  std::vector<Root<Node>> keys = fill(table, 30);
  for (size_t i = 0; i < 30; i += 3) keys[i].reset();
  collect();
  for (uint32_t i = 0; i < 30; i++) EXPECT_EQ(numbers(table)[i], i % 3 == 0 ? 0 : i + 1);
  EXPECT_EQ(table->size(), 20u);
  keys.clear();
  collect();
  EXPECT_EQ(numbers(table), Numbers(30));
  EXPECT_EQ(table->size(), 0u);
}

TEST_F(EphemeronRows, ArePunchedWhereTheyWereMovedTo) {
  Root<TestEphemerons> table = make_table();
  std::vector<Root<Node>> keys = fill(table, 10);
  keys[4].reset();
  collect();
  table->turn_round(heap);
  keys[1].reset();
  collect();
  EXPECT_EQ(numbers(table), (Numbers{10, 9, 8, 7, 6, 0, 4, 3, 0, 1}));
  EXPECT_EQ(table->size(), 8u);
}

TEST_F(EphemeronRows, GoWhenTheirOwnerTakesThem) {
  Root<TestEphemerons> table = make_table();
  std::vector<Root<Node>> keys = fill(table, 2);
  EXPECT_TRUE(table->erase(heap, *keys[0]));
  EXPECT_FALSE(table->erase(heap, *keys[0]));
  EXPECT_EQ(numbers(table), (Numbers{0, 2}));
  keys[0].reset();
  collect();
  EXPECT_EQ(table->size(), 1u);
  table->clear(heap);
  EXPECT_EQ(table->size(), 0u);
  collect();
  EXPECT_TRUE(table->add(heap, *keys[1], plain_word(3)));
  EXPECT_EQ(table->size(), 1u);
  keys[1].reset();
  collect();
  EXPECT_EQ(table->size(), 0u);
}

TEST_F(EphemeronRows, ArePunchedThoughAFinalizerRevivesTheKey) {
  Root<TestEphemerons> table = make_table();
  Root<TestEphemerons> late = make_table(KeyDeath::kAfterFinalizers);
  Root<Node> key = make_node(1);
  ASSERT_TRUE(heap.register_finalizable(*key, true));
  ASSERT_TRUE(table->add(heap, *key, plain_word(1)));
  ASSERT_TRUE(late->add(heap, *key, plain_word(2)));
  key.reset();
  collect();
  EXPECT_EQ(numbers(table), Numbers{0});
  EXPECT_EQ(numbers(late), Numbers{2}) << "its finalizer can read it";
  EXPECT_EQ(test::drain_finalizers(heap), (std::vector<uint64_t>{1}));
  collect();
  EXPECT_EQ(numbers(late), Numbers{0});
  EXPECT_EQ(late->size(), 0u);
}

// The entry had been found waiting for its key before the verdict took it.
TEST_F(EphemeronRows, ThatWerePunchedKeepNothingWhenTheKeyIsRevived) {
  Root<TestEphemerons> table = make_table();
  Root<TestEphemerons> late = make_table(KeyDeath::kAfterFinalizers);
  Root<Node> key = make_node(1);
  ASSERT_TRUE(heap.register_finalizable(*key, true));
  Root<TestReference> lost, kept;
  {
    Root<Node> one = make_node(2), two = make_node(3);
    ASSERT_TRUE(table->add(heap, *key, word_of(one.get())));
    ASSERT_TRUE(late->add(heap, *key, word_of(two.get())));
    lost = Root<TestReference>(heap, TestReference::create(heap, *one));
    kept = Root<TestReference>(heap, TestReference::create(heap, *two));
  }
  key.reset();
  const size_t live = heap.collect_exact().live;
  EXPECT_EQ(lost->target_cell(), nullptr);
  EXPECT_EQ(kept->target_cell(), nullptr) << "it was dead at the verdict";
  Root<Node> revived(heap, static_cast<Node*>(heap.next_due_finalizer()));
  EXPECT_EQ(reinterpret_cast<Node*>(late->get(heap, *revived))->id(), 3u);
  // Two tables with their rows, two references, the key, and the value that outlasts it.
  EXPECT_EQ(live, 8u);
}

// A cell that waits for its release is still there, but for nobody.
TEST_F(EphemeronRows, ArePunchedThoughTheKeyWaitsForItsRelease) {
  static std::vector<uint64_t> released;
  released.clear();
  Root<TestEphemerons> late = make_table(KeyDeath::kAfterFinalizers);
  Root<Node> key(heap, Node::create_releasable(heap, 1, released)), reached = make_node(2);
  key->edges[0] = reached.get();
  Root<Node> value = make_node(3);
  Root<TestReference> watch(heap, TestReference::create(heap, *value));
  ASSERT_TRUE(late->add(heap, *key, word_of(value.get())));
  ASSERT_TRUE(late->add(heap, *reached, word_of(key.get())));
  value.reset();
  key.reset();
  reached.reset();
  // The table with its rows, the reference, and the two that wait for the release.
  EXPECT_EQ(heap.collect_exact().live, 5u);
  EXPECT_EQ(late->key_at(0), 0u);
  EXPECT_EQ(late->key_at(1), 0u);
  EXPECT_EQ(late->size(), 0u);
  EXPECT_EQ(watch->target_cell(), nullptr);
  EXPECT_EQ(test::drain_releases(heap), 1u);
  collect();
  EXPECT_EQ(released, (std::vector<uint64_t>{1}));
}

// A table that only a cell to be released reaches is dead, and empty for whoever looks at it from the release.
TEST_F(EphemeronRows, OfATableThatWaitsForAReleaseArePunched) {
  static std::vector<uint64_t> released;
  released.clear();
  Root<Node> key = make_node(1);
  for (KeyDeath key_death : {KeyDeath::kWithWeakReferences, KeyDeath::kAfterFinalizers}) {
    Root<Node> holder(heap, Node::create_releasable(heap, 2, released));
    Root<TestEphemerons> table = make_table(key_death);
    ASSERT_TRUE(table->add(heap, *key, plain_word(1)));
    holder->edges[0] = table.get();
    TestEphemerons* seen = table.get();
    holder.reset();
    table.reset();
    collect();
    EXPECT_EQ(seen->size(), 0u);
    EXPECT_TRUE(seen->add(heap, *key, plain_word(2))) << "it works still";
    EXPECT_EQ(test::drain_releases(heap), 1u);
    collect();
  }
  EXPECT_EQ(released, (std::vector<uint64_t>{2, 2}));
}

TEST_F(EphemeronRows, OfATableThatDiesLeaveNothingBehind) {
  Root<Node> key = make_node(1);
  Root<TestReference> watch;
  {
    Root<TestEphemerons> table = make_table();
    Root<Node> value = make_node(2);
    watch = Root<TestReference>(heap, TestReference::create(heap, *value));
    ASSERT_TRUE(table->add(heap, *key, word_of(value.get())));
  }
  collect();
  EXPECT_EQ(watch->target_cell(), nullptr);
  const size_t before = gc::Marker::entries_looked_at_for_testing();
  collect();
  EXPECT_EQ(gc::Marker::entries_looked_at_for_testing(), before);
}

// Room to wait is taken back when tables die: so it does not run out.
TEST_F(EphemeronRows, OfManyTablesThatDieNeedNoMoreRoom) {
  Root<Node> key = make_node(1), value = make_node(2);
  for (size_t i = 0; i < test::scaled(heap, 2'000, 50); i++) {
    Root<TestEphemerons> table = make_table();
    for (int k = 0; k < 20; k++) ASSERT_TRUE(table->add(heap, *key, word_of(value.get())));
    if (i % 100 == 0) collect();
  }
  collect();
  EXPECT_EQ(heap.collect_exact().live, 2u);
}

TEST_F(EphemeronRows, KeepDependentValuesAsEntriesDo) {
  Root<TestEphemerons> table = make_table();
  Root<Node> key = make_node(1);
  Root<TestReference> self, map, plain;
  const auto add = [&](uint64_t id, gc::Cell* reaches) {
    Root<Node> value = make_node(id);
    value->edges[0] = reaches;
    EXPECT_TRUE(table->add(heap, *key, word_of(value.get())));
    return Root<TestReference>(heap, TestReference::create(heap, *value));
  };
  self = add(1, key.get());
  map = add(2, table.get());
  plain = add(3, nullptr);
  collect();
  for (const auto* each : {&self, &map, &plain}) EXPECT_NE((*each)->target_cell(), nullptr);
  key.reset();
  collect();
  for (const auto* each : {&self, &map, &plain}) EXPECT_EQ((*each)->target_cell(), nullptr);
}

// A value that was a number when it was added, and is an object later.
TEST_F(EphemeronRows, KeepValuesThatTheyAreGivenLater) {
  Root<TestEphemerons> table = make_table();
  std::vector<Root<Node>> keys = fill(table, 3);
  collect();
  Root<TestReference> watch;
  {
    Root<Node> value = make_node(9);
    EXPECT_TRUE(table->set(heap, *keys[1], word_of(value.get())));
    watch = Root<TestReference>(heap, TestReference::create(heap, *value));
  }
  collect();
  EXPECT_NE(watch->target_cell(), nullptr);
  EXPECT_TRUE(table->set(heap, *keys[1], plain_word(2)));
  collect();
  EXPECT_EQ(watch->target_cell(), nullptr);
  EXPECT_EQ(numbers(table), (Numbers{1, 2, 3}));
}

// Each value is the next key, through several tables in turn; each entry is looked at a bounded number of times.
TEST_F(EphemeronRows, InChainsThroughSeveralTablesTakeLinearTime) {
  const size_t count = test::scaled(heap, 20'000, 100);
  constexpr size_t kTables = 4;
  std::vector<Root<TestEphemerons>> tables;
  for (size_t i = 0; i < kTables; i++) tables.push_back(make_table());
  std::vector<Root<Node>> nodes;
  for (size_t i = 0; i <= count; i++) nodes.push_back(make_node(i));
  for (size_t i = count; i-- > 0;) ASSERT_TRUE(tables[i % kTables]->add(heap, *nodes[i], word_of(nodes[i + 1].get())));
  Root<TestReference> last(heap, TestReference::create(heap, *nodes.back()));
  nodes.resize(1);
  const size_t before = gc::Marker::entries_looked_at_for_testing();
  collect();
  EXPECT_LE(gc::Marker::entries_looked_at_for_testing() - before, 3 * count);
  EXPECT_NE(last->target_cell(), nullptr);
  nodes.clear();
  collect();
  EXPECT_EQ(last->target_cell(), nullptr);
  for (const auto& table : tables) EXPECT_EQ(table->size(), 0u);
}

// One hash bucket serves many keys; and one key stands in many entries of many tables.
TEST_F(EphemeronRows, OfManyKeysAndTablesFindTheirOwn) {
  const size_t count = test::scaled(heap, 500, 20);
  std::vector<Root<TestEphemerons>> tables;
  for (size_t i = 0; i < 7; i++) tables.push_back(make_table());
  Root<TestEphemerons> gate = make_table();
  Root<Node> door = make_node(0);
  std::vector<gc::WeakRoot<Node>> watches;
  {
    Root<Node> at = make_node(1);
    ASSERT_TRUE(gate->add(heap, *door, word_of(at.get())));
    for (size_t i = 0; i < count; i++) {
      Root<Node> next = make_node(i);
      for (const auto& table : tables) {
        Root<Node> value = make_node(1000 + i);
        value->edges[0] = &table == &tables[i % 7] ? next.get() : nullptr;
        ASSERT_TRUE(table->add(heap, *at, word_of(value.get())));
        watches.emplace_back(heap, value.get());
      }
      at = next;
    }
  }
  collect();
  for (const auto& watch : watches) ASSERT_NE(watch.get(), nullptr);
  door.reset();
  collect();
  for (const auto& watch : watches) ASSERT_EQ(watch.get(), nullptr);
  for (const auto& table : tables) EXPECT_EQ(table->size(), 0u);
}

TEST_F(EphemeronRows, OfTablesHoldNoWordThatLooksLikeAnAddress) {
  Root<TestEphemerons> table = make_table();
  std::vector<Root<Node>> keys;
  for (uint64_t i = 1; i <= 200; i++) {
    keys.push_back(make_node(i));
    ASSERT_TRUE(table->add(heap, *keys.back(), plain_word(i)));
    ASSERT_TRUE(test::keeps_the_rule_of_scanned_words(*table, sizeof(TestEphemerons)));
  }
}

}  // namespace
}  // namespace mayfly
