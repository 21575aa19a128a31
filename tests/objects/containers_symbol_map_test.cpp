// SymbolMap: names and values in a cell, at dense positions.
#include <mayfly/gc/verify/verifier.h>
#include <mayfly/objects/containers/symbol_map.h>
#include <mayfly/objects/text/string.h>
#include <mayfly/objects/text/symbol_table.h>

#include <support/object_heap.h>

#include <string>
#include <vector>

namespace mayfly {
namespace {

// A cell with two maps, as Class and Shape are.
class Holder final : public gc::Cell {
  MAYFLY_CELL(Holder, gc::Cell, 250)
  static Holder* create(gc::Heap& heap) { return heap.make<Holder>(); }

  SymbolMap first;
  SymbolMap second;

 private:
  explicit Holder(gc::CellInit init) : Cell(init) {}
  void trace(gc::Visitor& visitor) const {
    first.trace(visitor);
    second.trace(visitor);
  }
};
const gc::KindRow Holder::kRow = {.name = "Holder", .trace = &Holder::trace_cell};

class SymbolMaps : public test::ObjectHeapTest {
 protected:
  SymbolMaps() { gc::set_kind_row(Holder::kKind, Holder::kRow); }

  Symbol& symbol(size_t i) { return *table.intern("attribute_" + std::to_string(i)); }
  Symbol& named(const char* text) { return *table.intern(text); }
  // Names 0 to count - 1 with their numbers.
  void fill(size_t count) {
    for (size_t i = 0; i < count; i++)
      ASSERT_TRUE(map().insert(heap, symbol(i), Value::small(static_cast<int64_t>(i))));
  }
  SymbolMap& map() { return holder->first; }

  SymbolTable table{heap};
  Root<Holder> holder{heap, Holder::create(heap)};
};

TEST_F(SymbolMaps, AreEmptyAtFirst) {
  EXPECT_TRUE(map().empty());
  EXPECT_EQ(map().find(named("x")), SymbolMap::kNotFound);
  EXPECT_TRUE(map().get(named("x")).is_empty());
  EXPECT_FALSE(map().erase(named("x")));
}

TEST_F(SymbolMaps, KeepNamesInOrderOnBothSidesOfTheLimit) {
  for (size_t count : {1u, 7u, 8u, 9u, 10u, 100u, 1000u}) {
    map().clear();
    fill(count);
    ASSERT_EQ(map().size(), count);
    for (uint32_t i = 0; i < count; i++) {
      ASSERT_EQ(map().find(symbol(i)), i);
      ASSERT_EQ(map().name_at(i), &symbol(i));
      ASSERT_EQ(map().value_at(i), Value::small(i));
    }
    EXPECT_FALSE(map().contains(named("missing")));
  }
}

TEST_F(SymbolMaps, OverwriteInPlace) {
  fill(3);
  ASSERT_TRUE(map().insert(heap, symbol(1), Value::boolean(true)));
  EXPECT_EQ(map().size(), 3u);
  EXPECT_EQ(map().value_at(1), Value::boolean(true));
  map().set_value_at(2, Value::nil());
  EXPECT_EQ(map().get(symbol(2)), Value::nil());
}

TEST_F(SymbolMaps, MoveLaterNamesDownWhenOneGoes) {
  for (size_t count : {5u, 8u, 9u, 30u}) {
    map().clear();
    fill(count);
    EXPECT_TRUE(map().erase(symbol(2)));
    EXPECT_FALSE(map().erase(symbol(2)));
    ASSERT_EQ(map().size(), count - 1);
    for (uint32_t i = 0; i < count - 1; i++) {
      const uint32_t name = i < 2 ? i : i + 1;
      EXPECT_EQ(map().name_at(i), &symbol(name));
      EXPECT_EQ(map().find(symbol(name)), i);
    }
    ASSERT_TRUE(map().insert(heap, symbol(2), Value::nil()));
    EXPECT_EQ(map().find(symbol(2)), count - 1);
  }
}

TEST_F(SymbolMaps, MayBeEmptiedFromEitherEnd) {
  fill(20);
  for (size_t i = 0; i < 10; i++) EXPECT_TRUE(map().erase(symbol(i)));
  for (size_t i = 20; i-- > 10;) EXPECT_TRUE(map().erase(symbol(i)));
  EXPECT_TRUE(map().empty());
  fill(20);
  EXPECT_EQ(map().size(), 20u);
}

TEST_F(SymbolMaps, HoldNamesAndValuesStrongly) {
  ASSERT_TRUE(map().insert(heap, named("name"), String::create(heap, "value")));
  for (size_t i = 0; i < 20; i++)
    ASSERT_TRUE(holder->second.insert(heap, symbol(i), String::create(heap, std::to_string(i))));
  heap.collect_exact();
  ASSERT_NE(table.find("name"), nullptr);
  EXPECT_EQ(map().get(*table.find("name")).as<String>()->view(), "value");
  for (uint32_t i = 0; i < 20; i++) EXPECT_EQ(holder->second.value_at(i).as<String>()->view(), std::to_string(i));
}

TEST_F(SymbolMaps, ReleaseWhatWasErased) {
  fill(12);
  EXPECT_TRUE(map().erase(symbol(11)));
  EXPECT_TRUE(map().erase(symbol(0)));
  heap.collect_exact();
  EXPECT_EQ(table.find("attribute_11"), nullptr);
  EXPECT_EQ(table.find("attribute_0"), nullptr);
  EXPECT_NE(table.find("attribute_5"), nullptr);
  map().clear();
  heap.collect_exact();
  EXPECT_EQ(table.find("attribute_5"), nullptr);
}

TEST_F(SymbolMaps, AreUnchangedWhenMemoryIsOut) {
  for (size_t count = 0; count < 40; count++) {
    map().clear();
    fill(count);
    Symbol& added = named("added");
    Symbol& first = symbol(0);
    {
      test::FailingAllocations failing(heap);
      if (!map().insert(heap, added, Value::nil())) {
        EXPECT_EQ(map().size(), count);
        EXPECT_FALSE(map().contains(added));
      }
      if (count > 0) {
        EXPECT_TRUE(map().insert(heap, first, Value::nil()));
      }
    }
    EXPECT_TRUE(map().insert(heap, added, Value::nil()));
    EXPECT_EQ(map().size(), count + 1);
  }
}

TEST_F(SymbolMaps, ReserveRoomThatCannotFail) {
  ASSERT_TRUE(map().reserve(heap, 30));
  std::vector<Root<Symbol>> names;
  for (size_t i = 0; i < 30; i++) names.emplace_back(heap, &symbol(i));
  {
    test::FailingAllocations failing(heap);
    for (const Root<Symbol>& name : names) EXPECT_TRUE(map().insert(heap, *name, Value::nil()));
    EXPECT_FALSE(map().reserve(heap, 1000));
  }
  EXPECT_EQ(map().size(), 30u);
}

TEST_F(SymbolMaps, PassTheVerifierAtEverySize) {
  for (size_t i = 0; i < 40; i++) {
    ASSERT_TRUE(map().insert(heap, symbol(i), String::create(heap, "v")));
    if (i % 5 == 4) map().erase(symbol(i - 2));
    heap.collect();
    ASSERT_EQ(gc::Verifier::check(heap).problem, "");
  }
}

}  // namespace
}  // namespace mayfly
