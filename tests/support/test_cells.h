// Cells for tests of gc/ alone, of kinds of their own: Node (edges, perhaps a release), TestReference and TestPair (weak
// references without a language), and ways to hold and to find them.
//
// What the functions return is held by nothing: raw pointers on a test's stack are enough, but for exact collections.
#pragma once

#include <mayfly/gc/cell/backing.h>
#include <mayfly/gc/cell/member.h>
#include <mayfly/gc/heap.h>
#include <mayfly/gc/root/root.h>
#include <mayfly/gc/root/word_stack.h>
#include <mayfly/gc/weak/weak_table.h>

#include <support/test_heap.h>

#include <vector>

namespace mayfly::test {

// A word that the collector can't take for an address, for callbacks and values.
constexpr uint64_t plain_word(uint64_t number) { return uint64_t{0x7ff1} << 48 | number; }
constexpr uint64_t number_of(uint64_t word) { return word & 0xffff'ffff'ffff; }
inline uint64_t word_of(const gc::Cell* cell) { return reinterpret_cast<uint64_t>(cell); }

// An object with an identity and four edges.
class Node final : public gc::Cell {
 public:
  static constexpr size_t kEdges = 4;

  // `extra` bytes behind it make cells of other sizes. Null when out of memory.
  static Node* create(gc::Heap& heap, uint64_t id = 0, size_t extra = 0) {
    static const gc::KindId kind = gc::register_kind(kRow);
    return heap.make_kind<Node>(kind, extra, false, id);
  }
  // Has something to release, which is noted in `released` (immortal); registered for it.
  static Node* create_releasable(gc::Heap& heap, uint64_t id, std::vector<uint64_t>& released) {
    static const gc::KindId kind = gc::register_kind(kReleaseRow);
    Node* node = heap.make_kind<Node>(kind, 0, false, id);
    if (!node || !heap.register_finalizable(*node, false)) return nullptr;
    node->released_ = &released;
    return node;
  }

  uint64_t id() const { return number_of(id_); }

  gc::Member<gc::Cell> edges[kEdges];

 private:
  friend class gc::Heap;
  Node(gc::CellInit init, uint64_t id) : Cell(init), id_(plain_word(id)) {}

  static void trace_cell(const gc::Cell& cell, gc::Visitor& visitor) {
    for (const gc::Member<gc::Cell>& edge : static_cast<const Node&>(cell).edges) visitor.visit(edge);
  }
  static void release_cell(gc::Cell& cell) {
    Node& node = static_cast<Node&>(cell);
    node.set_flag(kReleased);
    node.released_->push_back(node.id());
  }
  static constexpr gc::KindRow kRow = {.name = "node", .trace = &Node::trace_cell};
  static constexpr gc::KindRow kReleaseRow = {
      .name = "releasable node", .trace = &Node::trace_cell, .release = &Node::release_cell};

  uint64_t id_;
  std::vector<uint64_t>* released_ = nullptr;
};

// A weak reference. Its callback is a plain_word, or a cell's address.
class TestReference final : public gc::WeakReference {
 public:
  static TestReference* create(gc::Heap& heap, gc::Cell& target, uint64_t callback = 0,
                               gc::WeakTable::Sharing sharing = gc::WeakTable::Sharing::kOwn,
                               gc::Reach reach = gc::Reach::kShort) {
    static const gc::KindId kind = gc::register_kind(kRow);
    const gc::WeakHandle handle = heap.weak_table().handle_for(target);
    if (!handle.slot || !heap.weak_table().reserve(callback != 0)) return nullptr;
    TestReference* made = heap.make_kind<TestReference>(kind, 0, false, handle, callback, reach);
    if (made) heap.weak_table().publish(*made, sharing);
    return made;
  }

 private:
  friend class gc::Heap;
  TestReference(gc::CellInit init, gc::WeakHandle target, uint64_t callback, gc::Reach reach)
      : WeakReference(init, target, callback, 0, reach) {}
  static void trace_cell(const gc::Cell& cell, gc::Visitor& visitor) {
    static_cast<const TestReference&>(cell).trace_reference(visitor);
  }
  static constexpr gc::KindRow kRow = {.name = "test reference", .trace = &TestReference::trace_cell};
};

// A weak reference to two parts.
class TestPair final : public gc::WeakPair {
 public:
  static TestPair* create(gc::Heap& heap, gc::Cell& receiver, gc::Cell& function, uint64_t callback = 0) {
    static const gc::KindId kind = gc::register_kind(kRow);
    const gc::WeakHandle first = heap.weak_table().handle_for(receiver);
    const gc::WeakHandle second = heap.weak_table().handle_for(function);
    if (!first.slot || !second.slot || !heap.weak_table().reserve(callback != 0)) return nullptr;
    TestPair* made = heap.make_kind<TestPair>(kind, 0, false, first, second, callback);
    if (made) heap.weak_table().publish(*made);
    return made;
  }

 private:
  friend class gc::Heap;
  TestPair(gc::CellInit init, gc::WeakHandle first, gc::WeakHandle second, uint64_t callback)
      : WeakPair(init, first, second, callback, 0) {}
  static void trace_cell(const gc::Cell& cell, gc::Visitor& visitor) {
    static_cast<const TestPair&>(cell).trace_reference(visitor);
  }
  static constexpr gc::KindRow kRow = {.name = "test pair", .trace = &TestPair::trace_cell};
};

// Takes all callbacks that are due and returns their numbers, in order.
inline std::vector<uint64_t> drain_callbacks(gc::Heap& heap) {
  std::vector<uint64_t> numbers;
  while (gc::WeakReference* reference = heap.next_due_callback())
    numbers.push_back(number_of(heap.weak_table().take_callback(*reference)));
  return numbers;
}

// Takes all cells whose finalizer is due and returns the nodes' ids, in order.
inline std::vector<uint64_t> drain_finalizers(gc::Heap& heap) {
  std::vector<uint64_t> ids;
  while (gc::Cell* cell = heap.next_due_finalizer()) ids.push_back(static_cast<Node*>(cell)->id());
  return ids;
}

// Releases what is due.
inline size_t drain_releases(gc::Heap& heap) {
  size_t count = 0;
  for (; gc::Cell* cell = heap.next_due_release(); count++) cell->row().release(*cell);
  return count;
}

// A node whose weak cell is the one with this index, which must be free. `others` holds the nodes that take the cells
// which are used again before it (those of earlier heaps with this id). Null when it does not come.
inline Root<Node> make_node_in_cell(gc::Heap& heap, uint32_t index, std::vector<Root<Node>>& others) {
  for (uint32_t tries = 0; tries < 1'000'000; tries++) {
    Root<Node> node(heap, Node::create(heap, index));
    heap.weak_table().handle_for(*node);
    if (node->weak_index() == index) return node;
    others.push_back(node);
  }
  return nullptr;
}

}  // namespace mayfly::test
