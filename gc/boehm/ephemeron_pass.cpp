#include <mayfly/gc/boehm/bdwgc.h>
#include <mayfly/gc/boehm/boehm.h>
#include <mayfly/gc/boehm/ephemeron_pass.h>

namespace mayfly::gc {

bool EphemeronPass::is_marked(uint64_t key) { return GC_is_marked(reinterpret_cast<void*>(key)) != 0; }

void EphemeronPass::keep_values(HeapCore& core, Marker& marker) {
  EphemeronRegistry& registry = core.ephemerons;
  for (size_t i = 0; i < registry.count; i++) {
    EphemeronTable& table = *registry.tables[i];
    if (GC_is_marked(&table)) keep_values_of(core, table, [&](uint64_t value) { marker.mark_word(value); });
  }
}

void EphemeronPass::punch_dead(EphemeronTable& table) {
  const uint32_t place = table.layout().key;
  for_each_row(table, [&](uint64_t* row) {
    const uint64_t key = row[place] & ~EphemeronTable::kHidden;
    if (key != 0 && !is_marked(key)) table.punch(row);
  });
}

void EphemeronPass::punch_all(EphemeronTable& table) {
  const uint32_t place = table.layout().key;
  for_each_row(table, [&](uint64_t* row) {
    if (row[place] != 0) table.punch(row);
  });
}

void EphemeronPass::end_verdict(HeapCore& core, bool revives) {
  EphemeronRegistry& registry = core.ephemerons;
  for (size_t i = 0; i < registry.count; i++) {
    EphemeronTable& table = *registry.tables[i];
    if (table.key_death() == EphemeronTable::KeyDeath::kAfterFinalizers) continue;
    if (revives || GC_is_marked(&table)) punch_dead(table);
  }
  registry.end_verdict();
}

void EphemeronPass::punch_late(HeapCore& core, bool revives) {
  EphemeronRegistry& registry = core.ephemerons;
  for (size_t i = 0; i < registry.count; i++) {
    EphemeronTable& table = *registry.tables[i];
    if (!GC_is_marked(&table)) {
      // Its release might read it.
      if (revives) punch_all(table);
    } else if (table.key_death() == EphemeronTable::KeyDeath::kAfterFinalizers) {
      punch_dead(table);
    }
  }
  // Keys that are kept for their release keep nothing.
  registry.end_pass();
}

void EphemeronPass::end(HeapCore& core) {
  core.ephemerons.drop([](EphemeronTable& table) { return GC_is_marked(&table) == 0; });
}

}  // namespace mayfly::gc
