// Integers of every width: small where they fit, else boxed.
#include <mayfly/gc/cell/backing.h>
#include <mayfly/gc/verify/verifier.h>
#include <mayfly/objects/value/boxed_integer.h>

#include <support/object_heap.h>

namespace mayfly {
namespace {

using BoxedIntegers = test::ObjectHeapTest;

TEST_F(BoxedIntegers, RoundTripEverySignedWidth) {
  for (int64_t number : {int64_t{0}, int64_t{-1}, Value::kMinSmall, Value::kMinSmall - 1, Value::kMaxSmall,
                         Value::kMaxSmall + 1, int64_t{INT64_MAX}, int64_t{INT64_MIN}}) {
    const Value value = *make_integer(heap, number);
    EXPECT_TRUE(is_integer(value)) << number;
    EXPECT_EQ(to_int64(value), number);
    EXPECT_EQ(value.is_small(), Value::fits_small(number)) << number;
  }
}

TEST_F(BoxedIntegers, RoundTripEveryUnsignedWidth) {
  for (uint64_t number : {uint64_t{0}, uint64_t{Value::kMaxSmall}, uint64_t{Value::kMaxSmall} + 1, uint64_t{INT64_MAX},
                          uint64_t{INT64_MAX} + 1, uint64_t{UINT64_MAX}}) {
    const Value value = *make_unsigned(heap, number);
    EXPECT_TRUE(is_integer(value)) << number;
    EXPECT_EQ(to_uint64(value), number);
  }
}

TEST_F(BoxedIntegers, GiveNothingWhereTheTypeIsTooNarrow) {
  EXPECT_EQ(to_int64(*make_unsigned(heap, uint64_t{INT64_MAX} + 1)), std::nullopt);
  EXPECT_EQ(to_int64(*make_unsigned(heap, UINT64_MAX)), std::nullopt);
  EXPECT_EQ(to_uint64(*make_integer(heap, -1)), std::nullopt);
  EXPECT_EQ(to_uint64(*make_integer(heap, INT64_MIN)), std::nullopt);
}

TEST_F(BoxedIntegers, AreNoBooleansAndNoDoubles) {
  for (Value value : {Value::boolean(true), Value::number(1.0), Value::nil(), Value::empty()}) {
    EXPECT_FALSE(is_integer(value));
    EXPECT_EQ(to_int64(value), std::nullopt);
    EXPECT_EQ(to_uint64(value), std::nullopt);
  }
}

TEST_F(BoxedIntegers, HaveOneFormForEachNumber) {
  const Value from_signed = *make_integer(heap, INT64_MAX);
  const Value from_unsigned = *make_unsigned(heap, INT64_MAX);
  EXPECT_EQ(*from_signed.as<BoxedInteger>(), *from_unsigned.as<BoxedInteger>());
  EXPECT_FALSE(from_unsigned.as<BoxedInteger>()->is_unsigned());
  // -1 and 2^64 - 1 have the same bits.
  const Value lowest = *make_integer(heap, INT64_MIN);
  const Value above = *make_unsigned(heap, uint64_t{1} << 63);
  EXPECT_FALSE(*lowest.as<BoxedInteger>() == *above.as<BoxedInteger>());
}

TEST_F(BoxedIntegers, SmallOnesNeedNoMemory) {
  test::FailingAllocations failing(heap);
  EXPECT_TRUE(make_integer(heap, Value::kMaxSmall));
  EXPECT_TRUE(make_unsigned(heap, 12));
}

TEST_F(BoxedIntegers, ReportThatMemoryIsOut) {
  test::FailingAllocations failing(heap);
  const Result<Value> made = make_integer(heap, INT64_MIN);
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().kind(), ErrorKind::kOutOfMemory);
  EXPECT_FALSE(make_unsigned(heap, UINT64_MAX));
}

TEST_F(BoxedIntegers, ThatHoldAnAddressKeepNothingAlive) {
  const size_t before = heap.collect_exact().live;
  const auto hidden = ~reinterpret_cast<uint64_t>(gc::Backing::create(heap, 4));
  Root<BoxedInteger> address(heap, heap.make_leaf_with<BoxedInteger>(0, ~hidden, false));
  EXPECT_EQ(heap.collect_exact().live, before + 1);
}

TEST_F(BoxedIntegers, PassTheVerifier) {
  Root<Value> box(heap, *make_unsigned(heap, UINT64_MAX));
  heap.collect();
  EXPECT_EQ(gc::Verifier::check(heap).problem, "");
}

}  // namespace
}  // namespace mayfly
