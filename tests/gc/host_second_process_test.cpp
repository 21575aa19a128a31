// A host that uses bdwgc itself and comes after Mayfly: it has said so in its options.
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

HostData* host_list = nullptr;

gc::HeapOptions host_options() {
  gc::HeapOptions options;
  options.host_uses_bdwgc = true;
  options.initial_heap = 48u << 20;
  return options;
}

TEST(HostSecond, KeepsItsDataItsThreadsAndItsFinalizers) {
  {
    // What comes first may be a thread's scope: it decides nothing for the heap that follows... but that there is a host,
    // which must be said first, so here it is not made.
    std::unique_ptr<gc::Heap> first = test::make_test_heap(host_options());
    EXPECT_GE(first->statistics().heap_bytes, size_t{48} << 20);
  }
  GC_INIT();
  std::unique_ptr<gc::Heap> owner = test::make_test_heap(host_options());
  gc::Heap& heap = *owner;
  [&] {
    for (uint64_t i = 0; i < 1'000; i++) {
      auto* data = static_cast<HostData*>(GC_MALLOC(sizeof(HostData)));
      data->id = i;
      data->next = host_list;
      host_list = data;
    }
  }();
  static size_t finalized = 0;
  [&] {
    for (int i = 0; i < 100; i++)
      GC_register_finalizer(
          GC_MALLOC(100), [](void*, void*) { finalized++; }, nullptr, nullptr, nullptr);
  }();
  Root<Node> node(heap, Node::create(heap, 1));
  Root<TestReference> reference(heap, TestReference::create(heap, *node));
  for (int round = 0; round < 3; round++) {
    for (int i = 0; i < 20'000; i++) std::memset(GC_MALLOC(sizeof(HostData)), 0x5a, sizeof(HostData));
    CollectReport report = heap.collect_exact();
    EXPECT_EQ(report.reasons, static_cast<uint32_t>(gc::Inexact::kHostRoots));
  }
  uint64_t expected = 1'000;
  for (HostData* data = host_list; data; data = data->next) ASSERT_EQ(data->id, --expected);
  EXPECT_EQ(expected, 0u);
  GC_invoke_finalizers();
  EXPECT_GE(finalized, 95u);
  EXPECT_EQ(reference->target_cell(), node.get());
  node.reset();
  for (int i = 0; i < 3 && reference->target_cell(); i++) heap.collect_exact();
  EXPECT_EQ(reference->target_cell(), nullptr);
  // Threads that bdwgc makes are attached, with no scope.
  pthread_t thread;
  ASSERT_EQ(GC_pthread_create(
                &thread, nullptr,
                [](void*) -> void* {
                  EXPECT_TRUE(ThreadScope::current_is_attached());
                  std::unique_ptr<gc::Heap> own = test::make_test_heap(host_options());
                  Root<Node> mine(*own, Node::create(*own, 5));
                  own->collect();
                  EXPECT_EQ(mine->id(), 5u);
                  return nullptr;
                },
                nullptr),
            0);
  ASSERT_EQ(GC_pthread_join(thread, nullptr), 0);
}

}  // namespace
}  // namespace mayfly
