// Runtime's explicit collections, and how exact they may be.
#include <mayfly/runtime/frontend/frontend.h>
#include <mayfly/runtime/lifecycle/runtime_entry.h>
#include <mayfly/runtime/runtime.h>

#include <algorithm>
#include <cstring>

namespace mayfly {

CollectReport Runtime::refused_report() const {
  CollectReport report;
  report.add(gc::Inexact::kNotCollected);
  report.add(gc::Inexact::kWrongThread);
  return report;
}

CollectReport Runtime::finish_collection(CollectReport report) {
  lifecycle_.note_report(report);
  lifecycle_.drain(SIZE_MAX);
  return report;
}

// An ordinary collection in an exact one's place, and why.
static CollectReport collect_inexactly(gc::Heap& heap, const CallFrame* frame) {
  CollectReport report = heap.collect();
  report.add(gc::Inexact::kUnrootedFrame);
  const std::string_view name = frame ? frame->position().function : std::string_view();
  const size_t size = std::min(name.size(), sizeof report.unrooted_frame - 1);
  if (size > 0) std::memcpy(report.unrooted_frame, name.data(), size);
  report.unrooted_frame[size] = 0;
  return report;
}

CollectReport Runtime::collect_exactly() {
  if (front_end_) front_end_->before_exact_collection();
  return heap_->collect_exact();
}

CollectReport Runtime::collect() {
  RuntimeEntry entry(*this);
  if (!is_owner() || !is_open()) return refused_report();
  return finish_collection(heap_->collect());
}

CollectReport Runtime::collect_exact() {
  RuntimeEntry entry(*this);
  if (!is_owner() || !is_open()) return refused_report();
  if (const CallFrame* frame = calls_.unrooted_frame()) return finish_collection(collect_inexactly(*heap_, frame));
  return finish_collection(collect_exactly());
}

CollectReport Runtime::collect_for_script() {
  RuntimeEntry entry(*this);
  if (!is_owner() || !is_open()) return refused_report();
  const CallFrame* frame = calls_.unrooted_frame();
  if (frame || !calls_.host_vouched()) return finish_collection(collect_inexactly(*heap_, frame));
  return finish_collection(collect_exactly());
}

CollectReport Runtime::collect_until_quiet(int most) {
  CollectReport sum;
  if (most <= 0) sum.add(gc::Inexact::kNotCollected);
  for (int i = 0; i < most; i++) {
    CollectReport report = collect_for_script();
    const size_t due = report.callbacks_due + report.finalizers_due + report.references_cleared;
    report.collected += sum.collected;
    report.references_cleared += sum.references_cleared;
    report.callbacks_due += sum.callbacks_due;
    report.finalizers_due += sum.finalizers_due;
    report.nanoseconds += sum.nanoseconds;
    sum = report;
    if (due == 0) break;
  }
  return sum;
}

}  // namespace mayfly
