#include <minipy/compiler/annotation_text.h>

#include <optional>

namespace minipy {

namespace {

std::optional<std::string> text_of(const Expression* e);

std::optional<std::string> items(Expressions all) {
  std::string text;
  for (const Expression* each : all) {
    const std::optional<std::string> item = text_of(each);
    if (!item) return {};
    if (!text.empty()) text += ", ";
    text += *item;
  }
  return text;
}

// In the quotes that repr takes. Nothing where characters would have to be escaped.
std::optional<std::string> quoted(std::string_view text) {
  for (const char c : text)
    if (c == '\\' || static_cast<unsigned char>(c) < ' ' || static_cast<unsigned char>(c) > '~') return {};
  const bool has_single = text.find('\'') != text.npos;
  if (has_single && text.find('"') != text.npos) return {};
  const char quote = has_single ? '"' : '\'';
  return quote + std::string(text) + quote;
}

// What stands before a dot, a bracket or on the right of a bar needs no parentheses.
bool is_primary(const Expression* e) {
  return e->kind == ExpressionKind::kName || e->kind == ExpressionKind::kAttribute ||
         e->kind == ExpressionKind::kSubscript;
}

std::optional<std::string> sequence(const Sequence& e) {
  const std::optional<std::string> inside = items(e.items);
  if (!inside) return {};
  if (e.kind == ExpressionKind::kList) return "[" + *inside + "]";
  return "(" + *inside + (e.items.size() == 1 ? ",)" : ")");
}

std::optional<std::string> subscript(const Subscript& e) {
  if (!is_primary(e.object)) return {};
  const std::optional<std::string> object = text_of(e.object);
  const bool bare = e.index->kind == ExpressionKind::kTuple && static_cast<const Sequence*>(e.index)->items.size() > 1;
  const std::optional<std::string> index =
      bare ? items(static_cast<const Sequence*>(e.index)->items) : text_of(e.index);
  if (!object || !index) return {};
  return *object + "[" + *index + "]";
}

std::optional<std::string> text_of(const Expression* e) {
  if (!e) return {};
  switch (e->kind) {
    case ExpressionKind::kName: return std::string(static_cast<const Name*>(e)->name);
    case ExpressionKind::kNone: return "None";
    case ExpressionKind::kTrue: return "True";
    case ExpressionKind::kFalse: return "False";
    case ExpressionKind::kEllipsis: return "...";
    case ExpressionKind::kString: return quoted(static_cast<const StringLiteral*>(e)->text);
    case ExpressionKind::kInteger: {
      const auto& literal = *static_cast<const IntegerLiteral*>(e);
      if (literal.base != 10) return {};
      return std::string(literal.digits);
    }
    case ExpressionKind::kAttribute: {
      const auto& attribute = *static_cast<const Attribute*>(e);
      const std::optional<std::string> object = is_primary(attribute.object) ? text_of(attribute.object) : std::nullopt;
      if (!object) return {};
      return *object + "." + std::string(attribute.name);
    }
    case ExpressionKind::kSubscript: return subscript(*static_cast<const Subscript*>(e));
    case ExpressionKind::kList:
    case ExpressionKind::kTuple: return sequence(*static_cast<const Sequence*>(e));
    case ExpressionKind::kStarred: {
      const auto& starred = *static_cast<const Starred*>(e);
      const std::optional<std::string> value = is_primary(starred.value) ? text_of(starred.value) : std::nullopt;
      if (!value) return {};
      return "*" + *value;
    }
    case ExpressionKind::kBinary: {
      const auto& binary = *static_cast<const Binary*>(e);
      if (binary.op != BinaryOp::kOr || binary.right->kind == ExpressionKind::kBinary) return {};
      const std::optional<std::string> left = text_of(binary.left);
      const std::optional<std::string> right = text_of(binary.right);
      if (!left || !right) return {};
      return *left + " | " + *right;
    }
    default: return {};
  }
}

}  // namespace

std::string annotation_text(const Expression* e, std::string_view written) {
  return text_of(e).value_or(std::string(written));
}

}  // namespace minipy
