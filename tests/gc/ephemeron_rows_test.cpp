// Rows of ephemeron tables: the death pass punches the row of an entry that goes, and no other.
#include <mayfly/gc/boehm/marker.h>
#include <mayfly/gc/weak/ephemeron_table.h>

#include <support/test_cells.h>
#include <support/words.h>

#include <gtest/gtest.h>

namespace mayfly {
namespace {

using test::Node;
using test::plain_word;
using test::TestReference;
using test::word_of;

// The least that has rows: {entry, id} in scanned memory, as many as it was made with.
class RowTable final : public gc::EphemeronTable {
 public:
  static RowTable* create(gc::Heap& heap, size_t rows, KeyDeath key_death = KeyDeath::kWithWeakReferences) {
    static const gc::KindId kind = gc::register_kind(kRow);
    gc::Backing* backing = gc::Backing::create(heap, rows * 2);
    RowTable* made = backing ? heap.make_kind<RowTable>(kind, 0, false, key_death) : nullptr;
    if (made) made->take(backing);
    return made;
  }
  // The row's place; what it waits for is `key`.
  uint32_t add_row(gc::Heap& heap, gc::Cell& key, uint64_t id, uint64_t value = 0) {
    const uint32_t cell = weak_cell_of(heap, key);
    if (!cell || !reserve_entry(heap)) return UINT32_MAX;
    const uint32_t row = used_++;
    locked([&] {
      words()[row * 2] = plain_word(add(heap, cell, value, row));
      words()[row * 2 + 1] = plain_word(id);
    });
    return row;
  }
  // 0: it was punched.
  uint64_t id(uint32_t row) const { return test::number_of(words()[row * 2 + 1]); }
  uint32_t entry(uint32_t row) const { return static_cast<uint32_t>(test::number_of(words()[row * 2])); }
  void erase_row(gc::Heap& heap, uint32_t row) {
    locked([&] { remove(heap, entry(row)); });
  }
  void watch_instead(gc::Heap& heap, uint32_t row, gc::Cell& key) {
    const uint32_t cell = weak_cell_of(heap, key);
    locked([&] { set_entry_key(heap, entry(row), cell); });
  }
  // Moves all rows to another array, backwards.
  void turn_round(gc::Heap& heap) {
    gc::Backing* fresh = gc::Backing::create(heap, used_ * 2);
    locked([&] {
      for (uint32_t i = 0; i < used_; i++) {
        const uint32_t to = used_ - 1 - i;
        fresh->words()[to * 2] = words()[i * 2];
        fresh->words()[to * 2 + 1] = words()[i * 2 + 1];
        if (entry(i)) set_entry_row(heap, entry(i), to);
      }
      take(fresh);
    });
  }
  uint32_t oldest(gc::Heap& heap) const { return oldest_row(heap); }
  uint32_t newest(gc::Heap& heap) const { return newest_row(heap); }

 private:
  friend class gc::Heap;
  RowTable(gc::CellInit init, KeyDeath key_death) : EphemeronTable(init, key_death, 2) {}
  static void trace_cell(const gc::Cell& cell, gc::Visitor& visitor) {
    static_cast<const RowTable&>(cell).trace(visitor);
  }
  void take(gc::Backing* backing) {
    backing_ = backing;
    set_rows(backing);
  }
  uint64_t* words() const { return backing_->words(); }
  static constexpr gc::KindRow kRow = {.name = "row table", .trace = &RowTable::trace_cell, .ephemeron_table = true};

  gc::Member<gc::Backing> backing_;
  uint32_t used_ = 0;
};

class EphemeronRows : public test::HeapTest {
 protected:
  using KeyDeath = gc::EphemeronTable::KeyDeath;
  Root<Node> make_node(uint64_t id = 0) { return Root<Node>(heap, Node::create(heap, id)); }
  Root<RowTable> make_table(size_t rows, KeyDeath key_death = KeyDeath::kWithWeakReferences) {
    return Root<RowTable>(heap, RowTable::create(heap, rows, key_death));
  }
  void collect() { ASSERT_TRUE(heap.collect_exact().exact); }
};

TEST_F(EphemeronRows, OfDeadKeysArePunched) {
  Root<RowTable> table = make_table(30);
  std::vector<Root<Node>> keys;
  for (uint64_t i = 1; i <= 30; i++) {
    keys.push_back(make_node(i));
    ASSERT_EQ(table->add_row(heap, *keys.back(), i), i - 1);
  }
  for (size_t i = 0; i < 30; i += 3) keys[i].reset();
  collect();
  for (uint32_t i = 0; i < 30; i++) EXPECT_EQ(table->id(i), i % 3 == 0 ? 0 : i + 1);
  EXPECT_EQ(table->size(), 20u);
  EXPECT_EQ(table->oldest(heap), 1u);
  EXPECT_EQ(table->newest(heap), 29u);
  keys.clear();
  collect();
  for (uint32_t i = 0; i < 30; i++) EXPECT_EQ(table->id(i), 0u);
  EXPECT_EQ(table->size(), 0u);
  EXPECT_EQ(table->oldest(heap), 0u);
}

TEST_F(EphemeronRows, ArePunchedWhereTheyWereMovedTo) {
  Root<RowTable> table = make_table(10);
  std::vector<Root<Node>> keys;
  for (uint64_t i = 1; i <= 10; i++) {
    keys.push_back(make_node(i));
    table->add_row(heap, *keys.back(), i);
  }
  keys[4].reset();
  collect();
  table->turn_round(heap);
  keys[1].reset();
  collect();
  for (uint32_t i = 0; i < 10; i++) {
    const uint64_t id = 10 - i;
    EXPECT_EQ(table->id(i), id == 5 || id == 2 ? 0 : id);
  }
}

TEST_F(EphemeronRows, GoWhenTheirOwnerTakesThem) {
  Root<RowTable> table = make_table(2);
  Root<Node> one = make_node(1), two = make_node(2);
  table->add_row(heap, *one, 1);
  table->add_row(heap, *two, 2);
  table->erase_row(heap, 0);
  EXPECT_EQ(table->id(0), 0u);
  EXPECT_EQ(table->id(1), 2u);
  one.reset();
  collect();
  EXPECT_EQ(table->size(), 1u);
}

TEST_F(EphemeronRows, WaitForTheKeyTheyWereGivenLast) {
  Root<RowTable> table = make_table(3);
  std::vector<Root<Node>> keys;
  for (uint64_t i = 1; i <= 4; i++) keys.push_back(make_node(i));
  for (uint64_t i = 0; i < 3; i++) table->add_row(heap, *keys[i], i + 1);
  table->watch_instead(heap, 1, *keys[3]);
  keys[1].reset();
  collect();
  EXPECT_EQ(table->id(1), 2u);
  EXPECT_EQ(table->newest(heap), 2u) << "it keeps its place";
  keys[3].reset();
  collect();
  EXPECT_EQ(table->id(1), 0u);
  EXPECT_EQ(table->id(0), 1u);
}

TEST_F(EphemeronRows, ArePunchedThoughAFinalizerRevivesTheKey) {
  Root<RowTable> table = make_table(1);
  Root<RowTable> late = make_table(1, KeyDeath::kAfterFinalizers);
  Root<Node> key = make_node(1);
  ASSERT_TRUE(heap.register_finalizable(*key, true));
  table->add_row(heap, *key, 1);
  late->add_row(heap, *key, 2);
  key.reset();
  collect();
  EXPECT_EQ(table->id(0), 0u);
  EXPECT_EQ(late->id(0), 2u) << "its finalizer can read it";
  EXPECT_EQ(test::drain_finalizers(heap), (std::vector<uint64_t>{1}));
  collect();
  EXPECT_EQ(late->id(0), 0u);
  EXPECT_EQ(late->size(), 0u);
}

// A cell that waits for its release is still there, but for nobody.
TEST_F(EphemeronRows, ArePunchedThoughTheKeyWaitsForItsRelease) {
  static std::vector<uint64_t> released;
  released.clear();
  Root<RowTable> late = make_table(2, KeyDeath::kAfterFinalizers);
  Root<Node> key(heap, Node::create_releasable(heap, 1, released)), reached = make_node(2);
  key->edges[0] = reached.get();
  late->add_row(heap, *key, 1, word_of(late.get()));
  late->add_row(heap, *reached, 2, word_of(key.get()));
  key.reset();
  reached.reset();
  collect();
  EXPECT_EQ(late->id(0), 0u);
  EXPECT_EQ(late->id(1), 0u);
  EXPECT_EQ(late->size(), 0u);
  EXPECT_EQ(test::drain_releases(heap), 1u);
  collect();
  EXPECT_EQ(released, (std::vector<uint64_t>{1}));
}

TEST_F(EphemeronRows, OfATableThatDiesLeaveNothingBehind) {
  Root<Node> key = make_node(1);
  Root<TestReference> watch;
  {
    Root<RowTable> table = make_table(1);
    Root<Node> value = make_node(2);
    watch = Root<TestReference>(heap, TestReference::create(heap, *value));
    table->add_row(heap, *key, 1, word_of(value.get()));
  }
  collect();
  EXPECT_EQ(watch->target_cell(), nullptr);
  collect();
  // The entry is free again: the next table's first.
  Root<RowTable> next = make_table(1);
  next->add_row(heap, *key, 4);
  EXPECT_EQ(next->entry(0), 1u);
}

TEST_F(EphemeronRows, KeepDependentValuesAsEntriesDo) {
  Root<RowTable> table = make_table(3);
  Root<Node> key = make_node(1);
  Root<TestReference> self, map, plain;
  const auto add = [&](uint64_t id, gc::Cell* reaches) {
    Root<Node> value = make_node(id);
    value->edges[0] = reaches;
    table->add_row(heap, *key, id, word_of(value.get()));
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

// Each value is the next key, through several tables in turn; each entry is looked at a bounded number of times.
TEST_F(EphemeronRows, InChainsThroughSeveralTablesTakeLinearTime) {
  const size_t count = test::scaled(heap, 20'000, 100);
  constexpr size_t kTables = 4;
  std::vector<Root<RowTable>> tables;
  for (size_t i = 0; i < kTables; i++) tables.push_back(make_table(count));
  std::vector<Root<Node>> nodes;
  for (size_t i = 0; i <= count; i++) nodes.push_back(make_node(i));
  for (size_t i = count; i-- > 0;)
    ASSERT_NE(tables[i % kTables]->add_row(heap, *nodes[i], i + 1, word_of(nodes[i + 1].get())), UINT32_MAX);
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

TEST_F(EphemeronRows, OfTablesHoldNoWordThatLooksLikeAnAddress) {
  Root<RowTable> table = make_table(200);
  std::vector<Root<Node>> keys;
  for (uint64_t i = 1; i <= 200; i++) {
    keys.push_back(make_node(i));
    table->add_row(heap, *keys.back(), i);
    ASSERT_TRUE(test::keeps_the_rule_of_scanned_words(*table, sizeof(RowTable)));
  }
}

}  // namespace
}  // namespace mayfly
