#include <mayfly/gc/root/word_stack.h>

#include <sys/mman.h>

namespace mayfly::gc {

bool WordStack::map(size_t words) {
  // Reserved, not used: pages are taken as the stack first reaches them.
  void* memory = mmap(nullptr, words * 8, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (memory == MAP_FAILED) return false;
  base_ = static_cast<uint64_t*>(memory);
  limit_ = base_ + words;
  top_.store(base_, std::memory_order_release);
  return true;
}

void WordStack::unmap() {
  if (!base_) return;
  uint64_t* base = base_;
  size_t words = capacity();
  top_.store(nullptr, std::memory_order_release);
  base_ = limit_ = nullptr;
  munmap(base, words * 8);
}

}  // namespace mayfly::gc
