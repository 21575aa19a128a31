// The version of the library that is running, as opposed to the headers that a host was compiled with.
#pragma once

#include <mayfly/gc/support/api.h>

namespace mayfly {

// "major.minor.patch"; may be called before anything else, on any thread.
[[nodiscard]] MAYFLY_API const char* version() noexcept;

}  // namespace mayfly
