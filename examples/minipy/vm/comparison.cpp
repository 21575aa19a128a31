// Comparison of any values.
#include <minipy/vm/arithmetic.h>
#include <minipy/vm/native.h>
#include <minipy/vm/specials.h>

#include <mayfly/runtime/weak/proxy_target.h>

namespace minipy {

namespace {

constexpr Special kSpecials[] = {Special::kEqual,     Special::kNotEqual, Special::kLess,
                                 Special::kLessEqual, Special::kGreater,  Special::kGreaterEqual};
constexpr CompareOp kMirrored[] = {CompareOp::kEqual,        CompareOp::kNotEqual, CompareOp::kGreater,
                                   CompareOp::kGreaterEqual, CompareOp::kLess,     CompareOp::kLessEqual};
constexpr const char* kSymbols[] = {"==", "!=", "<", "<=", ">", ">="};

Special special_of(CompareOp op) { return kSpecials[static_cast<size_t>(op)]; }
CompareOp mirrored(CompareOp op) { return kMirrored[static_cast<size_t>(op)]; }

bool holds(CompareOp op, std::partial_ordering order) {
  switch (op) {
    case CompareOp::kEqual: return order == 0;
    case CompareOp::kNotEqual: return order != 0;
    case CompareOp::kLess: return order < 0;
    case CompareOp::kLessEqual: return order <= 0;
    case CompareOp::kGreater: return order > 0;
    default: return order >= 0;
  }
}

bool is_equality(CompareOp op) { return op == CompareOp::kEqual || op == CompareOp::kNotEqual; }

// Where a class has no != of its own, it is the contrary of its ==.
Result<Value> ask_one(Runtime& rt, CompareOp op, Value self, Value other) {
  if (op != CompareOp::kNotEqual || !rt.space().class_of(self)->special(Special::kNotEqual).is_empty())
    return ask_special(rt, special_of(op), self, other);
  const Value answer = MAYFLY_TRY(ask_special(rt, Special::kEqual, self, other));
  if (answer.is_empty()) return answer;
  return Value::boolean(!MAYFLY_TRY(truth(rt, answer)));
}

// The order of two sequences is that of their first items that differ. They may change meanwhile.
template <typename Sequence>
Result<Value> compare_sequences(Runtime& rt, CompareOp op, const Sequence& a, const Sequence& b) {
  Locals<4> held(rt);
  if (!held) return held.error();
  held[0] = Value(&a);
  held[1] = Value(&b);
  for (size_t i = 0; i < a.size() && i < b.size(); i++) {
    held[2] = a.at(i);
    held[3] = b.at(i);
    if (held[2].identical(held[3])) continue;
    if (MAYFLY_TRY(equals(rt, held[2], held[3]))) continue;
    if (i < a.size() && i < b.size()) return compare(rt, op, held[2], held[3]);
  }
  return Value::boolean(holds(op, a.size() <=> b.size()));
}

// Neither is a proxy; both are held.
Result<Value> compare_objects(Runtime& rt, CompareOp op, Value a, Value b) {
  const Class& left = *rt.space().class_of(a);
  const Class& right = *rt.space().class_of(b);
  const bool right_first = &left != &right && right.is_subclass_of(left);
  if (right_first) {
    const Value answer = MAYFLY_TRY(ask_one(rt, mirrored(op), b, a));
    if (!answer.is_empty()) return answer;
  }
  Value answer = MAYFLY_TRY(ask_one(rt, op, a, b));
  if (!answer.is_empty()) return answer;
  if (!right_first) {
    answer = MAYFLY_TRY(ask_one(rt, mirrored(op), b, a));
    if (!answer.is_empty()) return answer;
  }
  if (is_equality(op)) {
    bool equal = a.identical(b);
    // What classes define nothing for, the core knows: bound methods, say.
    if (!equal && a.is_object() && b.is_object() && a.cell()->kind() == b.cell()->kind() && !a.is<Instance>())
      equal = MAYFLY_TRY(equals(rt, a, b));
    return Value::boolean(equal == (op == CompareOp::kEqual));
  }
  return raise(rt, ExceptionId::kType, "'%s' not supported between instances of '%s' and '%s'",
               kSymbols[static_cast<size_t>(op)], type_name_of(rt, a), type_name_of(rt, b));
}

[[gnu::noinline]] Result<Value> compare_slowly(Runtime& rt, CompareOp op, Value a, Value b) {
  if (!rt.calls().guard().has_room())
    return raise(rt, ExceptionId::kRecursion, "maximum recursion depth exceeded in comparison");
  if (a.is_object() && b.is_object() && a.cell()->kind() == b.cell()->kind()) {
    switch (a.cell()->kind()) {
      case kKindList:
        if (is_equality(op)) break;
        return compare_sequences(rt, op, *a.as<List>(), *b.as<List>());
      case kKindTuple:
        if (is_equality(op)) break;
        return compare_sequences(rt, op, *a.as<Tuple>(), *b.as<Tuple>());
      default: break;
    }
    const gc::KindId kind = a.cell()->kind();
    if (is_equality(op) && (kind == kKindList || kind == kKindTuple || kind == kKindDict))
      return Value::boolean(MAYFLY_TRY(equals(rt, a, b)) == (op == CompareOp::kEqual));
  }
  Locals<2> held(rt);
  if (!held) return held.error();
  held[0] = MAYFLY_TRY(seen_through(rt, a));
  held[1] = MAYFLY_TRY(seen_through(rt, b));
  if (is_proxy(a) || is_proxy(b)) return compare(rt, op, held[0], held[1]);
  return compare_objects(rt, op, held[0], held[1]);
}

}  // namespace

Result<Value> compare(Runtime& rt, CompareOp op, Value a, Value b) {
  if (a.is_small() && b.is_small()) return Value::boolean(holds(op, a.as_small() <=> b.as_small()));
  if (a.is_double() && b.is_double()) return Value::boolean(holds(op, a.as_double() <=> b.as_double()));
  if (a.is<String>() && b.is<String>()) {
    // UTF-8 sorts as its code points do.
    if (is_equality(op)) return Value::boolean((*a.as<String>() == *b.as<String>()) == (op == CompareOp::kEqual));
    return Value::boolean(holds(op, a.as<String>()->view() <=> b.as<String>()->view()));
  }
  if (is_plain_number(a) && is_plain_number(b)) return Value::boolean(holds(op, compare_any_numbers(a, b)));
  return compare_slowly(rt, op, a, b);
}

Result<bool> less(Runtime& rt, Value a, Value b) {
  const Value answer = MAYFLY_TRY(compare(rt, CompareOp::kLess, a, b));
  return truth(rt, answer);
}

}  // namespace minipy
