// Exceptions with attributes of their own: KeyError, StopIteration, SystemExit, ImportError, AttributeError, NameError, and
// those about Unicode.
#include <minipy/types/exceptions.h>

#include <mayfly/objects/text/utf8.h>

#include <cstdio>

namespace minipy {

namespace {

Class& class_with(Runtime& rt, ExceptionId id) { return Minipy::of(rt).exception_class(id); }
bool is_a(Runtime& rt, const Instance& exception, ExceptionId id) {
  return exception.cls().is_subclass_of(class_with(rt, id));
}

// A key is shown as it would be written.
Result<Value> key_text(Runtime& rt, Arguments args) {
  const Value self = Value(MAYFLY_TRY(exception_receiver(rt, args)));
  const std::span<const Value> arguments = exception_arguments(rt, self);
  if (arguments.size() != 1) return arguments_text(rt, self);
  return Value(MAYFLY_TRY(repr(rt, arguments[0])));
}

// What was set, else the first argument.
Result<Value> get_stop_value(Runtime& rt, Arguments args) {
  const Value self = Value(MAYFLY_TRY(exception_receiver(rt, args)));
  const Value set = hidden_attribute(rt, self, "stop_value");
  if (!set.is_empty()) return set;
  const std::span<const Value> arguments = exception_arguments(rt, self);
  return arguments.empty() ? Value::nil() : arguments[0];
}

Result<Value> get_exit_code(Runtime& rt, Arguments args) {
  const Value self = Value(MAYFLY_TRY(exception_receiver(rt, args)));
  const Value set = hidden_attribute(rt, self, "code");
  if (!set.is_empty()) return set;
  const std::span<const Value> arguments = exception_arguments(rt, self);
  if (arguments.size() < 2) return arguments.empty() ? Value::nil() : arguments[0];
  return new_tuple(rt, arguments);
}

Result<Value> get_first_argument(Runtime& rt, Arguments args) {
  const Value self = Value(MAYFLY_TRY(exception_receiver(rt, args)));
  const Value set = hidden_attribute(rt, self, "msg");
  if (!set.is_empty()) return set;
  const std::span<const Value> arguments = exception_arguments(rt, self);
  return arguments.size() == 1 ? arguments[0] : Value::nil();
}

Result<Value> import_text(Runtime& rt, Arguments args) {
  const Value message = MAYFLY_TRY(get_first_argument(rt, args));
  if (message.is<String>()) return message;
  return arguments_text(rt, args[0]);
}

constexpr NativeSpec kKey[] = {
    method<key_text, 0>("__str__"),
};
constexpr NativeSpec kStopIteration[] = {
    accessor<get_stop_value, set_part<"stop_value">>("value"),
};
constexpr NativeSpec kSystemExit[] = {
    accessor<get_exit_code, set_part<"code">>("code"),
};
constexpr NativeSpec kImport[] = {
    accessor<get_first_argument, set_part<"msg">>("msg"),
    part<"name">("name"),
    part<"path">("path"),
    method<import_text, 0>("__str__"),
};
constexpr NativeSpec kAttribute[] = {
    part<"name">("name"),
    part<"obj">("obj"),
};
// The interpreter's messages name it: the first text in quotes.
Result<Value> get_missing_name(Runtime& rt, Arguments args) {
  const Value self = Value(MAYFLY_TRY(exception_receiver(rt, args)));
  const Value set = hidden_attribute(rt, self, "name");
  if (!set.is_empty()) return set;
  const std::span<const Value> arguments = exception_arguments(rt, self);
  const String* message = arguments.empty() ? nullptr : arguments[0].try_as<String>();
  if (!message || rt.space().class_of(self) != &class_with(rt, ExceptionId::kName)) return Value::nil();
  const std::string_view text = message->view();
  if (!text.starts_with("name '") && !text.starts_with("cannot access free variable '")) return Value::nil();
  const size_t begin = text.find('\'') + 1;
  const size_t end = text.find('\'', begin);
  if (end == text.npos) return Value::nil();
  return new_string(rt, text.substr(begin, end - begin));
}

constexpr NativeSpec kName[] = {
    accessor<get_missing_name, set_part<"name">>("name"),
};

// --- errors about Unicode -------------------------------------------------------------------------------------------

template <size_t kIndex>
Result<Value> get_argument(Runtime& rt, Arguments args) {
  const Value self = Value(MAYFLY_TRY(exception_receiver(rt, args)));
  const std::span<const Value> arguments = exception_arguments(rt, self);
  return kIndex < arguments.size() ? arguments[kIndex] : Value::nil();
}

// The byte, or the character, that is meant: " 0xff", " '\\xff'".
Result<> append_culprit(Runtime& rt, TextBuilder& text, Value object, int64_t place, bool decodes) {
  Local<Value> item(rt, MAYFLY_TRY(minipy::get_item(rt, object, Value::small(place))));
  if (!item) return item.error();
  char form[24];
  if (decodes) {
    std::snprintf(form, sizeof form, " 0x%02llx", static_cast<unsigned long long>(to_int64(*item).value_or(0)));
  } else {
    const String* character = as<String>(*item);
    size_t at = 0;
    const char32_t point = character && character->size() > 0 ? utf8::decode(character->view(), at) : 0;
    const char* format = point < 0x100 ? " '\\x%02x'" : point < 0x10000 ? " '\\u%04x'" : " '\\U%08x'";
    std::snprintf(form, sizeof form, format, static_cast<unsigned>(point));
  }
  text.append(form);
  return {};
}

Result<Value> unicode_text(Runtime& rt, Arguments args) {
  const Instance* self = MAYFLY_TRY(exception_receiver(rt, args));
  const std::span<const Value> arguments = exception_arguments(rt, args[0]);
  if (arguments.size() != 5) return new_string(rt, "");
  const bool decodes = is_a(rt, *self, ExceptionId::kUnicodeDecode);
  Locals<2> held(rt);
  if (!held) return held.error();
  held[0] = Value(MAYFLY_TRY(str(rt, arguments[0])));
  held[1] = Value(MAYFLY_TRY(str(rt, arguments[4])));
  const int64_t start = to_int64(arguments[2]).value_or(0);
  const int64_t end = to_int64(arguments[3]).value_or(0);
  char place[80];
  if (end == start + 1)
    std::snprintf(place, sizeof place, " in position %lld: ", static_cast<long long>(start));
  else
    std::snprintf(place, sizeof place, "s in position %lld-%lld: ", static_cast<long long>(start),
                  static_cast<long long>(end - 1));
  TextBuilder text(rt.heap());
  text.append('\'');
  text.append(held[0].as<String>()->view());
  text.append(decodes ? "' codec can't decode byte" : "' codec can't encode character");
  if (end == start + 1) MAYFLY_TRY(append_culprit(rt, text, arguments[1], start, decodes));
  text.append(place);
  text.append(held[1].as<String>()->view());
  return Value(MAYFLY_TRY(text.finish()));
}

constexpr NativeSpec kUnicode[] = {
    getter<get_argument<0>>("encoding"), getter<get_argument<1>>("object"), getter<get_argument<2>>("start"),
    getter<get_argument<3>>("end"),      getter<get_argument<4>>("reason"), method<unicode_text, 0>("__str__"),
};

// The keyword arguments that a class takes, each an attribute; the others are refused.
Result<> take_parts(Runtime& rt, Instance& exception, Arguments args, const char* function,
                    std::initializer_list<const char*> names) {
  for (uint32_t k = 0; k < args.keywords(); k++) {
    const std::string_view given = args.name(k).view();
    const auto found = std::find(names.begin(), names.end(), given);
    if (found == names.end()) {
      return raise(rt, ExceptionId::kType, "'%s' is an invalid keyword argument for %s()", args.name(k).c_str(),
                   function);
    }
    MAYFLY_TRY(set_hidden_attribute(rt, Value(&exception), given, args.keyword(k)));
  }
  return {};
}

}  // namespace

Result<> initialize_exception(Runtime& rt, Instance& exception, Arguments args) {
  if (is_a(rt, exception, ExceptionId::kAttribute))
    return take_parts(rt, exception, args, "AttributeError", {"name", "obj"});
  if (is_a(rt, exception, ExceptionId::kName)) return take_parts(rt, exception, args, "NameError", {"name"});
  if (is_a(rt, exception, ExceptionId::kImport))
    return take_parts(rt, exception, args, "ImportError", {"name", "path"});
  if (args.keywords() > 0)
    return raise(rt, ExceptionId::kType, "%s() takes no keyword arguments", exception.cls().name().c_str());
  if (is_a(rt, exception, ExceptionId::kOs)) return initialize_os_error(rt, exception, args);
  if (is_a(rt, exception, ExceptionId::kSyntax)) return initialize_syntax_error(rt, exception, args);
  const bool is_unicode =
      is_a(rt, exception, ExceptionId::kUnicodeDecode) || is_a(rt, exception, ExceptionId::kUnicodeEncode);
  if (is_unicode && args.positional() != 5)
    return raise(rt, ExceptionId::kType, "function takes exactly 5 arguments (%u given)", args.positional());
  return {};
}

Result<> define_special_exceptions(Runtime& rt) {
  MAYFLY_TRY(install(rt, class_with(rt, ExceptionId::kKey), kKey));
  MAYFLY_TRY(install(rt, class_with(rt, ExceptionId::kStopIteration), kStopIteration));
  MAYFLY_TRY(install(rt, class_with(rt, ExceptionId::kSystemExit), kSystemExit));
  MAYFLY_TRY(install(rt, class_with(rt, ExceptionId::kImport), kImport));
  MAYFLY_TRY(install(rt, class_with(rt, ExceptionId::kAttribute), kAttribute));
  return install(rt, class_with(rt, ExceptionId::kName), kName);
}

Result<> define_unicode_errors(Runtime& rt) {
  MAYFLY_TRY(install(rt, class_with(rt, ExceptionId::kUnicodeDecode), kUnicode));
  return install(rt, class_with(rt, ExceptionId::kUnicodeEncode), kUnicode);
}

}  // namespace minipy
