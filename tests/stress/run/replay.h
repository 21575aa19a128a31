// Replay: carries out the operations of a script, in order, on one thread.
#pragma once

#include "run/child.h"
#include "run/runner.h"
#include "run/script.h"

namespace stress {

// What is reported: the first mismatch, or how it crashed; "" where all went well. In a child of this process, which gets
// so many seconds.
std::string replay_in_child(const std::vector<Operation>& operations, const WorldOptions& options, size_t fail_every,
                            int seconds);
// In this process.
void replay(const std::vector<Operation>& operations, const WorldOptions& options, size_t fail_every, Report& report);

}  // namespace stress
