// Specials: calling what the class of a value defines for an operation; built-in classes' natives included.
//
// May run user code; the values are held meanwhile. A special that is None in a class is as good as none: is_defined().
#pragma once

#include <minipy/vm/exceptions.h>

namespace minipy {

inline Value special_of(Runtime& rt, Value value, Special special) {
  return rt.space().class_of(value)->special(special);
}
inline bool is_defined(Value special) { return !special.is_empty() && !special.is_nil(); }

// Whether operator.index() may take it: a proxy forwards it.
inline bool has_index(Runtime& rt, Value value) {
  return is_defined(special_of(rt, value, Special::kIndex)) || value.is<WeakProxy>();
}

// special(self, first, second) of self's class, which the caller knows to define it.
inline Result<Value> call_special(Runtime& rt, Special special, Value self, Value first = Value::empty(),
                                  Value second = Value::empty()) {
  Locals<3> held(rt);
  if (!held) return held.error();
  const uint32_t count = 1 + !first.is_empty() + !second.is_empty();
  held[0] = self;
  if (count > 1) held[1] = first;
  if (count > 2) held[2] = second;
  return invoke_special(rt, special, Arguments(held.data(), count));
}

// self.special(other) of an operator; the empty value when the class has none, or it declines.
inline Result<Value> ask_special(Runtime& rt, Special special, Value self, Value other) {
  if (special_of(rt, self, special).is_empty()) return Value::empty();
  const Value answer = MAYFLY_TRY(call_special(rt, special, self, other));
  return answer.identical(rt.not_implemented()) ? Value::empty() : answer;
}

}  // namespace minipy
