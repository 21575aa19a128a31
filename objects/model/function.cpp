#include <mayfly/objects/containers/dict.h>
#include <mayfly/objects/model/function.h>
#include <mayfly/objects/text/string.h>

#include <cstring>

namespace mayfly {

const gc::KindRow Function::kRow = {"function", &Function::trace_cell};

Function* Function::create(ObjectSpace& space, Code& code, String* name, const Value* captures, size_t capture_count) {
  constexpr size_t kMost = SIZE_MAX / 2 / sizeof(Value);
  if (capture_count > kMost) return nullptr;
  Function* function = space.heap().make_with<Function>(capture_count * sizeof(Value), code, name, capture_count);
  if (function && capture_count) std::memcpy(function->captures(), captures, capture_count * sizeof(Value));
  return function;
}

void Function::trace(gc::Visitor& visitor) const {
  Base::trace(visitor);
  visitor.visit(code_);
  visitor.visit(name_);
  visitor.visit(attributes_);
  visitor.visit_words(reinterpret_cast<const uint64_t*>(captures()), capture_count_);
}

}  // namespace mayfly
