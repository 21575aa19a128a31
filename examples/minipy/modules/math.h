// The parts of the module math.
#pragma once

#include <minipy/modules/modules.h>
#include <minipy/vm/native.h>

namespace minipy {

std::span<const NativeSpec> math_integer_functions();
std::span<const NativeSpec> math_sum_functions();

}  // namespace minipy
