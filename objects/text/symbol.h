// Symbol: an interned name: within a runtime, two symbols with the same text are one object.
//
// So comparing symbols is comparing addresses, and a symbol makes a quick key. Symbols are made by SymbolTable alone,
// which holds them weakly. The text is UTF-8, immutable, NUL-terminated. Neither collects nor runs user code.
#pragma once

#include <mayfly/objects/forward.h>
#include <mayfly/objects/model/special.h>
#include <mayfly/objects/value/object.h>

#include <string_view>

namespace mayfly {

class MAYFLY_API Symbol final : public Object {
  MAYFLY_CELL(Symbol, Object, kKindSymbol)

  std::string_view view() const { return {text(), size()}; }
  const char* c_str() const { return text(); }
  size_t size() const { return meta_ & kSizeMask; }  // bytes
  // As String's for the same text. Never 0.
  uint64_t hash() const { return hash_; }

  // The special operation that the name stands for in its runtime, set by ObjectSpace; Special::kNone for most.
  Special special() const { return static_cast<Special>(meta_ >> kSpecialShift); }
  void set_special(Special special) { meta_ = (meta_ & kSizeMask) | static_cast<uintptr_t>(special) << kSpecialShift; }

 private:
  Symbol(gc::CellInit init, std::string_view text, uint64_t hash);
  const char* text() const { return reinterpret_cast<const char*>(this + 1); }

  static constexpr int kSpecialShift = 56;
  static constexpr uintptr_t kSizeMask = (uintptr_t{1} << kSpecialShift) - 1;

  uint64_t hash_;  // the text follows; the header's second word holds its size and the Special
};

static_assert(sizeof(Symbol) == 24);

}  // namespace mayfly
