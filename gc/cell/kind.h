// KindRow: what the collector knows of one kind of cell. Each cell class declares its row beside itself; layers register
// their rows once, before the first heap uses them.
//
// Rows are immortal (registered by address). Registration is thread-safe. Neither collects nor runs user code.
#pragma once

#include <mayfly/gc/forward.h>
#include <mayfly/gc/support/api.h>

namespace mayfly::gc {

struct KindRow {
  const char* name;                                   // as it stands in dumps and messages
  void (*trace)(const Cell& cell, Visitor& visitor);  // reports every edge; null: a leaf
  bool leaf = false;                                  // lives in memory that the collector does not scan
  // Runs when the cell is really gone (after all finalizers, nothing reaches it), at a safe point, once. Null: none.
  void (*release)(Cell& cell) = nullptr;
  bool ephemeron_table = false;  // an EphemeronTable, or a class derived from it
};

// Ids: 1-15 gc's own, 16-95 objects/ and runtime/, 96-255 given out by register_kind.
inline constexpr KindId kKindBacking = 1;
inline constexpr KindId kKindLeafBacking = 2;
inline constexpr KindId kFirstObjectKind = 16;
inline constexpr KindId kFirstUserKind = 96;

MAYFLY_API void set_kind_row(KindId id, const KindRow& row);
// A new id for a front-end's own kind; 0 when all are taken.
MAYFLY_API KindId register_kind(const KindRow& row);
// The row of an id; one with the name "?" when none is set.
MAYFLY_API const KindRow& kind_row(KindId id);

}  // namespace mayfly::gc
