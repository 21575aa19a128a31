#include <mayfly/runtime/embed/convert/container.h>
#include <mayfly/runtime/runtime.h>

namespace mayfly::embed {

Value item_at(Value sequence, size_t index) {
  if (const List* list = sequence.try_as<List>()) return index < list->size() ? list->at(index) : Value::empty();
  const Tuple* tuple = sequence.try_as<Tuple>();
  return tuple && index < tuple->size() ? tuple->at(index) : Value::empty();
}

std::optional<size_t> item_count(Value sequence) {
  if (const List* list = sequence.try_as<List>()) return list->size();
  if (const Tuple* tuple = sequence.try_as<Tuple>()) return tuple->size();
  return std::nullopt;
}

Error out_of_memory(const Runtime& rt) { return rt.heap().allocation_error(); }

}  // namespace mayfly::embed
