// Weak maps when memory is short: each allocation of an insertion fails in turn, and the structure is intact.
#include <support/weak_map_test.h>

namespace mayfly {
namespace {

class WeakMapMemory : public test::WeakMapTest {
 protected:
  // Repeats f until it succeeds, with its first, second, ... allocation failing; returns how often it failed.
  template <typename F>
  size_t fail_in_turn(F&& f) {
    for (size_t failed = 0;; failed++) {
      Result<> done;
      {
        test::FailingAllocations failing(rt.heap(), failed + 1);
        done = f();
      }
      if (done) return failed;
      EXPECT_EQ(done.error().kind(), ErrorKind::kOutOfMemory);
      if (failed > 500) {
        ADD_FAILURE() << "it never succeeds";
        return failed;
      }
    }
  }
};

TEST_F(WeakMapMemory, ThatIsShortLeavesMapsIntact) {
  // Under stress the interval of failures is random, so there is less to count on.
  const bool exact = !test::under_stress(rt.heap());
  std::vector<Root<Instance>> doors;
  size_t failures = 0;
  for (int64_t i = 0; i < 200; i++) {
    doors.push_back(door());
    const Root<Instance>& each = doors.back();
    failures += fail_in_turn([&] { return rt.in(values).set(i, each); });
    failures += fail_in_turn([&] { return rt.in(keys).set(each, i); });
    failures += fail_in_turn([&] { return rt.in(attached).set(each, i); });
    failures += fail_in_turn([&] { return rt.in(elements).add(each); });
    ASSERT_EQ(must(rt.in(values).size()), static_cast<size_t>(i + 1));
    ASSERT_EQ(must(rt.in(elements).size()), static_cast<size_t>(i + 1));
    ASSERT_EQ(must(rt.in(values).get<Root<Instance>>(i)), each);
    ASSERT_EQ(must(rt.in(keys).get<int64_t>(each)), i);
    ASSERT_EQ(must(rt.in(attached).get<int64_t>(each)), i);
  }
  if (exact) {
    EXPECT_GT(failures, 4u * 2) << "growing takes two arrays";
  }
  std::vector<int64_t> expected;
  for (int64_t i = 0; i < 200; i++) expected.push_back(i);
  EXPECT_EQ(numbers_in(values), expected);
  EXPECT_EQ(numbers_in(keys), expected);
}

// Holes are closed in place where no memory can be had for smaller arrays, and where half of the entries are holes.
TEST_F(WeakMapMemory, IsNotNeededToCloseHoles) {
  std::vector<Root<Instance>> doors;
  while (doors.size() < 400) {
    doors.push_back(door());
    must(rt.in(keys).set(doors.back(), 1));
    must(rt.in(values).set(static_cast<int64_t>(doors.size()), doors.back()));
  }
  doors.resize(20);
  collect();
  std::vector<Root<Instance>> more;
  for (int i = 0; i < 100; i++) more.push_back(door());
  test::FailingAllocations failing(rt.heap());
  for (const auto& each : more) {
    must(rt.in(keys).set(each, 2));
    must(rt.in(values).set(Value::small(-static_cast<int64_t>(more.size())), each));
  }
  EXPECT_EQ(must(rt.in(keys).size()), 120u);
  EXPECT_EQ(must(rt.in(values).size()), 21u);
  for (size_t i = 0; i < 20; i++) EXPECT_EQ(must(rt.in(keys).find(Value(doors[i]))), Value::small(1));
}

TEST_F(WeakMapMemory, ThatIsShortFailsCopiesAndAlgebra) {
  std::vector<Root<Instance>> doors;
  for (int64_t i = 0; i < 30; i++) {
    doors.push_back(door());
    must(rt.in(values).set(i, doors.back()));
    must(rt.in(keys).set(doors.back(), i));
    must(rt.in(elements).add(doors.back()));
  }
  const auto outcome = [](const auto& result) -> Result<> {
    if (result) return {};
    return make_error(result.error().kind(), "failed");
  };
  EXPECT_GT(fail_in_turn([&] { return outcome(rt.in(values).copy()); }), 0u);
  EXPECT_GT(fail_in_turn([&] { return outcome(rt.in(keys).items()); }), 0u);
  EXPECT_GT(fail_in_turn([&] { return outcome(rt.in(elements).union_with(keys)); }), 0u);
  EXPECT_GT(fail_in_turn([&] { return outcome(rt.in(elements).is_subset(elements)); }), 0u);
  EXPECT_GT(fail_in_turn([&] { return outcome(rt.weak_set()); }), 0u);
  EXPECT_EQ(must(rt.in(elements).size()), 30u);
}

}  // namespace
}  // namespace mayfly
