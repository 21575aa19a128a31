// The prompt: statements typed in, one at a time; with history and completion where readline was built in.
#pragma once

#include <minipy/command/session.h>

namespace minipy {

// Standard input and output are a terminal's.
bool is_terminal();
// Until the end of the input, or SystemExit; the exit status.
int run_prompt(Session& session);

}  // namespace minipy
