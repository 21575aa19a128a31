// WeakTable: one heap's weak cells, and the table of its weak reference objects.
//
// A referent has one weak cell, however many references it has. Cells live outside the GC heap, 24 bytes each, in chunks
// that never move and are never freed. References are listed per cell, newest first, by links that are indices, so the
// collector cannot see them. A table of all references, swept linearly, is how dead ones are found; each is unlinked in
// constant time, so a function with a million weak methods costs no walk of its list.
//
// Who changes what, and why every moment is consistent (the pass can run between any two instructions of the owner):
//   - The owner takes free cells from a chain that only it touches. The pass returns freed ones to another chain, which the
//     owner takes over under the collector's lock.
//   - A new cell: serial, then target (release), then the header's index.
//   - A new reference is not linked by the owner. It is written to a log whose count is published last; the pass, or the
//     owner under the lock when the log is full or lists are read, gives what the log holds slots in the table, and links
//     it. Most references die young: the pass forgets those, which never had a slot.
//   - Everything else is done by the pass with the world stopped, or under the lock, which the collector holds.
//
// Used on the owner's thread. Takes no heap lock on the way of a dereference. Runs no user code.
#pragma once

#include <mayfly/gc/weak/weak_state.h>

namespace mayfly::gc {

class MAYFLY_API WeakTable {
 public:
  static constexpr uint32_t kNone = 0;

  // The target's weak cell, made when it has none. slot is null when out of memory.
  WeakHandle handle_for(Cell& target) {
    const WeakHandle present = existing_handle(target);
    return present.slot ? present : make_handle(target);
  }
  // The target's weak cell if it has one; else an empty handle.
  WeakHandle existing_handle(const Cell& target) const {
    const uint32_t index = target.weak_index();
    if (index == kNone) return {};
    std::atomic<Cell*>& slot = state_.target(index);
    // The header's index is valid only while the cell's target is this object: a revived object's cell was retired, and
    // may serve another one by now.
    if (slot.load(std::memory_order_relaxed) != &target) return {};
    return {&slot, state_.serial(index).load(std::memory_order_relaxed)};
  }

  // Enters a new reference. First reserve(), which makes sure of room in the tables (false: out of memory) and, for an
  // `armed` one, in the queue of due callbacks; then its memory is allocated; then publish(), which can't fail.
  [[nodiscard]] bool reserve(bool armed) {
    const uint32_t count = state_.log_count.load(std::memory_order_relaxed);
    if (count < state_.log_room && (!armed || state_.has_due_room())) [[likely]]
      return true;
    return reserve_slowly(armed);
  }
  // A kShared one is what shared() finds for its target from now on; a kSecondShared one is what second_shared() finds,
  // by walking the target's list: for a sort of reference that is rarer. A WeakPair must be published as one.
  enum class Sharing : uint8_t { kOwn, kShared, kSecondShared };
  void publish(WeakReference& reference, Sharing sharing = Sharing::kOwn) {
    uintptr_t tags = 0;
    if (sharing == Sharing::kShared) tags = WeakState::kShared;
    if (sharing == Sharing::kSecondShared) tags = WeakState::kSecondShared;
    publish_tagged(reference, tags);
  }
  void publish(WeakPair& pair) { publish_tagged(pair, WeakState::kTwoSided); }
  WeakReference* shared(const Cell& target);
  WeakReference* second_shared(const Cell& target);

  // Takes a live reference off its cells, with this reason; its callback will not fire. Idempotent.
  void clear(WeakReference& reference, Death reason);
  // Takes the callback out of a reference that has died, leaving none: it is called once, and released.
  uint64_t take_callback(WeakReference& reference) {
    MAYFLY_ASSERT(reference.slot_ == 0);
    const uint64_t callback = reference.callback_;
    reference.callback_ = 0;
    return callback;
  }

  // References to `target` that have not died, newest first. `side`: 0 as (first) referent, 1 as a method's function.
  size_t count(const Cell& target);
  void for_each(const Cell& target, void (*f)(WeakReference& reference, int side, void* data), void* data);

  size_t cell_count() const;
  size_t reference_count() const;

  // Clears every reference with this reason; no callback fires any more. For shutting down.
  void clear_all(Death reason);

  // The core's part.
  explicit WeakTable(WeakState& state) : state_(state) {}

 private:
  WeakHandle make_handle(Cell& target);
  [[nodiscard]] bool reserve_slowly(bool armed);
  void publish_tagged(WeakReference& reference, uintptr_t tags) {
    if (reference.callback_ != 0) {
      tags |= WeakState::kArmed;
      state_.armed_made++;
    }
    const uint32_t count = state_.log_count.load(std::memory_order_relaxed);
    state_.log[count] = reinterpret_cast<uintptr_t>(&reference) | tags;
    state_.log_count.store(count + 1, std::memory_order_release);
  }

  WeakState& state_;
};

}  // namespace mayfly::gc
