// _traceback: what lib/traceback.py leaves to C++.
#include <minipy/modules/modules.h>
#include <minipy/types/marks.h>
#include <minipy/vm/native.h>
#include <minipy/vm/operators.h>
#include <minipy/vm/text.h>

namespace minipy {

namespace {

// marks(line, first_line, last_line, column, end_column): of a code object's co_positions(). "" where there are none.
Result<Value> marks(Runtime& rt, Arguments args) {
  const String* line = as<String>(args[0]);
  if (!line) return raise(rt, ExceptionId::kType, "marks() argument 1 must be str, not %s", type_name_of(rt, args[0]));
  int32_t numbers[4];
  for (uint32_t i = 0; i < 4; i++) {
    const Value number = args[i + 1];
    if (!number.is_small() || number.as_small() < 0 || number.as_small() > INT32_MAX) return new_string(rt, {});
    numbers[i] = static_cast<int32_t>(number.as_small());
  }
  const Place place = {.line = numbers[0], .column = numbers[2], .end_line = numbers[1], .end_column = numbers[3]};
  return new_string(rt, marks_under(line->view(), place));
}

constexpr NativeSpec kFunctions[] = {function<marks, 5>("marks")};

}  // namespace

Result<> define_traceback_module(Runtime& rt, Dict& ns) { return install(rt, ns, kFunctions); }

}  // namespace minipy
