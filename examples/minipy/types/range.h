// What range and slice have in common.
#pragma once

#include <minipy/objects/big_integer.h>
#include <minipy/objects/range.h>
#include <minipy/objects/slice.h>
#include <minipy/types/containers.h>

namespace minipy {

// slice.indices(length), of a length of any size: start, stop, step. `out` lies on the VM stack. Runs user code
// (__index__). Errors: TypeError, ValueError.
Result<> fit_any_slice(Runtime& rt, const SliceObject& slice, Value length, std::span<Value, 3> out);

}  // namespace minipy
