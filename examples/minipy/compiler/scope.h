// Scope: which variables a module, class body, function or comprehension has, and where each lives.
#pragma once

#include <minipy/parser/ast.h>
#include <minipy/source/syntax_error.h>

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace minipy {

enum class Residence : uint8_t {
  kGlobal,     // in the module's namespace, then built-ins
  kLocal,      // in a register
  kCell,       // in a cell, which a register holds
  kFree,       // in a cell that the function captured
  kNamespace,  // in a class body's namespace
};

struct Variable {
  std::string name;
  bool is_assigned = false;
  bool is_parameter = false;
  bool is_annotated = false;
  bool is_global = false;     // declared
  bool is_nonlocal = false;   // declared
  bool is_deleted = false;    // by del or at the end of an except clause: may be unbound where it is read
  bool is_appended = false;   // "name += value" in a loop: its register may hold a text that is being built
  bool is_captured = false;   // an inner function sees it
  bool is_free = false;       // an outer function has it
  bool is_called = false;     // its value is
  bool takes_call = false;    // it is bound to the result of a call without arguments
  bool is_looked_at = false;  // it is bound or read in any other way, comparing with None left aside
  uint16_t index = 0;         // register, or place among the captured cells
  uint16_t function = 0;      // of a pair: its other register
  Place place = {};
};

class Scope {
 public:
  enum class Kind : uint8_t { kModule, kClass, kFunction, kComprehension };

  Kind kind = Kind::kModule;
  Scope* parent = nullptr;
  const void* node = nullptr;         // of the syntax tree
  std::string class_name = {};        // of the innermost class around, for private names
  bool has_named_expression = false;  // a := b binds a variable here
  bool is_generator = false;
  bool has_annotations = false;  // of names, which are kept
  int loops = 0;                 // around what is being looked at
  int iterables = 0;             // of comprehensions, around what is being looked at
  std::vector<std::unique_ptr<Scope>> children = {};
  std::vector<std::unique_ptr<Variable>> variables = {};  // in order of appearance, parameters first

  bool is_function_like() const { return kind == Kind::kFunction || kind == Kind::kComprehension; }
  Variable* find(std::string_view name) const;
  Variable& get(std::string_view name);  // made if need be
  Residence residence(const Variable& variable) const;
  // A local variable that can be a pair of registers (bytecode.h).
  bool is_pair(const Variable& variable) const;

 private:
  std::unordered_map<std::string_view, Variable*> by_name_;
};

// The scopes of a whole tree, found by the nodes that open them (ModuleTree, FunctionDefinition, ClassDefinition, Lambda,
// Comprehension).
class ScopeTree {
 public:
  // False: an error, told in `error`. `top`: a module; or a class-like body, whose names go to a namespace (exec with
  // locals).
  bool build(const ModuleTree& tree, Scope::Kind top, SyntaxError& error);
  Scope& top() { return *top_; }
  Scope& of(const void* node) const { return *by_node_.at(node); }
  // `from __future__ import annotations`: they are texts.
  bool keeps_annotations_as_texts() const { return keeps_annotations_as_texts_; }

 private:
  friend class ScopeBuilder;
  std::unique_ptr<Scope> top_;
  std::unordered_map<const void*, Scope*> by_node_;
  bool keeps_annotations_as_texts_ = false;
};

// Calls f(name, annotation, text) for those of a function, in the order of their evaluation.
template <typename F>
void for_each_annotation(const FunctionDefinition& function, F f) {
  const auto look = [&](const Parameter& p) {
    if (p.annotation) f(p.name, p.annotation, p.annotation_text);
  };
  for (const Parameter& p : function.parameters->ordinary) look(p);
  for (const Parameter& p : function.parameters->positional_only) look(p);
  if (function.parameters->rest) look(*function.parameters->rest);
  for (const Parameter& p : function.parameters->keyword_only) look(p);
  if (function.parameters->keyword_rest) look(*function.parameters->keyword_rest);
  if (function.returns) f(std::string_view("return"), function.returns, function.returns_text);
}

inline SyntaxError syntax_error_at(const Place& place, std::string message) {
  return {SyntaxError::Kind::kSyntax,
          std::move(message),
          place.line,
          place.column,
          place.end_line,
          place.end_column,
          false};
}

// A call without arguments: its result may be a pair of registers (bytecode.h).
bool is_call_for_method(const Expression* e);
bool has_starred(Expressions items);
// A call whose arguments are put together while it is made: some are starred, or they are many.
bool spreads(const Call& e);
// What "x is None" or "x is not None" compares; null: it is another comparison.
const Expression* compared_with_none(const Compare& e);

// A private name (__x in a class C) as _C__x; others as they are.
std::string mangle(std::string_view class_name, std::string_view name);

}  // namespace minipy
