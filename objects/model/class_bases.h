// assign_bases: gives a class other bases than those it was made with.
//
// The resolution orders of the class and of those below it, what they inherit, and the bases' lists of subclasses are
// what they would be had the class been made so. Instances stay what they are; caches notice. May collect (a first
// finalizer looks for the instances that there are already); runs no user code.
#pragma once

#include <mayfly/objects/model/class.h>

namespace mayfly {

// REQUIRES: at least one base; instances of the bases' kinds of cell and C++ types, or ordinary ones; metaclasses that the
// class's own derives from. Errors, with nothing changed: kType for a base that is the class itself or derives from it, a
// duplicate base, and where the class, or one below it, has no consistent order; kUnsupported as set_attribute();
// kOutOfMemory.
MAYFLY_API Result<> assign_bases(ObjectSpace& space, Class& cls, std::span<Class* const> bases);

}  // namespace mayfly
