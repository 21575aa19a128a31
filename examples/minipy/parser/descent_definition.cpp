// try, decorators, functions and classes.
#include <minipy/parser/arguments.h>
#include <minipy/parser/descent.h>

namespace minipy {

Statement* Parser::try_statement() {
  const size_t start = at_;
  advance();
  expect_forced(TokenKind::kColon, "expected ':'");
  Try made{{StatementKind::kTry, {}}, block("'try' statement", tokens_[start].line), {}, {}, {}};
  if (!at(TokenKind::kExcept) && !at(TokenKind::kFinally)) {
    if (diagnosing_) raise_furthest("expected 'except' or 'finally' block");
    fail();
  }
  std::vector<Handler> handlers;
  while (at(TokenKind::kExcept)) handlers.push_back(handler());
  made.handlers = arena_.copy(handlers);
  if (!handlers.empty()) made.otherwise = else_block();
  if (at(TokenKind::kFinally)) {
    const int line = now().line;
    advance();
    expect_forced(TokenKind::kColon, "expected ':'");
    made.finally = block("'finally' statement", line);
  }
  made.place = from(start);
  return make_statement(made);
}

Handler Parser::handler() {
  const size_t start = at_;
  advance();
  if (at(TokenKind::kStar)) unsupported("except* clauses", now());
  Handler made{nullptr, {}, {}, {}};
  if (!at(TokenKind::kColon) && !at(TokenKind::kNewline)) {
    made.type = expression();
    if (diagnosing_ && at(TokenKind::kComma) && attempt([&] {
          advance();
          expressions();
          if (accept(TokenKind::kAs)) name();
          return at(TokenKind::kColon);
        }))
      raise("multiple exception types must be parenthesized", range(made.type->place, place_of(before())));
    if (accept(TokenKind::kAs)) made.name = name();
  }
  colon();
  made.body = block("'except' statement", tokens_[start].line);
  made.place = from(start);
  return made;
}

Statement* Parser::decorated() {
  std::vector<Expression*> decorators;
  while (accept(TokenKind::kAt)) {
    decorators.push_back(named());
    expect(TokenKind::kNewline);
  }
  const Expressions all = arena_.copy(decorators);
  switch (now().kind) {
    case TokenKind::kDef: return function(all);
    case TokenKind::kClass: return class_definition(all);
    case TokenKind::kAsync:
      if (ahead().kind == TokenKind::kDef) unsupported("async functions", now());
      fail();
    default: fail();
  }
}

Statement* Parser::function(Expressions decorators) {
  const size_t start = at_;
  advance();
  const std::string_view called = name();
  expect_forced(TokenKind::kLeftParen, "expected '('");
  Parameters* found = parameters(TokenKind::kRightParen);
  expect(TokenKind::kRightParen);
  Expression* returns = nullptr;
  std::string_view returns_text;
  if (at(TokenKind::kArrow))
    returns = attempt([&] {
      advance();
      const size_t first = at_;
      Expression* annotation = expression();
      returns_text = arena_.copy(written(first));
      return annotation;
    });
  expect_forced(TokenKind::kColon, "expected ':'");
  const Statements body = block("function definition", tokens_[start].line);
  return make_statement(FunctionDefinition{
      {StatementKind::kFunction, from(start)}, called, found, returns, returns_text, body, decorators});
}

Statement* Parser::class_definition(Expressions decorators) {
  const size_t start = at_;
  advance();
  const std::string_view called = name();
  Arguments found;
  if (at(TokenKind::kLeftParen)) arguments(found);
  colon();
  const Statements body = block("class definition", tokens_[start].line);
  return make_statement(ClassDefinition{{StatementKind::kClass, from(start)},
                                        called,
                                        arena_.copy(found.positional),
                                        arena_.copy(found.keywords),
                                        body,
                                        decorators});
}

}  // namespace minipy
