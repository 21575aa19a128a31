#include <mayfly/runtime/embed/convert/object.h>

namespace mayfly::embed {

Error null_handle() { return make_error(ErrorKind::kValue, "must be an object, but is a null handle"); }

Error object_mismatch(const Runtime& rt, Value value, bool nil_too) {
  return mismatch(rt, value, nil_too ? "an object or nil" : "an object");
}

}  // namespace mayfly::embed
