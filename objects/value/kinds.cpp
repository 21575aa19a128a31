#include <mayfly/objects/containers/dict.h>
#include <mayfly/objects/containers/list.h>
#include <mayfly/objects/containers/tuple.h>
#include <mayfly/objects/model/bound_method.h>
#include <mayfly/objects/model/class.h>
#include <mayfly/objects/model/descriptors.h>
#include <mayfly/objects/model/function.h>
#include <mayfly/objects/model/host_box.h>
#include <mayfly/objects/model/instance.h>
#include <mayfly/objects/model/shape.h>
#include <mayfly/objects/text/string.h>
#include <mayfly/objects/text/symbol.h>
#include <mayfly/objects/value/boxed_integer.h>
#include <mayfly/objects/value/kinds.h>
#include <mayfly/objects/weak/finalizer.h>
#include <mayfly/objects/weak/weak_identity_map.h>
#include <mayfly/objects/weak/weak_key_map.h>
#include <mayfly/objects/weak/weak_method.h>
#include <mayfly/objects/weak/weak_proxy.h>
#include <mayfly/objects/weak/weak_ref.h>
#include <mayfly/objects/weak/weak_set.h>
#include <mayfly/objects/weak/weak_value_map.h>

namespace mayfly {

namespace {

template <typename... Cells>
void set_rows() {
  (gc::set_kind_row(Cells::kKind, Cells::kRow), ...);
}

}  // namespace

// Code's row is its subclass's, in runtime/.
void register_object_kinds() {
  [[maybe_unused]] static const bool done = [] {
    set_rows<BoxedInteger, String, Symbol, List, Tuple, Dict, Class, Shape, Instance, HostBox, Function, BoundMethod,
             Property, StaticMethod, ClassMethod, WeakRef, WeakMethod, WeakProxy, Finalizer, WeakValueMap, WeakKeyMap,
             WeakIdentityMap, WeakSet>();
    gc::set_kind_row(kKindSlots, Instance::kSlotsRow);
    return true;
  }();
}

}  // namespace mayfly
