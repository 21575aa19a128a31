// dict_keys, dict_values, dict_items.
#include <minipy/objects/instance_dict.h>
#include <minipy/types/set.h>
#include <minipy/vm/text.h>

#include <mayfly/runtime/attributes/dict_operations.h>

namespace minipy {

namespace {

Result<Value> length_of(Runtime& rt, Arguments args) {
  return Value::small(static_cast<int64_t>(MAYFLY_TRY(receiver<DictView>(rt, args))->dict().size()));
}

Result<Value> mapping(Runtime& rt, Arguments args) {
  return made(rt, InstanceDict::create_proxy(rt.heap(), Value(&MAYFLY_TRY(receiver<DictView>(rt, args))->dict())));
}

Result<Value> iterate(Runtime& rt, Arguments args) {
  return get_iterator(rt, MAYFLY_TRY(receiver<DictView>(rt, args)));
}

Result<Value> iterate_backwards(Runtime& rt, Arguments args) {
  const DictView* self = MAYFLY_TRY(receiver<DictView>(rt, args));
  return reversed_entries(rt, self->iterator_type(), self->dict());
}

Result<Value> representation(Runtime& rt, Arguments args) {
  const DictView* self = MAYFLY_TRY(receiver<DictView>(rt, args));
  if (!rt.calls().guard().has_room()) {
    return raise(rt, ExceptionId::kRecursion, "maximum recursion depth exceeded while getting the repr of an object");
  }
  const ReprScope scope(self);
  if (scope.is_nested()) return new_string(rt, "...");
  Local<List> items(rt, MAYFLY_TRY(to_list(rt, Value(self))));
  if (!items) return items.error();
  const String* text = MAYFLY_TRY(repr(rt, Value(items.get())));
  TextBuilder builder(rt.heap());
  builder.append(type_name_of(rt, args[0]));
  builder.append('(');
  builder.append(text->view());
  builder.append(')');
  return Value(MAYFLY_TRY(builder.finish()));
}

Result<bool> has_item(Runtime& rt, Dict& dict, Value item) {
  const Tuple* pair = as<Tuple>(item);
  if (!pair || pair->size() != 2) return false;
  Local<Value> found(rt, MAYFLY_TRY(dict_get(rt, dict, pair->at(0))));
  if (!found) return found.error();
  if ((*found).is_empty()) return false;
  if ((*found).identical(pair->at(1))) return true;
  return equals(rt, *found, pair->at(1));
}

Result<Value> contains_in_view(Runtime& rt, Arguments args) {
  const DictView* self = MAYFLY_TRY(receiver<DictView>(rt, args));
  if (self->part() == DictView::Part::kItems) return Value::boolean(MAYFLY_TRY(has_item(rt, self->dict(), args[1])));
  return Value::boolean(!MAYFLY_TRY(dict_get(rt, self->dict(), args[1])).is_empty());
}

// The elements of a view as a set's: of keys the dict itself.
Result<Dict*> elements_of_view(Runtime& rt, const DictView& view) {
  if (view.part() == DictView::Part::kKeys) return &view.dict();
  return elements_of(rt, Value(&view));
}

// What comparisons of views are defined for: sets, keys, items. Null: something else.
Result<Dict*> elements_of_other(Runtime& rt, Value other) {
  if (const Set* set = as<Set>(other)) return &set->elements();
  const DictView* view = other.try_as<DictView>();
  if (!view || view->part() == DictView::Part::kValues) return nullptr;
  return elements_of_view(rt, *view);
}

// Whether all items of `a` are b's, too. Values need not be hashable.
Result<bool> items_within(Runtime& rt, Dict& a, Dict& b) {
  Locals<2> held(rt);
  if (!held) return held.error();
  for (uint32_t i = a.next(0); i < a.end(); i = a.next(i + 1)) {
    held[0] = a.value_at(i);
    held[1] = MAYFLY_TRY(dict_get(rt, b, a.key_at(i)));
    if (held[1].is_empty()) return false;
    if (!held[0].identical(held[1]) && !MAYFLY_TRY(equals(rt, held[1], held[0]))) return false;
  }
  return true;
}

Result<bool> compare_items(Runtime& rt, CompareOp op, Dict& a, Dict& b) {
  const size_t x = a.size(), y = b.size();
  switch (op) {
    case CompareOp::kEqual: return x == y && MAYFLY_TRY(items_within(rt, a, b));
    case CompareOp::kNotEqual: return x != y || !MAYFLY_TRY(items_within(rt, a, b));
    case CompareOp::kLess: return x < y && MAYFLY_TRY(items_within(rt, a, b));
    case CompareOp::kLessEqual: return x <= y && MAYFLY_TRY(items_within(rt, a, b));
    case CompareOp::kGreater: return x > y && MAYFLY_TRY(items_within(rt, b, a));
    default: return x >= y && MAYFLY_TRY(items_within(rt, b, a));
  }
}

bool is_items(Value value) { return value.is<DictView>() && value.as<DictView>()->part() == DictView::Part::kItems; }

template <CompareOp kOp>
Result<Value> compare_with(Runtime& rt, Arguments args) {
  const DictView* self = MAYFLY_TRY(receiver<DictView>(rt, args));
  const Value other = args[1];
  if (!as<Set>(other) && !other.is<DictView>()) return rt.not_implemented();
  if (is_items(args[0]) && is_items(other))
    return Value::boolean(MAYFLY_TRY(compare_items(rt, kOp, self->dict(), other.as<DictView>()->dict())));
  Locals<2> held(rt);
  if (!held) return held.error();
  const Dict* right = MAYFLY_TRY(elements_of_other(rt, other));
  if (!right) return rt.not_implemented();
  held[1] = Value(right);
  held[0] = Value(MAYFLY_TRY(elements_of_view(rt, *self)));
  return Value::boolean(MAYFLY_TRY(compare_sets(rt, kOp, *held[0].as<Dict>(), *held[1].as<Dict>())));
}

using Operation = Result<Dict*> (*)(Runtime& rt, Dict& a, Value b);

// view & other and the like give a set; `other` is any iterable.
template <Operation kOperation>
Result<Value> combine(Runtime& rt, Value left, Value right) {
  Local<Dict> elements(rt, nullptr);
  if (!elements) return elements.error();
  const DictView* view = left.try_as<DictView>();
  elements.set(view ? MAYFLY_TRY(elements_of_view(rt, *view)) : MAYFLY_TRY(elements_of(rt, left)));
  Dict* result = MAYFLY_TRY(kOperation(rt, *elements, right));
  return made(rt, Set::create(rt.heap(), false, result));
}

template <Operation kOperation>
Result<Value> combine_left(Runtime& rt, Arguments args) {
  MAYFLY_TRY(receiver<DictView>(rt, args));
  return combine<kOperation>(rt, args[0], args[1]);
}

template <Operation kOperation>
Result<Value> combine_right(Runtime& rt, Arguments args) {
  MAYFLY_TRY(receiver<DictView>(rt, args));
  return combine<kOperation>(rt, args[1], args[0]);
}

Result<Value> disjoint(Runtime& rt, Arguments args) {
  const DictView* self = MAYFLY_TRY(receiver<DictView>(rt, args));
  Local<Dict> elements(rt, MAYFLY_TRY(elements_of_view(rt, *self)));
  if (!elements) return elements.error();
  return Value::boolean(MAYFLY_TRY(is_disjoint(rt, *elements, args[1])));
}

Result<> define_view(Runtime& rt, ClassId id, DictView::Part part) {
  static constexpr NativeSpec kMethods[] = {
      getter<mapping>("mapping"),
      method<length_of, 0>("__len__", NativeSpec::kLeaf),
      method<iterate, 0>("__iter__"),
      method<iterate_backwards, 0>("__reversed__"),
      method<representation, 0>("__repr__"),
  };
  static constexpr NativeSpec kSetMethods[] = {
      method<contains_in_view, 1>("__contains__"),
      method<disjoint, 1>("isdisjoint"),
      method<combine_left<union_of>, 1>("__or__"),
      method<combine_left<intersection_of>, 1>("__and__"),
      method<combine_left<difference_of>, 1>("__sub__"),
      method<combine_left<symmetric_difference_of>, 1>("__xor__"),
      method<combine_right<union_of>, 1>("__ror__"),
      method<combine_right<intersection_of>, 1>("__rand__"),
      method<combine_right<difference_of>, 1>("__rsub__"),
      method<combine_right<symmetric_difference_of>, 1>("__rxor__"),
      method<compare_with<CompareOp::kEqual>, 1>("__eq__"),
      method<compare_with<CompareOp::kNotEqual>, 1>("__ne__"),
      method<compare_with<CompareOp::kLess>, 1>("__lt__"),
      method<compare_with<CompareOp::kLessEqual>, 1>("__le__"),
      method<compare_with<CompareOp::kGreater>, 1>("__gt__"),
      method<compare_with<CompareOp::kGreaterEqual>, 1>("__ge__"),
  };
  Class* cls = MAYFLY_TRY(Minipy::of(rt).make_class(id, DictView::kind(part)));
  MAYFLY_TRY(install(rt, *cls, kMethods));
  if (part == DictView::Part::kValues) return {};
  MAYFLY_TRY(install(rt, *cls, kSetMethods));
  return make_unhashable(rt, *cls);
}

}  // namespace

Result<> define_dict_views(Runtime& rt) {
  MAYFLY_TRY(define_view(rt, ClassId::kDictKeys, DictView::Part::kKeys));
  MAYFLY_TRY(define_view(rt, ClassId::kDictValues, DictView::Part::kValues));
  return define_view(rt, ClassId::kDictItems, DictView::Part::kItems);
}

}  // namespace minipy
