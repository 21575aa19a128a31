// list: its methods but for those of items and slices (list_items.cpp).
#include <minipy/types/list.h>
#include <minipy/vm/slicing.h>
#include <minipy/vm/slow.h>
#include <minipy/vm/text.h>

#include <mayfly/objects/containers/plain_key.h>

namespace minipy {

namespace {

Result<Value> make(Runtime& rt, Arguments args) {
  Class* cls = MAYFLY_TRY(class_to_make(rt, args, *rt.space().class_of_kind(kKindList)));
  return boxed(rt, *cls, MAYFLY_TRY(new_list(rt)));
}

Result<Value> initialize(Runtime& rt, Arguments args) {
  List* self = MAYFLY_TRY(receiver<List>(rt, args));
  const Class& base = *rt.space().class_of_kind(kKindList);
  MAYFLY_TRY(refuse_keywords(rt, args, *rt.space().class_of(args[0]), base, Special::kNew));
  MAYFLY_TRY(check_count(rt, args, "list", 0, 1));
  self->clear();
  if (args.positional() == 1) return Value::nil();
  MAYFLY_TRY(extend_list(rt, *self, args[1]));
  return Value::nil();
}

Result<Value> append(Runtime& rt, Arguments args) {
  List* self = MAYFLY_TRY(receiver<List>(rt, args));
  if (!self->append(rt.heap(), args[1])) return rt.heap().allocation_error();
  return Value::nil();
}

Result<Value> extend(Runtime& rt, Arguments args) {
  List* self = MAYFLY_TRY(receiver<List>(rt, args));
  MAYFLY_TRY(extend_list(rt, *self, args[1]));
  return Value::nil();
}

Result<Value> insert(Runtime& rt, Arguments args) {
  List* self = MAYFLY_TRY(receiver<List>(rt, args));
  const int64_t index = MAYFLY_TRY(
      to_int64_or_raise(rt, args[1], ExceptionId::kOverflow, "Python int too large to convert to C ssize_t"));
  if (!self->insert(rt.heap(), clamp_bound(index, self->size()), args[2])) return rt.heap().allocation_error();
  return Value::nil();
}

Result<Value> pop(Runtime& rt, Arguments args) {
  List* self = MAYFLY_TRY(receiver<List>(rt, args));
  int64_t index = -1;
  if (args.positional() == 2) {
    index = MAYFLY_TRY(
        to_int64_or_raise(rt, args[1], ExceptionId::kOverflow, "Python int too large to convert to C ssize_t"));
  }
  if (self->empty()) return raise(rt, ExceptionId::kIndex, "pop from empty list");
  size_t place = 0;
  if (!place_index(index, self->size(), place)) return raise(rt, ExceptionId::kIndex, "pop index out of range");
  if (place + 1 == self->size()) return self->pop();
  const Value item = self->at(place);
  self->erase(place);
  return item;
}

// The place of an item that is equal to args[1], from `start` on and below `stop`; SIZE_MAX: none.
template <typename Sequence>
Result<size_t> find(Runtime& rt, const Sequence& sequence, Value wanted, size_t start, size_t stop) {
  Local<Value> item(rt, Value::nil());
  if (!item) return item.error();
  for (size_t i = start; i < stop && i < sequence.size(); i++) {
    item.set(sequence.at(i));
    const Match match = compare_plain_keys(*item, wanted);
    if (match == Match::kEqual) return i;
    if (match == Match::kUndecided && MAYFLY_TRY(equals(rt, *item, wanted))) return i;
  }
  return SIZE_MAX;
}

Result<Value> remove(Runtime& rt, Arguments args) {
  List* self = MAYFLY_TRY(receiver<List>(rt, args));
  const size_t place = MAYFLY_TRY(find(rt, *self, args[1], 0, SIZE_MAX));
  if (place == SIZE_MAX) return raise(rt, ExceptionId::kValue, "list.remove(x): x not in list");
  if (place < self->size()) self->erase(place);  // == may have changed the list
  return Value::nil();
}

Result<Value> clear(Runtime& rt, Arguments args) {
  MAYFLY_TRY(receiver<List>(rt, args))->clear();
  return Value::nil();
}

Result<Value> copy(Runtime& rt, Arguments args) { return new_list(rt, MAYFLY_TRY(receiver<List>(rt, args))->values()); }

Result<Value> reverse(Runtime& rt, Arguments args) {
  List* self = MAYFLY_TRY(receiver<List>(rt, args));
  for (size_t i = 0, j = self->size(); i + 1 < j; i++) {
    const Value first = self->at(i);
    self->set(i, self->at(--j));
    self->set(j, first);
  }
  return Value::nil();
}

Result<Value> sort(Runtime& rt, Arguments args) {
  List* self = MAYFLY_TRY(receiver<List>(rt, args));
  MAYFLY_TRY(sort_with_keywords(rt, *self, "sort", args.rest()));
  return Value::nil();
}

Result<Value> length_of(Runtime& rt, Arguments args) {
  return Value::small(static_cast<int64_t>(MAYFLY_TRY(receiver<List>(rt, args))->size()));
}

Result<Value> contains_item(Runtime& rt, Arguments args) {
  return Value::boolean(MAYFLY_TRY(minipy::contains(rt, MAYFLY_TRY(receiver<List>(rt, args)), args[1])));
}

Result<Value> iterate(Runtime& rt, Arguments args) { return get_iterator(rt, MAYFLY_TRY(receiver<List>(rt, args))); }

Result<Value> iterate_backwards(Runtime& rt, Arguments args) {
  const List* self = MAYFLY_TRY(receiver<List>(rt, args));
  return made(rt, Iterator::create(rt.heap(), Iterator::Type::kReversed, Value(self), Value::nil(), self->size()));
}

Result<Value> representation(Runtime& rt, Arguments args) {
  return Value(MAYFLY_TRY(container_repr(rt, MAYFLY_TRY(receiver<List>(rt, args)))));
}

Result<Value> add(Runtime& rt, Arguments args) {
  const List* self = MAYFLY_TRY(receiver<List>(rt, args));
  const List* other = as<List>(args[1]);
  if (!other) {
    if (other_may_know(rt, args[1], Special::kReflectedAdd)) return rt.not_implemented();
    return raise(rt, ExceptionId::kType, "can only concatenate list (not \"%s\") to list", type_name_of(rt, args[1]));
  }
  List* sum = List::create(rt.heap());
  if (!sum || !sum->reserve(rt.heap(), self->size() + other->size()) || !sum->extend(rt.heap(), self->values()) ||
      !sum->extend(rt.heap(), other->values()))
    return rt.heap().allocation_error();
  return Value(sum);
}

Result<Value> add_in_place(Runtime& rt, Arguments args) {
  MAYFLY_TRY(extend_list(rt, *MAYFLY_TRY(receiver<List>(rt, args)), args[1]));
  return args[0];
}

// Appends the first `count` items as often as it takes to have `size`.
Result<> repeat_items(Runtime& rt, List& list, size_t count, size_t size) {
  if (!list.reserve(rt.heap(), size)) return rt.heap().allocation_error();
  for (size_t i = 0; list.size() < size; i++)
    if (!list.append(rt.heap(), list.at(i % count))) return rt.heap().allocation_error();
  return {};
}

// Empty: NotImplemented. MemoryError where it can't be.
Result<Value> repeated_size(Runtime& rt, size_t size, Value count) {
  const Value times = MAYFLY_TRY(repetitions(rt, count));
  if (times.is_empty() || size == 0) return times.is_empty() ? times : Value::small(0);
  if (times.as_small() > static_cast<int64_t>((size_t{1} << 46) / size)) return Error::out_of_memory();
  return Value::small(times.as_small() * static_cast<int64_t>(size));
}

Result<Value> multiply(Runtime& rt, Arguments args) {
  const List* self = MAYFLY_TRY(receiver<List>(rt, args));
  const Value size = MAYFLY_TRY(repeated_size(rt, self->size(), args[1]));
  if (size.is_empty()) return rt.not_implemented();
  if (size.as_small() == 0) return new_list(rt);
  List* product = List::create(rt.heap(), self->values());
  if (!product) return rt.heap().allocation_error();
  const size_t count = product->size();
  if (count > 0) MAYFLY_TRY(repeat_items(rt, *product, count, static_cast<size_t>(size.as_small())));
  return Value(product);
}

Result<Value> multiply_in_place(Runtime& rt, Arguments args) {
  List* self = MAYFLY_TRY(receiver<List>(rt, args));
  const Value size = MAYFLY_TRY(repeated_size(rt, self->size(), args[1]));
  if (size.is_empty()) return rt.not_implemented();
  const size_t count = self->size();
  if (size.as_small() == 0) {
    self->clear();
  } else if (count > 0) {
    MAYFLY_TRY(repeat_items(rt, *self, count, static_cast<size_t>(size.as_small())));
  }
  return args[0];
}

template <typename Sequence>
Result<Value> index(Runtime& rt, Arguments args) {
  const Sequence* self = MAYFLY_TRY(receiver<Sequence>(rt, args));
  const int64_t from = args.positional() > 2 ? MAYFLY_TRY(slice_bound(rt, args[2])) : 0;
  const int64_t to = args.positional() > 3 ? MAYFLY_TRY(slice_bound(rt, args[3])) : INT64_MAX;
  const size_t size = self->size();
  const size_t place = MAYFLY_TRY(find(rt, *self, args[1], clamp_bound(from, size), clamp_bound(to, size)));
  if (place != SIZE_MAX) return Value::small(static_cast<int64_t>(place));
  if (std::is_same_v<Sequence, Tuple>) return raise(rt, ExceptionId::kValue, "tuple.index(x): x not in tuple");
  const String* text = MAYFLY_TRY(repr(rt, args[1]));
  return raise(rt, ExceptionId::kValue, "%s is not in list", text->c_str());
}

template <typename Sequence>
Result<Value> count(Runtime& rt, Arguments args) {
  const Sequence* self = MAYFLY_TRY(receiver<Sequence>(rt, args));
  int64_t found = 0;
  for (size_t i = 0;; i++, found++) {
    i = MAYFLY_TRY(find(rt, *self, args[1], i, SIZE_MAX));
    if (i == SIZE_MAX) return Value::small(found);
  }
}

}  // namespace

Result<Value> list_index(Runtime& rt, Arguments args) { return index<List>(rt, args); }
Result<Value> list_count(Runtime& rt, Arguments args) { return count<List>(rt, args); }
Result<Value> tuple_index(Runtime& rt, Arguments args) { return index<Tuple>(rt, args); }
Result<Value> tuple_count(Runtime& rt, Arguments args) { return count<Tuple>(rt, args); }

Result<> sort_with_keywords(Runtime& rt, List& list, const char* function, Arguments keywords) {
  static constexpr const char* kNames[] = {"*", "key", "reverse"};
  Locals<2> given(rt);
  if (!given) return given.error();
  given[0] = given[1] = Value::empty();
  MAYFLY_TRY(take(rt, function, keywords, kNames, 0, 0, given.span()));
  if (given[0].is_empty()) given[0] = Value::nil();
  bool reversed = false;
  if (!given[1].is_empty()) {
    reversed = given[1].is_boolean() ? given[1].is_true()
                                     : MAYFLY_TRY(to_int64_or_raise(rt, given[1], ExceptionId::kOverflow,
                                                                    "Python int too large to convert to C int")) != 0;
  }
  return sort_list(rt, list, given[0], reversed);
}

Result<> define_list(Runtime& rt) {
  static constexpr NativeSpec kMethods[] = {
      keywords_static_method<make>("__new__"),
      keywords_method<initialize>("__init__"),
      method<append, 1>("append", NativeSpec::kLeaf),
      method<extend, 1>("extend"),
      method<insert, 2>("insert"),
      method<pop, 0, 1>("pop"),
      method<remove, 1>("remove"),
      method<clear, 0>("clear", NativeSpec::kLeaf),
      method<copy, 0>("copy", NativeSpec::kLeaf),
      method<reverse, 0>("reverse", NativeSpec::kLeaf),
      keywords_method<sort>("sort"),
      method<list_index, 1, 3>("index"),
      method<list_count, 1>("count"),
      method<length_of, 0>("__len__", NativeSpec::kLeaf),
      method<contains_item, 1>("__contains__"),
      method<iterate, 0>("__iter__"),
      method<iterate_backwards, 0>("__reversed__"),
      method<representation, 0>("__repr__"),
      method<add, 1>("__add__"),
      method<add_in_place, 1>("__iadd__"),
      method<multiply, 1>("__mul__"),
      method<multiply, 1>("__rmul__"),
      method<multiply_in_place, 1>("__imul__"),
      method<compare_native<List, CompareOp::kEqual>, 1>("__eq__"),
      method<compare_native<List, CompareOp::kNotEqual>, 1>("__ne__"),
      method<compare_native<List, CompareOp::kLess>, 1>("__lt__"),
      method<compare_native<List, CompareOp::kLessEqual>, 1>("__le__"),
      method<compare_native<List, CompareOp::kGreater>, 1>("__gt__"),
      method<compare_native<List, CompareOp::kGreaterEqual>, 1>("__ge__"),
  };
  Class& cls = *rt.space().class_of_kind(kKindList);
  MAYFLY_TRY(install(rt, cls, kMethods));
  MAYFLY_TRY(define_list_items(rt, cls));
  MAYFLY_TRY(make_unhashable(rt, cls));
  return publish(rt, cls);
}

}  // namespace minipy
