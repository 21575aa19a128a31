// own_special: what the class of a value defines for a special operation, where that goes before the core's meaning.
//
// Values with a meaning of their own (strings, numbers, lists, tuples, dicts, weak maps and sets) keep it as long as
// they are of the built-in class: a front-end may define "__len__" there, as a native that asks the core, without
// going in circles. Subclasses' specials count, and so do those of every other kind.
#pragma once

#include <mayfly/objects/model/class.h>
#include <mayfly/runtime/runtime.h>

namespace mayfly {

inline bool has_core_meaning(gc::KindId kind) {
  switch (kind) {
    case kKindList:
    case kKindTuple:
    case kKindDict:
    case kKindString:
    case kKindSymbol:
    case kKindBoxedInteger:
    case kKindWeakValueMap:
    case kKindWeakKeyMap:
    case kKindWeakIdentityMap:
    case kKindWeakSet: return true;
    default: return false;
  }
}

// Empty: none.
inline Value own_special(Runtime& rt, Value value, Special special) {
  if (!value.is_object()) return Value::empty();
  const Class* cls = rt.space().class_of(value);
  const gc::KindId kind = value.cell()->kind();
  if (has_core_meaning(kind) && cls == rt.space().class_of_kind(kind)) return Value::empty();
  return cls->special(special);
}

}  // namespace mayfly
