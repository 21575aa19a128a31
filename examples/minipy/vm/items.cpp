// len(), items by key or index, and membership, of any value.
#include <minipy/objects/range.h>
#include <minipy/objects/set.h>
#include <minipy/vm/iterating.h>
#include <minipy/vm/slicing.h>
#include <minipy/vm/slow.h>
#include <minipy/vm/specials.h>

#include <mayfly/objects/containers/plain_key.h>
#include <mayfly/runtime/attributes/dict_operations.h>
#include <mayfly/runtime/weak/proxy_target.h>

namespace minipy {

namespace {

// Built-in classes of which there are parameterized generics.
bool takes_parameters(Runtime& rt, const Class& cls) {
  if (&cls == rt.space().type_class()) return true;
  for (const gc::KindId kind : {kKindList, kKindTuple, kKindDict})
    if (cls.is_subclass_of(*rt.space().class_of_kind(kind))) return true;
  for (const ClassId id : {ClassId::kSet, ClassId::kFrozenSet})
    if (cls.is_subclass_of(Minipy::of(rt).cls(id))) return true;
  return false;
}

Result<size_t> length_by_special(Runtime& rt, Value value) {
  if (is_proxy(value)) return on_target(rt, value, [&](Value target) { return minipy::length(rt, target); });
  if (!is_defined(special_of(rt, value, Special::kLength)))
    return raise(rt, ExceptionId::kType, "object of type '%s' has no len()", type_name_of(rt, value));
  if (!rt.calls().guard().has_room()) return raise_too_deep(rt);
  const Value answer = MAYFLY_TRY(call_special(rt, Special::kLength, value));
  const int64_t count =
      MAYFLY_TRY(to_int64_or_raise(rt, answer, ExceptionId::kOverflow, "cannot fit 'int' into an index-sized integer"));
  if (count < 0) return raise(rt, ExceptionId::kValue, "__len__() should return >= 0");
  return static_cast<size_t>(count);
}

// A special that takes a key, or the error that there is none.
Result<Value> get_by_special(Runtime& rt, Value container, Value key) {
  if (is_proxy(container))
    return on_target(rt, container, [&](Value target) { return minipy::get_item(rt, target, key); });
  if (!rt.calls().guard().has_room()) return raise_too_deep(rt);
  if (is_defined(special_of(rt, container, Special::kGetItem)))
    return call_special(rt, Special::kGetItem, container, key);
  if (const Class* cls = container.try_as<Class>()) {
    Symbol* name = MAYFLY_TRY(intern(rt, "__class_getitem__"));
    Locals<2> held(rt);
    if (!held) return held.error();
    held[0] = key;
    held[1] = MAYFLY_TRY(find_attr(rt, container, *name));
    if (!held[1].is_empty()) return invoke(rt, held[1], Arguments(held.data(), 1));
    if (takes_parameters(rt, *cls)) {  // list[int]: lib/_union.py
      held[1] = MAYFLY_TRY(library_value(rt, "_union", "GenericAlias"));
      return call(rt, held[1], {container, held[0]});
    }
    return raise(rt, ExceptionId::kType, "type '%s' is not subscriptable", cls->name().c_str());
  }
  return raise(rt, ExceptionId::kType, "'%s' object is not subscriptable", type_name_of(rt, container));
}

Result<bool> found_in(Runtime& rt, Dict& dict, Value key) { return !MAYFLY_TRY(dict_get(rt, dict, key)).is_empty(); }

template <typename Sequence>
Result<bool> sequence_contains(Runtime& rt, const Sequence& sequence, Value item) {
  // As long as no user code has to be asked, nothing needs to be held.
  size_t i = 0;
  for (; i < sequence.size(); i++) {
    const Match match = compare_plain_keys(sequence.at(i), item);
    if (match == Match::kEqual) return true;
    if (match == Match::kUndecided) break;
  }
  if (i == sequence.size()) return false;
  Locals<3> held(rt);
  if (!held) return held.error();
  held[0] = Value(&sequence);
  held[1] = item;
  for (; i < sequence.size(); i++) {
    held[2] = sequence.at(i);
    if (held[2].identical(item) || MAYFLY_TRY(equals(rt, held[2], item))) return true;
  }
  return false;
}

Result<bool> contains_slowly(Runtime& rt, Value container, Value item) {
  if (is_proxy(container))
    return on_target(rt, container, [&](Value target) { return minipy::contains(rt, target, item); });
  if (!rt.calls().guard().has_room()) return raise_too_deep(rt);
  const Value special = special_of(rt, container, Special::kContains);
  if (special.is_nil())
    return raise(rt, ExceptionId::kType, "'%s' object is not a container", type_name_of(rt, container));
  if (!special.is_empty()) {
    Local<Value> answer(rt, MAYFLY_TRY(call_special(rt, Special::kContains, container, item)));
    if (!answer) return answer.error();
    return truth(rt, *answer);
  }
  const Value iterate = special_of(rt, container, Special::kIterate);
  if (iterate.is_nil() || (iterate.is_empty() && !is_defined(special_of(rt, container, Special::kGetItem))))
    return raise(rt, ExceptionId::kType, "argument of type '%s' is not iterable", type_name_of(rt, container));
  Local<Value> held(rt, item);
  if (!held) return held.error();
  Items items(rt, container);
  while (MAYFLY_TRY(items.next()))
    if (items.value().identical(item) || MAYFLY_TRY(equals(rt, items.value(), item))) return true;
  return false;
}

}  // namespace

Result<size_t> length(Runtime& rt, Value value) {
  if (value.is_object()) {
    switch (value.cell()->kind()) {
      case kKindList: return value.as<List>()->size();
      case kKindTuple: return value.as<Tuple>()->size();
      case kKindDict: return value.as<Dict>()->size();
      case kKindString: return value.as<String>()->length();
      default:
        if (const Set* set = value.try_as<Set>()) return set->size();
        break;
    }
  }
  return length_by_special(rt, value);
}

Result<Value> get_item(Runtime& rt, Value container, Value key) {
  if (container.is_object()) {
    switch (container.cell()->kind()) {
      case kKindList:
        if (key.is_small()) {
          const List& list = *container.as<List>();
          size_t place = 0;
          if (place_index(key.as_small(), list.size(), place)) [[likely]]
            return list.at(place);
          return raise(rt, ExceptionId::kIndex, "list index out of range");
        }
        break;
      case kKindTuple:
        if (key.is_small()) {
          const Tuple& tuple = *container.as<Tuple>();
          size_t place = 0;
          if (place_index(key.as_small(), tuple.size(), place)) [[likely]]
            return tuple.at(place);
          return raise(rt, ExceptionId::kIndex, "tuple index out of range");
        }
        break;
      case kKindDict: {
        Dict& dict = *container.as<Dict>();
        const Probed found = is_plain_key(key) ? dict.find(key) : Probed{Probed::Outcome::kUndecided, 0};
        if (found.found()) [[likely]]
          return dict.value_at(found.position);
        if (found.absent()) return raise_with(rt, ExceptionId::kKey, key);
        Local<Value> held(rt, key);
        if (!held) return held.error();
        const Value value = MAYFLY_TRY(dict_get(rt, dict, key));
        if (value.is_empty()) return raise_with(rt, ExceptionId::kKey, key);
        return value;
      }
      case kKindString:
        if (const String& text = *container.as<String>(); key.is_small() && text.is_ascii()) {
          size_t place = 0;
          if (!place_index(key.as_small(), text.size(), place))
            return raise(rt, ExceptionId::kIndex, "string index out of range");
          return new_string(rt, text.view().substr(place, 1));
        }
        break;
      default: break;
    }
  }
  return get_by_special(rt, container, key);
}

Result<> set_item(Runtime& rt, Value container, Value key, Value value) {
  if (container.is_object()) {
    if (Dict* dict = container.try_as<Dict>()) {
      const Dict::Set done = is_plain_key(key) ? dict->set(rt.heap(), key, value) : Dict::Set::kUndecided;
      if (done == Dict::Set::kDone) [[likely]]
        return {};
      if (done == Dict::Set::kOutOfMemory) return rt.heap().allocation_error();
      Locals<3> held(rt);
      if (!held) return held.error();
      held[0] = container;
      held[1] = key;
      held[2] = value;
      return dict_set(rt, *dict, key, value);
    }
    if (List* list = container.try_as<List>(); list && key.is_small()) {
      size_t place = 0;
      if (!place_index(key.as_small(), list->size(), place)) [[unlikely]]
        return raise(rt, ExceptionId::kIndex, "list assignment index out of range");
      list->set(place, value);
      return {};
    }
  }
  if (is_proxy(container))
    return on_target(rt, container, [&](Value target) { return minipy::set_item(rt, target, key, value); });
  if (!is_defined(special_of(rt, container, Special::kSetItem))) {
    return raise(rt, ExceptionId::kType, "'%s' object does not support item assignment", type_name_of(rt, container));
  }
  if (!rt.calls().guard().has_room()) return raise_too_deep(rt);
  Result<Value> done = call_special(rt, Special::kSetItem, container, key, value);
  return done ? Result<>() : Result<>(done.take_error());
}

Result<> delete_item(Runtime& rt, Value container, Value key) {
  if (Dict* dict = container.try_as<Dict>()) {
    Local<Value> held(rt, key);
    if (!held) return held.error();
    if (!MAYFLY_TRY(dict_delete(rt, *dict, key))) return raise_with(rt, ExceptionId::kKey, key);
    return {};
  }
  if (is_proxy(container))
    return on_target(rt, container, [&](Value target) { return minipy::delete_item(rt, target, key); });
  if (!is_defined(special_of(rt, container, Special::kDeleteItem))) {
    return raise(rt, ExceptionId::kType, "'%s' object %s item deletion", type_name_of(rt, container),
                 is_defined(special_of(rt, container, Special::kGetItem)) ? "doesn't support" : "does not support");
  }
  if (!rt.calls().guard().has_room()) return raise_too_deep(rt);
  Result<Value> done = call_special(rt, Special::kDeleteItem, container, key);
  return done ? Result<>() : Result<>(done.take_error());
}

Result<bool> contains(Runtime& rt, Value container, Value item) {
  if (container.is_object()) {
    switch (container.cell()->kind()) {
      case kKindDict: return found_in(rt, *container.as<Dict>(), item);
      case kKindList: return sequence_contains(rt, *container.as<List>(), item);
      case kKindTuple: return sequence_contains(rt, *container.as<Tuple>(), item);
      case kKindString:
        if (const String* part = item.try_as<String>())
          return container.as<String>()->view().find(part->view()) != std::string_view::npos;
        break;
      default:
        if (const Set* set = container.try_as<Set>(); set && is_plain_key(item))
          return found_in(rt, set->elements(), item);
        if (const Range* range = container.try_as<Range>(); range && item.is_small()) {
          if (const std::optional<Range::Numbers> numbers = range->small()) {
            const int64_t n = item.as_small();
            const bool between =
                numbers->step > 0 ? n >= numbers->start && n < numbers->stop : n <= numbers->start && n > numbers->stop;
            return between && (n - numbers->start) % numbers->step == 0;
          }
        }
        break;
    }
  }
  return contains_slowly(rt, container, item);
}

Result<Value> new_tuple(Runtime& rt, std::span<const Value> values) {
  const Tuple* made = Tuple::create(rt.heap(), values);
  if (!made) return rt.heap().allocation_error();
  return Value(made);
}

Result<Value> new_list(Runtime& rt, std::span<const Value> values) {
  const List* made = List::create(rt.heap(), values);
  if (!made) return rt.heap().allocation_error();
  return Value(made);
}

}  // namespace minipy
