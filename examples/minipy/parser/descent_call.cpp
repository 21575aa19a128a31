// Attributes, subscripts and calls, and the arguments of calls and classes.
#include <minipy/parser/descent.h>

#include <minipy/parser/arguments.h>

namespace minipy {

Expression* Parser::primary() {
  if (at(TokenKind::kAwait)) unsupported("await expressions", now());
  const size_t start = at_;
  Expression* e = atom();
  for (;;) {
    bool good = true;
    switch (now().kind) {
      case TokenKind::kDot: good = more([&] { e = attribute(start, e); }); break;
      case TokenKind::kLeftParen: good = more([&] { e = call(start, e); }); break;
      case TokenKind::kLeftBracket: good = more([&] { e = subscript(start, e); }); break;
      default: return e;
    }
    if (!good) return e;
  }
}

Expression* Parser::attribute(size_t start, Expression* object) {
  advance();
  const Place place = place_of(now());
  const std::string_view text = name();
  return make(Attribute{{ExpressionKind::kAttribute, from(start)}, object, text, place}, {object});
}

Expression* Parser::subscript(size_t start, Expression* object) {
  advance();
  Expression* inside = index();
  expect(TokenKind::kRightBracket);
  return make(Subscript{{ExpressionKind::kSubscript, from(start)}, object, inside}, {object, inside});
}

// What stands in square brackets: slices, with stars if there are several.
Expression* Parser::index() {
  const size_t start = at_;
  const auto item = [&]() -> Expression* {
    if (!at(TokenKind::kStar)) return slice();
    const size_t star = at_;
    advance();
    Expression* value = expression();
    return make(Starred{{ExpressionKind::kStarred, from(star)}, value}, {value});
  };
  Expression* first = item();
  if (!at(TokenKind::kComma) && first->kind != ExpressionKind::kStarred) return first;
  std::vector<Expression*> items = {first};
  while (accept(TokenKind::kComma) && !at(TokenKind::kRightBracket)) items.push_back(item());
  return make(Sequence{{ExpressionKind::kTuple, from(start)}, arena_.copy(items)}, {}, tallest(items));
}

Expression* Parser::slice() {
  const size_t start = at_;
  Expression* first = at(TokenKind::kColon) ? nullptr : named();
  if (!at(TokenKind::kColon)) return first;
  if (first && first->kind == ExpressionKind::kNamed && !first->parenthesized) fail();
  const auto bound = [&]() -> Expression* { return starts_expression(now().kind) ? expression() : nullptr; };
  advance();
  Expression* stop = bound();
  Expression* step = accept(TokenKind::kColon) ? bound() : nullptr;
  return make(SliceExpression{{ExpressionKind::kSlice, from(start)}, first, stop, step}, {first, stop, step});
}

Expression* Parser::call(size_t start, Expression* callee) {
  Arguments found;
  found.takes_generator = true;
  arguments(found);
  const int height = std::max(tallest(found.positional), tallest(found.keywords));
  return make(
      Call{{ExpressionKind::kCall, from(start)}, callee, arena_.copy(found.positional), arena_.copy(found.keywords)},
      {callee}, height);
}

int Parser::tallest(const std::vector<Keyword>& all) const {
  int height = 0;
  for (const Keyword& keyword : all) height = std::max<int>(height, keyword.value->height);
  return height;
}

void Parser::arguments(Arguments& found) {
  found.open = at_;
  expect(TokenKind::kLeftParen);
  found.first = at_;
  while (!at(TokenKind::kRightParen)) {
    if (!argument(found)) break;
    if (!accept(TokenKind::kComma)) break;
  }
  if (found.is_misplaced && diagnosing_)
    raise_furthest(found.has_unpacking ? "positional argument follows keyword argument unpacking"
                                       : "positional argument follows keyword argument");
  expect(TokenKind::kRightParen);
}

// False: no more can follow.
bool Parser::argument(Arguments& found) {
  const size_t start = at_;
  if (at(TokenKind::kStar)) {
    if (found.has_unpacking) {
      if (diagnosing_ && !found.is_misplaced) {
        const Place first = place_of(tokens_[found.first]);
        raise("iterable argument unpacking follows keyword argument unpacking",
              range(first, place_of(tokens_[start - 2])));
      }
      fail();
    }
    advance();
    Expression* value = expression();
    Expression* starred = make(Starred{{ExpressionKind::kStarred, from(start)}, value}, {value});
    if (diagnosing_ && found.takes_generator && at(TokenKind::kFor) && found.positional.empty() &&
        found.keywords.empty() && attempt([&] { return !comprehension_clauses().empty(); }))
      raise("iterable unpacking cannot be used in comprehension", starred);
    found.positional.push_back(starred);
    return true;
  }
  if (at(TokenKind::kDoubleStar)) {
    advance();
    Expression* value = expression();
    found.keywords.push_back({{}, value, from(start)});
    found.has_unpacking = true;
    return true;
  }
  const bool before_equal = starts_expression(now().kind) && ahead().kind == TokenKind::kAssign;
  if (before_equal && at(TokenKind::kName)) {
    keyword_argument(found);
    return true;
  }
  if (before_equal && diagnosing_ && (at(TokenKind::kTrue) || at(TokenKind::kFalse) || at(TokenKind::kNone)))
    raise("cannot assign to " + std::string(now().text), range(place_of(now()), place_of(ahead())));
  positional_argument(found);
  return true;
}

void Parser::keyword_argument(Arguments& found) {
  const size_t start = at_;
  const std::string_view text = name();
  advance();
  Expression* value = expression();
  if (diagnosing_ && (at(TokenKind::kFor) || at(TokenKind::kAsync)) &&
      attempt([&] { return !comprehension_clauses().empty(); }))
    raise("invalid syntax. Maybe you meant '==' or ':=' instead of '='?",
          range(place_of(tokens_[start]), place_of(tokens_[start + 1])));
  found.keywords.push_back({text, value, from(start)});
}

void Parser::positional_argument(Arguments& found) {
  const bool is_named = at(TokenKind::kName) && ahead().kind == TokenKind::kColonEqual;
  Expression* e = is_named ? assignment_expression() : expression();
  if (at(TokenKind::kColonEqual)) fail();
  if (at(TokenKind::kAssign)) {
    if (diagnosing_)
      raise("expression cannot contain assignment, perhaps you meant \"==\"?", range(e->place, place_of(now())));
    fail();
  }
  if (at(TokenKind::kFor) || at(TokenKind::kAsync)) {
    const bool is_alone = found.positional.empty() && found.keywords.empty();
    if (!(is_alone && found.takes_generator) && !diagnosing_) fail();
    const std::span<ComprehensionFor> clauses = comprehension_clauses();
    if (is_alone && found.takes_generator && at(TokenKind::kRightParen)) {
      advance();
      const Place place = from(found.open);
      at_--;  // the caller expects it
      e = make(Comprehension{{ExpressionKind::kGenerator, place}, e, nullptr, clauses}, {e}, tallest(clauses));
    } else {
      if (diagnosing_ && (!is_alone || at(TokenKind::kComma)))
        raise("Generator expression must be parenthesized", range(e->place, last_item(clauses)));
      fail();
    }
  }
  if (!found.keywords.empty()) {
    if (!diagnosing_) fail();
    found.is_misplaced = true;
  }
  found.positional.push_back(e);
}

}  // namespace minipy
