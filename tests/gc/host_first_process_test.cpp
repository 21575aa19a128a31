// A host that uses bdwgc itself and initialised it before Mayfly: it keeps working, and Mayfly beside it.
#include <mayfly/gc/root/weak_root.h>
#include <mayfly/gc/threads/thread_scope.h>

#include <support/host_gc.h>
#include <support/test_cells.h>

#include <gtest/gtest.h>

#include <cstring>
#include <thread>

namespace mayfly {
namespace {

using test::Node;
using test::TestReference;

struct HostData {
  uint64_t id;
  HostData* next;
  uint64_t pad[6];
};

HostData* host_list = nullptr;  // a static root of the host's
char* host_interior = nullptr;  // and a pointer into an object
size_t host_events = 0;
size_t host_marks = 0;
size_t host_pushes = 0;
std::vector<uint64_t>* host_finalized = nullptr;
GC_push_other_roots_proc default_push = nullptr;

[[gnu::noinline]] void make_host_data() {
  for (uint64_t i = 0; i < 1'000; i++) {
    auto* data = static_cast<HostData*>(GC_MALLOC(sizeof(HostData)));
    data->id = i;
    data->next = host_list;
    host_list = data;
  }
  auto* text = static_cast<char*>(GC_MALLOC_ATOMIC(1'000));
  std::strcpy(text + 500, "in the middle");
  host_interior = text + 500;
}

bool host_data_is_sound() {
  uint64_t expected = 1'000;
  for (HostData* data = host_list; data; data = data->next)
    if (data->id != --expected) return false;
  return expected == 0 && std::strcmp(host_interior, "in the middle") == 0;
}

class HostFirst : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    GC_INIT();
    GC_allow_register_threads();
    host_finalized = new std::vector<uint64_t>();
    GC_set_on_collection_event([](GC_EventType event) {
      host_events++;
      host_marks += event == GC_EVENT_MARK_END;
    });
    default_push = GC_get_push_other_roots();
    GC_set_push_other_roots([] {
      host_pushes++;
      default_push();
    });
    make_host_data();
  }
  // Two collections' worth of garbage of both sorts, and the collections.
  static void churn(gc::Heap& heap) {
    for (int i = 0; i < 5'000 && !test::under_stress(heap); i++) {
      std::memset(GC_MALLOC(sizeof(HostData)), 0x5a, sizeof(HostData));
      Node::create(heap, 99);
    }
    heap.collect();
    heap.collect_exact();
    GC_gcollect();
  }

  std::unique_ptr<gc::Heap> owner = test::make_test_heap();
  gc::Heap& heap = *owner;
};

TEST_F(HostFirst, KeepsItsStaticRootsAndInteriorPointers) {
  churn(heap);
  EXPECT_TRUE(host_data_is_sound());
  EXPECT_EQ(GC_get_all_interior_pointers(), 1);
}

TEST_F(HostFirst, KeepsItsHooks) {
  const size_t events = host_events, marks = host_marks, pushes = host_pushes;
  heap.collect();
  EXPECT_GT(host_events, events);
  EXPECT_EQ(host_marks, marks + 1);
  EXPECT_GT(host_pushes, pushes);
}

TEST_F(HostFirst, LeavesMayflysObjectsAndReferencesWorking) {
  Root<Node> node(heap, Node::create(heap, 1));
  Root<TestReference> reference(heap, TestReference::create(heap, *node, test::plain_word(5)));
  churn(heap);
  EXPECT_EQ(reference->target_cell(), node.get());
  EXPECT_EQ(node->id(), 1u);
}

TEST_F(HostFirst, IsToldThatCollectionsAreNotPromisedToBeExact) {
  CollectReport report = heap.collect_exact();
  EXPECT_FALSE(report.exact);
  EXPECT_EQ(report.reasons, static_cast<uint32_t>(gc::Inexact::kHostRoots));
}

TEST_F(HostFirst, MayKeepCellsInItsOwnObjects) {
  WeakRoot<Node> weak;
  {
    Node* node = Node::create(heap, 7);
    weak = WeakRoot<Node>(heap, node);
    host_list->pad[0] = test::word_of(node);
  }
  churn(heap);
  ASSERT_NE(weak.get(), nullptr);
  EXPECT_EQ(weak.get()->id(), 7u);
  host_list->pad[0] = 0;
}

// What Mayfly's pass marks counts as life to the host's links and finalizers: they wait for the real death.
TEST_F(HostFirst, GetsItsLinksClearedAndFinalizersRunAtTheRealDeath) {
  uint64_t* link = static_cast<uint64_t*>(GC_MALLOC_ATOMIC_UNCOLLECTABLE(sizeof(uint64_t)));
  WeakRoot<Node> weak;
  [&] {
    Node* node = Node::create(heap, 11);
    ASSERT_TRUE(heap.register_finalizable(*node, true));
    *link = GC_HIDE_POINTER(node);
    GC_general_register_disappearing_link(reinterpret_cast<void**>(link), node);
    GC_register_finalizer_no_order(
        node, [](void* object, void*) { host_finalized->push_back(static_cast<Node*>(object)->id()); }, nullptr,
        nullptr, nullptr);
    weak = WeakRoot<Node>(heap, node);
  }();
  heap.collect_exact();
  EXPECT_EQ(weak.get(), nullptr);
  EXPECT_NE(*link, 0u);  // kept for Mayfly's finalizer
  EXPECT_TRUE(host_finalized->empty());
  EXPECT_EQ(test::drain_finalizers(heap), (std::vector<uint64_t>{11}));
  for (int i = 0; i < 3 && *link; i++) heap.collect_exact();
  EXPECT_EQ(*link, 0u);
  GC_invoke_finalizers();
  EXPECT_EQ(*host_finalized, (std::vector<uint64_t>{11}));
  GC_FREE(link);
}

// A host's finalizer can bring back a cell that Mayfly has declared dead: with its old weak index.
TEST_F(HostFirst, MayBringBackACellThatWasDeclaredDead) {
  static Node* brought_back = nullptr;
  Root<TestReference> old;
  uint32_t index = 0;
  [&] {
    auto* data = static_cast<HostData*>(GC_MALLOC(sizeof(HostData)));
    Node* node = Node::create(heap, 13);
    data->pad[0] = test::word_of(node);
    old = Root<TestReference>(heap, TestReference::create(heap, *node, test::plain_word(1)));
    index = node->weak_index();
    GC_register_finalizer_no_order(
        data,
        [](void* object, void*) { brought_back = reinterpret_cast<Node*>(static_cast<HostData*>(object)->pad[0]); },
        nullptr, nullptr, nullptr);
  }();
  for (int i = 0; i < 3 && !brought_back; i++) {
    heap.collect_exact();
    GC_invoke_finalizers();
  }
  ASSERT_NE(brought_back, nullptr);
  EXPECT_EQ(brought_back->id(), 13u);
  EXPECT_EQ(old->target_cell(), nullptr);
  std::vector<Root<Node>> others;
  Root<Node> other = test::make_node_in_cell(heap, index, others);
  ASSERT_TRUE(other);
  EXPECT_EQ(heap.weak_table().existing_handle(*brought_back).slot, nullptr);
  Root<TestReference> fresh(heap, TestReference::create(heap, *brought_back));
  EXPECT_EQ(fresh->target_cell(), brought_back);
  EXPECT_EQ(heap.weak_table().count(*other), 0u);
  brought_back = nullptr;
}

TEST_F(HostFirst, MayRegisterThreadsItself) {
  std::thread([&] {
    GC_stack_base base;
    GC_get_stack_base(&base);
    ASSERT_EQ(GC_register_my_thread(&base), GC_SUCCESS);
    {
      std::unique_ptr<gc::Heap> own = test::make_test_heap();
      Root<Node> node(*own, Node::create(*own, 3));
      own->collect();
      EXPECT_EQ(node->id(), 3u);
      churn(*own);
    }
    GC_unregister_my_thread();
  }).join();
  EXPECT_TRUE(host_data_is_sound());
}

TEST_F(HostFirst, MayChainItsHandlerAfterMayflys) {
  static GC_on_collection_event_proc previous;
  static size_t seen;
  previous = GC_get_on_collection_event();
  seen = 0;
  GC_set_on_collection_event([](GC_EventType event) {
    seen++;
    previous(event);
  });
  WeakRoot<Node> weak;
  [&] { weak = WeakRoot<Node>(heap, Node::create(heap)); }();
  for (int i = 0; i < 3; i++) heap.collect_exact();
  EXPECT_GT(seen, 0u);
  EXPECT_EQ(weak.get(), nullptr);
  EXPECT_NE(Node::create(heap), nullptr);
  GC_set_on_collection_event(previous);
}

}  // namespace
}  // namespace mayfly
