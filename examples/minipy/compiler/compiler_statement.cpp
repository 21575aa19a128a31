// Statements, but for those with blocks that guard (compiler_block.cpp) and definitions (compiler_function.cpp).
#include <minipy/compiler/compiler.h>

#include <algorithm>

namespace minipy {

// Whether control does not come out at the end.
bool Compiler::leaves(Statements body) {
  if (body.empty()) return false;
  switch (body.back()->kind) {
    case StatementKind::kReturn:
    case StatementKind::kRaise:
    case StatementKind::kBreak:
    case StatementKind::kContinue: return true;
    default: return false;
  }
}

void Compiler::fail(const Place& place, std::string message) {
  if (failed_) return;
  failed_ = true;
  error_ = syntax_error_at(place, std::move(message));
}

void Compiler::statements(Statements body) {
  for (const Statement* s : body) statement(s);
}

void Compiler::statement(const Statement* s) {
  if (failed() || !may_nest(s->place)) return;
  depth_++;
  at(s->place);
  Temporaries temporaries(*this);
  switch (s->kind) {
    case StatementKind::kExpression: {
      const Expression* value = static_cast<const ExpressionStatement*>(s)->value;
      Constant constant;
      if (options_.mode == CompileMode::kInteractive && !outer_) {
        builder_.emit(Op::kPrintExpression, any(value));
      } else if (!constant_of(value, constant)) {
        discard(value);
      }
      break;
    }
    case StatementKind::kAssign: {
      const auto& assignment = *static_cast<const Assign*>(s);
      const Expression* target = assignment.targets[0];
      if (assignment.targets.size() > 1) {
        const Register value = temporary(assignment.value);
        for (const Expression* each : assignment.targets) assign(each, value);
      } else if (target->kind == ExpressionKind::kName) {
        Variable& v = variable(static_cast<const Name*>(target)->name);
        if (scope_.is_pair(v)) {
          call_for_method(*static_cast<const Call*>(assignment.value), v.function, v.index);
          assigned(static_cast<const Name*>(target)->name);
        } else if (scope_.residence(v) == Residence::kLocal) {
          to(assignment.value, v.index);
          assigned(static_cast<const Name*>(target)->name);
        } else {
          assign(target, any(assignment.value));
        }
      } else {
        unpack_or_assign(target, assignment.value);
      }
      break;
    }
    case StatementKind::kAugmented: augmented(*static_cast<const Augmented*>(s)); break;
    case StatementKind::kAnnotated: annotated(*static_cast<const Annotated*>(s)); break;
    case StatementKind::kDelete:
      for (const Expression* target : static_cast<const Delete*>(s)->targets) delete_target(target);
      break;
    case StatementKind::kBreak: leave_loop(*s, true); break;
    case StatementKind::kContinue: leave_loop(*s, false); break;
    case StatementKind::kReturn: return_statement(*static_cast<const Return*>(s)); break;
    case StatementKind::kRaise: {
      const auto& raise = *static_cast<const Raise*>(s);
      if (!raise.exception) {
        builder_.emit(Op::kRaiseAgain);
      } else if (raise.cause) {
        const Register exception = operand(raise.exception, raise.cause);
        const Register cause = any(raise.cause);
        at(s->place);
        builder_.emit(Op::kRaiseFrom, exception, cause);
      } else {
        const Register exception = any(raise.exception);
        at(s->place);
        builder_.emit(Op::kRaise, exception);
      }
      break;
    }
    case StatementKind::kAssert: assert_statement(*static_cast<const Assert*>(s)); break;
    case StatementKind::kImport: import_statement(*static_cast<const Import*>(s)); break;
    case StatementKind::kImportFrom: import_from(*static_cast<const ImportFrom*>(s)); break;
    case StatementKind::kIf: if_statement(*static_cast<const If*>(s)); break;
    case StatementKind::kWhile: while_statement(*static_cast<const While*>(s)); break;
    case StatementKind::kFor: for_statement(*static_cast<const For*>(s)); break;
    case StatementKind::kTry: try_statement(*static_cast<const Try*>(s)); break;
    case StatementKind::kWith: with_statement(*static_cast<const With*>(s), 0); break;
    case StatementKind::kFunction: function_definition(*static_cast<const FunctionDefinition*>(s)); break;
    case StatementKind::kClass: class_definition(*static_cast<const ClassDefinition*>(s)); break;
    default: break;
  }
  depth_--;
}

// target: annotation = value. Of names, a module and a class keep the annotation; in a function, nothing is evaluated.
void Compiler::annotated(const Annotated& s) {
  const bool is_name = s.target->kind == ExpressionKind::kName;
  if (s.value)
    assign(s.target, any(s.value));
  else if (s.target->kind == ExpressionKind::kAttribute)
    discard(static_cast<const Attribute*>(s.target)->object);
  else if (s.target->kind == ExpressionKind::kSubscript)
    discard_subscript(*static_cast<const Subscript*>(s.target));
  if (scope_.is_function_like() || failed()) return;
  Temporaries temporaries(*this);
  if (!is_name || s.target->parenthesized) {
    if (!scopes_.keeps_annotations_as_texts()) discard(s.annotation);
    return;
  }
  at(s.place);
  const Register value = builder_.next();
  annotation(s.annotation, s.text, value);
  builder_.take();
  at(s.place);
  const Register names = builder_.next();
  if (outer_ && scope_.kind == Scope::Kind::kClass)
    builder_.emit(Op::kLoadName, names, builder_.text("__annotations__"));
  else
    builder_.emit(Op::kAnnotations, names);
  builder_.take();
  const Register key = builder_.next();
  load_constant(variable(static_cast<const Name*>(s.target)->name).name, key);
  builder_.take();
  builder_.emit(Op::kSetItem, names, key, value);
}

// The parts of an item that is annotated and not bound.
void Compiler::discard_subscript(const Subscript& e) {
  Temporaries temporaries(*this);
  Register object, index;
  subscript_parts(e, object, index, nullptr);
}

// a, b = b, a needs no tuple.
void Compiler::unpack_or_assign(const Expression* target, const Expression* value) {
  const auto is_plain = [](const Expression* e) {
    if (e->kind != ExpressionKind::kTuple && e->kind != ExpressionKind::kList) return false;
    for (const Expression* item : static_cast<const Sequence*>(e)->items)
      if (item->kind == ExpressionKind::kStarred) return false;
    return true;
  };
  if (is_plain(target) && is_plain(value)) {
    const Expressions targets = static_cast<const Sequence*>(target)->items;
    const Expressions values = static_cast<const Sequence*>(value)->items;
    if (targets.size() == values.size() && values.size() <= 16) {
      const Register first = builder_.next();
      for (const Expression* item : values) to_next(item);
      for (uint32_t i = 0; i < targets.size(); i++) assign(targets[i], first + i);
      return;
    }
  }
  assign(target, any(value));
}

void Compiler::if_statement(const If& s) {
  Label otherwise, end;
  jump_if(s.condition, false, otherwise, s.place);
  const std::vector<bool> before = save_bound();
  statements(s.body);
  const std::vector<bool> after = save_bound();
  if (s.otherwise.empty()) {
    builder_.place(otherwise);
    if (leaves(s.body))
      restore_bound(before);
    else
      meet_bound(before);
    return;
  }
  if (!leaves(s.body)) builder_.jump(Op::kJump, 0, end);
  builder_.place(otherwise);
  restore_bound(before);
  statements(s.otherwise);
  if (leaves(s.otherwise))
    restore_bound(after);
  else if (!leaves(s.body))
    meet_bound(after);
  builder_.place(end);
}

void Compiler::while_statement(const While& s) {
  Label head, otherwise, end;
  restore_bound(lasting_bound());
  builder_.place(head);
  jump_if(s.condition, false, otherwise, s.place);
  const std::vector<bool> before = save_bound();
  blocks_.push_back({.kind = Block::Kind::kLoop, .break_to = &end, .continue_to = &head});
  statements(s.body);
  blocks_.pop_back();
  at(s.place);
  builder_.jump(Op::kLoop, 0, head);
  builder_.place(otherwise);
  restore_bound(before);
  statements(s.otherwise);
  builder_.place(end);
  restore_bound(before);
  restore_bound(lasting_bound());
}

void Compiler::for_statement(const For& s) {
  const Register mark = builder_.next();
  const Register iterable = any(s.iterable);
  builder_.give_back_to(mark);
  at(s.place);
  builder_.emit(Op::kIterate, mark, iterable);
  builder_.take();
  for_loop(
      s.target, mark, s.place, [&] { statements(s.body); }, [&] { statements(s.otherwise); });
}

// The iterator's register is the uppermost that is taken.
void Compiler::for_loop(const Expression* target, Register iterator, const Place& place,
                        const std::function<void()>& body, const std::function<void()>& otherwise) {
  Label head, exhausted, end;
  const std::vector<bool> before = lasting_bound();
  restore_bound(before);
  builder_.place(head);
  {
    Temporaries temporaries(*this);
    at(place);
    Register item = builder_.next();
    bool direct = false;
    if (target->kind == ExpressionKind::kName) {
      Variable& v = variable(static_cast<const Name*>(target)->name);
      direct = scope_.residence(v) == Residence::kLocal;
      if (direct) item = v.index;
    }
    if (!direct) builder_.take();
    builder_.emit(Op::kForIterate, iterator, item);
    if (!direct) builder_.set_live(builder_.next() - 1);
    builder_.extra_jump(exhausted);
    if (direct)
      assigned(static_cast<const Name*>(target)->name);
    else
      assign(target, item);
  }
  blocks_.push_back({.kind = Block::Kind::kLoop, .break_to = &end, .continue_to = &head});
  body();
  blocks_.pop_back();
  at(place);
  builder_.jump(Op::kLoop, 0, head);
  builder_.place(exhausted);
  restore_bound(before);
  otherwise();
  builder_.place(end);
  restore_bound(before);
}

void Compiler::return_statement(const Return& s) {
  if (scope_.kind != Scope::Kind::kFunction) return fail(s.place, "'return' outside function");
  if (s.value) {
    // What leaves the blocks may bind a variable anew.
    const Register value = blocks_.empty() ? any(s.value) : temporary(s.value);
    unwind(0);
    at(s.place);
    builder_.emit(Op::kReturn, value);
  } else {
    unwind(0);
    at(s.place);
    builder_.emit(Op::kReturnNone);
  }
  end_unwind(0);
}

void Compiler::leave_loop(const Statement& s, bool is_break) {
  size_t loop = blocks_.size();
  while (loop > 0 && blocks_[loop - 1].kind != Block::Kind::kLoop) loop--;
  if (loop == 0) return fail(s.place, is_break ? "'break' outside loop" : "'continue' not properly in loop");
  unwind(loop);
  const Block& block = blocks_[loop - 1];
  at(s.place);
  // A step is taken by each turn of a loop, whichever way it ends.
  builder_.jump(is_break ? Op::kJump : Op::kLoop, 0, is_break ? *block.break_to : *block.continue_to);
  end_unwind(loop);
}

// The one that was looked at last when all of a condition was; null: there is none.
static const Expression* last_comparison(const Expression* e) {
  switch (e->kind) {
    case ExpressionKind::kCompare: return e;
    case ExpressionKind::kUnary: {
      const auto& unary = *static_cast<const Unary*>(e);
      return unary.op == UnaryOp::kNot ? last_comparison(unary.operand) : nullptr;
    }
    case ExpressionKind::kBoolean: {
      const Expression* found = nullptr;
      for (const Expression* operand : static_cast<const Boolean*>(e)->operands)
        if (const Expression* last = last_comparison(operand)) found = last;
      return found;
    }
    default: return nullptr;
  }
}

void Compiler::assert_statement(const Assert& s) {
  Label fine;
  jump_if(s.condition, true, fine, s.place);
  const Expression* compared = last_comparison(s.condition);
  const Place& place = compared ? compared->place : s.place;
  if (s.message) {
    const Register message = any(s.message);
    at(place);
    builder_.emit(Op::kAssertFail, message, 1);
  } else {
    at(place);
    builder_.emit(Op::kAssertFail, 0, 0);
  }
  builder_.place(fine);
}

void Compiler::import_statement(const Import& s) {
  for (const Alias& alias : s.names) {
    Temporaries temporaries(*this);
    const Register module = builder_.next();
    builder_.emit(Op::kImport, module, builder_.text(alias.name), 0);
    builder_.emit_extra(kNoConstant);
    builder_.take();
    std::string_view rest = alias.name;
    const size_t dot = rest.find('.');
    if (alias.as.empty()) {
      store_name(rest.substr(0, dot), module);
      continue;
    }
    while ((rest.find('.')) != rest.npos) {
      rest = rest.substr(rest.find('.') + 1);
      builder_.emit(Op::kImportFrom, module, module, builder_.name(rest.substr(0, rest.find('.'))));
    }
    store_name(alias.as, module);
  }
}

void Compiler::import_from(const ImportFrom& s) {
  if (s.module == "__future__" && s.level == 0) {
    static constexpr std::string_view kFeatures[] = {
        "nested_scopes",  "generators",       "division",       "absolute_import", "with_statement",
        "print_function", "unicode_literals", "barry_as_FLUFL", "generator_stop",  "annotations"};
    for (const Alias& alias : s.names) {
      if (alias.name == "braces") return fail(s.place, "not a chance");
      if (std::find(std::begin(kFeatures), std::end(kFeatures), alias.name) == std::end(kFeatures))
        return fail(s.place, "future feature " + std::string(alias.name) + " is not defined");
    }
    return;  // all of it is here already
  }
  TupleConstant names;
  for (const Alias& alias : s.names) names.items.push_back(std::string(alias.name));
  const Register module = builder_.next();
  builder_.emit(Op::kImport, module, builder_.text(s.module), static_cast<uint32_t>(s.level));
  builder_.emit_extra(builder_.constant(std::move(names)));
  builder_.take();
  for (const Alias& alias : s.names) {
    Temporaries temporaries(*this);
    if (alias.name == "*") {
      builder_.emit(Op::kImportStar, module);
      continue;
    }
    const Register value = builder_.next();
    builder_.emit(Op::kImportFrom, value, module, builder_.name(alias.name));
    builder_.take();
    store_name(alias.as.empty() ? alias.name : alias.as, value);
  }
}

}  // namespace minipy
