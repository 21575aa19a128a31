#include <mayfly/gc/cell/kind.h>

#include <atomic>

namespace mayfly::gc {

namespace {

constexpr KindRow kUnknownRow = {"?", nullptr};

// Rows are published by pointer, so that a collection on another thread sees a whole row or none.
std::atomic<const KindRow*> rows[256];
std::atomic<unsigned> next_user_kind{kFirstUserKind};

}  // namespace

void set_kind_row(KindId id, const KindRow& row) { rows[id].store(&row, std::memory_order_release); }

KindId register_kind(const KindRow& row) {
  unsigned id = next_user_kind.load();
  do {
    if (id > 255) return 0;
  } while (!next_user_kind.compare_exchange_weak(id, id + 1));
  set_kind_row(static_cast<KindId>(id), row);
  return static_cast<KindId>(id);
}

const KindRow& kind_row(KindId id) {
  const KindRow* row = rows[id].load(std::memory_order_acquire);
  return row ? *row : kUnknownRow;
}

}  // namespace mayfly::gc
