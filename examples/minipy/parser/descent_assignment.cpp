// Statements that begin with an expression: assignments of all kinds, annotations, expressions for themselves.
#include <minipy/parser/descent.h>

namespace minipy {

namespace {
bool is_augmented(TokenKind kind) { return kind >= TokenKind::kPlusEqual && kind <= TokenKind::kAtEqual; }

BinaryOp augmented_operator(TokenKind kind) {
  switch (kind) {
    case TokenKind::kMinusEqual: return BinaryOp::kSubtract;
    case TokenKind::kStarEqual: return BinaryOp::kMultiply;
    case TokenKind::kSlashEqual: return BinaryOp::kDivide;
    case TokenKind::kDoubleSlashEqual: return BinaryOp::kFloorDivide;
    case TokenKind::kPercentEqual: return BinaryOp::kModulo;
    case TokenKind::kDoubleStarEqual: return BinaryOp::kPower;
    case TokenKind::kLeftShiftEqual: return BinaryOp::kLeftShift;
    case TokenKind::kRightShiftEqual: return BinaryOp::kRightShift;
    case TokenKind::kAmpersandEqual: return BinaryOp::kAnd;
    case TokenKind::kBarEqual: return BinaryOp::kOr;
    case TokenKind::kCaretEqual: return BinaryOp::kXor;
    case TokenKind::kAtEqual: return BinaryOp::kMatrixMultiply;
    default: return BinaryOp::kAdd;
  }
}
}  // namespace

Statement* Parser::expression_statement() {
  const size_t start = at_;
  const bool is_yield = at(TokenKind::kYield);
  Expression* e = is_yield ? yield() : star_expressions();
  if (at(TokenKind::kAssign)) return assignment(start, e);
  if (!is_yield && at(TokenKind::kColon)) return annotated(start, e);
  if (!is_yield && is_augmented(now().kind)) return augmented(start, e);
  if (!is_yield && diagnosing_ && e->kind != ExpressionKind::kStarred && e->kind != ExpressionKind::kName)
    diagnose_named(start, e);
  return make_statement(ExpressionStatement{{StatementKind::kExpression, from(start)}, e});
}

Expression* Parser::right_side() { return at(TokenKind::kYield) ? yield() : star_expressions(); }

// At the first = of a = b = value.
Statement* Parser::assignment(size_t start, Expression* first) {
  std::vector<Expression*> targets;
  Expression* value = first;
  while (at(TokenKind::kAssign)) {
    if (diagnosing_) diagnose_assignment(start, value, targets.empty());
    if (!is_target(value)) fail();
    targets.push_back(value);
    advance();
    value = right_side();
  }
  return make_statement(Assign{{StatementKind::kAssign, from(start)}, arena_.copy(targets), value});
}

void Parser::diagnose_assignment(size_t start, Expression* e, bool is_first) {
  if (is_target(e)) return;
  const bool is_yield = e->kind == ExpressionKind::kYield || e->kind == ExpressionKind::kYieldFrom;
  if (is_yield && !e->parenthesized) raise("assignment to yield expression not possible", e);
  const bool is_bare_tuple = e->kind == ExpressionKind::kTuple && !e->parenthesized;
  if (is_first && !is_bare_tuple) diagnose_comparison_meant(start, e);
  if (is_first && is_bare_tuple && before().kind != TokenKind::kComma)
    diagnose_comparison_meant(last_item_, static_cast<const Sequence*>(e)->items.back());
  raise_invalid_target(e, TargetUse::kAssign);
}

// The source from a token to the one before this; empty where tokens' texts are not the source's.
std::string_view Parser::written(size_t first) const {
  const char* const begin = tokens_[first].text.data();
  const char* const end = before().text.data() + before().text.size();
  if (begin < text_.data() || end > text_.data() + text_.size() || begin > end) return {};
  return {begin, static_cast<size_t>(end - begin)};
}

// At the colon of `target: annotation = value`.
Statement* Parser::annotated(size_t start, Expression* target) {
  if (!is_single_target(target)) {
    if (diagnosing_) diagnose_annotation(target);
    fail();
  }
  advance();
  const size_t first = at_;
  Expression* annotation = expression();
  const std::string_view text = arena_.copy(written(first));
  Expression* value = accept(TokenKind::kAssign) ? right_side() : nullptr;
  return make_statement(Annotated{{StatementKind::kAnnotated, from(start)}, target, annotation, value, text});
}

void Parser::diagnose_annotation(Expression* e) {
  const Expression* told = e;
  std::string message = "illegal target for annotation";
  if (e->kind == ExpressionKind::kTuple && !e->parenthesized) {
    told = static_cast<const Sequence*>(e)->items[0];
    message = "only single target (not tuple) can be annotated";
  } else if (e->kind == ExpressionKind::kList || e->kind == ExpressionKind::kTuple) {
    message = std::string("only single target (not ") + describe(e) + ") can be annotated";
  } else if (e->kind == ExpressionKind::kStarred) {
    return;
  }
  if (attempt([&] {
        advance();
        return expression();
      }))
    raise(std::move(message), told);
}

Statement* Parser::augmented(size_t start, Expression* target) {
  const BinaryOp op = augmented_operator(now().kind);
  if (!is_single_target(target) && !diagnosing_) fail();
  advance();
  Expression* value = right_side();
  if (!is_single_target(target))
    raise(std::string("'") + describe(target) + "' is an illegal expression for augmented assignment", target);
  return make_statement(Augmented{{StatementKind::kAugmented, from(start)}, target, op, value});
}

}  // namespace minipy
