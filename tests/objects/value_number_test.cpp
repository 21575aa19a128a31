// Numbers compared and hashed exactly, whatever their representation.
#include <mayfly/objects/value/boxed_integer.h>
#include <mayfly/objects/value/number.h>

#include <support/object_heap.h>

#include <limits>
#include <vector>

namespace mayfly {
namespace {

class Numbers : public test::ObjectHeapTest {
 protected:
  Numbers() { heap.disable_automatic(); }  // the values stand in malloc memory

  Value integer(int64_t number) { return *make_integer(heap, number); }
  Value large(uint64_t number) { return *make_unsigned(heap, number); }
};

constexpr double kTwo53 = 9007199254740992.0;
constexpr double kTwo63 = 9223372036854775808.0;
constexpr double kTwo64 = 18446744073709551616.0;
constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

TEST_F(Numbers, AreIntegersDoublesAndBooleans) {
  for (Value value : {integer(1), integer(INT64_MIN), large(UINT64_MAX), Value::number(0.5), Value::boolean(false)})
    EXPECT_TRUE(is_number(value));
  EXPECT_FALSE(is_number(Value::nil()));
  EXPECT_FALSE(is_number(Value::empty()));
}

TEST_F(Numbers, StandInOneOrder) {
  // Ascending, across representations.
  const std::vector<Value> order = {Value::number(-kInfinity),
                                    Value::number(-kTwo64),
                                    integer(INT64_MIN),
                                    integer(INT64_MIN + 1),
                                    integer(Value::kMinSmall - 1),
                                    Value::number(-1.5),
                                    integer(-1),
                                    Value::number(-0.5),
                                    integer(0),
                                    Value::number(0.5),
                                    Value::boolean(true),
                                    Value::number(1.5),
                                    Value::number(kTwo53),
                                    integer((int64_t{1} << 53) + 1),
                                    integer(INT64_MAX),
                                    Value::number(kTwo63),
                                    large((uint64_t{1} << 63) + 1),
                                    large(UINT64_MAX),
                                    Value::number(kTwo64),
                                    Value::number(kInfinity)};
  for (size_t i = 0; i < order.size(); i++)
    for (size_t j = 0; j < order.size(); j++)
      EXPECT_TRUE(compare_numbers(order[i], order[j]) == (i <=> j)) << i << " and " << j;
}

TEST_F(Numbers, AreEqualAcrossRepresentations) {
  const std::vector<std::vector<Value>> equals = {
      {integer(0), Value::number(0.0), Value::number(-0.0), Value::boolean(false)},
      {integer(1), Value::number(1.0), Value::boolean(true), large(1)},
      {integer(int64_t{1} << 53), Value::number(kTwo53)},
      {integer(INT64_MIN), Value::number(-kTwo63)},
      {large(uint64_t{1} << 63), Value::number(kTwo63)},
      {large(uint64_t{1} << 63 | 1 << 11), Value::number(kTwo63 + 2048)},
      {integer(-7), Value::number(-7.0)}};
  for (size_t i = 0; i < equals.size(); i++)
    for (Value a : equals[i])
      for (size_t j = 0; j < equals.size(); j++)
        for (Value b : equals[j]) {
          EXPECT_EQ(compare_numbers(a, b) == 0, i == j) << i << " and " << j;
          if (i == j) {
            EXPECT_EQ(hash_number(a), hash_number(b)) << i;
          }
        }
}

TEST_F(Numbers, AreNotRoundedToBeEqual) {
  EXPECT_TRUE(compare_numbers(integer((int64_t{1} << 53) + 1), Value::number(kTwo53)) > 0);
  EXPECT_TRUE(compare_numbers(integer(INT64_MAX), Value::number(kTwo63)) < 0);
  EXPECT_TRUE(compare_numbers(large(UINT64_MAX), Value::number(kTwo64)) < 0);
}

TEST_F(Numbers, AreUnorderedWithNan) {
  for (Value value : {integer(0), large(UINT64_MAX), Value::number(kNan), Value::number(1.0), Value::boolean(true)}) {
    EXPECT_TRUE(compare_numbers(value, Value::number(kNan)) == std::partial_ordering::unordered);
    EXPECT_TRUE(compare_numbers(Value::number(kNan), value) == std::partial_ordering::unordered);
  }
}

TEST_F(Numbers, HaveTheHashesOfCPython) {
  EXPECT_EQ(hash_number(integer(5)), 5u);
  EXPECT_EQ(hash_number(integer(-1)), static_cast<uint64_t>(-2));
  EXPECT_EQ(hash_number(Value::number(-1.0)), static_cast<uint64_t>(-2));
  EXPECT_EQ(hash_number(integer(static_cast<int64_t>(kHashModulus))), 0u);
  EXPECT_EQ(hash_number(integer(static_cast<int64_t>(kHashModulus) + 7)), 7u);
  EXPECT_EQ(hash_number(integer(-static_cast<int64_t>(kHashModulus) - 7)), static_cast<uint64_t>(-7));
  EXPECT_EQ(hash_number(large(UINT64_MAX)), 7u);
  EXPECT_EQ(hash_number(Value::number(1.5)), 1152921504606846977u);
  EXPECT_EQ(hash_number(Value::number(-0.5)), static_cast<uint64_t>(-1152921504606846976));
  EXPECT_EQ(hash_number(Value::number(kInfinity)), 314159u);
  EXPECT_EQ(hash_number(Value::number(-kInfinity)), static_cast<uint64_t>(-314159));
}

TEST_F(Numbers, ThatAreFractionsHaveHashesOfTheirOwn) {
  EXPECT_NE(hash_number(Value::number(0.5)), hash_number(Value::number(0.25)));
  EXPECT_NE(hash_number(Value::number(0.5)), hash_number(integer(0)));
  EXPECT_NE(hash_number(Value::number(kInfinity)), hash_number(Value::number(-kInfinity)));
  EXPECT_EQ(hash_number(Value::number(kNan)), hash_number(Value::number(-kNan)));
  EXPECT_NE(hash_number(Value::number(1e300)), hash_number(Value::number(-1e300)));
}

}  // namespace
}  // namespace mayfly
