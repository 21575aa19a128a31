// sys._getframe: the script calls that are running, as frame objects. Each is what there was when it was asked for.
#include <minipy/modules/sys.h>
#include <minipy/objects/traceback.h>
#include <minipy/vm/interpreter.h>
#include <minipy/vm/namespace.h>

#include <mayfly/runtime/call/invoke.h>

#include <vector>

namespace minipy {

namespace {

Result<> set(Runtime& rt, Value frame, const char* name, Value value) {
  Local<Value> held(rt, value);
  if (!held) return held.error();
  Symbol* symbol = MAYFLY_TRY(intern(rt, name));
  if (!frame.as<Instance>()->set_own_attribute(rt.space(), *symbol, held.get())) return rt.heap().allocation_error();
  return {};
}

Result<Value> get_frame(Runtime& rt, Arguments args) {
  int64_t depth = 0;
  if (args.positional() > 0) {
    depth =
        MAYFLY_TRY(to_int64_or_raise(rt, args[0], ExceptionId::kOverflow, "Python int too large to convert to C int"));
  }
  Interpreter& interpreter = Minipy::of(rt).interpreter();
  const Activation* innermost = interpreter.current();
  for (; depth > 0 && innermost; depth--) innermost = innermost->caller;
  if (!innermost) return raise(rt, ExceptionId::kValue, "call stack is not deep enough");
  std::vector<const Activation*> calls;
  for (const Activation* each = innermost; each; each = each->caller) calls.push_back(each);

  const Class& traceback = Minipy::of(rt).cls(ClassId::kTraceback);
  const Value cls = traceback.own_attribute(*MAYFLY_TRY(hidden_name(rt, "frame")));
  enum { kBack, kFrame, kCount };
  Locals<kCount> held(rt);
  if (!held) return held.error();
  while (!calls.empty()) {
    const Activation& call = *calls.back();
    calls.pop_back();
    held[kFrame] = Value(MAYFLY_TRY(make_instance(rt, *cls.as<Class>())));
    MAYFLY_TRY(set(rt, held[kFrame], "f_code", Value(call.code)));
    MAYFLY_TRY(set(rt, held[kFrame], "f_lineno", Value::small(call.line())));
    MAYFLY_TRY(set(rt, held[kFrame], "f_back", held[kBack]));
    MAYFLY_TRY(set(rt, held[kFrame], "f_globals", Value(&globals_of(call.function()))));
    MAYFLY_TRY(set(rt, held[kFrame], "f_builtins", Value(&Minipy::of(rt).builtins())));
    MAYFLY_TRY(set(rt, held[kFrame], "f_locals", MAYFLY_TRY(interpreter.locals(&call))));
    held[kBack] = held[kFrame];
  }
  return held[kFrame];
}

constexpr NativeSpec kFunctions[] = {function<get_frame, 0, 1>("_getframe")};

}  // namespace

Result<> define_sys_frames(Runtime& rt, Dict& ns) { return install(rt, ns, kFunctions); }

}  // namespace minipy
