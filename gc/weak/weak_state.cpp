#include <mayfly/gc/weak/weak_state.h>

#include <cstdint>

#include <sys/mman.h>

namespace mayfly::gc {

WeakChunk* WeakChunk::map() {
  // Twice the size, then the part that is aligned is kept. Pages come zeroed, and only when touched.
  constexpr size_t kBytes = kAlignment * 2;
  void* memory = mmap(nullptr, kBytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (memory == MAP_FAILED) return nullptr;
  auto begin = reinterpret_cast<uintptr_t>(memory);
  uintptr_t aligned = (begin + kAlignment - 1) & ~(kAlignment - 1);
  if (aligned != begin) munmap(memory, aligned - begin);
  if (begin + kBytes != aligned + kAlignment)
    munmap(reinterpret_cast<void*>(aligned + kAlignment), begin + kBytes - aligned - kAlignment);
  return reinterpret_cast<WeakChunk*>(aligned);
}

ReferenceChunk* ReferenceChunk::map() {
  void* memory =
      mmap(nullptr, sizeof(ReferenceChunk), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  return memory == MAP_FAILED ? nullptr : static_cast<ReferenceChunk*>(memory);
}

void WeakState::link(uint32_t slot, int side, const WeakHandle& handle) {
  uint32_t cell = cell_index(handle.slot);
  uint32_t node = slot * 2 + static_cast<uint32_t>(side);
  WeakChunk::Rest& rest = this->rest(cell);
  ReferenceChunk::Links& links = this->links(slot);
  links.next[side] = rest.head;
  links.prev[side] = kCellTag | cell;
  if (rest.head) this->links(rest.head / 2).prev[rest.head % 2] = node;
  rest.head = node;
}

void WeakState::link_log() {
  uint32_t count = log_count.load(std::memory_order_acquire);
  for (; log_linked < count; log_linked++) {
    uint32_t slot = log[log_linked];
    uintptr_t tagged = object(slot);
    if (!tagged) continue;  // cleared by the owner before it was ever linked
    // Its targets are alive or die in this very pass: whoever made it held them, and entries do not outlast a pass.
    const WeakReference& made = *reference(tagged);
    link(slot, 0, made.first_);
    if (tagged & kTwoSided) link(slot, 1, second(made));
  }
}

void WeakState::unlink_side(uint32_t slot, int side) {
  ReferenceChunk::Links& links = this->links(slot);
  uint32_t prev = links.prev[side];
  if (!prev) return;
  uint32_t next = links.next[side];
  if (prev & kCellTag)
    rest(prev & ~kCellTag).head = next;
  else
    this->links(prev / 2).next[prev % 2] = next;
  if (next) this->links(next / 2).prev[next % 2] = prev;
  links.prev[side] = 0;
  links.next[side] = 0;
}

void WeakState::unlink(uint32_t slot) {
  unlink_side(slot, 0);
  unlink_side(slot, 1);
}

void WeakState::free_reference(uint32_t slot) {
  if (object(slot) & kArmed) armed_gone++;
  if (object(slot) & kShared) rest(cell_index(reference(object(slot))->first_.slot)).shared = 0;
  object(slot) = 0;
  links(slot).next[0] = returned_references;
  returned_references = slot;
  references_gone++;
}

void WeakState::retire_cell(uint32_t cell) {
  // gc.weak.serial-never-reused: the serial stays until the cell is used again; the target is empty from now on.
  target(cell).store(nullptr, std::memory_order_release);
  rest(cell).head = returned_cells;
  returned_cells = cell;
  cells_retired++;
}

void WeakState::reset() {
  // Chunks and the serial counter stay for the next heap: handles of the old one must find their cells changed.
  uint32_t top = cell_top.load();
  for (uint32_t cell = 1; cell < top; cell++) {
    if (!target(cell).load(std::memory_order_relaxed)) continue;
    retire_cell(cell);
    rest(cell).ephemerons = 0;
    rest(cell).shared = 0;
  }
  uint32_t slots = reference_top.load();
  free_references = returned_references = 0;
  for (uint32_t slot = slots; slot-- > 1;) {
    object(slot) = 0;
    links(slot) = {};
    links(slot).next[0] = free_references;
    free_references = slot;
  }
  log_count.store(0);
  log_linked = 0;
  references_made.store(0);
  references_gone = 0;
  due_head.store(0);
  due_tail.store(0);
  due_sorted = 0;
  armed_made = armed_gone = 0;
  cleared = 0;
}

}  // namespace mayfly::gc
