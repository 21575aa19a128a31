#include <mayfly/gc/boehm/boehm.h>
#include <mayfly/gc/boehm/heap_core.h>
#include <mayfly/gc/verify/verifier.h>

#include <cstdio>
#include <cstdlib>

namespace mayfly::gc {

namespace {

constexpr size_t kMaxRemembered = 64;

// Remembers the edges that one cell declares. A long cell's (an array's) are counted only: its trace reports every word.
class EdgeCollector final : public Visitor {
 public:
  void edge(Cell& cell) override {
    if (count_ < kMaxRemembered) cells_[count_] = &cell;
    count_++;
  }
  bool declares(const Cell* cell) const {
    for (size_t i = 0; i < count_ && i < kMaxRemembered; i++)
      if (cells_[i] == cell) return true;
    return false;
  }
  size_t count() const { return count_; }
  bool complete() const { return count_ <= kMaxRemembered; }

 private:
  Cell* cells_[kMaxRemembered];
  size_t count_ = 0;
};

void check_cell(Cell& cell, size_t bytes, void* data) {
  auto& report = *static_cast<Verifier::Report*>(data);
  if (!report.problem.empty()) return;
  report.cells++;
  const KindRow& row = cell.row();
  if (row.leaf || !row.trace) return;
  EdgeCollector edges;
  row.trace(cell, edges);
  report.edges += edges.count();
  if (!edges.complete()) return;
  const auto* words = reinterpret_cast<const uint64_t*>(&cell);
  for (size_t i = 1; i < bytes / 8; i++) {
    const Cell* target = boehm::cell_at(words[i]);
    if (!target || edges.declares(target)) continue;
    char text[256];
    std::snprintf(
        text, sizeof text,
        "undeclared edge: word %zu of a %s cell (%zu bytes) refers to a %s cell that its trace does not report", i,
        row.name, bytes, target->row().name);
    report.problem = text;
    return;
  }
}

// Each reference in the table is on the lists of the cells it names, and each list holds only such references.
void check_weak_table(HeapCore& core, Verifier::Report& report) {
  WeakState& weak = core.weak;
  weak.link_log();
  size_t listed = 0;
  uint32_t top = weak.cell_top.load();
  for (uint32_t cell = 1; cell < top && report.problem.empty(); cell++) {
    if (!weak.target(cell).load()) continue;
    uint32_t previous = WeakState::kCellTag | cell;
    for (uint32_t node = weak.rest(cell).head; node; node = weak.links(node / 2).next[node % 2]) {
      uintptr_t tagged = weak.object(node / 2);
      if (!tagged)
        report.problem = "weak table: a free slot is on a cell's list";
      else if (weak.links(node / 2).prev[node % 2] != previous)
        report.problem = "weak table: a list's links disagree";
      if (!report.problem.empty()) return;
      const WeakReference& reference = *WeakState::reference(tagged);
      const WeakHandle& handle = node % 2 ? WeakState::second(reference) : WeakState::first(reference);
      if (handle.slot != &weak.target(cell)) {
        report.problem = "weak table: a reference is on the list of a cell that it does not name";
        return;
      }
      previous = node;
      listed++;
    }
  }
  size_t expected = 0;
  const uint32_t slots = weak.reference_top;
  for (uint32_t slot = 1; slot < slots; slot++)
    if (uintptr_t tagged = weak.object(slot)) expected += tagged & WeakState::kTwoSided ? 2 : 1;
  if (report.problem.empty() && listed != expected) report.problem = "weak table: a reference is missing from a list";
}

}  // namespace

Verifier::Report Verifier::check(Heap& heap) {
  Report report;
  heap.walk(&check_cell, &report);
  if (report.problem.empty()) boehm::with_lock([&] { check_weak_table(heap.core(), report); });
  return report;
}

void Verifier::check_or_abort(Heap& heap) {
  Report report = check(heap);
  if (report.problem.empty()) return;
  std::fprintf(stderr, "mayfly: heap verification failed: %s\n", report.problem.c_str());
  std::abort();
}

}  // namespace mayfly::gc
