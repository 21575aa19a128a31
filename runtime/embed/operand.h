// Operand and Name: what hosts pass to the functions of Runtime that take any value, or the name of an attribute. They
// are made by the call itself, and know the line that it stands on: the Root that comes back was made there.
#pragma once

#include <mayfly/gc/root/root.h>
#include <mayfly/objects/model/attribute_cache.h>
#include <mayfly/objects/text/symbol.h>
#include <mayfly/runtime/embed/convert/converter.h>

#include <string>
#include <string_view>

namespace mayfly {

// A name with an inline cache, for a place of the host's that reads one attribute or calls one method again and again:
//
//   CachedName open = MAYFLY_TRY(rt.cached_name("open"));
//   rt.call_method<int64_t>(door, open, 2);
//
// Belongs to one runtime; used on its thread.
class CachedName {
 public:
  CachedName() = default;  // a null handle
  explicit CachedName(Root<Symbol> symbol) : symbol_(std::move(symbol)) {}
  Symbol* symbol() const { return symbol_.get(); }
  AttributeCache& cache() { return cache_; }

 private:
  Root<Symbol> symbol_;
  AttributeCache cache_;
};

namespace embed {

struct Operand {
  Value value;  // empty: a null handle
  const char* file;
  int line;

  Operand(Value v, const char* f = __builtin_FILE(), int l = __builtin_LINE()) : value(v), file(f), line(l) {}
  template <typename T>
  Operand(const gc::Root<T>& root, const char* f = __builtin_FILE(), int l = __builtin_LINE())
      : value(root), file(f), line(l) {}
  template <CellClass T>
  Operand(T* cell, const char* f = __builtin_FILE(), int l = __builtin_LINE()) : value(cell), file(f), line(l) {}
  template <CellClass T>
  Operand(T& cell, const char* f = __builtin_FILE(), int l = __builtin_LINE()) : value(&cell), file(f), line(l) {}
};

// One that must be of a class of cells.
template <typename T>
struct Target {
  T* cell;  // null: a null handle
  const char* file;
  int line;

  Target(const gc::Root<T>& root, const char* f = __builtin_FILE(), int l = __builtin_LINE())
      : cell(root.get()), file(f), line(l) {}
  Target(T* pointer, const char* f = __builtin_FILE(), int l = __builtin_LINE()) : cell(pointer), file(f), line(l) {}
  Target(T& object, const char* f = __builtin_FILE(), int l = __builtin_LINE()) : cell(&object), file(f), line(l) {}
};

// Text, with the line it stands on.
struct Text {
  std::string_view text;
  const char* file;
  int line;

  Text(const char* t, const char* f = __builtin_FILE(), int l = __builtin_LINE()) : text(t), file(f), line(l) {}
  Text(std::string_view t, const char* f = __builtin_FILE(), int l = __builtin_LINE()) : text(t), file(f), line(l) {}
  Text(const std::string& t, const char* f = __builtin_FILE(), int l = __builtin_LINE()) : text(t), file(f), line(l) {}
};

class Name {
 public:
  Name(const char* text) : text_(text) {}
  Name(std::string_view text) : text_(text) {}
  Name(const std::string& text) : text_(text) {}
  Name(Symbol& symbol) : symbol_(&symbol) {}
  Name(const Root<Symbol>& symbol) : symbol_(symbol.get()) {}
  Name(CachedName& name) : symbol_(name.symbol()), cache_(&name.cache()) {}

  // Errors: kOutOfMemory; kValue for a null handle.
  Result<Symbol*> symbol(Runtime& rt) const {
    if (symbol_) [[likely]]
      return symbol_;
    return intern(rt, text_);
  }
  AttributeCache* cache() const { return cache_; }
  // For messages.
  std::string_view view() const { return symbol_ ? symbol_->view() : text_; }

 private:
  MAYFLY_API static Result<Symbol*> intern(Runtime& rt, std::string_view text);

  Symbol* symbol_ = nullptr;
  std::string_view text_;
  AttributeCache* cache_ = nullptr;
};

// kValue: "the callee is a null handle".
[[gnu::cold]] MAYFLY_API Error null_operand(const char* what);
inline Result<> check_present(Value value, const char* what) {
  if (!value.is_empty()) [[likely]]
    return {};
  return null_operand(what);
}

}  // namespace embed

}  // namespace mayfly
