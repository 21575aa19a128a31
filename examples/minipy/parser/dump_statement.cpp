#include <minipy/parser/dumper.h>

namespace minipy {

namespace {
template <typename T>
const T* as(const Statement* s) {
  return static_cast<const T*>(s);
}
constexpr std::string_view kAugmented[] = {
    "+=", "-=", "*=", "/=", "//=", "%=", "**=", "<<=", ">>=", "&=", "|=", "^=", "@="};
}  // namespace

void Dumper::block(Statements body) {
  out_ += '{';
  for (size_t i = 0; i < body.size(); i++) {
    if (i > 0) out_ += ' ';
    statement(body[i]);
  }
  out_ += '}';
}

void Dumper::statement(const Statement* s) {
  if (s->kind < StatementKind::kIf)
    simple(s);
  else if (s->kind < StatementKind::kFunction)
    compound(s);
  else
    definition(s);
}

void Dumper::aliases(std::span<Alias> names) {
  for (const Alias& alias : names) {
    out_ += ' ';
    out_ += alias.name;
    if (!alias.as.empty()) {
      out_ += '=';
      out_ += alias.as;
    }
  }
}

void Dumper::simple(const Statement* s) {
  switch (s->kind) {
    case StatementKind::kExpression: expression(as<ExpressionStatement>(s)->value); break;
    case StatementKind::kAssign: List(*this, "=").parts(as<Assign>(s)->targets).part(as<Assign>(s)->value); break;
    case StatementKind::kAugmented: {
      const Augmented* augmented = as<Augmented>(s);
      List(*this, kAugmented[static_cast<int>(augmented->op)]).part(augmented->target).part(augmented->value);
      break;
    }
    case StatementKind::kAnnotated: {
      const Annotated* annotated = as<Annotated>(s);
      List(*this, ":").part(annotated->target).part(annotated->annotation).part(annotated->value);
      break;
    }
    case StatementKind::kDelete: List(*this, "del").parts(as<Delete>(s)->targets); break;
    case StatementKind::kPass: out_ += "pass"; break;
    case StatementKind::kBreak: out_ += "break"; break;
    case StatementKind::kContinue: out_ += "continue"; break;
    case StatementKind::kReturn: List(*this, "return").part(as<Return>(s)->value); break;
    case StatementKind::kRaise: List(*this, "raise").part(as<Raise>(s)->exception).part(as<Raise>(s)->cause); break;
    case StatementKind::kAssert:
      List(*this, "assert").part(as<Assert>(s)->condition).part(as<Assert>(s)->message);
      break;
    case StatementKind::kGlobal:
    case StatementKind::kNonlocal: {
      List list(*this, s->kind == StatementKind::kGlobal ? "global" : "nonlocal");
      for (const std::string_view name : as<Scoped>(s)->names) list.text(name);
      break;
    }
    case StatementKind::kImport: {
      List list(*this, "import");
      aliases(as<Import>(s)->names);
      break;
    }
    default: {
      const ImportFrom* from = as<ImportFrom>(s);
      List list(*this, "from");
      list.text(std::string(static_cast<size_t>(from->level), '.') + std::string(from->module));
      aliases(from->names);
    }
  }
}

void Dumper::compound(const Statement* s) {
  switch (s->kind) {
    case StatementKind::kIf:
      List(*this, "if").part(as<If>(s)->condition).block(as<If>(s)->body).block(as<If>(s)->otherwise);
      break;
    case StatementKind::kWhile: {
      const While* loop = as<While>(s);
      List(*this, "while").part(loop->condition).block(loop->body).block(loop->otherwise);
      break;
    }
    case StatementKind::kFor: {
      const For* loop = as<For>(s);
      List(*this, "for").part(loop->target).part(loop->iterable).block(loop->body).block(loop->otherwise);
      break;
    }
    case StatementKind::kTry: {
      List list(*this, "try");
      list.block(as<Try>(s)->body);
      for (const Handler& handler : as<Try>(s)->handlers) {
        out_ += ' ';
        List(*this, "except").part(handler.type).text(handler.name).block(handler.body);
      }
      list.block(as<Try>(s)->otherwise).block(as<Try>(s)->finally);
      break;
    }
    default: {
      List list(*this, "with");
      for (const WithItem& item : as<With>(s)->items) {
        out_ += ' ';
        List(*this, "item").part(item.context).part(item.target);
      }
      list.block(as<With>(s)->body);
    }
  }
}

void Dumper::decorators(Expressions all) {
  for (const Expression* e : all) {
    out_ += " @";
    expression(e);
  }
}

void Dumper::definition(const Statement* s) {
  if (s->kind == StatementKind::kFunction) {
    const FunctionDefinition* function = as<FunctionDefinition>(s);
    List list(*this, "def");
    decorators(function->decorators);
    list.text(function->name);
    parameters(function->parameters);
    list.block(function->body);
  } else {
    const ClassDefinition* made = as<ClassDefinition>(s);
    List list(*this, "class");
    decorators(made->decorators);
    list.text(made->name);
    call_arguments(made->bases, made->keywords);
    list.block(made->body);
  }
}

}  // namespace minipy
