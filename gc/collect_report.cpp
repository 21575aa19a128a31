#include <mayfly/gc/collect_report.h>

namespace mayfly::gc {

std::string CollectReport::why_not() const {
  static constexpr struct {
    Inexact reason;
    const char* text;
  } kTexts[] = {
      {Inexact::kStackScanned, "this thread's stack was scanned"},
      {Inexact::kOtherThreads, "other attached threads were running, and their stacks were scanned"},
      {Inexact::kParkedThreads, "a thread in blocking() did not vouch for its frames, and its stack was scanned"},
      {Inexact::kInsideBlocking, "collected from inside blocking()"},
      {Inexact::kNotCollected, "collections are switched off by the host: nothing was collected"},
      {Inexact::kHostRoots, "the host uses bdwgc: its static roots and interior pointers count"},
      {Inexact::kUnrootedFrame,
       "a native function that did not declare its frame rooted, or a host that did not vouch for its own, is on the "
       "stack"},
      {Inexact::kRegisters, "this machine's callee-saved registers are not known to Mayfly"},
      {Inexact::kOutOfMemory, "the collection ran out of memory"},
      {Inexact::kWrongThread,
       "asked for on a thread that is not the runtime's own, or of a closed runtime: nothing was "
       "collected"},
  };
  std::string text;
  for (const auto& entry : kTexts) {
    if (!has(entry.reason)) continue;
    if (!text.empty()) text += "; ";
    text += entry.text;
    if (entry.reason == Inexact::kUnrootedFrame && unrooted_frame[0]) text.append(": ").append(unrooted_frame);
  }
  return text.empty() ? "exact" : text;
}

}  // namespace mayfly::gc
