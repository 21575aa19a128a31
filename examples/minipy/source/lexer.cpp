#include <minipy/source/lexer.h>

namespace minipy {

namespace {
bool is_name_start(unsigned char c) {
  return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= 0x80;
}
bool is_digit(unsigned char c) { return c >= '0' && c <= '9'; }
bool is_name(unsigned char c) { return is_name_start(c) || is_digit(c); }
}  // namespace

bool Lexer::fail(std::string message, int line, int column, bool incomplete, SyntaxError::Kind kind) {
  *error_ = {kind, std::move(message), line, column, line, column + 1, incomplete};
  return false;
}

void Lexer::add(Token::Kind kind, size_t begin, size_t end) {
  tokens_->push_back({kind, text_.substr(begin, end - begin), line_, column(begin), line_, column(end)});
}

bool Lexer::run(std::vector<Token>& tokens, SyntaxError& error) {
  tokens_ = &tokens;
  error_ = &error;
  // UTF-8, and no NUL.
  for (size_t i = 0; i < text_.size();) {
    const unsigned char c = static_cast<unsigned char>(text_[i]);
    if (c == 0) return fail("source code cannot contain null bytes", 1, 0);
    int more = c < 0x80 ? 0 : c >= 0xc2 && c < 0xe0 ? 1 : c >= 0xe0 && c < 0xf0 ? 2 : c >= 0xf0 && c < 0xf5 ? 3 : -1;
    bool good = more >= 0 && i + static_cast<size_t>(more) < text_.size();
    for (int k = 1; good && k <= more; k++)
      good = (static_cast<unsigned char>(text_[i + static_cast<size_t>(k)]) & 0xc0) == 0x80;
    if (!good) {
      char message[120];
      snprintf(message, sizeof message,
               "(unicode error) 'utf-8' codec can't decode byte 0x%02x in position %zu: invalid start byte", c, i);
      return fail(message, 1, 0);
    }
    i += static_cast<size_t>(more) + 1;
  }
  if (text_.starts_with("\xef\xbb\xbf")) at_ = line_begin_ = 3;
  bool fresh = true;
  while (at_ < text_.size() || fresh) {
    if (fresh && brackets_.empty()) {
      if (!line_start()) return false;
      fresh = false;
      if (at_ >= text_.size()) break;
      continue;
    }
    const char c = peek();
    if (c == ' ' || c == '\t' || c == '\f') {
      at_++;
    } else if (c == '#') {
      while (at_ < text_.size() && text_[at_] != '\n') at_++;
    } else if (c == '\r' && peek(1) == '\n') {
      at_++;
    } else if (c == '\n' || c == '\r') {
      if (brackets_.empty()) {
        if (!tokens.empty() && tokens.back().kind != Token::Kind::kNewline &&
            tokens.back().kind != Token::Kind::kIndent && tokens.back().kind != Token::Kind::kDedent)
          add(Token::Kind::kNewline, at_, at_);
        fresh = true;
      }
      at_++;
      line_++;
      line_begin_ = at_;
    } else if (c == '\\') {
      size_t next = at_ + 1;
      if (next < text_.size() && text_[next] == '\r') next++;
      if (next >= text_.size()) return fail("unexpected EOF while parsing", line_, column(at_) + 1, true);
      if (text_[next] != '\n')
        return fail("unexpected character after line continuation character", line_, column(at_) + 1);
      at_ = next + 1;
      line_++;
      line_begin_ = at_;
      if (at_ >= text_.size()) return fail("unexpected EOF while parsing", line_ - 1, 0, true);
    } else if (!token()) {
      return false;
    }
  }
  if (!brackets_.empty()) {
    const Bracket& b = brackets_.back();
    return fail(std::string("'") + b.open + "' was never closed", b.line, b.column, true);
  }
  if (!tokens.empty() && tokens.back().kind != Token::Kind::kNewline && tokens.back().kind != Token::Kind::kDedent &&
      tokens.back().kind != Token::Kind::kIndent)
    add(Token::Kind::kNewline, at_, at_);
  for (size_t i = 1; i < indents_.size(); i++) add(Token::Kind::kDedent, at_, at_);
  add(Token::Kind::kEnd, at_, at_);
  return true;
}

bool Lexer::line_start() {
  for (;;) {
    int width = 0, alternate = 0;
    const size_t begin = at_;
    for (;; at_++) {
      const char c = peek();
      if (c == ' ') {
        width++;
        alternate++;
      } else if (c == '\t') {
        width = (width / 8 + 1) * 8;
        alternate++;
      } else if (c == '\f') {
        width = alternate = 0;
      } else {
        break;
      }
    }
    const char c = peek();
    if (at_ >= text_.size()) return true;
    if (c == '#' || c == '\n' || c == '\r') {  // blank
      while (at_ < text_.size() && text_[at_] != '\n') at_++;
      if (at_ < text_.size()) {
        at_++;
        line_++;
        line_begin_ = at_;
      }
      continue;
    }
    if (c == '\\' && begin == at_) return true;
    const auto mixed = [&] {
      return fail("inconsistent use of tabs and spaces in indentation", line_, column(at_), false,
                  SyntaxError::Kind::kTab);
    };
    if (width == indents_.back()) {
      if (alternate != alternate_.back()) return mixed();
      return true;
    }
    if (width > indents_.back()) {
      if (alternate <= alternate_.back()) return mixed();
      if (indents_.size() >= 100)
        return fail("too many levels of indentation", line_, 0, false, SyntaxError::Kind::kIndentation);
      indents_.push_back(width);
      alternate_.push_back(alternate);
      add(Token::Kind::kIndent, begin, at_);
      return true;
    }
    while (width < indents_.back()) {
      indents_.pop_back();
      alternate_.pop_back();
      add(Token::Kind::kDedent, at_, at_);
    }
    if (width != indents_.back())
      return fail("unindent does not match any outer indentation level", line_, column(at_), false,
                  SyntaxError::Kind::kIndentation);
    if (alternate != alternate_.back()) return mixed();
    return true;
  }
}

bool Lexer::token() {
  const char c = peek();
  const size_t begin = at_;
  if (is_name_start(static_cast<unsigned char>(c))) {
    while (is_name(static_cast<unsigned char>(peek()))) at_++;
    const std::string_view word = text_.substr(begin, at_ - begin);
    if ((peek() == '"' || peek() == '\'') && word.size() <= 2) {
      bool prefix = true;
      for (char p : word) prefix &= std::string_view("rRuUfFbB").find(p) != std::string_view::npos;
      if (prefix) return string(begin);
    }
    add(Token::Kind::kName, begin, at_);
    return true;
  }
  if (is_digit(static_cast<unsigned char>(c)) || (c == '.' && is_digit(static_cast<unsigned char>(peek(1)))))
    return number();
  if (c == '"' || c == '\'') return string(begin);
  static constexpr std::string_view kOperators[] = {"**=", "//=", ">>=", "<<=", "...", "!=", "==", "<=", ">=", "->",
                                                    "+=",  "-=",  "*=",  "/=",  "%=",  "&=", "|=", "^=", "@=", "**",
                                                    "//",  "<<",  ">>",  ":=",  "+",   "-",  "*",  "/",  "%",  "@",
                                                    "&",   "|",   "^",   "~",   "<",   ">",  "(",  ")",  "[",  "]",
                                                    "{",   "}",   ",",   ":",   ".",   ";",  "="};
  for (std::string_view op : kOperators) {
    if (!text_.substr(at_).starts_with(op)) continue;
    if (op == "(" || op == "[" || op == "{") {
      if (brackets_.size() >= 200) return fail("too many nested parentheses", line_, column(at_));
      brackets_.push_back({c, line_, column(at_)});
    }
    if (op == ")" || op == "]" || op == "}") {
      if (brackets_.empty()) return fail(std::string("unmatched '") + c + "'", line_, column(at_));
      const Bracket b = brackets_.back();
      const char wanted = b.open == '(' ? ')' : b.open == '[' ? ']' : '}';
      if (c != wanted) {
        std::string message =
            std::string("closing parenthesis '") + c + "' does not match opening parenthesis '" + b.open + "'";
        if (b.line != line_) message += " on line " + std::to_string(b.line);
        return fail(message, line_, column(at_));
      }
      brackets_.pop_back();
    }
    at_ += op.size();
    add(Token::Kind::kOperator, begin, at_);
    return true;
  }
  return fail("invalid syntax", line_, column(at_));
}

bool Lexer::number() {
  const size_t begin = at_;
  const auto digits = [&](auto valid) {
    bool last = false;
    for (;; at_++) {
      if (valid(peek()))
        last = true;
      else if (peek() == '_' && last && valid(peek(1)))
        last = false;
      else
        break;
    }
    return last;
  };
  const auto decimal = [](char c) { return c >= '0' && c <= '9'; };
  if (peek() == '0' && std::string_view("xXoObB").find(peek(1)) != std::string_view::npos && peek(1)) {
    const char kind = static_cast<char>(peek(1) | 0x20);
    at_ += 2;
    if (peek() == '_') at_++;
    const bool good = kind == 'x'   ? digits([](char c) { return isxdigit(static_cast<unsigned char>(c)) != 0; })
                      : kind == 'o' ? digits([](char c) { return c >= '0' && c <= '7'; })
                                    : digits([](char c) { return c == '0' || c == '1'; });
    const char* what = kind == 'x' ? "hexadecimal" : kind == 'o' ? "octal" : "binary";
    if (kind != 'x' && decimal(peek()))
      return fail(std::string("invalid digit '") + peek() + "' in " + what + " literal", line_, column(at_));
    if (!good || is_name(static_cast<unsigned char>(peek())))
      return fail(std::string("invalid ") + what + " literal", line_, column(at_ > begin ? at_ - 1 : at_));
    add(Token::Kind::kNumber, begin, at_);
    return true;
  }
  bool is_float = false;
  if (peek() != '.') digits(decimal);
  if (peek() == '_') return fail("invalid decimal literal", line_, column(at_));
  if (peek() == '.') {
    is_float = true;
    at_++;
    if (decimal(peek())) digits(decimal);
  }
  if (peek() == 'e' || peek() == 'E') {
    const size_t more = peek(1) == '+' || peek(1) == '-' ? 2 : 1;
    if (decimal(peek(more))) {
      is_float = true;
      at_ += more;
      digits(decimal);
    }
  }
  if (peek() == 'j' || peek() == 'J')
    return fail("complex numbers are outside of what minipy supports", line_, column(begin));
  if (is_name_start(static_cast<unsigned char>(peek()))) {
    // 1if x else y is allowed.
    size_t end = at_;
    while (end < text_.size() && is_name(static_cast<unsigned char>(text_[end]))) end++;
    const std::string_view word = text_.substr(at_, end - at_);
    if (word != "if" && word != "else" && word != "and" && word != "or" && word != "in" && word != "is" &&
        word != "for" && word != "not")
      return fail("invalid decimal literal", line_, column(at_ > begin ? at_ - 1 : at_));
  }
  const std::string_view text = text_.substr(begin, at_ - begin);
  if (!is_float && text.size() > 1 && text[0] == '0' && text.find_first_not_of("0_") != text.npos)
    return fail("leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers",
                line_, column(begin));
  add(Token::Kind::kNumber, begin, at_);
  return true;
}

bool Lexer::string(size_t begin) {
  const char quote = peek();
  const int first_line = line_, first_column = column(begin);
  const bool triple = peek(1) == quote && peek(2) == quote;
  at_ += triple ? 3 : 1;
  for (;;) {
    if (at_ >= text_.size()) {
      if (triple)
        return fail("unterminated triple-quoted string literal (detected at line " +
                        std::to_string(line_ - (text_.ends_with('\n') ? 1 : 0)) + ")",
                    first_line, first_column, true);
      return fail("unterminated string literal (detected at line " + std::to_string(line_) + ")", first_line,
                  first_column);
    }
    const char c = text_[at_];
    if (c == '\\') {
      at_++;
      if (at_ < text_.size() && text_[at_] == '\r' && peek(1) == '\n') at_++;
      if (at_ < text_.size() && text_[at_] == '\n') {
        line_++;
        line_begin_ = at_ + 1;
      }
      at_++;
      continue;
    }
    if (c == '\n') {
      if (!triple)
        return fail("unterminated string literal (detected at line " + std::to_string(line_) + ")", first_line,
                    first_column);
      line_++;
      at_++;
      line_begin_ = at_;
      continue;
    }
    if (c == quote && (!triple || (peek(1) == quote && peek(2) == quote))) {
      at_ += triple ? 3 : 1;
      break;
    }
    at_++;
  }
  tokens_->push_back(
      {Token::Kind::kString, text_.substr(begin, at_ - begin), first_line, first_column, line_, column(at_)});
  return true;
}

}  // namespace minipy
