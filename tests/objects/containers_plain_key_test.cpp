// Plain keys: equality and hash without user code.
#include <mayfly/objects/containers/list.h>
#include <mayfly/objects/containers/plain_key.h>
#include <mayfly/objects/containers/tuple.h>
#include <mayfly/objects/text/string.h>
#include <mayfly/objects/text/symbol.h>
#include <mayfly/objects/text/symbol_table.h>
#include <mayfly/objects/value/boxed_integer.h>

#include <support/object_heap.h>

#include <limits>
#include <vector>

namespace mayfly {
namespace {

class PlainKeys : public test::ObjectHeapTest {
 protected:
  Value text(const char* bytes) { return String::create(heap, bytes); }
  SymbolTable symbols{heap};
};

TEST_F(PlainKeys, AreTextsNumbersBooleansAndNil) {
  for (Value value : {text("a"), Value(symbols.intern("a")), Value::nil(), Value::boolean(true), Value::small(1),
                      Value::number(0.5), *make_integer(heap, INT64_MIN)})
    EXPECT_TRUE(is_plain_key(value));
  EXPECT_FALSE(is_plain_key(List::create(heap)));
  EXPECT_FALSE(is_plain_key(Value::empty()));
}

TEST_F(PlainKeys, AreEqualInGroups) {
  heap.disable_automatic();  // the values stand in malloc memory
  const std::vector<std::vector<Value>> groups = {
      {Value::nil()},
      {Value::small(0), Value::number(0.0), Value::number(-0.0), Value::boolean(false)},
      {Value::small(1), Value::number(1.0), Value::boolean(true)},
      {*make_integer(heap, INT64_MIN), *make_integer(heap, INT64_MIN), Value::number(-9223372036854775808.0)},
      {*make_unsigned(heap, UINT64_MAX), *make_unsigned(heap, UINT64_MAX)},
      {Value::small(-1)},
      {Value::number(std::numeric_limits<double>::quiet_NaN())},
      {text("a"), text("a")},
      {text("")},
      {Value(symbols.intern("a"))},
      {Value(symbols.intern("b"))}};
  for (size_t i = 0; i < groups.size(); i++)
    for (Value a : groups[i])
      for (size_t j = 0; j < groups.size(); j++)
        for (Value b : groups[j]) {
          EXPECT_EQ(compare_plain_keys(a, b), i == j ? Match::kEqual : Match::kDifferent) << i << " and " << j;
          if (i == j) {
            EXPECT_EQ(hash_plain_key(a), hash_plain_key(b)) << i;
          }
        }
}

TEST_F(PlainKeys, AreTuplesOfThem) {
  heap.disable_automatic();  // the values stand in malloc memory
  const auto tuple = [&](std::vector<Value> values) { return Value(Tuple::create(heap, values)); };
  const std::vector<std::vector<Value>> groups = {
      {tuple({}), tuple({})},
      {tuple({Value::small(1), text("a")}), tuple({Value::number(1.0), text("a")}),
       tuple({Value::boolean(true), text("a")})},
      {tuple({text("a"), Value::small(1)})},
      {tuple({Value::small(1)})},
      {Value::small(1)},
      {tuple({Value::nil(), Value(symbols.intern("a"))}), tuple({Value::nil(), Value(symbols.intern("a"))})}};
  for (size_t i = 0; i < groups.size(); i++)
    for (Value a : groups[i])
      for (size_t j = 0; j < groups.size(); j++)
        for (Value b : groups[j]) {
          ASSERT_TRUE(is_plain_key(a));
          EXPECT_EQ(compare_plain_keys(a, b), i == j ? Match::kEqual : Match::kDifferent) << i << " and " << j;
          if (i == j) {
            EXPECT_EQ(hash_plain_key(a), hash_plain_key(b)) << i;
          }
        }
}

TEST_F(PlainKeys, AreNoTuplesThatHoldAnythingElse) {
  Tuple* inner = Tuple::create(heap, {});
  const Value values[] = {Value::small(1), Value(inner)};
  EXPECT_FALSE(is_plain_key(Tuple::create(heap, values)));
  const Value list[] = {Value(List::create(heap))};
  EXPECT_FALSE(is_plain_key(Tuple::create(heap, list)));
}

TEST_F(PlainKeys, OfASymbolAndItsTextHaveDifferentHashes) {
  EXPECT_NE(hash_plain_key(symbols.intern("a")), hash_plain_key(text("a")));
}

TEST_F(PlainKeys, LeaveOtherObjectsToUserCode) {
  const Value list = List::create(heap);
  const Value other = List::create(heap);
  EXPECT_EQ(compare_plain_keys(list, list), Match::kEqual);
  EXPECT_EQ(compare_plain_keys(list, other), Match::kUndecided);
  EXPECT_EQ(compare_plain_keys(list, Value::small(1)), Match::kUndecided);
  EXPECT_EQ(compare_plain_keys(text("a"), list), Match::kUndecided);
}

TEST_F(PlainKeys, AreNotNeededForIdentity) {
  List* a = List::create(heap);
  List* b = List::create(heap);
  EXPECT_EQ(hash_identity(*a), hash_identity(*a));
  EXPECT_NE(hash_identity(*a), hash_identity(*b));
}

}  // namespace
}  // namespace mayfly
