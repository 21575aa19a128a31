// The prompt: reads forms from the terminal (or a pipe), evaluates each and prints its value.
//
// With line editing and a history where readline was found at build time. A form may take several lines. An interrupt
// (ctrl-C) stops what is running, or drops what was typed; the end of the input ends the prompt.
#pragma once

#include "lisp.h"

namespace lisp {

// Prints the value, unless it is nil.
Result<> evaluate_and_print(Runtime& rt, Lisp& lisp, std::string_view text, std::string_view source);

// Each form may take so many steps.
void run_prompt(Runtime& rt, Lisp& lisp, int64_t step_budget);

// Interrupts stop what runs in this runtime from now on.
void handle_interrupts(Runtime& rt);

}  // namespace lisp
