#include <mayfly/gc/weak/weak_table.h>
#include <mayfly/objects/text/hash.h>
#include <mayfly/objects/text/string.h>
#include <mayfly/objects/text/symbol.h>
#include <mayfly/objects/text/symbol_table.h>

namespace mayfly {

SymbolTable::Found SymbolTable::look_up(std::string_view text, uint64_t hash) const {
  Found found{nullptr, nullptr};
  table_.find(hash, [&](const Entry& entry) {
    if (entry.hash != hash) return false;
    auto* symbol = static_cast<Symbol*>(entry.symbol.get());
    if (!symbol) {
      found.stale = &entry;
      return false;
    }
    if (symbol->view() != text) return false;
    found.symbol = symbol;
    return true;
  });
  return found;
}

Symbol* SymbolTable::find(std::string_view text) const { return look_up(text, hash_text(text)).symbol; }

Symbol* SymbolTable::intern(std::string_view text) { return intern_hashed(text, hash_text(text)); }

Symbol* SymbolTable::intern(const String& text) { return intern_hashed(text.view(), text.hash()); }

Symbol* SymbolTable::intern_hashed(std::string_view text, uint64_t hash) {
  const Found found = look_up(text, hash);
  if (found.symbol) return found.symbol;
  // Most likely the same name, which died and comes back.
  if (found.stale) table_.erase_at(table_.position_of(*found.stale));

  auto* made = heap_.make_leaf_with<Symbol>(text.size() + 1, text, hash);
  if (!made) return nullptr;
  const gc::WeakHandle handle = heap_.weak_table().handle_for(*made);
  if (!handle.slot) return nullptr;
  if (table_.is_full()) purge();
  if (!table_.insert({}, {handle, hash})) return nullptr;
  return made;
}

void SymbolTable::purge() {
  for (uint32_t i = 0; i < table_.end(); i++)
    if (table_.is_present(i) && !table_.entry(i).symbol.get()) table_.erase_at(i);
}

}  // namespace mayfly
