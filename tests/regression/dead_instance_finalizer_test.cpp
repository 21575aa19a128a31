// A class that was given a finalizer looked for its instances in a walk of the heap. It took one that had died before, and
// that a stale word had marked again, for alive, and read what it referred to: memory that was others' by then.
#include <mayfly/gc/cell/backing.h>
#include <mayfly/gc/root/word_stack.h>

#include <support/test_space.h>

#include <gtest/gtest.h>

namespace mayfly {
namespace {

class DeadInstances : public test::SpaceTest {
 protected:
  // Drops instances, each with a class of its own, among others that stay: in blocks so full of live cells, the dead ones
  // are not swept. The addresses are hidden from the collector.
  [[gnu::noinline]] void drop_instances() {
    for (int i = 0; i < 2'000; i++) {
      kept.emplace_back(heap, Instance::create(space, *cls));
      if (i % 20 == 0)
        dropped.push_back(~reinterpret_cast<uint64_t>(Instance::create(space, *make_class("B", {cls.get()}))));
    }
  }
  // Uses dead cells' memory again.
  void fill_memory() {
    for (size_t words = 2; words <= 60; words += 2)
      for (int i = 0; i < 2'000; i++) {
        kept.emplace_back(heap, gc::Backing::create(heap, words));
      }
  }
  int due() {
    EXPECT_TRUE(heap.collect_exact().exact);
    int count = 0;
    while (heap.next_due_finalizer()) count++;
    return count;
  }

  Root<Class> cls{heap, make_class("A")};

  std::vector<Root<gc::Cell>> kept;
  std::vector<uint64_t> dropped;
};

TEST_F(DeadInstances, AreNotLookedIntoWhenTheirClassGetsAFinalizer) {
  heap.set_stress(0);
  drop_instances();
  for (int i = 0; i < 3; i++) heap.collect_exact();
  fill_memory();
  for (uint64_t hidden : dropped) ASSERT_TRUE(heap.vm_stack().push_word(~hidden));  // like stale words on a stack
  set(*cls, "__del__", Value::small(1));
  heap.vm_stack().pop_to(heap.vm_stack().base());
  EXPECT_EQ(due(), 0);
  kept.clear();
  EXPECT_EQ(due(), 2'000);
}

}  // namespace
}  // namespace mayfly
