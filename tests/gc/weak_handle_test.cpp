// WeakHandle: what a reader gets that is stopped between two instructions while the cell is used again.
#include <support/test_cells.h>
#include <support/touch_trap.h>

#include <gtest/gtest.h>

namespace mayfly {
namespace {

using test::Node;
using test::TouchTrap;

class WeakHandles : public test::HeapTest {
 protected:
  Root<Node> make_node(uint64_t id) { return Root<Node>(heap, Node::create(heap, id)); }
  static std::atomic<uint64_t>& serial_of(const gc::WeakHandle& handle) {
    return *reinterpret_cast<std::atomic<uint64_t>*>(handle.slot + gc::kWeakSerialDistance);
  }
};

// A reader that has loaded its target is stopped; a collection finds the target dead and another object takes the cell.
// The reader has either seen the old serial by then, or sees the new one.
TEST_F(WeakHandles, ReadTheirTargetOnce) {  // gc.weak.target-read-once
  Root<Node> node = make_node(1), other = make_node(2);
  const gc::WeakHandle handle = heap.weak_table().handle_for(*node);
  gc::Cell* seen = nullptr;
  {
    TouchTrap stopped(&serial_of(handle), [&] { handle.slot->store(other.get()); });
    seen = handle.get();
    EXPECT_TRUE(stopped.sprung());
  }
  handle.slot->store(node.get());
  EXPECT_EQ(seen, node.get()) << "the object that took the cell";
  {
    TouchTrap stopped(&serial_of(handle), [&] {
      serial_of(handle).store(handle.serial + 1);
      handle.slot->store(other.get());
    });
    seen = handle.get();
    EXPECT_TRUE(stopped.sprung());
  }
  serial_of(handle).store(handle.serial);
  handle.slot->store(node.get());
  EXPECT_EQ(seen, nullptr) << "the object that took the cell";
  EXPECT_EQ(handle.get(), node.get());
}

// Whoever sees a cell's new target sees its new serial: a reader that comes while the cell is being filled finds nothing.
TEST_F(WeakHandles, SeeTheNewSerialBeforeTheNewTarget) {  // gc.weak.serial-never-reused
  Root<Node> node = make_node(1);
  const gc::WeakHandle old = heap.weak_table().handle_for(*node);
  const uint32_t index = node->weak_index();
  node.reset();
  heap.collect_exact();
  ASSERT_EQ(old.get(), nullptr);
  std::vector<Root<Node>> others;  // which get the cells that are used again before it
  bool found = false;
  while (!found && others.size() < 100'000) {
    others.push_back(make_node(2));
    Node& next = *others.back();
    gc::Cell* seen = nullptr;
    TouchTrap filling(&serial_of(old), [&] { seen = old.get(); });
    heap.weak_table().handle_for(next);
    found = next.weak_index() == index;
    if (found) {
      EXPECT_TRUE(filling.sprung());
    }
    ASSERT_EQ(seen, nullptr) << "the object that took the cell";
  }
  EXPECT_TRUE(found);
}

}  // namespace
}  // namespace mayfly
