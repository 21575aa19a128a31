// ==, hash and membership.
#include <mayfly/objects/containers/dict.h>
#include <mayfly/objects/containers/list.h>
#include <mayfly/objects/containers/plain_key.h>
#include <mayfly/objects/containers/tuple.h>
#include <mayfly/objects/model/bound_method.h>
#include <mayfly/objects/text/string.h>
#include <mayfly/objects/text/symbol.h>
#include <mayfly/objects/value/boxed_integer.h>
#include <mayfly/objects/value/number.h>
#include <mayfly/objects/value/type_name.h>
#include <mayfly/objects/weak/weak_items.h>
#include <mayfly/objects/weak/weak_method.h>
#include <mayfly/objects/weak/weak_ref.h>
#include <mayfly/runtime/attributes/dict_operations.h>
#include <mayfly/runtime/attributes/iteration.h>
#include <mayfly/runtime/attributes/operators.h>
#include <mayfly/runtime/attributes/own_special.h>
#include <mayfly/runtime/call/invoke.h>
#include <mayfly/runtime/call/local.h>
#include <mayfly/runtime/weak/proxy_target.h>
#include <mayfly/runtime/weak/weak_mapping.h>
#include <mayfly/runtime/weak/weak_set_operations.h>

namespace mayfly {

namespace {

// Asks one side; the empty value when it declines.
Result<Value> ask(Runtime& rt, Special special, Value self, Value other) {
  if (own_special(rt, self, special).is_empty()) return Value::empty();
  Locals<2> held(rt);
  if (!held) return held.error();
  held[0] = self;
  held[1] = other;
  const Value answer = MAYFLY_TRY(invoke_special(rt, special, Arguments(&held[0], 2)));
  return answer == rt.not_implemented() ? Value::empty() : answer;
}

// The right operand is asked first when its class is a subclass of the left's that has an answer of its own (4.9).
bool right_goes_first(Runtime& rt, Value a, Value b, Special left, Special right) {
  const Class* left_class = rt.space().class_of(a);
  const Class* right_class = rt.space().class_of(b);
  if (left_class == right_class || !right_class->is_subclass_of(*left_class)) return false;
  const Value answer = own_special(rt, b, right);
  return !answer.is_empty() && !answer.identical(left_class->special(right)) &&
         (left == right || !answer.identical(left_class->special(left)));
}

// Sequences may change while their elements are compared, so nothing is kept but the index.
template <typename Sequence>
Result<bool> equal_elements(Runtime& rt, const Sequence& a, const Sequence& b) {
  if (a.size() != b.size()) return false;
  for (size_t i = 0; i < a.size() && i < b.size(); i++) {
    const Value x = a.at(i);
    const Value y = b.at(i);
    // Identity goes before ==, as it does in look-ups.
    if (x.identical(y)) continue;
    if (!MAYFLY_TRY(equals(rt, x, y)) && i < a.size() && i < b.size()) return false;
  }
  return a.size() == b.size();
}

Result<bool> equal_dicts(Runtime& rt, Dict& a, Dict& b) {
  if (a.size() != b.size()) return false;
  Locals<2> held(rt);
  if (!held) return held.error();
  for (uint32_t i = a.next(0); i < a.end(); i = a.next(i + 1)) {
    held[0] = a.value_at(i);
    held[1] = MAYFLY_TRY(dict_get(rt, b, a.key_at(i)));
    if (held[1].is_empty()) return false;
    if (!held[0].identical(held[1]) && !MAYFLY_TRY(equals(rt, held[0], held[1]))) return false;
  }
  return true;
}

// What the core itself says of two values.
Result<bool> equal_in_core(Runtime& rt, Value a, Value b) {
  if (is_number(a) && is_number(b)) return compare_numbers(a, b) == 0;
  if (a.identical(b)) return true;
  if (!a.is_object() || !b.is_object()) return false;
  if (compare_as_weak_mappings(a, b)) return equal_weak_mappings(rt, a, b);
  if (a.cell()->kind() != b.cell()->kind()) return false;
  switch (a.cell()->kind()) {
    case kKindString: return *a.as<String>() == *b.as<String>();
    case kKindList: return equal_elements(rt, *a.as<List>(), *b.as<List>());
    case kKindTuple: return equal_elements(rt, *a.as<Tuple>(), *b.as<Tuple>());
    case kKindDict: return equal_dicts(rt, *a.as<Dict>(), *b.as<Dict>());
    case kKindBoundMethod: {
      const BoundMethod& x = *a.as<BoundMethod>();
      const BoundMethod& y = *b.as<BoundMethod>();
      if (!x.receiver().identical(y.receiver())) return false;
      return equals(rt, &x.function(), &y.function());
    }
    case kKindWeakSet: return equal_weak_sets(rt, *a.as<WeakSet>(), *b.as<WeakSet>());
    case kKindWeakRef: return a.as<WeakRef>()->identity() == b.as<WeakRef>()->identity();
    case kKindWeakMethod: return a.as<WeakMethod>()->same_referents(*b.as<WeakMethod>());
    default: return false;
  }
}

// The special that decides about hashing: whichever of kHash and kEqual the most derived class defines. Defining kEqual
// alone makes instances unhashable (contract 4.9).
Value hash_special(Runtime& rt, Value value) {
  const Class& cls = *rt.space().class_of(value);
  if (own_special(rt, value, Special::kEqual).is_empty()) return own_special(rt, value, Special::kHash);
  const Symbol& hash_name = *rt.space().special_name(Special::kHash);
  const Symbol& equal_name = *rt.space().special_name(Special::kEqual);
  for (const gc::Member<Class>& base : cls.resolution_order()) {
    const Value found = base->own_attribute(hash_name);
    if (!found.is_empty()) return found;
    if (!base->own_attribute(equal_name).is_empty()) return Value::nil();
  }
  return Value::empty();
}

Error unhashable(Runtime& rt, Value value) {
  return make_error(ErrorKind::kType, "'%s' object can't be hashed", type_name(rt.space(), value).data());
}

Result<uint64_t> hash_in_core(Runtime& rt, Value value) {
  switch (value.cell()->kind()) {
    case kKindList:
    case kKindDict:
    case kKindWeakValueMap:
    case kKindWeakKeyMap:
    case kKindWeakIdentityMap:
    case kKindWeakSet: return unhashable(rt, value);
    case kKindTuple: {
      const Tuple& tuple = *value.as<Tuple>();
      uint64_t all = first_hash(tuple.size());
      for (size_t i = 0; i < tuple.size(); i++) all = mix_hashes(all, MAYFLY_TRY(hash(rt, tuple.at(i))));
      return all;
    }
    case kKindBoundMethod: {
      // By identity of the receiver: methods of unhashable ones are hashable (contract 3.3).
      const BoundMethod& method = *value.as<BoundMethod>();
      const uint64_t receiver =
          method.receiver().is_object() ? hash_identity(*method.receiver().cell()) : method.receiver().word();
      return mix_hashes(receiver, MAYFLY_TRY(hash(rt, &method.function())));
    }
    case kKindWeakRef: return mix_hashes(1, value.as<WeakRef>()->identity());
    case kKindWeakMethod: {
      const WeakMethod& method = *value.as<WeakMethod>();
      return mix_hashes(mix_hashes(2, method.receiver_identity()), method.function_identity());
    }
    default: return hash_identity(*value.cell());
  }
}

}  // namespace

Result<bool> equals(Runtime& rt, Value a, Value b) {
  if (!a.is_object() && !b.is_object()) return equal_in_core(rt, a, b);
  if (is_proxy(a)) [[unlikely]]
    return on_target(rt, a, [&](Value target) { return equals(rt, target, b); });
  if (is_proxy(b)) [[unlikely]]
    return on_target(rt, b, [&](Value target) { return equals(rt, a, target); });
  MAYFLY_TRY(rt.nest("the comparison"));
  Locals<2> held(rt);
  if (!held) return held.error();
  held[0] = a;
  held[1] = b;
  const bool swapped = right_goes_first(rt, a, b, Special::kEqual, Special::kEqual);
  Value answer = MAYFLY_TRY(ask(rt, Special::kEqual, held[swapped], held[!swapped]));
  if (answer.is_empty()) answer = MAYFLY_TRY(ask(rt, Special::kEqual, held[!swapped], held[swapped]));
  if (!answer.is_empty()) return truth(rt, answer);
  return equal_in_core(rt, a, b);
}

Result<uint64_t> hash(Runtime& rt, Value value) {
  if (is_plain_key(value)) return hash_plain_key(value);
  if (is_proxy(value)) return unhashable(rt, value);  // contract 5.4
  const Value special = hash_special(rt, value);
  if (special.is_nil()) return unhashable(rt, value);
  MAYFLY_TRY(rt.nest("the hash"));
  Local<Value> held(rt, value);
  if (!held) return held.error();
  if (special.is_empty()) return hash_in_core(rt, value);
  const Value answer = MAYFLY_TRY(invoke_special(rt, Special::kHash, Arguments(held.data(), 1)));
  if (const std::optional<int64_t> number = to_int64(answer)) return static_cast<uint64_t>(*number - (*number == -1));
  // A wider integer is hashed itself: a front-end may have such of its own.
  if (!answer.identical(value) && rt.space().class_of(answer)->is_subclass_of(*rt.space().int_class()))
    return hash(rt, answer);
  return make_error(ErrorKind::kType, "the hash of '%s' object must be an integer, not '%s'",
                    type_name(rt.space(), held.get()).data(), type_name(rt.space(), answer).data());
}

Result<bool> contains(Runtime& rt, Value container, Value item) {
  if (is_proxy(container)) [[unlikely]]
    return on_target(rt, container, [&](Value target) { return contains(rt, target, item); });
  Locals<2> held(rt);
  if (!held) return held.error();
  held[0] = container;
  held[1] = item;
  if (!own_special(rt, container, Special::kContains).is_empty())
    return truth(rt, MAYFLY_TRY(invoke_special(rt, Special::kContains, Arguments(&held[0], 2))));
  if (Dict* dict = container.try_as<Dict>()) return !MAYFLY_TRY(dict_get(rt, *dict, item)).is_empty();
  if (is_weak_map(container)) return with_weak_map(container, [&](auto& map) { return weak_contains(rt, map, item); });
  if (WeakSet* set = container.try_as<WeakSet>()) return weak_set_contains(rt, *set, item);
  if (const String* text = container.try_as<String>()) {
    const String* part = item.try_as<String>();
    if (!part) {
      return make_error(ErrorKind::kType, "only a string can be in a string, not a '%s'",
                        type_name(rt.space(), item).data());
    }
    return text->view().find(part->view()) != std::string_view::npos;
  }
  Iteration items(rt, container);
  while (MAYFLY_TRY(items.next()))
    if (items.value().identical(held[1]) || MAYFLY_TRY(equals(rt, items.value(), held[1]))) return true;
  return false;
}

Result<Value> binary(Runtime& rt, Special special, Special reflected, Value a, Value b, const char* symbol) {
  if (is_proxy(a)) [[unlikely]]
    return on_target(rt, a, [&](Value target) { return binary(rt, special, reflected, target, b, symbol); });
  if (is_proxy(b)) [[unlikely]]
    return on_target(rt, b, [&](Value target) { return binary(rt, special, reflected, a, target, symbol); });
  Locals<2> held(rt);
  if (!held) return held.error();
  held[0] = a;
  held[1] = b;
  const bool right_first = reflected != Special::kNone && right_goes_first(rt, a, b, special, reflected);
  // The reflected one of the same class is not asked: it has declined already (contract 4.9).
  const bool asks_right = reflected != Special::kNone && rt.space().class_of(a) != rt.space().class_of(b);
  Value answer = Value::empty();
  if (right_first) answer = MAYFLY_TRY(ask(rt, reflected, held[1], held[0]));
  if (answer.is_empty()) answer = MAYFLY_TRY(ask(rt, special, held[0], held[1]));
  if (answer.is_empty() && asks_right && !right_first) answer = MAYFLY_TRY(ask(rt, reflected, held[1], held[0]));
  if (!answer.is_empty()) return answer;
  return make_error(ErrorKind::kType, "%s is not defined for '%s' and '%s'", symbol, type_name(rt.space(), a).data(),
                    type_name(rt.space(), b).data());
}

}  // namespace mayfly
