// WeakReference: the collector's part of every weak reference object: one weak cell, or two (a weak method's).
//
// A weak reference holds the address of a weak cell's target slot and that cell's serial. The serial is never reused, so
// it is the identity of the referent that outlives it. Dereferencing is one acquire load of the target, then a comparison
// of the serial; the target is never read twice. No lock and no read-modify-write is needed, because:
//
//   - cells are cleared only while the world is stopped, so once the target is loaded it is in a register or on the
//     stack of an attached thread, where the collector finds it; if the collection came first, the load gives null;
//   - a cell that is used again gets its new serial before its new target (release), so a reader that sees the new
//     target sees the new serial and takes it for what it is: another object.
//
// A pair's two referents together are had more cheaply: load both targets, then look at the reference's own state. The
// pass that clears a cell also kills every reference to it, marked or not, before the cell can be used again, and only
// this thread, the runtime's, uses cells again; whatever else takes cells away kills the references as well
// (WeakTable::clear_all), or sees to it that no cell is used again (WeakState::abandon). So who has loaded the targets and
// then finds the reference alive has loaded its referents.
//
// A *long* reference outlasts a revival: a finalizer that brings the target back leaves it as it was. It is cleared, and
// its callback is due, when the target is really gone. Its cell's serial may be renewed meanwhile, under which everything
// else that named the cell is dead. So a long reference compares no serials: the death pass finds it on its cell's list
// and tells it when it dies, before the cell can serve another object. That makes it one for the owner's thread alone.
// Its identity is the cell's original serial, the same before, between and after revivals.
//
// Invariants: gc.weak.cleared-before-callback, gc.weak.target-read-once, gc.weak.serial-never-reused.
//
// Used on the thread of its runtime; never inside blocking().
#pragma once

#include <mayfly/gc/cell/visitor.h>
#include <mayfly/gc/support/api.h>
#include <mayfly/gc/weak/weak_handle.h>

namespace mayfly::gc {

// Why a weak reference is dead. kBoth: both parts of a weak method died in one collection.
enum class Death : uint8_t { kAlive, kReceiver, kFunction, kBoth, kCleared, kShutdown };

// "alive", "receiver", "function", "both", "cleared", "runtime shut down"; a plain reference's target is its receiver.
MAYFLY_API const char* name(Death death);

// When a weak reference is dead: with every other one, before finalizers; or when no finalizer brought the target back.
enum class Reach : uint8_t { kShort, kLong };

class MAYFLY_API WeakReference : public Cell {
 public:
  // The (first) referent, or null when it is dead.
  Cell* target_cell() const { return is_long() ? long_target() : first_.get_made(); }
  bool is_long() const { return has_flag(kLong); }
  // Identity of the referent that survives death. Never 0.
  uint64_t identity() const { return first_.serial; }
  Death death() const { return static_cast<Death>(state_.load(std::memory_order_relaxed) & 0xff); }
  bool is_armed() const { return callback_ != 0; }
  uint64_t callback_word() const { return callback_; }

 protected:
  WeakReference(CellInit init, WeakHandle first, uint64_t callback, uintptr_t meta, Reach reach = Reach::kShort)
      : Cell(init, meta), callback_(callback), first_(first) {
    if (reach == Reach::kShort) return;
    set_flag(kLong);
    first_.serial = original_serial(first.serial);
  }

  void trace_reference(Visitor& visitor) const;
  const std::atomic<Cell*>& first_slot() const { return *first_.slot; }
  // The first referent of what is not long.
  Cell* short_target() const { return first_.get_made(); }

 private:
  friend class WeakTable;
  friend struct WeakState;

  static constexpr uint32_t kLong = kFlag4;  // not kFlag5, by which code is known
  // In state_: it was garbage itself when its target was found dead, and will be silent if the target does not come back.
  static constexpr uint32_t kSilent = 0x100;

  // gc.weak.long-told-when-emptied: by the pass; and the cell is used again by this thread alone.
  Cell* long_target() const {
    return death() == Death::kAlive ? first_.slot->load(std::memory_order_acquire) : nullptr;
  }

  uint64_t callback_;               // a value's word; 0: none. Cleared when it has fired: gone, not just spent
  WeakHandle first_;                // the receiver, or the only referent
  uint32_t slot_ = 0;               // in the table of references; 0: not registered
  std::atomic<uint32_t> state_{0};  // Death; written by the death pass and by the owner
};

// A weak reference to two referents, dead as soon as one of them is: the collector's part of a weak method.
class MAYFLY_API WeakPair : public WeakReference {
 public:
  Cell* second_cell() const { return second_.get_made(); }
  // Both referents, or two nulls when one of them is dead.
  struct Referents {
    Cell* first;
    Cell* second;
  };
  Referents referents() const {
    Cell* const first = first_slot().load(std::memory_order_acquire);
    Cell* const second = second_.slot->load(std::memory_order_acquire);
    if (death() != Death::kAlive) [[unlikely]]
      return {nullptr, nullptr};
    return {first, second};
  }
  // The first one alone, in the same way: null when one of them is dead.
  Cell* first_cell() const {
    Cell* const first = first_slot().load(std::memory_order_acquire);
    return death() == Death::kAlive ? first : nullptr;
  }
  uint64_t second_identity() const { return second_.serial; }

 protected:
  WeakPair(CellInit init, WeakHandle first, WeakHandle second, uint64_t callback, uintptr_t meta)
      : WeakReference(init, first, callback, meta), second_(second) {}

 private:
  friend class WeakTable;
  friend struct WeakState;

  WeakHandle second_;
};

static_assert(sizeof(WeakReference) == 48);
static_assert(sizeof(WeakPair) == 64);

}  // namespace mayfly::gc
