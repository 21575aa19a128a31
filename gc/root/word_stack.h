// WordStack: a VM stack: contiguous words outside the GC heap, of which exactly those below the top are roots.
//
// Words are empty, cells' addresses or tagged values. Frames of front-ends, arguments of calls and Locals live here.
// Used by its heap's owner thread; a collection reads it at any moment, so a word is written before the top passes it.
// Popped words are not roots from that moment on, whatever they still hold.
#pragma once

#include <mayfly/gc/support/api.h>
#include <mayfly/gc/support/assert.h>

#include <atomic>
#include <cstddef>
#include <cstdint>

namespace mayfly::gc {

class MAYFLY_API WordStack {
 public:
  // Room for `count` more words, zeroed, on top; null when the stack is full (an error of kind kRecursion one layer up).
  uint64_t* push(size_t count) {
    uint64_t* begin = top();
    if (count > static_cast<size_t>(limit_ - begin)) [[unlikely]]
      return nullptr;
    for (size_t i = 0; i < count; i++) begin[i] = 0;
    top_.store(begin + count, std::memory_order_release);
    return begin;
  }
  // One word; false when the stack is full.
  [[nodiscard]] bool push_word(uint64_t word) {
    uint64_t* begin = top();
    if (begin == limit_) [[unlikely]]
      return false;
    *begin = word;
    top_.store(begin + 1, std::memory_order_release);
    return true;
  }
  // In two steps, for words that are about to be written anyway: room for `count` words above the top, which are no
  // roots yet (null when the stack is full), and then the new top.
  uint64_t* room(size_t count) const {
    uint64_t* begin = top();
    return count > static_cast<size_t>(limit_ - begin) ? nullptr : begin;
  }
  void publish(uint64_t* end) {
    MAYFLY_ASSERT(end >= top() && end <= limit_);
    top_.store(end, std::memory_order_release);
  }
  // Back to an earlier top().
  void pop_to(uint64_t* earlier) {
    MAYFLY_ASSERT(earlier >= base_ && earlier <= top());
    top_.store(earlier, std::memory_order_release);
  }
  uint64_t* top() const { return top_.load(std::memory_order_relaxed); }
  uint64_t* base() const { return base_; }
  uint64_t* limit() const { return limit_; }
  size_t used() const { return static_cast<size_t>(top() - base_); }
  size_t capacity() const { return static_cast<size_t>(limit_ - base_); }

  // The core's part: maps memory (false: out of memory), gives it back.
  [[nodiscard]] bool map(size_t words);
  void unmap();

 private:
  uint64_t* base_ = nullptr;
  uint64_t* limit_ = nullptr;
  std::atomic<uint64_t*> top_{nullptr};
};

}  // namespace mayfly::gc
