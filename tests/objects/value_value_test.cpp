// Value: the encoding, and what looks like an address to the collector.
#include <mayfly/objects/text/string.h>
#include <mayfly/objects/text/symbol.h>
#include <mayfly/objects/value/value.h>

#include <support/object_heap.h>

#include <cmath>
#include <limits>
#include <vector>

namespace mayfly {
namespace {

using Limits = std::numeric_limits<double>;

std::vector<double> odd_doubles() {
  return {0.0,
          -0.0,
          1.0,
          -1.0,
          0.1,
          Limits::min(),
          Limits::max(),
          -Limits::max(),
          Limits::denorm_min(),
          -Limits::denorm_min(),
          Limits::infinity(),
          -Limits::infinity(),
          Limits::epsilon(),
          1e300,
          -1e-300};
}

TEST(Value, IsNilWhenNothingIsSaid) {
  Value value;
  EXPECT_TRUE(value.is_nil());
  EXPECT_FALSE(value.is_empty());
  EXPECT_EQ(value, Value::nil());
}

TEST(Value, TellsItsKindsApart) {
  for (Value value : {Value::nil(), Value::boolean(false), Value::boolean(true), Value::small(0), Value::small(-1),
                      Value::number(0.0), Value::number(-Limits::max()), Value::empty()}) {
    const int kinds = value.is_nil() + value.is_boolean() + value.is_small() + value.is_double() + value.is_object() +
                      value.is_empty();
    EXPECT_EQ(kinds, 1) << std::hex << value.word();
  }
}

TEST(Value, KeepsSmallIntegersUpToItsLimits) {
  for (int64_t number : {int64_t{0}, int64_t{1}, int64_t{-1}, Value::kMinSmall, Value::kMaxSmall, int64_t{1} << 46}) {
    ASSERT_TRUE(Value::fits_small(number));
    const Value value = Value::small(number);
    EXPECT_TRUE(value.is_small());
    EXPECT_EQ(value.as_small(), number);
  }
  EXPECT_FALSE(Value::fits_small(Value::kMinSmall - 1));
  EXPECT_FALSE(Value::fits_small(Value::kMaxSmall + 1));
}

TEST(Value, KeepsEveryDoubleToTheBit) {
  for (double number : odd_doubles()) {
    const Value value = Value::number(number);
    EXPECT_TRUE(value.is_double()) << number;
    EXPECT_EQ(std::bit_cast<uint64_t>(value.as_double()), std::bit_cast<uint64_t>(number)) << number;
  }
}

TEST(Value, KnowsOneNanOnly) {
  const Value quiet = Value::number(Limits::quiet_NaN());
  const Value negative = Value::number(std::copysign(Limits::quiet_NaN(), -1.0));
  const Value loaded = Value::number(std::bit_cast<double>(0xffff'ffff'ffff'ffff));
  EXPECT_TRUE(std::isnan(quiet.as_double()));
  EXPECT_EQ(quiet, negative);
  EXPECT_EQ(quiet, loaded);
  EXPECT_TRUE(loaded.is_double());
}

TEST(Value, ThatIsNoObjectNeverLooksLikeAnAddress) {
  std::vector<Value> values = {Value::nil(),
                               Value::boolean(true),
                               Value::boolean(false),
                               Value::small(0),
                               Value::small(-1),
                               Value::small(Value::kMaxSmall),
                               Value::small(Value::kMinSmall),
                               Value::number(Limits::quiet_NaN())};
  for (double number : odd_doubles()) values.push_back(Value::number(number));
  for (Value value : values) {
    EXPECT_NE(value.word() >> 48, 0u) << std::hex << value.word();
    EXPECT_EQ(gc::EdgeTraits<Value>::cell(value), nullptr);
  }
}

TEST(Value, IsIdenticalToTheSameBitsOnly) {
  EXPECT_TRUE(Value::small(1).identical(Value::small(1)));
  EXPECT_FALSE(Value::small(1).identical(Value::number(1.0)));
  EXPECT_FALSE(Value::small(1).identical(Value::boolean(true)));
  EXPECT_FALSE(Value::number(0.0).identical(Value::number(-0.0)));
}

using ValueOfObject = test::ObjectHeapTest;

TEST_F(ValueOfObject, IsTheCellsAddress) {
  String* text = String::create(heap, "text");
  const Value value = text;
  EXPECT_TRUE(value.is_object());
  EXPECT_EQ(value.word(), reinterpret_cast<uintptr_t>(text));
  EXPECT_TRUE(value.is<String>());
  EXPECT_FALSE(value.is<Symbol>());
  EXPECT_EQ(value.as<String>(), text);
  EXPECT_EQ(value.try_as<Symbol>(), nullptr);
  EXPECT_EQ(Value::small(1).try_as<String>(), nullptr);
}

TEST_F(ValueOfObject, IsEmptyForANullPointer) {
  const Value value = static_cast<String*>(nullptr);
  EXPECT_TRUE(value.is_empty());
  EXPECT_FALSE(value.is_object());
  EXPECT_FALSE(value.is<String>());
}

TEST_F(ValueOfObject, IsKeptByARoot) {
  Root<Value> root(heap, Value(String::create(heap, "kept")));
  Root<Value> number(heap, Value::small(7));
  heap.collect_exact();
  EXPECT_EQ(root.get().as<String>()->view(), "kept");
  EXPECT_EQ(number.get().as_small(), 7);
  root.reset();
  EXPECT_TRUE(root.get().is_empty());
  EXPECT_TRUE(Root<Value>().get().is_empty());
}

}  // namespace
}  // namespace mayfly
