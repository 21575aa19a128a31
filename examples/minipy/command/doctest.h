// Doctest: runs the sessions in a text (lines that begin with ">>> ") and compares what they print.
#pragma once

#include <minipy/command/session.h>

#include <string>

namespace minipy {

// All examples of the text are one session. Before each, there is an exact collection, so that a session written for an
// interpreter that counts references reads the same. "..." in what is expected stands for anything. The exit status: 0 when
// every example printed what it should.
int run_doctest(Session& session, const std::string& text, const std::string& file);

}  // namespace minipy
