// The syntax tree of a module: what the parser makes, and the compiler reads.
//
// Nodes live in an Arena; texts are views into it (never into the source). Names are not mangled yet: the compiler does
// that. Positions are 1-based lines and 0-based columns in bytes. What the parser accepts is grammatical; what is wrong
// beyond the grammar (return outside of a function, say) is the compiler's to find, with the position of the node.
#pragma once

#include <minipy/parser/arena.h>
#include <minipy/parser/operation.h>
#include <minipy/source/place.h>

#include <cstdint>
#include <span>
#include <string_view>

namespace minipy {

// A node in a line, where it fits.
// clang-format off
struct Expression;
struct Statement;
using Expressions = std::span<Expression*>;
using Statements = std::span<Statement*>;

// --- expressions -----------------------------------------------------------------------------------------------------

struct Keyword {             // of a call or class: name=value, or **value where name is empty
  std::string_view name;
  Expression* value;
  Place place;
};

struct Parameter {
  std::string_view name;
  Expression* default_value;  // null: none
  Expression* annotation;     // null: none
  std::string_view annotation_text;  // as written
  Place place;
};

struct Parameters {
  std::span<Parameter> positional_only;
  std::span<Parameter> ordinary;
  Parameter* rest;             // *args; null: none
  std::span<Parameter> keyword_only;
  Parameter* keyword_rest;     // **kwargs; null: none
};

struct ComprehensionFor {     // for target in iterable if condition...
  Expression* target;
  Expression* iterable;
  Expressions conditions;
};

// A chain such as a + b + c + ... comes out as a tree of that height. CPython's compiler stops at about as much.
inline constexpr int kMaximumHeight = 3000;

enum class ExpressionKind : uint8_t {
  kName, kInteger, kFloat, kString, kNone, kTrue, kFalse, kEllipsis, kFormatted,
  kList, kTuple, kSet, kDict, kStarred,
  kAttribute, kSubscript, kSlice, kCall,
  kUnary, kBinary, kBoolean, kCompare, kConditional, kLambda, kNamed,
  kListComprehension, kSetComprehension, kDictComprehension, kGenerator,
  kYield, kYieldFrom,
};

struct Expression {
  ExpressionKind kind;
  Place place;
  bool parenthesized = false;
  uint16_t height = 1;  // how many levels the tree has from here: at most kMaximumHeight, so that code may recurse over it
};

struct Name : Expression { std::string_view name; };
struct IntegerLiteral : Expression { std::string_view digits; int base; };  // no underscores, no prefix
struct FloatLiteral : Expression { double value; };
struct StringLiteral : Expression { std::string_view text; };               // UTF-8, escapes resolved, adjacent ones joined
struct FormattedPart {
  std::string_view text;       // where value is null
  Expression* value;
  std::string_view debug;      // "name=" of f"{name=}": goes before the value; else empty
  char conversion;             // 'r', 's', 'a', or 0
  struct FormattedString* spec;  // null: none
};
struct FormattedString : Expression { std::span<FormattedPart> parts; };
struct Sequence : Expression { Expressions items; };                        // kList, kTuple, kSet; items may be kStarred
struct DictEntry { Expression* key; Expression* value; };                   // key null: **value
struct DictDisplay : Expression { std::span<DictEntry> entries; };
struct Starred : Expression { Expression* value; };
struct Attribute : Expression { Expression* object; std::string_view name; Place name_place; };
struct Subscript : Expression { Expression* object; Expression* index; };
struct SliceExpression : Expression { Expression* start; Expression* stop; Expression* step; };  // each may be null; only in an index
struct Call : Expression { Expression* callee; Expressions arguments; std::span<Keyword> keywords; };  // arguments may be kStarred
struct Unary : Expression { UnaryOp op; Expression* operand; };
struct Binary : Expression { BinaryOp op; Expression* left; Expression* right; };
struct Boolean : Expression { bool is_and; Expressions operands; };
struct Compare : Expression { Expression* first; std::span<CompareOp> ops; Expressions others; };
struct Conditional : Expression { Expression* condition; Expression* then; Expression* otherwise; };
struct Lambda : Expression { Parameters* parameters; Expression* body; };
struct Named : Expression { std::string_view name; Expression* value; };     // name := value
struct Comprehension : Expression {                                          // the four kinds
  Expression* element;         // the key, of a dict
  Expression* value;           // of a dict; else null
  std::span<ComprehensionFor> generators;
};
struct Yield : Expression { Expression* value; };                            // kYield (null: None), kYieldFrom

// --- statements ------------------------------------------------------------------------------------------------------

enum class StatementKind : uint8_t {
  kExpression, kAssign, kAugmented, kAnnotated, kDelete, kPass, kBreak, kContinue, kReturn, kRaise, kAssert, kGlobal,
  kNonlocal, kImport, kImportFrom, kIf, kWhile, kFor, kTry, kWith, kFunction, kClass,
};

struct Statement {
  StatementKind kind;
  Place place;
};

struct ExpressionStatement : Statement { Expression* value; };
struct Assign : Statement { Expressions targets; Expression* value; };       // a = b = value
struct Augmented : Statement { Expression* target; BinaryOp op; Expression* value; };
struct Annotated : Statement {
  Expression* target;
  Expression* annotation;
  Expression* value;      // may be null
  std::string_view text;  // the annotation, as written
};
struct Delete : Statement { Expressions targets; };
struct Return : Statement { Expression* value; };                            // null: None
struct Raise : Statement { Expression* exception; Expression* cause; };      // each may be null
struct Assert : Statement { Expression* condition; Expression* message; };   // message may be null
struct Scoped : Statement { std::span<std::string_view> names; };            // kGlobal, kNonlocal
struct Alias { std::string_view name; std::string_view as; Place place; };   // as empty: none
struct Import : Statement { std::span<Alias> names; };
struct ImportFrom : Statement { std::string_view module; int level; std::span<Alias> names; };  // names: "*" alone for all
struct If : Statement { Expression* condition; Statements body; Statements otherwise; };
struct While : Statement { Expression* condition; Statements body; Statements otherwise; };
struct For : Statement { Expression* target; Expression* iterable; Statements body; Statements otherwise; };
struct Handler { Expression* type; std::string_view name; Statements body; Place place; };      // type may be null
struct Try : Statement { Statements body; std::span<Handler> handlers; Statements otherwise; Statements finally; };
struct WithItem { Expression* context; Expression* target; };                // target may be null
struct With : Statement { std::span<WithItem> items; Statements body; };
struct FunctionDefinition : Statement {
  std::string_view name;
  Parameters* parameters;
  Expression* returns;            // an annotation; null: none
  std::string_view returns_text;  // as written
  Statements body;
  Expressions decorators;
};
struct ClassDefinition : Statement {
  std::string_view name;
  Expressions bases;           // may be kStarred
  std::span<Keyword> keywords;
  Statements body;
  Expressions decorators;
};

struct ModuleTree { Statements body; };
// clang-format on

}  // namespace minipy
