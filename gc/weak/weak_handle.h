// WeakHandle: names a weak cell and the serial it had: the least that can find an object without keeping it.
//
// Plain data: copied, compared and dropped anywhere, on any thread, after its heap is gone too (weak cells' memory is
// immortal, serials are never reused). get() is for attached threads outside blocking().
#pragma once

#include <mayfly/gc/forward.h>

#include <atomic>
#include <cstdint>

namespace mayfly::gc {

// Weak cells live in chunks that never move: a dense array of targets, which the death pass sweeps, and apart from it
// the serials, at a fixed distance, and the colder rest.
inline constexpr size_t kWeakChunkCells = 4096;
// In slots. The odd part keeps a target and its serial out of the same cache set.
inline constexpr size_t kWeakSerialDistance = kWeakChunkCells + 8;

// Serials count the cells in the order in which they were made. A cell that stays with an object which a finalizer may
// revive gets another serial, so that what referred to the object finds it dead: the bits above count these renewals.
// Where they are used up, the new serial is one of the death pass's own, which have a bit of their own.
inline constexpr int kSerialBits = 52;
inline constexpr uint64_t kMaxRenewals = 0x3ff;
inline constexpr uint64_t kPassSerial = uint64_t{1} << 62;
// The serial that the cell had when it was made for its object: the object's identity for what outlasts a revival.
constexpr uint64_t original_serial(uint64_t serial) {
  return serial & kPassSerial ? serial : serial & ((uint64_t{1} << kSerialBits) - 1);
}

struct WeakHandle {
  std::atomic<Cell*>* slot = nullptr;  // the cell's target
  uint64_t serial = 0;                 // the cell's serial when this was made; 0: never referred to anything

  Cell* get() const { return slot ? get_made() : nullptr; }
  // The same for a handle that is known to name a cell.
  Cell* get_made() const {
    const std::atomic<Cell*>* const cell = slot;  // read once: an acquire load makes the compiler read fields again
    Cell* target = cell->load(std::memory_order_acquire);
    if (!target) return nullptr;
    return current_serial(cell) == serial ? target : nullptr;
  }
  bool operator==(const WeakHandle& other) const { return serial == other.serial && slot == other.slot; }

 private:
  static uint64_t current_serial(const std::atomic<Cell*>* cell) {
    return reinterpret_cast<const std::atomic<uint64_t>*>(cell + kWeakSerialDistance)->load(std::memory_order_relaxed);
  }
};

}  // namespace mayfly::gc
