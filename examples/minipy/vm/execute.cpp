#include <minipy/compiler/compile.h>
#include <minipy/vm/execute.h>
#include <minipy/vm/namespace.h>
#include <minipy/vm/operators.h>

#include <mayfly/objects/text/utf8.h>

#include <map>
#include <mutex>

namespace minipy {

namespace {

// Sources that are no files, and those of files as they were when they were compiled. Process-wide: names and texts only.
struct SourceTexts {
  std::mutex mutex;
  std::map<std::string, std::string, std::less<>> texts;
};
SourceTexts& source_texts() {
  static SourceTexts all;
  return all;
}

std::string_view line_of(std::string_view text, int line) {
  size_t begin = 0;
  for (int i = 1; i < line; i++) {
    begin = text.find('\n', begin);
    if (begin == text.npos) return {};
    begin++;
  }
  return text.substr(begin, text.find('\n', begin) - begin);
}

// Columns of messages count characters, from 1.
int64_t characters(std::string_view line, int column) {
  return 1 + static_cast<int64_t>(utf8::count(line.substr(0, static_cast<size_t>(column))));
}

}  // namespace

void note_source(std::string_view file, std::string_view text) {
  try {
    SourceTexts& all = source_texts();
    const std::lock_guard lock(all.mutex);
    all.texts.insert_or_assign(std::string(file), std::string(text));
  } catch (const std::bad_alloc&) {
    // Tracebacks then do without it.
  }
}

std::string source_line(std::string_view file, int line) {
  SourceTexts& all = source_texts();
  const std::lock_guard lock(all.mutex);
  const auto found = all.texts.find(file);
  return found == all.texts.end() ? std::string() : std::string(line_of(found->second, line));
}

Error raise_syntax_error(Runtime& rt, const SyntaxError& error, std::string_view file, std::string_view source) {
  const auto made = [&]() -> Result<Value> {
    Locals<6> parts(rt);
    if (!parts) return parts.error();
    const std::string_view text = line_of(source, error.line);
    parts[0] = MAYFLY_TRY(new_string(rt, file));
    parts[1] = Value::small(error.line);
    parts[2] = Value::small(characters(text, error.column));
    Result<String*> shown = String::create_checked(rt.heap(), std::string(text) + "\n");
    parts[3] = shown ? Value(*shown) : Value::nil();
    parts[4] = Value::small(error.end_line ? error.end_line : error.line);
    parts[5] = Value::small(error.end_line == error.line ? characters(text, error.end_column) : 0);
    Locals<2> arguments(rt);
    if (!arguments) return arguments.error();
    arguments[1] = MAYFLY_TRY(new_tuple(rt, parts.span()));
    arguments[0] = MAYFLY_TRY(new_string(rt, error.message));
    const ExceptionId id = error.kind == SyntaxError::Kind::kTab           ? ExceptionId::kTab
                           : error.kind == SyntaxError::Kind::kIndentation ? ExceptionId::kIndentation
                                                                           : ExceptionId::kSyntax;
    return minipy::call(rt, Value(&Minipy::of(rt).exception_class(id)), {arguments[0], arguments[1]});
  }();
  if (!made) return raise(rt, ExceptionId::kSyntax, "%s", error.message.c_str());
  return raise_value(rt, *made);
}

Result<PyCode*> compile_source(Runtime& rt, std::string_view source, const SourceOptions& options) {
  // So much is enough for usual texts. Where a recursion has left less, it is that which is too deep, not the text.
  constexpr size_t kRoom = 128u << 10;
  if (!rt.calls().guard().has_room_for(kRoom)) return rt.calls().recursion_error("the compilation");
  try {
    Arena arena;
    SyntaxError error;
    const ModuleTree* tree = parse(arena, source, options.mode, error);
    std::shared_ptr<Blueprint> blueprint;
    if (tree) {
      CompileOptions compiled{.file = std::string(options.file), .has_namespace = options.has_namespace};
      if (options.mode == ParseMode::kExpression) compiled.mode = CompileMode::kExpression;
      if (options.mode == ParseMode::kInteractive) compiled.mode = CompileMode::kInteractive;
      blueprint = compile(*tree, compiled, error);
    }
    if (!blueprint) return raise_syntax_error(rt, error, options.file, source);
    return PyCode::create(rt, std::move(blueprint), options.caches_globals);
  } catch (const std::bad_alloc&) {
    return Error::out_of_memory();
  }
}

Result<Value> execute_code(Runtime& rt, PyCode& code, Dict& globals, Value locals) {
  Locals<2> held(rt);
  if (!held) return held.error();
  held[0] = Value(&code);
  held[1] = locals.is_empty() ? Value(&globals) : locals;
  // Code sees the built-ins through its namespace's module.
  Minipy& minipy = Minipy::of(rt);
  if (find_in(globals, "__builtins__").is_empty()) {
    const Value module = find_in(minipy.modules(), "builtins");
    if (!module.is_empty()) MAYFLY_TRY(set_in(rt, globals, "__builtins__", module));
  }
  Local<Function> function(rt, MAYFLY_TRY(make_function(rt, code, globals, Value::nil(), Value::nil())));
  if (!function) return function.error();
  return invoke(rt, *function, Arguments(&held[1], code.blueprint().is_class_body ? 1 : 0));
}

Result<Value> execute_source(Runtime& rt, std::string_view source, ParseMode mode, Dict& globals, Value locals,
                             std::string_view file) {
  const bool separate = !locals.is_empty() && !locals.identical(Value(&globals));
  Local<PyCode> code(rt,
                     MAYFLY_TRY(compile_source(rt, source, {.file = file, .mode = mode, .has_namespace = separate})));
  if (!code) return code.error();
  return execute_code(rt, *code, globals, separate ? locals : Value::empty());
}

}  // namespace minipy
