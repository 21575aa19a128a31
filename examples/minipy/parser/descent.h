// Parser: a recursive-descent parser over the tokens of a text.
#pragma once

#include <minipy/source/lexer.h>

#include <minipy/parser/parser.h>

namespace minipy {

class Parser {
 public:
  Parser(Arena& arena, SyntaxError& error) : arena_(arena), error_(error) {}
  ModuleTree* module(std::string_view text, ParseMode mode);
  // The expression in the braces of an f-string.
  Expression* embedded(std::string_view text, int line, int column, int depth);

 private:
  struct Failed {};

  const Token& now() const { return tokens_[at_]; }
  const Token& ahead(size_t n = 1) const { return tokens_[std::min(at_ + n, tokens_.size() - 1)]; }
  bool at(std::string_view text) const { return now().is(text); }
  bool accept(std::string_view text) {
    if (!at(text)) return false;
    at_++;
    return true;
  }
  void expect(std::string_view text);
  [[noreturn]] void fail(std::string message, const Token& token, SyntaxError::Kind kind = SyntaxError::Kind::kSyntax);
  [[noreturn]] void fail(std::string message, const Place& place);
  [[noreturn]] void invalid();
  Place place_from(const Token& first) const;
  Place place_from(const Expression* first) const;
  bool is_keyword(const Token& token) const;
  std::string_view name();

  template <typename T>
  T* make(T node) {
    return arena_.make<T>(node);
  }

  struct Depth {
    explicit Depth(Parser& parser) : parser_(parser) {
      if (++parser.depth_ > 700) parser.fail("too many nested parentheses", parser.now());
    }
    ~Depth() { parser_.depth_--; }
    Parser& parser_;
  };

  // statements
  std::vector<Statement*> block(const char* what, int line);
  void statement_line(std::vector<Statement*>& out);
  void simple_line(std::vector<Statement*>& out);
  bool accept_newline();
  Statement* compound();
  Statement* simple();
  Statement* if_rest(const Token& first);
  Statement* while_();
  Statement* for_();
  Statement* try_();
  Statement* with();
  Statement* decorated();
  Statement* function(Expressions decorators);
  Statement* class_(Expressions decorators);
  Statement* import_();
  Statement* import_from();
  Statement* expression_statement();
  Statement* delete_();
  Expression* target_of(Expression* e, const char* what);
  void check_target(Expression* e, bool assignment, bool top = true);
  const char* description(const Expression* e) const;
  Expression* target_list();
  Parameters* parameters(std::string_view end, bool annotated);
  Parameter parameter(bool annotated);

  // expressions
  Expression* star_expressions();
  Expression* star_expression();
  Expression* named();
  Expression* expression();
  Expression* disjunction();
  Expression* conjunction();
  Expression* inversion();
  Expression* comparison();
  Expression* binary(int level);
  Expression* unary();
  Expression* power();
  Expression* primary();
  Expression* atom();
  Expression* number();
  Expression* strings();
  Expression* parenthesized();
  Expression* list();
  Expression* braces();
  Expression* lambda();
  Expression* yield();
  Expression* call(Expression* callee);
  Expression* subscript_index();
  Expression* slice();
  std::span<ComprehensionFor> comprehension_clauses();
  Expression* comprehension(ExpressionKind kind, const Token& first, Expression* element, Expression* value);
  bool unescape(std::string_view body, bool raw, std::string& out, const Token& token);
  void formatted(std::string_view body, bool raw, const Token& token, std::vector<FormattedPart>& parts, int depth);
  size_t format_field(std::string_view body, size_t at, bool raw, const Token& token, std::vector<FormattedPart>& parts,
                      int depth);

  Arena& arena_;
  SyntaxError& error_;
  std::vector<Token> tokens_;
  size_t at_ = 0;
  int depth_ = 0;
  int formatted_depth_ = 0;
};

}  // namespace minipy
