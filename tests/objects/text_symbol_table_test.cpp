// SymbolTable and Symbol: interned names, held weakly.
#include <mayfly/gc/root/weak_root.h>
#include <mayfly/gc/verify/verifier.h>
#include <mayfly/objects/text/string.h>
#include <mayfly/objects/text/symbol.h>
#include <mayfly/objects/text/symbol_table.h>

#include <support/object_heap.h>

#include <string>
#include <vector>

namespace mayfly {
namespace {

using namespace std::literals;

class Symbols : public test::ObjectHeapTest {
 protected:
  SymbolTable table{heap};
};

std::string name(size_t i) { return "name_" + std::to_string(i); }

TEST_F(Symbols, AreOneObjectForOneText) {
  Symbol* door = table.intern("door");
  ASSERT_NE(door, nullptr);
  EXPECT_EQ(table.intern("door"), door);
  EXPECT_EQ(table.intern("do"s + "or"), door);
  EXPECT_NE(table.intern("Door"), door);
  EXPECT_EQ(table.size(), 2u);
}

TEST_F(Symbols, HoldTheirText) {
  for (std::string_view text : {""sv, "x"sv, "caf\xc3\xa9"sv, "a\0b"sv, "a name that is rather long, as names go"sv}) {
    Symbol* symbol = table.intern(text);
    EXPECT_EQ(symbol->view(), text);
    EXPECT_EQ(symbol->size(), text.size());
    EXPECT_EQ(symbol->c_str()[text.size()], 0);
  }
}

TEST_F(Symbols, HaveTheHashOfTheirText) {
  EXPECT_EQ(table.intern("door")->hash(), String::create(heap, "door")->hash());
}

TEST_F(Symbols, AreMadeFromStrings) {
  Symbol* door = table.intern("door");
  EXPECT_EQ(table.intern(*String::create(heap, "door")), door);
  EXPECT_EQ(table.intern(*String::create(heap, "gate")), table.intern("gate"));
}

TEST_F(Symbols, StandForNoSpecialUntilToldSo) {
  Symbol* name = table.intern("__call__");
  EXPECT_EQ(name->special(), Special::kNone);
  name->set_special(Special::kCall);
  EXPECT_EQ(name->special(), Special::kCall);
  EXPECT_EQ(name->view(), "__call__");
  name->set_special(Special::kInPlaceMatrixMultiply);
  EXPECT_EQ(name->special(), Special::kInPlaceMatrixMultiply);
  name->set_special(Special::kNone);
  EXPECT_EQ(name->special(), Special::kNone);
}

TEST_F(Symbols, AreFoundOnlyWhenTheyExist) {
  EXPECT_EQ(table.find("door"), nullptr);
  EXPECT_EQ(table.size(), 0u);
  Symbol* door = table.intern("door");
  EXPECT_EQ(table.find("door"), door);
  EXPECT_EQ(table.find("floor"), nullptr);
}

TEST_F(Symbols, LiveAsLongAsSomebodyUsesThem) {
  Root<Symbol> kept(heap, table.intern("kept"));
  (void)table.intern("dropped");
  heap.collect_exact();
  EXPECT_EQ(table.find("kept"), kept.get());
  EXPECT_EQ(table.find("dropped"), nullptr);
}

TEST_F(Symbols, AreMadeAnewAfterTheirDeath) {
  gc::WeakRoot<Symbol> first(heap, table.intern("name"));
  heap.collect_exact();
  ASSERT_TRUE(first.expired());
  EXPECT_EQ(table.size(), 1u);
  Root<Symbol> second(heap, table.intern("name"));
  // The dead one's entry went when the name was asked for.
  EXPECT_EQ(table.size(), 1u);
  EXPECT_EQ(table.find("name"), second.get());
}

TEST_F(Symbols, ThatDiedAreTakenOutWhenTheTableWouldGrow) {
  const size_t rounds = test::scaled(heap, 200, 10);
  for (size_t round = 0; round < rounds; round++) {
    for (size_t i = 0; i < 100; i++) ASSERT_NE(table.intern(name(round * 100 + i)), nullptr);
    heap.collect_exact();
  }
  EXPECT_LT(table.size(), 500u);
  Root<Symbol> last(heap, table.intern("last"));
  heap.collect_exact();
  table.purge();
  EXPECT_EQ(table.size(), 1u);
  EXPECT_EQ(table.find("last"), last.get());
}

TEST_F(Symbols, AreManyAndAllFound) {
  const size_t count = test::scaled(heap, 20000, 200);
  std::vector<Root<Symbol>> kept;
  for (size_t i = 0; i < count; i++) {
    Symbol* made = table.intern(name(i));
    if (i % 3 == 0) kept.emplace_back(heap, made);
  }
  heap.collect_exact();
  table.purge();
  EXPECT_EQ(table.size(), kept.size());
  for (size_t i = 0; i < count; i++) {
    Symbol* found = table.find(name(i));
    ASSERT_EQ(found, i % 3 == 0 ? kept[i / 3].get() : nullptr) << i;
  }
}

TEST_F(Symbols, OfTwoTablesAreStrangers) {
  SymbolTable other(heap);
  EXPECT_NE(other.intern("door"), table.intern("door"));
}

TEST_F(Symbols, ReportThatMemoryIsOutAndStayAsTheyWere) {
  Root<Symbol> door(heap, table.intern("door"));
  {
    test::FailingAllocations failing(heap);
    EXPECT_EQ(table.intern("gate"), nullptr);
    EXPECT_EQ(table.intern("door"), door.get());
    EXPECT_EQ(table.find("gate"), nullptr);
    EXPECT_EQ(table.size(), 1u);
  }
  EXPECT_NE(table.intern("gate"), nullptr);
}

TEST_F(Symbols, PassTheVerifier) {
  Root<Symbol> door(heap, table.intern("door"));
  door->set_special(Special::kCall);
  heap.collect();
  EXPECT_EQ(gc::Verifier::check(heap).problem, "");
}

}  // namespace
}  // namespace mayfly
