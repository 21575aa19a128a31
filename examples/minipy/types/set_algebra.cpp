// Union, intersection and so on, of dicts' keys.
#include <minipy/types/set.h>

#include <mayfly/runtime/attributes/dict_operations.h>

namespace minipy {

namespace {

// The result under construction, and the key at hand.
class Builder {
 public:
  Builder(Runtime& rt, Dict* result) : rt_(rt), held_(rt) {
    if (held_ && result) held_[kResult] = Value(result);
  }
  Result<> check() {
    if (!held_) return held_.error();
    if (held_[kResult].is_nil()) return rt_.heap().allocation_error();
    return {};
  }
  Dict& result() { return *held_[kResult].as<Dict>(); }
  Value key() const { return held_[kKey]; }

  // Calls f for each key; stops early where it returns false.
  template <typename F>
  Result<> for_each(Dict& elements, F&& f) {
    held_[kSource] = Value(&elements);
    for (uint32_t i = elements.next(0); i < elements.end(); i = elements.next(i + 1)) {
      held_[kKey] = elements.key_at(i);
      if (!MAYFLY_TRY(f())) break;
    }
    return {};
  }
  Result<bool> add() {
    MAYFLY_TRY(dict_set(rt_, result(), key(), Value::nil()));
    return true;
  }

 private:
  enum Slot { kResult, kSource, kKey, kSlotCount };
  Runtime& rt_;
  Locals<kSlotCount> held_;
};

}  // namespace

Dict* known_elements(Value value) {
  const Value inner = unboxed(value);
  if (const Set* set = inner.try_as<Set>()) return &set->elements();
  return inner.try_as<Dict>();
}

Result<> add_all(Runtime& rt, Dict& elements, Value iterable) {
  const Set* set = iterable.try_as<Set>();
  Dict* source = set ? &set->elements() : iterable.try_as<Dict>();
  if (source == &elements) return {};
  if (source && elements.empty()) {
    gc::Heap& heap = rt.heap();
    if (!elements.reserve(heap, source->size())) return heap.allocation_error();
    for (uint32_t i = source->next(0); i < source->end(); i = source->next(i + 1)) {
      if (!elements.insert_new(heap, source->hash_at(i), source->key_at(i), Value::nil()))
        return heap.allocation_error();
    }
    return {};
  }
  if (source) {
    Builder builder(rt, &elements);
    MAYFLY_TRY(builder.check());
    return builder.for_each(*source, [&] { return builder.add(); });
  }
  Items items(rt, iterable);
  while (MAYFLY_TRY(items.next())) MAYFLY_TRY(dict_set(rt, elements, items.value(), Value::nil()));
  return {};
}

Result<Dict*> elements_of(Runtime& rt, Value iterable) {
  if (Dict* known = known_elements(iterable)) return known;
  Local<Dict> elements(rt, Dict::create(rt.heap()));
  if (!elements) return elements.error();
  if (!elements.get()) return rt.heap().allocation_error();
  MAYFLY_TRY(add_all(rt, *elements, iterable));
  return elements.get();
}

Result<bool> has_element(Runtime& rt, Dict& elements, Value key) {
  return !MAYFLY_TRY(dict_get(rt, elements, key)).is_empty();
}

Result<Dict*> union_of(Runtime& rt, Dict& a, Value b) {
  Builder builder(rt, copy_dict(rt.heap(), a, false));
  MAYFLY_TRY(builder.check());
  MAYFLY_TRY(add_all(rt, builder.result(), b));
  return &builder.result();
}

Result<Dict*> intersection_of(Runtime& rt, Dict& a, Value b) {
  Builder builder(rt, Dict::create(rt.heap()));
  MAYFLY_TRY(builder.check());
  if (Dict* other = known_elements(b)) {
    Dict& small = other->size() > a.size() ? a : *other;
    Dict& large = other->size() > a.size() ? *other : a;
    MAYFLY_TRY(builder.for_each(small, [&]() -> Result<bool> {
      return MAYFLY_TRY(has_element(rt, large, builder.key())) ? builder.add() : Result<bool>(true);
    }));
  } else {
    Items items(rt, b);
    while (MAYFLY_TRY(items.next())) {
      if (MAYFLY_TRY(has_element(rt, a, items.value())))
        MAYFLY_TRY(dict_set(rt, builder.result(), items.value(), Value::nil()));
    }
  }
  return &builder.result();
}

Result<Dict*> difference_of(Runtime& rt, Dict& a, Value b) {
  Dict* other = known_elements(b);
  Builder builder(rt, other ? Dict::create(rt.heap()) : copy_dict(rt.heap(), a, false));
  MAYFLY_TRY(builder.check());
  if (other) {
    MAYFLY_TRY(builder.for_each(a, [&]() -> Result<bool> {
      return MAYFLY_TRY(has_element(rt, *other, builder.key())) ? Result<bool>(true) : builder.add();
    }));
  } else {
    Items items(rt, b);
    while (MAYFLY_TRY(items.next())) MAYFLY_TRY(dict_delete(rt, builder.result(), items.value()));
  }
  return &builder.result();
}

Result<Dict*> symmetric_difference_of(Runtime& rt, Dict& a, Value b) {
  Local<Dict> other(rt, MAYFLY_TRY(elements_of(rt, b)));
  if (!other) return other.error();
  Builder builder(rt, copy_dict(rt.heap(), a, false));
  MAYFLY_TRY(builder.check());
  MAYFLY_TRY(builder.for_each(*other, [&]() -> Result<bool> {
    return MAYFLY_TRY(dict_delete(rt, builder.result(), builder.key())) ? Result<bool>(true) : builder.add();
  }));
  return &builder.result();
}

Result<bool> is_subset(Runtime& rt, Dict& a, Dict& b) {
  if (a.size() > b.size()) return false;
  Builder builder(rt, &b);
  MAYFLY_TRY(builder.check());
  bool all = true;
  MAYFLY_TRY(
      builder.for_each(a, [&]() -> Result<bool> { return all = MAYFLY_TRY(has_element(rt, b, builder.key())); }));
  return all;
}

Result<bool> is_disjoint(Runtime& rt, Dict& a, Value b) {
  if (Dict* other = known_elements(b)) {
    Dict& small = other->size() > a.size() ? a : *other;
    Dict& large = other->size() > a.size() ? *other : a;
    Builder builder(rt, &large);
    MAYFLY_TRY(builder.check());
    bool none = true;
    MAYFLY_TRY(builder.for_each(
        small, [&]() -> Result<bool> { return none = !MAYFLY_TRY(has_element(rt, large, builder.key())); }));
    return none;
  }
  Items items(rt, b);
  while (MAYFLY_TRY(items.next()))
    if (MAYFLY_TRY(has_element(rt, a, items.value()))) return false;
  return true;
}

Result<bool> compare_sets(Runtime& rt, CompareOp op, Dict& a, Dict& b) {
  switch (op) {
    case CompareOp::kEqual: return a.size() == b.size() && MAYFLY_TRY(is_subset(rt, a, b));
    case CompareOp::kNotEqual: return a.size() != b.size() || !MAYFLY_TRY(is_subset(rt, a, b));
    case CompareOp::kLess: return a.size() < b.size() && MAYFLY_TRY(is_subset(rt, a, b));
    case CompareOp::kLessEqual: return is_subset(rt, a, b);
    case CompareOp::kGreater: return a.size() > b.size() && MAYFLY_TRY(is_subset(rt, b, a));
    default: return is_subset(rt, b, a);
  }
}

}  // namespace minipy
