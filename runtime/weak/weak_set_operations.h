// Operations on weak sets, with elements compared by value: user hash and == are asked, and may do anything, to the set
// too. Parameters are held on the VM stack while user code runs; results are held by nobody. On the owner's thread, inside
// the runtime (no check: weak_access.h has the checked way in).
//
// The algebra takes any iterable (contract 6.15). What could not be an element of a set is in none: it is an error only
// where it would have to be added. Results are new sets of the class of the first, made of its own elements first; the
// forms with "update" change the set itself, and work against itself.
// Errors: from user hash and ==, and from iterating; kType for an unhashable element, and for one that can't be weakly
// referenced; kOutOfMemory. A set that an update was changing keeps what was done before.
#pragma once

#include <mayfly/objects/weak/weak_set.h>
#include <mayfly/runtime/forward.h>

namespace mayfly {

// One that is equal to an element is not added: the first stays.
MAYFLY_API Result<> weak_set_add(Runtime& rt, WeakSet& set, Value element);
MAYFLY_API Result<bool> weak_set_contains(Runtime& rt, WeakSet& set, Value element);
// Takes it out; false when it was not there.
MAYFLY_API Result<bool> weak_set_discard(Runtime& rt, WeakSet& set, Value element);
// The newest element that is alive, taken out; the empty value when there is none.
MAYFLY_API Value weak_set_pop(Runtime& rt, WeakSet& set);
MAYFLY_API Result<WeakSet*> weak_set_copy(Runtime& rt, WeakSet& set);

enum class SetOperation : uint8_t { kUnion, kIntersection, kDifference, kSymmetricDifference };
MAYFLY_API Result<WeakSet*> weak_set_combine(Runtime& rt, WeakSet& set, SetOperation operation, Value other);
MAYFLY_API Result<> weak_set_update(Runtime& rt, WeakSet& set, SetOperation operation, Value other);

enum class SetRelation : uint8_t { kSubset, kSuperset, kDisjoint };
MAYFLY_API Result<bool> weak_set_is(Runtime& rt, WeakSet& set, SetRelation relation, Value other);

// Against weak sets only.
Result<bool> equal_weak_sets(Runtime& rt, WeakSet& a, WeakSet& b);

}  // namespace mayfly
