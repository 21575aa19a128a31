// Python's built-in types: each define_* makes a class, or fills the core's, with the methods that scripts see.
//
// Called once per runtime by Minipy::set_up, in this order. They may collect; they run no user code. Errors: kOutOfMemory.
#pragma once

#include <minipy/vm/minipy.h>

namespace minipy {

Result<> define_object(Runtime& rt);
Result<> define_type(Runtime& rt);
Result<> define_function(Runtime& rt);     // functions, built-in ones, methods, code, cells
Result<> define_descriptors(Runtime& rt);  // property, staticmethod, classmethod, slots
Result<> define_super(Runtime& rt);
Result<> define_module(Runtime& rt);  // the class of modules
Result<> define_instance_dict(Runtime& rt);
Result<> define_singletons(Runtime& rt);  // NoneType, NotImplementedType, ellipsis
Result<> define_exceptions(Runtime& rt);  // their methods; the classes exist
Result<> define_traceback(Runtime& rt);
Result<> define_int(Runtime& rt);
Result<> define_bool(Runtime& rt);
Result<> define_float(Runtime& rt);
Result<> define_str(Runtime& rt);
Result<> define_list(Runtime& rt);
Result<> define_tuple(Runtime& rt);
Result<> define_dict(Runtime& rt);
Result<> define_dict_views(Runtime& rt);
Result<> define_set(Runtime& rt);
Result<> define_range(Runtime& rt);
Result<> define_slice(Runtime& rt);
Result<> define_iterators(Runtime& rt);  // enumerate, zip, map, filter, reversed, iterators of containers
Result<> define_generator(Runtime& rt);

Result<> define_builtin_functions(Runtime& rt);  // into the namespace of builtins

}  // namespace minipy
