// Expressions: values into registers.
#include <minipy/compiler/compiler.h>
#include <minipy/source/stack_room.h>

#include <charconv>

namespace minipy {

namespace {

// The value of a literal that fits 16 bits.
bool small_literal(const Expression* e, int& value) {
  if (e->kind != ExpressionKind::kInteger) return false;
  const auto& literal = *static_cast<const IntegerLiteral*>(e);
  const auto [end, error] =
      std::from_chars(literal.digits.data(), literal.digits.data() + literal.digits.size(), value, literal.base);
  return error == std::errc() && value <= INT16_MAX;
}

// The jump of a comparison; `first`: the one for ==.
Op jump_of(Op first, CompareOp op) { return static_cast<Op>(static_cast<int>(first) + static_cast<int>(op)); }

Op op_of(BinaryOp op) { return static_cast<Op>(static_cast<int>(Op::kAdd) + static_cast<int>(op)); }
static_assert(static_cast<int>(Op::kMatrixMultiply) - static_cast<int>(Op::kAdd) ==
              static_cast<int>(BinaryOp::kMatrixMultiply));
Op op_of(CompareOp op) { return static_cast<Op>(static_cast<int>(Op::kEqual) + static_cast<int>(op)); }
static_assert(static_cast<int>(Op::kNotIn) - static_cast<int>(Op::kEqual) == static_cast<int>(CompareOp::kNotIn));

constexpr size_t kChunk = 40;  // items of a display that are evaluated side by side

}  // namespace

bool Compiler::may_nest(const Place& place) {
  if (depth_ < 1500 && has_stack_room()) return true;
  fail(place, "too many nested expressions or statements");
  return false;
}

Compiler::Register Compiler::temporary(const Expression* e) {
  const Register r = builder_.next();
  to(e, r);
  return builder_.take();
}

Compiler::Register Compiler::any(const Expression* e) {
  if (e->kind == ExpressionKind::kName) {
    at(e->place);
    const Register r = local_register(static_cast<const Name*>(e)->name);
    if (r != kNoRegister) return r;
  }
  return temporary(e);
}

// `later` is evaluated before the operand is used, and could bind its variable anew.
Compiler::Register Compiler::operand(const Expression* e, const Expression* later) {
  const bool safe = !scope_.has_named_expression || !later || later->kind == ExpressionKind::kName;
  return safe ? any(e) : temporary(e);
}

// What is asked about no more than whether it is None.
Compiler::Register Compiler::tested(const Expression* e) {
  if (e->kind == ExpressionKind::kNamed) {
    const auto& named = *static_cast<const Named*>(e);
    Variable& v = variable(named.name);
    if (scope_.is_pair(v)) {
      call_for_method(*static_cast<const Call*>(named.value), v.function, v.index);
      assigned(named.name);
      return v.index;
    }
  }
  return any(e);
}

void Compiler::to_next(const Expression* e) { temporary(e); }

void Compiler::discard(const Expression* e) {
  Temporaries temporaries(*this);
  any(e);
}

void Compiler::load_constant(Constant constant, Register target) {
  builder_.emit_wide(Op::kConstant, target, builder_.constant(std::move(constant)));
}

bool Compiler::constant_of(const Expression* e, Constant& constant) const {
  switch (e->kind) {
    case ExpressionKind::kNone: constant = NoneConstant(); return true;
    case ExpressionKind::kTrue: constant = true; return true;
    case ExpressionKind::kFalse: constant = false; return true;
    case ExpressionKind::kEllipsis: constant = EllipsisConstant(); return true;
    case ExpressionKind::kInteger: {
      const auto& literal = *static_cast<const IntegerLiteral*>(e);
      constant = IntegerConstant{std::string(literal.digits), literal.base};
      return true;
    }
    case ExpressionKind::kFloat: constant = static_cast<const FloatLiteral*>(e)->value; return true;
    case ExpressionKind::kString: constant = std::string(static_cast<const StringLiteral*>(e)->text); return true;
    case ExpressionKind::kUnary: {
      const auto& unary = *static_cast<const Unary*>(e);
      if (unary.op != UnaryOp::kNegative) return false;
      if (unary.operand->kind == ExpressionKind::kInteger) {
        const auto& literal = *static_cast<const IntegerLiteral*>(unary.operand);
        constant = IntegerConstant{std::string(literal.digits), literal.base, true};
        return true;
      }
      if (unary.operand->kind == ExpressionKind::kFloat) {
        constant = -static_cast<const FloatLiteral*>(unary.operand)->value;
        return true;
      }
      return false;
    }
    case ExpressionKind::kTuple: {
      TupleConstant tuple;
      for (const Expression* item : static_cast<const Sequence*>(e)->items) {
        Constant part;
        if (!constant_of(item, part)) return false;
        tuple.items.push_back(std::move(part));
      }
      constant = std::move(tuple);
      return true;
    }
    default: return false;
  }
}

void Compiler::to(const Expression* e, Register target) {
  if (failed() || !may_nest(e->place)) return;
  depth_++;
  at(e->place);
  Constant constant;
  if (constant_of(e, constant)) {
    load_constant(std::move(constant), target);
    depth_--;
    return;
  }
  Temporaries temporaries(*this);
  switch (e->kind) {
    case ExpressionKind::kName: load_name(static_cast<const Name*>(e)->name, e->place, target); break;
    case ExpressionKind::kFormatted: formatted(*static_cast<const FormattedString*>(e), target); break;
    case ExpressionKind::kList:
    case ExpressionKind::kTuple:
    case ExpressionKind::kSet: sequence(*static_cast<const Sequence*>(e), target); break;
    case ExpressionKind::kDict: dict_display(*static_cast<const DictDisplay*>(e), target); break;
    case ExpressionKind::kStarred: fail(e->place, "can't use starred expression here"); break;
    case ExpressionKind::kAttribute: {
      const auto& attribute = *static_cast<const Attribute*>(e);
      const Register object = any(attribute.object);
      at(e->place, attribute);
      builder_.emit(Op::kGetAttribute, target, object,
                    builder_.attribute_site(mangle(scope_.class_name, attribute.name)));
      break;
    }
    case ExpressionKind::kSubscript: {
      Register object, index;
      const auto& subscript = *static_cast<const Subscript*>(e);
      Op get = Op::kGetItem;
      if (subscript.index->kind == ExpressionKind::kSlice) {
        get = Op::kGetSlice;
        object = operand(subscript.object, subscript.index);
        index = slice_parts(*static_cast<const SliceExpression*>(subscript.index));
      } else {
        subscript_parts(subscript, object, index, nullptr);
      }
      at(e->place);
      builder_.emit(get, target, object, index);
      break;
    }
    case ExpressionKind::kSlice: slice(*static_cast<const SliceExpression*>(e), target); break;
    case ExpressionKind::kCall: call(*static_cast<const Call*>(e), target); break;
    case ExpressionKind::kUnary: {
      const auto& unary = *static_cast<const Unary*>(e);
      const Register operand_register = any(unary.operand);
      at(e->place);
      builder_.emit(static_cast<Op>(static_cast<int>(Op::kNot) + static_cast<int>(unary.op)), target, operand_register);
      break;
    }
    case ExpressionKind::kBinary: binary(e, target); break;
    case ExpressionKind::kBoolean: boolean(*static_cast<const Boolean*>(e), target); break;
    case ExpressionKind::kCompare: compare(*static_cast<const Compare*>(e), target); break;
    case ExpressionKind::kConditional: conditional(*static_cast<const Conditional*>(e), target); break;
    case ExpressionKind::kLambda: lambda(*static_cast<const Lambda*>(e), target); break;
    case ExpressionKind::kNamed: {
      const auto& named = *static_cast<const Named*>(e);
      const Register value = temporary(named.value);
      store_name(named.name, value);
      if (value != target) builder_.emit(Op::kMove, target, value);
      break;
    }
    case ExpressionKind::kListComprehension:
    case ExpressionKind::kSetComprehension:
    case ExpressionKind::kDictComprehension:
    case ExpressionKind::kGenerator: comprehension(*static_cast<const Comprehension*>(e), target); break;
    case ExpressionKind::kYield: {
      const auto& yield = *static_cast<const Yield*>(e);
      Register value;
      if (yield.value) {
        value = any(yield.value);
      } else {
        value = builder_.next();
        load_constant(NoneConstant(), value);
        builder_.take();
      }
      at(e->place);
      builder_.emit(Op::kYield, target, value);
      break;
    }
    case ExpressionKind::kYieldFrom: {
      const Register iterable = any(static_cast<const Yield*>(e)->value);
      const Register iterator = builder_.take();
      at(e->place);
      builder_.emit(Op::kIterate, iterator, iterable);
      const Register sent = builder_.take();
      load_constant(NoneConstant(), sent);
      at(e->place);
      builder_.emit(Op::kYieldFrom, sent, iterator);
      builder_.emit(Op::kMove, target, sent);
      break;
    }
    default: break;
  }
  depth_--;
}

// A slice that has just been taken to be added to another text need not be made.
void Compiler::add_or_so(Op op, Register result, Register left, Register right) {
  if (op == Op::kAdd && left != right && builder_.here() > 0) {
    Instruction& last = builder_.last();
    const bool is_temporary = last.a >= builder_.code().locals && (last.a == left || last.a == right);
    if (last.op == Op::kGetSlice && is_temporary) last.op = Op::kGetSliceToAdd;
  }
  builder_.emit(op, result, left, right);
}

// Chains are deep to the left: walked, not descended.
void Compiler::binary(const Expression* e, Register target) {
  std::vector<const Binary*> chain;
  const Expression* first = e;
  for (; first->kind == ExpressionKind::kBinary; first = static_cast<const Binary*>(first)->left)
    chain.push_back(static_cast<const Binary*>(first));
  const Register mark =
      builder_.next();  // where intermediate results go, and the first operand if it is none of a variable
  Register left = operand(first, chain.back()->right);
  for (size_t i = chain.size(); i-- > 0 && !failed();) {
    const Binary& node = *chain[i];
    int small = 0;
    const bool adds = node.op == BinaryOp::kAdd || node.op == BinaryOp::kSubtract;
    const bool immediate = adds && small_literal(node.right, small);
    const Register right = immediate ? 0 : any(node.right);
    const Register result = i == 0 ? target : mark;
    at(node.place);
    if (immediate)
      builder_.emit(node.op == BinaryOp::kAdd ? Op::kAddSmall : Op::kSubtractSmall, result, left,
                    static_cast<uint16_t>(small));
    else
      add_or_so(op_of(node.op), result, left, right);
    builder_.give_back_to(mark);
    if (i > 0) left = builder_.take();
  }
}

// A register to work in while operands are still to be evaluated: `target`, unless that is a variable's, which they may
// read; kept from being taken as a temporary.
Compiler::Register Compiler::work(Register target) {
  if (target < builder_.code().locals) return builder_.take();
  if (target >= builder_.next()) builder_.take(target + 1 - builder_.next());
  return target;
}

void Compiler::finish_work(Register worked, Register target) {
  if (worked != target) builder_.emit(Op::kMove, target, worked);
}

void Compiler::boolean(const Boolean& e, Register target) {
  const Register result = work(target);
  Label end;
  std::vector<bool> after_first;
  for (size_t i = 0; i < e.operands.size(); i++) {
    to(e.operands[i], result);
    if (i == 0) after_first = save_bound();
    if (i + 1 == e.operands.size()) break;
    at(e.place);
    builder_.jump(e.is_and ? Op::kJumpIfFalse : Op::kJumpIfTrue, result, end);
    builder_.emit(Op::kClear, result);  // not alive while the next operand is evaluated
  }
  builder_.place(end);
  restore_bound(std::move(after_first));
  finish_work(result, target);
}

void Compiler::compare(const Compare& e, Register target) {
  if (e.ops.size() == 1) {
    const Register left = compared_with_none(e) ? tested(e.first) : operand(e.first, e.others[0]);
    const Register right = any(e.others[0]);
    at(e.place);
    builder_.emit(op_of(e.ops[0]), target, left, right);
    return;
  }
  const Register result = work(target);
  Label end;
  Register left = operand(e.first, e.others[0]);
  std::vector<bool> after_first;
  for (size_t i = 0; i < e.ops.size(); i++) {
    const bool last = i + 1 == e.ops.size();
    const Register right = last ? any(e.others[i]) : operand(e.others[i], e.others[i + 1]);
    at(e.place);
    builder_.emit(op_of(e.ops[i]), result, left, right);
    if (i == 0) after_first = save_bound();
    if (!last) builder_.jump(Op::kJumpIfFalse, result, end);
    left = right;
  }
  builder_.place(end);
  restore_bound(std::move(after_first));
  finish_work(result, target);
}

void Compiler::conditional(const Conditional& e, Register target) {
  Label otherwise, end;
  jump_if(e.condition, false, otherwise, e.place);
  const std::vector<bool> before = save_bound();
  to(e.then, target);
  builder_.jump(Op::kJump, 0, end);
  builder_.place(otherwise);
  const std::vector<bool> after = save_bound();
  restore_bound(before);
  to(e.otherwise, target);
  meet_bound(after);
  builder_.place(end);
}

// Control goes on at `label` when the truth of e is `when`.
void Compiler::jump_if(const Expression* e, bool when, Label& label, const Place& place) {
  if (failed() || !may_nest(e->place)) return;
  depth_++;
  Temporaries temporaries(*this);
  Constant constant;
  if (e->kind == ExpressionKind::kUnary && static_cast<const Unary*>(e)->op == UnaryOp::kNot) {
    jump_if(static_cast<const Unary*>(e)->operand, !when, label, place);
  } else if (e->kind == ExpressionKind::kBoolean) {
    const auto& boolean = *static_cast<const Boolean*>(e);
    // One operand decides: "and" is false when any is false.
    const bool decides = !boolean.is_and;
    Label end;
    std::vector<bool> after_first;
    for (size_t i = 0; i < boolean.operands.size(); i++) {
      const bool last = i + 1 == boolean.operands.size();
      if (last || decides == when)
        jump_if(boolean.operands[i], when, label, place);
      else
        jump_if(boolean.operands[i], decides, end, place);
      if (i == 0) after_first = save_bound();
    }
    builder_.place(end);
    restore_bound(std::move(after_first));
  } else if (e->kind == ExpressionKind::kCompare && static_cast<const Compare*>(e)->ops.size() == 1) {
    const auto& comparison = *static_cast<const Compare*>(e);
    const CompareOp op = comparison.ops[0];
    const bool with_none = compared_with_none(comparison) != nullptr;
    const Register left = with_none ? tested(comparison.first) : operand(comparison.first, comparison.others[0]);
    if (with_none) {
      const bool none = (op == CompareOp::kIs) == when;
      builder_.jump(none ? Op::kJumpIfNone : Op::kJumpIfNotNone, left, label);
    } else if (int small = 0; op <= CompareOp::kGreaterEqual && small_literal(comparison.others[0], small)) {
      at(e->place);
      builder_.emit(jump_of(Op::kJumpEqualSmall, op), left, static_cast<uint16_t>(small), !when);
      builder_.extra_jump(label);
    } else {
      const Register right = any(comparison.others[0]);
      at(e->place);
      builder_.emit(jump_of(Op::kJumpEqual, op), left, right, !when);
      builder_.extra_jump(label);
    }
  } else if (constant_of(e, constant) && (e->kind == ExpressionKind::kTrue || e->kind == ExpressionKind::kFalse ||
                                          e->kind == ExpressionKind::kNone || e->kind == ExpressionKind::kInteger)) {
    bool truth = e->kind == ExpressionKind::kTrue;
    if (const auto* integer = std::get_if<IntegerConstant>(&constant))
      truth = integer->digits.find_first_not_of('0') != integer->digits.npos;
    if (truth == when) builder_.jump(Op::kJump, 0, label);
  } else {
    const Register value = any(e);
    at(place);
    builder_.jump(when ? Op::kJumpIfTrue : Op::kJumpIfFalse, value, label);
  }
  depth_--;
}

// --- displays --------------------------------------------------------------------------------------------------------

void Compiler::sequence(const Sequence& e, Register target) {
  const Op op = e.kind == ExpressionKind::kList ? Op::kList : e.kind == ExpressionKind::kTuple ? Op::kTuple : Op::kSet;
  if (e.items.size() <= kChunk && !has_starred(e.items)) {
    const Register first = builder_.next();
    for (const Expression* item : e.items) to_next(item);
    at(e.place);
    builder_.emit(op, target, first, static_cast<uint32_t>(e.items.size()));
    return;
  }
  const bool is_tuple = op == Op::kTuple;
  const Register result = work(target);
  if (op == Op::kSet) {
    builder_.emit(Op::kSet, result, 0, 0);
    for (const Expression* item : e.items) {
      Temporaries temporaries(*this);
      const bool starred = item->kind == ExpressionKind::kStarred;
      const Register value = any(starred ? static_cast<const Starred*>(item)->value : item);
      at(e.place);
      builder_.emit(starred ? Op::kSetUpdate : Op::kSetAdd, result, value);
    }
  } else {
    spread_positional(e.items, result, is_tuple, e.place);
  }
  finish_work(result, target);
}

// The items, starred ones spread, as a list or tuple in `target`, which is kept.
void Compiler::spread_positional(Expressions items, Register target, bool as_tuple, const Place& place) {
  builder_.emit(Op::kList, target, 0, 0);
  for (size_t i = 0; i < items.size() && !failed();) {
    Temporaries temporaries(*this);
    if (items[i]->kind == ExpressionKind::kStarred) {
      const Register value = any(static_cast<const Starred*>(items[i])->value);
      at(place);
      builder_.emit(Op::kListExtend, target, value);
      i++;
      continue;
    }
    const Register first = builder_.next();
    uint32_t count = 0;
    for (; i < items.size() && items[i]->kind != ExpressionKind::kStarred && count < kChunk; i++, count++)
      to_next(items[i]);
    if (count == 1) {
      builder_.emit(Op::kListAppend, target, first);
    } else {
      builder_.emit(Op::kTuple, first, first, count);
      builder_.emit(Op::kListExtend, target, first);
    }
  }
  if (as_tuple) builder_.emit(Op::kListToTuple, target, target);
}

void Compiler::dict_display(const DictDisplay& e, Register target) {
  bool spread = false;
  for (const DictEntry& entry : e.entries) spread |= entry.key == nullptr;
  if (!spread && e.entries.size() <= kChunk / 2) {
    const Register first = builder_.next();
    for (const DictEntry& entry : e.entries) {
      to_next(entry.key);
      to_next(entry.value);
    }
    at(e.place);
    builder_.emit(Op::kDict, target, first, static_cast<uint32_t>(e.entries.size()));
    return;
  }
  const Register result = work(target);
  builder_.emit(Op::kDict, result, 0, 0);
  for (const DictEntry& entry : e.entries) {
    if (failed()) return;
    Temporaries temporaries(*this);
    if (entry.key) {
      const Register key = operand(entry.key, entry.value);
      const Register value = any(entry.value);
      at(e.place);
      builder_.emit(Op::kDictSet, result, key, value);
    } else {
      const Register value = any(entry.value);
      at(e.place);
      builder_.emit(Op::kDictUpdate, result, value);
    }
  }
  finish_work(result, target);
}

void Compiler::formatted(const FormattedString& e, Register target) {
  const Register first = builder_.next();
  uint32_t count = 0;
  for (const FormattedPart& part : e.parts) {
    if (!part.value) {
      load_constant(std::string(part.text), builder_.take());
      count++;
      continue;
    }
    if (!part.debug.empty()) {
      load_constant(std::string(part.debug), builder_.take());
      count++;
    }
    const Register value = temporary(part.value);
    Register spec = kNoRegister;
    if (part.spec) {
      spec = builder_.next();
      formatted(*part.spec, spec);
      builder_.give_back_to(spec);
      builder_.take();
    }
    char conversion = part.conversion;
    if (!part.debug.empty() && conversion == 0 && !part.spec) conversion = 'r';
    at(e.place);
    builder_.emit(Op::kFormat, value, value, static_cast<uint8_t>(conversion));
    // What a generator keeps can be looked at while it waits.
    builder_.emit_extra(spec, !scope_.is_generator);
    builder_.give_back_to(value + 1);
    count++;
  }
  at(e.place);
  builder_.emit(Op::kJoin, target, first, count);
}

void Compiler::subscript_parts(const Subscript& e, Register& object, Register& index, const Expression* later) {
  object = operand(e.object, scope_.has_named_expression ? e.index : nullptr);
  index = operand(e.index, later);
}

void Compiler::slice(const SliceExpression& e, Register target) {
  const Register first = slice_parts(e);
  builder_.emit(Op::kSlice, target, first);
}

// Start, stop and step, side by side.
Compiler::Register Compiler::slice_parts(const SliceExpression& e) {
  const Register first = builder_.next();
  for (const Expression* part : {e.start, e.stop, e.step}) {
    if (part)
      to_next(part);
    else
      load_constant(NoneConstant(), builder_.take());
  }
  return first;
}

}  // namespace minipy
