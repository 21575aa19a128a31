// An object of a host that uses bdwgc too, held by a cell alone, was reclaimed when the cell died, before its release ran:
// only cells' declared edges were followed.
#include <support/host_gc.h>
#include <support/test_cells.h>

#include <gtest/gtest.h>

namespace mayfly {
namespace {

struct HostData {
  uint64_t id;
  HostData* next;
  uint64_t pad[6];
};

// Owns an object of the host's, by a word that its trace leaves out.
class Holder final : public gc::Cell {
 public:
  static Holder* create(gc::Heap& heap, HostData* data) {
    static const gc::KindId kind = gc::register_kind(kRow);
    Holder* holder = heap.make_kind<Holder>(kind, 0, false, data);
    return holder && heap.register_finalizable(*holder, false) ? holder : nullptr;
  }
  HostData* data() const { return data_; }

 private:
  friend class gc::Heap;
  Holder(gc::CellInit init, HostData* data) : Cell(init), data_(data) {}
  static void trace_cell(const gc::Cell& cell, gc::Visitor& visitor) {
    visitor.ignore(static_cast<const Holder&>(cell).data_);
  }
  static void release_cell(gc::Cell&) {}
  static constexpr gc::KindRow kRow = {
      .name = "holder", .trace = &Holder::trace_cell, .release = &Holder::release_cell};

  HostData* data_;
};

class HostObjects : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { GC_INIT(); }

  std::unique_ptr<gc::Heap> owner = test::make_test_heap();
  gc::Heap& heap = *owner;
};

TEST_F(HostObjects, HeldByACellAloneLiveUntilItIsReleased) {
  constexpr size_t kCells = 50;
  [&] {
    for (uint64_t i = 0; i < kCells; i++) {
      auto* data = static_cast<HostData*>(GC_MALLOC(sizeof(HostData)));
      data->id = i;
      data->next = static_cast<HostData*>(GC_MALLOC(sizeof(HostData)));
      data->next->id = i;
      ASSERT_NE(Holder::create(heap, data), nullptr);
    }
  }();
  heap.collect_exact();
  size_t due = 0;
  while (gc::Cell* cell = heap.next_due_release()) {
    HostData* data = static_cast<Holder*>(cell)->data();
    ASSERT_TRUE(GC_is_marked(data));
    ASSERT_TRUE(GC_is_marked(data->next));
    due++;
  }
  EXPECT_GE(due, kCells - 5);  // a stale word may have kept some
}

}  // namespace
}  // namespace mayfly
