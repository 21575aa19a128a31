// ThreadScope: makes a thread known to the collector for the scope's life; and blocking(f), for waiting in host code.
//
//   std::thread worker([] {
//     mayfly::ThreadScope attached;        // before anything else of Mayfly
//     ...
//   });
//
// A thread that holds references to cells, or runs a Runtime, must be attached: the collector stops it and scans its
// stack. The thread that creates the process's first heap is attached for good. Scopes nest; only the outermost counts.
#pragma once

#include <mayfly/gc/forward.h>
#include <mayfly/gc/support/api.h>
#include <mayfly/gc/support/result.h>

#include <type_traits>

namespace mayfly::gc {

// What the caller of blocking() promises about the frames below it.
enum class Frames : uint8_t {
  kMayHoldReferences,  // scan them while this thread is parked
  kHoldNone,  // only roots hold references here: nothing of this thread is scanned, others' collections stay exact
};

class MAYFLY_API ThreadScope {
 public:
  ThreadScope();
  ~ThreadScope();
  ThreadScope(const ThreadScope&) = delete;
  ThreadScope& operator=(const ThreadScope&) = delete;

  // False when the collector could not take the thread in; nothing of Mayfly may then be used on it.
  bool attached() const { return attached_; }

  static bool current_is_attached();
  static bool current_is_blocking();
  static bool may_dereference() { return current_is_attached() && !current_is_blocking(); }
  // Identifies the calling thread among the living, in one instruction; never null.
  static const void* current_id() {
    const void* id;
#if defined(__x86_64__)
    __asm__("mov %%fs:0, %0" : "=r"(id));
#elif defined(__aarch64__)
    __asm__("mrs %0, tpidr_el0" : "=r"(id));
#else
    static thread_local char anchor;
    id = &anchor;
#endif
    return id;
  }

 private:
  bool attached_ = false;
  bool owns_ = false;  // this scope registered the thread, and takes it out again
};

// Runs f(data) while the collector neither waits for this thread nor scans what it does meanwhile: f must not touch cells,
// handles excepted. For sleeping, waiting, I/O. On a thread that is not attached, f simply runs.
MAYFLY_API void blocking(Frames frames, void (*f)(void* data), void* data);

template <typename F>
void blocking(Frames frames, F&& f) {
  blocking(
      frames, [](void* data) { (*static_cast<std::remove_reference_t<F>*>(data))(); }, &f);
}
template <typename F>
void blocking(F&& f) {
  blocking(Frames::kMayHoldReferences, static_cast<F&&>(f));
}

}  // namespace mayfly::gc

namespace mayfly {
using gc::ThreadScope;
}
