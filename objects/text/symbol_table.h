// SymbolTable: one runtime's interned names. It holds its symbols weakly: a name that nobody uses goes at the next
// collection; its entry is taken out when the name is asked for again, when the table would grow, and by purge().
//
// The table itself is malloc memory, owned by this object. intern() may collect; nothing here runs user code. Used on the
// runtime's thread.
#pragma once

#include <mayfly/gc/heap.h>
#include <mayfly/gc/weak/weak_handle.h>
#include <mayfly/objects/containers/hash_table.h>
#include <mayfly/objects/forward.h>

#include <string_view>

namespace mayfly {

class MAYFLY_API SymbolTable {
 public:
  explicit SymbolTable(gc::Heap& heap) : heap_(heap) {}
  SymbolTable(const SymbolTable&) = delete;
  SymbolTable& operator=(const SymbolTable&) = delete;

  // The symbol with this text (valid UTF-8), made when there is none. Null when out of memory.
  Symbol* intern(std::string_view text);
  // The same for a String's text, with its hash.
  Symbol* intern(const String& text);
  // The symbol with this text if it exists and is alive; else null.
  Symbol* find(std::string_view text) const;

  // Entries: those of dead symbols included that were not taken out yet.
  size_t size() const { return table_.size(); }
  // Takes out the entries of dead symbols.
  void purge();

 private:
  struct Entry {
    gc::WeakHandle symbol;
    uint64_t hash;  // never 0
  };
  struct Traits {
    using Entry = SymbolTable::Entry;
    static constexpr uint32_t kLinearLimit = 0;
    static constexpr bool kVersioned = false;
    static bool is_present(const Entry& entry) { return entry.hash != 0; }
    static uint64_t hash(const Entry& entry) { return entry.hash; }
  };
  struct Found {
    Symbol* symbol;      // or null
    const Entry* stale;  // an entry with this hash whose symbol is dead, or null
  };

  Found look_up(std::string_view text, uint64_t hash) const;
  Symbol* intern_hashed(std::string_view text, uint64_t hash);

  gc::Heap& heap_;
  HashTable<Traits, MallocBlock> table_;
};

}  // namespace mayfly
