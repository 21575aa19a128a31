// A module, its statements, and simple statements but for assignments and imports.
#include <minipy/parser/descent.h>

namespace minipy {

ModuleTree* Parser::parse_module(ParseMode mode) {
  std::vector<Statement*> body;
  if (mode == ParseMode::kExpression) {
    const size_t start = at_;
    Expression* value = expressions();
    const Place place = from(start);
    while (at(TokenKind::kNewline)) advance();
    if (!at(TokenKind::kEnd)) fail();
    body.push_back(make_statement(ExpressionStatement{{StatementKind::kExpression, place}, value}));
  } else if (mode == ParseMode::kInteractive) {
    if (!at(TokenKind::kEnd)) statement(body);
    if (!at(TokenKind::kEnd)) raise("multiple statements found while compiling a single statement", now());
    check_interactive(body);
  } else {
    while (!at(TokenKind::kEnd)) statement(body);
  }
  return arena_.make<ModuleTree>(ModuleTree{arena_.copy(body)});
}

// At a prompt, a compound statement goes on until a blank line.
void Parser::check_interactive(const std::vector<Statement*>& body) {
  if (body.empty() || body.back()->kind < StatementKind::kIf || ends_in_blank_line()) return;
  const Place place = place_of(now());
  error_ = {
      SyntaxError::Kind::kSyntax, "incomplete input", place.line, place.column, place.end_line, place.end_column, true};
  throw Raised();
}

void Parser::statement(std::vector<Statement*>& out) {
  bool found = false;
  Statement* made = compound(found);
  if (found)
    out.push_back(made);
  else
    simple_statements(out);
}

void Parser::simple_statements(std::vector<Statement*>& out) {
  out.push_back(simple_statement());
  while (accept(TokenKind::kSemicolon)) {
    if (at(TokenKind::kNewline)) break;
    out.push_back(simple_statement());
  }
  expect(TokenKind::kNewline);
}

Statement* Parser::simple_statement() {
  const size_t start = at_;
  const auto word = [&](StatementKind kind) {
    advance();
    return make_statement(Statement{kind, from(start)});
  };
  switch (now().kind) {
    case TokenKind::kReturn: return return_statement();
    case TokenKind::kImport: return import();
    case TokenKind::kFrom: return import_from();
    case TokenKind::kRaise: return raise_statement();
    case TokenKind::kPass: return word(StatementKind::kPass);
    case TokenKind::kDel: return delete_statement();
    case TokenKind::kAssert: return assert_statement();
    case TokenKind::kBreak: return word(StatementKind::kBreak);
    case TokenKind::kContinue: return word(StatementKind::kContinue);
    case TokenKind::kGlobal: return scoped(StatementKind::kGlobal);
    case TokenKind::kNonlocal: return scoped(StatementKind::kNonlocal);
    default: return expression_statement();
  }
}

Statement* Parser::return_statement() {
  const size_t start = at_;
  advance();
  Expression* value = nullptr;
  if (starts_expression(now().kind) || at(TokenKind::kStar)) value = star_expressions();
  return make_statement(Return{{StatementKind::kReturn, from(start)}, value});
}

Statement* Parser::raise_statement() {
  const size_t start = at_;
  advance();
  Expression* exception = nullptr;
  Expression* cause = nullptr;
  if (starts_expression(now().kind)) {
    exception = expression();
    if (accept(TokenKind::kFrom)) cause = expression();
  }
  return make_statement(Raise{{StatementKind::kRaise, from(start)}, exception, cause});
}

Statement* Parser::delete_statement() {
  const size_t start = at_;
  advance();
  Expression* e = star_expressions();
  const bool ends = at(TokenKind::kSemicolon) || at(TokenKind::kNewline);
  if (!is_delete_target(e) || !ends) {
    if (diagnosing_) raise_invalid_target(e, TargetUse::kDelete);
    fail();
  }
  // `del a, b` deletes two, `del (a, b)` one.
  const Expressions targets = e->kind == ExpressionKind::kTuple && !e->parenthesized
                                  ? static_cast<Sequence*>(e)->items
                                  : arena_.copy(std::vector<Expression*>{e});
  return make_statement(Delete{{StatementKind::kDelete, from(start)}, targets});
}

Statement* Parser::assert_statement() {
  const size_t start = at_;
  advance();
  Expression* condition = expression();
  Expression* message = accept(TokenKind::kComma) ? expression() : nullptr;
  return make_statement(Assert{{StatementKind::kAssert, from(start)}, condition, message});
}

Statement* Parser::scoped(StatementKind kind) {
  const size_t start = at_;
  advance();
  std::vector<std::string_view> names = {name()};
  while (accept(TokenKind::kComma)) names.push_back(name());
  return make_statement(Scoped{{kind, from(start)}, arena_.copy(names)});
}

}  // namespace minipy
