#include <mayfly/gc/weak/weak_state.h>

#include <cstdint>

#include <sys/mman.h>

namespace mayfly::gc {

WeakChunk* WeakChunk::map() {
  // Twice the size, then the part that is aligned is kept. Pages come zeroed, and only when touched.
  constexpr size_t kBytes = kAlignment * 2;
  // Far below the heap, if the system grants it: what marks then sees by one comparison that a weak reference's words are
  // no cells, where it would look up and blacklist each of them.
  static uintptr_t wanted = uintptr_t{1} << 45;
  void* memory = mmap(reinterpret_cast<void*>(wanted), kBytes, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (memory == MAP_FAILED) return nullptr;
  auto begin = reinterpret_cast<uintptr_t>(memory);
  uintptr_t aligned = (begin + kAlignment - 1) & ~(kAlignment - 1);
  if (aligned != begin) munmap(memory, aligned - begin);
  if (begin + kBytes != aligned + kAlignment)
    munmap(reinterpret_cast<void*>(aligned + kAlignment), begin + kBytes - aligned - kAlignment);
  wanted = aligned + kAlignment;
  return reinterpret_cast<WeakChunk*>(aligned);
}

ReferenceChunk* ReferenceChunk::map() {
  void* memory =
      mmap(nullptr, sizeof(ReferenceChunk), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  return memory == MAP_FAILED ? nullptr : static_cast<ReferenceChunk*>(memory);
}

void WeakState::link_side(uint32_t slot, int side, const WeakHandle& handle) {
  uint32_t cell = cell_index(handle.slot);
  uint32_t node = slot * 2 + static_cast<uint32_t>(side);
  WeakChunk::Rest& rest = this->rest(cell);
  ReferenceChunk::Links& links = this->links(slot);
  links.next[side] = rest.head;
  links.prev[side] = kCellTag | cell;
  if (rest.head) this->links(rest.head / 2).prev[rest.head % 2] = node;
  rest.head = node;
}

void WeakState::link(uintptr_t tagged) {
  uint32_t slot = free_references;
  if (slot)
    free_references = links(slot).next[0];
  else
    slot = reference_top++;
  used_references++;
  links(slot) = {};
  object(slot) = tagged;
  // Its targets are alive or die in this very pass: whoever made it held them, and entries do not outlast a pass.
  WeakReference& made = *reference(tagged);
  made.slot_ = slot;
  if (tagged & kShared) rest(cell_index(made.first_.slot)).shared = slot;
  link_side(slot, 0, made.first_);
  if (tagged & kTwoSided) link_side(slot, 1, second(made));
}

void WeakState::note_armed_gone(size_t count) {
  armed_gone.store(armed_gone.load(std::memory_order_relaxed) + count, std::memory_order_release);
}

void WeakState::link_log() {
  uint32_t count = log_count.load(std::memory_order_acquire);
  for (; log_done < count; log_done++) link(log[log_done]);
}

size_t WeakState::make_slots(size_t wanted) {
  for (;;) {
    const size_t all = reference_chunk_count * ReferenceChunk::kSlots;
    const size_t free = all > used_references + 1 ? all - used_references - 1 : 0;
    if (free >= wanted || all >= kCellTag / 2 || !reference_chunks.reserve(reference_chunk_count + 1)) return free;
    ReferenceChunk* fresh = ReferenceChunk::map();
    if (!fresh) return free;
    reference_chunks[reference_chunk_count++] = fresh;
  }
}

bool WeakState::make_log_room() {
  uint32_t count = log_count.load(std::memory_order_relaxed);
  constexpr uint32_t kMost = 1u << 20;
  if (count - log_done >= kMost || (count - log_done >= log.capacity() && !log.reserve(size_t{count} + 1))) link_log();
  for (uint32_t i = log_done; i < count; i++) log[i - log_done] = log[i];
  count -= log_done;
  log_count.store(count, std::memory_order_relaxed);
  log_done = 0;
  if (!log.reserve(1)) return false;
  const size_t slots = make_slots(log.capacity());
  log_room = static_cast<uint32_t>(slots < log.capacity() ? slots : log.capacity());
  return count < log_room;
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
  if (object(slot) & kArmed) note_armed_gone(1);
  if (object(slot) & kShared) {
    uint32_t& shared = rest(cell_index(reference(object(slot))->first_.slot)).shared;
    if (shared == slot) shared = 0;
  }
  return_slot(slot);
}

// What a reference that was cleared refers to. Its serials stay: they are the identity.
static std::atomic<Cell*> no_target{nullptr};

void WeakState::cut_off(uint32_t slot, Death reason) {
  const uintptr_t tagged = object(slot);
  WeakReference& gone = *reference(tagged);
  unlink(slot);
  free_reference(slot);
  set_death(gone, reason);
  gone.first_.slot = &no_target;
  if (tagged & kTwoSided) static_cast<WeakPair&>(gone).second_.slot = &no_target;
}

void WeakState::return_slot(uint32_t slot) {
  object(slot) = 0;
  links(slot) = {};
  links(slot).next[0] = free_references;
  free_references = slot;
  used_references--;
}

void WeakState::retire_cell(uint32_t cell) {
  // gc.weak.serial-never-reused: the serial stays until the cell is used again; the target is empty from now on.
  target(cell).store(nullptr, std::memory_order_release);
  // At the end of the chain: cells are used again in the order of their indices, so that a sweep mostly meets serials in
  // order, and the due callbacks need no sorting.
  rest(cell).head = 0;
  (returned_cells ? rest(last_returned_cell).head : returned_cells) = cell;
  last_returned_cell = cell;
  cells_retired++;
}

void WeakState::renew_serial(uint32_t cell) {
  const uint64_t serial = this->serial(cell).load(std::memory_order_relaxed);
  const bool used_up = (serial & kPassSerial) != 0 || (serial >> kSerialBits & kMaxRenewals) == kMaxRenewals;
  this->serial(cell).store(used_up ? ++last_pass_serial : serial + (uint64_t{1} << kSerialBits),
                           std::memory_order_relaxed);
}

void WeakState::abandon(bool references_intact) {
  abandoned = true;
  const uint32_t top = cell_top.load(std::memory_order_relaxed);
  for (uint32_t cell = 1; cell < top; cell++) {
    if (!target(cell).load(std::memory_order_relaxed)) continue;
    retire_cell(cell);
    rest(cell).shared = 0;
  }
  const uint32_t logged = log_count.load(std::memory_order_relaxed);
  for (; log_done < logged; log_done++) {
    if (references_intact) set_death(*reference(log[log_done]), Death::kCleared);
    if (references_intact) reference(log[log_done])->callback_ = 0;
    if (log[log_done] & kArmed) note_armed_gone(1);
  }
  for (uint32_t slot = 1; slot < reference_top; slot++) {
    if (!object(slot)) continue;
    if (references_intact) {
      reference(object(slot))->callback_ = 0;
      set_death(*reference(object(slot)), Death::kCleared);
    }
    // No free_reference: that looks at the reference.
    if (object(slot) & kArmed) note_armed_gone(1);
    return_slot(slot);
  }
  if (!references_intact) due_head.store(due_tail.load(std::memory_order_relaxed), std::memory_order_relaxed);
}

void WeakState::reset() {
  // Chunks and the serial counter stay for the next heap: handles of the old one must find their cells changed.
  uint32_t top = cell_top.load();
  for (uint32_t cell = 1; cell < top; cell++) {
    if (!target(cell).load(std::memory_order_relaxed)) continue;
    retire_cell(cell);
    rest(cell).shared = 0;
  }
  for (uint32_t slot = 1; slot < reference_top; slot++) object(slot) = 0;
  reference_top = 1;
  free_references = 0;
  used_references = 0;
  log_room = 0;
  log_count.store(0);
  log_done = 0;
  due_head.store(0);
  due_tail.store(0);
  due_sorted = 0;
  due_disordered = false;
  armed_made = 0;
  armed_gone.store(0);
  cleared = 0;
  abandoned = false;
}

}  // namespace mayfly::gc
