// Targets of assignments, loops, with and del: which expressions may be one, and how those that may not are called.
#include <minipy/parser/descent.h>

namespace minipy {

namespace {
bool is_place(const Expression* e) {
  return e->kind == ExpressionKind::kName || e->kind == ExpressionKind::kAttribute ||
         e->kind == ExpressionKind::kSubscript;
}
}  // namespace

bool Parser::is_single_target(const Expression* e) { return is_place(e); }

bool Parser::is_target(const Expression* e) {
  if (is_place(e)) return true;
  if (e->kind == ExpressionKind::kStarred) return is_target(static_cast<const Starred*>(e)->value);
  if (e->kind != ExpressionKind::kTuple && e->kind != ExpressionKind::kList) return false;
  const Expressions items = static_cast<const Sequence*>(e)->items;
  return std::all_of(items.begin(), items.end(), is_target);
}

bool Parser::is_delete_target(const Expression* e) {
  if (is_place(e)) return true;
  if (e->kind != ExpressionKind::kTuple && e->kind != ExpressionKind::kList) return false;
  const Expressions items = static_cast<const Sequence*>(e)->items;
  return std::all_of(items.begin(), items.end(), is_delete_target);
}

const Expression* Parser::invalid_target(const Expression* e, TargetUse use) {
  switch (e->kind) {
    case ExpressionKind::kTuple:
    case ExpressionKind::kList:
      for (const Expression* item : static_cast<const Sequence*>(e)->items)
        if (const Expression* found = invalid_target(item, use)) return found;
      return nullptr;
    case ExpressionKind::kStarred:
      return use == TargetUse::kDelete ? e : invalid_target(static_cast<const Starred*>(e)->value, use);
    case ExpressionKind::kCompare: {
      // `for a in b` reads as a comparison.
      const Compare* compare = static_cast<const Compare*>(e);
      if (use != TargetUse::kFor) return e;
      return compare->ops[0] == CompareOp::kIn ? invalid_target(compare->first, use) : nullptr;
    }
    default: return is_place(e) ? nullptr : e;
  }
}

void Parser::raise_invalid_target(const Expression* e, TargetUse use) {
  const Expression* found = invalid_target(e, use);
  if (!found) return;
  raise(std::string(use == TargetUse::kDelete ? "cannot delete " : "cannot assign to ") + describe(found), found);
}

const char* Parser::describe(const Expression* e) {
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
    case ExpressionKind::kSubscript:
    case ExpressionKind::kSlice: return "subscript";
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
  }
  return "expression";
}

// One target of a loop or with: an `in` or `as` after it is not part of it.
Expression* Parser::star_target() {
  const size_t start = at_;
  if (accept(TokenKind::kStar)) {
    if (at(TokenKind::kStar)) fail();
    Expression* value = star_target();
    return make(Starred{{ExpressionKind::kStarred, from(start)}, value}, {value});
  }
  Expression* e = primary();
  if (!is_target(e)) fail();
  return e;
}

Expression* Parser::star_targets() {
  const size_t start = at_;
  Expression* first = star_target();
  if (!at(TokenKind::kComma)) return first;
  std::vector<Expression*> items = {first};
  while (accept(TokenKind::kComma)) {
    if (!starts_expression(now().kind) && !at(TokenKind::kStar)) break;
    items.push_back(star_target());
  }
  return make(Sequence{{ExpressionKind::kTuple, from(start)}, arena_.copy(items)}, {}, tallest(items));
}

// The target of a loop or comprehension, up to its `in`.
Expression* Parser::for_target() {
  const size_t start = at_;
  Expression* found = diagnosing_ ? attempt([&] { return star_targets(); }) : star_targets();
  if (found && at(TokenKind::kIn)) return found;
  if (diagnosing_) {
    at_ = start;
    raise_invalid_target(star_expressions(), TargetUse::kFor);
  }
  fail();
}

}  // namespace minipy
