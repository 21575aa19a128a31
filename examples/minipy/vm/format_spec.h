// The format mini-language of ints, floats and strs: "[[fill]align][sign][z][#][0][width][grouping][.precision][type]".
//
// None of these runs user code; they may collect. Errors: ValueError, OverflowError in CPython's words; MemoryError.
#pragma once

#include <minipy/objects/text_builder.h>
#include <minipy/vm/exceptions.h>

namespace minipy {

struct FormatSpec {
  char32_t fill = ' ';
  char align = 0;             // '<', '>', '=', '^'; 0: the type's usual
  char sign = '-';            // '+', '-', ' '
  bool has_sign = false;      // one was given
  bool coerces_zero = false;  // 'z': -0 is 0
  bool alternate = false;     // '#'
  int64_t width = -1;         // -1: none
  char grouping = 0;          // ',' or '_'
  int64_t precision = -1;     // -1: none
  char32_t type = 0;          // 0: none
};

// `type_name`: of the value, for messages. `is_number`: "0" before the width pads behind the sign.
Result<FormatSpec> parse_format_spec(Runtime& rt, std::string_view text, const char* type_name, bool is_number);

// format(number, spec) of an int, bool or float; spec is not empty (or gives str's text).
Result<String*> format_number(Runtime& rt, Value number, std::string_view spec);
Result<String*> format_string(Runtime& rt, String& text, std::string_view spec);

// The digits of a number that are to be laid out.
struct NumberText {
  bool negative = false;
  std::string_view prefix = {};  // "0x"
  std::string_view digits = {};  // those that are grouped
  std::string_view rest = {};    // ".5e+07", "%"
  int group = 3;
};
Result<String*> lay_out(Runtime& rt, const NumberText& number, const FormatSpec& spec);

// Appends a finite or infinite double, without its sign: type is one of e, f, g, E, F, G, or 'r': the shortest that reads
// back. `alternate`: always with a point. `adds_point`: "1.0" rather than "1", as repr has it.
Result<> append_float(Runtime& rt, TextBuilder& to, double number, char type, int64_t precision, bool alternate,
                      bool adds_point = false);

}  // namespace minipy
