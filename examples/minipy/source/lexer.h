// Lexer: cuts a source text into tokens: indentation, joined lines and brackets included.
//
// Rules and messages are CPython 3.11's. The text must be checked UTF-8 with lines that end in \n (see
// source/encoding.h). All tokens are cut at once; where the text is wrong, the last one is kError, and error() tells
// what: the parser reports it when it gets there, so an earlier mistake of grammar comes first. Malloc memory only; any
// thread.
#pragma once

#include <minipy/source/syntax_error.h>
#include <minipy/source/token.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace minipy {

class Lexer {
 public:
  static constexpr int kMaximumBrackets = 200;
  static constexpr size_t kMaximumIndents = 100;

  explicit Lexer(std::string_view text) : text_(text) {}

  // The whole text. Leading blanks are no indentation where `skip_blanks`, as for eval().
  void run(bool skip_blanks);
  // The expression of an f-string in braces, `text[begin]` being the brace and `text[end]` what ends it: as if both
  // were parentheses.
  void run_embedded(size_t begin, size_t end, int line, size_t line_begin);

  std::vector<Token>& tokens() { return tokens_; }
  const SyntaxError& error() const { return error_; }
  // Found by the tokenizer proper, and so it goes before a mistake of grammar elsewhere in the text.
  bool error_goes_first() const { return error_goes_first_; }
  // The text ended in open brackets: the line of the innermost; else 0.
  int unclosed_line() const { return unclosed_line_; }

 private:
  struct Bracket {
    char open;
    int line;
    int column;
  };
  struct Indent {
    int width;      // a tab goes to the next multiple of 8
    int alternate;  // a tab counts as 1: both must agree, or it depends on the width of a tab
  };

  bool line_start();
  bool indent(int width, int alternate);
  bool token();
  bool name();
  bool non_ascii(size_t begin);
  bool number();
  bool number_with_base(char base);
  bool fraction_and_exponent();
  bool decimal_tail();
  bool end_of_number(const char* kind);
  bool string(size_t begin);
  bool punctuation();
  bool open(char c);
  bool close(char c);
  bool continuation();
  void finish();

  void add(TokenKind kind, size_t begin, size_t end);
  void add_at(TokenKind kind, size_t at);
  void newline() {
    line_++;
    line_begin_ = ++at_;
  }
  // Where CPython's tokenizer says it is: at the character before at_.
  bool fail(std::string message);
  bool fail_at(std::string message, int line, int column, bool goes_first);
  int column(size_t at) const { return static_cast<int>(at - line_begin_); }
  unsigned char peek(size_t more = 0) const {
    return at_ + more < end_ ? static_cast<unsigned char>(text_[at_ + more]) : '\0';
  }

  std::string_view text_;
  size_t at_ = 0;
  size_t end_ = 0;
  size_t line_begin_ = 0;
  int line_ = 1;
  bool embedded_ = false;
  std::vector<Token> tokens_;
  std::vector<Bracket> brackets_;
  std::vector<Indent> indents_;
  SyntaxError error_;
  bool error_goes_first_ = false;
  int unclosed_line_ = 0;
};

}  // namespace minipy
