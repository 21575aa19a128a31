// The value that a script raised, in an Error, which keeps it alive.
#include <mayfly/objects/text/string.h>
#include <mayfly/objects/value/error_value.h>

#include <support/object_heap.h>

namespace mayfly {
namespace {

using ErrorValue = test::ObjectHeapTest;

TEST_F(ErrorValue, IsEmptyInAnOrdinaryError) {
  const Error error(ErrorKind::kValue, "no");
  EXPECT_TRUE(value_of(error).is_empty());
  EXPECT_TRUE(value_of(Error()).is_empty());
}

TEST_F(ErrorValue, IsKeptAliveByTheError) {
  Error error(ErrorKind::kScript, "raised");
  set_value(error, heap, String::create(heap, "the value"));
  Error moved = std::move(error);
  heap.collect_exact();
  ASSERT_TRUE(value_of(moved).is<String>());
  EXPECT_EQ(value_of(moved).as<String>()->view(), "the value");
}

TEST_F(ErrorValue, MayBeNoObject) {
  Error error(ErrorKind::kScript, "raised");
  set_value(error, heap, Value::small(-3));
  EXPECT_EQ(value_of(error), Value::small(-3));
  set_value(error, heap, Value::nil());
  EXPECT_EQ(value_of(error), Value::nil());
}

}  // namespace
}  // namespace mayfly
