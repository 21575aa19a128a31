// None, NotImplemented, Ellipsis: their classes.
#include <minipy/types/containers.h>
#include <minipy/vm/minipy.h>
#include <minipy/vm/namespace.h>

namespace minipy {

namespace {

Result<Value> refuse_arguments(Runtime& rt, Arguments args, const char* what, Value value) {
  if (args.positional() > 1 || args.keywords() > 0) return raise(rt, ExceptionId::kType, "%s takes no arguments", what);
  return value;
}

Result<Value> make_none(Runtime& rt, Arguments args) { return refuse_arguments(rt, args, "NoneType", Value::nil()); }
Result<Value> make_declined(Runtime& rt, Arguments args) {
  return refuse_arguments(rt, args, "NotImplementedType", rt.not_implemented());
}
Result<Value> make_ellipsis(Runtime& rt, Arguments args) {
  return refuse_arguments(rt, args, "EllipsisType", Minipy::of(rt).ellipsis());
}

Result<Value> none_text(Runtime& rt, Arguments) { return new_string(rt, "None"); }
Result<Value> declined_text(Runtime& rt, Arguments) { return new_string(rt, "NotImplemented"); }
Result<Value> ellipsis_text(Runtime& rt, Arguments) { return new_string(rt, "Ellipsis"); }
Result<Value> none_truth(Runtime&, Arguments) { return Value::boolean(false); }

constexpr NativeSpec kNone[] = {
    keywords_static_method<make_none>("__new__"),
    method<none_text, 0>("__repr__"),
    method<none_truth, 0>("__bool__"),
};
constexpr NativeSpec kDeclined[] = {
    keywords_static_method<make_declined>("__new__"),
    method<declined_text, 0>("__repr__"),
    method<declined_text, 0>("__reduce__"),
};
constexpr NativeSpec kEllipsis[] = {
    keywords_static_method<make_ellipsis>("__new__"),
    method<ellipsis_text, 0>("__repr__"),
    method<ellipsis_text, 0>("__reduce__"),
};

}  // namespace

Result<> define_singletons(Runtime& rt) {
  MAYFLY_TRY(install(rt, *rt.space().nil_class(), kNone));
  MAYFLY_TRY(install(rt, *rt.space().class_of(rt.not_implemented()), kDeclined));
  MAYFLY_TRY(install(rt, Minipy::of(rt).cls(ClassId::kEllipsisType), kEllipsis));
  MAYFLY_TRY(set_in(rt, Minipy::of(rt).builtins(), "NotImplemented", rt.not_implemented()));
  return set_in(rt, Minipy::of(rt).builtins(), "Ellipsis", Minipy::of(rt).ellipsis());
}

}  // namespace minipy
