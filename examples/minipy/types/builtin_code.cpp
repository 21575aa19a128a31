// compile(), eval(), exec(): of source text, or of what compile() made of it.
#include <minipy/objects/text_builder.h>
#include <minipy/types/builtins.h>
#include <minipy/vm/execute.h>
#include <minipy/vm/interpreter.h>

namespace minipy {

namespace {

// Where code runs. `locals` is empty where it is the same.
struct Place {
  Dict* globals = nullptr;
  Value locals = Value::empty();
};

bool is_mapping(Runtime& rt, Value value) { return is_defined(special_of(rt, value, Special::kGetItem)); }

// What the arguments after the first say; on the VM stack, with the caller's own namespaces where they are left out.
Result<Place> place_of(Runtime& rt, Arguments args, const char* function, Locals<2>& held) {
  const Value globals = args.positional() > 1 ? args[1] : Value::nil();
  const Value locals = args.positional() > 2 ? args[2] : Value::nil();
  if (!locals.is_nil() && !is_mapping(rt, locals)) {
    if (function[1] == 'v') return raise(rt, ExceptionId::kType, "locals must be a mapping");
    return raise(rt, ExceptionId::kType, "locals must be a mapping or None, not %s", type_name_of(rt, locals));
  }
  if (!globals.is_nil() && !as<Dict>(globals)) {
    if (function[1] == 'v') {
      return raise(rt, ExceptionId::kType,
                   is_mapping(rt, globals) && !as<Tuple>(globals)
                       ? "globals must be a real dict; try eval(code, {}, mapping)"
                       : "globals must be a dict");
    }
    return raise(rt, ExceptionId::kType, "%s() globals must be a dict, not %s", function, type_name_of(rt, globals));
  }
  Interpreter& interpreter = Minipy::of(rt).interpreter();
  Place place;
  if (globals.is_nil()) {
    place.globals = &interpreter.globals();
    held[1] = locals.is_nil() ? MAYFLY_TRY(interpreter.locals()) : locals;
  } else {
    place.globals = as<Dict>(globals);
    held[1] = locals.is_nil() ? Value(place.globals) : locals;
  }
  held[0] = Value(place.globals);
  if (unboxed(held[1]).identical(held[0])) return place;
  place.locals = held[1];
  return place;
}

Result<Value> run(Runtime& rt, Arguments args, const char* function, ParseMode mode) {
  const Value source = args[0];
  const String* text = as<String>(source);
  if (!text && !source.is<PyCode>()) {
    return raise(rt, ExceptionId::kType, "%s() arg 1 must be a string, bytes or code object", function);
  }
  Locals<2> held(rt);
  if (!held) return held.error();
  const Place place = MAYFLY_TRY(place_of(rt, args, function, held));
  if (!text) {
    PyCode& code = *source.as<PyCode>();
    if (!code.blueprint().free_names.empty())
      return raise(rt, ExceptionId::kType, "code object passed to %s() may not contain free variables", function);
    // Code that compile() made for one namespace runs in one.
    return execute_code(rt, code, *place.globals,
                        code.blueprint().is_class_body && place.locals.is_empty() ? held[1] : place.locals);
  }
  std::string_view view = text->view();
  if (mode == ParseMode::kExpression) {
    while (!view.empty() && (view.front() == ' ' || view.front() == '\t')) view.remove_prefix(1);
  }
  return execute_source(rt, view, mode, *place.globals, place.locals, "<string>");
}

Result<Value> eval(Runtime& rt, Arguments args) { return run(rt, args, "eval", ParseMode::kExpression); }

Result<Value> exec(Runtime& rt, Arguments args) {
  Result<Value> done = run(rt, args, "exec", ParseMode::kModule);
  return done ? Result<Value>(Value::nil()) : std::move(done);
}

Result<Value> compile(Runtime& rt, Arguments args) {
  enum { kSource, kFile, kMode, kFlags, kInherit, kOptimize, kCount };
  static constexpr const char* kNames[] = {"source", "filename", "mode", "flags", "dont_inherit", "optimize"};
  Locals<kCount> given(rt);
  if (!given) return given.error();
  for (size_t i = 0; i < kCount; i++) given[i] = Value::empty();
  MAYFLY_TRY(take(rt, "compile", args, kNames, 0, 3, given.span()));
  const String* source = as<String>(given[kSource]);
  const String* file = as<String>(given[kFile]);
  const String* mode = as<String>(given[kMode]);
  if (!source) return raise(rt, ExceptionId::kType, "compile() arg 1 must be a string, bytes or AST object");
  if (!file) {
    return raise(rt, ExceptionId::kType, "expected str, bytes or os.PathLike object, not %s",
                 type_name_of(rt, given[kFile]));
  }
  if (!mode) {
    return raise(rt, ExceptionId::kType, "compile() argument 'mode' must be str, not %s",
                 argument_name_of(rt, given[kMode]));
  }
  // Names go to a namespace of their own, which eval() and exec() choose.
  SourceOptions options{.file = file->view(), .has_namespace = true};
  if (mode->view() == "eval") {
    options.mode = ParseMode::kExpression;
  } else if (mode->view() == "single") {
    options.mode = ParseMode::kInteractive;
  } else if (mode->view() != "exec") {
    return raise(rt, ExceptionId::kValue, "compile() mode must be 'exec', 'eval' or 'single'");
  }
  if (options.mode != ParseMode::kInteractive) return Value(MAYFLY_TRY(compile_source(rt, source->view(), options)));
  // No prompt waits for the blank line that ends a compound statement.
  TextBuilder builder(rt.heap());
  builder.append(source->view());
  builder.append("\n\n");
  Local<String> ended(rt, MAYFLY_TRY(builder.finish()));
  if (!ended) return ended.error();
  return Value(MAYFLY_TRY(compile_source(rt, ended->view(), options)));
}

Result<Value> breakpoint(Runtime& rt, Arguments) {
  return raise(rt, ExceptionId::kNotImplemented, "breakpoint() is not supported: minipy has no debugger");
}

Result<Value> globals(Runtime& rt, Arguments) { return Value(&Minipy::of(rt).interpreter().globals()); }
Result<Value> locals(Runtime& rt, Arguments) { return Minipy::of(rt).interpreter().locals(); }

// exit(status), as a script calls it that does not import sys.
Result<Value> exit(Runtime& rt, Arguments args) {
  return raise_with(rt, ExceptionId::kSystemExit, args.positional() > 0 ? args[0] : Value::nil());
}

}  // namespace

Result<> define_code_builtins(Runtime& rt, Dict& builtins) {
  static constexpr NativeSpec kFunctions[] = {
      keywords_function<breakpoint>("breakpoint"),
      keywords_function<compile>("compile"),
      function<eval, 1, 3>("eval"),
      function<exit, 0, 1>("exit"),
      function<globals, 0>("globals"),
      function<locals, 0>("locals"),
      function<exit, 0, 1>("quit"),
      function<exec, 1, 3>("exec"),
  };
  return install(rt, builtins, kFunctions);
}

}  // namespace minipy
