// Memory outside the GC heap that can't be had: every side table says so, changes nothing, and works afterwards.
//
// A program of its own, since it puts itself between the library and the C library: while a test says so, malloc or mmap
// fails on its thread.
#include <mayfly/gc/threads/thread_scope.h>

#include <support/test_cells.h>
#include <support/test_ephemerons.h>

#include <gtest/gtest.h>

#include <cerrno>
#include <cstdarg>

#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined(__SANITIZE_ADDRESS__)
#define MALLOC_IS_TAKEN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define MALLOC_IS_TAKEN 1
#endif
#endif

namespace {

thread_local bool malloc_fails = false;
thread_local bool mmap_fails = false;

}  // namespace

#ifndef MALLOC_IS_TAKEN

extern "C" {

void* __libc_malloc(size_t size);
void* __libc_calloc(size_t count, size_t size);
void* __libc_realloc(void* memory, size_t size);

void* malloc(size_t size) { return malloc_fails ? nullptr : __libc_malloc(size); }
void* calloc(size_t count, size_t size) { return malloc_fails ? nullptr : __libc_calloc(count, size); }
void* realloc(void* memory, size_t size) { return malloc_fails ? nullptr : __libc_realloc(memory, size); }
void* mmap(void* address, size_t bytes, int protection, int flags, int file, off_t offset) noexcept {
  if (mmap_fails) {
    errno = ENOMEM;
    return MAP_FAILED;
  }
  return reinterpret_cast<void*>(syscall(SYS_mmap, address, bytes, protection, flags, file, offset));
}

}  // extern "C"

#endif

namespace mayfly {
namespace {

using test::Node;
using test::plain_word;
using test::TestEphemerons;
using test::TestReference;

template <typename F>
auto without_malloc(F&& f) {
  malloc_fails = true;
  auto result = f();
  malloc_fails = false;
  return result;
}
template <typename F>
auto without_mmap(F&& f) {
  mmap_fails = true;
  auto result = f();
  mmap_fails = false;
  return result;
}

class MemoryFailures : public ::testing::Test {
 protected:
  MemoryFailures() {
    // A heap that no earlier one has left its tables to.
    static std::vector<std::unique_ptr<gc::Heap>> earlier;
    earlier.push_back(test::make_test_heap());
    heap_ = earlier.back().get();
    heap_->set_stress(0);
  }
  void SetUp() override {
#ifdef MALLOC_IS_TAKEN
    GTEST_SKIP() << "the address sanitizer has malloc";
#endif
  }
  gc::Heap& heap() { return *heap_; }
  Root<Node> make_node(uint64_t id = 0) { return Root<Node>(heap(), Node::create(heap(), id)); }

 private:
  gc::Heap* heap_;
};

TEST_F(MemoryFailures, LeaveAnObjectWithoutAWeakCell) {
  Root<Node> node = make_node();
  gc::WeakTable& table = heap().weak_table();
  EXPECT_EQ(without_malloc([&] { return table.handle_for(*node); }).slot, nullptr);
  EXPECT_EQ(without_mmap([&] { return table.handle_for(*node); }).slot, nullptr);
  EXPECT_EQ(node->weak_index(), 0u);
  EXPECT_EQ(table.cell_count(), 0u);
  EXPECT_EQ(table.handle_for(*node).get(), node.get());
  EXPECT_EQ(table.cell_count(), 1u);
}

TEST_F(MemoryFailures, LeaveNoHalfMadeReference) {
  Root<Node> node = make_node();
  gc::WeakTable& table = heap().weak_table();
  ASSERT_NE(table.handle_for(*node).slot, nullptr);
  auto make = [&](bool armed) { return TestReference::create(heap(), *node, armed ? plain_word(1) : 0); };
  EXPECT_EQ(without_malloc([&] { return make(false); }), nullptr);  // the table of chunks
  EXPECT_EQ(without_mmap([&] { return make(false); }), nullptr);    // the chunk
  ASSERT_TRUE(table.reserve(false));
  EXPECT_EQ(without_malloc([&] { return make(true); }), nullptr);  // the queue of what is due
  EXPECT_EQ(heap().statistics().weak_references, 0u);
  Root<TestReference> reference(heap(), make(true));
  ASSERT_TRUE(reference);
  node.reset();
  heap().collect_exact();
  EXPECT_EQ(test::drain_callbacks(heap()), (std::vector<uint64_t>{1}));
}

// The log of new references need not grow: what it holds is put on lists instead.
TEST_F(MemoryFailures, DoNotKeepReferencesFromBeingMadeWhenTheLogIsFull) {
  Root<Node> node = make_node();
  Root<TestReference> first(heap(), TestReference::create(heap(), *node));
  std::vector<Root<TestReference>> references;
  references.reserve(500);
  for (int i = 0; i < 500; i++) {
    TestReference* made = without_malloc([&] { return TestReference::create(heap(), *node); });
    ASSERT_NE(made, nullptr) << i;
    references.emplace_back(heap(), made);
  }
  EXPECT_EQ(heap().weak_table().count(*node), 501u);
  heap().collect_exact();
  EXPECT_EQ(heap().weak_table().count(*node), 501u);
}

TEST_F(MemoryFailures, LeaveAnEphemeronTableAsItWas) {
  Root<Node> node = make_node();
  Root<TestEphemerons> table(heap(), TestEphemerons::create(heap()));
  ASSERT_NE(heap().weak_table().handle_for(*node).slot, nullptr);
  EXPECT_FALSE(without_malloc([&] { return table->set(heap(), *node, plain_word(1)); }));
  EXPECT_EQ(table->size(), 0u);
  EXPECT_EQ(table->get(heap(), *node), 0u);
  EXPECT_TRUE(table->set(heap(), *node, plain_word(2)));
  EXPECT_EQ(table->get(heap(), *node), plain_word(2));
}

TEST_F(MemoryFailures, LeaveAnObjectWithoutAFinalizer) {
  Root<Node> node = make_node(7);
  EXPECT_FALSE(without_malloc([&] { return heap().register_finalizable(*node, true); }));
  EXPECT_FALSE(node->has_flag(gc::Cell::kFinalizable));
  EXPECT_EQ(heap().statistics().finalizable, 0u);
  EXPECT_TRUE(heap().register_finalizable(*node, true));
  node.reset();
  heap().collect_exact();
  EXPECT_EQ(test::drain_finalizers(heap()), (std::vector<uint64_t>{7}));
}

TEST_F(MemoryFailures, MakeANullRoot) {
  Node* node = Node::create(heap());
  EXPECT_FALSE(without_malloc([&] { return Root<Node>(heap(), node); }));
  EXPECT_EQ(heap().statistics().roots, 0u);
  EXPECT_TRUE(Root<Node>(heap(), node));
}

TEST_F(MemoryFailures, MakeNoHeap) {
  auto made = without_malloc([] { return gc::Heap::create(); });
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().kind(), ErrorKind::kOutOfMemory);
  made = without_mmap([] { return gc::Heap::create(); });  // the VM stack
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().kind(), ErrorKind::kOutOfMemory);
  EXPECT_TRUE(gc::Heap::create());
}

TEST_F(MemoryFailures, TurnEveryErrorIntoTheOneThatNeedsNoMemory) {
  const std::string long_text(2'000, 'x');
  for (const Error& error : {without_malloc([] { return Error(ErrorKind::kValue, "short"); }),
                             without_malloc([&] { return make_error(ErrorKind::kValue, "%s", long_text.c_str()); })}) {
    EXPECT_EQ(error.kind(), ErrorKind::kOutOfMemory);
    EXPECT_EQ(error.message(), "out of memory");
  }
}

TEST_F(MemoryFailures, DropWhatAnErrorCannotCarry) {
  Error error(ErrorKind::kValue, "no");
  without_malloc([&] {
    error.add_position({"f", "a.tiny", 1});
    error.set_raw_value(heap(), test::word_of(nullptr));
    return 0;
  });
  EXPECT_TRUE(error.trace().empty());
  error.add_position({"f", "a.tiny", 1});
  without_malloc([&] {
    error.add_position({"g", "a.tiny", 2});
    return 0;
  });
  error.add_position({"h", "a.tiny", 3});
  EXPECT_EQ(error.to_string(), "ValueError: no\n  in f (a.tiny:1)\n  in h (a.tiny:3)");
}

}  // namespace
}  // namespace mayfly
