// Built-in functions on texts, and for input and output.
#include <minipy/types/builtins.h>
#include <minipy/types/text_file.h>

namespace minipy {

namespace {

Result<Value> repr_of(Runtime& rt, Arguments args) { return Value(MAYFLY_TRY(repr(rt, args[0]))); }
Result<Value> ascii_of(Runtime& rt, Arguments args) { return Value(MAYFLY_TRY(ascii(rt, args[0]))); }

Result<Value> format_of(Runtime& rt, Arguments args) {
  if (args.positional() < 2) return Value(MAYFLY_TRY(minipy::format(rt, args[0], "")));
  const String* spec = as<String>(args[1]);
  if (!spec)
    return raise(rt, ExceptionId::kType, "format() argument 2 must be str, not %s", argument_name_of(rt, args[1]));
  return Value(MAYFLY_TRY(minipy::format(rt, args[0], spec->view())));
}

// What print() was told by keywords.
struct PrintOptions {
  Value separator = Value::nil();
  Value end = Value::nil();
  Value file = Value::nil();
  bool flush = false;
};

Result<PrintOptions> print_options(Runtime& rt, Arguments args) {
  PrintOptions options;
  for (uint32_t i = 0; i < args.keywords(); i++) {
    const std::string_view name = args.name(i).view();
    const Value value = args.keyword(i);
    if (name == "sep" || name == "end") {
      if (!value.is_nil() && !as<String>(value)) {
        return raise(rt, ExceptionId::kType, "%s must be None or a string, not %s", args.name(i).c_str(),
                     type_name_of(rt, value));
      }
      (name == "sep" ? options.separator : options.end) = unboxed(value);
    } else if (name == "file") {
      options.file = value;
    } else if (name == "flush") {
      options.flush = MAYFLY_TRY(truth(rt, value));
    } else {
      return invalid_keyword(rt, args.name(i), "print");
    }
  }
  return options;
}

Result<> write_or(Runtime& rt, Value file, Value text, std::string_view otherwise) {
  if (!text.is_nil()) return write_text(rt, file, text);
  if (TextFile* direct = file.try_as<TextFile>()) return direct->write(rt, otherwise);
  return write_text(rt, file, MAYFLY_TRY(new_string(rt, otherwise)));
}

Result<Value> print(Runtime& rt, Arguments args) {
  PrintOptions options;
  if (args.keywords() > 0) options = MAYFLY_TRY(print_options(rt, args));
  Local<Value> file(rt, options.file);
  if (!file) return file.error();
  if (options.file.is_nil()) {
    file.set(MAYFLY_TRY(sys_attribute(rt, *Minipy::of(rt).names().stdout_)));
    if ((*file).is_empty()) return raise(rt, ExceptionId::kRuntime, "lost sys.stdout");
    if ((*file).is_nil()) return Value::nil();
  }
  for (uint32_t i = 0; i < args.positional(); i++) {
    if (i > 0) MAYFLY_TRY(write_or(rt, *file, options.separator, " "));
    const String* text = MAYFLY_TRY(str(rt, args[i]));
    MAYFLY_TRY(write_text(rt, *file, Value(text)));
  }
  MAYFLY_TRY(write_or(rt, *file, options.end, "\n"));
  if (options.flush) MAYFLY_TRY(flush_file(rt, *file));
  return Value::nil();
}

Result<Value> input(Runtime& rt, Arguments args) {
  Locals<2> files(rt);
  if (!files) return files.error();
  for (const char* name : {"stdin", "stdout"}) {
    const Value file = MAYFLY_TRY(sys_attribute(rt, name));
    if (file.is_empty() || file.is_nil()) return raise(rt, ExceptionId::kRuntime, "input(): lost sys.%s", name);
    files[*(name + 3) == 'i' ? 0 : 1] = file;
  }
  if (args.positional() > 0) {
    const String* prompt = MAYFLY_TRY(str(rt, args[0]));
    MAYFLY_TRY(write_text(rt, files[1], Value(prompt)));
  }
  MAYFLY_TRY(flush_file(rt, files[1]));
  const Value line = MAYFLY_TRY(call_method(rt, files[0], "readline"));
  const String* text = as<String>(line);
  if (!text) return raise(rt, ExceptionId::kType, "object.readline() returned non-string");
  if (text->size() == 0) return raise(rt, ExceptionId::kEof, "EOF when reading a line");
  std::string_view view = text->view();
  if (view.ends_with('\n')) view.remove_suffix(1);
  return new_string(rt, view);
}

Result<Value> open(Runtime& rt, Arguments args) { return open_file(rt, args); }

}  // namespace

Result<> define_text_builtins(Runtime& rt, Dict& builtins) {
  static constexpr NativeSpec kFunctions[] = {
      function<ascii_of, 1>("ascii"),  function<format_of, 1, 2>("format"), function<input, 0, 1>("input"),
      keywords_function<open>("open"), keywords_function<print>("print"),   function<repr_of, 1>("repr"),
  };
  return install(rt, builtins, kFunctions);
}

}  // namespace minipy
