// The namespace of the module builtins: its functions.
#include <minipy/types/builtins.h>
#include <minipy/types/text_file.h>

namespace minipy {

Error invalid_keyword(Runtime& rt, const Symbol& name, const char* function) {
  return raise(rt, ExceptionId::kType, "'%s' is an invalid keyword argument for %s()", name.c_str(), function);
}

Result<> define_builtin_functions(Runtime& rt) {
  Dict& builtins = Minipy::of(rt).builtins();
  MAYFLY_TRY(define_number_builtins(rt, builtins));
  MAYFLY_TRY(define_fold_builtins(rt, builtins));
  MAYFLY_TRY(define_iteration_builtins(rt, builtins));
  MAYFLY_TRY(define_attribute_builtins(rt, builtins));
  MAYFLY_TRY(define_text_builtins(rt, builtins));
  MAYFLY_TRY(define_code_builtins(rt, builtins));
  return define_text_file(rt);
}

}  // namespace minipy
