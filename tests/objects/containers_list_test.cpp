// List and Tuple.
#include <mayfly/gc/root/weak_root.h>
#include <mayfly/gc/verify/verifier.h>
#include <mayfly/objects/containers/list.h>
#include <mayfly/objects/containers/tuple.h>
#include <mayfly/objects/text/string.h>

#include <support/object_heap.h>

#include <string>
#include <vector>

namespace mayfly {
namespace {

std::vector<Value> numbers(std::initializer_list<int64_t> list) {
  std::vector<Value> values;
  for (int64_t number : list) values.push_back(Value::small(number));
  return values;
}

std::vector<Value> copy_of(std::span<const Value> values) { return {values.begin(), values.end()}; }

class Lists : public test::ObjectHeapTest {
 protected:
  void expect(std::initializer_list<int64_t> list) { EXPECT_EQ(copy_of(values->values()), numbers(list)); }

  Root<List> values{heap, List::create(heap)};
};

TEST_F(Lists, AreEmptyAtFirst) {
  EXPECT_TRUE(values->empty());
  EXPECT_EQ(values->size(), 0u);
  EXPECT_TRUE(values->values().empty());
  EXPECT_EQ(values->own_class(), nullptr);
}

TEST_F(Lists, AreMadeFromValues) {
  List* made = List::create(heap, numbers({1, 2, 3}));
  EXPECT_EQ(copy_of(made->values()), numbers({1, 2, 3}));
  EXPECT_EQ(copy_of(List::create(heap, made->values())->values()), numbers({1, 2, 3}));
}

TEST_F(Lists, GrowAtTheEnd) {
  for (int64_t i = 0; i < 1000; i++) ASSERT_TRUE(values->append(heap, Value::small(i)));
  ASSERT_EQ(values->size(), 1000u);
  for (size_t i = 0; i < 1000; i++) EXPECT_EQ(values->at(i), Value::small(static_cast<int64_t>(i)));
}

TEST_F(Lists, TakeValuesAtAnyPlace) {
  ASSERT_TRUE(values->insert(heap, 0, Value::small(3)));
  ASSERT_TRUE(values->insert(heap, 0, Value::small(1)));
  ASSERT_TRUE(values->insert(heap, 1, Value::small(2)));
  ASSERT_TRUE(values->insert(heap, 3, Value::small(4)));
  expect({1, 2, 3, 4});
  values->set(2, Value::small(9));
  expect({1, 2, 9, 4});
}

TEST_F(Lists, GiveValuesUp) {
  ASSERT_TRUE(values->extend(heap, numbers({1, 2, 3, 4, 5, 6})));
  values->erase(0);
  values->erase(4);
  expect({2, 3, 4, 5});
  values->erase(1);
  expect({2, 4, 5});
  EXPECT_EQ(values->pop(), Value::small(5));
  values->truncate(1);
  expect({2});
  values->truncate(1);
  values->clear();
  EXPECT_TRUE(values->empty());
  ASSERT_TRUE(values->append(heap, Value::nil()));
  EXPECT_EQ(values->size(), 1u);
}

TEST_F(Lists, MayBeExtendedByThemselves) {
  ASSERT_TRUE(values->extend(heap, numbers({1, 2, 3})));
  for (int i = 0; i < 5; i++) {
    heap.collect();
    ASSERT_TRUE(values->extend(heap, values->values()));
  }
  ASSERT_EQ(values->size(), 96u);
  for (size_t i = 0; i < 96; i++) EXPECT_EQ(values->at(i), Value::small(static_cast<int64_t>(i % 3 + 1)));
}

TEST_F(Lists, HoldTheirValuesStrongly) {
  for (int i = 0; i < 100; i++) ASSERT_TRUE(values->append(heap, String::create(heap, std::to_string(i))));
  heap.collect_exact();
  for (int i = 0; i < 100; i++) EXPECT_EQ(values->at(static_cast<size_t>(i)).as<String>()->view(), std::to_string(i));
}

TEST_F(Lists, ReleaseWhatTheyGaveUp) {
  std::vector<gc::WeakRoot<String>> texts;
  for (int i = 0; i < 6; i++) {
    String* text = String::create(heap, "t");
    texts.emplace_back(heap, text);
    ASSERT_TRUE(values->append(heap, text));
  }
  values->erase(1);
  (void)values->pop();
  values->truncate(3);
  heap.collect_exact();
  const bool expired[] = {false, true, false, false, true, true};
  for (size_t i = 0; i < 6; i++) EXPECT_EQ(texts[i].expired(), expired[i]) << i;
}

TEST_F(Lists, AreUnchangedWhenMemoryIsOut) {
  ASSERT_TRUE(values->extend(heap, numbers({1, 2, 3})));
  {
    test::FailingAllocations failing(heap);
    while (values->append(heap, Value::small(0))) {
    }
    const std::vector<Value> before = copy_of(values->values());
    EXPECT_FALSE(values->insert(heap, 0, Value::nil()));
    EXPECT_FALSE(values->extend(heap, numbers({7, 8})));
    EXPECT_FALSE(values->reserve(heap, 1000));
    EXPECT_EQ(copy_of(values->values()), before);
    EXPECT_EQ(List::create(heap), nullptr);
    EXPECT_EQ(List::create(heap, numbers({1})), nullptr);
  }
  EXPECT_TRUE(values->append(heap, Value::nil()));
}

TEST_F(Lists, ReserveRoomThatCannotFail) {
  ASSERT_TRUE(values->reserve(heap, 50));
  test::FailingAllocations failing(heap);
  for (int64_t i = 0; i < 50; i++) EXPECT_TRUE(values->append(heap, Value::small(i)));
}

TEST_F(Lists, PassTheVerifier) {
  ASSERT_TRUE(values->append(heap, values.get()));
  ASSERT_TRUE(values->append(heap, String::create(heap, "x")));
  heap.collect();
  EXPECT_EQ(gc::Verifier::check(heap).problem, "");
}

using Tuples = test::ObjectHeapTest;

TEST_F(Tuples, HoldTheirValues) {
  Tuple* tuple = Tuple::create(heap, numbers({4, 5, 6}));
  EXPECT_EQ(tuple->size(), 3u);
  EXPECT_EQ(tuple->at(1), Value::small(5));
  EXPECT_EQ(copy_of(tuple->values()), numbers({4, 5, 6}));
  EXPECT_EQ(tuple->own_class(), nullptr);
}

TEST_F(Tuples, MayBeEmpty) {
  Tuple* tuple = Tuple::create(heap, {});
  EXPECT_TRUE(tuple->empty());
  EXPECT_TRUE(tuple->values().empty());
}

TEST_F(Tuples, MayBeLarge) {
  std::vector<Value> many(10000, Value::small(3));
  Root<Tuple> tuple(heap, Tuple::create(heap, many));
  heap.collect_exact();
  EXPECT_EQ(copy_of(tuple->values()), many);
}

TEST_F(Tuples, KeepTheirValuesAlive) {
  Value parts[] = {String::create(heap, "a"), Value::nil(), String::create(heap, "b")};
  Root<Tuple> tuple(heap, Tuple::create(heap, parts));
  heap.collect_exact();
  EXPECT_EQ(tuple->at(0).as<String>()->view(), "a");
  EXPECT_EQ(tuple->at(2).as<String>()->view(), "b");
  EXPECT_EQ(gc::Verifier::check(heap).problem, "");
}

TEST_F(Tuples, ReportThatMemoryIsOut) {
  test::FailingAllocations failing(heap);
  EXPECT_EQ(Tuple::create(heap, numbers({1})), nullptr);
}

}  // namespace
}  // namespace mayfly
