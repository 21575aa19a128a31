// Assertions for Mayfly's own bugs. A mistake of a host or a script is a Result, never an assertion.
#pragma once

#include <cassert>

#define MAYFLY_ASSERT(condition) assert(condition)
