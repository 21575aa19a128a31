// The end of a program: what only the program held dies, and what it wanted to be run then, runs.
#pragma once

#include <minipy/vm/minipy.h>

namespace minipy {

// Runs the finalizers of weakref.finalize that are to run at the end, newest first. Then, where some class has a __del__, or
// a generator may be suspended in a block that has an end: lets go of the main module and of those that came from files, and
// collects, which runs the finalizers of what they held, in the order of creation. They see their modules as they were. What
// they make is not finalized: that could go on for ever. Errors go to sys.unraisablehook.
//
// Outside of calls, where the host's frames are vouched for. `heap_limit`: of what finalizers take, 0 for none.
void end_program(Runtime& rt, size_t heap_limit);

}  // namespace minipy
