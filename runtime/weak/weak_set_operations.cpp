#include <mayfly/objects/containers/dict.h>
#include <mayfly/objects/containers/list.h>
#include <mayfly/objects/weak/weak_ref.h>
#include <mayfly/runtime/attributes/dict_operations.h>
#include <mayfly/runtime/attributes/iteration.h>
#include <mayfly/runtime/weak/weak_locate.h>
#include <mayfly/runtime/weak/weak_mapping.h>
#include <mayfly/runtime/weak/weak_set_operations.h>

namespace mayfly {

Result<> weak_set_add(Runtime& rt, WeakSet& set, Value element) {
  WeakLocation<WeakSet> at(rt, set, element);
  if (MAYFLY_TRY(at.find())) return {};
  return at.insert(Value::empty());
}

Result<bool> weak_set_contains(Runtime& rt, WeakSet& set, Value element) {
  if (!is_weakly_referenceable(rt.space(), element)) return false;
  return WeakLocation<WeakSet>(rt, set, element).find();
}

Result<bool> weak_set_discard(Runtime& rt, WeakSet& set, Value element) {
  WeakLocation<WeakSet> at(rt, set, element);
  if (!MAYFLY_TRY(at.find())) return false;
  return set.erase_at(rt.heap(), at.position());
}

Value weak_set_pop(Runtime& rt, WeakSet& set) {
  gc::Heap& heap = rt.heap();
  for (uint32_t last = set.last(heap); last != WeakSet::kNotFound; last = set.last(heap)) {
    const Value element = set.key_at(last);
    if (!element.is_empty() && set.erase_at(heap, last)) return element;
  }
  return Value::empty();
}

Result<WeakSet*> weak_set_copy(Runtime& rt, WeakSet& set) {
  WeakSet* made = WeakSet::create(rt.heap(), set.own_class());
  if (!made || !made->add_all(rt.heap(), set)) return rt.heap().allocation_error();
  return made;
}

namespace {

// The elements of a set, held: its own, in a list; another's, in a dict, where they are found. So what user code does to
// either meanwhile changes nothing here.
class Elements {
 public:
  Elements(Runtime& rt, WeakSet& set) : rt_(rt), held_(rt) {
    if (held_) held_[kSet] = Value(&set);
  }
  Result<> take(Value other) {
    if (!held_) return held_.error();
    held_[kOther] = other;
    Dict* found = Dict::create(rt_.heap());
    if (!found) return rt_.heap().allocation_error();
    held_[kFound] = found;
    if (other.is<WeakSet>()) {
      held_[kFound] = MAYFLY_TRY(weak_snapshot(rt_, other));
    } else {
      Iteration items(rt_, other);
      while (MAYFLY_TRY(items.next())) {
        if (!is_weakly_referenceable(rt_.space(), items.value())) {
          if (stranger_.is_empty()) stranger_ = held_[kStranger] = items.value();
          continue;
        }
        MAYFLY_TRY(dict_set(rt_, *found, items.value(), Value::nil()));
      }
    }
    held_[kOwn] = MAYFLY_TRY(weak_list(rt_, held_[kSet], WeakPart::kKeys));
    return {};
  }

  size_t own_count() { return held_[kOwn].as<List>()->size(); }
  Value own(size_t i) { return held_[kOwn].as<List>()->at(i); }
  Dict& others() { return *held_[kFound].as<Dict>(); }
  // The first of the others that can't be in a weak set; empty: none.
  Value stranger() const { return stranger_; }
  Result<bool> is_other(Value element) { return !MAYFLY_TRY(dict_get(rt_, others(), element)).is_empty(); }

 private:
  enum Slot { kSet, kOther, kFound, kOwn, kStranger, kSlotCount };
  Runtime& rt_;
  Locals<kSlotCount> held_;
  Value stranger_ = Value::empty();
};

// Calls f(element) for each of the others, as they were taken.
template <typename F>
Result<> for_each_other(Elements& elements, F&& f) {
  const Dict& others = elements.others();
  for (uint32_t i = others.next(0); i < others.end(); i = others.next(i + 1)) MAYFLY_TRY(f(others.key_at(i)));
  return {};
}

// Brings `set`, which holds the elements of the first operand, to what the operation says.
Result<> apply(Runtime& rt, WeakSet& set, SetOperation operation, Elements& elements) {
  const bool adds = operation == SetOperation::kUnion || operation == SetOperation::kSymmetricDifference;
  if (adds && !elements.stranger().is_empty())
    return not_weakly_referenceable(rt, &set, "element", elements.stranger());
  if (operation == SetOperation::kUnion)
    return for_each_other(elements, [&](Value element) { return weak_set_add(rt, set, element); });
  if (operation == SetOperation::kSymmetricDifference) {
    return for_each_other(elements, [&](Value element) -> Result<> {
      if (MAYFLY_TRY(weak_set_discard(rt, set, element))) return {};
      return weak_set_add(rt, set, element);
    });
  }
  for (size_t i = 0; i < elements.own_count(); i++) {
    const bool shared = MAYFLY_TRY(elements.is_other(elements.own(i)));
    if (shared == (operation == SetOperation::kDifference)) MAYFLY_TRY(weak_set_discard(rt, set, elements.own(i)));
  }
  return {};
}

}  // namespace

Result<WeakSet*> weak_set_combine(Runtime& rt, WeakSet& set, SetOperation operation, Value other) {
  Elements elements(rt, set);
  MAYFLY_TRY(elements.take(other));
  Local<WeakSet> made(rt, MAYFLY_TRY(weak_set_copy(rt, set)));
  if (!made) return made.error();
  MAYFLY_TRY(apply(rt, *made, operation, elements));
  return made.get();
}

Result<> weak_set_update(Runtime& rt, WeakSet& set, SetOperation operation, Value other) {
  Elements elements(rt, set);
  MAYFLY_TRY(elements.take(other));
  return apply(rt, set, operation, elements);
}

Result<bool> weak_set_is(Runtime& rt, WeakSet& set, SetRelation relation, Value other) {
  Elements elements(rt, set);
  MAYFLY_TRY(elements.take(other));
  if (relation == SetRelation::kSuperset && !elements.stranger().is_empty()) return false;
  size_t shared = 0;
  for (size_t i = 0; i < elements.own_count(); i++)
    if (MAYFLY_TRY(elements.is_other(elements.own(i)))) shared++;
  switch (relation) {
    case SetRelation::kSubset: return shared == elements.own_count();
    case SetRelation::kSuperset: return shared == elements.others().size();
    default: return shared == 0;
  }
}

Result<bool> equal_weak_sets(Runtime& rt, WeakSet& a, WeakSet& b) {
  Elements elements(rt, a);
  MAYFLY_TRY(elements.take(&b));
  if (elements.own_count() != elements.others().size()) return false;
  for (size_t i = 0; i < elements.own_count(); i++)
    if (!MAYFLY_TRY(elements.is_other(elements.own(i)))) return false;
  return true;
}

}  // namespace mayfly
