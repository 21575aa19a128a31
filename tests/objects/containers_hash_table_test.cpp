// HashTable: the core under Dict, SymbolMap, the symbol table and weak maps; here with entries and memory of the test's
// own, so that hashes can be poor and memory can fail.
#include <mayfly/objects/containers/hash_table.h>

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <string>
#include <vector>

namespace mayfly {
namespace {

// Memory that fails when the test says so.
class FragileBlock {
 public:
  struct Context {
    int* until_failure = nullptr;  // so many blocks are still given
  };

  FragileBlock() = default;
  static FragileBlock scanned(Context context, size_t words) { return FragileBlock(context, words); }
  static FragileBlock plain(Context context, size_t words) { return FragileBlock(context, words); }
  explicit operator bool() const { return !words_.empty(); }
  uint64_t* words() const { return const_cast<uint64_t*>(words_.data()); }
  size_t capacity() const { return words_.size(); }

 private:
  FragileBlock(Context context, size_t words) {
    if (context.until_failure && (*context.until_failure)-- <= 0) return;
    words_.resize(words);
  }
  std::vector<uint64_t> words_;
};

struct Entry {
  uint64_t key;  // 0: none
  uint64_t value;
};

template <uint32_t linear_limit, uint64_t hash_mask = UINT64_MAX, bool versioned = linear_limit == 0>
struct TestTraits {
  using Entry = mayfly::Entry;
  static constexpr uint32_t kLinearLimit = linear_limit;
  static constexpr bool kVersioned = versioned;
  static bool is_present(const Entry& entry) { return entry.key != 0; }
  static uint64_t hash(const Entry& entry) { return entry.key & hash_mask; }
};

template <typename Traits>
struct Harness {
  HashTable<Traits, FragileBlock> table;
  using Context = FragileBlock::Context;

  uint32_t find(uint64_t key) const {
    return table.find(Traits::hash({key, 0}), [key](const Entry& entry) { return entry.key == key; });
  }
  bool add(uint64_t key, uint64_t value, Context context = {}) { return table.insert(context, {key, value}); }
  std::vector<uint64_t> keys() const {
    std::vector<uint64_t> found;
    for (uint32_t i = table.next(0); i < table.end(); i = table.next(i + 1)) found.push_back(table.entry(i).key);
    return found;
  }
};

using Indexed = Harness<TestTraits<0>>;
using Linear = Harness<TestTraits<8>>;

template <typename H>
class HashTables : public ::testing::Test {};
// With an index from the start, with one after eight entries, with eight different hashes in all, and with one.
using Kinds = ::testing::Types<Indexed, Linear, Harness<TestTraits<0, 7>>, Harness<TestTraits<8, 0>>>;
TYPED_TEST_SUITE(HashTables, Kinds);

TYPED_TEST(HashTables, AreEmptyAtFirst) {
  TypeParam h;
  EXPECT_EQ(h.table.size(), 0u);
  EXPECT_EQ(h.table.end(), 0u);
  EXPECT_EQ(h.table.next(0), 0u);
  EXPECT_EQ(h.find(1), h.table.kNotFound);
  h.table.compact();
  h.table.clear();
  EXPECT_EQ(h.table.size(), 0u);
}

TYPED_TEST(HashTables, KeepTheOrderOfInsertion) {
  TypeParam h;
  std::vector<uint64_t> expected;
  for (uint64_t i = 0; i < 100; i++) {
    expected.push_back(1 + (i * 37) % 101);
    ASSERT_TRUE(h.add(expected.back(), i));
  }
  EXPECT_EQ(h.keys(), expected);
  for (uint32_t i = 0; i < 100; i++) EXPECT_EQ(h.find(expected[i]), i);
}

TYPED_TEST(HashTables, DoWhatAMapDoes) {
  TypeParam h;
  std::map<uint64_t, uint64_t> model;  // key -> serial of its insertion
  std::mt19937_64 random(5);
  const auto expected_keys = [&model] {
    std::map<uint64_t, uint64_t> by_serial;
    for (auto [key, when] : model) by_serial[when] = key;
    std::vector<uint64_t> keys;
    for (auto [when, key] : by_serial) keys.push_back(key);
    return keys;
  };
  uint64_t serial = 0;
  for (int step = 0; step < 20000; step++) {
    // Phases of growth and of decline.
    const bool growing = step / 1000 % 2 == 0;
    const uint64_t key = 1 + random() % 300;
    const uint32_t position = h.find(key);
    ASSERT_EQ(position != h.table.kNotFound, model.count(key) == 1);
    if (position == h.table.kNotFound) {
      if (growing || random() % 4 == 0) {
        ASSERT_TRUE(h.add(key, ++serial));
        model[key] = serial;
      }
    } else {
      ASSERT_EQ(h.table.entry(position).value, model[key]);
      if (!growing || random() % 4 == 0) {
        h.table.erase_at(position);
        model.erase(key);
      }
    }
    if (random() % 500 == 0) h.table.compact();
    if (random() % 3000 == 0) {
      h.table.clear();
      model.clear();
    }
    ASSERT_EQ(h.table.size(), model.size());
    if (step % 50 == 0) {
      ASSERT_EQ(h.keys(), expected_keys()) << step;
    }
  }
  EXPECT_EQ(h.keys(), expected_keys());
}

TYPED_TEST(HashTables, MayLoseEntriesWhileOneWalksOverThem) {
  TypeParam h;
  for (uint64_t key = 1; key <= 50; key++) ASSERT_TRUE(h.add(key, 0));
  std::vector<uint64_t> seen;
  for (uint32_t i = 0; i < h.table.end(); i++) {
    if (!h.table.is_present(i)) continue;
    const uint64_t key = h.table.entry(i).key;
    seen.push_back(key);
    if (key % 3 == 0) h.table.erase_at(i);
    if (key == 10) h.table.erase_at(h.find(11));  // the next one
    if (key == 20) h.table.erase_at(h.find(2));   // an earlier one
    if (key == 48) h.table.erase_at(h.find(50));  // the last one
  }
  std::vector<uint64_t> expected;
  for (uint64_t key = 1; key <= 49; key++)
    if (key != 11) expected.push_back(key);
  EXPECT_EQ(seen, expected);
  EXPECT_EQ(h.table.size(), 50u - 16 - 3);
}

TYPED_TEST(HashTables, CloseTheirHoles) {
  TypeParam h;
  for (uint64_t key = 1; key <= 40; key++) ASSERT_TRUE(h.add(key, key * 10));
  for (uint64_t key = 1; key <= 40; key++)
    if (key % 4 != 0) h.table.erase_at(h.find(key));
  EXPECT_EQ(h.table.end(), 40u);
  h.table.compact();
  EXPECT_EQ(h.table.end(), 10u);
  EXPECT_EQ(h.table.size(), 10u);
  for (uint32_t i = 0; i < 10; i++) {
    EXPECT_EQ(h.table.entry(i).key, 4 * (i + 1));
    EXPECT_EQ(h.find(4 * (i + 1)), i);
  }
}

TYPED_TEST(HashTables, ForgetTrailingHoles) {
  TypeParam h;
  for (uint64_t key = 1; key <= 20; key++) ASSERT_TRUE(h.add(key, 0));
  h.table.erase_at(18);
  EXPECT_EQ(h.table.end(), 20u);
  h.table.erase_at(19);
  EXPECT_EQ(h.table.end(), 18u);
  ASSERT_TRUE(h.add(99, 0));
  EXPECT_EQ(h.find(99), 18u);
}

TYPED_TEST(HashTables, ServeAsQueues) {
  // Taking the first and adding at the end: the table stays small.
  TypeParam h;
  for (uint64_t key = 1; key <= 10; key++) ASSERT_TRUE(h.add(key, 0));
  for (uint64_t key = 11; key <= 5000; key++) {
    const uint32_t first = h.table.next(0);
    ASSERT_EQ(h.table.entry(first).key, key - 10);
    h.table.erase_at(first);
    ASSERT_TRUE(h.add(key, 0));
    ASSERT_EQ(h.table.size(), 10u);
    ASSERT_LE(h.table.end(), 64u);
  }
}

TYPED_TEST(HashTables, BeginAnewWhenTheyWereEmptied) {
  TypeParam h;
  for (uint64_t count : {3u, 30u}) {
    for (bool forwards : {true, false}) {
      for (uint64_t key = 1; key <= count; key++) ASSERT_TRUE(h.add(key, 0));
      for (uint64_t i = 1; i <= count; i++) h.table.erase_at(h.find(forwards ? i : count + 1 - i));
      EXPECT_EQ(h.table.end(), 0u);
      ASSERT_TRUE(h.add(7, 0));
      EXPECT_EQ(h.keys(), std::vector<uint64_t>{7});
      h.table.erase_at(0);
    }
  }
}

TYPED_TEST(HashTables, ServeAsStacks) {
  TypeParam h;
  for (uint64_t key = 1; key <= 100; key++) ASSERT_TRUE(h.add(key, 0));
  for (uint64_t key = 100; key >= 1; key--) {
    ASSERT_EQ(h.table.entry(h.table.end() - 1).key, key);
    h.table.erase_at(h.table.end() - 1);
  }
  EXPECT_EQ(h.table.end(), 0u);
}

TYPED_TEST(HashTables, ShrinkWhenMostEntriesHaveGone) {
  TypeParam h;
  for (uint64_t key = 1; key <= 1000; key++) ASSERT_TRUE(h.add(key, 0));
  for (uint64_t key = 1; key < 1000; key++) h.table.erase_at(h.find(key));
  ASSERT_EQ(h.table.size(), 1u);
  uint64_t key = 1001;
  while (!h.table.is_full()) ASSERT_TRUE(h.add(key++, 0));
  while (h.table.size() > 1) h.table.erase_at(h.table.next(0));
  ASSERT_TRUE(h.add(key++, 0));
  EXPECT_EQ(h.table.size(), 2u);
  // A small table is full soon.
  int room = 0;
  while (!h.table.is_full()) {
    ASSERT_TRUE(h.add(key++, 0));
    room++;
  }
  EXPECT_LE(room, 16);
}

TYPED_TEST(HashTables, ReserveRoomThatCannotFail) {
  TypeParam h;
  ASSERT_TRUE(h.add(1, 0));
  ASSERT_TRUE(h.add(2, 0));
  h.table.erase_at(0);
  ASSERT_TRUE(h.table.reserve({}, 100));
  int none = 0;
  for (uint64_t key = 10; key < 109; key++) ASSERT_TRUE(h.add(key, 0, {&none})) << key;
  EXPECT_EQ(h.table.size(), 100u);
  EXPECT_TRUE(h.table.reserve({&none}, 50));
  EXPECT_FALSE(h.table.reserve({&none}, 100'000));
  EXPECT_EQ(h.table.size(), 100u);
}

TYPED_TEST(HashTables, CountNoHolesAsRoom) {
  for (uint64_t count = 2; count < 60; count++) {
    TypeParam h;
    for (uint64_t key = 1; key <= count; key++) ASSERT_TRUE(h.add(key, 0));
    h.table.erase_at(0);
    ASSERT_TRUE(h.table.reserve({}, count + 1));
    int none = 0;
    EXPECT_TRUE(h.add(count + 1, 0, {&none})) << count;
    EXPECT_TRUE(h.add(count + 2, 0, {&none})) << count;
  }
}

TYPED_TEST(HashTables, AreUnchangedWhenMemoryIsOut) {
  for (int blocks = 0; blocks < 2; blocks++) {
    TypeParam h;
    uint64_t key = 1;
    for (int growth = 0; growth < 5; growth++) {
      while (!h.table.is_full()) ASSERT_TRUE(h.add(key++, 0));
      const std::vector<uint64_t> before = h.keys();
      const uint64_t version = h.table.version();
      int until_failure = blocks;
      if (!h.add(key, 0, {&until_failure})) {
        EXPECT_EQ(h.keys(), before);
        EXPECT_EQ(h.table.version(), version);
        EXPECT_EQ(h.find(key), h.table.kNotFound);
        for (uint64_t known : before) EXPECT_NE(h.find(known), h.table.kNotFound);
        ASSERT_TRUE(h.add(key, 0));
      }
      key++;
    }
    EXPECT_EQ(h.table.size(), key - 1);
  }
}

TYPED_TEST(HashTables, CloseHolesWithoutMemory) {
  TypeParam h;
  uint64_t key = 1;
  while (key <= 100 || !h.table.is_full()) ASSERT_TRUE(h.add(key++, 0));
  // All but one of eight and the last, so that no trailing hole is forgotten.
  for (uint64_t old = 1; old < key - 1; old++)
    if (old % 8 != 0) h.table.erase_at(h.find(old));
  ASSERT_TRUE(h.table.is_full());
  int none = 0;
  EXPECT_TRUE(h.add(key, 7, {&none}));
  EXPECT_EQ(h.table.entry(h.find(key)).value, 7u);
  EXPECT_NE(h.find(8), h.table.kNotFound);
}

TYPED_TEST(HashTables, RefuseAbsurdSizes) {
  TypeParam h;
  EXPECT_FALSE(h.table.reserve({}, SIZE_MAX));
  EXPECT_FALSE(h.table.reserve({}, size_t{1} << 40));
}

// Counts the entries that are looked at.
struct CountingTraits : TestTraits<0> {
  static inline uint64_t looked = 0;
  static bool is_present(const Entry& entry) {
    looked++;
    return entry.key != 0;
  }
};

TEST(HashTableFront, IsFoundAtOnceHoweverManyHolesAreBeforeIt) {
  Harness<CountingTraits> h;
  const uint64_t count = 5000;
  for (uint64_t key = 1; key <= count; key++) ASSERT_TRUE(h.add(key, 0));
  CountingTraits::looked = 0;
  for (uint64_t key = 1; key <= count; key++) {
    const uint32_t first = h.table.next(0);
    ASSERT_EQ(h.table.entry(first).key, key);
    h.table.erase_at(first);
  }
  EXPECT_LT(CountingTraits::looked, 10 * count);
}

TEST(HashTableIndex, FindsConsecutiveAndAlignedHashesQuickly) {
  // The number of entries looked at, for hashes that differ in few bits.
  for (int shift : {0, 4, 12, 32, 40, 52}) {
    Indexed h;
    const uint64_t count = 3000;
    for (uint64_t i = 1; i <= count; i++) ASSERT_TRUE(h.add(i << shift, 0));
    uint64_t looked = 0;
    for (uint64_t i = 1; i <= count; i++)
      (void)h.table.find(i << shift, [&](const Entry& entry) {
        looked++;
        return entry.key == i << shift;
      });
    EXPECT_LT(looked, 8 * count) << shift;
  }
}

// --- probing with a functor that changes the table --------------------------------------------------------------------

using Outcome = Probed::Outcome;

class Probing : public ::testing::Test {
 protected:
  Probing() { fill(); }
  void fill() {
    h.table.clear();
    for (uint64_t key = 1; key <= 5; key++) EXPECT_TRUE(h.add(key, key * 10));
  }
  Harness<TestTraits<0, 0>> h;  // one hash for all: every entry is met
};

TEST_F(Probing, FindsWhatTheFunctorCallsEqual) {
  int asked = 0;
  const Probed found = h.table.probe(0, [&](const Entry& entry) {
    asked++;
    return entry.key == 4 ? Match::kEqual : Match::kDifferent;
  });
  EXPECT_TRUE(found.found());
  EXPECT_EQ(h.table.entry(found.position).key, 4u);
  EXPECT_EQ(asked, 4);
}

TEST_F(Probing, EndsWhenNothingIsEqual) {
  const Probed found = h.table.probe(0, [](const Entry&) { return Match::kDifferent; });
  EXPECT_TRUE(found.absent());
  Indexed empty;
  EXPECT_TRUE(empty.table.probe(0, [](const Entry&) { return Match::kEqual; }).absent());
}

TEST_F(Probing, StopsAtAFailure) {
  int asked = 0;
  const Probed found =
      h.table.probe(0, [&](const Entry&) { return ++asked == 2 ? Match::kFailed : Match::kDifferent; });
  EXPECT_EQ(found.outcome, Outcome::kFailed);
  EXPECT_EQ(asked, 2);
}

TEST_F(Probing, StopsAtWhatOnlyUserCodeCanTell) {
  const Probed found =
      h.table.probe(0, [](const Entry& entry) { return entry.key == 3 ? Match::kUndecided : Match::kDifferent; });
  EXPECT_EQ(found.outcome, Outcome::kUndecided);
  EXPECT_EQ(h.table.entry(found.position).key, 3u);
}

TEST_F(Probing, SaysThatTheFunctorChangedTheTable) {
  using Change = void (*)(decltype(h.table)&);
  const Change changes[] = {
      [](auto& table) { table.erase_at(0); },
      [](auto& table) { table.erase_at(4); },
      [](auto& table) { table.clear(); },
      [](auto& table) {
        ASSERT_TRUE(table.insert({}, {77, 0}));
      },
      [](auto& table) {
        for (uint64_t key = 100; key < 200; key++) ASSERT_TRUE(table.insert({}, {key, 0}));
      },
      [](auto& table) {
        ASSERT_TRUE(table.insert({}, {77, 0}));
        table.erase_at(5);  // back to what it was
      },
      [](auto& table) {
        table.erase_at(1);
        table.compact();
      },
  };
  for (Change change : changes) {
    fill();
    int asked = 0;
    const Probed found = h.table.probe(0, [&](const Entry&) {
      asked++;
      change(h.table);
      return Match::kEqual;  // even so: where it was is not where it is
    });
    EXPECT_EQ(found.outcome, Outcome::kChanged);
    EXPECT_EQ(asked, 1);
  }
}

TEST_F(Probing, IsNotDisturbedByNewValues) {
  const Probed found = h.table.probe(0, [&](const Entry& entry) {
    for (uint32_t i = 0; i < h.table.end(); i++) h.table.entry(i).value++;
    return entry.key == 5 ? Match::kEqual : Match::kDifferent;
  });
  EXPECT_TRUE(found.found());
  EXPECT_EQ(h.table.entry(found.position).value, 55u);
}

TEST_F(Probing, ReportsAFailureBeforeAChange) {
  const Probed found = h.table.probe(0, [&](const Entry&) {
    h.table.clear();
    return Match::kFailed;
  });
  EXPECT_EQ(found.outcome, Outcome::kFailed);
}

}  // namespace
}  // namespace mayfly
