// Lists of references and of ephemeron entries change under the collector's lock, or in the pass: at no moment of their
// owner's may another thread's collection find one half changed.
//
// A program of its own, since it puts itself between bdwgc and its lock: so a page that holds the heads of lists can tell,
// when it is touched, whether the thread that touches it has the lock.
#include <mayfly/gc/threads/thread_scope.h>
#include <mayfly/gc/weak/weak_state.h>

#include <support/test_cells.h>
#include <support/touch_trap.h>

#include <gtest/gtest.h>

#include <thread>

#include <dlfcn.h>
#include <pthread.h>

namespace {

thread_local int locks_held = 0;

using LockFunction = int (*)(pthread_mutex_t*);
LockFunction real(const char* name, LockFunction& found) {
  if (!found) found = reinterpret_cast<LockFunction>(dlsym(RTLD_NEXT, name));
  return found;
}
LockFunction real_lock, real_trylock, real_unlock;

}  // namespace

extern "C" {

int pthread_mutex_lock(pthread_mutex_t* mutex) {
  const int outcome = real("pthread_mutex_lock", real_lock)(mutex);
  locks_held += outcome == 0;
  return outcome;
}
int pthread_mutex_trylock(pthread_mutex_t* mutex) {
  const int outcome = real("pthread_mutex_trylock", real_trylock)(mutex);
  locks_held += outcome == 0;
  return outcome;
}
int pthread_mutex_unlock(pthread_mutex_t* mutex) {
  const int outcome = real("pthread_mutex_unlock", real_unlock)(mutex);
  locks_held -= outcome == 0;
  return outcome;
}

}  // extern "C"

namespace mayfly {
namespace {

using test::Node;
using test::plain_word;
using test::TestPair;
using test::TestReference;

class ListLocks : public test::HeapTest {
 protected:
  enum class Touched { kNever, kUnderTheLock, kWithoutIt };

  ListLocks() {
    // bdwgc locks in earnest only once there has been a second thread.
    std::thread([] { ThreadScope attached; }).join();
    heap.set_stress(0);
  }
  // What f does to the page on which the node's lists begin.
  template <typename F>
  Touched touched_by(F&& f) {
    const gc::WeakHandle handle = heap.weak_table().existing_handle(*node);
    gc::WeakChunk& chunk = gc::WeakChunk::of(handle.slot);
    int held = 0;
    test::TouchTrap trap(&chunk.rest[handle.slot - chunk.targets], [&] { held = locks_held; });
    f();
    if (!trap.sprung()) return Touched::kNever;
    return held > 0 ? Touched::kUnderTheLock : Touched::kWithoutIt;
  }

  Root<Node> node{heap, Node::create(heap)};
  Root<TestReference> reference{heap, TestReference::create(heap, *node, plain_word(1))};
};

TEST_F(ListLocks, AreNeitherTakenNorNeededToMakeAReference) {
  EXPECT_EQ(touched_by([&] { TestReference::create(heap, *node, plain_word(2)); }), Touched::kNever);
  EXPECT_EQ(touched_by([&] { TestPair::create(heap, *node, *node); }), Touched::kNever);
}

TEST_F(ListLocks, AreTakenToClearAReference) {
  EXPECT_EQ(touched_by([&] { heap.weak_table().clear(*reference, gc::Death::kCleared); }), Touched::kUnderTheLock);
}

TEST_F(ListLocks, AreTakenToClearAllReferences) {
  EXPECT_EQ(touched_by([&] { heap.weak_table().clear_all(gc::Death::kShutdown); }), Touched::kUnderTheLock);
}

TEST_F(ListLocks, AreTakenToReadAList) {
  EXPECT_EQ(touched_by([&] { EXPECT_EQ(heap.weak_table().count(*node), 1u); }), Touched::kUnderTheLock);
  EXPECT_EQ(touched_by([&] { EXPECT_EQ(heap.weak_table().shared(*node), nullptr); }), Touched::kUnderTheLock);
}

}  // namespace
}  // namespace mayfly
