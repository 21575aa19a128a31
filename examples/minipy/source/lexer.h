// Lexer: from text to tokens, indentation included.
#pragma once

#include <minipy/source/syntax_error.h>

#include <string>
#include <string_view>
#include <vector>

namespace minipy {

struct Token {
  enum class Kind : uint8_t { kEnd, kNewline, kIndent, kDedent, kName, kNumber, kString, kOperator };
  Kind kind = Kind::kEnd;
  std::string_view text = {};  // of the source
  int line = 1, column = 0, end_line = 1, end_column = 0;
  bool is(std::string_view operator_or_keyword) const {
    return (kind == Kind::kOperator || kind == Kind::kName) && text == operator_or_keyword;
  }
};

class Lexer {
 public:
  explicit Lexer(std::string_view text, bool interactive) : text_(text), interactive_(interactive) {}
  // False: error.
  bool run(std::vector<Token>& tokens, SyntaxError& error);

 private:
  bool fail(std::string message, int line, int column, bool incomplete = false,
            SyntaxError::Kind kind = SyntaxError::Kind::kSyntax);
  bool line_start();
  bool token();
  bool number();
  bool string(size_t quote);
  void add(Token::Kind kind, size_t begin, size_t end);
  int column(size_t at) const { return static_cast<int>(at - line_begin_); }
  char peek(size_t more = 0) const { return at_ + more < text_.size() ? text_[at_ + more] : '\0'; }

  struct Bracket {
    char open;
    int line, column;
  };
  std::string_view text_;
  bool interactive_;
  std::vector<Token>* tokens_ = nullptr;
  SyntaxError* error_ = nullptr;
  size_t at_ = 0, line_begin_ = 0;
  int line_ = 1;
  std::vector<int> indents_ = {0}, alternate_ = {0};
  std::vector<Bracket> brackets_;
};

}  // namespace minipy
