// A malloc that fails on demand, in this program: what Mayfly takes with malloc, realloc, calloc and operator new(nothrow).
// The operator new that throws, and with it the standard containers, never fails.
#pragma once

#include <cstddef>

namespace stress {

// The nth from now on, on this thread, fails; 0: none.
void fail_malloc(size_t nth);

}  // namespace stress
