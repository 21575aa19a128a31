// Comprehensions of all four kinds.
#include <minipy/parser/descent.h>

namespace minipy {

Expression* Parser::comprehension(ExpressionKind kind, size_t start, Expression* element, Expression* value,
                                  TokenKind end) {
  if (element->kind == ExpressionKind::kStarred) {
    if (diagnosing_ && attempt([&] { return !comprehension_clauses().empty(); }))
      raise("iterable unpacking cannot be used in comprehension", element);
    fail();
  }
  const std::span<ComprehensionFor> clauses = comprehension_clauses();
  expect(end);
  return make(Comprehension{{kind, from(start)}, element, value, clauses}, {element, value}, tallest(clauses));
}

std::span<ComprehensionFor> Parser::comprehension_clauses() {
  std::vector<ComprehensionFor> clauses;
  while (at(TokenKind::kFor) || at(TokenKind::kAsync)) {
    if (at(TokenKind::kAsync)) unsupported("asynchronous comprehensions", now());
    advance();
    Expression* target = for_target();
    expect(TokenKind::kIn);
    Expression* iterable = disjunction();
    std::vector<Expression*> conditions;
    while (accept(TokenKind::kIf)) conditions.push_back(disjunction());
    clauses.push_back({target, iterable, arena_.copy(conditions)});
  }
  return arena_.copy(clauses);
}

int Parser::tallest(std::span<const ComprehensionFor> clauses) const {
  int height = 0;
  for (const ComprehensionFor& clause : clauses) {
    height = std::max<int>({height, clause.target->height, clause.iterable->height});
    for (const Expression* condition : clause.conditions) height = std::max<int>(height, condition->height);
  }
  return height;
}

Place Parser::last_item(std::span<const ComprehensionFor> clauses) const {
  const ComprehensionFor& last = clauses.back();
  return last.conditions.empty() ? last.iterable->place : last.conditions.back()->place;
}

// [a, b for a, b in x]
void Parser::diagnose_comprehension_target(const std::vector<Expression*>& items) {
  if (!at(TokenKind::kFor) || (items.size() == 1 && before().kind != TokenKind::kComma)) return;
  const Place comma = place_of(before());
  if (attempt([&] { return !comprehension_clauses().empty(); }))
    raise("did you forget parentheses around the comprehension target?",
          range(items[0]->place, items.size() == 1 ? comma : items.back()->place));
}

}  // namespace minipy
