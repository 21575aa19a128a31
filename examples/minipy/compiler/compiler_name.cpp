// Variables: where they are read, bound and unbound; targets of assignments.
#include <minipy/compiler/compiler.h>

namespace minipy {

Variable& Compiler::variable(std::string_view name) { return scope_.get(mangle(scope_.class_name, name)); }

void Compiler::meet_bound(const std::vector<bool>& other) {
  for (size_t i = 0; i < bound_.size(); i++) bound_[i] = bound_[i] && other[i];
}

// What is certain where control comes from places that are not written yet, or from any place in a block: of variables
// that are deleted somewhere, nothing.
std::vector<bool> Compiler::lasting_bound() const {
  std::vector<bool> lasting = bound_;
  for (const auto& v : scope_.variables)
    if (v->is_deleted && scope_.residence(*v) == Residence::kLocal) lasting[v->index] = false;
  return lasting;
}

Compiler::Register Compiler::local_register(std::string_view name) {
  Variable& v = variable(name);
  if (scope_.residence(v) != Residence::kLocal) return kNoRegister;
  if (!bound_[v.index]) {
    builder_.emit(Op::kCheck, v.index);
    bound_[v.index] = true;
  }
  if (v.is_appended) builder_.emit(Op::kFlatten, v.index);
  return v.index;
}

// The same for a register that is about to be appended to: a text that is being built stays what it is.
Compiler::Register Compiler::appended_register(std::string_view name) {
  Variable& v = variable(name);
  const bool appended = v.is_appended;
  v.is_appended = false;
  const Register r = local_register(name);
  v.is_appended = appended;
  return r;
}

void Compiler::assigned(std::string_view name) {
  Variable& v = variable(name);
  if (scope_.residence(v) == Residence::kLocal) bound_[v.index] = true;
}

void Compiler::load_name(std::string_view name, const Place& place, Register target) {
  Variable& v = variable(name);
  at(place);
  switch (scope_.residence(v)) {
    case Residence::kLocal: {
      const Register r = local_register(name);
      if (r != target) builder_.emit(Op::kMove, target, r);
      break;
    }
    case Residence::kCell: builder_.emit(Op::kLoadCell, target, v.index); break;
    case Residence::kFree:
      if (scope_.kind == Scope::Kind::kClass)
        builder_.emit(Op::kLoadClassFree, target, v.index, builder_.text(v.name));
      else
        builder_.emit(Op::kLoadFree, target, v.index);
      break;
    case Residence::kGlobal: builder_.emit(Op::kLoadGlobal, target, builder_.global_site(v.name)); break;
    case Residence::kNamespace: builder_.emit(Op::kLoadName, target, builder_.text(v.name)); break;
  }
}

void Compiler::store_name(std::string_view name, Register source) {
  Variable& v = variable(name);
  switch (scope_.residence(v)) {
    case Residence::kLocal:
      if (source != v.index) builder_.emit(Op::kMove, v.index, source);
      assigned(name);
      break;
    case Residence::kCell: builder_.emit(Op::kStoreCell, v.index, source); break;
    case Residence::kFree: builder_.emit(Op::kStoreFree, v.index, source); break;
    case Residence::kGlobal: builder_.emit(Op::kStoreGlobal, source, builder_.global_site(v.name)); break;
    case Residence::kNamespace: builder_.emit(Op::kStoreName, source, builder_.text(v.name)); break;
  }
}

void Compiler::delete_name(std::string_view name) {
  Variable& v = variable(name);
  switch (scope_.residence(v)) {
    case Residence::kLocal:
      if (!bound_[v.index]) builder_.emit(Op::kCheck, v.index);
      builder_.emit(Op::kClear, v.index);
      bound_[v.index] = false;
      if (scope_.is_pair(v)) builder_.emit(Op::kClear, v.function);
      break;
    case Residence::kCell: builder_.emit(Op::kDeleteCell, v.index); break;
    case Residence::kFree: builder_.emit(Op::kDeleteFree, v.index); break;
    case Residence::kGlobal: builder_.emit(Op::kDeleteGlobal, 0, builder_.global_site(v.name)); break;
    case Residence::kNamespace: builder_.emit(Op::kDeleteName, 0, builder_.text(v.name)); break;
  }
}

// --- targets ---------------------------------------------------------------------------------------------------------

void Compiler::assign(const Expression* target, Register source) {
  if (failed()) return;
  Temporaries temporaries(*this);
  at(target->place);
  switch (target->kind) {
    case ExpressionKind::kName: store_name(static_cast<const Name*>(target)->name, source); break;
    case ExpressionKind::kAttribute: {
      const auto& attribute = *static_cast<const Attribute*>(target);
      const Register object = any(attribute.object);
      at(target->place, attribute);
      builder_.emit(Op::kSetAttribute, object, source,
                    builder_.attribute_site(mangle(scope_.class_name, attribute.name)));
      break;
    }
    case ExpressionKind::kSubscript: {
      Register object, index;
      subscript_parts(*static_cast<const Subscript*>(target), object, index, nullptr);
      at(target->place);
      builder_.emit(Op::kSetItem, object, index, source);
      break;
    }
    case ExpressionKind::kList:
    case ExpressionKind::kTuple:
      assign_unpacked(static_cast<const Sequence*>(target)->items, target->place, source);
      break;
    case ExpressionKind::kStarred: fail(target->place, "starred assignment target must be in a list or tuple"); break;
    default: fail(target->place, "cannot assign to expression here"); break;
  }
}

void Compiler::assign_unpacked(Expressions items, const Place& place, Register source) {
  if (!may_nest(place)) return;
  depth_++;
  size_t star = items.size();
  for (size_t i = 0; i < items.size(); i++) {
    if (items[i]->kind != ExpressionKind::kStarred) continue;
    if (star != items.size()) return fail(items[i]->place, "multiple starred expressions in assignment");
    star = i;
  }
  const uint32_t count = static_cast<uint32_t>(items.size());
  const Register first = builder_.next();
  at(place);
  if (star == items.size()) {
    builder_.emit(Op::kUnpack, first, source, count);
  } else {
    builder_.emit(Op::kUnpackStar, first, source, static_cast<uint32_t>(star));
    builder_.emit_extra(static_cast<uint32_t>(items.size() - star - 1));
  }
  builder_.take(count);
  for (uint32_t i = 0; i < count; i++) {
    const Expression* item = items[i];
    assign(item->kind == ExpressionKind::kStarred ? static_cast<const Starred*>(item)->value : item, first + i);
  }
  depth_--;
}

// A number that "+= 5" adds, or "-= 5"; 0: it is something else, or 0.
static int small_addend(const Augmented& s) {
  if (s.value->kind != ExpressionKind::kInteger) return 0;
  const auto& literal = *static_cast<const IntegerLiteral*>(s.value);
  if (literal.base != 10 || literal.digits.size() > 4) return 0;
  const int number = std::stoi(std::string(literal.digits));
  return s.op == BinaryOp::kAdd ? number : s.op == BinaryOp::kSubtract ? -number : 0;
}

// "object.name += value" in one instruction, where the value is at hand.
void Compiler::add_plainly(const Augmented& s, Register object, uint32_t site, Label& done) {
  if (const int number = small_addend(s)) {
    builder_.emit(Op::kAddSmallToAttribute, object, static_cast<uint16_t>(number), site);
  } else {
    if (s.op != BinaryOp::kAdd || s.value->kind != ExpressionKind::kName) return;
    const Variable& v = variable(static_cast<const Name*>(s.value)->name);
    if (scope_.residence(v) != Residence::kLocal || !bound_[v.index] || v.is_appended || scope_.is_pair(v)) return;
    builder_.emit(Op::kAddToAttribute, object, v.index, site);
  }
  builder_.extra_jump(done);
}

void Compiler::augmented(const Augmented& s) {
  Temporaries temporaries(*this);
  const auto change = [&](Register value, bool builds = false) {
    if (s.value->kind == ExpressionKind::kInteger && (s.op == BinaryOp::kAdd || s.op == BinaryOp::kSubtract)) {
      const auto& literal = *static_cast<const IntegerLiteral*>(s.value);
      if (literal.base == 10 && literal.digits.size() <= 4) {
        at(s.place);
        builder_.emit(s.op == BinaryOp::kAdd ? Op::kInPlaceAddSmall : Op::kInPlaceSubtractSmall, value,
                      static_cast<uint32_t>(std::stoi(std::string(literal.digits))));
        return;
      }
    }
    Temporaries inner(*this);
    const Register right = any(s.value);
    at(s.place);
    if (s.op == BinaryOp::kAdd)
      builder_.emit(Op::kInPlaceAdd, value, right, builds);
    else
      builder_.emit(Op::kInPlace, value, right, static_cast<uint32_t>(s.op));
  };
  at(s.place);
  switch (s.target->kind) {
    case ExpressionKind::kName: {
      const std::string_view name = static_cast<const Name*>(s.target)->name;
      const bool builds = s.op == BinaryOp::kAdd;
      const Register r = scope_.has_named_expression ? uint32_t{kNoRegister}
                         : builds                    ? appended_register(name)
                                                     : local_register(name);
      if (r != kNoRegister) {
        change(r, builds && variable(name).is_appended);
      } else {
        const Register value = builder_.next();
        load_name(name, s.target->place, value);
        builder_.take();
        change(value);
        store_name(name, value);
      }
      break;
    }
    case ExpressionKind::kAttribute: {
      const auto& attribute = *static_cast<const Attribute*>(s.target);
      const Register object = operand(attribute.object, s.value);
      const std::string name = mangle(scope_.class_name, attribute.name);
      const uint32_t site = builder_.attribute_site(name);
      const uint32_t next_site = builder_.attribute_site(name);
      const Register value = builder_.next();
      at(s.target->place, attribute);
      Label done;
      add_plainly(s, object, site, done);
      builder_.emit(Op::kGetAttribute, value, object, site);
      builder_.take();
      change(value);
      at(s.target->place, attribute);
      builder_.emit(Op::kSetAttribute, object, value, next_site);
      builder_.place(done);
      break;
    }
    case ExpressionKind::kSubscript: {
      Register object, index;
      subscript_parts(*static_cast<const Subscript*>(s.target), object, index, s.value);
      const Register value = builder_.next();
      at(s.target->place);
      builder_.emit(Op::kGetItem, value, object, index);
      builder_.take();
      change(value);
      at(s.target->place);
      builder_.emit(Op::kSetItem, object, index, value);
      break;
    }
    default: fail(s.target->place, "illegal expression for augmented assignment"); break;
  }
}

void Compiler::delete_target(const Expression* target) {
  if (failed()) return;
  Temporaries temporaries(*this);
  at(target->place);
  switch (target->kind) {
    case ExpressionKind::kName: delete_name(static_cast<const Name*>(target)->name); break;
    case ExpressionKind::kAttribute: {
      const auto& attribute = *static_cast<const Attribute*>(target);
      const Register object = any(attribute.object);
      at(target->place, attribute);
      builder_.emit(Op::kDeleteAttribute, object, builder_.attribute_site(mangle(scope_.class_name, attribute.name)));
      break;
    }
    case ExpressionKind::kSubscript: {
      Register object, index;
      subscript_parts(*static_cast<const Subscript*>(target), object, index, nullptr);
      at(target->place);
      builder_.emit(Op::kDeleteItem, object, index);
      break;
    }
    case ExpressionKind::kList:
    case ExpressionKind::kTuple:
      for (const Expression* item : static_cast<const Sequence*>(target)->items) delete_target(item);
      break;
    default: fail(target->place, "cannot delete expression"); break;
  }
}

}  // namespace minipy
