// The marks under a source line that say which part of it was running: "    ~~^~~".
#pragma once

#include <minipy/source/place.h>

#include <string>
#include <string_view>

namespace minipy {

// For the line as it is shown, without the blanks before it: spaces and marks; "" where there is nothing to point out, the
// place being all of the line, or not known. Of an operation, its operator is marked, as by CPython 3.11. `line` has no line
// break.
std::string marks_under(std::string_view line, const Place& place);

}  // namespace minipy
