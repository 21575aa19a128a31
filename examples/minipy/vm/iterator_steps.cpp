// One step of each of the built-in types' iterators.
#include <minipy/objects/range.h>
#include <minipy/objects/set.h>
#include <minipy/vm/iterating.h>
#include <minipy/vm/specials.h>

#include <mayfly/objects/text/utf8.h>

namespace minipy {

namespace {

using Type = Iterator::Type;

Value end_of(Iterator& iterator) {
  iterator.finish();
  return Value::empty();
}

bool is_end(Runtime& rt, const Error& error) {
  return is_exception(rt, error, ExceptionId::kIndex) || is_exception(rt, error, ExceptionId::kStopIteration);
}

Result<Value> step_string(Runtime& rt, Iterator& iterator) {
  const String& text = *iterator.source().as<String>();
  const size_t begin = iterator.number();
  if (begin >= text.size()) return end_of(iterator);
  size_t end = begin;
  utf8::decode(text.view(), end);
  const Value made = MAYFLY_TRY(new_string(rt, text.view().substr(begin, end - begin)));
  iterator.set_number(end);
  return made;
}

Result<Value> entry_of(Runtime& rt, Type type, const Dict& dict, uint32_t position) {
  if (type == Type::kDictValues) return dict.value_at(position);
  if (type != Type::kDictItems) return dict.key_at(position);
  const Value pair[] = {dict.key_at(position), dict.value_at(position)};
  return new_tuple(rt, pair);
}

// Entries may go and come meanwhile, as long as there are as many in the end: what is where, is looked at each time.
Result<Value> step_dict(Runtime& rt, Iterator& iterator) {
  const Type type = iterator.type();
  const Dict& dict = *iterator.source().as<Dict>();
  if (static_cast<int64_t>(dict.size()) != iterator.extra().as_small()) {
    iterator.set_extra(Value::small(-1));  // and so for good
    return raise(rt, ExceptionId::kRuntime,
                 type == Type::kSet ? "Set changed size during iteration" : "dictionary changed size during iteration");
  }
  uint32_t position = iterator.position();
  if (iterator.flag()) {
    if (position > dict.end()) position = dict.end();
    while (position > 0 && !dict.is_present(position - 1)) position--;
    if (position == 0) return end_of(iterator);
    position--;
  } else {
    position = dict.next(position);
    // Of a set, no more than there were: those that are taken out and put in again would be met without end.
    const bool ended = position >= dict.end() || (type == Type::kSet && iterator.left() == 0);
    // More than there were, or fewer: some went and others came, and the places are not what they were.
    if (type != Type::kSet && ended != (iterator.left() == 0)) {
      iterator.finish();
      return raise(rt, ExceptionId::kRuntime, "dictionary keys changed during iteration");
    }
    if (ended) return end_of(iterator);
  }
  const Value item = MAYFLY_TRY(entry_of(rt, type, dict, position));
  iterator.set_number(
      Iterator::pack(iterator.flag() ? position : position + 1, iterator.left() > 0 ? iterator.left() - 1 : 0));
  return item;
}

Result<Value> step_items(Runtime& rt, Iterator& iterator) {
  const uint64_t index = iterator.number();
  if (index > static_cast<uint64_t>(Value::kMaxSmall)) return raise(rt, ExceptionId::kOverflow, "iter index too large");
  Result<Value> item = minipy::get_item(rt, iterator.source(), Value::small(static_cast<int64_t>(index)));
  if (!item) {
    if (!is_end(rt, item.error())) return item;
    return end_of(iterator);
  }
  iterator.set_number(index + 1);
  return item;
}

Result<Value> step_reversed(Runtime& rt, Iterator& iterator) {
  if (iterator.number() == 0) return end_of(iterator);
  const uint64_t index = iterator.number() - 1;
  const Value source = iterator.source();
  if (const List* list = source.try_as<List>()) {
    if (index >= list->size()) return end_of(iterator);
    iterator.set_number(index);
    return list->at(index);
  }
  Result<Value> item = minipy::get_item(rt, source, Value::small(static_cast<int64_t>(index)));
  if (!item) {
    if (!is_end(rt, item.error())) return item;
    return end_of(iterator);
  }
  iterator.set_number(index);
  return item;
}

Result<Value> step_big_range(Runtime& rt, Iterator& iterator) {
  const Range& range = *iterator.extra().as<Range>();
  const Value next = iterator.source();
  const bool down = MAYFLY_TRY(less(rt, range.step(), Value::small(0)));
  if (!MAYFLY_TRY(down ? less(rt, range.stop(), next) : less(rt, next, range.stop()))) return end_of(iterator);
  iterator.set_source(MAYFLY_TRY(binary(rt, BinaryOp::kAdd, next, range.step())));
  return next;
}

Result<Value> step_callable(Runtime& rt, Iterator& iterator) {
  Local<Value> sentinel(rt, iterator.extra());
  if (!sentinel) return sentinel.error();
  Result<Value> called = call(rt, iterator.source());
  if (!called) {
    if (is_exception(rt, called.error(), ExceptionId::kStopIteration)) return end_of(iterator);
    return called;
  }
  Local<Value> item(rt, *called);
  if (!item) return item.error();
  if (iterator.exhausted()) return Value::empty();  // the call has asked it for its end
  if ((*item).identical(*sentinel) || MAYFLY_TRY(equals(rt, *item, *sentinel))) return end_of(iterator);
  return *item;
}

Result<Value> step_enumerate(Runtime& rt, Iterator& iterator) {
  Local<Value> item(rt, MAYFLY_TRY(next_item(rt, iterator.source())));
  if (!item) return item.error();
  if ((*item).is_empty()) return Value::empty();
  const Value number = iterator.extra();
  const bool small = number.is_small() && Value::fits_small(number.as_small() + 1);
  const Value next =
      small ? Value::small(number.as_small() + 1) : MAYFLY_TRY(binary(rt, BinaryOp::kAdd, number, Value::small(1)));
  iterator.set_extra(next);
  const Value pair[] = {number, *item};
  return new_tuple(rt, pair);
}

Error uneven(Runtime& rt, size_t at, const char* how) {
  if (at == 1) return raise(rt, ExceptionId::kValue, "zip() argument 2 is %s than argument 1", how);
  return raise(rt, ExceptionId::kValue, "zip() argument %zu is %s than arguments 1-%zu", at + 1, how, at);
}

// One of several iterators has ended: the `at`th.
Result<Value> end_of_zip(Runtime& rt, Iterator& iterator, const Tuple& sources, size_t at) {
  if (iterator.flag() && at > 0) return uneven(rt, at, "shorter");
  for (size_t i = 1; iterator.flag() && i < sources.size(); i++) {
    const Value more = MAYFLY_TRY(next_item(rt, sources.at(i)));
    if (!more.is_empty()) return uneven(rt, i, "longer");
  }
  return Value::empty();
}

Result<Value> step_zip(Runtime& rt, Iterator& iterator) {
  Local<Tuple> sources(rt, iterator.source().as<Tuple>());
  if (!sources) return sources.error();
  if (sources->empty()) return Value::empty();
  LocalArray items(rt, sources->size());
  if (!items) return items.error();
  for (size_t i = 0; i < sources->size(); i++) {
    items[i] = MAYFLY_TRY(next_item(rt, sources->at(i)));
    if (items[i].is_empty()) return end_of_zip(rt, iterator, *sources, i);
  }
  return new_tuple(rt, items.span());
}

Result<Value> step_map(Runtime& rt, Iterator& iterator) {
  const Tuple& sources = *iterator.source().as<Tuple>();
  const size_t count = sources.size();
  LocalArray items(rt, count + 2);
  if (!items) return items.error();
  items[count] = Value(&sources);
  items[count + 1] = iterator.extra();
  for (size_t i = 0; i < count; i++) {
    items[i] = MAYFLY_TRY(next_item(rt, sources.at(i)));
    if (items[i].is_empty()) return Value::empty();
  }
  return invoke(rt, items[count + 1], Arguments(items.data(), static_cast<uint32_t>(count)));
}

Result<Value> step_filter(Runtime& rt, Iterator& iterator) {
  Locals<3> held(rt);  // the item, what the function says, the function
  if (!held) return held.error();
  held[2] = iterator.extra();
  for (;;) {
    MAYFLY_TRY(rt.steps(1));
    held[0] = MAYFLY_TRY(next_item(rt, iterator.source()));
    if (held[0].is_empty()) return Value::empty();
    held[1] = held[0];
    if (!held[2].is_nil()) held[1] = MAYFLY_TRY(invoke(rt, held[2], Arguments(held.data(), 1)));
    if (MAYFLY_TRY(truth(rt, held[1]))) return held[0];
  }
}

// What runs user code.
Result<Value> advance_held(Runtime& rt, Iterator& iterator) {
  if (!rt.calls().guard().has_room()) return raise_too_deep(rt);
  Locals<2> held(rt);
  if (!held) return held.error();
  held[0] = Value(&iterator);
  held[1] = iterator.source();
  switch (iterator.type()) {
    case Type::kItems: return step_items(rt, iterator);
    case Type::kReversed: return step_reversed(rt, iterator);
    case Type::kCallable: return step_callable(rt, iterator);
    case Type::kEnumerate: return step_enumerate(rt, iterator);
    case Type::kZip: return step_zip(rt, iterator);
    case Type::kMap: return step_map(rt, iterator);
    default: return step_filter(rt, iterator);
  }
}

}  // namespace

Result<Value> advance(Runtime& rt, Iterator& iterator) {
  if (iterator.exhausted()) return Value::empty();
  switch (iterator.type()) {
    case Type::kString: return step_string(rt, iterator);
    case Type::kDictKeys:
    case Type::kDictValues:
    case Type::kDictItems:
    case Type::kSet: return step_dict(rt, iterator);
    case Type::kBigRange: return step_big_range(rt, iterator);
    default: return advance_held(rt, iterator);
  }
}

}  // namespace minipy
