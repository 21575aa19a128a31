#include <minipy/objects/instance_dict.h>

namespace minipy {

const gc::KindRow InstanceDict::kRow = {.name = "instance_dict", .trace = &InstanceDict::trace_cell};
const gc::KindRow InstanceDict::kProxyRow = {.name = "mappingproxy", .trace = &InstanceDict::trace_cell};
const gc::KindId InstanceDict::kKindId = gc::register_kind(kRow);
const gc::KindId InstanceDict::kProxyKindId = gc::register_kind(kProxyRow);

void InstanceDict::trace_cell(const gc::Cell& cell, gc::Visitor& visitor) {
  const auto& self = static_cast<const InstanceDict&>(cell);
  self.Object::trace(visitor);
  visitor.visit(self.object_);
}

}  // namespace minipy
