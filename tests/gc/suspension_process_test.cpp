// A thread may be stopped in the middle of whatever it does to the structures that collections read: here it is stopped
// before every instruction of each operation, and another thread collects there. What the operation was to bring about,
// and what was there before, must be as if nothing had happened.
//
// A program of its own, since it stands between bdwgc and its lock: see suspend_everywhere.h.
#include <mayfly/gc/root/weak_root.h>
#include <mayfly/gc/threads/thread_scope.h>
#include <mayfly/gc/verify/verifier.h>

#include <support/suspend_everywhere.h>
#include <support/test_cells.h>
#include <support/test_ephemerons.h>

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <set>

namespace mayfly {
namespace {

using gc::WeakTable;
using test::Node;
using test::plain_word;
using test::SuspendEverywhere;
using test::TestEphemerons;
using test::TestPair;
using test::TestReference;
using test::word_of;

// A heap in which something of everything is there already, and something dies at the first collection.
struct World {
  static constexpr size_t kNodes = 6;

  // On a fresh core, no table has grown before.
  enum class Core { kAny, kFresh };

  explicit World(Core core = Core::kAny) {
    static uint32_t highest = 0;
    while (core == Core::kFresh && heap->id() <= highest) {
      others.push_back(std::move(heap));
      heap = test::make_test_heap();
    }
    highest = std::max(highest, heap->id());
    others.clear();
    table = Root<TestEphemerons>(*heap, TestEphemerons::create(*heap));
    for (size_t i = 0; i < kNodes; i++) {
      nodes.emplace_back(*heap, Node::create(*heap, i));
      watch(*nodes[i], 10 * i + 1);
      watch(*nodes[i], 10 * i);
      EXPECT_TRUE(table->set(*heap, *nodes[i], word_of(Node::create(*heap, 100 + i))));
    }
    pair = Root<TestPair>(*heap, TestPair::create(*heap, *nodes[0], *nodes[1], plain_word(9)));
    heap->collect_exact();  // what is there has its place in the tables
    for (uint64_t i = 0; i < 3; i++) watch(*Node::create(*heap, 50 + i), 500 + i);
  }

  void watch(Node& node, uint64_t callback) {
    references.emplace_back(*heap, TestReference::create(*heap, node, plain_word(callback)));
  }
  // What died when it was suspended, or before: in one collection or in several, as those that come between two instructions
  // look at the stack and may find an old word there.
  void expect_early_deaths() {
    std::vector<uint64_t> told = test::drain_callbacks(*heap);
    std::sort(told.begin(), told.end());
    EXPECT_EQ(told, (std::vector<uint64_t>{500, 501, 502}));
  }
  // Checks what was there, lets go of it piece by piece, and checks that all of it dies, each callback once, in order.
  void check_and_end() {
    EXPECT_TRUE(heap->collect_exact().exact);
    EXPECT_EQ(gc::Verifier::check(*heap).problem, "");
    expect_early_deaths();
    for (size_t i = 0; i < kNodes; i++) {
      EXPECT_EQ(nodes[i]->id(), i);
      EXPECT_EQ(references[2 * i]->target_cell(), nodes[i].get());
      const uint64_t value = table->get(*heap, *nodes[i]);
      ASSERT_NE(value, 0u);
      EXPECT_EQ(reinterpret_cast<Node*>(value)->id(), 100 + i);
    }
    EXPECT_EQ(pair->referents().first, nodes[0].get());
    for (size_t i = 0; i < kNodes; i++) {
      nodes[i] = nullptr;
      EXPECT_TRUE(heap->collect_exact().exact);
      std::vector<uint64_t> expected{10 * i, 10 * i + 1};
      if (i == 0) expected.insert(expected.begin(), 9);
      EXPECT_EQ(test::drain_callbacks(*heap), expected);
    }
    EXPECT_EQ(gc::Verifier::check(*heap).problem, "");
  }

  std::unique_ptr<gc::Heap> heap = test::make_test_heap();
  std::vector<std::unique_ptr<gc::Heap>> others;
  std::vector<Root<Node>> nodes;
  std::vector<Root<TestReference>> references;
  Root<TestPair> pair;
  Root<TestEphemerons> table;
};

class Suspensions : public ::testing::Test {
 protected:
  void SetUp() override {
    // The first heap attaches this thread.
    static const std::unique_ptr<gc::Heap> first = test::make_test_heap();
    static const bool possible = SuspendEverywhere::is_possible();
    if (!possible) GTEST_SKIP() << "this machine lets no thread step itself";
  }

  // Makes a World and what else is needed; then operates on it, suspended; then checks. All of it with a collection at
  // each instruction, and again with fewer, so that what one collection puts right is not always put right.
  struct Trial {
    World::Core core = World::Core::kAny;  // for the first of them
    std::function<void(World&)> prepare = [](World&) {};
    std::function<void(World&)> operate;
    std::function<void(World&)> check = [](World&) {};
  };
  static void try_everywhere(const Trial& trial) {
    const SuspendEverywhere::Where everywhere[] = {{1, 0}, {3, 1}};
    for (const SuspendEverywhere::Where& where : everywhere) {
      World world(where.distance == 1 ? trial.core : World::Core::kAny);
      trial.prepare(world);
      const auto counts = SuspendEverywhere::run(where, [&] { trial.operate(world); });
      if (where.distance == 1) {
        EXPECT_EQ(counts.collections + counts.under_lock, counts.instructions);
      }
      EXPECT_GT(counts.collections, 10u);
      trial.check(world);
      world.check_and_end();
      if (HasFailure()) FAIL() << "collected before one of " << where.distance << " instructions";
    }
  }
};

// --- the weak table --------------------------------------------------------------------------------------------------

TEST_F(Suspensions, WhileWeakCellsAreMade) {
  std::vector<Root<Node>> made;
  try_everywhere({
      .prepare =
          [&](World& world) {
            for (uint64_t i = 0; i < 6; i++) made.emplace_back(*world.heap, Node::create(*world.heap, 60 + i));
          },
      // The first take what the dead gave back; the rest are new.
      .operate =
          [&](World& world) {
            for (const Root<Node>& node : made) world.heap->weak_table().handle_for(*node);
          },
      .check =
          [&](World& world) {
            std::set<uint64_t> serials;
            for (const Root<Node>& node : made) {
              const gc::WeakHandle handle = world.heap->weak_table().existing_handle(*node);
              EXPECT_EQ(handle.get(), node.get());
              serials.insert(handle.serial);
            }
            EXPECT_EQ(serials.size(), made.size());
            made.clear();
          },
  });
}

TEST_F(Suspensions, WhileWeakCellsGetAnotherChunk) {
  World world(World::Core::kFresh);
  std::vector<Root<Node>> made;
  while (made.empty() || made.back()->weak_index() + 2 < gc::kWeakChunkCells) {
    made.emplace_back(*world.heap, Node::create(*world.heap, made.size()));
    world.heap->weak_table().handle_for(*made.back());
  }
  // Three of them take what the dead gave back.
  for (int i = 0; i < 8; i++) made.emplace_back(*world.heap, Node::create(*world.heap, made.size()));
  SuspendEverywhere::run({3, 0}, [&] {
    for (size_t i = made.size() - 8; i < made.size(); i++) world.heap->weak_table().handle_for(*made[i]);
  });
  for (const Root<Node>& node : made) ASSERT_EQ(world.heap->weak_table().handle_for(*node).get(), node.get());
  EXPECT_GE(made.back()->weak_index(), gc::kWeakChunkCells);
  world.check_and_end();
}

TEST_F(Suspensions, WhileReferencesAreMade) {
  std::vector<Root<TestReference>> made(5);
  Root<TestPair> pair;
  Root<Node> node;
  try_everywhere({
      .prepare = [&](World& world) { node = Root<Node>(*world.heap, Node::create(*world.heap, 70)); },
      .operate =
          [&](World& world) {
            gc::Heap& heap = *world.heap;
            using Sharing = WeakTable::Sharing;
            made[0] = Root<TestReference>(heap, TestReference::create(heap, *node, plain_word(700)));
            made[1] = Root<TestReference>(heap, TestReference::create(heap, *node, 0, Sharing::kShared));
            made[2] = Root<TestReference>(heap, TestReference::create(heap, *node, 0, Sharing::kSecondShared));
            made[3] = Root<TestReference>(
                heap, TestReference::create(heap, *node, plain_word(701), Sharing::kOwn, gc::Reach::kLong));
            TestReference::create(heap, *node, plain_word(702));  // dropped at once: never fires
            pair = Root<TestPair>(heap, TestPair::create(heap, *node, *world.nodes[2], plain_word(703)));
            made[4] = Root<TestReference>(heap, TestReference::create(heap, *node, plain_word(704)));
          },
      .check =
          [&](World& world) {
            gc::Heap& heap = *world.heap;
            for (const Root<TestReference>& reference : made) EXPECT_EQ(reference->target_cell(), node.get());
            heap.collect_exact();
            EXPECT_EQ(heap.weak_table().count(*node), 6u);
            EXPECT_EQ(heap.weak_table().shared(*node), made[1].get());
            EXPECT_EQ(heap.weak_table().second_shared(*node), made[2].get());
            world.expect_early_deaths();
            node = nullptr;
            heap.collect_exact();
            EXPECT_EQ(test::drain_callbacks(heap), (std::vector<uint64_t>{704, 703, 700, 701}));
            EXPECT_EQ(pair->death(), gc::Death::kReceiver);
            for (Root<TestReference>& reference : made) reference = nullptr;
            pair = nullptr;
            for (uint64_t i = 0; i < 3; i++) world.watch(*Node::create(heap, i), 500 + i);  // as the World expects
          },
  });
}

// The log of new references fills up, the queue of due callbacks is moved and grows.
TEST_F(Suspensions, WhileTheTablesOfReferencesGrow) {
  constexpr size_t kMade = 24;
  std::vector<Root<TestReference>> made(kMade);
  Root<Node> node;
  World world(World::Core::kFresh);
  node = Root<Node>(*world.heap, Node::create(*world.heap, 70));
  SuspendEverywhere::run({5, 0}, [&] {
    for (size_t i = 0; i < kMade; i++)
      made[i] = Root<TestReference>(*world.heap, TestReference::create(*world.heap, *node, plain_word(800 + i)));
  });
  world.heap->collect_exact();
  EXPECT_EQ(test::drain_callbacks(*world.heap), (std::vector<uint64_t>{500, 501, 502}));
  EXPECT_EQ(world.heap->weak_table().count(*node), kMade);
  node = nullptr;
  world.heap->collect_exact();
  std::vector<uint64_t> expected;
  for (size_t i = kMade; i-- > 0;) expected.push_back(800 + i);
  EXPECT_EQ(test::drain_callbacks(*world.heap), expected);
  for (uint64_t i = 0; i < 3; i++) world.watch(*Node::create(*world.heap, i), 500 + i);
  world.check_and_end();
}

TEST_F(Suspensions, WhileListsAreReadAndReferencesCleared) {
  Root<TestReference> gone, shared;
  size_t count = 0;
  try_everywhere({
      .prepare =
          [&](World& world) {
            gc::Heap& heap = *world.heap;
            gone = Root<TestReference>(heap, TestReference::create(heap, *world.nodes[3], plain_word(1)));
            shared =
                Root<TestReference>(heap, TestReference::create(heap, *world.nodes[3], 0, WeakTable::Sharing::kShared));
          },
      .operate =
          [&](World& world) {
            WeakTable& weak = world.heap->weak_table();
            count = weak.count(*world.nodes[3]);
            weak.clear(*gone, gc::Death::kCleared);
            EXPECT_EQ(weak.shared(*world.nodes[3]), shared.get());
            EXPECT_EQ(weak.second_shared(*world.nodes[3]), nullptr);
          },
      .check =
          [&](World& world) {
            EXPECT_EQ(count, 4u);
            EXPECT_EQ(gone->death(), gc::Death::kCleared);
            EXPECT_EQ(world.heap->weak_table().count(*world.nodes[3]), 3u);
            gone = shared = nullptr;
          },
  });
}

TEST_F(Suspensions, WhileAReferenceToADyingObjectIsRead) {
  for (size_t offset = 0; offset < 40; offset++) {
    World world;
    Root<TestReference> reference(*world.heap, TestReference::create(*world.heap, *Node::create(*world.heap, 77)));
    uint64_t read = 0;
    Node* held = nullptr;
    // One collection alone: before it, the object is alive, unless something was read by then.
    SuspendEverywhere::run({1'000'000, offset}, [&] {
      held = static_cast<Node*>(reference->target_cell());
      read = held ? held->id() : 0;
    });
    EXPECT_TRUE(read == 77 || (!held && reference->death() == gc::Death::kReceiver)) << offset;
    held = nullptr;
    world.check_and_end();
  }
}

// --- callbacks and finalizers that are due ---------------------------------------------------------------------------

TEST_F(Suspensions, WhileWhatIsDueIsTaken) {
  std::vector<uint64_t> callbacks, finalized, freed;
  for (std::vector<uint64_t>* noted : {&callbacks, &finalized, &freed}) noted->reserve(16);
  try_everywhere({
      .prepare =
          [&](World& world) {
            for (std::vector<uint64_t>* noted : {&callbacks, &finalized, &freed}) noted->clear();
            for (uint64_t i = 0; i < 3; i++) {
              EXPECT_TRUE(world.heap->register_finalizable(*Node::create(*world.heap, 80 + i), true));
              EXPECT_NE(Node::create_releasable(*world.heap, 90 + i, freed), nullptr);
            }
            world.heap->collect_exact();
          },
      .operate =
          [&](World& world) {
            gc::Heap& heap = *world.heap;
            while (gc::WeakReference* due = heap.next_due_callback())
              callbacks.push_back(test::number_of(heap.weak_table().take_callback(*due)));
            while (gc::Cell* due = heap.next_due_finalizer()) finalized.push_back(static_cast<Node*>(due)->id());
            while (gc::Cell* due = heap.next_due_release()) due->row().release(*due);
          },
      .check =
          [&](World& world) {
            EXPECT_EQ(callbacks, (std::vector<uint64_t>{500, 501, 502}));
            EXPECT_EQ(finalized, (std::vector<uint64_t>{80, 81, 82}));
            EXPECT_EQ(freed, (std::vector<uint64_t>{90, 91, 92}));
            EXPECT_FALSE(world.heap->has_due());
            for (uint64_t i = 0; i < 3; i++) world.watch(*Node::create(*world.heap, i), 500 + i);
          },
  });
}

TEST_F(Suspensions, WhileObjectsAreRegisteredForFinalization) {
  std::vector<Root<Node>> made;
  try_everywhere({
      .core = World::Core::kFresh,
      .prepare =
          [&](World& world) {
            for (uint64_t i = 0; i < 18; i++) made.emplace_back(*world.heap, Node::create(*world.heap, 80 + i));
            for (uint64_t i = 0; i < 15; i++) EXPECT_TRUE(world.heap->register_finalizable(*made[i], true));
          },
      // One fits, the next makes the lists grow.
      .operate =
          [&](World& world) {
            for (size_t i = 15; i < made.size(); i++) EXPECT_TRUE(world.heap->register_finalizable(*made[i], true));
          },
      .check =
          [&](World& world) {
            std::vector<uint64_t> expected;
            for (const Root<Node>& node : made) expected.push_back(node->id());
            made.clear();
            world.heap->collect_exact();
            EXPECT_EQ(test::drain_finalizers(*world.heap), expected);
          },
  });
}

// --- roots -----------------------------------------------------------------------------------------------------------

TEST_F(Suspensions, WhileRootsAreTakenCopiedMovedAndGivenBack) {
  std::vector<Root<Node>> many;
  Root<Node> kept, copied, moved;
  gc::WeakRoot<Node> dropped, first;
  try_everywhere({
      .core = World::Core::kFresh,
      // So many that the table needs another chunk.
      .prepare =
          [&](World& world) {
            while (world.heap->roots().used() < 255) many.push_back(world.nodes[0]);
          },
      .operate =
          [&](World& world) {
            gc::Heap& heap = *world.heap;
            kept = Root<Node>(heap, Node::create(heap, 71));
            Root<Node> passing(heap, Node::create(heap, 72));
            first = gc::WeakRoot<Node>(heap, passing.get());
            copied = passing;
            moved = std::move(passing);
            copied.reset();
            Root<Node> last(heap, Node::create(heap, 73));
            dropped = gc::WeakRoot<Node>(heap, last.get());
          },
      .check =
          [&](World& world) {
            EXPECT_TRUE(world.heap->collect_exact().exact);
            EXPECT_EQ(kept->id(), 71u);
            EXPECT_EQ(moved->id(), 72u);
            EXPECT_EQ(first.get(), moved.get());
            EXPECT_TRUE(dropped.expired());
            EXPECT_GE(world.heap->roots().used(), 256u);
            many.clear();
            kept = moved = nullptr;
          },
  });
}

TEST_F(Suspensions, WhileTheStackIsPushedAndPopped) {
  gc::WeakRoot<Node> on_stack, popped;
  try_everywhere({
      .operate =
          [&](World& world) {
            gc::Heap& heap = *world.heap;
            gc::WordStack& stack = heap.vm_stack();
            EXPECT_TRUE(stack.push_word(word_of(Node::create(heap, 74))));
            uint64_t* const middle = stack.top();
            uint64_t* const words = stack.push(2);
            words[0] = word_of(Node::create(heap, 75));
            uint64_t* const more = stack.room(1);
            more[0] = word_of(Node::create(heap, 76));
            stack.publish(more + 1);
            popped = gc::WeakRoot<Node>(heap, reinterpret_cast<Node*>(more[0]));
            stack.pop_to(middle);
            on_stack = gc::WeakRoot<Node>(heap, reinterpret_cast<Node*>(middle[-1]));
          },
      .check =
          [&](World& world) {
            EXPECT_TRUE(world.heap->collect_exact().exact);
            EXPECT_TRUE(popped.expired());
            ASSERT_FALSE(on_stack.expired());
            EXPECT_EQ(on_stack.get()->id(), 74u);
            world.heap->vm_stack().pop_to(world.heap->vm_stack().base());
          },
  });
}

// --- ephemerons ------------------------------------------------------------------------------------------------------

TEST_F(Suspensions, WhileEphemeronEntriesAreSetReadAndErased) {
  Root<TestEphemerons> second;
  std::vector<Root<Node>> keys;
  try_everywhere({
      .prepare =
          [&](World& world) {
            second = Root<TestEphemerons>(*world.heap, TestEphemerons::create(*world.heap));
            for (uint64_t i = 0; i < 4; i++) keys.emplace_back(*world.heap, Node::create(*world.heap, i));
          },
      .operate =
          [&](World& world) {
            gc::Heap& heap = *world.heap;
            for (const Root<Node>& key : keys)
              EXPECT_TRUE(second->set(heap, *key, word_of(Node::create(heap, 110 + key->id()))));
            EXPECT_TRUE(second->set(heap, *keys[1], word_of(Node::create(heap, 120))));  // in place of what it had
            EXPECT_TRUE(second->erase(heap, *keys[2]));
            EXPECT_EQ(reinterpret_cast<Node*>(second->get(heap, *keys[0]))->id(), 110u);
            EXPECT_TRUE(second->set(heap, *world.nodes[4], word_of(second.get())));  // reaches its own table
          },
      .check =
          [&](World& world) {
            gc::Heap& heap = *world.heap;
            EXPECT_TRUE(heap.collect_exact().exact);
            EXPECT_EQ(second->size(), 4u);
            EXPECT_EQ(reinterpret_cast<Node*>(second->get(heap, *keys[0]))->id(), 110u);
            EXPECT_EQ(reinterpret_cast<Node*>(second->get(heap, *keys[1]))->id(), 120u);
            EXPECT_EQ(second->get(heap, *keys[2]), 0u);
            EXPECT_EQ(reinterpret_cast<Node*>(second->get(heap, *keys[3]))->id(), 113u);
            keys.clear();
            EXPECT_TRUE(heap.collect_exact().exact);
            EXPECT_EQ(second->size(), 1u);
            second = nullptr;
          },
  });
}

TEST_F(Suspensions, WhileTheRowsOfATableGrow) {
  World world(World::Core::kFresh);
  std::vector<Root<Node>> keys;
  for (uint64_t i = 0; i < 40; i++) keys.emplace_back(*world.heap, Node::create(*world.heap, i));
  SuspendEverywhere::run({5, 2}, [&] {
    for (const Root<Node>& key : keys) EXPECT_TRUE(world.table->set(*world.heap, *key, word_of(key.get())));
  });
  EXPECT_EQ(world.table->size(), World::kNodes + keys.size());
  keys.clear();
  EXPECT_TRUE(world.heap->collect_exact().exact);
  EXPECT_EQ(world.table->size(), World::kNodes);
  world.check_and_end();
}

// --- cells -----------------------------------------------------------------------------------------------------------

// Cells of leaf memory: nothing but the list leads from one free cell to the next.
TEST_F(Suspensions, WhileCellsAreTakenFromTheirLists) {
  constexpr size_t kTaken = 4;
  std::vector<Root<gc::Backing>> leaves(kTaken);
  std::vector<Root<Node>> nodes(kTaken);
  try_everywhere({
      .operate =
          [&](World& world) {
            gc::Heap& heap = *world.heap;
            for (size_t i = 0; i < kTaken; i++) {
              leaves[i] = Root<gc::Backing>(heap, gc::Backing::create_leaf(heap, 3));
              for (size_t j = 0; j < 3; j++) leaves[i]->words()[j] = plain_word(i);
              nodes[i] = Root<Node>(heap, Node::create(heap, i, 48));
            }
          },
      .check =
          [&](World& world) {
            gc::Heap& heap = *world.heap;
            // What else is taken from the lists is none of these.
            for (size_t i = 0; i < 300; i++) {
              if (gc::Backing* more = gc::Backing::create_leaf(heap, 3)) more->words()[0] = plain_word(i + 1'000);
              Node::create(heap, i + 1'000, 48);
            }
            for (size_t i = 0; i < kTaken; i++) {
              EXPECT_EQ(leaves[i]->words()[0], plain_word(i));
              EXPECT_EQ(nodes[i]->id(), i);
            }
            for (Root<gc::Backing>& leaf : leaves) leaf = nullptr;
            for (Root<Node>& node : nodes) node = nullptr;
          },
  });
}

// One collection alone: the next one could put right what this one did to the list.
TEST_F(Suspensions, WhileOneCellIsTaken) {
  World world;
  gc::Heap& heap = *world.heap;
  size_t offset = 0;
  for (bool within = true; within; offset++) {
    gc::Backing* taken = nullptr;
    const auto counts = SuspendEverywhere::run({SIZE_MAX, offset}, [&] { taken = gc::Backing::create_leaf(heap, 3); });
    within = offset < counts.instructions;
    std::vector<Root<gc::Backing>> all{Root<gc::Backing>(heap, taken)};
    while (all.size() < 150) all.emplace_back(heap, gc::Backing::create_leaf(heap, 3));
    for (size_t i = 0; i < all.size(); i++) all[i]->words()[0] = plain_word(i);
    for (size_t i = 0; i < all.size(); i++)
      ASSERT_EQ(all[i]->words()[0], plain_word(i)) << "collected before instruction " << offset;
  }
  EXPECT_GT(offset, 10u);
  world.check_and_end();
}

// A size that no cell had before: the list is filled. Then one that is taken by itself, and lists that change sides.
TEST_F(Suspensions, WhileListsAreFilledAndMoved) {
  std::vector<Root<Node>> made(6);
  World world;
  auto counts = SuspendEverywhere::run({5, 1}, [&] {
    gc::Heap& heap = *world.heap;
    made[0] = Root<Node>(heap, Node::create(heap, 0, 1'500));
    made[1] = Root<Node>(heap, Node::create(heap, 1, 5'000));
    heap.set_fail_every(1'000'000);
    made[2] = Root<Node>(heap, Node::create(heap, 2, 1'500));
    made[3] = Root<Node>(heap, Node::create(heap, 3));
    heap.set_fail_every(0);
    made[4] = Root<Node>(heap, Node::create(heap, 4, 1'500));
    made[5] = Root<Node>(heap, Node::create(heap, 5));
  });
  EXPECT_GT(counts.under_lock, 0u);
  for (uint64_t i = 0; i < 200; i++) Node::create(*world.heap, 1'000 + i, i % 2 ? 0 : 1'500);
  for (size_t i = 0; i < made.size(); i++) EXPECT_EQ(made[i]->id(), i);
  made.clear();
  world.check_and_end();
}

}  // namespace
}  // namespace mayfly
