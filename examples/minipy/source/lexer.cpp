#include <minipy/source/lexer.h>

#include <algorithm>

namespace minipy {

void Lexer::add(TokenKind kind, size_t begin, size_t end) {
  tokens_.push_back({kind, static_cast<uint8_t>(brackets_.size()), line_, column(begin), line_, column(end),
                     text_.substr(begin, end - begin)});
}

namespace {

std::string joined(std::initializer_list<std::string_view> parts) {
  std::string text;
  for (const std::string_view part : parts) text += part;
  return text;
}

}  // namespace

void Lexer::add_at(TokenKind kind, size_t at) { add(kind, at, at); }

bool Lexer::fail_at(std::string message, int line, int column, bool goes_first) {
  error_.message = std::move(message);
  error_.line = error_.end_line = line;
  error_.column = column;
  error_.end_column = column + 1;
  error_goes_first_ = goes_first;
  return false;
}

bool Lexer::fail(std::string message) {
  size_t at = std::max(at_, line_begin_ + 1) - 1;
  while (at > line_begin_ && at < text_.size() && (static_cast<unsigned char>(text_[at]) & 0xc0) == 0x80) at--;
  return fail_at(std::move(message), line_, column(at), true);
}

void Lexer::run(bool skip_blanks) {
  end_ = text_.size();
  tokens_.reserve(end_ / 4 + 8);
  indents_.push_back({0, 0});
  if (text_.starts_with("\xef\xbb\xbf")) at_ = line_begin_ = 3;
  while (skip_blanks && (peek() == ' ' || peek() == '\t')) at_++;
  bool good = true;
  for (bool fresh = !skip_blanks; good && at_ < end_;) {
    if (fresh) {
      good = line_start();
      fresh = false;
    } else if (peek() == '\n') {
      if (brackets_.empty()) {
        add_at(TokenKind::kNewline, at_);
        fresh = true;
      }
      newline();
    } else {
      good = token();
    }
  }
  if (good)
    finish();
  else
    add_at(TokenKind::kError, at_);
}

void Lexer::run_embedded(size_t begin, size_t end, int line, size_t line_begin) {
  embedded_ = true;
  at_ = begin + 1;
  end_ = end;
  line_ = line;
  line_begin_ = line_begin;
  brackets_.push_back({'(', line, column(begin)});
  add(TokenKind::kLeftParen, begin, begin + 1);
  bool good = true;
  while (good && at_ < end_) {
    if (peek() == '\n')
      newline();
    else
      good = token();
  }
  if (!good || brackets_.size() != 1) {
    if (good) fail("invalid syntax");
    add_at(TokenKind::kError, at_);
    return;
  }
  brackets_.clear();
  add(TokenKind::kRightParen, end, end + 1);
  add(TokenKind::kNewline, end + 1, end + 1);
  add(TokenKind::kEnd, end + 1, end + 1);
}

// After the last line: brackets and blocks end.
void Lexer::finish() {
  if (!brackets_.empty()) {
    const Bracket& b = brackets_.back();
    unclosed_line_ = b.line;
    fail_at(joined({"'", {&b.open, 1}, "' was never closed"}), b.line, b.column, false);
    error_.is_incomplete = true;
    add_at(TokenKind::kError, at_);
    return;
  }
  if (at_ > line_begin_ && !tokens_.empty() && tokens_.back().kind != TokenKind::kNewline) {
    add_at(TokenKind::kNewline, at_);
  } else if (at_ == line_begin_ && line_ > 1) {
    // The end is told to be on the last line, behind its newline.
    const size_t end_of_last = at_ - 1;
    const size_t before = end_of_last == 0 ? text_.npos : text_.rfind('\n', end_of_last - 1);
    line_--;
    line_begin_ = before == text_.npos ? 0 : before + 1;
    at_ = end_of_last;
  }
  for (; indents_.size() > 1; indents_.pop_back()) {
    add_at(TokenKind::kDedent, at_);
    tokens_.back().column++;  // an unindented token is told to be one before where it stands
  }
  add_at(TokenKind::kEnd, at_);
}

// The indentation of a line, and of those with nothing but blanks and comments before it.
bool Lexer::line_start() {
  int width = 0, alternate = 0, joined_width = 0;
  for (;;) {
    const unsigned char c = peek();
    if (c == ' ') {
      width++, alternate++;
    } else if (c == '\t') {
      width = (width / 8 + 1) * 8;
      alternate++;
    } else if (c == '\f') {
      width = alternate = 0;
    } else if (c == '\\') {
      // The first of joined lines tells the indentation.
      if (joined_width == 0) joined_width = width;
      if (!continuation()) return false;
      continue;
    } else if (c == '#' || c == '\n') {
      while (at_ < end_ && text_[at_] != '\n') at_++;
      if (at_ >= end_) return true;
      newline();
      width = alternate = joined_width = 0;
      continue;
    } else {
      break;
    }
    at_++;
  }
  if (at_ >= end_) return true;
  return joined_width != 0 ? indent(joined_width, joined_width) : indent(width, alternate);
}

bool Lexer::indent(int width, int alternate) {
  const auto fail_indent = [&](SyntaxError::Kind kind, const char* message, int column) {
    error_.kind = kind;
    return fail_at(message, line_, column, false);
  };
  const auto inconsistent = [&] {
    return fail_indent(SyntaxError::Kind::kTab, "inconsistent use of tabs and spaces in indentation", 0);
  };
  if (width > indents_.back().width) {
    if (indents_.size() >= kMaximumIndents)
      return fail_indent(SyntaxError::Kind::kIndentation, "too many levels of indentation", 0);
    if (alternate <= indents_.back().alternate) return inconsistent();
    indents_.push_back({width, alternate});
    add_at(TokenKind::kIndent, at_);
    return true;
  }
  while (width < indents_.back().width) {
    indents_.pop_back();
    if (width > indents_.back().width) {
      const size_t line_end = std::min(text_.find('\n', at_), end_);
      return fail_indent(SyntaxError::Kind::kIndentation, "unindent does not match any outer indentation level",
                         column(line_end));
    }
    add_at(TokenKind::kDedent, at_);
  }
  return alternate == indents_.back().alternate || inconsistent();
}

// A backslash at the end of a line.
bool Lexer::continuation() {
  at_++;
  if (at_ < end_ && text_[at_] != '\n')
    return fail_at("unexpected character after line continuation character", line_, column(at_), false);
  if (at_ < end_ && at_ + 1 < end_) {
    newline();
    return true;
  }
  if (!brackets_.empty()) {
    const Bracket& b = brackets_.back();
    fail_at(joined({"'", {&b.open, 1}, "' was never closed"}), b.line, b.column, false);
  } else {
    fail_at("unexpected EOF while parsing", line_, column(at_), false);
  }
  error_.is_incomplete = true;
  return false;
}

bool Lexer::token() {
  const unsigned char c = peek();
  if (c == ' ' || c == '\t' || c == '\f') {
    at_++;
    return true;
  }
  if (c == '#') {
    while (at_ < end_ && text_[at_] != '\n') at_++;
    return true;
  }
  if (c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= 0x80) return name();
  if ((c >= '0' && c <= '9') || (c == '.' && peek(1) >= '0' && peek(1) <= '9')) return number();
  if (c == '"' || c == '\'') return string(at_);
  if (c == '\\') return continuation();
  return punctuation();
}

bool Lexer::open(char c) {
  if (brackets_.size() >= static_cast<size_t>(kMaximumBrackets)) {
    at_++;
    return fail("too many nested parentheses");
  }
  brackets_.push_back({c, line_, column(at_)});
  return true;
}

bool Lexer::close(char c) {
  const char wanted = c == ')' ? '(' : c == ']' ? '[' : '{';
  if (brackets_.empty()) {
    at_++;
    return fail(joined({"unmatched '", {&c, 1}, "'"}));
  }
  const Bracket b = brackets_.back();
  if (b.open != wanted) {
    at_++;
    std::string message =
        joined({"closing parenthesis '", {&c, 1}, "' does not match opening parenthesis '", {&b.open, 1}, "'"});
    if (b.line != line_) message += " on line " + std::to_string(b.line);
    return fail(std::move(message));
  }
  brackets_.pop_back();
  return true;
}

namespace {
struct Punctuation {
  TokenKind kind;
  size_t size;
};

Punctuation punctuation_of(unsigned char a, unsigned char b, unsigned char c) {
  using K = TokenKind;
  const auto with_equal = [&](K plain, K equal) { return b == '=' ? Punctuation{equal, 2} : Punctuation{plain, 1}; };
  // A character that may be doubled, each with an assignment.
  const auto doubled = [&](K plain, K equal, K twice, K twice_equal) {
    if (b != a) return with_equal(plain, equal);
    return c == '=' ? Punctuation{twice_equal, 3} : Punctuation{twice, 2};
  };
  switch (a) {
    case '(': return {K::kLeftParen, 1};
    case ')': return {K::kRightParen, 1};
    case '[': return {K::kLeftBracket, 1};
    case ']': return {K::kRightBracket, 1};
    case '{': return {K::kLeftBrace, 1};
    case '}': return {K::kRightBrace, 1};
    case ',': return {K::kComma, 1};
    case ';': return {K::kSemicolon, 1};
    case '~': return {K::kTilde, 1};
    case ':': return with_equal(K::kColon, K::kColonEqual);
    case '.': return b == '.' && c == '.' ? Punctuation{K::kEllipsis, 3} : Punctuation{K::kDot, 1};
    case '=': return with_equal(K::kAssign, K::kEqual);
    case '!': return with_equal(K::kUnknown, K::kNotEqual);
    case '+': return with_equal(K::kPlus, K::kPlusEqual);
    case '-': return b == '>' ? Punctuation{K::kArrow, 2} : with_equal(K::kMinus, K::kMinusEqual);
    case '%': return with_equal(K::kPercent, K::kPercentEqual);
    case '&': return with_equal(K::kAmpersand, K::kAmpersandEqual);
    case '|': return with_equal(K::kBar, K::kBarEqual);
    case '^': return with_equal(K::kCaret, K::kCaretEqual);
    case '@': return with_equal(K::kAt, K::kAtEqual);
    case '*': return doubled(K::kStar, K::kStarEqual, K::kDoubleStar, K::kDoubleStarEqual);
    case '/': return doubled(K::kSlash, K::kSlashEqual, K::kDoubleSlash, K::kDoubleSlashEqual);
    case '<':
      if (b == '>') return {K::kUnknown, 2};
      return doubled(K::kLess, K::kLessEqual, K::kLeftShift, K::kLeftShiftEqual);
    case '>': return doubled(K::kGreater, K::kGreaterEqual, K::kRightShift, K::kRightShiftEqual);
    default: return {K::kUnknown, 1};
  }
}
}  // namespace

bool Lexer::punctuation() {
  const unsigned char c = peek();
  if (c < ' ' || c == 0x7f) {
    static constexpr char kHex[] = "0123456789ABCDEF";
    at_++;
    return fail(std::string("invalid non-printable character U+00") + kHex[c >> 4] + kHex[c & 15]);
  }
  const Punctuation found = punctuation_of(c, peek(1), peek(2));
  if ((c == '(' || c == '[' || c == '{') && !open(static_cast<char>(c))) return false;
  if ((c == ')' || c == ']' || c == '}') && !close(static_cast<char>(c))) return false;
  add(found.kind, at_, at_ + found.size);
  at_ += found.size;
  return true;
}

}  // namespace minipy
