// Compound statements but for try, functions and classes; and blocks.
#include <minipy/parser/descent.h>

namespace minipy {

// Sets `found` where a compound statement begins here.
Statement* Parser::compound(bool& found) {
  found = true;
  switch (now().kind) {
    case TokenKind::kDef: return function({});
    case TokenKind::kAt: return decorated();
    case TokenKind::kIf: return if_statement();
    case TokenKind::kClass: return class_definition({});
    case TokenKind::kWith: return with_statement();
    case TokenKind::kFor: return for_statement();
    case TokenKind::kTry: return try_statement();
    case TokenKind::kWhile: return while_statement();
    case TokenKind::kAsync:
      switch (ahead().kind) {
        case TokenKind::kDef: unsupported("async functions", now());
        case TokenKind::kFor: unsupported("async for loops", now());
        case TokenKind::kWith: unsupported("async with statements", now());
        default: advance(); fail();
      }
    case TokenKind::kName:
      if (now().text == "match") match_statement();
      found = false;
      return nullptr;
    default: found = false; return nullptr;
  }
}

// `match` is a name as well: it is a statement where a colon ends the line, and a block begins with `case`. Otherwise,
// nothing has been read.
void Parser::match_statement() {
  const size_t start = at_;
  if (starts_expression(ahead().kind) || ahead().kind == TokenKind::kStar)
    attempt([&] {
      advance();
      Expression* subject = star_named();
      if (subject->kind == ExpressionKind::kStarred || at(TokenKind::kComma)) {
        if (!at(TokenKind::kComma)) fail();
        while (accept(TokenKind::kComma) && (starts_expression(now().kind) || at(TokenKind::kStar))) star_named();
      }
      colon();
      expect(TokenKind::kNewline);
      if (diagnosing_ && !at(TokenKind::kIndent))
        raise_furthest(
            "expected an indented block after 'match' statement on line " + std::to_string(tokens_[start].line),
            SyntaxError::Kind::kIndentation);
      expect(TokenKind::kIndent);
      if (at(TokenKind::kName) && now().text == "case") unsupported("match statements", tokens_[start]);
      return false;
    });
  at_ = start;
}

void Parser::colon() {
  if (diagnosing_ && at(TokenKind::kNewline)) raise_furthest("expected ':'");
  expect(TokenKind::kColon);
}

// What follows a colon: an indented block, or simple statements on the same line.
Statements Parser::block(const char* what, int line) {
  std::vector<Statement*> body;
  if (!accept(TokenKind::kNewline)) {
    simple_statements(body);
    return arena_.copy(body);
  }
  if (!at(TokenKind::kIndent)) {
    if (diagnosing_)
      raise_furthest(std::string("expected an indented block after ") + what + " on line " + std::to_string(line),
                     SyntaxError::Kind::kIndentation);
    fail();
  }
  advance();
  do statement(body);
  while (!at(TokenKind::kDedent));
  advance();
  return arena_.copy(body);
}

Statements Parser::else_block() {
  if (!at(TokenKind::kElse)) return {};
  const int line = now().line;
  advance();
  expect_forced(TokenKind::kColon, "expected ':'");
  return block("'else' statement", line);
}

// if or elif: what follows as elif is a statement in the else of this.
Statement* Parser::if_statement() {
  const Level level(*this);
  const size_t start = at_;
  const char* what = at(TokenKind::kIf) ? "'if' statement" : "'elif' statement";
  advance();
  Expression* condition = named();
  colon();
  const Statements body = block(what, tokens_[start].line);
  Statements otherwise;
  if (at(TokenKind::kElif))
    otherwise = arena_.copy(std::vector<Statement*>{if_statement()});
  else
    otherwise = else_block();
  return make_statement(If{{StatementKind::kIf, from(start)}, condition, body, otherwise});
}

Statement* Parser::while_statement() {
  const size_t start = at_;
  advance();
  Expression* condition = named();
  colon();
  const Statements body = block("'while' statement", tokens_[start].line);
  const Statements otherwise = else_block();
  return make_statement(While{{StatementKind::kWhile, from(start)}, condition, body, otherwise});
}

Statement* Parser::for_statement() {
  const size_t start = at_;
  advance();
  Expression* target = for_target();
  expect(TokenKind::kIn);
  Expression* iterable = star_expressions();
  colon();
  const Statements body = block("'for' statement", tokens_[start].line);
  const Statements otherwise = else_block();
  return make_statement(For{{StatementKind::kFor, from(start)}, target, iterable, body, otherwise});
}

Statement* Parser::with_statement() {
  const size_t start = at_;
  advance();
  std::vector<WithItem> items;
  if (!parenthesized_with(items)) {
    do items.push_back(with_item());
    while (accept(TokenKind::kComma));
  }
  colon();
  const Statements body = block("'with' statement", tokens_[start].line);
  return make_statement(With{{StatementKind::kWith, from(start)}, arena_.copy(items), body});
}

// with (a as b, c): false, and nothing read, where the parentheses are an expression's.
bool Parser::parenthesized_with(std::vector<WithItem>& items) {
  if (!at(TokenKind::kLeftParen)) return false;
  const bool good = attempt([&] {
    advance();
    do {
      if (!items.empty() && at(TokenKind::kRightParen)) break;
      items.push_back(with_item());
    } while (accept(TokenKind::kComma));
    expect(TokenKind::kRightParen);
    if (!at(TokenKind::kColon) && !(diagnosing_ && at(TokenKind::kNewline))) fail();
    return true;
  });
  if (!good) items.clear();
  return good;
}

WithItem Parser::with_item() {
  Expression* context = expression();
  if (!at(TokenKind::kAs)) return {context, nullptr};
  advance();
  const auto ends = [&] { return at(TokenKind::kComma) || at(TokenKind::kRightParen) || at(TokenKind::kColon); };
  const size_t start = at_;
  Expression* target = diagnosing_ ? attempt([&] { return star_target(); }) : star_target();
  if (target && (ends() || (diagnosing_ && at(TokenKind::kNewline)))) return {context, target};
  if (diagnosing_) {
    at_ = start;
    Expression* e = expression();
    if (ends()) raise_invalid_target(e, TargetUse::kAssign);
  }
  fail();
}

}  // namespace minipy
