// _weakref: what the parts share, and the functions that look at an object's references.
#include <minipy/modules/weakref.h>

#include <mayfly/objects/weak/weak_list.h>
#include <mayfly/runtime/weak/proxy_target.h>

#include <cinttypes>
#include <cstdio>

namespace minipy {

namespace {

// Of what a proxy stands for, as CPython's; of itself, no proxy can have any.
Result<Value> count_references(Runtime& rt, Arguments args) {
  return Value::small(static_cast<int64_t>(weak_reference_count(rt.space(), args[0])));
}

Result<Value> list_references(Runtime& rt, Arguments args) { return made(rt, weak_references(rt.space(), args[0])); }

constexpr NativeSpec kFunctions[] = {
    function<count_references, 1>("getweakrefcount"),
    function<list_references, 1>("getweakrefs"),
};

}  // namespace

Result<> name_class(Runtime& rt, Class& cls, std::string_view name, std::string_view module) {
  cls.set_name(*MAYFLY_TRY(intern(rt, name)));
  return module.empty() ? Result<>() : set_module_of(rt, cls, module);
}

void append_address(TextBuilder& text, Value value) {
  char address[40];
  std::snprintf(address, sizeof address, " at 0x%" PRIx64, value.word());
  text.append(address);
}

Result<> define_weakref(Runtime& rt, Dict& ns) {
  MAYFLY_TRY(install(rt, ns, kFunctions));
  MAYFLY_TRY(define_references(rt, ns));
  MAYFLY_TRY(define_proxies(rt, ns));
  MAYFLY_TRY(define_weak_containers(rt, ns));
  return define_finalizer(rt, ns);
}

}  // namespace minipy
