// The name of a value's class, for messages. Neither collects nor runs user code.
#pragma once

#include <mayfly/gc/support/api.h>
#include <mayfly/objects/forward.h>

#include <string_view>

namespace mayfly {

// Valid as long as the class lives; NUL-terminated, so data() fits a "%s". The empty value's is "nothing".
MAYFLY_API std::string_view type_name(const ObjectSpace& space, Value value);

}  // namespace mayfly
