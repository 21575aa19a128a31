// SyntaxError: where the source is wrong.
#include <minipy/types/exceptions.h>

namespace minipy {

namespace {

constexpr const char* kParts[] = {"filename", "lineno", "offset", "text", "end_lineno", "end_offset"};

Result<Value> text_of(Runtime& rt, Arguments args) {
  const Value self = Value(MAYFLY_TRY(exception_receiver(rt, args)));
  Local<Value> message(rt, exception_part(rt, self, "msg"));
  if (!message) return message.error();
  message.set(Value(MAYFLY_TRY(str(rt, *message))));
  const Value file = exception_part(rt, self, "filename");
  const Value line = exception_part(rt, self, "lineno");
  const String* path = as<String>(file);
  if (!path && !line.is_small()) return *message;
  TextBuilder text(rt.heap());
  text.append((*message).as<String>()->view());
  text.append(" (");
  if (path) text.append(path->view().substr(path->view().rfind('/') + 1));
  if (line.is_small()) {
    text.append(path ? ", line " : "line ");
    text.append(std::to_string(line.as_small()));
  }
  text.append(")");
  return Value(MAYFLY_TRY(text.finish()));
}

constexpr NativeSpec kMethods[] = {
    part<"msg">("msg"),
    part<"filename">("filename"),
    part<"lineno">("lineno"),
    part<"offset">("offset"),
    part<"text">("text"),
    part<"end_lineno">("end_lineno"),
    part<"end_offset">("end_offset"),
    part<"print_file_and_line">("print_file_and_line"),
    method<text_of, 0>("__str__"),
};

}  // namespace

// (message, (file, line, offset, text[, end line, end offset]))
Result<> initialize_syntax_error(Runtime& rt, Instance& exception, Arguments args) {
  if (args.positional() > 0) MAYFLY_TRY(set_hidden_attribute(rt, Value(&exception), "msg", args[0]));
  if (args.positional() != 2) return {};
  Local<List> place(rt, MAYFLY_TRY(to_list(rt, args[1])));
  if (!place) return place.error();
  const size_t given = place->size();
  if (given < 4) return raise(rt, ExceptionId::kType, "function takes at least 4 arguments (%zu given)", given);
  if (given > 6) return raise(rt, ExceptionId::kType, "function takes at most 6 arguments (%zu given)", given);
  if (given == 5) return raise(rt, ExceptionId::kType, "end_offset must be provided when end_lineno is provided");
  for (size_t i = 0; i < given; i++) MAYFLY_TRY(set_hidden_attribute(rt, Value(&exception), kParts[i], place->at(i)));
  return {};
}

Result<> define_syntax_error(Runtime& rt) {
  return install(rt, Minipy::of(rt).exception_class(ExceptionId::kSyntax), kMethods);
}

}  // namespace minipy
