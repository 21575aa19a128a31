// Namespaces: dicts whose keys are texts, as those of modules.
//
// Looking a name up makes no text, and runs no user code.
#pragma once

#include <minipy/vm/exceptions.h>

#include <string_view>

namespace minipy {

// Empty: there is no such name.
Value find_in(const Dict& names, std::string_view name);
Value find_in(const Dict& names, const Symbol& name);
// The value is held meanwhile. Errors: kOutOfMemory.
Result<> set_in(Runtime& rt, Dict& names, std::string_view name, Value value);

}  // namespace minipy
