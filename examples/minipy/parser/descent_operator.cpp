// Operators: or, and, not, comparisons, the binary ones by precedence, signs and **.
#include <minipy/parser/descent.h>

namespace minipy {

Expression* Parser::disjunction() {
  const size_t start = at_;
  Expression* first = conjunction();
  if (!at(TokenKind::kOr)) return first;
  std::vector<Expression*> operands = {first};
  while (at(TokenKind::kOr) && more([&] {
           advance();
           operands.push_back(conjunction());
         })) {
  }
  if (operands.size() == 1) return first;
  return make(Boolean{{ExpressionKind::kBoolean, from(start)}, false, arena_.copy(operands)}, {}, tallest(operands));
}

Expression* Parser::conjunction() {
  const size_t start = at_;
  Expression* first = inversion();
  if (!at(TokenKind::kAnd)) return first;
  std::vector<Expression*> operands = {first};
  while (at(TokenKind::kAnd) && more([&] {
           advance();
           operands.push_back(inversion());
         })) {
  }
  if (operands.size() == 1) return first;
  return make(Boolean{{ExpressionKind::kBoolean, from(start)}, true, arena_.copy(operands)}, {}, tallest(operands));
}

Expression* Parser::inversion() {
  if (!at(TokenKind::kNot)) return comparison();
  const Level level(*this);
  const size_t start = at_;
  advance();
  Expression* operand = inversion();
  return make(Unary{{ExpressionKind::kUnary, from(start)}, UnaryOp::kNot, operand}, {operand});
}

bool Parser::accept_comparison(CompareOp& op) {
  const TokenKind kind = now().kind;
  if (kind >= TokenKind::kEqual && kind <= TokenKind::kGreaterEqual) {
    op = static_cast<CompareOp>(static_cast<int>(kind) - static_cast<int>(TokenKind::kEqual));
  } else if (kind == TokenKind::kIn) {
    op = CompareOp::kIn;
  } else if (kind == TokenKind::kNot) {
    if (ahead().kind != TokenKind::kIn) return false;
    advance();
    op = CompareOp::kNotIn;
  } else if (kind == TokenKind::kIs) {
    advance();
    op = CompareOp::kIs;
    if (!at(TokenKind::kNot)) return true;
    op = CompareOp::kIsNot;
  } else {
    return false;
  }
  advance();
  return true;
}

Expression* Parser::comparison() {
  const size_t start = at_;
  Expression* first = binary(1);
  std::vector<CompareOp> ops;
  std::vector<Expression*> others;
  const auto next = [&] {
    CompareOp op;
    if (!accept_comparison(op)) return false;
    Expression* other = binary(1);
    ops.push_back(op);
    others.push_back(other);
    return true;
  };
  while (is_second_ ? attempt(next) : next()) {
  }
  if (ops.empty()) return first;
  return make(Compare{{ExpressionKind::kCompare, from(start)}, first, arena_.copy(ops), arena_.copy(others)}, {first},
              tallest(others));
}

namespace {
struct Operator {
  BinaryOp op;
  int precedence;  // 0: not a binary operator
};

Operator operator_of(TokenKind kind) {
  switch (kind) {
    case TokenKind::kBar: return {BinaryOp::kOr, 1};
    case TokenKind::kCaret: return {BinaryOp::kXor, 2};
    case TokenKind::kAmpersand: return {BinaryOp::kAnd, 3};
    case TokenKind::kLeftShift: return {BinaryOp::kLeftShift, 4};
    case TokenKind::kRightShift: return {BinaryOp::kRightShift, 4};
    case TokenKind::kPlus: return {BinaryOp::kAdd, 5};
    case TokenKind::kMinus: return {BinaryOp::kSubtract, 5};
    case TokenKind::kStar: return {BinaryOp::kMultiply, 6};
    case TokenKind::kSlash: return {BinaryOp::kDivide, 6};
    case TokenKind::kDoubleSlash: return {BinaryOp::kFloorDivide, 6};
    case TokenKind::kPercent: return {BinaryOp::kModulo, 6};
    case TokenKind::kAt: return {BinaryOp::kMatrixMultiply, 6};
    default: return {BinaryOp::kAdd, 0};
  }
}
}  // namespace

// Operators of at least that precedence, those of one group from the left.
Expression* Parser::binary(int minimum) {
  const size_t start = at_;
  Expression* left = factor();
  for (;;) {
    const Operator found = operator_of(now().kind);
    if (found.precedence < minimum) return left;  // none is below every minimum
    Expression* right = nullptr;
    if (!more([&] {
          advance();
          right = binary(found.precedence + 1);
        }))
      return left;
    left = make(Binary{{ExpressionKind::kBinary, from(start)}, found.op, left, right}, {left, right});
  }
}

Expression* Parser::factor() {
  UnaryOp op;
  switch (now().kind) {
    case TokenKind::kPlus: op = UnaryOp::kPositive; break;
    case TokenKind::kMinus: op = UnaryOp::kNegative; break;
    case TokenKind::kTilde: op = UnaryOp::kInvert; break;
    default: return power();
  }
  const Level level(*this);
  const size_t start = at_;
  advance();
  Expression* operand = factor();
  return make(Unary{{ExpressionKind::kUnary, from(start)}, op, operand}, {operand});
}

Expression* Parser::power() {
  const size_t start = at_;
  Expression* left = primary();
  if (!at(TokenKind::kDoubleStar)) return left;
  const Level level(*this);
  Expression* right = nullptr;
  if (!more([&] {
        advance();
        right = factor();
      }))
    return left;
  return make(Binary{{ExpressionKind::kBinary, from(start)}, BinaryOp::kPower, left, right}, {left, right});
}

}  // namespace minipy
