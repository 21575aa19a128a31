// A million objects at once. A program of its own, since the heap stays large afterwards.

#include <support/test_cells.h>
#include <support/test_ephemerons.h>

#include <gtest/gtest.h>

namespace mayfly {
namespace {

using test::Node;
using test::plain_word;
using test::TestEphemerons;
using test::TestReference;

class AMillion : public test::HeapTest {};

TEST_F(AMillion, ReferencesDieInOrderInOneCollection) {
  const size_t count = test::scaled(heap, 1'000'000, 200);
  std::vector<Root<Node>> targets;
  std::vector<Root<TestReference>> references;
  targets.reserve(count);
  references.reserve(count);
  for (uint64_t i = 0; i < count; i++) {
    targets.emplace_back(heap, Node::create(heap, i));
    references.emplace_back(heap, TestReference::create(heap, *targets.back(), plain_word(i)));
  }
  for (size_t i = 0; i < count; i += 2) targets[i].reset();
  CollectReport report = heap.collect_exact();
  EXPECT_TRUE(report.exact) << report.why_not();
  EXPECT_EQ(report.callbacks_due, count / 2);
  EXPECT_EQ(report.references_cleared, count / 2);
  uint64_t expected = 0;
  while (gc::WeakReference* due = heap.next_due_callback()) {
    ASSERT_EQ(test::number_of(heap.weak_table().take_callback(*due)), expected);
    expected += 2;
  }
  EXPECT_EQ(expected, count);
  for (size_t i = 1; i < count; i += 2) ASSERT_EQ(references[i]->target_cell(), targets[i].get());
}

// Entries whose values reach their keys, and the table.
TEST_F(AMillion, EphemeronsDieWithTheirKeys) {
  const size_t count = test::scaled(heap, 1'000'000, 200);
  Root<TestEphemerons> table(heap, TestEphemerons::create(heap));
  std::vector<Root<Node>> keys;
  keys.reserve(count);
  for (uint64_t i = 0; i < count; i++) {
    keys.emplace_back(heap, Node::create(heap, i));
    Node* value = Node::create(heap, i);
    value->edges[0] = keys.back().get();
    value->edges[1] = table.get();
    ASSERT_TRUE(table->add(heap, *keys.back(), test::word_of(value)));
  }
  for (size_t i = 0; i < count; i++)
    if (i % 4) keys[i].reset();
  CollectReport report = heap.collect_exact();
  EXPECT_TRUE(report.exact) << report.why_not();
  EXPECT_EQ(table->size(), (count + 3) / 4);
  EXPECT_EQ(report.live, 2 * ((count + 3) / 4) + 2);
  auto entries = table->entries();
  for (size_t i = 0; i < count; i += 4) {
    auto* value = reinterpret_cast<Node*>(entries[keys[i].get()]);
    ASSERT_NE(value, nullptr);
    ASSERT_EQ(value->id(), i);
  }
  table.reset();
  heap.collect_exact();
  EXPECT_EQ(heap.collect_exact().live, (count + 3) / 4);
}

}  // namespace
}  // namespace mayfly
