// Hash tables whose entries another hand zeroes at any time, as the death pass does with those of weak maps.
#include <mayfly/objects/containers/hash_table.h>

#include <gtest/gtest.h>

#include <map>
#include <vector>

namespace mayfly {
namespace {

struct Traits {
  struct Entry {
    uint64_t key;  // 0: a hole
    uint64_t value;
  };
  static constexpr uint32_t kLinearLimit = 0;
  static constexpr bool kVersioned = true;
  static constexpr bool kPunched = true;
  static bool is_present(const Entry& entry) { return entry.key != 0; }
  static uint64_t hash(const Entry& entry) { return entry.key % 61; }  // poor: chains are long
};

class PunchedTable : public ::testing::Test {
 protected:
  using Table = HashTable<Traits, MallocBlock>;

  uint32_t find(uint64_t key) const {
    return table.find(key % 61, [key](const Traits::Entry& entry) { return entry.key == key; });
  }
  void add(uint64_t key, uint64_t value) {
    if (table.is_full()) grow(table.end() * 2);
    table.append({key, value});
  }
  void grow(size_t wanted) {
    Table::Room room = Table::prepare({}, wanted);
    ASSERT_TRUE(room);
    table.move_into(std::move(room),
                    [&](const Traits::Entry& entry, uint32_t position) { moved[entry.key] = position; });
  }
  void punch(uint64_t key) {
    const uint32_t position = find(key);
    ASSERT_NE(position, Table::kNotFound);
    table.entry(position) = {};
  }

  Table table;
  std::map<uint64_t, uint32_t> moved;
};

TEST_F(PunchedTable, FindsWhatStandsBehindHoles) {
  for (uint64_t key = 1; key <= 500; key++) add(key, key * 2);
  for (uint64_t key = 1; key <= 500; key += 3) punch(key);
  for (uint64_t key = 1; key <= 500; key++) {
    const uint32_t position = find(key);
    ASSERT_EQ(position == Table::kNotFound, key % 3 == 1) << key;
    if (key % 3 != 1) {
      EXPECT_EQ(table.entry(position).value, key * 2);
    }
  }
}

TEST_F(PunchedTable, StaysFiniteHoweverMuchIsPunched) {
  for (uint64_t key = 1; key <= 100'000; key++) {
    add(key, key);
    if (key > 20) punch(key - 20);
    ASSERT_EQ(find(key + 1), Table::kNotFound);
    if (table.is_full()) table.compact([](const Traits::Entry&, uint32_t) {});
    ASSERT_LT(table.end(), 200u);
  }
  for (uint64_t key = 99'981; key <= 100'000; key++) EXPECT_NE(find(key), Table::kNotFound);
}

TEST_F(PunchedTable, TellsWhereEntriesAreMovedTo) {
  for (uint64_t key = 1; key <= 100; key++) add(key, key);
  for (uint64_t key = 2; key <= 100; key += 2) punch(key);
  moved.clear();
  table.compact([&](const Traits::Entry& entry, uint32_t position) { moved[entry.key] = position; });
  EXPECT_EQ(table.end(), 50u);
  EXPECT_EQ(moved.count(1), 0u) << "it stayed";
  for (uint64_t key = 3; key <= 100; key += 2) {
    EXPECT_EQ(moved[key], find(key));
    EXPECT_EQ(find(key), (key - 1) / 2) << "in order";
  }
  moved.clear();
  grow(1000);
  EXPECT_EQ(moved.size(), 50u);
  for (const auto& [key, position] : moved) EXPECT_EQ(find(key), position);
}

TEST_F(PunchedTable, ChangesItsVersionWithWhatTheOwnerDoesAlone) {
  add(1, 1);
  add(2, 2);
  uint64_t version = table.version();
  punch(1);
  EXPECT_EQ(table.version(), version);
  table.note_erased();
  EXPECT_NE(table.version(), version);
  version = table.version();
  add(3, 3);
  EXPECT_NE(table.version(), version);
  version = table.version();
  table.compact([](const Traits::Entry&, uint32_t) {});
  EXPECT_NE(table.version(), version);
}

}  // namespace
}  // namespace mayfly
