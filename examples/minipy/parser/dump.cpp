#include <minipy/parser/dumper.h>
#include <minipy/source/stack_room.h>

#include <cstdio>

namespace minipy {

std::string dump(const ModuleTree& tree, DumpPlaces places) {
  Dumper dumper(places);
  dumper.block(tree.body);
  return dumper.take();
}

std::string dump(const Expression& expression, DumpPlaces places) {
  Dumper dumper(places);
  dumper.expression(&expression);
  return dumper.take();
}

namespace {
template <typename T>
const T* as(const Expression* e) {
  return static_cast<const T*>(e);
}

constexpr std::string_view kUnary[] = {"not", "neg", "pos", "~"};
constexpr std::string_view kBinary[] = {"+", "-", "*", "/", "//", "%", "**", "<<", ">>", "&", "|", "^", "@"};
constexpr std::string_view kCompare[] = {"==", "!=", "<", "<=", ">", ">=", "is", "is-not", "in", "not-in"};
}  // namespace

void Dumper::expression(const Expression* e) {
  if (!e) {
    out_ += '_';
    return;
  }
  if (!has_stack_room()) {
    out_ += "...";
    return;
  }
  node(e);
  if (places_ == DumpPlaces::kNo) return;
  char text[64];
  std::snprintf(text, sizeof text, "@%d:%d-%d:%d", e->place.line, e->place.column, e->place.end_line,
                e->place.end_column);
  out_ += text;
}

void Dumper::node(const Expression* e) {
  if (e->kind <= ExpressionKind::kFormatted)
    literal(e);
  else if (e->kind <= ExpressionKind::kStarred)
    display(e);
  else
    operation(e);
}

void Dumper::literal(const Expression* e) {
  switch (e->kind) {
    case ExpressionKind::kName: out_ += as<Name>(e)->name; break;
    case ExpressionKind::kInteger: {
      const IntegerLiteral* integer = as<IntegerLiteral>(e);
      out_ += integer->base == 16 ? "0x" : integer->base == 8 ? "0o" : integer->base == 2 ? "0b" : "";
      out_ += integer->digits;
      break;
    }
    case ExpressionKind::kFloat: {
      char text[40];
      std::snprintf(text, sizeof text, "%.17g", as<FloatLiteral>(e)->value);
      out_ += "f";
      out_ += text;
      break;
    }
    case ExpressionKind::kString: quoted(as<StringLiteral>(e)->text); break;
    case ExpressionKind::kNone: out_ += "None"; break;
    case ExpressionKind::kTrue: out_ += "True"; break;
    case ExpressionKind::kFalse: out_ += "False"; break;
    case ExpressionKind::kEllipsis: out_ += "..."; break;
    default: formatted(as<FormattedString>(e)); break;
  }
}

void Dumper::quoted(std::string_view text) {
  out_ += '"';
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out_ += '\\';
      out_ += c;
    } else if (static_cast<unsigned char>(c) < ' ' || c == 0x7f) {
      char escaped[8];
      std::snprintf(escaped, sizeof escaped, "\\x%02x", static_cast<unsigned>(c));
      out_ += escaped;
    } else {
      out_ += c;
    }
  }
  out_ += '"';
}

void Dumper::formatted(const FormattedString* e) {
  List list(*this, "f");
  for (const FormattedPart& part : e->parts) {
    out_ += ' ';
    if (!part.value) {
      quoted(part.text);
      continue;
    }
    out_ += '{';
    if (!part.debug.empty()) {
      quoted(part.debug);
      out_ += ' ';
    }
    expression(part.value);
    if (part.conversion) {
      out_ += " !";
      out_ += part.conversion;
    }
    if (part.spec) {
      out_ += " :";
      formatted(part.spec);
    }
    out_ += '}';
  }
}

void Dumper::display(const Expression* e) {
  switch (e->kind) {
    case ExpressionKind::kList: List(*this, "list").parts(as<Sequence>(e)->items); break;
    case ExpressionKind::kTuple: List(*this, "tuple").parts(as<Sequence>(e)->items); break;
    case ExpressionKind::kSet: List(*this, "set").parts(as<Sequence>(e)->items); break;
    case ExpressionKind::kStarred: List(*this, "*").part(as<Starred>(e)->value); break;
    default: {
      List list(*this, "dict");
      for (const DictEntry& entry : as<DictDisplay>(e)->entries) {
        if (entry.key)
          list.part(entry.key);
        else
          list.text("**");
        list.part(entry.value);
      }
    }
  }
}

void Dumper::operation(const Expression* e) {
  switch (e->kind) {
    case ExpressionKind::kAttribute:
      List(*this, ".").part(as<Attribute>(e)->object).text(as<Attribute>(e)->name);
      break;
    case ExpressionKind::kSubscript:
      List(*this, "[]").part(as<Subscript>(e)->object).part(as<Subscript>(e)->index);
      break;
    case ExpressionKind::kSlice: {
      const SliceExpression* slice = as<SliceExpression>(e);
      List(*this, "slice").part(slice->start).part(slice->stop).part(slice->step);
      break;
    }
    case ExpressionKind::kCall: {
      List list(*this, "call");
      list.part(as<Call>(e)->callee);
      call_arguments(as<Call>(e)->arguments, as<Call>(e)->keywords);
      break;
    }
    case ExpressionKind::kUnary:
      List(*this, kUnary[static_cast<int>(as<Unary>(e)->op)]).part(as<Unary>(e)->operand);
      break;
    case ExpressionKind::kBinary:
      List(*this, kBinary[static_cast<int>(as<Binary>(e)->op)]).part(as<Binary>(e)->left).part(as<Binary>(e)->right);
      break;
    case ExpressionKind::kBoolean:
      List(*this, as<Boolean>(e)->is_and ? "and" : "or").parts(as<Boolean>(e)->operands);
      break;
    case ExpressionKind::kCompare: {
      const Compare* compare = as<Compare>(e);
      List list(*this, "compare");
      list.part(compare->first);
      for (size_t i = 0; i < compare->ops.size(); i++)
        list.text(kCompare[static_cast<int>(compare->ops[i])]).part(compare->others[i]);
      break;
    }
    case ExpressionKind::kConditional: {
      const Conditional* conditional = as<Conditional>(e);
      List(*this, "if").part(conditional->condition).part(conditional->then).part(conditional->otherwise);
      break;
    }
    case ExpressionKind::kLambda: {
      List list(*this, "lambda");
      parameters(as<Lambda>(e)->parameters);
      list.part(as<Lambda>(e)->body);
      break;
    }
    case ExpressionKind::kNamed: List(*this, ":=").text(as<Named>(e)->name).part(as<Named>(e)->value); break;
    case ExpressionKind::kYield: List(*this, "yield").part(as<Yield>(e)->value); break;
    case ExpressionKind::kYieldFrom: List(*this, "yield-from").part(as<Yield>(e)->value); break;
    default: comprehension(as<Comprehension>(e)); break;
  }
}

void Dumper::comprehension(const Comprehension* e) {
  const std::string_view what = e->kind == ExpressionKind::kListComprehension   ? "list-comp"
                                : e->kind == ExpressionKind::kSetComprehension  ? "set-comp"
                                : e->kind == ExpressionKind::kDictComprehension ? "dict-comp"
                                                                                : "generator";
  List list(*this, what);
  list.part(e->element);
  if (e->value) list.part(e->value);
  for (const ComprehensionFor& clause : e->generators) {
    out_ += ' ';
    List(*this, "for").part(clause.target).part(clause.iterable).parts(clause.conditions);
  }
}

void Dumper::call_arguments(Expressions arguments, std::span<Keyword> keywords) {
  for (const Expression* e : arguments) {
    out_ += ' ';
    expression(e);
  }
  for (const Keyword& keyword : keywords) {
    out_ += ' ';
    List(*this, keyword.name.empty() ? "**" : keyword.name).part(keyword.value);
  }
}

void Dumper::parameter(const Parameter& one, std::string_view stars) {
  out_ += ' ';
  out_ += stars;
  out_ += one.name;
  if (one.annotation) {
    out_ += ':';
    expression(one.annotation);
  }
  if (one.default_value) {
    out_ += '=';
    expression(one.default_value);
  }
}

void Dumper::parameters(const Parameters* all) {
  out_ += ' ';
  List list(*this, "parameters");
  for (const Parameter& one : all->positional_only) parameter(one, "");
  if (!all->positional_only.empty()) list.text("/");
  for (const Parameter& one : all->ordinary) parameter(one, "");
  if (all->rest)
    parameter(*all->rest, "*");
  else if (!all->keyword_only.empty())
    list.text("*");
  for (const Parameter& one : all->keyword_only) parameter(one, "");
  if (all->keyword_rest) parameter(*all->keyword_rest, "**");
}

}  // namespace minipy
