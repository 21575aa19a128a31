#include <mayfly/objects/model/bound_method.h>
#include <mayfly/objects/model/class.h>

namespace mayfly {

const gc::KindRow BoundMethod::kRow = {"bound_method", &BoundMethod::trace_cell};

BoundMethod* BoundMethod::create(ObjectSpace& space, Value receiver, Object& function, Class* cls) {
  return space.heap().make<BoundMethod>(cls, receiver, function);
}

void BoundMethod::trace(gc::Visitor& visitor) const {
  Base::trace(visitor);
  visitor.visit(receiver_);
  visitor.visit(function_);
}

}  // namespace mayfly
