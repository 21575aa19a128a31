#include <mayfly/objects/model/class.h>
#include <mayfly/objects/text/symbol.h>
#include <mayfly/objects/value/describe.h>
#include <mayfly/runtime/embed/convert/host_object.h>
#include <mayfly/runtime/runtime.h>

namespace mayfly::embed {

namespace {

// The name that scripts know it by, or the C++ one.
const char* class_name(const Runtime& rt, const CppType& type) {
  const Class* cls = rt.bindings().find(&type).try_as<Class>();
  return cls ? cls->name().c_str() : type.name;
}

}  // namespace

Error host_mismatch(const Runtime& rt, Value value, const CppType& expected, bool nil_too) {
  const HostBox* box = value.try_as<HostBox>();
  if (box && !box->object()) {
    const Class* cls = rt.bindings().find(&expected).try_as<Class>();
    if (cls && box->cls().is_subclass_of(*cls)) {
      if (box->is_released()) {
        return make_error(ErrorKind::kDeadReference, "must be a %s, but the C++ object of this %s was released",
                          cls->name().c_str(), describe(rt.space(), value).c_str());
      }
      return make_error(ErrorKind::kDeadReference,
                        "must be a %s, but the C++ object of this %s was never made: its class's "
                        "constructor was not called",
                        cls->name().c_str(), describe(rt.space(), value).c_str());
    }
  }
  return mismatch(rt, value, "a %s%s", class_name(rt, expected), nil_too ? " or nil" : "");
}

Error shared_mismatch(const Runtime& rt, Value value, const CppType& expected) {
  return mismatch(rt, value, "a %s that a std::shared_ptr owns", class_name(rt, expected));
}

const SharedObject* shared_object(Value value) {
  const HostBox* box = value.try_as<HostBox>();
  const bool shared = box && box->object() && box->host_type()->release == &release_shared;
  return shared ? static_cast<const SharedObject*>(box->object()) : nullptr;
}

Result<Value> box_up(Runtime& rt, const CppType& type, HostObject object) {
  if (!object.held) return Error::out_of_memory();
  Class* cls = rt.bindings().find(&type).try_as<Class>();
  if (!cls) {
    object.type->release(object.held);
    return make_error(ErrorKind::kType,
                      "must be of a type that is bound, but no class of this runtime stands for the C++ "
                      "type %s: call define<%s>() first",
                      type.name, type.name);
  }
  const HostBox* box = HostBox::create(rt.space(), *cls, object.type, object.held);
  if (!box) {
    object.type->release(object.held);
    return rt.heap().allocation_error();
  }
  return Value(box);
}

}  // namespace mayfly::embed
