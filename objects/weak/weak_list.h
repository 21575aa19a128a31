// The weak references to an object, listed and counted (contract 1.19): WeakRefs, WeakMethods (under their receiver and
// under their function), Finalizers, proxies with a target.
//
// The shared reference first, then the shared proxy, then the others, newest first. Exact after a collection: a reference
// that nobody holds any more counts until then. Nothing for what can't be weakly referenced. Runs no user code.
#pragma once

#include <mayfly/objects/model/object_space.h>

namespace mayfly {

MAYFLY_API size_t weak_reference_count(const ObjectSpace& space, Value target);
// A list of them. Null when out of memory.
MAYFLY_API List* weak_references(ObjectSpace& space, Value target);

}  // namespace mayfly
