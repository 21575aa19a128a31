// The kind ids of the object model's cells: one list, so that no two share one and type tests are compile-time constants.
// Each class declares its row (name, trace, ...) beside itself; register_object_kinds() makes them known to gc/.
#pragma once

#include <mayfly/gc/cell/kind.h>

namespace mayfly {

enum ObjectKind : gc::KindId {
  kKindBoxedInteger = gc::kFirstObjectKind,
  kKindString,
  kKindSymbol,
  kKindList,
  kKindTuple,
  kKindDict,
  kKindClass,
  kKindShape,
  kKindInstance,
  kKindHostBox,  // an instance that owns a C++ object
  kKindCode,     // a native function's code; front-ends register kinds of their own
  kKindFunction,
  kKindBoundMethod,
  kKindProperty,
  kKindStaticMethod,
  kKindClassMethod,
  kKindWeakRef,
  kKindWeakMethod,
  kKindWeakProxy,
  kKindWeakValueMap,
  kKindWeakKeyMap,
  kKindWeakIdentityMap,
  kKindWeakSet,
  kKindFinalizer,
  kKindSignal,
  kKindConnection,
  kKindGenerator,
  kKindModule,
  kKindSlots,  // attributes of an object that is no instance itself
};

// Idempotent and thread-safe.
MAYFLY_API void register_object_kinds();

}  // namespace mayfly
