// Finds out which variables the scopes of a module have, and where each lives.
#include <minipy/compiler/scope.h>
#include <minipy/source/stack_room.h>

namespace minipy {

// Walks the tree once and notes what each scope does with each name; resolve() then finds whose variable it is.
class ScopeBuilder {
 public:
  ScopeBuilder(ScopeTree& tree, SyntaxError& error) : tree_(tree), error_(error) {}

  bool build(const ModuleTree& module, Scope::Kind kind) {
    tree_.top_ = std::make_unique<Scope>();
    scope_ = tree_.top_.get();
    scope_->kind = kind;
    scope_->node = &module;
    for (const Statement* s : module.body) note_future(*s);
    tree_.by_node_[&module] = scope_;
    visit(module.body);
    return !failed_ && resolve(*tree_.top_);
  }

 private:
  void fail(const Place& place, std::string message) {
    if (failed_) return;
    failed_ = true;
    error_ = syntax_error_at(place, std::move(message));
  }

  bool may_nest(const Place& place) {
    if (failed_ || has_stack_room()) return !failed_;
    fail(place, "too many nested expressions or statements");
    return false;
  }

  void note_future(const Statement& s) {
    if (s.kind != StatementKind::kImportFrom) return;
    const auto& import = static_cast<const ImportFrom&>(s);
    if (import.module != "__future__" || import.level != 0) return;
    for (const Alias& alias : import.names) tree_.keeps_annotations_as_texts_ |= alias.name == "annotations";
  }

  std::string mangled(std::string_view name) const { return mangle(scope_->class_name, name); }
  Variable& use(std::string_view name) { return scope_->get(mangled(name)); }
  enum class Source { kAny, kCall, kNothing };
  void assign(std::string_view name, const Place& place, Source source = Source::kAny) {
    if (name == "__debug__") return fail(place, "cannot assign to __debug__");
    Variable& variable = use(name);
    if (scope_->kind == Scope::Kind::kComprehension && (variable.is_global || variable.is_nonlocal)) {
      return fail(place,
                  "comprehension inner loop cannot rebind assignment expression target '" + std::string(name) + "'");
    }
    if (!variable.is_assigned) variable.place = place;
    variable.is_assigned = true;
    variable.takes_call |= source == Source::kCall;
    variable.is_looked_at |= source == Source::kAny;
  }

  template <typename F>
  void in_scope(const void* node, Scope::Kind kind, F&& f) {
    auto made = std::make_unique<Scope>();
    Scope* inner = made.get();
    inner->kind = kind;
    inner->parent = scope_;
    inner->node = node;
    inner->class_name = scope_->class_name;
    inner->iterables = scope_->iterables;
    tree_.by_node_[node] = inner;
    scope_->children.push_back(std::move(made));
    Scope* outer = scope_;
    scope_ = inner;
    f();
    scope_ = outer;
  }

  // --- expressions ---
  void visit(const Expression* e) {
    if (!e || !may_nest(e->place)) return;
    switch (e->kind) {
      case ExpressionKind::kName: {
        const auto& name = *static_cast<const Name*>(e);
        use(name.name).is_looked_at = true;
        // super() and __class__ see the class through a cell.
        if ((name.name == "super" || name.name == "__class__") && scope_->is_function_like()) use("__class__");
        break;
      }
      case ExpressionKind::kFormatted: visit_formatted(*static_cast<const FormattedString*>(e)); break;
      case ExpressionKind::kList:
      case ExpressionKind::kTuple:
      case ExpressionKind::kSet: visit(static_cast<const Sequence*>(e)->items); break;
      case ExpressionKind::kDict:
        for (const DictEntry& entry : static_cast<const DictDisplay*>(e)->entries) {
          visit(entry.key);
          visit(entry.value);
        }
        break;
      case ExpressionKind::kStarred: visit(static_cast<const Starred*>(e)->value); break;
      case ExpressionKind::kAttribute: visit(static_cast<const Attribute*>(e)->object); break;
      case ExpressionKind::kSubscript:
        visit(static_cast<const Subscript*>(e)->object);
        visit(static_cast<const Subscript*>(e)->index);
        break;
      case ExpressionKind::kSlice:
        visit(static_cast<const SliceExpression*>(e)->start);
        visit(static_cast<const SliceExpression*>(e)->stop);
        visit(static_cast<const SliceExpression*>(e)->step);
        break;
      case ExpressionKind::kCall: {
        const auto& call = *static_cast<const Call*>(e);
        visit_callee(call);
        visit(call.arguments);
        for (const Keyword& keyword : call.keywords) {
          if (keyword.name == "__debug__") return fail(keyword.place, "cannot assign to __debug__");
          visit(keyword.value);
        }
        break;
      }
      case ExpressionKind::kUnary: visit(static_cast<const Unary*>(e)->operand); break;
      case ExpressionKind::kBinary: {
        // A chain of operators is as deep to the left as it is long.
        std::vector<const Expression*> rights;
        const Expression* at = e;
        for (; at->kind == ExpressionKind::kBinary; at = static_cast<const Binary*>(at)->left)
          rights.push_back(static_cast<const Binary*>(at)->right);
        visit(at);
        for (auto it = rights.rbegin(); it != rights.rend(); ++it) visit(*it);
        break;
      }
      case ExpressionKind::kBoolean: visit(static_cast<const Boolean*>(e)->operands); break;
      case ExpressionKind::kCompare: visit_compare(*static_cast<const Compare*>(e)); break;
      case ExpressionKind::kConditional:
        visit(static_cast<const Conditional*>(e)->condition);
        visit(static_cast<const Conditional*>(e)->then);
        visit(static_cast<const Conditional*>(e)->otherwise);
        break;
      case ExpressionKind::kLambda: {
        const auto& lambda = *static_cast<const Lambda*>(e);
        visit_defaults(*lambda.parameters);
        in_scope(e, Scope::Kind::kFunction, [&] {
          declare_parameters(*lambda.parameters);
          visit(lambda.body);
        });
        break;
      }
      case ExpressionKind::kNamed: visit_named(*static_cast<const Named*>(e)); break;
      case ExpressionKind::kListComprehension:
      case ExpressionKind::kSetComprehension:
      case ExpressionKind::kDictComprehension:
      case ExpressionKind::kGenerator: visit_comprehension(*static_cast<const Comprehension*>(e)); break;
      case ExpressionKind::kYield:
      case ExpressionKind::kYieldFrom: {
        const bool from = e->kind == ExpressionKind::kYieldFrom;
        if (scope_->kind == Scope::Kind::kComprehension) {
          const auto kind = static_cast<const Expression*>(scope_->node)->kind;
          const char* what = kind == ExpressionKind::kListComprehension   ? "list comprehension"
                             : kind == ExpressionKind::kSetComprehension  ? "set comprehension"
                             : kind == ExpressionKind::kDictComprehension ? "dict comprehension"
                                                                          : "generator expression";
          return fail(e->place, std::string("'yield' inside ") + what);
        }
        if (scope_->kind != Scope::Kind::kFunction)
          return fail(e->place, from ? "'yield from' outside function" : "'yield' outside function");
        scope_->is_generator = true;
        visit(static_cast<const Yield*>(e)->value);
        break;
      }
      default: break;
    }
  }
  void visit(Expressions expressions) {
    for (const Expression* e : expressions) visit(e);
  }
  void visit_callee(const Call& call) {
    if (call.callee->kind != ExpressionKind::kName || spreads(call)) return visit(call.callee);
    Variable& variable = use(static_cast<const Name*>(call.callee)->name);
    variable.is_called = true;
    const bool looked_at = variable.is_looked_at;
    visit(call.callee);
    use(static_cast<const Name*>(call.callee)->name).is_looked_at = looked_at;
  }
  void visit_compare(const Compare& comparison) {
    const Expression* tested = compared_with_none(comparison);
    if (tested && tested->kind == ExpressionKind::kName) {
      use(static_cast<const Name*>(tested)->name);
    } else if (tested && tested->kind == ExpressionKind::kNamed) {
      visit_named(*static_cast<const Named*>(tested), true);
    } else {
      visit(comparison.first);
      visit(comparison.others);
    }
  }
  void visit_formatted(const FormattedString& text) {
    for (const FormattedPart& part : text.parts) {
      visit(part.value);
      if (part.spec) visit_formatted(*part.spec);
    }
  }
  // `tested`: nothing but whether it is None.
  void visit_named(const Named& named, bool tested = false) {
    if (scope_->iterables > 0)
      return fail(named.place, "assignment expression cannot be used in a comprehension iterable expression");
    visit(named.value);
    // In a comprehension it binds a variable of the function around.
    Scope* target = scope_;
    while (target->kind == Scope::Kind::kComprehension) target = target->parent;
    const bool is_top = target->parent == nullptr;  // a module, with a namespace of its own or not
    for (Scope* inner = scope_; inner != target; inner = inner->parent) {
      Variable& variable = inner->get(mangled(named.name));
      if (variable.is_assigned) {
        return fail(named.place, "assignment expression cannot rebind comprehension iteration variable '" +
                                     std::string(named.name) + "'");
      }
      if (is_top || is_declared_global(*target, variable.name))
        variable.is_global = true;
      else
        variable.is_nonlocal = true;
    }
    if (target != scope_ && target->kind == Scope::Kind::kClass) {
      if (!is_top)
        return fail(named.place, "assignment expression within a comprehension cannot be used in a class body");
      target->get(mangled(named.name)).is_global = true;
    }
    target->has_named_expression = true;
    Scope* here = scope_;
    scope_ = target;
    assign(named.name, named.place, tested && is_call_for_method(named.value) ? Source::kCall : Source::kAny);
    scope_ = here;
  }
  static bool is_declared_global(const Scope& scope, std::string_view name) {
    const Variable* variable = scope.find(name);
    return variable && variable->is_global;
  }
  void visit_iterable(const ComprehensionFor& generator) {
    scope_->iterables++;
    visit(generator.iterable);
    scope_->iterables--;
  }
  void visit_comprehension(const Comprehension& comprehension) {
    visit_iterable(comprehension.generators[0]);
    in_scope(&comprehension, Scope::Kind::kComprehension, [&] {
      scope_->get(".0").is_parameter = true;
      if (comprehension.kind == ExpressionKind::kGenerator) scope_->is_generator = true;
      bool first = true;
      for (const ComprehensionFor& generator : comprehension.generators) {
        visit_target(generator.target);
        if (!first) visit_iterable(generator);
        first = false;
        visit(generator.conditions);
      }
      visit(comprehension.element);
      visit(comprehension.value);
    });
  }

  void visit_target(const Expression* e) {
    if (!e || failed_) return;
    switch (e->kind) {
      case ExpressionKind::kName: assign(static_cast<const Name*>(e)->name, e->place); break;
      case ExpressionKind::kList:
      case ExpressionKind::kTuple:
        for (const Expression* item : static_cast<const Sequence*>(e)->items) visit_target(item);
        break;
      case ExpressionKind::kStarred: visit_target(static_cast<const Starred*>(e)->value); break;
      case ExpressionKind::kAttribute:
        if (static_cast<const Attribute*>(e)->name == "__debug__") return fail(e->place, "cannot assign to __debug__");
        visit(e);
        break;
      default: visit(e); break;
    }
  }

  void visit_defaults(const Parameters& parameters) {
    for (const Parameter& p : parameters.positional_only) visit(p.default_value);
    for (const Parameter& p : parameters.ordinary) visit(p.default_value);
    for (const Parameter& p : parameters.keyword_only) visit(p.default_value);
  }
  void declare(const Parameter& p) {
    const std::string name = mangled(p.name);
    if (name == "__debug__") return fail(p.place, "cannot assign to __debug__");
    if (scope_->find(name))
      return fail(p.place, "duplicate argument '" + std::string(p.name) + "' in function definition");
    Variable& variable = scope_->get(name);
    variable.is_parameter = true;
    variable.is_assigned = true;
    variable.place = p.place;
  }
  void declare_parameters(const Parameters& parameters) {
    for (const Parameter& p : parameters.positional_only) declare(p);
    for (const Parameter& p : parameters.ordinary) declare(p);
    for (const Parameter& p : parameters.keyword_only) declare(p);
    if (parameters.rest) declare(*parameters.rest);
    if (parameters.keyword_rest) declare(*parameters.keyword_rest);
  }

  // --- statements ---
  void note_appended(const Augmented& s) {
    if (failed_ || s.op != BinaryOp::kAdd || scope_->loops == 0 || s.target->kind != ExpressionKind::kName) return;
    if (s.value->kind == ExpressionKind::kInteger || s.value->kind == ExpressionKind::kFloat) return;
    use(static_cast<const Name*>(s.target)->name).is_appended = true;
  }
  void visit(Statements statements) {
    for (const Statement* s : statements) visit(s);
  }
  void visit(const Statement* s) {
    if (!may_nest(s->place)) return;
    switch (s->kind) {
      case StatementKind::kExpression: visit(static_cast<const ExpressionStatement*>(s)->value); break;
      case StatementKind::kAssign: {
        const auto& assignment = *static_cast<const Assign*>(s);
        visit(assignment.value);
        const Expression* only = assignment.targets.size() == 1 ? assignment.targets[0] : nullptr;
        if (only && only->kind == ExpressionKind::kName && is_call_for_method(assignment.value)) {
          assign(static_cast<const Name*>(only)->name, only->place, Source::kCall);
          break;
        }
        for (const Expression* target : assignment.targets) visit_target(target);
        break;
      }
      case StatementKind::kAugmented:
        visit(static_cast<const Augmented*>(s)->value);
        visit_target(static_cast<const Augmented*>(s)->target);
        note_appended(*static_cast<const Augmented*>(s));
        break;
      case StatementKind::kAnnotated:
        visit(static_cast<const Annotated*>(s)->value);
        visit_annotated(*static_cast<const Annotated*>(s));
        visit_annotation(*static_cast<const Annotated*>(s));
        break;
      case StatementKind::kDelete:
        for (const Expression* target : static_cast<const Delete*>(s)->targets) visit_deleted(target);
        break;
      case StatementKind::kReturn:
        if (scope_->kind != Scope::Kind::kFunction) return fail(s->place, "'return' outside function");
        visit(static_cast<const Return*>(s)->value);
        break;
      case StatementKind::kRaise:
        visit(static_cast<const Raise*>(s)->exception);
        visit(static_cast<const Raise*>(s)->cause);
        break;
      case StatementKind::kAssert:
        visit(static_cast<const Assert*>(s)->condition);
        visit(static_cast<const Assert*>(s)->message);
        break;
      case StatementKind::kGlobal:
      case StatementKind::kNonlocal: visit_declaration(*static_cast<const Scoped*>(s)); break;
      case StatementKind::kImport:
        for (const Alias& alias : static_cast<const Import*>(s)->names)
          assign(alias.as.empty() ? alias.name.substr(0, alias.name.find('.')) : alias.as, alias.place);
        break;
      case StatementKind::kImportFrom:
        for (const Alias& alias : static_cast<const ImportFrom*>(s)->names) {
          if (alias.name == "*") {
            if (scope_->kind != Scope::Kind::kModule) return fail(s->place, "import * only allowed at module level");
          } else {
            assign(alias.as.empty() ? alias.name : alias.as, alias.place);
          }
        }
        break;
      case StatementKind::kIf:
        visit(static_cast<const If*>(s)->condition);
        visit(static_cast<const If*>(s)->body);
        visit(static_cast<const If*>(s)->otherwise);
        break;
      case StatementKind::kWhile:
        visit(static_cast<const While*>(s)->condition);
        scope_->loops++;
        visit(static_cast<const While*>(s)->body);
        scope_->loops--;
        visit(static_cast<const While*>(s)->otherwise);
        break;
      case StatementKind::kFor:
        visit(static_cast<const For*>(s)->iterable);
        visit_target(static_cast<const For*>(s)->target);
        scope_->loops++;
        visit(static_cast<const For*>(s)->body);
        scope_->loops--;
        visit(static_cast<const For*>(s)->otherwise);
        break;
      case StatementKind::kTry: {
        const auto& statement = *static_cast<const Try*>(s);
        visit(statement.body);
        for (const Handler& handler : statement.handlers) {
          visit(handler.type);
          if (!handler.name.empty()) {
            assign(handler.name, handler.place);
            if (!failed_) use(handler.name).is_deleted = true;
          }
          visit(handler.body);
        }
        visit(statement.otherwise);
        visit(statement.finally);
        break;
      }
      case StatementKind::kWith:
        for (const WithItem& item : static_cast<const With*>(s)->items) {
          visit(item.context);
          visit_target(item.target);
        }
        visit(static_cast<const With*>(s)->body);
        break;
      case StatementKind::kFunction: {
        const auto& function = *static_cast<const FunctionDefinition*>(s);
        visit(function.decorators);
        visit_defaults(*function.parameters);
        if (!tree_.keeps_annotations_as_texts())
          for_each_annotation(function, [&](std::string_view, const Expression* e, std::string_view) { visit(e); });
        assign(function.name, s->place);
        in_scope(s, Scope::Kind::kFunction, [&] {
          declare_parameters(*function.parameters);
          visit(function.body);
        });
        break;
      }
      case StatementKind::kClass: {
        const auto& cls = *static_cast<const ClassDefinition*>(s);
        visit(cls.decorators);
        visit(cls.bases);
        for (const Keyword& keyword : cls.keywords) visit(keyword.value);
        assign(cls.name, s->place);
        in_scope(s, Scope::Kind::kClass, [&] {
          scope_->class_name = cls.name;
          visit(cls.body);
        });
        break;
      }
      default: break;
    }
  }
  // Those of names in functions are neither evaluated nor kept.
  // What has no value is bound, too, unless it is in parentheses.
  void visit_annotated(const Annotated& s) {
    const bool is_simple = s.target->kind == ExpressionKind::kName && !s.target->parenthesized;
    if (s.target->kind == ExpressionKind::kName && !is_simple && !s.value) return;
    if (is_simple) {
      Variable& variable = use(static_cast<const Name*>(s.target)->name);
      if ((variable.is_global || variable.is_nonlocal) && scope_->parent) {
        return fail(s.place, "annotated name '" + std::string(static_cast<const Name*>(s.target)->name) +
                                 "' can't be " + (variable.is_global ? "global" : "nonlocal"));
      }
      variable.is_annotated = true;
    }
    visit_target(s.target);
  }
  void visit_annotation(const Annotated& s) {
    if (scope_->is_function_like()) return;
    if (!tree_.keeps_annotations_as_texts()) visit(s.annotation);
    if (s.target->kind == ExpressionKind::kName && !s.target->parenthesized) scope_->has_annotations = true;
  }
  void visit_deleted(const Expression* e) {
    switch (e->kind) {
      case ExpressionKind::kName: {
        if (static_cast<const Name*>(e)->name == "__debug__") return fail(e->place, "cannot delete __debug__");
        assign(static_cast<const Name*>(e)->name, e->place, Source::kNothing);
        if (!failed_) use(static_cast<const Name*>(e)->name).is_deleted = true;
        break;
      }
      case ExpressionKind::kList:
      case ExpressionKind::kTuple:
        for (const Expression* item : static_cast<const Sequence*>(e)->items) visit_deleted(item);
        break;
      default: visit(e); break;
    }
  }
  void visit_declaration(const Scoped& s) {
    const bool global = s.kind == StatementKind::kGlobal;
    if (!global && !scope_->parent) return fail(s.place, "nonlocal declaration not allowed at module level");
    for (std::string_view name : s.names) {
      const bool known = scope_->find(mangled(name)) != nullptr;
      Variable& variable = use(name);
      const std::string quoted = std::string("'").append(name).append("'");
      if (variable.is_parameter)
        return fail(s.place, "name " + quoted + (global ? " is parameter and global" : " is parameter and nonlocal"));
      if (global ? variable.is_nonlocal : variable.is_global)
        return fail(s.place, "name " + quoted + " is nonlocal and global");
      if (variable.is_annotated)
        return fail(s.place, "annotated name " + quoted + " can't be " + (global ? "global" : "nonlocal"));
      if (known && !variable.is_global && !variable.is_nonlocal) {
        const char* what = variable.is_assigned ? " is assigned to before " : " is used prior to ";
        return fail(s.place, "name " + quoted + what + (global ? "global declaration" : "nonlocal declaration"));
      }
      if (name == "__class__" && scope_->kind == Scope::Kind::kClass)
        return fail(s.place, "declarations of '__class__' in a class body are outside of what minipy supports");
      // Where the module's names go to a namespace of their own, this one does not.
      if (global && tree_.top_->kind == Scope::Kind::kClass) tree_.top_->get(variable.name).is_global = true;
      variable.place = s.place;
      (global ? variable.is_global : variable.is_nonlocal) = true;
    }
  }

  // --- whose variable is it? ---
  bool resolve(Scope& scope) {
    for (size_t i = 0; i < scope.variables.size(); i++) {
      Variable& variable = *scope.variables[i];
      if (variable.is_global || scope.kind == Scope::Kind::kModule || variable.is_free) continue;
      const bool own = variable.is_assigned || variable.is_parameter;
      if (own && !variable.is_nonlocal) continue;
      const bool found = bind_outside(scope, variable);
      if (!found && variable.is_nonlocal) {
        fail(variable.place, "no binding for nonlocal '" + variable.name + "' found");
        return false;
      }
    }
    for (auto& child : scope.children)
      if (!resolve(*child)) return false;
    return true;
  }
  // Makes it, and the scopes between, see an outer function's variable.
  bool bind_outside(Scope& scope, Variable& variable) {
    Scope* owner = scope.parent;
    for (; owner; owner = owner->parent) {
      if (owner->kind == Scope::Kind::kModule) return false;
      if (owner->kind == Scope::Kind::kClass) {
        if (variable.name != "__class__" || scope.kind == Scope::Kind::kClass) continue;
        Variable& cell = owner->get("__class__");
        cell.is_captured = true;
        break;
      }
      Variable* theirs = owner->find(variable.name);
      if (!theirs) continue;
      if (theirs->is_global) return false;
      if (theirs->is_free) break;
      if ((theirs->is_assigned || theirs->is_parameter) && !theirs->is_nonlocal) {
        theirs->is_captured = true;
        break;
      }
    }
    if (!owner) return false;
    variable.is_free = true;
    for (Scope* between = scope.parent; between != owner; between = between->parent) {
      Variable& passed = between->get(variable.name);
      if (between->kind == Scope::Kind::kClass && passed.is_assigned)
        continue_through_class(*between, variable.name);
      else
        passed.is_free = true;
    }
    return true;
  }
  // A class body that has a variable of the same name passes the outer one on under another entry.
  void continue_through_class(Scope& cls, const std::string& name) { cls.get("." + name).is_free = true; }

  ScopeTree& tree_;
  SyntaxError& error_;
  Scope* scope_ = nullptr;
  bool failed_ = false;
};

bool ScopeTree::build(const ModuleTree& tree, Scope::Kind top, SyntaxError& error) {
  return ScopeBuilder(*this, error).build(tree, top);
}

}  // namespace minipy
