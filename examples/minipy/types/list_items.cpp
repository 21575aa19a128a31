// Items and slices of lists: reading, assigning, deleting.
#include <minipy/types/list.h>
#include <minipy/vm/slicing.h>

namespace minipy {

namespace {

std::span<const Value> values_of(Value sequence) {
  return sequence.is<List>() ? sequence.as<List>()->values() : sequence.as<Tuple>()->values();
}

Result<SliceRange> range_in(Runtime& rt, const List& list, Value slice) {
  const SliceNumbers numbers = MAYFLY_TRY(unpack_slice(rt, *slice.as<SliceObject>()));
  return fit_slice(numbers, list.size());
}

Result<Value> get(Runtime& rt, Arguments args) {
  const List* self = MAYFLY_TRY(receiver<List>(rt, args));
  if (args[1].is<SliceObject>()) return Value(MAYFLY_TRY(slice_items(rt, Value(self), args[1])));
  const int64_t index = MAYFLY_TRY(sequence_index(rt, args[1], "list"));
  size_t place = 0;
  if (!place_index(index, self->size(), place)) return raise(rt, ExceptionId::kIndex, "list index out of range");
  return self->at(place);
}

// list[begin:end] = values, which are not the list's own.
Result<> splice(Runtime& rt, List& list, size_t begin, size_t end, const List& values) {
  gc::Heap& heap = rt.heap();
  const size_t size = list.size() - (end - begin) + values.size();
  const List* tail = List::create(heap, list.values().subspan(end));
  if (!tail || !list.reserve(heap, size)) return heap.allocation_error();
  list.truncate(begin);
  // There is room.
  if (!list.extend(heap, values.values()) || !list.extend(heap, tail->values())) return heap.allocation_error();
  return {};
}

Result<> assign_slice(Runtime& rt, List& list, Value slice, Value source) {
  const SliceNumbers numbers = MAYFLY_TRY(unpack_slice(rt, *slice.as<SliceObject>()));
  if (!source.is<List>() && !source.is<Tuple>() && !is_defined(special_of(rt, source, Special::kIterate)) &&
      !is_defined(special_of(rt, source, Special::kGetItem))) {
    return raise(rt, ExceptionId::kType,
                 numbers.step == 1 ? "can only assign an iterable" : "must assign iterable to extended slice");
  }
  // A list of its own: the source may be this list, or change it.
  const List* values = MAYFLY_TRY(to_list(rt, source));
  const SliceRange range = fit_slice(numbers, list.size());
  if (range.step == 1) {
    const auto begin = static_cast<size_t>(range.start);
    return splice(rt, list, begin, begin + range.count, *values);
  }
  if (values->size() != range.count) {
    return raise(rt, ExceptionId::kValue, "attempt to assign sequence of size %zu to extended slice of size %zu",
                 values->size(), range.count);
  }
  for (size_t i = 0; i < range.count; i++)
    list.set(static_cast<size_t>(range.start + static_cast<int64_t>(i) * range.step), values->at(i));
  return {};
}

void delete_range(List& list, SliceRange range) {
  if (range.count == 0) return;
  if (range.step < 0) {
    range.start += static_cast<int64_t>(range.count - 1) * range.step;
    range.step = -range.step;
  }
  const auto step = static_cast<size_t>(range.step);
  size_t to = static_cast<size_t>(range.start);
  size_t next = to;  // the next one to go
  size_t gone = 0;
  for (size_t from = to; from < list.size(); from++) {
    if (gone < range.count && from == next) {
      next += step;
      gone++;
    } else {
      list.set(to++, list.at(from));
    }
  }
  list.truncate(to);
}

Result<Value> set(Runtime& rt, Arguments args) {
  List* self = MAYFLY_TRY(receiver<List>(rt, args));
  if (args[1].is<SliceObject>()) {
    MAYFLY_TRY(assign_slice(rt, *self, args[1], args[2]));
    return Value::nil();
  }
  const int64_t index = MAYFLY_TRY(sequence_index(rt, args[1], "list"));
  size_t place = 0;
  if (!place_index(index, self->size(), place))
    return raise(rt, ExceptionId::kIndex, "list assignment index out of range");
  self->set(place, args[2]);
  return Value::nil();
}

Result<Value> remove(Runtime& rt, Arguments args) {
  List* self = MAYFLY_TRY(receiver<List>(rt, args));
  if (args[1].is<SliceObject>()) {
    delete_range(*self, MAYFLY_TRY(range_in(rt, *self, args[1])));
    return Value::nil();
  }
  const int64_t index = MAYFLY_TRY(sequence_index(rt, args[1], "list"));
  size_t place = 0;
  if (!place_index(index, self->size(), place))
    return raise(rt, ExceptionId::kIndex, "list assignment index out of range");
  self->erase(place);
  return Value::nil();
}

}  // namespace

Result<List*> slice_items(Runtime& rt, Value sequence, Value slice) {
  const SliceNumbers numbers = MAYFLY_TRY(unpack_slice(rt, *slice.as<SliceObject>()));
  const std::span<const Value> values = values_of(sequence);
  const SliceRange range = fit_slice(numbers, values.size());
  List* made = List::create(rt.heap());
  if (!made || !made->reserve(rt.heap(), range.count)) return rt.heap().allocation_error();
  if (range.step == 1) {
    if (!made->extend(rt.heap(), values.subspan(static_cast<size_t>(range.start), range.count)))
      return rt.heap().allocation_error();
    return made;
  }
  for (size_t i = 0; i < range.count; i++) {
    if (!made->append(rt.heap(), values[static_cast<size_t>(range.start + static_cast<int64_t>(i) * range.step)]))
      return rt.heap().allocation_error();
  }
  return made;
}

Result<> define_list_items(Runtime& rt, Class& cls) {
  static constexpr NativeSpec kMethods[] = {
      method<get, 1>("__getitem__"),
      method<set, 2>("__setitem__"),
      method<remove, 1>("__delitem__"),
  };
  return install(rt, cls, kMethods);
}

}  // namespace minipy
