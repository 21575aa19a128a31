#include <mayfly/gc/boehm/boehm.h>
#include <mayfly/gc/root/root_table.h>
#include <mayfly/gc/threads/thread_scope.h>

#include <cstdlib>
#include <cstring>
#include <new>

#include <sched.h>

namespace mayfly::gc {

namespace {

// Held for a few instructions. The collector never takes it, so a holder that is stopped for a collection harms nobody.
class ShortLock {
 public:
  explicit ShortLock(RootTable& table) : table_(table) { table_.lock(); }
  ~ShortLock() { table_.unlock(); }

 private:
  RootTable& table_;
};

}  // namespace

void RootTable::lock() {
  while (lock_.test_and_set(std::memory_order_acquire)) sched_yield();
}

RootSlot* RootTable::slot_at(uint32_t index) const {
  // Chunk k holds kFirstChunk << k slots, from index kFirstChunk * (2^k - 1) on.
  uint32_t k = 31 - static_cast<uint32_t>(__builtin_clz(index / kFirstChunk + 1));
  uint32_t begin = static_cast<uint32_t>(kFirstChunk) * ((1u << k) - 1);
  return chunks_[k].load(std::memory_order_relaxed) + (index - begin);
}

RootSlot* RootTable::take(uint64_t word, const char* file, int line) {
  ShortLock held(*this);
  return take_locked(word, file, line);
}

RootSlot* RootTable::take_copy(const RootSlot& original) {
  // The word is read under the lock: when the heap goes away meanwhile, the copy is empty too.
  ShortLock held(*this);
  uint64_t word = original.word();
  return word ? take_locked(word, original.file(), original.line()) : nullptr;
}

RootSlot* RootTable::take_locked(uint64_t word, const char* file, int line) {
  uint32_t index;
  RootSlot* slot;
  if (free_) {
    index = free_ - 1;
    slot = slot_at(index);
    free_ = slot->next_free_;
  } else {
    index = top_.load(std::memory_order_relaxed);
    uint32_t k = 31 - static_cast<uint32_t>(__builtin_clz(index / kFirstChunk + 1));
    if (k >= kMaxChunks) return nullptr;
    if (!chunks_[k].load(std::memory_order_relaxed)) {
      void* memory = std::calloc(kFirstChunk << k, sizeof(RootSlot));
      if (!memory) return nullptr;
      chunks_[k].store(static_cast<RootSlot*>(memory), std::memory_order_release);
    }
    slot = slot_at(index);
    slot->table_ = this;
    top_.store(index + 1, std::memory_order_release);
  }
  slot->next_free_ = index + 1;  // while in use: its own number, so that giving back finds it
  slot->file_ = file;
  slot->line_ = static_cast<uint32_t>(line) | RootSlot::kNotAnAddress;
  slot->set_word(word);
  used_.fetch_add(1, std::memory_order_relaxed);
  return slot;
}

void RootTable::give_back(RootSlot* slot) {
  ShortLock held(*this);
  if (ThreadScope::may_dereference())
    slot->set_word(0);
  else
    boehm::with_lock([&] { slot->set_word(0); });
  uint32_t own = slot->next_free_;
  slot->next_free_ = free_;
  slot->file_ = nullptr;
  free_ = own;
  used_.fetch_sub(1, std::memory_order_relaxed);
}

void RootTable::for_each(void (*f)(const RootSlot& slot, void* data), void* data) {
  uint32_t top = top_.load(std::memory_order_acquire);
  for (uint32_t i = 0; i < top; i++) {
    const RootSlot* slot = slot_at(i);
    if (slot->word() != 0) f(*slot, data);
  }
}

void RootTable::clear_all() {
  ShortLock held(*this);
  uint32_t top = top_.load(std::memory_order_relaxed);
  for (uint32_t i = 0; i < top; i++) slot_at(i)->set_word(0);
}

void RootTable::push_ranges(void (*push)(void* begin, void* end)) const {
  uint32_t left = top_.load(std::memory_order_acquire);
  for (uint32_t k = 0; left > 0; k++) {
    uint32_t in_chunk = static_cast<uint32_t>(kFirstChunk) << k;
    if (in_chunk > left) in_chunk = left;
    RootSlot* begin = chunks_[k].load(std::memory_order_relaxed);
    push(begin, begin + in_chunk);
    left -= in_chunk;
  }
}

}  // namespace mayfly::gc
