// Struct sequences: tuples whose items have names, too: sys.version_info, time.struct_time.
//
// Classes derived from tuple, made by native modules; programs cannot change their instances. Neither runs user code.
#pragma once

#include <minipy/types/containers.h>

namespace minipy {

// A class of such tuples, "sys.version_info".
Result<Class*> make_struct_class(Runtime& rt, std::string_view name);
// An instance. The first `shown` of the values are the tuple; the others are attributes only.
Result<Value> make_struct(Runtime& rt, Class& cls, std::span<const char* const> names, std::span<const Value> values,
                          size_t shown);

}  // namespace minipy
