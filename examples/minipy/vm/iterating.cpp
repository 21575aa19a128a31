// iter() and next() of any value, and lists of all items.
#include <minipy/objects/big_integer.h>
#include <minipy/objects/dict_view.h>
#include <minipy/objects/range.h>
#include <minipy/objects/range_iterator.h>
#include <minipy/objects/sequence_iterator.h>
#include <minipy/objects/set.h>
#include <minipy/vm/interpreter.h>
#include <minipy/vm/iterating.h>
#include <minipy/vm/native.h>
#include <minipy/vm/specials.h>

#include <mayfly/runtime/weak/proxy_target.h>

#include <unistd.h>

namespace minipy {

namespace {

Result<Value> checked(Runtime& rt, const gc::Cell* made) {
  if (!made) return rt.heap().allocation_error();
  return Value(made);
}

Result<Value> make(Runtime& rt, Iterator::Type type, Value source, Value extra = Value::nil(), uint64_t number = 0) {
  return checked(rt, Iterator::create(rt.heap(), type, source, extra, number));
}

Result<Value> over_dict(Runtime& rt, Iterator::Type type, Dict& dict) {
  return make(rt, type, Value(&dict), Value::small(static_cast<int64_t>(dict.size())), Iterator::pack(0, dict.size()));
}

Result<Value> over_range(Runtime& rt, const Range& range) {
  const std::optional<Range::Numbers> numbers = range.small();
  if (numbers && numbers->fits_small())
    return checked(rt, RangeIterator::create(rt.heap(), numbers->start, numbers->step, numbers->count));
  return make(rt, Iterator::Type::kBigRange, range.start(), Value(&range));
}

// Built-in values' own; empty for others.
Result<Value> builtin_iterator(Runtime& rt, Value value) {
  gc::Cell& cell = *value.cell();
  switch (cell.kind()) {
    case kKindList:
    case kKindTuple: return checked(rt, SequenceIterator::create(rt.heap(), value));
    case kKindString: return make(rt, Iterator::Type::kString, value);
    case kKindDict: return over_dict(rt, Iterator::Type::kDictKeys, *value.as<Dict>());
    default: break;
  }
  if (RangeIterator::is(cell) || SequenceIterator::is(cell) || Iterator::is(cell) || Generator::is(cell)) return value;
  if (const Range* range = value.try_as<Range>()) return over_range(rt, *range);
  if (const Set* set = value.try_as<Set>()) return over_dict(rt, Iterator::Type::kSet, set->elements());
  if (const DictView* view = value.try_as<DictView>()) return over_dict(rt, view->iterator_type(), view->dict());
  return Value::empty();
}

// So many items, if the machine has memory for them.
Result<size_t> fits_in_memory(size_t items) {
  static const size_t most = static_cast<size_t>(sysconf(_SC_PHYS_PAGES)) * static_cast<size_t>(sysconf(_SC_PAGESIZE));
  if (items > most / sizeof(Value)) return Error::out_of_memory();
  return items;
}

Result<Value> next_of_target(Runtime& rt, Value target) {
  if (is_defined(special_of(rt, target, Special::kNext))) return next_item(rt, target);
  return raise(rt, ExceptionId::kType, "Weakref proxy referenced a non-iterator '%s' object", type_name_of(rt, target));
}

}  // namespace

Result<Value> get_iterator(Runtime& rt, Value value) {
  if (value.is_object()) {
    const Value builtin = MAYFLY_TRY(builtin_iterator(rt, value));
    if (!builtin.is_empty()) return builtin;
    if (is_proxy(value)) return on_target(rt, value, [&](Value target) { return get_iterator(rt, target); });
  }
  const Value special = special_of(rt, value, Special::kIterate);
  if (is_defined(special)) {
    if (!rt.calls().guard().has_room()) return raise_too_deep(rt);
    const Value iterator = MAYFLY_TRY(call_special(rt, Special::kIterate, value));
    // What a proxy stands for is asked when the next item is wanted.
    if (!is_defined(special_of(rt, iterator, Special::kNext)) && !is_proxy(iterator))
      return raise(rt, ExceptionId::kType, "iter() returned non-iterator of type '%s'", type_name_of(rt, iterator));
    return iterator;
  }
  if (special.is_empty() && is_defined(special_of(rt, value, Special::kGetItem)))
    return make(rt, Iterator::Type::kItems, value);
  return raise(rt, ExceptionId::kType, "'%s' object is not iterable", type_name_of(rt, value));
}

Result<Value> next_item(Runtime& rt, Value iterator) {
  if (iterator.is_object()) {
    if (RangeIterator* range = iterator.try_as<RangeIterator>()) return range->next();
    if (SequenceIterator* sequence = iterator.try_as<SequenceIterator>()) return sequence->next();
    if (Iterator* own = iterator.try_as<Iterator>()) return advance(rt, *own);
    if (Generator* generator = iterator.try_as<Generator>()) {
      Interpreter& interpreter = Minipy::of(rt).interpreter();
      Result<Value> item = interpreter.resume(*generator, Value::nil());
      if (item && item->is_empty()) interpreter.take_return_value();  // of no interest here
      return item;
    }
  }
  if (!is_defined(special_of(rt, iterator, Special::kNext))) {
    if (is_proxy(iterator)) return on_target(rt, iterator, [&](Value target) { return next_of_target(rt, target); });
    return raise(rt, ExceptionId::kType, "'%s' object is not an iterator", type_name_of(rt, iterator));
  }
  if (!rt.calls().guard().has_room()) return raise_too_deep(rt);
  Result<Value> item = call_special(rt, Special::kNext, iterator);
  if (!item && is_exception(rt, item.error(), ExceptionId::kStopIteration)) return Value::empty();
  return item;
}

Result<> Items::open() {
  if (!slots_) return slots_.error();
  if (mode_ != Mode::kUnopened) return {};
  const Value source = slots_[kSource];
  if (source.is<List>()) {
    mode_ = Mode::kList;
  } else if (source.is<Tuple>()) {
    mode_ = Mode::kTuple;
  } else {
    slots_[kSource] = MAYFLY_TRY(get_iterator(rt_, source));
    mode_ = Mode::kIterator;
  }
  return {};
}

Result<bool> Items::next() {
  if (!slots_) return slots_.error();
  if (mode_ == Mode::kUnopened) [[unlikely]]
    MAYFLY_TRY(open());
  const Value source = slots_[kSource];
  switch (mode_) {
    case Mode::kList: {
      const List& list = *source.as<List>();
      if (index_ >= list.size()) break;
      slots_[kCurrent] = list.at(index_++);
      return true;
    }
    case Mode::kTuple: {
      const Tuple& tuple = *source.as<Tuple>();
      if (index_ >= tuple.size()) break;
      slots_[kCurrent] = tuple.at(index_++);
      return true;
    }
    case Mode::kIterator: {
      MAYFLY_TRY(rt_.steps(1));  // there may be no end
      const Value item = MAYFLY_TRY(next_item(rt_, source));
      if (item.is_empty()) break;
      slots_[kCurrent] = item;
      return true;
    }
    default: break;
  }
  mode_ = Mode::kEnded;
  return false;
}

// 0: it does not say.
static Result<size_t> length_hint(Runtime& rt, Value iterable) {
  if (const RangeIterator* range = iterable.try_as<RangeIterator>())
    return static_cast<size_t>(std::max<int64_t>(range->left(), 0));
  if (const SequenceIterator* sequence = iterable.try_as<SequenceIterator>()) return sequence->left();
  if (is_defined(special_of(rt, iterable, Special::kLength))) {
    Result<size_t> length = minipy::length(rt, iterable);
    if (length) return length;
    if (!is_exception(rt, length.error(), ExceptionId::kType)) return length;
  }
  const Symbol* name = iterable.is<Instance>() ? rt.space().symbols().find("__length_hint__") : nullptr;
  if (!name || rt.space().class_of(iterable)->find_attribute(*name).is_empty()) return 0;
  Result<Value> asked = call_method(rt, iterable, "__length_hint__");
  if (!asked) {
    if (is_exception(rt, asked.error(), ExceptionId::kType)) return 0;
    return asked.take_error();
  }
  if (asked->identical(rt.not_implemented())) return 0;
  const Value answer = unboxed(*asked);
  if (!is_int_or_bool(answer))
    return raise(rt, ExceptionId::kType, "__length_hint__ must be an integer, not %s", type_name_of(rt, *asked));
  const int64_t hint =
      MAYFLY_TRY(to_int64_or_raise(rt, answer, ExceptionId::kOverflow, "Python int too large to convert to C ssize_t"));
  if (hint < 0) return raise(rt, ExceptionId::kValue, "__length_hint__() should return >= 0");
  return static_cast<size_t>(hint);
}

Result<> reserve_for(Runtime& rt, List& list, Value iterable) {
  const size_t count = MAYFLY_TRY(length_hint(rt, iterable));
  if (count > INT64_MAX - list.size()) return {};  // this cannot be: let us see
  MAYFLY_TRY(fits_in_memory(count));
  if (count > 0 && !list.reserve(rt.heap(), list.size() + count)) return rt.heap().allocation_error();
  return {};
}

Result<List*> to_list(Runtime& rt, Value iterable) {
  gc::Heap& heap = rt.heap();
  std::span<const Value> values;
  if (const List* list = iterable.try_as<List>()) values = list->values();
  if (const Tuple* tuple = iterable.try_as<Tuple>()) values = tuple->values();
  Local<List> made(rt, List::create(heap, values));
  if (!made) return made.error();
  if (!made.get()) return heap.allocation_error();
  if (iterable.is<List>() || iterable.is<Tuple>()) return made.get();
  const Dict* dict = iterable.try_as<Dict>();
  if (const Set* set = iterable.try_as<Set>()) dict = &set->elements();
  if (dict) {
    if (!made->reserve(heap, dict->size())) return heap.allocation_error();
    for (uint32_t i = dict->next(0); i < dict->end(); i = dict->next(i + 1))
      if (!made->append(heap, dict->key_at(i))) return heap.allocation_error();
    return made.get();
  }
  Items items(rt, iterable);
  MAYFLY_TRY(items.open());
  MAYFLY_TRY(reserve_for(rt, *made, iterable));
  while (MAYFLY_TRY(items.next()))
    if (!made->append(heap, items.value())) return heap.allocation_error();
  return made.get();
}

}  // namespace minipy
