#include <mayfly/gc/boehm/boehm.h>
#include <mayfly/gc/weak/weak_state.h>
#include <mayfly/gc/weak/weak_table.h>

namespace mayfly::gc {

const char* name(Death death) {
  switch (death) {
    case Death::kAlive: return "alive";
    case Death::kReceiver: return "receiver";
    case Death::kFunction: return "function";
    case Death::kBoth: return "both";
    case Death::kCleared: return "cleared";
    case Death::kShutdown: return "runtime shut down";
  }
  return "?";
}

void WeakReference::trace_reference(Visitor& visitor) const {
  if (meta_) visitor.edge(*reinterpret_cast<Cell*>(meta_));
  visitor.visit_words(&callback_, 1);
  visitor.ignore(first_);
}

WeakHandle WeakTable::make_handle(Cell& target) {
  if (state_.abandoned) return {};
  uint32_t index = state_.free_cells;
  const uint32_t next = state_.cell_top.load(std::memory_order_relaxed);
  // What the pass returns is looked at without the lock: it is taken over under it.
  if (index == kNone && (state_.returned_cells || next / kWeakChunkCells >= state_.cell_chunk_count)) {
    bool room = true;
    boehm::with_lock([&] {
      state_.free_cells = state_.returned_cells;
      state_.returned_cells = 0;
      if (state_.free_cells) return;
      size_t chunk = next / kWeakChunkCells;
      if (next >= WeakState::kCellTag || !state_.cell_chunks.reserve(chunk + 1)) {
        room = false;
        return;
      }
      if (chunk == state_.cell_chunk_count) {
        WeakChunk* fresh = WeakChunk::map();
        if (!fresh) {
          room = false;
          return;
        }
        fresh->first_index = static_cast<uint32_t>(chunk * kWeakChunkCells);
        state_.cell_chunks[chunk] = fresh;
        state_.cell_chunk_count++;
      }
    });
    if (!room) return {};
    index = state_.free_cells;
  }
  bool is_new = index == kNone;
  if (is_new)
    index = next;
  else
    state_.free_cells = state_.rest(index).head;

  // gc.weak.serial-never-reused; and the order that dereferencing relies on: serial, target, top, header.
  std::atomic<Cell*>& slot = state_.target(index);
  uint64_t serial = ++state_.last_serial;
  state_.rest(index) = {};
  state_.serial(index).store(serial, std::memory_order_relaxed);
  slot.store(&target, std::memory_order_release);
  if (is_new) state_.cell_top.store(index + 1, std::memory_order_release);
  target.weak_index_.store(index, std::memory_order_release);
  state_.cells_made.store(state_.cells_made.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
  return {&slot, serial};
}

bool WeakTable::reserve_slowly(bool armed) {
  WeakState& s = state_;
  bool room = true;
  if (s.log_count.load(std::memory_order_relaxed) >= s.log_room) boehm::with_lock([&] { room = s.make_log_room(); });
  if (room && armed && !s.has_due_room()) {
    boehm::with_lock([&] {
      size_t head = s.due_head.load(std::memory_order_relaxed);
      size_t tail = s.due_tail.load(std::memory_order_relaxed);
      for (size_t i = head; i < tail; i++) s.due[i - head] = s.due[i];
      s.due_sorted = s.due_sorted > head ? s.due_sorted - head : 0;
      s.due_head.store(0, std::memory_order_relaxed);
      s.due_tail.store(tail - head, std::memory_order_relaxed);
      room = s.due.reserve(s.due_needed() + 1);
    });
  }
  return room;
}

WeakReference* WeakTable::shared(const Cell& target) {
  WeakHandle handle = existing_handle(target);
  if (!handle.slot) return nullptr;
  WeakReference* found = nullptr;
  // Under the lock: a collection between reading the slot and reading the reference could free both.
  boehm::with_lock([&] {
    state_.link_log();
    uint32_t slot = state_.rest(WeakState::cell_index(handle.slot)).shared;
    if (slot) found = WeakState::reference(state_.object(slot));
  });
  return found;
}

WeakReference* WeakTable::second_shared(const Cell& target) {
  WeakHandle handle = existing_handle(target);
  if (!handle.slot) return nullptr;
  WeakReference* found = nullptr;
  boehm::with_lock([&] {
    state_.link_log();
    for (uint32_t node = state_.rest(WeakState::cell_index(handle.slot)).head; node && !found;) {
      const uintptr_t tagged = state_.object(node / 2);
      if (tagged & WeakState::kSecondShared) found = WeakState::reference(tagged);
      node = state_.links(node / 2).next[node % 2];
    }
  });
  return found;
}

void WeakTable::clear(WeakReference& reference, Death reason) {
  boehm::with_lock([&] {
    reference.callback_ = 0;  // also that of a reference whose callback is due and has not run
    state_.link_log();
    const uint32_t slot = reference.slot_;
    if (!slot || WeakState::reference(state_.object(slot)) != &reference) return;
    state_.cut_off(slot, reason);
  });
}

void WeakTable::clear_all(Death reason) {
  boehm::with_lock([&] {
    state_.link_log();
    for (uint32_t slot = 1; slot < state_.reference_top; slot++) {
      if (!state_.object(slot)) continue;
      WeakState::reference(state_.object(slot))->callback_ = 0;
      state_.cut_off(slot, reason);
    }
  });
}

void WeakTable::for_each(const Cell& target, void (*f)(WeakReference& reference, int side, void* data), void* data) {
  WeakHandle handle = existing_handle(target);
  if (!handle.slot) return;
  boehm::with_lock([&] {
    state_.link_log();
    for (uint32_t node = state_.rest(WeakState::cell_index(handle.slot)).head; node;) {
      uint32_t next = state_.links(node / 2).next[node % 2];
      f(*WeakState::reference(state_.object(node / 2)), static_cast<int>(node % 2), data);
      node = next;
    }
  });
}

size_t WeakTable::count(const Cell& target) {
  size_t count = 0;
  for_each(
      target, [](WeakReference&, int, void* data) { ++*static_cast<size_t*>(data); }, &count);
  return count;
}

size_t WeakTable::cell_count() const {
  return state_.cells_made.load(std::memory_order_relaxed) - state_.cells_retired;
}
size_t WeakTable::reference_count() const {
  size_t count = 0;
  boehm::with_lock(
      [&] { count = state_.used_references + (state_.log_count.load(std::memory_order_relaxed) - state_.log_done); });
  return count;
}

}  // namespace mayfly::gc
