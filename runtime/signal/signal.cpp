#include <mayfly/gc/weak/weak_table.h>
#include <mayfly/runtime/signal/signal.h>

#include <cstring>

namespace mayfly {

const gc::KindRow Signal::kRow = {"Signal", &Signal::trace_cell};

void Signal::trace(gc::Visitor& visitor) const {
  Base::trace(visitor);
  rows_.trace(visitor);
  visitor.ignore(self_);
  visitor.visit(notice_);
}

Signal* Signal::create(gc::Heap& heap) { return heap.make<Signal>(); }

// --- rows ------------------------------------------------------------------------------------------------------------

bool ListenerRows::move_to(gc::Heap& heap, size_t rows) {
  gc::Backing* other = gc::Backing::create(heap, rows * kWords);
  if (!other) return false;
  if (size_) std::memcpy(other->words(), backing_->words(), size_ * sizeof(ListenerRow));
  backing_ = other;
  return true;
}

bool ListenerRows::reserve(gc::Heap& heap) {
  if (size_ < capacity()) return true;
  if (size_ == UINT32_MAX) return false;
  // The first ones come alone.
  return move_to(heap, size_ < 2 ? size_ + 1 : size_ + size_ / 2 + 1);
}

void ListenerRows::compact(gc::Heap& heap, uint32_t count) {
  if (count == 0) return clear();
  ListenerRow* rows = data();
  uint32_t to = 0;
  // A row is copied before its old place is overwritten or cleared: a collection at any moment finds it.
  for (uint32_t from = 0; from < size_; from++) {
    if (!rows[from].connection) continue;
    if (to != from) rows[to] = rows[from];
    to++;
  }
  MAYFLY_ASSERT(to == count);
  std::memset(static_cast<void*>(rows + to), 0, (size_ - to) * sizeof(ListenerRow));
  size_ = to;
  // Where there is no memory to exchange it for, it stays.
  if (capacity() > size_t{4} * count + 8) static_cast<void>(move_to(heap, count + count / 2 + 1));
}

// --- connecting ------------------------------------------------------------------------------------------------------

Result<Connection*> Signal::connect(gc::Heap& heap, const Connection::Listener& listener, Connection::Hold hold,
                                    Value notice, Class* method_class) {
  forget_former_life();
  gc::WeakTable& table = heap.weak_table();
  if (!self_.slot) self_ = table.handle_for(*this);
  if (!self_.slot) return Error::out_of_memory();
  gc::WeakHandle first = self_;
  gc::WeakHandle second;
  const bool is_strong = hold == Connection::Hold::kStrong;
  if (hold == Connection::Hold::kWeakMethod) {
    first = table.handle_for(*listener.receiver.cell());
    second = table.handle_for(*listener.function);
    if (!second.slot) return Error::out_of_memory();
  } else if (!is_strong) {
    first = table.handle_for(*listener.function);
  }
  if (!first.slot) return Error::out_of_memory();
  if (!rows_.reserve(heap)) return heap.allocation_error();
  if (!table.reserve(!is_strong)) return Error::out_of_memory();
  auto* made = heap.make<Connection>(hold, self_, first, second);
  if (!made) return heap.allocation_error();
  // Nothing can fail from here on.
  if (hold == Connection::Hold::kWeakMethod)
    table.publish(*made);
  else
    table.publish(static_cast<gc::WeakReference&>(*made));
  made->index_ = rows_.size();
  rows_.push_back(is_strong ? ListenerRow{made, Value(listener.function), listener.receiver, method_class}
                            : ListenerRow{made, Value::empty(), notice, method_class});
  count_++;
  return made;
}

void Signal::remove(gc::Heap& heap, Connection& connection, ConnectionStatus why) {
  MAYFLY_ASSERT(row(connection.index_).connection == &connection);
  rows_.data()[connection.index_] = {};
  count_--;
  connection.end(heap, why);
  settle(heap);
}

void Signal::settle(gc::Heap& heap) {
  // Fewer holes than listeners are walked over: so a removal costs the same however many there are.
  if (emissions_ != 0 || (count_ != 0 && rows_.size() - count_ <= count_ + 8)) return;
  rows_.compact(heap, count_);
  for (uint32_t i = 0; i < count_; i++) rows_.data()[i].connection->index_ = i;
}

size_t Signal::disconnect(gc::Heap& heap, const Connection::Listener& listener) {
  forget_former_life();
  const uint32_t before = count_;
  // As if emitting: removal moves no rows.
  begin_emission();
  for (uint32_t i = 0; i < rows_.size(); i++) {
    const ListenerRow& row = rows_.data()[i];
    if (!row.connection) continue;
    const Connection::Listener found =
        row.is_weak() ? row.connection->weak_listener()
                      : Connection::Listener{row.receiver, static_cast<Object*>(row.function.cell())};
    if (found.function == listener.function && found.receiver == listener.receiver)
      remove(heap, *row.connection, ConnectionStatus::kDisconnected);
  }
  const size_t ended = before - count_;
  end_emission(heap);
  return ended;
}

size_t Signal::disconnect_all(gc::Heap& heap) {
  forget_former_life();
  const uint32_t before = count_;
  begin_emission();
  for (uint32_t i = 0; i < rows_.size(); i++)
    if (Connection* connection = row(i).connection) remove(heap, *connection, ConnectionStatus::kDisconnected);
  end_emission(heap);
  return before;
}

}  // namespace mayfly
