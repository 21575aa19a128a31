#include <minipy/parser/descent.h>

#include <charconv>
#include <cstdlib>

namespace minipy {

namespace {
constexpr std::string_view kKeywords[] = {"False",  "None",   "True",    "and",      "as",       "assert", "async",
                                          "await",  "break",  "class",   "continue", "def",      "del",    "elif",
                                          "else",   "except", "finally", "for",      "from",     "global", "if",
                                          "import", "in",     "is",      "lambda",   "nonlocal", "not",    "or",
                                          "pass",   "raise",  "return",  "try",      "while",    "with",   "yield"};
}

bool Parser::is_keyword(const Token& token) const {
  if (token.kind != Token::Kind::kName) return false;
  for (std::string_view word : kKeywords)
    if (word == token.text) return true;
  return false;
}

void Parser::fail(std::string message, const Token& token, SyntaxError::Kind kind) {
  error_ = {kind,
            std::move(message),
            token.line,
            token.column,
            token.end_line,
            token.end_column,
            token.kind == Token::Kind::kEnd};
  throw Failed();
}
void Parser::fail(std::string message, const Place& place) {
  error_ = {SyntaxError::Kind::kSyntax,
            std::move(message),
            place.line,
            place.column,
            place.end_line,
            place.end_column,
            false};
  throw Failed();
}
void Parser::invalid() {
  const Token& token = now();
  if (token.is("async") || token.is("await"))
    fail("'" + std::string(token.text) + "' is outside of what minipy supports", token);
  if (token.kind == Token::Kind::kIndent) fail("unexpected indent", token, SyntaxError::Kind::kIndentation);
  fail("invalid syntax", token);
}
void Parser::expect(std::string_view text) {
  if (accept(text)) return;
  if (text == ":") fail("expected ':'", now());
  invalid();
}
Place Parser::place_from(const Token& first) const {
  const Token& last = tokens_[at_ == 0 ? 0 : at_ - 1];
  return {first.line, first.column, last.end_line, last.end_column};
}
Place Parser::place_from(const Expression* first) const {
  const Token& last = tokens_[at_ - 1];
  return {first->place.line, first->place.column, last.end_line, last.end_column};
}
std::string_view Parser::name() {
  if (now().kind != Token::Kind::kName || is_keyword(now())) invalid();
  return arena_.copy(tokens_[at_++].text);
}

// a, *b, c: a tuple, or one expression
Expression* Parser::star_expressions() {
  const Token first = now();
  Expression* e = star_expression();
  if (!at(",")) return e;
  std::vector<Expression*> items{e};
  while (accept(",")) {
    const Token& t = now();
    if (t.kind == Token::Kind::kNewline || t.kind == Token::Kind::kEnd || t.is("=") || t.is(")") || t.is("]") ||
        t.is("}") || t.is(":") || t.is(";") ||
        (t.kind == Token::Kind::kOperator && t.text.ends_with("=") && t.text != "=="))
      break;
    items.push_back(star_expression());
  }
  return make(Sequence{{ExpressionKind::kTuple, place_from(first)}, arena_.copy(items)});
}

Expression* Parser::star_expression() {
  if (!at("*")) return named();
  const Token first = now();
  at_++;
  Expression* value = binary(0);
  return make(Starred{{ExpressionKind::kStarred, place_from(first)}, value});
}

Expression* Parser::named() {
  if (now().kind == Token::Kind::kName && !is_keyword(now()) && ahead().is(":=")) {
    const Token first = now();
    std::string_view target = name();
    at_++;
    Expression* value = expression();
    return make(Named{{ExpressionKind::kNamed, place_from(first)}, target, value});
  }
  Expression* e = expression();
  if (at(":=")) fail(std::string("cannot use assignment expressions with ") + description(e), e->place);
  return e;
}

Expression* Parser::expression() {
  Depth depth(*this);
  if (at("lambda")) return lambda();
  if (at("yield")) invalid();
  Expression* e = disjunction();
  if (!at("if")) return e;
  at_++;
  Expression* condition = disjunction();
  if (!at("else")) fail("expected 'else' after 'if' expression", place_from(e));
  at_++;
  Expression* otherwise = expression();
  return make(Conditional{{ExpressionKind::kConditional, place_from(e)}, condition, e, otherwise});
}

Expression* Parser::disjunction() {
  Expression* e = conjunction();
  if (!at("or")) return e;
  std::vector<Expression*> operands{e};
  while (accept("or")) operands.push_back(conjunction());
  return make(Boolean{{ExpressionKind::kBoolean, place_from(e)}, false, arena_.copy(operands)});
}
Expression* Parser::conjunction() {
  Expression* e = inversion();
  if (!at("and")) return e;
  std::vector<Expression*> operands{e};
  while (accept("and")) operands.push_back(inversion());
  return make(Boolean{{ExpressionKind::kBoolean, place_from(e)}, true, arena_.copy(operands)});
}
Expression* Parser::inversion() {
  if (!at("not")) return comparison();
  Depth depth(*this);
  const Token first = now();
  at_++;
  Expression* operand = inversion();
  return make(Unary{{ExpressionKind::kUnary, place_from(first)}, UnaryOp::kNot, operand});
}

Expression* Parser::comparison() {
  Expression* first = binary(0);
  std::vector<CompareOp> ops;
  std::vector<Expression*> others;
  for (;;) {
    CompareOp op;
    if (accept("=="))
      op = CompareOp::kEqual;
    else if (accept("!="))
      op = CompareOp::kNotEqual;
    else if (accept("<"))
      op = CompareOp::kLess;
    else if (accept("<="))
      op = CompareOp::kLessEqual;
    else if (accept(">"))
      op = CompareOp::kGreater;
    else if (accept(">="))
      op = CompareOp::kGreaterEqual;
    else if (accept("in"))
      op = CompareOp::kIn;
    else if (at("not") && ahead().is("in")) {
      at_ += 2;
      op = CompareOp::kNotIn;
    } else if (accept("is"))
      op = accept("not") ? CompareOp::kIsNot : CompareOp::kIs;
    else
      break;
    ops.push_back(op);
    others.push_back(binary(0));
  }
  if (ops.empty()) return first;
  return make(Compare{{ExpressionKind::kCompare, place_from(first)}, first, arena_.copy(ops), arena_.copy(others)});
}

Expression* Parser::binary(int level) {
  struct Row {
    std::string_view text;
    BinaryOp op;
    int level;
  };
  static constexpr Row kRows[] = {
      {"|", BinaryOp::kOr, 0},           {"^", BinaryOp::kXor, 1},         {"&", BinaryOp::kAnd, 2},
      {"<<", BinaryOp::kLeftShift, 3},   {">>", BinaryOp::kRightShift, 3}, {"+", BinaryOp::kAdd, 4},
      {"-", BinaryOp::kSubtract, 4},     {"*", BinaryOp::kMultiply, 5},    {"/", BinaryOp::kDivide, 5},
      {"//", BinaryOp::kFloorDivide, 5}, {"%", BinaryOp::kModulo, 5},      {"@", BinaryOp::kMatrixMultiply, 5}};
  if (level == 6) return unary();
  Expression* left = binary(level + 1);
  for (;;) {
    const Row* found = nullptr;
    for (const Row& row : kRows)
      if (row.level == level && now().kind == Token::Kind::kOperator && now().text == row.text) found = &row;
    if (!found) return left;
    at_++;
    Expression* right = binary(level + 1);
    left = make(Binary{{ExpressionKind::kBinary, place_from(left)}, found->op, left, right});
  }
}

Expression* Parser::unary() {
  UnaryOp op;
  if (at("-"))
    op = UnaryOp::kNegative;
  else if (at("+"))
    op = UnaryOp::kPositive;
  else if (at("~"))
    op = UnaryOp::kInvert;
  else
    return power();
  Depth depth(*this);
  const Token first = now();
  at_++;
  Expression* operand = unary();
  return make(Unary{{ExpressionKind::kUnary, place_from(first)}, op, operand});
}

Expression* Parser::power() {
  if (at("await")) invalid();
  Expression* base = primary();
  if (!accept("**")) return base;
  Depth depth(*this);
  Expression* exponent = unary();
  return make(Binary{{ExpressionKind::kBinary, place_from(base)}, BinaryOp::kPower, base, exponent});
}

Expression* Parser::primary() {
  Expression* e = atom();
  int links = 0;
  for (;;) {
    if (at(".") || at("(") || at("[")) {
      if (++links > 900) fail("too many nested expressions or statements", now());
    }
    if (accept(".")) {
      const Token token = now();
      if (token.kind != Token::Kind::kName) invalid();
      std::string_view attribute = name();
      e = make(Attribute{{ExpressionKind::kAttribute, place_from(e)},
                         e,
                         attribute,
                         {token.line, token.column, token.end_line, token.end_column}});
    } else if (at("(")) {
      e = call(e);
    } else if (accept("[")) {
      Expression* index = subscript_index();
      expect("]");
      e = make(Subscript{{ExpressionKind::kSubscript, place_from(e)}, e, index});
    } else {
      return e;
    }
  }
}

Expression* Parser::slice() {
  const Token first = now();
  if (at("*")) return star_expression();
  Expression* start = nullptr;
  if (!at(":")) {
    start = named();
    if (!at(":")) return start;
  }
  at_++;
  Expression* stop = at(":") || at("]") || at(",") ? nullptr : expression();
  Expression* step = nullptr;
  if (accept(":")) step = at("]") || at(",") ? nullptr : expression();
  return make(SliceExpression{{ExpressionKind::kSlice, place_from(first)}, start, stop, step});
}
Expression* Parser::subscript_index() {
  const Token first = now();
  Expression* e = slice();
  if (!at(",") && e->kind != ExpressionKind::kStarred) return e;
  std::vector<Expression*> items{e};
  while (accept(",")) {
    if (at("]")) break;
    items.push_back(slice());
  }
  return make(Sequence{{ExpressionKind::kTuple, place_from(first)}, arena_.copy(items)});
}

Expression* Parser::call(Expression* callee) {
  Depth depth(*this);
  expect("(");
  std::vector<Expression*> arguments;
  std::vector<Keyword> keywords;
  bool spread = false;
  while (!at(")")) {
    const Token first = now();
    if (accept("*")) {
      if (spread) fail("iterable argument unpacking follows keyword argument unpacking", first);
      Expression* value = expression();
      arguments.push_back(make(Starred{{ExpressionKind::kStarred, place_from(first)}, value}));
    } else if (accept("**")) {
      Expression* value = expression();
      keywords.push_back({{}, value, place_from(first)});
      spread = true;
    } else if (first.kind == Token::Kind::kName && ahead().is("=")) {
      if (is_keyword(first)) {
        if (first.text == "True" || first.text == "False" || first.text == "None")
          fail("cannot assign to " + std::string(first.text), first);
        invalid();
      }
      std::string_view keyword = name();
      at_++;
      if (at(")") || at(",")) fail("expected argument value expression", first);
      Expression* value = expression();
      keywords.push_back({keyword, value, place_from(first)});
    } else {
      Expression* value = named();
      if (at("=")) fail("expression cannot contain assignment, perhaps you meant \"==\"?", value->place);
      if (at("for")) {
        value = comprehension(ExpressionKind::kGenerator, first, value, nullptr);
        if (!at(")") || !arguments.empty() || !keywords.empty())
          fail("Generator expression must be parenthesized", value->place);
      } else if (!keywords.empty()) {
        fail(spread ? "positional argument follows keyword argument unpacking"
                    : "positional argument follows keyword argument",
             tokens_[at_]);
      }
      arguments.push_back(value);
    }
    if (!accept(",")) break;
  }
  if (!at(")")) {
    if (now().kind == Token::Kind::kName || now().kind == Token::Kind::kNumber || now().kind == Token::Kind::kString)
      fail("invalid syntax. Perhaps you forgot a comma?",
           arguments.empty() ? place_from(now()) : arguments.back()->place);
    invalid();
  }
  at_++;
  return make(Call{{ExpressionKind::kCall, place_from(callee)}, callee, arena_.copy(arguments), arena_.copy(keywords)});
}

Expression* Parser::lambda() {
  const Token first = now();
  at_++;
  Parameters* parameters_ = parameters(":", false);
  expect(":");
  Expression* body = expression();
  return make(Lambda{{ExpressionKind::kLambda, place_from(first)}, parameters_, body});
}

Expression* Parser::yield() {
  const Token first = now();
  at_++;
  if (accept("from")) {
    Expression* value = expression();
    return make(Yield{{ExpressionKind::kYieldFrom, place_from(first)}, value});
  }
  const Token& t = now();
  Expression* value = nullptr;
  if (t.kind != Token::Kind::kNewline && t.kind != Token::Kind::kEnd && !t.is(")") && !t.is("]") && !t.is("}") &&
      !t.is("=") && !t.is(";") && !t.is(","))
    value = star_expressions();
  return make(Yield{{ExpressionKind::kYield, place_from(first)}, value});
}

std::span<ComprehensionFor> Parser::comprehension_clauses() {
  std::vector<ComprehensionFor> clauses;
  while (at("for") || at("async")) {
    if (at("async")) invalid();
    at_++;
    Expression* target = target_list();
    if (!accept("in")) invalid();
    Expression* iterable = disjunction();
    if (at("if") && false) invalid();
    std::vector<Expression*> conditions;
    while (accept("if")) {
      if (at("lambda")) invalid();
      Expression* condition = nullptr;
      if (now().kind == Token::Kind::kName && !is_keyword(now()) && ahead().is(":="))
        condition = named();
      else
        condition = disjunction();
      conditions.push_back(condition);
    }
    clauses.push_back({target, iterable, arena_.copy(conditions)});
  }
  return arena_.copy(clauses);
}

Expression* Parser::comprehension(ExpressionKind kind, const Token& first, Expression* element, Expression* value) {
  if (element->kind == ExpressionKind::kStarred)
    fail("iterable unpacking cannot be used in comprehension", element->place);
  std::span<ComprehensionFor> clauses = comprehension_clauses();
  return make(Comprehension{{kind, place_from(first)}, element, value, clauses});
}

Expression* Parser::parenthesized() {
  Depth depth(*this);
  const Token first = now();
  at_++;
  Expression* e;
  if (at(")")) {
    e = make(Sequence{{ExpressionKind::kTuple, {}}, {}});
  } else if (at("yield")) {
    e = yield();
  } else {
    e = star_expression();
    if (at("for") || at("async")) {
      e = comprehension(ExpressionKind::kGenerator, first, e, nullptr);
    } else if (at(",")) {
      std::vector<Expression*> items{e};
      while (accept(",")) {
        if (at(")")) break;
        items.push_back(star_expression());
      }
      e = make(Sequence{{ExpressionKind::kTuple, {}}, arena_.copy(items)});
    } else if (e->kind == ExpressionKind::kStarred) {
      fail("cannot use starred expression here", e->place);
    }
  }
  if (!at(")")) {
    if (now().kind == Token::Kind::kName || now().kind == Token::Kind::kNumber || now().kind == Token::Kind::kString)
      fail("invalid syntax. Perhaps you forgot a comma?", e->place);
    invalid();
  }
  at_++;
  if (e->kind == ExpressionKind::kTuple && e->place.line == 0) e->place = place_from(first);
  if (e->kind == ExpressionKind::kGenerator) e->place = place_from(first);
  e->parenthesized = true;
  return e;
}

Expression* Parser::list() {
  Depth depth(*this);
  const Token first = now();
  at_++;
  std::vector<Expression*> items;
  while (!at("]")) {
    Expression* e = star_expression();
    if (items.empty() && (at("for") || at("async"))) {
      Expression* made = comprehension(ExpressionKind::kListComprehension, first, e, nullptr);
      expect("]");
      made->place = place_from(first);
      return made;
    }
    items.push_back(e);
    if (!accept(",")) break;
  }
  if (!at("]")) {
    if (!items.empty() &&
        (now().kind == Token::Kind::kName || now().kind == Token::Kind::kNumber || now().kind == Token::Kind::kString))
      fail("invalid syntax. Perhaps you forgot a comma?", items.back()->place);
    invalid();
  }
  at_++;
  return make(Sequence{{ExpressionKind::kList, place_from(first)}, arena_.copy(items)});
}

Expression* Parser::braces() {
  Depth depth(*this);
  const Token first = now();
  at_++;
  std::vector<DictEntry> entries;
  std::vector<Expression*> items;
  bool is_set = false;
  while (!at("}")) {
    if (accept("**")) {
      if (is_set) invalid();
      entries.push_back({nullptr, binary(0)});
    } else {
      Expression* key = star_expression();
      if (entries.empty() && items.empty() && at("for")) {
        Expression* made = comprehension(ExpressionKind::kSetComprehension, first, key, nullptr);
        expect("}");
        made->place = place_from(first);
        return made;
      }
      if (at(":") && !is_set && key->kind != ExpressionKind::kStarred) {
        at_++;
        if (at("}") || at(",")) fail("expression expected after dictionary key and ':'", tokens_[at_ - 1]);
        Expression* value = expression();
        if (entries.empty() && at("for")) {
          Expression* made = comprehension(ExpressionKind::kDictComprehension, first, key, value);
          expect("}");
          made->place = place_from(first);
          return made;
        }
        entries.push_back({key, value});
      } else {
        if (!entries.empty()) fail("':' expected after dictionary key", tokens_[at_ - 1]);
        is_set = true;
        items.push_back(key);
      }
    }
    if (!accept(",")) break;
  }
  if (!at("}")) invalid();
  at_++;
  if (is_set) return make(Sequence{{ExpressionKind::kSet, place_from(first)}, arena_.copy(items)});
  return make(DictDisplay{{ExpressionKind::kDict, place_from(first)}, arena_.copy(entries)});
}

Expression* Parser::atom() {
  const Token& token = now();
  switch (token.kind) {
    case Token::Kind::kNumber: return number();
    case Token::Kind::kString: return strings();
    case Token::Kind::kName: {
      const Token first = token;
      ExpressionKind kind;
      if (first.text == "None")
        kind = ExpressionKind::kNone;
      else if (first.text == "True")
        kind = ExpressionKind::kTrue;
      else if (first.text == "False")
        kind = ExpressionKind::kFalse;
      else {
        std::string_view text = name();
        return make(Name{{ExpressionKind::kName, place_from(first)}, text});
      }
      at_++;
      return make(Expression{kind, place_from(first)});
    }
    default: break;
  }
  if (at("(")) return parenthesized();
  if (at("[")) return list();
  if (at("{")) return braces();
  if (at("...")) {
    const Token first = token;
    at_++;
    return make(Expression{ExpressionKind::kEllipsis, place_from(first)});
  }
  invalid();
}

Expression* Parser::number() {
  const Token token = now();
  at_++;
  std::string digits;
  for (char c : token.text)
    if (c != '_') digits += c;
  if (digits.size() > 2 && digits[0] == '0' && std::string_view("xXoObB").find(digits[1]) != std::string_view::npos) {
    const char kind = static_cast<char>(digits[1] | 0x20);
    const int base = kind == 'x' ? 16 : kind == 'o' ? 8 : 2;
    return make(IntegerLiteral{
        {ExpressionKind::kInteger, place_from(token)}, arena_.copy(std::string_view(digits).substr(2)), base});
  }
  if (digits.find_first_of(".eE") != digits.npos)
    return make(FloatLiteral{{ExpressionKind::kFloat, place_from(token)}, std::strtod(digits.c_str(), nullptr)});
  if (digits.size() > 4300)
    fail("Exceeds the limit (4300) for integer string conversion: value has " + std::to_string(digits.size()) +
             " digits; use sys.set_int_max_str_digits() to increase the limit - Consider hexadecimal for huge integer "
             "literals to avoid decimal conversion limits.",
         token);
  return make(IntegerLiteral{{ExpressionKind::kInteger, place_from(token)}, arena_.copy(std::string_view(digits)), 10});
}

}  // namespace minipy
