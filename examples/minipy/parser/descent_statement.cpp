#include <minipy/parser/descent.h>

namespace minipy {

namespace {
template <typename T>
Statement* base(T* node) {
  return node;
}
}  // namespace

ModuleTree* Parser::module(std::string_view text, ParseMode mode) {
  Lexer lexer(text, mode == ParseMode::kInteractive);
  if (!lexer.run(tokens_, error_)) return nullptr;
  try {
    std::vector<Statement*> body;
    if (mode == ParseMode::kExpression) {
      while (now().kind == Token::Kind::kNewline) at_++;
      if (now().kind == Token::Kind::kIndent) at_++;
      const Token first = now();
      Expression* e = star_expressions();
      while (now().kind == Token::Kind::kNewline || now().kind == Token::Kind::kDedent) at_++;
      if (now().kind != Token::Kind::kEnd) invalid();
      body.push_back(make(ExpressionStatement{{StatementKind::kExpression, place_from(first)}, e}));
    } else {
      while (now().kind != Token::Kind::kEnd) {
        if (accept_newline()) continue;
        statement_line(body);
      }
      if (mode == ParseMode::kInteractive && !body.empty()) {
        // A compound statement goes on until an empty line.
        const StatementKind kind = body.back()->kind;
        const bool compound = kind >= StatementKind::kIf;
        const bool blank = text.ends_with("\n\n") || text.ends_with("\n \n");
        if (compound && !blank) {
          error_ = {SyntaxError::Kind::kSyntax,
                    "unexpected EOF while parsing",
                    now().line,
                    now().column,
                    now().line,
                    now().column,
                    true};
          return nullptr;
        }
      }
    }
    return arena_.make<ModuleTree>(ModuleTree{arena_.copy(body)});
  } catch (const Failed&) {
    return nullptr;
  }
}

bool Parser::accept_newline() {
  if (now().kind != Token::Kind::kNewline) return false;
  at_++;
  return true;
}

std::vector<Statement*> Parser::block(const char* what, int line) {
  expect(":");
  std::vector<Statement*> body;
  if (!accept_newline()) {
    simple_line(body);
    return body;
  }
  if (now().kind != Token::Kind::kIndent) {
    Token token = now();
    const bool end =
        token.kind == Token::Kind::kEnd || (token.kind == Token::Kind::kDedent &&
                                            tokens_[std::min(at_ + 1, tokens_.size() - 1)].kind == Token::Kind::kEnd);
    error_ = {SyntaxError::Kind::kIndentation,
              std::string("expected an indented block after ") + what + " on line " + std::to_string(line),
              token.line,
              token.column,
              token.end_line,
              token.end_column,
              end};
    throw Failed();
  }
  at_++;
  while (now().kind != Token::Kind::kDedent && now().kind != Token::Kind::kEnd) {
    if (accept_newline()) continue;
    statement_line(body);
  }
  if (now().kind == Token::Kind::kDedent) at_++;
  return body;
}

void Parser::statement_line(std::vector<Statement*>& out) {
  Depth depth(*this);
  if (Statement* s = compound()) {
    out.push_back(s);
    return;
  }
  simple_line(out);
}

void Parser::simple_line(std::vector<Statement*>& out) {
  for (;;) {
    out.push_back(simple());
    if (accept(";")) {
      if (accept_newline()) return;
      continue;
    }
    if (accept_newline() || now().kind == Token::Kind::kEnd) return;
    invalid();
  }
}

Statement* Parser::compound() {
  const Token& t = now();
  if (t.kind == Token::Kind::kOperator && t.text == "@") return decorated();
  if (t.kind != Token::Kind::kName) return nullptr;
  if (t.text == "if") {
    const Token first = t;
    at_++;
    return if_rest(first);
  }
  if (t.text == "while") return while_();
  if (t.text == "for") return for_();
  if (t.text == "try") return try_();
  if (t.text == "with") return with();
  if (t.text == "def") return function({});
  if (t.text == "class") return class_({});
  if (t.text == "async") invalid();
  if (t.text == "match" && ahead().kind != Token::Kind::kOperator && ahead().kind != Token::Kind::kNewline &&
      ahead().line == t.line) {
    for (size_t i = at_;
         i < tokens_.size() && tokens_[i].kind != Token::Kind::kNewline && tokens_[i].kind != Token::Kind::kEnd; i++)
      if (tokens_[i].is(":") && tokens_[i + 1].kind == Token::Kind::kNewline)
        fail("match statements are outside of what minipy supports", t);
  }
  return nullptr;
}

Statement* Parser::if_rest(const Token& first) {
  const bool is_elif = first.text == "elif";
  Expression* condition = named();
  if (at("=")) fail("invalid syntax. Maybe you meant '==' or ':=' instead of '='?", condition->place);
  std::vector<Statement*> body = block(is_elif ? "'elif' statement" : "'if' statement", first.line);
  std::vector<Statement*> otherwise;
  if (at("elif")) {
    const Token next = now();
    at_++;
    Depth depth(*this);
    otherwise.push_back(if_rest(next));
  } else if (at("else")) {
    const int line = now().line;
    at_++;
    otherwise = block("'else' statement", line);
  }
  return make(If{{StatementKind::kIf, place_from(first)}, condition, arena_.copy(body), arena_.copy(otherwise)});
}

Statement* Parser::while_() {
  const Token first = now();
  at_++;
  Expression* condition = named();
  std::vector<Statement*> body = block("'while' statement", first.line);
  std::vector<Statement*> otherwise;
  if (at("else")) {
    const int line = now().line;
    at_++;
    otherwise = block("'else' statement", line);
  }
  return make(While{{StatementKind::kWhile, place_from(first)}, condition, arena_.copy(body), arena_.copy(otherwise)});
}

// for targets: no comparison operators, "in" ends it.
Expression* Parser::target_list() {
  const Token first = now();
  const auto one = [&]() -> Expression* {
    if (at("*")) {
      const Token star = now();
      at_++;
      Expression* value = binary(0);
      return make(Starred{{ExpressionKind::kStarred, place_from(star)}, value});
    }
    return binary(0);
  };
  Expression* e = one();
  if (at(",")) {
    std::vector<Expression*> items{e};
    while (accept(",")) {
      if (at("in")) break;
      items.push_back(one());
    }
    e = make(Sequence{{ExpressionKind::kTuple, place_from(first)}, arena_.copy(items)});
  }
  check_target(e, false);
  return e;
}

Statement* Parser::for_() {
  const Token first = now();
  at_++;
  Expression* target = target_list();
  if (!accept("in")) invalid();
  Expression* iterable = star_expressions();
  std::vector<Statement*> body = block("'for' statement", first.line);
  std::vector<Statement*> otherwise;
  if (at("else")) {
    const int line = now().line;
    at_++;
    otherwise = block("'else' statement", line);
  }
  return make(
      For{{StatementKind::kFor, place_from(first)}, target, iterable, arena_.copy(body), arena_.copy(otherwise)});
}

Statement* Parser::try_() {
  const Token first = now();
  at_++;
  std::vector<Statement*> body = block("'try' statement", first.line);
  std::vector<Handler> handlers;
  std::vector<Statement*> otherwise, finally;
  while (at("except")) {
    const Token start = now();
    at_++;
    if (at("*")) fail("except* is outside of what minipy supports", now());
    Handler h{nullptr, {}, {}, {start.line, start.column, start.end_line, start.end_column}};
    if (!at(":")) {
      h.type = expression();
      if (at(",")) fail("multiple exception types must be parenthesized", h.type->place);
      if (accept("as")) h.name = name();
    }
    std::vector<Statement*> handler_body = block("'except' statement", start.line);
    h.body = arena_.copy(handler_body);
    handlers.push_back(h);
  }
  if (!handlers.empty() && at("else")) {
    const int line = now().line;
    at_++;
    otherwise = block("'else' statement", line);
  }
  if (at("finally")) {
    const int line = now().line;
    at_++;
    finally = block("'finally' statement", line);
  }
  if (handlers.empty() && finally.empty()) fail("expected 'except' or 'finally' block", now());
  return make(Try{{StatementKind::kTry, place_from(first)},
                  arena_.copy(body),
                  arena_.copy(handlers),
                  arena_.copy(otherwise),
                  arena_.copy(finally)});
}

Statement* Parser::with() {
  const Token first = now();
  at_++;
  std::vector<WithItem> items;
  const auto item = [&] {
    Expression* context = expression();
    Expression* target = nullptr;
    if (accept("as")) {
      target = at("*") ? nullptr : binary(0);
      if (!target) invalid();
      check_target(target, false);
    }
    items.push_back({context, target});
  };
  // Parentheses around the items, or a parenthesized expression?
  bool parenthesized_items = false;
  if (at("(")) {
    int nested = 0;
    size_t i = at_;
    for (; i < tokens_.size(); i++) {
      if (tokens_[i].is("(") || tokens_[i].is("[") || tokens_[i].is("{")) nested++;
      if (tokens_[i].is(")") || tokens_[i].is("]") || tokens_[i].is("}")) nested--;
      if (nested == 0) break;
    }
    if (i + 1 < tokens_.size() && tokens_[i + 1].is(":")) {
      // "as" directly inside of them decides.
      nested = 0;
      for (size_t k = at_; k < i; k++) {
        if (tokens_[k].is("(") || tokens_[k].is("[") || tokens_[k].is("{")) nested++;
        if (tokens_[k].is(")") || tokens_[k].is("]") || tokens_[k].is("}")) nested--;
        if (nested == 1 && (tokens_[k].is("as") || tokens_[k].is(","))) parenthesized_items = true;
      }
    }
  }
  if (parenthesized_items) {
    at_++;
    while (!at(")")) {
      item();
      if (!accept(",")) break;
    }
    expect(")");
  } else {
    do item();
    while (accept(","));
  }
  std::vector<Statement*> body = block("'with' statement", first.line);
  return make(With{{StatementKind::kWith, place_from(first)}, arena_.copy(items), arena_.copy(body)});
}

Statement* Parser::decorated() {
  std::vector<Expression*> decorators;
  while (accept("@")) {
    decorators.push_back(named());
    if (!accept_newline()) invalid();
  }
  if (at("def")) return function(arena_.copy(decorators));
  if (at("class")) return class_(arena_.copy(decorators));
  invalid();
}

Parameter Parser::parameter(bool annotated) {
  const Token token = now();
  Parameter p{name(), nullptr, nullptr, {token.line, token.column, token.end_line, token.end_column}};
  if (annotated && accept(":")) p.annotation = at("*") ? star_expression() : expression();
  return p;
}

Parameters* Parser::parameters(std::string_view end, bool annotated) {
  std::vector<Parameter> positional_only, ordinary, keyword_only;
  Parameter* rest = nullptr;
  Parameter* keyword_rest = nullptr;
  bool star = false, slash = false, defaults = false;
  while (!at(end)) {
    const Token token = now();
    if (keyword_rest) fail("arguments cannot follow var-keyword argument", token);
    if (accept("/")) {
      if (slash) fail("/ may appear only once", token);
      if (star) fail("/ must be ahead of *", token);
      if (ordinary.empty()) fail("at least one argument must precede /", token);
      slash = true;
      positional_only = std::move(ordinary);
      ordinary.clear();
    } else if (accept("**")) {
      Parameter p = parameter(annotated);
      if (at("=")) fail("var-keyword argument cannot have default value", now());
      keyword_rest = make(p);
    } else if (accept("*")) {
      if (star) fail("* argument may appear only once", token);
      star = true;
      if (at(",")) {
        const Token& next = ahead();
        if (next.is(end) || next.is("**")) fail("named arguments must follow bare *", token);
      } else if (at(end)) {
        fail("named arguments must follow bare *", token);
      } else {
        Parameter p = parameter(annotated);
        if (at("=")) fail("var-positional argument cannot have default value", now());
        rest = make(p);
      }
    } else {
      Parameter p = parameter(annotated);
      if (accept("=")) {
        p.default_value = expression();
        if (!star) defaults = true;
      } else if (defaults && !star) {
        fail("non-default argument follows default argument", token);
      }
      (star ? keyword_only : ordinary).push_back(p);
    }
    if (!accept(",")) break;
  }
  if (!at(end)) invalid();
  return make(
      Parameters{arena_.copy(positional_only), arena_.copy(ordinary), rest, arena_.copy(keyword_only), keyword_rest});
}

Statement* Parser::function(Expressions decorators) {
  const Token first = now();
  at_++;
  std::string_view function_name = name();
  if (!accept("(")) fail("expected '('", now());
  Parameters* params = parameters(")", true);
  expect(")");
  if (accept("->")) expression();
  std::vector<Statement*> body = block("function definition", first.line);
  return make(FunctionDefinition{
      {StatementKind::kFunction, place_from(first)}, function_name, params, arena_.copy(body), decorators});
}

Statement* Parser::class_(Expressions decorators) {
  const Token first = now();
  at_++;
  std::string_view class_name = name();
  Expressions bases;
  std::span<Keyword> keywords;
  if (at("(")) {
    Expression* callee = make(Name{{ExpressionKind::kName, place_from(first)}, class_name});
    const auto& arguments = *static_cast<Call*>(call(callee));
    bases = arguments.arguments;
    keywords = arguments.keywords;
  }
  std::vector<Statement*> body = block("class definition", first.line);
  return make(ClassDefinition{
      {StatementKind::kClass, place_from(first)}, class_name, bases, keywords, arena_.copy(body), decorators});
}

Statement* Parser::import_() {
  const Token first = now();
  at_++;
  std::vector<Alias> names;
  do {
    const Token token = now();
    std::string dotted(name());
    while (accept(".")) dotted += "." + std::string(name());
    std::string_view as;
    if (accept("as")) as = name();
    names.push_back({arena_.copy(std::string_view(dotted)), as, place_from(token)});
  } while (accept(","));
  return make(Import{{StatementKind::kImport, place_from(first)}, arena_.copy(names)});
}

Statement* Parser::import_from() {
  const Token first = now();
  at_++;
  int level = 0;
  while (at(".") || at("...")) level += at("...") ? 3 : 1, at_++;
  std::string dotted;
  if (!at("import")) {
    dotted = std::string(name());
    while (accept(".")) dotted += "." + std::string(name());
  } else if (level == 0) {
    invalid();
  }
  if (!accept("import")) invalid();
  std::vector<Alias> names;
  if (at("*")) {
    const Token token = now();
    at_++;
    names.push_back({"*", {}, place_from(token)});
  } else {
    const bool parens = accept("(");
    do {
      if (parens && at(")")) break;
      const Token token = now();
      if (!parens && token.kind == Token::Kind::kNewline)
        fail("trailing comma not allowed without surrounding parentheses", token);
      std::string_view n = name();
      std::string_view as;
      if (accept("as")) as = name();
      names.push_back({n, as, place_from(token)});
    } while (accept(","));
    if (parens) expect(")");
    if (names.empty()) invalid();
  }
  return make(ImportFrom{{StatementKind::kImportFrom, place_from(first)},
                         arena_.copy(std::string_view(dotted)),
                         level,
                         arena_.copy(names)});
}

const char* Parser::description(const Expression* e) const {
  switch (e->kind) {
    case ExpressionKind::kName: return "name";
    case ExpressionKind::kInteger:
    case ExpressionKind::kFloat:
    case ExpressionKind::kString: return "literal";
    case ExpressionKind::kNone: return "None";
    case ExpressionKind::kTrue: return "True";
    case ExpressionKind::kFalse: return "False";
    case ExpressionKind::kEllipsis: return "ellipsis";
    case ExpressionKind::kFormatted: return "f-string expression";
    case ExpressionKind::kList: return "list";
    case ExpressionKind::kTuple: return "tuple";
    case ExpressionKind::kSet: return "set display";
    case ExpressionKind::kDict: return "dict literal";
    case ExpressionKind::kStarred: return "starred";
    case ExpressionKind::kAttribute: return "attribute";
    case ExpressionKind::kSubscript: return "subscript";
    case ExpressionKind::kCall: return "function call";
    case ExpressionKind::kUnary:
    case ExpressionKind::kBinary:
    case ExpressionKind::kBoolean: return "expression";
    case ExpressionKind::kCompare: return "comparison";
    case ExpressionKind::kConditional: return "conditional expression";
    case ExpressionKind::kLambda: return "lambda";
    case ExpressionKind::kNamed: return "named expression";
    case ExpressionKind::kListComprehension: return "list comprehension";
    case ExpressionKind::kSetComprehension: return "set comprehension";
    case ExpressionKind::kDictComprehension: return "dict comprehension";
    case ExpressionKind::kGenerator: return "generator expression";
    case ExpressionKind::kYield:
    case ExpressionKind::kYieldFrom: return "yield expression";
    default: return "expression";
  }
}

void Parser::check_target(Expression* e, bool assignment, bool top) {
  switch (e->kind) {
    case ExpressionKind::kName:
    case ExpressionKind::kAttribute:
    case ExpressionKind::kSubscript: return;
    case ExpressionKind::kStarred: check_target(static_cast<Starred*>(e)->value, assignment, false); return;
    case ExpressionKind::kList:
    case ExpressionKind::kTuple:
      for (Expression* item : static_cast<Sequence*>(e)->items) check_target(item, assignment, false);
      return;
    default: break;
  }
  std::string message = std::string("cannot assign to ") + description(e);
  const bool constant = e->kind == ExpressionKind::kTrue || e->kind == ExpressionKind::kFalse ||
                        e->kind == ExpressionKind::kNone || e->kind == ExpressionKind::kEllipsis;
  if (assignment && top && e->kind != ExpressionKind::kYield && !constant)
    message += " here. Maybe you meant '==' instead of '='?";
  if (assignment && top && e->kind == ExpressionKind::kEllipsis)
    message += " here. Maybe you meant '==' instead of '='?";
  if (assignment && top && e->kind == ExpressionKind::kYield) message = "assignment to yield expression not possible";
  fail(message, e->place);
}

Statement* Parser::delete_() {
  const Token first = now();
  at_++;
  std::vector<Expression*> targets;
  Expression* e = star_expressions();
  const auto check = [&](auto& self, Expression* target) -> void {
    switch (target->kind) {
      case ExpressionKind::kName:
      case ExpressionKind::kAttribute:
      case ExpressionKind::kSubscript: return;
      case ExpressionKind::kList:
      case ExpressionKind::kTuple:
        for (Expression* item : static_cast<Sequence*>(target)->items) self(self, item);
        return;
      default: fail(std::string("cannot delete ") + description(target), target->place);
    }
  };
  check(check, e);
  if (e->kind == ExpressionKind::kTuple && !e->parenthesized)
    for (Expression* item : static_cast<Sequence*>(e)->items) targets.push_back(item);
  else
    targets.push_back(e);
  return make(Delete{{StatementKind::kDelete, place_from(first)}, arena_.copy(targets)});
}

Statement* Parser::expression_statement() {
  static constexpr std::pair<std::string_view, BinaryOp> kAugmented[] = {
      {"+=", BinaryOp::kAdd},           {"-=", BinaryOp::kSubtract},     {"*=", BinaryOp::kMultiply},
      {"/=", BinaryOp::kDivide},        {"//=", BinaryOp::kFloorDivide}, {"%=", BinaryOp::kModulo},
      {"**=", BinaryOp::kPower},        {"<<=", BinaryOp::kLeftShift},   {">>=", BinaryOp::kRightShift},
      {"&=", BinaryOp::kAnd},           {"|=", BinaryOp::kOr},           {"^=", BinaryOp::kXor},
      {"@=", BinaryOp::kMatrixMultiply}};
  const Token first = now();
  Expression* e = at("yield") ? yield() : star_expressions();
  if (now().kind == Token::Kind::kOperator) {
    for (const auto& [text, op] : kAugmented) {
      if (now().text != text) continue;
      at_++;
      if (e->kind != ExpressionKind::kName && e->kind != ExpressionKind::kAttribute &&
          e->kind != ExpressionKind::kSubscript)
        fail(std::string("'") + description(e) + "' is an illegal expression for augmented assignment", e->place);
      Expression* value = at("yield") ? yield() : star_expressions();
      return make(Augmented{{StatementKind::kAugmented, place_from(first)}, e, op, value});
    }
  }
  if (at(":") && (e->kind == ExpressionKind::kName || e->kind == ExpressionKind::kAttribute ||
                  e->kind == ExpressionKind::kSubscript)) {
    at_++;
    Expression* annotation = expression();
    Expression* value = nullptr;
    if (accept("=")) value = at("yield") ? yield() : star_expressions();
    return make(Annotated{{StatementKind::kAnnotated, place_from(first)}, e, annotation, value});
  }
  if (!at("=")) {
    if (e->kind == ExpressionKind::kStarred) fail("can't use starred expression here", e->place);
    const Token& t = now();
    if (e->kind == ExpressionKind::kName && !e->parenthesized &&
        (t.kind == Token::Kind::kString || t.kind == Token::Kind::kNumber || t.kind == Token::Kind::kName)) {
      const std::string_view n = static_cast<Name*>(e)->name;
      if (n == "print" || n == "exec")
        fail("Missing parentheses in call to '" + std::string(n) + "'. Did you mean " + std::string(n) + "(...)?",
             e->place);
    }
    return make(ExpressionStatement{{StatementKind::kExpression, place_from(first)}, e});
  }
  std::vector<Expression*> targets;
  while (accept("=")) {
    check_target(e, true);
    if (e->kind == ExpressionKind::kStarred) fail("starred assignment target must be in a list or tuple", e->place);
    targets.push_back(e);
    e = at("yield") ? yield() : star_expressions();
  }
  if (e->kind == ExpressionKind::kStarred) fail("can't use starred expression here", e->place);
  return make(Assign{{StatementKind::kAssign, place_from(first)}, arena_.copy(targets), e});
}

Statement* Parser::simple() {
  const Token first = now();
  const auto ends = [&] { return now().kind == Token::Kind::kNewline || now().kind == Token::Kind::kEnd || at(";"); };
  if (first.kind == Token::Kind::kName) {
    const std::string_view word = first.text;
    if (word == "pass" || word == "break" || word == "continue") {
      at_++;
      const StatementKind kind = word == "pass"    ? StatementKind::kPass
                                 : word == "break" ? StatementKind::kBreak
                                                   : StatementKind::kContinue;
      return make(Statement{kind, place_from(first)});
    }
    if (word == "return") {
      at_++;
      Expression* value = ends() ? nullptr : star_expressions();
      return make(Return{{StatementKind::kReturn, place_from(first)}, value});
    }
    if (word == "raise") {
      at_++;
      Expression* exception = ends() ? nullptr : expression();
      Expression* cause = nullptr;
      if (exception && accept("from")) cause = expression();
      return make(Raise{{StatementKind::kRaise, place_from(first)}, exception, cause});
    }
    if (word == "assert") {
      at_++;
      Expression* condition = expression();
      Expression* message = accept(",") ? expression() : nullptr;
      return make(Assert{{StatementKind::kAssert, place_from(first)}, condition, message});
    }
    if (word == "global" || word == "nonlocal") {
      at_++;
      std::vector<std::string_view> names;
      do names.push_back(name());
      while (accept(","));
      return make(Scoped{{word == "global" ? StatementKind::kGlobal : StatementKind::kNonlocal, place_from(first)},
                         arena_.copy(names)});
    }
    if (word == "del") return delete_();
    if (word == "import") return import_();
    if (word == "from") return import_from();
  }
  return expression_statement();
}

ModuleTree* parse(Arena& arena, std::string_view text, ParseMode mode, SyntaxError& error) {
  return Parser(arena, error).module(text, mode);
}

}  // namespace minipy
