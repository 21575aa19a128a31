// str.translate and str.maketrans.
#include <minipy/types/str_text.h>

#include <minipy/vm/arithmetic.h>

#include <mayfly/runtime/attributes/dict_operations.h>

namespace minipy {

namespace {

// What the table has for a code point; empty: nothing, it stays.
Result<Value> look_up(Runtime& rt, Value table, char32_t point) {
  const Value key = Value::small(static_cast<int64_t>(point));
  if (Dict* dict = table.try_as<Dict>()) return dict_get(rt, *dict, key);
  Result<Value> found = minipy::get_item(rt, table, key);
  if (!found && is_exception(rt, found.error(), ExceptionId::kLookup)) return Value::empty();
  return found;
}

Result<Value> translate(Runtime& rt, Arguments args) {
  String* self = MAYFLY_TRY(receiver<String>(rt, args));
  TextBuilder builder(rt.heap());
  for (size_t at = 0; at < self->size();) {
    const char32_t point = utf8::decode(self->view(), at);
    const Value found = MAYFLY_TRY(look_up(rt, args[1], point));
    if (found.is_nil()) continue;
    const Value inner = unboxed(found);
    if (inner.is_empty()) {
      builder.append_point(point);
    } else if (const String* text = inner.try_as<String>()) {
      builder.append(text->view());
    } else if (is_int_or_bool(inner)) {
      const std::optional<int64_t> number = inner.is_boolean() ? inner.is_true() : to_int64(inner);
      if (!number || *number < 0 || *number > 0x10ffff)
        return raise(rt, ExceptionId::kValue, "character mapping must be in range(0x110000)");
      if (*number >= 0xd800 && *number <= 0xdfff)
        return raise(rt, ExceptionId::kValue, "surrogates are not supported by minipy's str");
      builder.append_point(static_cast<char32_t>(*number));
    } else {
      return raise(rt, ExceptionId::kType, "character mapping must return integer, None or str");
    }
  }
  return finished(builder);
}

Result<> add(Runtime& rt, Dict& table, Value key, Value value) {
  if (table.set(rt.heap(), key, value) != Dict::Set::kDone) return rt.heap().allocation_error();
  return {};
}

Result<> add_from_dict(Runtime& rt, Dict& table, const Dict& from) {
  for (uint32_t i = from.next(0); i < from.end(); i = from.next(i + 1)) {
    const Value key = unboxed(from.key_at(i));
    if (const String* text = key.try_as<String>()) {
      if (text->length() != 1)
        return raise(rt, ExceptionId::kValue, "string keys in translate table must be of length 1");
      size_t at = 0;
      MAYFLY_TRY(add(rt, table, Value::small(static_cast<int64_t>(utf8::decode(text->view(), at))), from.value_at(i)));
    } else if (key.is_small() || key.is_boolean()) {
      MAYFLY_TRY(add(rt, table, key, from.value_at(i)));
    } else {
      return raise(rt, ExceptionId::kType, "keys in translate table must be strings or integers");
    }
  }
  return {};
}

Result<Value> make_table(Runtime& rt, Arguments args) {
  Local<Dict> table(rt, Dict::create(rt.heap()));
  if (!table) return table.error();
  if (!table.get()) return rt.heap().allocation_error();
  if (args.positional() == 1) {
    const Dict* from = as<Dict>(args[0]);
    if (!from) {
      return raise(rt, ExceptionId::kType, "if you give only one argument to maketrans it must be a dict");
    }
    MAYFLY_TRY(add_from_dict(rt, *table, *from));
    return Value(table.get());
  }
  const String* from = as<String>(args[0]);
  if (!from)
    return raise(rt, ExceptionId::kType, "first maketrans argument must be a string if there is a second argument");
  const String* to = MAYFLY_TRY(text_argument(rt, args[1], "maketrans() argument 2 "));
  if (from->length() != to->length())
    return raise(rt, ExceptionId::kValue, "the first two maketrans arguments must have equal length");
  size_t at = 0;
  for (size_t to_at = 0; at < from->size();) {
    const char32_t key = utf8::decode(from->view(), at);
    const char32_t value = utf8::decode(to->view(), to_at);
    MAYFLY_TRY(add(rt, *table, Value::small(static_cast<int64_t>(key)), Value::small(static_cast<int64_t>(value))));
  }
  if (args.positional() > 2) {
    const String* dropped = MAYFLY_TRY(text_argument(rt, args[2], "maketrans() argument 3 "));
    for (at = 0; at < dropped->size();) {
      const char32_t key = utf8::decode(dropped->view(), at);
      MAYFLY_TRY(add(rt, *table, Value::small(static_cast<int64_t>(key)), Value::nil()));
    }
  }
  return Value(table.get());
}

constexpr NativeSpec kMethods[] = {
    method<translate, 1>("translate"),
    static_method<make_table, 1, 3>("maketrans"),
};

}  // namespace

std::span<const NativeSpec> str_translate_methods() { return kMethods; }

}  // namespace minipy
