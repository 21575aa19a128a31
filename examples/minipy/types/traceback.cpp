// traceback and frame: what programs see of where an exception has passed.
#include <minipy/objects/traceback.h>
#include <minipy/types/function.h>
#include <minipy/types/traceback_text.h>
#include <minipy/vm/code.h>
#include <minipy/vm/text.h>

#include <cinttypes>
#include <cstdio>

namespace minipy {

namespace {

Result<Traceback*> self(Runtime& rt, Arguments args) { return receiver<Traceback>(rt, args); }

Result<Value> get_next(Runtime& rt, Arguments args) {
  Traceback* next = MAYFLY_TRY(self(rt, args))->next();
  return next ? Value(next) : Value::nil();
}

Result<Value> set_next(Runtime& rt, Arguments args) {
  Traceback* traceback = MAYFLY_TRY(self(rt, args));
  Traceback* next = args[1].try_as<Traceback>();
  if (!next && !args[1].is_nil()) {
    return raise(rt, ExceptionId::kType, "expected traceback object, got '%s'", type_name_of(rt, args[1]));
  }
  for (const Traceback* each = next; each; each = each->next())
    if (each == traceback) return raise(rt, ExceptionId::kValue, "traceback loop detected");
  traceback->set_next(next);
  return Value::nil();
}

Result<Value> get_line(Runtime& rt, Arguments args) { return Value::small(place_of(*MAYFLY_TRY(self(rt, args))).line); }
// In bytes, as Python counts: what comes of co_positions() there are half as many.
Value last_instruction(const Traceback& entry) { return Value::small(static_cast<int64_t>(entry.instruction() * 2)); }
Result<Value> get_last_instruction(Runtime& rt, Arguments args) {
  return last_instruction(*MAYFLY_TRY(self(rt, args)));
}

// A frame as it was: an instance with these attributes.
Result<Value> get_frame(Runtime& rt, Arguments args) {
  const Traceback* traceback = MAYFLY_TRY(self(rt, args));
  Class& cls = Minipy::of(rt).cls(ClassId::kTraceback);
  const Value frame_class = cls.own_attribute(*MAYFLY_TRY(hidden_name(rt, "frame")));
  Local<Value> frame(rt, Value(MAYFLY_TRY(make_instance(rt, *frame_class.as<Class>()))));
  if (!frame) return frame.error();
  const struct {
    const char* name;
    Value value;
  } kAttributes[] = {
      {"f_code", Value(&traceback->code())},
      {"f_lineno", Value::small(place_of(*traceback).line)},
      {"f_lasti", last_instruction(*traceback)},
      {"f_globals", Value(&traceback->globals())},
      {"f_back", Value::nil()},
  };
  for (const auto& each : kAttributes) {
    Symbol* name = MAYFLY_TRY(intern(rt, each.name));
    if (!(*frame).as<Instance>()->set_own_attribute(rt.space(), *name, each.value)) return rt.heap().allocation_error();
  }
  return *frame;
}

// "<frame at 0x7f..., file 'x.py', line 3, code f>"
Result<Value> frame_representation(Runtime& rt, Arguments args) {
  Locals<2> held(rt);
  if (!held) return held.error();
  held[0] = MAYFLY_TRY(find_attr(rt, args[0], *MAYFLY_TRY(intern(rt, "f_code"))));
  held[1] = MAYFLY_TRY(find_attr(rt, args[0], *MAYFLY_TRY(intern(rt, "f_lineno"))));
  const PyCode* code = held[0].is_empty() ? nullptr : held[0].try_as<PyCode>();
  if (!code || held[1].is_empty()) return Value(MAYFLY_TRY(default_repr(rt, args[0])));
  char place[80];
  TextBuilder text(rt.heap());
  std::snprintf(place, sizeof place, "<frame at 0x%" PRIx64 ", file '", args[0].word());
  text.append(place);
  text.append(code->blueprint().file);
  std::snprintf(place, sizeof place, "', line %lld, code ", static_cast<long long>(to_int64(held[1]).value_or(0)));
  text.append(place);
  text.append(code->blueprint().name);
  text.append(">");
  return Value(MAYFLY_TRY(text.finish()));
}

Result<Value> refuse_making(Runtime& rt, Arguments) {
  return raise(rt, ExceptionId::kType, "cannot create 'traceback' instances");
}

constexpr NativeSpec kMethods[] = {
    keywords_static_method<refuse_making>("__new__"),
    accessor<get_next, set_next>("tb_next"),
    getter<get_line>("tb_lineno"),
    getter<get_last_instruction>("tb_lasti"),
    getter<get_frame>("tb_frame"),
};

constexpr NativeSpec kFrame[] = {
    method<frame_representation, 0>("__repr__"),
};

}  // namespace

Result<> define_traceback(Runtime& rt) {
  Class* cls = MAYFLY_TRY(Minipy::of(rt).make_class(ClassId::kTraceback, Traceback::kind()));
  MAYFLY_TRY(install(rt, *cls, kMethods));
  Local<Symbol> name(rt, MAYFLY_TRY(intern(rt, "frame")));
  if (!name) return name.error();
  ClassOptions options;
  options.is_final = true;
  Local<Class> frame(rt, MAYFLY_TRY(Class::create(rt.space(), *name, {}, options)));
  if (!frame) return frame.error();
  MAYFLY_TRY(install(rt, *frame, kFrame));
  return cls->set_attribute(rt.space(), *MAYFLY_TRY(hidden_name(rt, "frame")), Value(frame.get()));
}

}  // namespace minipy
