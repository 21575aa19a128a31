// Scopes of their own: functions, lambdas, comprehensions, class bodies, and the module itself.
#include <minipy/compiler/annotation_text.h>
#include <minipy/compiler/compiler.h>

namespace minipy {

Compiler::Compiler(const ScopeTree& scopes, Scope& scope, const CompileOptions& options, Compiler* outer,
                   SyntaxError& error)
    : scopes_(scopes),
      scope_(scope),
      options_(options),
      outer_(outer),
      error_(error),
      code_(std::make_shared<Blueprint>()),
      builder_(*code_) {
  code_->file = options.file;
  if (outer) depth_ = outer->depth_;
}

std::string Compiler::qualified(std::string_view name) const {
  if (scope_.kind == Scope::Kind::kModule || !outer_) return std::string(name);
  if (scope_.kind == Scope::Kind::kClass) return code_->qualified_name + "." + std::string(name);
  const Variable* v = scope_.find(name);
  if (v && v->is_global) return std::string(name);
  return code_->qualified_name + ".<locals>." + std::string(name);
}

const StringLiteral* Compiler::documentation_of(Statements body) {
  if (body.empty() || body[0]->kind != StatementKind::kExpression) return nullptr;
  const Expression* value = static_cast<const ExpressionStatement*>(body[0])->value;
  return value->kind == ExpressionKind::kString ? static_cast<const StringLiteral*>(value) : nullptr;
}

// Registers for the scope's variables, cells for those that inner functions see.
void Compiler::set_up_locals() {
  uint32_t next = code_->is_class_body ? 1 : 0;
  uint16_t free = 0;
  if (code_->is_class_body) {
    code_->local_names.push_back(".namespace");
    code_->in_cell.push_back(false);
  }
  for (auto& each : scope_.variables) {
    Variable& v = *each;
    switch (scope_.residence(v)) {
      case Residence::kLocal:
      case Residence::kCell:
        v.index = static_cast<uint16_t>(next++);
        code_->local_names.push_back(v.name);
        code_->in_cell.push_back(scope_.residence(v) == Residence::kCell);
        if (!scope_.is_pair(v)) break;
        v.function = static_cast<uint16_t>(next++);
        code_->local_names.push_back(".method " + v.name);
        code_->in_cell.push_back(false);
        code_->pairs.push_back({v.index, v.function});
        break;
      case Residence::kFree:
        v.index = free++;
        code_->free_names.push_back(v.name);
        break;
      default: break;
    }
  }
  code_->locals = static_cast<uint16_t>(next);
  bound_.assign(next, false);
  if (code_->is_class_body) bound_[0] = true;
  builder_.set_locals(next);
  for (auto& each : scope_.variables) {
    const Variable& v = *each;
    const Residence where = scope_.residence(v);
    if (where == Residence::kCell) builder_.emit(Op::kMakeCell, v.index);
    if (where == Residence::kLocal && v.is_parameter) bound_[v.index] = true;
  }
}

void Compiler::set_up_function(const Parameters* parameters, std::string_view name, const Place& place) {
  code_->name = name;
  code_->qualified_name = outer_->qualified(name);
  code_->first_line = place.line;
  code_->is_generator = scope_.is_generator;
  if (parameters) {
    code_->positional_only = static_cast<uint16_t>(parameters->positional_only.size());
    code_->positional = static_cast<uint16_t>(parameters->positional_only.size() + parameters->ordinary.size());
    code_->keyword_only = static_cast<uint16_t>(parameters->keyword_only.size());
    code_->has_rest = parameters->rest != nullptr;
    code_->has_keyword_rest = parameters->keyword_rest != nullptr;
  }
  at(place);
  set_up_locals();
}

void Compiler::finish() {
  at({.line = code_->places.empty() ? code_->first_line : code_->places.back().line});
  builder_.emit(Op::kReturnNone);
  code_->registers = static_cast<uint16_t>(builder_.most() + 1);
  if (code_->is_generator) {
    code_->may_need_closing = !code_->handlers.empty();
    for (const Instruction& each : code_->code) code_->may_need_closing |= each.op == Op::kYieldFrom;
  }
  if (builder_.too_large())
    fail({code_->first_line, 0, 0, 0}, "the code is too large: too many variables, constants or names");
}

std::shared_ptr<Blueprint> Compiler::compile_top(const ModuleTree& tree) {
  code_->name = code_->qualified_name = options_.module_name;
  code_->first_line = 1;
  code_->is_function = false;
  code_->is_class_body = scope_.kind == Scope::Kind::kClass;
  if (code_->is_class_body) code_->positional = 1;
  at({.line = 1});
  set_up_locals();
  if (options_.mode == CompileMode::kExpression) {
    if (tree.body.size() == 1 && tree.body[0]->kind == StatementKind::kExpression)
      builder_.emit(Op::kReturn, any(static_cast<const ExpressionStatement*>(tree.body[0])->value));
  } else {
    if (const StringLiteral* text = documentation_of(tree.body)) {
      code_->documentation = text->text;
      code_->has_documentation = true;
      if (options_.mode == CompileMode::kModule) {
        Temporaries temporaries(*this);
        const Register value = builder_.take();
        load_constant(std::string(text->text), value);
        store_name("__doc__", value);
      }
    }
    if (scope_.has_annotations) {
      Temporaries temporaries(*this);
      builder_.emit(Op::kAnnotations, builder_.next());
      builder_.take();
    }
    statements(tree.body);
  }
  builder_.give_back_to(code_->locals);
  finish();
  return failed_ ? nullptr : code_;
}

// --- functions -------------------------------------------------------------------------------------------------------

// The cells that the inner function captures, in the order of its free variables, in the next registers.
void Compiler::capture_cells(const Scope& inner) {
  for (const auto& each : inner.variables) {
    if (!each->is_free) continue;
    const Register r = builder_.take();
    // A class body that has a variable of the same name passes the outer one on as ".name".
    const std::string name = each->name.starts_with('.') ? each->name.substr(1) : each->name;
    Variable* v = scope_.find(name);
    if (scope_.kind == Scope::Kind::kClass && (!v || (!v->is_free && scope_.residence(*v) != Residence::kCell)))
      v = scope_.find("." + name);
    if (!v) {
      fail(each->place, "internal error: no variable to capture for '" + each->name + "'");
      return;
    }
    if (scope_.residence(*v) == Residence::kFree)
      builder_.emit(Op::kFreeCell, r, v->index);
    else
      builder_.emit(Op::kMove, r, v->index);
  }
}

// An annotation's value, or its text.
void Compiler::annotation(const Expression* e, std::string_view text, Register target) {
  if (scopes_.keeps_annotations_as_texts()) {
    load_constant(annotation_text(e, text), target);
  } else if (e->kind == ExpressionKind::kStarred) {  // *args: *types
    Temporaries temporaries(*this);
    const Register value = any(static_cast<const Starred*>(e)->value);
    at(e->place);
    builder_.emit(Op::kUnpack, target, value, 1);
  } else {
    to(e, target);
  }
}

// A dict of a function's annotations, into the next register; false: it has none.
bool Compiler::annotations(const FunctionDefinition& s) {
  bool has_some = false;
  for_each_annotation(s, [&](std::string_view, const Expression*, std::string_view) { has_some = true; });
  if (!has_some) return false;
  const Register dict = builder_.next();
  builder_.emit(Op::kDict, dict, 0, 0);
  builder_.take();
  for_each_annotation(s, [&](std::string_view name, const Expression* e, std::string_view text) {
    Temporaries temporaries(*this);
    const Register value = builder_.next();
    annotation(e, text, value);
    builder_.take();
    const Register key = builder_.next();
    load_constant(mangle(scope_.class_name, name), key);
    builder_.take();
    builder_.emit(Op::kDictSet, dict, key, value);
  });
  return true;
}

// `definition`: whose annotations are evaluated.
void Compiler::make_function(const Parameters* parameters, std::shared_ptr<Blueprint> code, const Scope& inner,
                             Register target, const FunctionDefinition* definition) {
  if (!code) {
    failed_ = true;
    return;
  }
  Temporaries temporaries(*this);
  const Register base = builder_.next();
  std::vector<Expression*> defaults;
  TupleConstant keyword_names;
  if (parameters) {
    for (const Parameter& p : parameters->positional_only)
      if (p.default_value) defaults.push_back(p.default_value);
    for (const Parameter& p : parameters->ordinary)
      if (p.default_value) defaults.push_back(p.default_value);
  }
  if (defaults.empty()) {
    load_constant(NoneConstant(), base);
  } else {
    for (const Expression* value : defaults) to_next(value);
    builder_.emit(Op::kTuple, base, base, static_cast<uint32_t>(defaults.size()));
    builder_.give_back_to(base);
  }
  builder_.take();
  const Register keywords = builder_.next();
  uint32_t count = 0;
  if (parameters) {
    for (const Parameter& p : parameters->keyword_only) {
      if (!p.default_value) continue;
      load_constant(mangle(scope_.class_name, p.name), builder_.take());
      to_next(p.default_value);
      count++;
    }
  }
  if (count == 0)
    load_constant(NoneConstant(), keywords);
  else
    builder_.emit(Op::kDict, keywords, keywords, count);
  builder_.give_back_to(keywords);
  builder_.take();
  capture_cells(inner);
  const Register dict = builder_.next();
  const bool is_annotated = definition && annotations(*definition);
  builder_.emit(Op::kFunction, target, base, builder_.constant(std::move(code)));
  if (is_annotated) builder_.emit(Op::kAnnotate, target, dict);
}

std::shared_ptr<Blueprint> Compiler::function_body(const FunctionDefinition& s) {
  Scope& inner = scopes_.of(&s);
  Compiler compiler(scopes_, inner, options_, this, error_);
  compiler.set_up_function(s.parameters, s.name, s.place);
  if (const StringLiteral* text = documentation_of(s.body)) {
    compiler.code_->documentation = text->text;
    compiler.code_->has_documentation = true;
  }
  compiler.statements(s.body);
  compiler.finish();
  return compiler.failed_ ? nullptr : compiler.code_;
}

void Compiler::lambda(const Lambda& e, Register target) {
  Scope& inner = scopes_.of(&e);
  Compiler compiler(scopes_, inner, options_, this, error_);
  compiler.set_up_function(e.parameters, "<lambda>", e.place);
  {
    Temporaries temporaries(compiler);
    const Register value = compiler.any(e.body);
    compiler.builder_.emit(Op::kReturn, value);
  }
  compiler.finish();
  make_function(e.parameters, compiler.failed_ ? nullptr : compiler.code_, inner, target);
}

// The decorators' values first, then what they decorate; then they are called, the last first.
void Compiler::decorated(Expressions decorators, const Place& place, std::string_view name,
                         const std::function<void(Register)>& make) {
  const Register first = builder_.next();
  for (const Expression* decorator : decorators) to_next(decorator);
  const Register value = builder_.next();
  make(value);
  builder_.give_back_to(value);
  builder_.take();
  for (size_t i = decorators.size(); i-- > 0;) {
    const Register callee = first + static_cast<uint32_t>(i);
    at(decorators[i]->place);
    builder_.emit(Op::kCall, callee, 1, callee);
    builder_.give_back_to(callee + 1);
  }
  at(place);
  store_name(name, first);
}

void Compiler::function_definition(const FunctionDefinition& s) {
  decorated(s.decorators, s.place, s.name, [&](Register target) {
    // Defaults are evaluated here; the body is compiled before, which changes nothing here.
    make_function(s.parameters, function_body(s), scopes_.of(&s), target, &s);
  });
}

// --- comprehensions --------------------------------------------------------------------------------------------------

void Compiler::comprehension_loops(const Comprehension& e, size_t i, Register result) {
  if (failed() || !may_nest(e.place)) return;
  depth_++;
  Temporaries temporaries(*this);
  const ComprehensionFor& generator = e.generators[i];
  const Register iterator = builder_.next();
  if (i == 0) {
    builder_.emit(Op::kMove, iterator, 0);
    builder_.emit(Op::kClear, 0);
  } else {
    const Register iterable = any(generator.iterable);
    builder_.give_back_to(iterator);
    at(e.place);
    builder_.emit(Op::kIterate, iterator, iterable);
  }
  builder_.take();
  for_loop(
      generator.target, iterator, e.place,
      [&] {
        Label next;
        for (const Expression* condition : generator.conditions) jump_if(condition, false, next, e.place);
        Temporaries inner(*this);
        if (i + 1 < e.generators.size()) {
          comprehension_loops(e, i + 1, result);
        } else {
          at(e.element->place);
          switch (e.kind) {
            case ExpressionKind::kListComprehension: builder_.emit(Op::kListAppend, result, any(e.element)); break;
            case ExpressionKind::kSetComprehension: builder_.emit(Op::kSetAdd, result, any(e.element)); break;
            case ExpressionKind::kDictComprehension: {
              const Register key = operand(e.element, e.value);
              const Register value = any(e.value);
              builder_.emit(Op::kDictSet, result, key, value);
              break;
            }
            default: {
              const Register value = any(e.element);
              const Register sent = builder_.take();
              builder_.emit(Op::kYield, sent, value);
              builder_.set_live(sent);
              break;
            }
          }
        }
        builder_.place(next);
      },
      [] {});
  depth_--;
}

void Compiler::comprehension(const Comprehension& e, Register target) {
  Scope& inner = scopes_.of(&e);
  Compiler compiler(scopes_, inner, options_, this, error_);
  const char* name = e.kind == ExpressionKind::kListComprehension   ? "<listcomp>"
                     : e.kind == ExpressionKind::kSetComprehension  ? "<setcomp>"
                     : e.kind == ExpressionKind::kDictComprehension ? "<dictcomp>"
                                                                    : "<genexpr>";
  compiler.code_->positional = 1;
  compiler.set_up_function(nullptr, name, e.place);
  compiler.code_->positional = 1;
  {
    Temporaries temporaries(compiler);
    Register result = 0;
    if (e.kind != ExpressionKind::kGenerator) {
      result = compiler.builder_.next();
      const Op op = e.kind == ExpressionKind::kListComprehension  ? Op::kList
                    : e.kind == ExpressionKind::kSetComprehension ? Op::kSet
                                                                  : Op::kDict;
      compiler.builder_.emit(op, result, 0, 0);
      compiler.builder_.take();
    }
    compiler.comprehension_loops(e, 0, result);
    if (e.kind != ExpressionKind::kGenerator) compiler.builder_.emit(Op::kReturn, result);
  }
  compiler.finish();

  const Register callee = builder_.next();
  make_function(nullptr, compiler.failed_ ? nullptr : compiler.code_, inner, callee);
  builder_.take();
  const Register iterable = any(e.generators[0].iterable);
  builder_.give_back_to(callee + 1);
  at(e.place);
  builder_.emit(Op::kIterate, callee + 1, iterable);
  builder_.take();
  builder_.emit(Op::kCall, callee, 1, target);
}

// --- classes ---------------------------------------------------------------------------------------------------------

void Compiler::class_definition(const ClassDefinition& s) {
  decorated(s.decorators, s.place, s.name, [&](Register target) {
    Scope& inner = scopes_.of(&s);
    Compiler body(scopes_, inner, options_, this, error_);
    body.code_->is_class_body = true;
    body.code_->is_function = false;
    body.code_->positional = 1;
    body.set_up_function(nullptr, s.name, s.place);
    body.code_->positional = 1;
    CodeBuilder& builder = body.builder_;
    {
      Temporaries temporaries(body);
      const Register value = builder.take();
      builder.emit(Op::kLoadGlobal, value, builder.global_site("__name__"));
      builder.emit(Op::kStoreName, value, builder.text("__module__"));
      body.load_constant(body.code_->qualified_name, value);
      builder.emit(Op::kStoreName, value, builder.text("__qualname__"));
      if (const StringLiteral* text = documentation_of(s.body)) {
        body.load_constant(std::string(text->text), value);
        builder.emit(Op::kStoreName, value, builder.text("__doc__"));
      }
      if (inner.has_annotations) {
        builder.emit(Op::kAnnotations, value);
      }
    }
    body.statements(s.body);
    if (Variable* cell = inner.find("__class__"); cell && cell->is_captured)
      builder.emit(Op::kStoreName, cell->index, builder.text("__classcell__"));
    body.finish();

    if (!check_keywords(s.keywords)) return;
    Temporaries temporaries(*this);
    const Register base = builder_.next();
    make_function(nullptr, body.failed_ ? nullptr : body.code_, inner, base);
    builder_.take();
    load_constant(std::string(s.name), builder_.take());
    const Register bases = builder_.take();
    spread_positional(s.bases, bases, true, s.place);
    const Register keywords = builder_.take();
    if (s.keywords.empty())
      load_constant(NoneConstant(), keywords);
    else
      spread_keywords(base, s.keywords, keywords, s.place);
    at(s.place);
    builder_.emit(Op::kBuildClass, target, base);
  });
}

std::shared_ptr<Blueprint> compile(const ModuleTree& tree, const CompileOptions& options, SyntaxError& error) {
  ScopeTree scopes;
  if (!scopes.build(tree, options.has_namespace ? Scope::Kind::kClass : Scope::Kind::kModule, error)) return nullptr;
  Compiler compiler(scopes, scopes.top(), options, nullptr, error);
  return compiler.compile_top(tree);
}

}  // namespace minipy
