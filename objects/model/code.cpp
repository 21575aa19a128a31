#include <mayfly/objects/model/code.h>
#include <mayfly/objects/text/string.h>

namespace mayfly {

void Code::trace(gc::Visitor& visitor) const {
  Object::trace(visitor);
  visitor.visit(name_);
}

}  // namespace mayfly
