// Place: a range in the text of a module.
#pragma once

#include <cstdint>

namespace minipy {

// Lines from 1; columns in bytes, from 0. `end_line` 0: only the line is known.
struct Place {
  int32_t line = 0;
  int32_t column = 0;
  int32_t end_line = 0;
  int32_t end_column = 0;

  bool has_range() const { return end_line != 0; }
};

}  // namespace minipy
