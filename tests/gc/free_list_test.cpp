// Free lists: kept by every collection, never dropped, whatever instruction a pop is stopped at.
#include <mayfly/gc/boehm/heap_core.h>
#include <mayfly/gc/threads/thread_scope.h>

#include <support/test_cells.h>

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <thread>

namespace mayfly {
namespace {

using gc::Backing;
using test::plain_word;

class FreeListTest : public test::HeapTest {
 protected:
  // Takes cells off the lists for as long as another thread collects. Each must be empty, and those that are held must
  // keep what was written to them.
  static size_t churn(gc::Heap& own, bool leaf, const std::atomic<bool>& stop) {
    constexpr size_t kHeld = 256, kWords = 6;
    std::vector<Root<Backing>> held(kHeld);
    size_t wrong = 0;
    for (uint64_t i = 1; !stop; i++) {
      Backing* cell = leaf ? Backing::create_leaf(own, kWords) : Backing::create(own, kWords);
      if (cell->capacity() != kWords) wrong++;
      for (size_t k = 0; k < kWords; k++) wrong += cell->words()[k] != 0;
      for (size_t k = 0; k < kWords; k++) cell->words()[k] = plain_word(i);
      Root<Backing>& place = held[i * 2654435761u % kHeld];
      if (place)
        for (size_t k = 1; k < kWords; k++) wrong += place->words()[k] != place->words()[0];
      place = Root<Backing>(own, cell);
      // Most cells die young.
      for (int k = 0; k < 3; k++) {
        Backing* young = leaf ? Backing::create_leaf(own, kWords) : Backing::create(own, kWords);
        for (size_t w = 0; w < kWords; w++) wrong += young->words()[w] != 0;
        young->words()[k] = plain_word(1);
      }
    }
    return wrong;
  }
};

using FreeLists = FreeListTest;

TEST_F(FreeLists, AreKeptByCollections) {  // gc.lists.never-dropped
  heap.set_stress(0);
  Root<Backing> one(heap, Backing::create(heap, 6));
  std::vector<uint64_t> cells;
  auto look = [&] {
    std::vector<uint64_t> seen;
    for (void* cell = heap.core().lists.heads[0][4]; cell; cell = *static_cast<void**>(cell))
      seen.push_back(reinterpret_cast<uint64_t>(cell));
    return seen;
  };
  Backing::create(heap, 6);
  cells = look();
  ASSERT_FALSE(cells.empty());
  for (int i = 0; i < 3; i++) heap.collect_exact();
  EXPECT_EQ(look(), cells);
  // Nobody else gets them meanwhile: another heap takes all the cells of this size that there are.
  std::unique_ptr<gc::Heap> other = test::make_test_heap();
  other->set_stress(0);
  for (size_t i = 0; i < 3'000; i++) {
    auto taken = reinterpret_cast<uint64_t>(Backing::create(*other, 6));
    ASSERT_EQ(std::count(cells.begin(), cells.end(), taken), 0);
  }
  for (uint64_t expected : cells) ASSERT_EQ(reinterpret_cast<uint64_t>(Backing::create(heap, 6)), expected);
}

TEST_F(FreeLists, StaySoundWhileOthersCollect) {
  const size_t collections = test::scaled(heap, 2'000, 20);
  std::atomic<bool> stop{false};
  std::atomic<size_t> wrong{0};
  std::vector<std::thread> others;
  for (bool leaf : {false, true}) {
    others.emplace_back([&, leaf] {
      ThreadScope attached;
      std::unique_ptr<gc::Heap> own = test::make_test_heap();
      wrong += churn(*own, leaf, stop);
    });
  }
  for (size_t i = 0; i < collections; i++) heap.collect();
  stop = true;
  gc::blocking(gc::Frames::kHoldNone, [&] {
    for (std::thread& other : others) other.join();
  });
  EXPECT_EQ(wrong, 0u);
}

// Stress and failing allocations take the slow way, with the lists set aside.
TEST_F(FreeLists, AreMovedAsideAndBackWhileOthersCollect) {
  const size_t collections = test::scaled(heap, 1'000, 10);
  std::atomic<bool> stop{false};
  std::thread other([&] {
    ThreadScope attached;
    std::unique_ptr<gc::Heap> own = test::make_test_heap();
    own->set_stress(0);
    for (size_t i = 0; i < collections; i++) own->collect();
    stop = true;
  });
  heap.set_stress(0);
  size_t wrong = 0;
  std::vector<Root<Backing>> held;
  for (uint64_t i = 0; !stop; i++) {
    if (i % 3 == 0) heap.set_fail_every(i % 2 ? 1'000'000 : 0);
    for (bool leaf : {false, true}) {
      for (int k = 0; k < 20; k++) {
        Backing* cell = leaf ? Backing::create_leaf(heap, 6) : Backing::create(heap, 6);
        ASSERT_NE(cell, nullptr);
        for (int w = 0; w < 6; w++) wrong += cell->words()[w] != 0;
        for (int w = 0; w < 6; w++) cell->words()[w] = plain_word(i);
        if (k == 0) held.emplace_back(heap, cell);
      }
    }
    for (const Root<Backing>& cell : held)
      for (int w = 1; w < 6; w++) wrong += cell->words()[w] != cell->words()[0];
    if (held.size() > 500) held.clear();
  }
  gc::blocking(gc::Frames::kHoldNone, [&] { other.join(); });
  EXPECT_EQ(wrong, 0u);
}

}  // namespace
}  // namespace mayfly
