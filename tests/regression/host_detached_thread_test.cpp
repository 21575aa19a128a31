// A thread that the host had taken out of the collector again was still thought to be attached.
#include <mayfly/gc/threads/thread_scope.h>

#include <support/host_gc.h>
#include <support/test_cells.h>

#include <gtest/gtest.h>

#include <thread>

namespace mayfly {
namespace {

using HostThreads = test::HeapTest;

TEST_F(HostThreads, MayBeAttachedAndDetachedByTheHostItself) {
  std::thread([] {
    GC_stack_base base;
    GC_get_stack_base(&base);
    ASSERT_EQ(GC_register_my_thread(&base), GC_SUCCESS);
    {
      ThreadScope scope;
      EXPECT_TRUE(scope.attached());
      EXPECT_TRUE(gc::Heap::create(test::test_options()));
    }
    EXPECT_TRUE(GC_thread_is_registered()) << "what the host did, the host undoes";
    GC_unregister_my_thread();
    // And Mayfly notices.
    ThreadScope scope;
    EXPECT_TRUE(GC_thread_is_registered());
  }).join();
}

}  // namespace
}  // namespace mayfly
