// Looking at the objects of the heap: for gc.get_objects and the like.
//
// Shows what programs can have: instances, containers, classes, functions; not texts and numbers, which refer to
// nothing, nor cells that programs never see. Neither runs user code; what collects says so.
#pragma once

#include <minipy/vm/minipy.h>

namespace minipy {

// An object that a garbage collector of Python's would know.
bool is_tracked(Value value);

// All such objects that are alive, but the list itself. Collects.
Result<List*> all_objects(Runtime& rt);
// Those that refer to one of the targets directly. Collects.
Result<List*> referrers(Runtime& rt, std::span<const Value> targets);
// What the objects refer to directly.
Result<List*> referents(Runtime& rt, std::span<const Value> objects);

}  // namespace minipy
