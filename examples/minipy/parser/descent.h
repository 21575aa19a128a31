// Parser: a recursive-descent parser over the tokens of a text.
//
// It reads a text that is right in one pass. Where it fails, a second pass looks for known mistakes on the way and
// words them as CPython 3.11 does, whose parser works in two passes as well: only the second may look far ahead, or try
// the same tokens twice. Where that finds nothing, it is "invalid syntax" at the furthest token that the first pass
// looked at.
//
// A rule that does not fit throws Failed, which a rule that may try another way catches; a mistake that has been worded
// throws Raised, which nothing but parse() catches. Both stay inside of this folder.
#pragma once

#include <minipy/parser/ast.h>
#include <minipy/parser/parser.h>
#include <minipy/source/lexer.h>
#include <minipy/source/stack_room.h>

#include <algorithm>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace minipy {

class Parser {
 public:
  Parser(Arena& arena, std::string_view text, Lexer& lexer, SyntaxError& error)
      : arena_(arena), text_(text), lexer_(lexer), tokens_(lexer.tokens()), error_(error) {}

  // Null: there is an error.
  ModuleTree* module(ParseMode mode);
  // What stands in the braces of an f-string that is `depth` deep in others.
  Expression* embedded(int depth, int level);

 private:
  struct Failed {};
  struct Raised {};
  struct Exhausted {};  // looking for a known mistake takes too long

  static constexpr int kMaximumDepth = 1000;    // of forms that nest to the right, and of an if with its elifs
  static constexpr int kMaximumEmbedding = 40;  // of f-strings in f-strings

  // One more level of recursion.
  struct Level {
    explicit Level(Parser& parser) : parser_(parser) {
      if (++parser.depth_ > kMaximumDepth || !has_stack_room()) parser.too_complex();
    }
    ~Level() { parser_.depth_--; }
    Parser& parser_;
  };

  // --- tokens
  const Token& now() const { return tokens_[at_]; }
  bool at(TokenKind kind) const { return tokens_[at_].kind == kind; }
  const Token& ahead(size_t n = 1);
  const Token& before() const { return tokens_[at_ - 1]; }
  std::string_view written(size_t first) const;
  const Token& furthest() const { return tokens_[furthest_]; }
  void advance() {
    at_++;
    touch(at_);
  }
  void touch(size_t index) {
    if (index > furthest_) furthest_ = index;
    if (tokens_[index].kind == TokenKind::kError) raise_from_lexer();
  }
  bool accept(TokenKind kind) {
    if (!at(kind)) return false;
    advance();
    return true;
  }
  void expect(TokenKind kind) {
    if (!accept(kind)) fail();
  }
  void expect_forced(TokenKind kind, const char* message);
  static bool starts_expression(TokenKind kind);
  static bool begins_soft_keyword(const Token& token);
  bool is_legacy(const Token& token) const { return token.text == "print" || token.text == "exec"; }

  // --- errors
  [[noreturn]] void fail() const { throw Failed(); }
  [[noreturn]] void raise(std::string message, const Place& place, SyntaxError::Kind kind = SyntaxError::Kind::kSyntax);
  [[noreturn]] void raise(std::string message, const Token& token) { raise(std::move(message), place_of(token)); }
  [[noreturn]] void raise(std::string message, const Expression* e) { raise(std::move(message), e->place); }
  [[noreturn]] void raise_furthest(std::string message, SyntaxError::Kind kind = SyntaxError::Kind::kSyntax);
  [[noreturn]] void raise_from_lexer();
  [[noreturn]] void unsupported(const char* what, const Token& token);
  [[noreturn]] void too_complex();
  template <typename Rule>
  auto in_two_passes(int depth, Rule rule) -> decltype(rule());
  void set_generic_error(const Token& last);
  bool goes_on(const Token& token) const;
  bool ends_in_blank_line() const;
  void prefer_lexer_error(int line);
  // Tries a rule; where it does not fit: null, back at where it began.
  template <typename Rule>
  auto attempt(Rule rule) -> decltype(rule()) {
    if (attempts_ == 0) throw Exhausted();
    attempts_--;
    const size_t start = at_;
    const int depth = depth_;
    try {
      return rule();
    } catch (const Failed&) {
      at_ = start;
      depth_ = depth;
      return {};
    }
  }

  // More of something that is whole without it: what does not fit is left, which only the second pass has a use for.
  template <typename Rule>
  bool more(Rule rule) {
    if (!is_second_) {
      rule();
      return true;
    }
    return attempt([&] {
      rule();
      return true;
    });
  }

  // --- nodes
  static Place place_of(const Token& t) { return {t.line, t.column, t.end_line, t.end_column}; }
  static Place range(const Place& from, const Place& to) {
    return {from.line, from.column, to.end_line, to.end_column};
  }
  Place from(size_t start) const { return range(place_of(tokens_[start]), place_of(tokens_[at_ - 1])); }
  template <typename T>
  T* make(T node, std::initializer_list<const Expression*> children, int height = 0) {
    for (const Expression* child : children)
      if (child) height = std::max<int>(height, child->height);
    if (height >= kMaximumHeight) too_complex();
    node.height = static_cast<uint16_t>(height + 1);
    return arena_.make<T>(node);
  }
  template <typename T>
  Statement* make_statement(T node) {
    return arena_.make<T>(node);
  }
  static int tallest(const std::vector<Expression*>& all) {
    int height = 0;
    for (const Expression* e : all) height = std::max<int>(height, e->height);
    return height;
  }
  int tallest(const std::vector<Keyword>& all) const;
  int tallest(const Parameters* parameters) const;
  int tallest(std::span<const ComprehensionFor> clauses) const;
  std::string_view name();
  std::string_view text_of_name(const Token& token) { return arena_.copy(token.text); }
  Expression* name_expression();

  // --- expressions (descent_expression, _operator, _atom, _call, _comprehension)
  Expression* star_expressions();
  Expression* star_expression();
  Expression* star_named();
  Expression* starred_operand();
  Expression* expressions();
  Expression* named();
  Expression* assignment_expression();
  Expression* expression();
  Expression* yield();
  Expression* lambda();
  void diagnose_named(size_t start, Expression* e);
  void diagnose_comparison_meant(size_t start, Expression* e);
  void diagnose_missing_comma(size_t start, Expression* first);
  void diagnose_legacy(size_t start);
  Expression* disjunction();
  Expression* conjunction();
  Expression* inversion();
  Expression* comparison();
  bool accept_comparison(CompareOp& op);
  Expression* binary(int minimum);
  Expression* factor();
  Expression* power();
  Expression* primary();
  Expression* attribute(size_t start, Expression* object);
  Expression* subscript(size_t start, Expression* object);
  Expression* index();
  Expression* slice();
  Expression* call(size_t start, Expression* callee);
  struct Arguments;
  void arguments(Arguments& found);
  bool argument(Arguments& found);
  void keyword_argument(Arguments& found);
  void positional_argument(Arguments& found);
  Expression* atom();
  Expression* number();
  Expression* parenthesized();
  Expression* list();
  Expression* braces();
  Expression* set_rest(size_t start, Expression* first);
  void dict_entry(std::vector<DictEntry>& entries);
  std::vector<Expression*> star_named_list(Expression* first, TokenKind end);
  Expression* comprehension(ExpressionKind kind, size_t start, Expression* element, Expression* value, TokenKind end);
  std::span<ComprehensionFor> comprehension_clauses();
  Place last_item(std::span<const ComprehensionFor> clauses) const;
  void diagnose_comprehension_target(const std::vector<Expression*>& items);

  // --- strings (fstring.cpp, descent_string.cpp)
  struct Body;
  struct Parts;
  Expression* strings();
  Body body_of(const Token& token);
  std::string unescape(std::string_view body, bool raw, const Token& token);
  void formatted(Body& body, const Token& token, Parts& parts, int nesting);
  void replacement(Body& body, const Token& token, Parts& parts, int nesting);
  size_t replacement_end(Body& body, size_t begin);
  Expression* embedded_expression(Body& body, size_t begin, size_t end, const Token& token);
  void conversion_and_spec(Body& body, const Token& token, FormattedPart& part, int nesting, Parts& parts);

  // --- parameters (descent_parameters.cpp)
  struct ParameterList;
  Parameters* parameters(TokenKind end);
  Parameter parameter(TokenKind end, bool takes_star_annotation);
  void plain_parameter(ParameterList& list);
  void slash(ParameterList& list);
  void star(ParameterList& list);
  void double_star(ParameterList& list);
  void diagnose_parenthesized_parameters(const ParameterList& list);

  // --- targets (descent_target.cpp)
  enum class TargetUse : uint8_t { kAssign, kFor, kDelete };
  static bool is_target(const Expression* e);
  static bool is_single_target(const Expression* e);
  static bool is_delete_target(const Expression* e);
  static const Expression* invalid_target(const Expression* e, TargetUse use);
  static const char* describe(const Expression* e);
  void raise_invalid_target(const Expression* e, TargetUse use);
  Expression* star_target();
  Expression* star_targets();
  Expression* for_target();

  // --- statements (descent_statement, _assignment, _import, _compound, _definition)
  ModuleTree* parse_module(ParseMode mode);
  void check_interactive(const std::vector<Statement*>& body);
  void statement(std::vector<Statement*>& out);
  void simple_statements(std::vector<Statement*>& out);
  Statement* simple_statement();
  Statement* expression_statement();
  Statement* annotated(size_t start, Expression* target);
  Statement* assignment(size_t start, Expression* first);
  Statement* augmented(size_t start, Expression* target);
  void diagnose_annotation(Expression* e);
  void diagnose_assignment(size_t start, Expression* e, bool is_first);
  Expression* right_side();
  Statement* return_statement();
  Statement* raise_statement();
  Statement* delete_statement();
  Statement* assert_statement();
  Statement* scoped(StatementKind kind);
  Statement* import();
  Statement* import_from();
  std::span<Alias> imported_names();
  std::string_view dotted_name();
  Alias alias(bool dotted);
  Statement* compound(bool& found);
  void colon();
  Statements block(const char* what, int line);
  Statements else_block();
  Statement* if_statement();
  Statement* while_statement();
  Statement* for_statement();
  Statement* with_statement();
  bool parenthesized_with(std::vector<WithItem>& items);
  WithItem with_item();
  Statement* try_statement();
  Handler handler();
  Statement* decorated();
  Statement* function(Expressions decorators);
  Statement* class_definition(Expressions decorators);
  void match_statement();

  Arena& arena_;
  std::string_view text_;
  Lexer& lexer_;
  std::vector<Token>& tokens_;
  SyntaxError& error_;
  size_t at_ = 0;
  size_t furthest_ = 0;
  int depth_ = 0;
  int embedding_ = 0;        // of f-strings
  size_t attempts_ = 0;      // that are left: those that nest could double at each level
  size_t last_item_ = 0;     // of a tuple without parentheses: where it begins
  bool is_second_ = false;   // the pass that looks for known mistakes
  bool diagnosing_ = false;  // looks for them just now
};

}  // namespace minipy
