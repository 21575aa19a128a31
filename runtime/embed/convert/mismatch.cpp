// Messages of conversions that fail.
#include <mayfly/objects/model/class.h>
#include <mayfly/objects/text/symbol.h>
#include <mayfly/objects/value/boxed_integer.h>
#include <mayfly/objects/value/describe.h>
#include <mayfly/objects/value/type_name.h>
#include <mayfly/runtime/embed/convert/converter.h>
#include <mayfly/runtime/runtime.h>

#include <cstdarg>
#include <cstdio>

namespace mayfly {

namespace {

// With its type, where the description does not show it.
Description describe_with_type(const ObjectSpace& space, Value value) {
  Description text = describe(space, value);
  const bool shows_type = value.is_empty() || value.is_nil() || text.view().starts_with('<');
  if (!shows_type) {
    text.append(" (");
    text.append(type_name(space, value));
    text.append(")");
  }
  return text;
}

// A converter's; not the error of a function that a host's converter called.
bool is_about_conversion(const Error& error) {
  switch (error.kind()) {
    case ErrorKind::kType:
    case ErrorKind::kValue:
    case ErrorKind::kDeadReference:
    case ErrorKind::kWrongRuntime: return error.trace().empty();
    default: return false;
  }
}

}  // namespace

Error mismatch(const Runtime& rt, Value value, const char* expected, ...) {
  char text[400];
  va_list arguments;
  va_start(arguments, expected);
  std::vsnprintf(text, sizeof text, expected, arguments);
  va_end(arguments);
  return make_error(ErrorKind::kType, "must be %s, not %s", text, describe_with_type(rt.space(), value).c_str());
}

namespace embed {

Error begin_message(Error error, const char* beginning, ...) {
  if (!is_about_conversion(error)) return error;
  const std::string_view message = error.message();
  // A whole sentence of a host's converter stands behind a colon.
  const bool goes_on = message.starts_with("must ") || message.starts_with("has ") || message.starts_with("belongs ");
  char text[400];
  va_list arguments;
  va_start(arguments, beginning);
  std::vsnprintf(text, sizeof text, beginning, arguments);
  va_end(arguments);
  return make_error(error.kind(), "%s%s %.*s", text, goes_on ? "" : ":", static_cast<int>(message.size()),
                    message.data());
}

Error kind_mismatch(const Runtime& rt, Value value, gc::KindId expected, bool nil_too) {
  const Class* cls = rt.space().class_of_kind(expected);
  const char* name = cls ? cls->name().c_str() : expected == kKindInstance ? "instance" : gc::kind_row(expected).name;
  const bool vowel = std::string_view("aeiouAEIOU").find(name[0]) != std::string_view::npos;
  return mismatch(rt, value, "%s %s%s", vowel ? "an" : "a", name, nil_too ? " or nil" : "");
}

Result<> check_own(const Runtime& rt, Value value) {
  if (!value.is_object() || rt.heap().owns(*value.cell())) [[likely]]
    return {};
  if (!gc::Heap::with_id(value.cell()->heap_id()))
    return make_error(ErrorKind::kWrongRuntime, "belongs to a runtime that is gone");
  return make_error(ErrorKind::kWrongRuntime, "must be a value of this runtime, but %s belongs to another",
                    describe(rt.space(), value).c_str());
}

}  // namespace embed

}  // namespace mayfly
