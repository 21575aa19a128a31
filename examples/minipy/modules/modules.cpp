#include <minipy/modules/import.h>
#include <minipy/modules/modules.h>
#include <minipy/vm/module.h>
#include <minipy/vm/namespace.h>
#include <minipy/vm/native.h>

namespace minipy {

namespace {

constexpr NativeModule kModules[] = {
    {"math", define_math},
    {"_random", define_random},
    {"_weakref", define_weakref},
    {"gc", define_gc},
    {"sys", define_sys},
    {"time", define_time},
    {"_traceback", define_traceback_module},
};

Result<> add_module(Runtime& rt, std::string_view name, Dict& names) {
  Minipy& minipy = Minipy::of(rt);
  Local<String> held(rt, MAYFLY_TRY(minipy.interned(name)));
  if (!held) return held.error();
  Module* module = MAYFLY_TRY(Module::create(rt, *held, names));
  return set_in(rt, minipy.modules(), name, module);
}

}  // namespace

const NativeModule* native_module(std::string_view name) {
  for (const NativeModule& each : kModules)
    if (each.name == name) return &each;
  return nullptr;
}

Result<> define_modules(Runtime& rt) {
  MAYFLY_TRY(add_module(rt, "builtins", Minipy::of(rt).builtins()));
  MAYFLY_TRY(define_import(rt, Minipy::of(rt).builtins()));
  MAYFLY_TRY(set_in(rt, Minipy::of(rt).builtins(), "__debug__", Value::boolean(true)));
  return add_module(rt, "__main__", *Minipy::of(rt).main_namespace());
}

}  // namespace minipy
