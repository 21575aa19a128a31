// Shrinking: the fewest operations that still fail (delta debugging: Zeller and Hildebrandt, "Simplifying and Isolating
// Failure-Inducing Input", 2002).
#pragma once

#include "model/operation.h"

#include <functional>
#include <vector>

namespace stress {

// Whether these operations fail.
using Fails = std::function<bool(const std::vector<Operation>& operations)>;

// REQUIRES: fails(operations). Asks at most `budget` times. The result fails, and does so no more when any one of its
// operations is left out, unless the budget was used up.
std::vector<Operation> shrink(std::vector<Operation> operations, const Fails& fails, int budget);

// With small numbers for ids: they fail as before, or are given back as they were.
std::vector<Operation> renumber(const std::vector<Operation>& operations, const Fails& fails);

}  // namespace stress
