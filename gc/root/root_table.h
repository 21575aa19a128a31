// RootTable: the slots behind a heap's Root handles, outside the GC heap, which the collector scans exactly.
//
// A slot is a word: empty, a cell's address or a tagged value. Slots lie in a few chunks of doubling size, so that the
// collector is given few ranges however many roots there are. A freed slot is empty at once: it is no root.
// Tables are immortal; when the heap is gone its slots are emptied, and each handle gives its slot back in its own time.
//
// Slots may be taken, copied and given back on any thread (a short lock); collections only read the words, each of which
// is valid at every moment. A thread that collections do not stop gives a slot back under the collector's lock: else it
// could copy a root to where the collection has looked already, and empty the original where it has yet to look.
#pragma once

#include <mayfly/gc/forward.h>
#include <mayfly/gc/support/api.h>

#include <atomic>
#include <cstddef>
#include <cstdint>

namespace mayfly::gc {

class RootSlot {
 public:
  uint64_t word() const { return word_.load(std::memory_order_relaxed); }
  void set_word(uint64_t word) { word_.store(word, std::memory_order_relaxed); }
  const char* file() const { return file_; }
  int line() const { return static_cast<int>(line_ & ~kNotAnAddress); }
  RootTable& table() const { return *table_; }

 private:
  friend class RootTable;
  std::atomic<uint64_t> word_;
  RootTable* table_;
  const char* file_;
  uint32_t next_free_;  // while free: the next free one; in use: its own number (index + 1)
  uint32_t line_;       // with kNotAnAddress: chunks are scanned whole, and no word but word_ may look like a cell
  static constexpr uint32_t kNotAnAddress = 0x8000'0000;
};

class MAYFLY_API RootTable {
 public:
  // Null when out of memory. `file` must be immortal (a literal).
  RootSlot* take(uint64_t word, const char* file, int line);
  // Another slot with the same word, made at the same place; null when that is empty, or out of memory.
  RootSlot* take_copy(const RootSlot& original);
  void give_back(RootSlot* slot);
  size_t used() const { return used_.load(std::memory_order_relaxed); }

  // Calls f for each slot in use that is not empty. For dumps.
  void for_each(void (*f)(const RootSlot& slot, void* data), void* data);

  // The core's part.
  void clear_all();
  // Calls push(begin, end) for each chunk's used range; with the world stopped.
  void push_ranges(void (*push)(void* begin, void* end)) const;
  void lock();
  void unlock() { lock_.clear(std::memory_order_release); }

 private:
  static constexpr size_t kFirstChunk = 256;
  static constexpr size_t kMaxChunks = 24;

  RootSlot* slot_at(uint32_t index) const;
  RootSlot* take_locked(uint64_t word, const char* file, int line);

  std::atomic_flag lock_ = ATOMIC_FLAG_INIT;
  std::atomic<size_t> used_{0};
  uint32_t free_ = 0;             // index + 1 of the first free slot; 0: none
  std::atomic<uint32_t> top_{0};  // slots ever used
  std::atomic<RootSlot*> chunks_[kMaxChunks] = {};
};

}  // namespace mayfly::gc
