// str: the class and its specials; the methods are in str_*.cpp.
#include <minipy/objects/slice.h>
#include <minipy/types/containers.h>
#include <minipy/types/str_text.h>
#include <minipy/vm/arithmetic.h>
#include <minipy/vm/format_spec.h>
#include <minipy/vm/slicing.h>

namespace minipy {

namespace {

Result<Value> make(Runtime& rt, Arguments args) {
  static constexpr const char* kNames[] = {"object", "encoding", "errors"};
  Class* cls = MAYFLY_TRY(class_to_make(rt, args, *rt.space().class_of_kind(kKindString)));
  Locals<3> slots(rt);
  if (!slots) return slots.error();
  for (Value& slot : slots.span()) slot = Value::empty();
  MAYFLY_TRY(take(rt, "str", args.rest(), kNames, 0, 0, slots.span()));
  if (!slots[1].is_empty() || !slots[2].is_empty()) {
    if (as<String>(slots[0])) return raise(rt, ExceptionId::kType, "decoding str is not supported");
    return raise(rt, ExceptionId::kType, "decoding to str: need a bytes-like object, %s found",
                 slots[0].is_empty() ? "nothing" : type_name_of(rt, slots[0]));
  }
  if (slots[0].is_empty()) return boxed(rt, *cls, MAYFLY_TRY(new_string(rt, "")));
  Value text(MAYFLY_TRY(str(rt, slots[0])));
  return boxed(rt, *cls, text);
}

Result<Value> add(Runtime& rt, Arguments args) {
  const String* self = MAYFLY_TRY(receiver<String>(rt, args));
  const String* other = as<String>(args[1]);
  if (!other) return rt.not_implemented();
  const String* made = String::concatenate(rt.heap(), self->view(), other->view());
  if (!made) return rt.heap().allocation_error();
  return Value(made);
}

Result<Value> multiply(Runtime& rt, Arguments args) {
  String* self = MAYFLY_TRY(receiver<String>(rt, args));
  const Value count = unboxed(args[1]);
  if (is_int_or_bool(count)) return repeat_string(rt, *self, count);
  // Whatever has an index is a number; but what says what * means for it goes first.
  if (other_may_know(rt, args[1], Special::kReflectedMultiply) || !has_index(rt, args[1])) return rt.not_implemented();
  const Value index = MAYFLY_TRY(to_index(rt, args[1]));
  return repeat_string(rt, *self, index);
}

Result<Value> modulo(Runtime& rt, Arguments args) {
  return format_percent(rt, *MAYFLY_TRY(receiver<String>(rt, args)), args[1]);
}
Result<Value> reflected_modulo(Runtime& rt, Arguments args) {
  MAYFLY_TRY(receiver<String>(rt, args));
  String* text = as<String>(args[1]);
  if (!text) return rt.not_implemented();
  return format_percent(rt, *text, args[0]);
}

template <CompareOp kOp>
Result<Value> compare_special(Runtime& rt, Arguments args) {
  String* self = MAYFLY_TRY(receiver<String>(rt, args));
  String* other = as<String>(args[1]);
  if (!other) return rt.not_implemented();
  return compare(rt, kOp, Value(self), Value(other));
}

Result<Value> hash_special(Runtime& rt, Arguments args) {
  const String* self = MAYFLY_TRY(receiver<String>(rt, args));
  return make_integer(rt.heap(), static_cast<int64_t>(self->hash()));
}
Result<Value> length_special(Runtime& rt, Arguments args) {
  const String* self = MAYFLY_TRY(receiver<String>(rt, args));
  return make_integer(rt.heap(), static_cast<int64_t>(self->length()));
}
Result<Value> repr_special(Runtime& rt, Arguments args) {
  return Value(MAYFLY_TRY(repr(rt, Value(MAYFLY_TRY(receiver<String>(rt, args))))));
}
Result<Value> str_special(Runtime& rt, Arguments args) { return Value(MAYFLY_TRY(receiver<String>(rt, args))); }

Result<Value> format_special(Runtime& rt, Arguments args) {
  String* self = MAYFLY_TRY(receiver<String>(rt, args));
  const String* spec = MAYFLY_TRY(text_argument(rt, args[1], "__format__() argument "));
  if (spec->size() == 0) return Value(MAYFLY_TRY(str(rt, args[0])));
  return Value(MAYFLY_TRY(format_string(rt, *self, spec->view())));
}

Result<Value> contains_special(Runtime& rt, Arguments args) {
  const String* self = MAYFLY_TRY(receiver<String>(rt, args));
  const String* part = as<String>(args[1]);
  if (!part) {
    return raise(rt, ExceptionId::kType, "'in <string>' requires string as left operand, not %s",
                 type_name_of(rt, args[1]));
  }
  return Value::boolean(self->view().find(part->view()) != std::string_view::npos);
}

Result<Value> iterate_special(Runtime& rt, Arguments args) {
  return get_iterator(rt, Value(MAYFLY_TRY(receiver<String>(rt, args))));
}

Result<Value> get_slice(Runtime& rt, String& text, const SliceObject& slice) {
  const SliceNumbers numbers = MAYFLY_TRY(unpack_slice(rt, slice));
  const SliceRange range = fit_slice(numbers, point_count(text));
  if (range.count == 0) return new_string(rt, "");
  const auto start = static_cast<size_t>(range.start);
  if (range.step == 1) {
    const size_t begin = byte_offset(text, start);
    return substring(rt, text, begin, byte_offset(text, start + range.count));
  }
  TextBuilder builder(rt.heap());
  int64_t index = range.start;
  for (size_t i = 0; i < range.count; i++, index += range.step) {
    size_t at = byte_offset(text, static_cast<size_t>(index));
    builder.append_point(utf8::decode(text.view(), at));
  }
  return finished(builder);
}

Result<Value> get_item_special(Runtime& rt, Arguments args) {
  String* self = MAYFLY_TRY(receiver<String>(rt, args));
  if (const SliceObject* slice = args[1].try_as<SliceObject>()) return get_slice(rt, *self, *slice);
  if (!is_int_or_bool(unboxed(args[1])) && !has_index(rt, args[1]))
    return raise(rt, ExceptionId::kType, "string indices must be integers, not '%s'", type_name_of(rt, args[1]));
  const int64_t index =
      MAYFLY_TRY(to_int64_or_raise(rt, args[1], ExceptionId::kIndex, "cannot fit 'int' into an index-sized integer"));
  size_t place = 0;
  if (!place_index(index, point_count(*self), place))
    return raise(rt, ExceptionId::kIndex, "string index out of range");
  const size_t begin = byte_offset(*self, place);
  size_t end = begin;
  utf8::decode(self->view(), end);
  return substring(rt, *self, begin, end);
}

Result<Value> encode(Runtime& rt, Arguments) {
  return raise(rt, ExceptionId::kNotImplemented, "str.encode() makes bytes, which are outside of minipy's subset");
}

constexpr NativeSpec kSpecials[] = {
    keywords_static_method<make>("__new__"),
    method<add, 1>("__add__", NativeSpec::kLeaf),
    method<multiply, 1>("__mul__"),
    method<multiply, 1>("__rmul__"),
    method<modulo, 1>("__mod__"),
    method<reflected_modulo, 1>("__rmod__"),
    method<compare_special<CompareOp::kEqual>, 1>("__eq__", NativeSpec::kLeaf),
    method<compare_special<CompareOp::kNotEqual>, 1>("__ne__", NativeSpec::kLeaf),
    method<compare_special<CompareOp::kLess>, 1>("__lt__", NativeSpec::kLeaf),
    method<compare_special<CompareOp::kLessEqual>, 1>("__le__", NativeSpec::kLeaf),
    method<compare_special<CompareOp::kGreater>, 1>("__gt__", NativeSpec::kLeaf),
    method<compare_special<CompareOp::kGreaterEqual>, 1>("__ge__", NativeSpec::kLeaf),
    method<hash_special, 0>("__hash__", NativeSpec::kLeaf),
    method<length_special, 0>("__len__", NativeSpec::kLeaf),
    method<repr_special, 0>("__repr__", NativeSpec::kLeaf),
    method<str_special, 0>("__str__", NativeSpec::kLeaf),
    method<format_special, 1>("__format__"),
    method<contains_special, 1>("__contains__", NativeSpec::kLeaf),
    method<iterate_special, 0>("__iter__"),
    method<get_item_special, 1>("__getitem__"),
    keywords_method<encode>("encode"),
};

}  // namespace

Result<> define_str(Runtime& rt) {
  Class& cls = *rt.space().class_of_kind(kKindString);
  MAYFLY_TRY(publish(rt, cls));
  MAYFLY_TRY(install(rt, cls, kSpecials));
  for (const auto methods : {str_search_methods(), str_part_methods(), str_split_methods(), str_case_methods(),
                             str_layout_methods(), str_test_methods(), str_translate_methods(), str_format_methods()})
    MAYFLY_TRY(install(rt, cls, methods));
  return {};
}

}  // namespace minipy
