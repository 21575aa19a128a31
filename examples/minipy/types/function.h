// What the classes of functions share: function, builtin_function_or_method, method, code, cell.
#pragma once

#include <minipy/objects/text_builder.h>
#include <minipy/types/types.h>
#include <minipy/vm/attributes.h>
#include <minipy/vm/minipy.h>

#include <mayfly/objects/model/descriptors.h>
#include <mayfly/runtime/call/invoke.h>
#include <mayfly/runtime/call/native_code.h>

namespace minipy {

Result<> define_native_function(Runtime& rt);
Result<> define_method(Runtime& rt);
Result<> define_code(Runtime& rt);  // and cells

Result<Value> function_name(Runtime& rt, const Function& function);
Result<Value> function_qualified_name(Runtime& rt, const Function& function);
// "<built-in function len>", "<method 'append' of 'list' objects>".
Result<Value> native_representation(Runtime& rt, const Function& function);
// __repr__ of a function.
Result<Value> function_representation(Runtime& rt, Arguments args);
// __get__ of functions and descriptors.
Result<Value> bind_descriptor(Runtime& rt, Arguments args);

}  // namespace minipy
