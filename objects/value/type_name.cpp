#include <mayfly/objects/model/class.h>
#include <mayfly/objects/text/symbol.h>
#include <mayfly/objects/value/type_name.h>

namespace mayfly {

std::string_view type_name(const ObjectSpace& space, Value value) {
  if (value.is_empty()) return "nothing";
  return space.class_of(value)->name().view();
}

}  // namespace mayfly
