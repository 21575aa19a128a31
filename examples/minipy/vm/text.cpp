// repr(), str(), ascii(), format().
#include <minipy/vm/attributes.h>
#include <minipy/vm/text.h>

#include <minipy/vm/arithmetic.h>
#include <minipy/vm/format_spec.h>
#include <minipy/vm/minipy.h>
#include <minipy/vm/native.h>
#include <minipy/vm/number_text.h>

#include <mayfly/objects/text/utf8.h>
#include <mayfly/runtime/weak/proxy_target.h>

#include <cinttypes>
#include <cstdio>

namespace minipy {

namespace {

// The text that a special gave; `name` is its.
Result<String*> checked_text(Runtime& rt, Value answer, const char* name) {
  if (String* text = as<String>(answer)) return text;
  return raise(rt, ExceptionId::kType, "%s returned non-string (type %s)", name, type_name_of(rt, answer));
}

Result<String*> call_for_text(Runtime& rt, Special special, Value value, const char* name) {
  if (!rt.calls().guard().has_room()) {
    return raise(rt, ExceptionId::kRecursion, "maximum recursion depth exceeded while getting the %s of an object",
                 special == Special::kString ? "str" : "repr");
  }
  Local<Value> held(rt, value);
  if (!held) return held.error();
  return checked_text(rt, MAYFLY_TRY(invoke_special(rt, special, Arguments(held.data(), 1))), name);
}

// Numbers, None, True, False. Null: something else.
Result<String*> plain_text(Runtime& rt, Value value) {
  TextBuilder builder(rt.heap());
  if (value.is_double()) {
    if (char* to = builder.room(kFloatText)) builder.taken(write_float(value.as_double(), to));
  } else if (value.is_boolean()) {
    builder.append(value.is_true() ? "True" : "False");
  } else if (value.is_nil()) {
    builder.append("None");
  } else if (is_int(value)) {
    MAYFLY_TRY(append_integer(rt, builder, value));
  } else {
    return static_cast<String*>(nullptr);
  }
  return builder.finish();
}

void append_escape(TextBuilder& to, char32_t point) {
  char text[16];
  const char* form = point < 0x100 ? "\\x%02" PRIx32 : point < 0x10000 ? "\\u%04" PRIx32 : "\\U%08" PRIx32;
  std::snprintf(text, sizeof text, form, static_cast<uint32_t>(point));
  to.append(text);
}

bool is_set(Runtime& rt, Value value) {
  if (!value.is_object() || value.is<Instance>()) return false;
  const Class* cls = rt.space().class_of(value);
  Minipy& minipy = Minipy::of(rt);
  return cls == &minipy.cls(ClassId::kSet) || cls == &minipy.cls(ClassId::kFrozenSet);
}

Result<String*> ascii_only(Runtime& rt, String& text) {
  if (text.is_ascii()) return &text;
  TextBuilder builder(rt.heap());
  for (size_t at = 0; at < text.size();) {
    const char32_t point = utf8::decode(text.view(), at);
    if (point < 0x80)
      builder.append(static_cast<char>(point));
    else
      append_escape(builder, point);
  }
  return builder.finish();
}

}  // namespace

void append_quoted(TextBuilder& to, std::string_view text, bool ascii) {
  const bool has_single = text.find('\'') != std::string_view::npos;
  const char quote = has_single && text.find('"') == std::string_view::npos ? '"' : '\'';
  to.append(quote);
  size_t plain = 0;  // so much of it stands for itself
  while (plain < text.size() && text[plain] >= ' ' && text[plain] < 0x7f && text[plain] != quote && text[plain] != '\\')
    plain++;
  to.append(text.substr(0, plain));
  for (size_t at = plain; at < text.size();) {
    const size_t begin = at;
    const char32_t point = utf8::decode(text, at);
    if (point == static_cast<char32_t>(quote) || point == '\\') {
      to.append('\\');
      to.append(static_cast<char>(point));
    } else if (point == '\n') {
      to.append("\\n");
    } else if (point == '\r') {
      to.append("\\r");
    } else if (point == '\t') {
      to.append("\\t");
    } else if (!unicode::is_printable(point) || (ascii && point >= 0x80)) {
      append_escape(to, point);
    } else {
      to.append(text.substr(begin, at - begin));
    }
  }
  to.append(quote);
}

const char* type_name_of(Runtime& rt, Value value) { return class_of(rt, value).name().c_str(); }

const char* argument_name_of(Runtime& rt, Value value) { return value.is_nil() ? "None" : type_name_of(rt, value); }

Result<Value> new_string(Runtime& rt, std::string_view text) {
  if (text.size() <= 1) {
    if (const String* shared = Minipy::of(rt).short_text(text)) return Value(shared);
  }
  const String* made = String::create(rt.heap(), text);
  if (!made) return rt.heap().allocation_error();
  return Value(made);
}

Result<String*> qualified_name(Runtime& rt, Class& cls) {
  const Names& names = Minipy::of(rt).names();
  const Value module = unboxed(cls.own_attribute(*names.dunder_module));
  const Value qualified = unboxed(cls.own_attribute(*MAYFLY_TRY(hidden_name(rt, "qualname"))));
  TextBuilder builder(rt.heap());
  if (const String* text = module.try_as<String>(); text && text->view() != "builtins") {
    builder.append(text->view());
    builder.append('.');
  }
  if (const String* text = qualified.try_as<String>())
    builder.append(text->view());
  else
    builder.append(cls.name().view());
  return builder.finish();
}

Result<String*> default_repr(Runtime& rt, Value value) {
  Local<Value> held(rt, value);
  if (!held) return held.error();
  const String* name = MAYFLY_TRY(qualified_name(rt, *rt.space().class_of(value)));
  TextBuilder builder(rt.heap());
  char address[40];
  const uint64_t place = value.is_object() ? reinterpret_cast<uintptr_t>(value.cell()) : value.word();
  std::snprintf(address, sizeof address, " object at 0x%" PRIx64 ">", place);
  builder.append('<');
  builder.append(name->view());
  builder.append(address);
  return builder.finish();
}

Result<String*> repr(Runtime& rt, Value value) {
  if (const String* text = value.try_as<String>()) {
    TextBuilder builder(rt.heap());
    append_quoted(builder, text->view());
    return builder.finish();
  }
  String* plain = MAYFLY_TRY(plain_text(rt, value));
  if (plain) return plain;
  if (value.is<List>() || value.is<Tuple>() || value.is<Dict>()) return container_repr(rt, value);
  if (is_set(rt, value)) {
    const bool frozen = rt.space().class_of(value) == &Minipy::of(rt).cls(ClassId::kFrozenSet);
    return set_repr(rt, value, frozen ? "frozenset" : "");
  }
  if (rt.space().class_of(value)->special(Special::kRepresentation).is_empty()) return default_repr(rt, value);
  return call_for_text(rt, Special::kRepresentation, value, "__repr__");
}

Result<String*> str(Runtime& rt, Value value) {
  if (String* text = value.try_as<String>()) return text;
  String* plain = MAYFLY_TRY(plain_text(rt, value));
  if (plain) return plain;
  if (is_proxy(value)) [[unlikely]] {
    Local<Value> target(rt, MAYFLY_TRY(seen_through(rt, value)));
    if (!target) return target.error();
    return str(rt, *target);
  }
  if (value.is<List>() || value.is<Tuple>() || value.is<Dict>() ||
      rt.space().class_of(value)->special(Special::kString).is_empty())
    return repr(rt, value);
  return call_for_text(rt, Special::kString, value, "__str__");
}

Result<String*> ascii(Runtime& rt, Value value) {
  if (const String* text = value.try_as<String>()) {
    TextBuilder builder(rt.heap());
    append_quoted(builder, text->view(), true);
    return builder.finish();
  }
  String* text = MAYFLY_TRY(repr(rt, value));
  return ascii_only(rt, *text);
}

Result<String*> format(Runtime& rt, Value value, std::string_view spec) {
  const bool is_plain = value.is<String>() || is_plain_number(value);
  if (spec.empty() && (is_plain || value.is_nil())) return str(rt, value);
  if (value.is<String>()) return format_string(rt, *value.as<String>(), spec);
  if (is_plain) return format_number(rt, value, spec);
  Locals<2> held(rt);
  if (!held) return held.error();
  held[0] = MAYFLY_TRY(seen_through(rt, value));
  if (rt.space().class_of(held[0])->special(Special::kFormat).is_empty()) {
    if (spec.empty()) return str(rt, held[0]);
    return raise(rt, ExceptionId::kType, "unsupported format string passed to %s.__format__",
                 type_name_of(rt, held[0]));
  }
  MAYFLY_TRY(rt.nest("the formatting"));
  held[1] = MAYFLY_TRY(new_string(rt, spec));
  const Value answer = MAYFLY_TRY(invoke_special(rt, Special::kFormat, Arguments(held.data(), 2)));
  if (String* text = as<String>(answer)) return text;
  return raise(rt, ExceptionId::kType, "__format__ must return a str, not %s", type_name_of(rt, answer));
}

}  // namespace minipy
