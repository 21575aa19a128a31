// WatchedRoot<T>: host memory's weak reference that tells: a WeakRoot<T> with a callback.
//
//   WatchedRoot<Instance> door = MAYFLY_TRY(rt.weak_root(opened, [this](Runtime&) { forget_door(); }));
//
// The callback takes nothing or the Runtime&. It runs at most once, at a safe point of the runtime after the object's
// death, on its thread, in the sequence of the object's weak references (contract 1.7): behind the handle is a
// WeakRef. An error that it returns, or an exception, goes to the unraisable hook. A handle that is destroyed,
// assigned to or cancelled first never fires (contract 1.9), not even when the callback is due already; nor does one
// whose object outlives its runtime.
//
// Made on the runtime's thread; moved, tested, cancelled and destroyed on any thread. On another thread than the
// runtime's, a callback that has begun when the handle goes may be running still: nobody waits for it. The callable itself
// goes on the runtime's thread: when it has run, or at a safe point after the handle is gone.
#pragma once

#include <mayfly/gc/root/weak_root.h>
#include <mayfly/runtime/embed/weak.h>
#include <mayfly/runtime/lifecycle/host_function.h>

#include <atomic>
#include <utility>

namespace mayfly {

namespace embed {

// What a handle and its callback share, in malloc memory.
class MAYFLY_API Watch {
 public:
  using Callback = HostFunction<Result<>(Runtime& rt)>;

  // One owner's part. Null when there is none.
  class Part {
   public:
    Part() = default;
    Part(Part&& other) noexcept : watch_(std::exchange(other.watch_, nullptr)) {}
    Part& operator=(Part&& other) noexcept {
      std::swap(watch_, other.watch_);
      return *this;
    }
    ~Part() {
      if (watch_) watch_->let_go();
    }
    Watch* operator->() const { return watch_; }
    explicit operator bool() const { return watch_ != nullptr; }

   private:
    friend class Watch;
    explicit Part(Watch* watch) : watch_(watch) {}
    Watch* watch_ = nullptr;
  };

  // Both parts; false when out of memory.
  [[nodiscard]] static bool make(Callback callback, Part& of_handle, Part& of_callback);

  bool is_armed() const { return state_.load(std::memory_order_relaxed) == State::kArmed; }
  // True when it was armed: it never runs then.
  bool cancel() { return leave(State::kCancelled); }
  // On the runtime's thread. Runs it, unless it was cancelled.
  Result<> run(Runtime& rt);
  // On the runtime's thread: nothing will run it any more.
  void drop_callback() { callback_ = Callback(); }

 private:
  enum class State : uint8_t { kArmed, kRun, kCancelled };
  bool leave(State to) {
    State armed = State::kArmed;
    return state_.compare_exchange_strong(armed, to, std::memory_order_acq_rel);
  }
  void let_go();

  Callback callback_;
  std::atomic<State> state_{State::kArmed};
  std::atomic<int> parts_{2};
};

// The callback of the WeakRef behind a handle.
class WatchCallback {
 public:
  explicit WatchCallback(Watch::Part part) : part_(std::move(part)) {}
  WatchCallback(WatchCallback&&) noexcept = default;
  ~WatchCallback() {
    if (part_) part_->drop_callback();
  }
  Result<> operator()(Runtime& rt) const { return part_->run(rt); }

 private:
  Watch::Part part_;
};

// Adapts what takes nothing.
template <typename F>
Watch::Callback watch_callback(F&& callable) {
  if constexpr (std::is_invocable_v<std::decay_t<F>&, Runtime&>) {
    return Watch::Callback(std::forward<F>(callable));
  } else {
    return Watch::Callback([held = std::decay_t<F>(std::forward<F>(callable))](Runtime&) mutable { return held(); });
  }
}

// The WeakRef, and the handle's part.
MAYFLY_API Result<Root<WeakRef>> watch(Runtime& rt, Value target, Watch::Callback callback, Watch::Part& part,
                                       const char* file, int line);

}  // namespace embed

template <typename T>
class WatchedRoot {
 public:
  WatchedRoot() = default;
  WatchedRoot(std::nullptr_t) {}
  WatchedRoot(WatchedRoot&& other) noexcept
      : target_(std::exchange(other.target_, WeakRoot<T>())),
        reference_(std::move(other.reference_)),
        part_(std::move(other.part_)) {}
  WatchedRoot& operator=(WatchedRoot&& other) noexcept {
    if (this != &other) {
      cancel();
      target_ = std::exchange(other.target_, WeakRoot<T>());
      reference_ = std::move(other.reference_);
      part_ = std::move(other.part_);
    }
    return *this;
  }
  ~WatchedRoot() { cancel(); }

  // As WeakRoot's.
  T* get() const { return target_.get(); }
  Root<T> lock(gc::Heap& heap, const char* file = __builtin_FILE(), int line = __builtin_LINE()) const {
    return target_.lock(heap, file, line);
  }
  bool is_null() const { return target_.is_null(); }
  bool expired() const { return target_.expired(); }
  uint64_t identity() const { return target_.identity(); }
  const WeakRoot<T>& weak() const { return target_; }

  // Its callback has neither begun nor been cancelled.
  bool is_armed() const { return part_ && part_->is_armed(); }
  // The callback will not run. True when it would have. The handle still refers to the object.
  bool cancel() {
    const bool was_armed = part_ && part_->cancel();
    part_ = embed::Watch::Part();
    reference_.reset();
    return was_armed;
  }

 private:
  friend class Runtime;
  WatchedRoot(WeakRoot<T> target, Root<WeakRef> reference, embed::Watch::Part part)
      : target_(target), reference_(std::move(reference)), part_(std::move(part)) {}

  WeakRoot<T> target_;
  Root<WeakRef> reference_;  // keeps it, and with it the callback
  embed::Watch::Part part_;
};

template <typename T, typename F>
Result<WatchedRoot<T>> Runtime::weak_root(const Root<T>& target, F&& callback, const char* file, int line) {
  return weak_root(target.get(), std::forward<F>(callback), file, line);
}

template <typename T, typename F>
Result<WatchedRoot<T>> Runtime::weak_root(T* target, F&& callback, const char* file, int line) {
  MAYFLY_TRY(check_entry());
  embed::Watch::Part part;
  Root<WeakRef> reference = MAYFLY_TRY(
      embed::watch(*this, Value(target), embed::watch_callback(std::forward<F>(callback)), part, file, line));
  // Its target has a weak cell by now.
  return WatchedRoot<T>(WeakRoot<T>(heap(), target), std::move(reference), std::move(part));
}

}  // namespace mayfly
