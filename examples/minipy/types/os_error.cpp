// OSError: its attributes, and the class for each error of the system's.
#include <minipy/types/exceptions.h>

#include <cerrno>

namespace minipy {

namespace {

// errno and strerror are the arguments, where there are two.
template <size_t kIndex, PartName kName>
Result<Value> get_number(Runtime& rt, Arguments args) {
  const Value self = Value(MAYFLY_TRY(exception_receiver(rt, args)));
  const Value set = hidden_attribute(rt, self, kName.text);
  if (!set.is_empty()) return set;
  const std::span<const Value> arguments = exception_arguments(rt, self);
  return arguments.size() == 2 ? arguments[kIndex] : Value::nil();
}

Result<> append(Runtime& rt, TextBuilder& text, Value value, bool quoted) {
  const String* part = MAYFLY_TRY(quoted ? repr(rt, value) : str(rt, value));
  text.append(part->view());
  return {};
}

Result<Value> text_of(Runtime& rt, Arguments args) {
  const Value self = Value(MAYFLY_TRY(exception_receiver(rt, args)));
  const std::span<const Value> arguments = exception_arguments(rt, self);
  if (arguments.size() != 2) return arguments_text(rt, self);
  TextBuilder text(rt.heap());
  text.append("[Errno ");
  MAYFLY_TRY(append(rt, text, arguments[0], false));
  text.append("] ");
  MAYFLY_TRY(append(rt, text, arguments[1], false));
  const Value file = exception_part(rt, self, "filename");
  const Value second = exception_part(rt, self, "filename2");
  if (!file.is_nil()) {
    text.append(": ");
    MAYFLY_TRY(append(rt, text, file, true));
    if (!second.is_nil()) {
      text.append(" -> ");
      MAYFLY_TRY(append(rt, text, second, true));
    }
  }
  return Value(MAYFLY_TRY(text.finish()));
}

constexpr NativeSpec kMethods[] = {
    accessor<get_number<0, "errno">, set_part<"errno">>("errno"),
    accessor<get_number<1, "strerror">, set_part<"strerror">>("strerror"),
    part<"filename">("filename"),
    part<"filename2">("filename2"),
    method<text_of, 0>("__str__"),
};

ExceptionId id_of(int64_t number) {
  switch (number) {
    case ENOENT: return ExceptionId::kFileNotFound;
    case EEXIST: return ExceptionId::kFileExists;
    case EISDIR: return ExceptionId::kIsADirectory;
    case ENOTDIR: return ExceptionId::kNotADirectory;
    case EACCES:
    case EPERM: return ExceptionId::kPermission;
    case EPIPE:
    case ESHUTDOWN: return ExceptionId::kBrokenPipe;
    case EAGAIN:
    case EALREADY:
    case EINPROGRESS: return ExceptionId::kBlockingIo;
    case ECHILD: return ExceptionId::kChildProcess;
    case ECONNABORTED: return ExceptionId::kConnectionAborted;
    case ECONNREFUSED: return ExceptionId::kConnectionRefused;
    case ECONNRESET: return ExceptionId::kConnectionReset;
    case EINTR: return ExceptionId::kInterruptedCall;
    case ESRCH: return ExceptionId::kProcessLookup;
    case ETIMEDOUT: return ExceptionId::kTimeout;
    default: return ExceptionId::kOs;
  }
}

}  // namespace

Class* os_error_class(Runtime& rt, Arguments args) {
  if (args.positional() < 2 || args.positional() > 5 || !args[0].is_small()) return nullptr;
  return &Minipy::of(rt).exception_class(id_of(args[0].as_small()));
}

// (errno, strerror, filename, winerror, filename2): the file names are not among the arguments that are shown.
Result<> initialize_os_error(Runtime& rt, Instance& exception, Arguments args) {
  if (args.positional() < 3 || args.positional() > 5) return {};
  Local<Value> tuple(rt, MAYFLY_TRY(new_tuple(rt, {args.values(), 2})));
  if (!tuple) return tuple.error();
  MAYFLY_TRY(set_hidden_attribute(rt, Value(&exception), "args", *tuple));
  MAYFLY_TRY(set_hidden_attribute(rt, Value(&exception), "filename", args[2]));
  if (args.positional() == 5) MAYFLY_TRY(set_hidden_attribute(rt, Value(&exception), "filename2", args[4]));
  return {};
}

Result<> define_os_error(Runtime& rt) {
  return install(rt, Minipy::of(rt).exception_class(ExceptionId::kOs), kMethods);
}

}  // namespace minipy
