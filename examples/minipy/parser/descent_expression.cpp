// Expressions down to the conditional one, yield, lambda, and mistakes that are found there.
#include <minipy/parser/descent.h>

namespace minipy {

// `a`, or `a, *b, c`: a tuple without parentheses.
Expression* Parser::star_expressions() {
  const size_t start = at_;
  Expression* first = star_expression();
  if (!at(TokenKind::kComma)) return first;
  std::vector<Expression*> items = {first};
  size_t last = start;
  while (accept(TokenKind::kComma)) {
    if (!starts_expression(now().kind) && !at(TokenKind::kStar)) break;
    last = at_;
    items.push_back(star_expression());
  }
  last_item_ = last;
  return make(Sequence{{ExpressionKind::kTuple, from(start)}, arena_.copy(items)}, {}, tallest(items));
}

Expression* Parser::expressions() {
  const size_t start = at_;
  Expression* first = expression();
  if (!at(TokenKind::kComma)) return first;
  std::vector<Expression*> items = {first};
  while (accept(TokenKind::kComma)) {
    if (!starts_expression(now().kind)) break;
    items.push_back(expression());
  }
  return make(Sequence{{ExpressionKind::kTuple, from(start)}, arena_.copy(items)}, {}, tallest(items));
}

Expression* Parser::starred_operand() {
  const size_t start = at_;
  advance();
  Expression* value = binary(1);
  return make(Starred{{ExpressionKind::kStarred, from(start)}, value}, {value});
}

Expression* Parser::star_expression() { return at(TokenKind::kStar) ? starred_operand() : expression(); }

Expression* Parser::star_named() { return at(TokenKind::kStar) ? starred_operand() : named(); }

Expression* Parser::assignment_expression() {
  const size_t start = at_;
  const std::string_view text = name();
  advance();
  Expression* value = expression();
  return make(Named{{ExpressionKind::kNamed, from(start)}, text, value}, {value});
}

// An expression, or `name := expression`.
Expression* Parser::named() {
  const size_t start = at_;
  if (at(TokenKind::kName) && ahead().kind == TokenKind::kColonEqual) return assignment_expression();
  Expression* e = expression();
  if (diagnosing_) diagnose_named(start, e);
  if (at(TokenKind::kColonEqual)) fail();
  return e;
}

// := with something else than a name, or = where == was meant.
void Parser::diagnose_named(size_t start, Expression* e) {
  if (at(TokenKind::kColonEqual)) {
    const size_t here = at_;
    const bool good = attempt([&] {
      advance();
      return expression();
    });
    if (good) raise(std::string("cannot use assignment expressions with ") + describe(e), e);
    at_ = here;
  } else if (at(TokenKind::kAssign)) {
    diagnose_comparison_meant(start, e);
  }
}

namespace {
// What the expression begins with.
const Expression* leftmost(const Expression* e) {
  while (!e->parenthesized) {
    switch (e->kind) {
      case ExpressionKind::kBinary: e = static_cast<const Binary*>(e)->left; break;
      case ExpressionKind::kAttribute: e = static_cast<const Attribute*>(e)->object; break;
      case ExpressionKind::kSubscript: e = static_cast<const Subscript*>(e)->object; break;
      case ExpressionKind::kCall: e = static_cast<const Call*>(e)->callee; break;
      default: return e;
    }
  }
  return e;
}

bool is_bitwise(const Expression* e) {
  if (e->parenthesized) return true;
  switch (e->kind) {
    case ExpressionKind::kUnary: return static_cast<const Unary*>(e)->op != UnaryOp::kNot;
    case ExpressionKind::kBoolean:
    case ExpressionKind::kCompare:
    case ExpressionKind::kConditional:
    case ExpressionKind::kLambda:
    case ExpressionKind::kStarred:
    case ExpressionKind::kNamed: return false;
    default: return true;
  }
}
}  // namespace

// At an = that does not belong here.
void Parser::diagnose_comparison_meant(size_t start, Expression* e) {
  if (!is_bitwise(e)) return;
  const bool is_name = e->kind == ExpressionKind::kName && !e->parenthesized;
  const Expression* first = leftmost(e);
  const bool is_group = first->place.line != tokens_[start].line || first->place.column != tokens_[start].column;
  if (!is_group && (first->kind == ExpressionKind::kTuple || first->kind == ExpressionKind::kList ||
                    first->kind == ExpressionKind::kGenerator || first->kind == ExpressionKind::kTrue ||
                    first->kind == ExpressionKind::kNone || first->kind == ExpressionKind::kFalse))
    return;
  const size_t here = at_;
  Expression* value = attempt([&] {
    advance();
    return binary(1);
  });
  if (!value) return;
  const bool ends = !at(TokenKind::kAssign) && !at(TokenKind::kColonEqual);
  if (ends && is_name)
    raise("invalid syntax. Maybe you meant '==' or ':=' instead of '='?",
          range(place_of(tokens_[start]), value->place));
  if (ends) raise(std::string("cannot assign to ") + describe(e) + " here. Maybe you meant '==' instead of '='?", e);
  at_ = here;
}

Expression* Parser::expression() {
  const Level level(*this);
  if (at(TokenKind::kLambda)) return lambda();
  const size_t start = at_;
  Expression* first = disjunction();
  if (diagnosing_) diagnose_missing_comma(start, first);
  if (!at(TokenKind::kIf)) {
    if (diagnosing_) diagnose_legacy(start);
    return first;
  }
  const size_t here = at_;
  advance();
  Expression* condition = disjunction();
  if (!at(TokenKind::kElse)) {
    if (diagnosing_ && !at(TokenKind::kColon))
      raise("expected 'else' after 'if' expression", range(first->place, condition->place));
    at_ = here;
    return first;
  }
  Expression* otherwise = nullptr;
  if (!more([&] {
        advance();
        otherwise = expression();
      })) {
    at_ = here;
    return first;
  }
  return make(Conditional{{ExpressionKind::kConditional, from(start)}, condition, first, otherwise},
              {condition, first, otherwise});
}

// Two expressions side by side in brackets.
void Parser::diagnose_missing_comma(size_t start, Expression* first) {
  const Token& token = tokens_[start];
  if (!starts_expression(now().kind) || begins_soft_keyword(token)) return;
  if (token.kind == TokenKind::kName && tokens_[start + 1].kind == TokenKind::kString) return;
  const size_t here = at_;
  diagnosing_ = false;
  Expression* second = attempt([&] { return expression(); });
  diagnosing_ = true;
  if (!second) return;
  const bool is_legacy_name = first->kind == ExpressionKind::kName && is_legacy(token);
  if (!is_legacy_name && before().level != 0)
    raise("invalid syntax. Perhaps you forgot a comma?", range(first->place, second->place));
  at_ = here;
}

// print and exec as in Python 2.
void Parser::diagnose_legacy(size_t start) {
  const Token& token = tokens_[start];
  if (token.kind != TokenKind::kName || !is_legacy(token)) return;
  const size_t here = at_;
  at_ = start + 1;
  if (starts_expression(now().kind) || at(TokenKind::kStar)) {
    if (!at(TokenKind::kLeftParen)) {
      if (Expression* value = attempt([&] { return star_expressions(); })) {
        const std::string text(token.text);
        raise("Missing parentheses in call to '" + text + "'. Did you mean " + text + "(...)?",
              range(place_of(token), value->place));
      }
    }
  }
  at_ = here;
}

Expression* Parser::yield() {
  const size_t start = at_;
  advance();
  if (accept(TokenKind::kFrom)) {
    Expression* value = expression();
    return make(Yield{{ExpressionKind::kYieldFrom, from(start)}, value}, {value});
  }
  Expression* value = nullptr;
  if (starts_expression(now().kind) || at(TokenKind::kStar)) value = star_expressions();
  return make(Yield{{ExpressionKind::kYield, from(start)}, value}, {value});
}

Expression* Parser::lambda() {
  const size_t start = at_;
  advance();
  Parameters* found = parameters(TokenKind::kColon);
  expect(TokenKind::kColon);
  Expression* body = expression();
  return make(Lambda{{ExpressionKind::kLambda, from(start)}, found, body}, {body}, tallest(found));
}

}  // namespace minipy
