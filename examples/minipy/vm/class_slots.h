// __slots__: what a class declares, and what follows for its instances (contract 4.7).
//
// For class_building.cpp. Runs user code where __slots__ is iterated over.
#pragma once

#include <minipy/vm/exceptions.h>

#include <string>
#include <vector>

namespace minipy {

struct SlotPlan {
  std::vector<std::string> names;  // mangled; without __dict__ and __weakref__
  bool has_dict = true;
  bool has_weakref = true;
};

// `slots`: the value of __slots__, held by the caller; nil: none. `best`: the solid base. TypeError, ValueError.
Result<> plan_slots(Runtime& rt, Value slots, const Symbol& class_name, const Class& best, const Tuple& bases,
                    const Dict& names, SlotPlan& plan);
Result<> add_slots(Runtime& rt, Class& cls, const SlotPlan& plan);
bool has_own_slots(const Class& cls);

}  // namespace minipy
