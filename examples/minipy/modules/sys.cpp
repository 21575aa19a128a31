// sys: the interpreter, for programs that look at it.
#include <minipy/modules/sys.h>
#include <minipy/types/text_file.h>
#include <minipy/vm/interpreter.h>
#include <minipy/vm/namespace.h>

#include <mayfly/runtime/attributes/operators.h>

namespace minipy {

namespace {

Result<Value> exit_program(Runtime& rt, Arguments args) {
  Result<Value> made = make_exception(rt, ExceptionId::kSystemExit, {args.values(), args.positional()});
  if (!made) return made.take_error();
  return raise_value(rt, *made);
}

Result<Value> get_recursion_limit(Runtime& rt, Arguments) { return Value::small(rt.calls().max_depth()); }

Result<Value> set_recursion_limit(Runtime& rt, Arguments args) {
  const int64_t limit =
      MAYFLY_TRY(to_int64_or_raise(rt, args[0], ExceptionId::kOverflow, "Python int too large to convert to C int"));
  if (limit < 1) return raise(rt, ExceptionId::kValue, "recursion limit must be greater or equal than 1");
  if (limit > INT32_MAX) return raise(rt, ExceptionId::kOverflow, "Python int too large to convert to C int");
  const uint32_t depth = rt.calls().depth();
  if (depth >= limit) {
    return raise(rt, ExceptionId::kRecursion,
                 "cannot set the recursion limit to %lld at the recursion depth %u: the limit is too low",
                 static_cast<long long>(limit), depth);
  }
  rt.calls().set_max_depth(static_cast<uint32_t>(limit));
  return Value::nil();
}

Result<Value> get_exception(Runtime& rt, Arguments) { return Minipy::of(rt).interpreter().handled(); }

Result<Value> get_exception_info(Runtime& rt, Arguments) {
  Locals<3> info(rt);
  if (!info) return info.error();
  info[1] = Minipy::of(rt).interpreter().handled();
  if (info[1].is<Instance>()) {
    info[0] = Value(rt.space().class_of(info[1]));
    info[2] = info[1].as<Instance>()->own_attribute(*Minipy::of(rt).names().traceback);
    if (info[2].is_empty()) info[2] = Value::nil();
  }
  return new_tuple(rt, info.span());
}

Result<Value> get_size_of(Runtime& rt, Arguments args) {
  static constexpr const char* kNames[] = {"object", "default"};
  Locals<2> given(rt);
  if (!given) return given.error();
  MAYFLY_TRY(take(rt, "getsizeof", args, kNames, 0, 1, given.span()));
  Result<Value> size = call_method(rt, given[0], "__sizeof__");
  if (size && size->is_small()) {
    if (size->as_small() < 0) return raise(rt, ExceptionId::kValue, "__sizeof__() should return >= 0");
    return *size;
  }
  if (!given[1].is_empty()) return given[1];
  if (!size) return size.take_error();
  return raise(rt, ExceptionId::kType, "'%s' object cannot be interpreted as an integer", type_name_of(rt, *size));
}

Result<Value> intern_text(Runtime& rt, Arguments args) {
  const String* text = args[0].try_as<String>();
  if (text) return Value(MAYFLY_TRY(Minipy::of(rt).interned(text->view())));
  if (as<String>(args[0])) return raise(rt, ExceptionId::kType, "can't intern %s", type_name_of(rt, args[0]));
  return raise(rt, ExceptionId::kType, "intern() argument must be str, not %s", argument_name_of(rt, args[0]));
}

Result<Value> get_encoding(Runtime& rt, Arguments) { return new_string(rt, "utf-8"); }

Result<Value> is_finalizing(Runtime& rt, Arguments) { return Value::boolean(!rt.is_open()); }

constexpr NativeSpec kFunctions[] = {
    function<exit_program, 0, 1>("exit"),
    function<get_recursion_limit, 0>("getrecursionlimit"),
    function<set_recursion_limit, 1>("setrecursionlimit"),
    function<get_exception, 0>("exception"),
    function<get_exception_info, 0>("exc_info"),
    keywords_function<get_size_of>("getsizeof"),
    function<intern_text, 1>("intern"),
    function<get_encoding, 0>("getdefaultencoding"),
    function<get_encoding, 0>("getfilesystemencoding"),
    function<is_finalizing, 0>("is_finalizing"),
};

}  // namespace

Result<> define_sys(Runtime& rt, Dict& ns) {
  MAYFLY_TRY(install(rt, ns, kFunctions));
  MAYFLY_TRY(set_in(rt, ns, "modules", Value(&Minipy::of(rt).modules())));
  for (const char* name : {"argv", "path", "warnoptions"}) MAYFLY_TRY(set_in(rt, ns, name, MAYFLY_TRY(new_list(rt))));
  static constexpr const char* kStreams[][2] = {
      {"stdin", "__stdin__"}, {"stdout", "__stdout__"}, {"stderr", "__stderr__"}};
  for (int fd = 0; fd < 3; fd++) {
    Local<Value> stream(rt, MAYFLY_TRY(make_standard_stream(rt, fd)));
    if (!stream) return stream.error();
    for (const char* name : kStreams[fd]) MAYFLY_TRY(set_in(rt, ns, name, *stream));
  }
  MAYFLY_TRY(define_sys_facts(rt, ns));
  MAYFLY_TRY(define_sys_frames(rt, ns));
  MAYFLY_TRY(define_sys_integers(rt, ns));
  return define_sys_hooks(rt, ns);
}

}  // namespace minipy
