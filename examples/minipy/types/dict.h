// The parts of dict and its views.
#pragma once

#include <minipy/objects/dict_view.h>
#include <minipy/objects/set.h>
#include <minipy/types/containers.h>

namespace minipy {

// An iterator over the entries, the last one first.
Result<Value> reversed_entries(Runtime& rt, Iterator::Type type, Dict& dict);

}  // namespace minipy
