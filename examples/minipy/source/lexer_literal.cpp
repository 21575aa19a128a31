// The lexer's names, keywords, numbers and strings.
#include <minipy/source/encoding.h>
#include <minipy/source/lexer.h>
#include <minipy/source/unicode.h>

#include <algorithm>
#include <cstdio>

namespace minipy {

namespace {

bool is_digit(unsigned char c) { return c >= '0' && c <= '9'; }
bool is_hex_digit(unsigned char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }
bool may_be_name(unsigned char c) {
  return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) || c >= 0x80;
}

constexpr std::string_view kKeywords[] = {"False",  "None",   "True",    "and",      "as",       "assert", "async",
                                          "await",  "break",  "class",   "continue", "def",      "del",    "elif",
                                          "else",   "except", "finally", "for",      "from",     "global", "if",
                                          "import", "in",     "is",      "lambda",   "nonlocal", "not",    "or",
                                          "pass",   "raise",  "return",  "try",      "while",    "with",   "yield"};

TokenKind kind_of_name(std::string_view text) {
  if (text.size() < 2 || text.size() > 8) return TokenKind::kName;
  const auto* found = std::lower_bound(std::begin(kKeywords), std::end(kKeywords), text);
  if (found == std::end(kKeywords) || *found != text) return TokenKind::kName;
  return static_cast<TokenKind>(static_cast<int>(TokenKind::kFalse) + (found - std::begin(kKeywords)));
}

// r, u, f, b, and r with one of the latter two: in any case and order.
bool is_string_prefix(std::string_view text) {
  if (text.empty() || text.size() > 2) return false;
  const auto lower = [&](size_t i) { return static_cast<char>(text[i] | 0x20); };
  const char a = lower(0);
  if (text.size() == 1) return a == 'r' || a == 'u' || a == 'f' || a == 'b';
  const char b = lower(1);
  return (a == 'r' && (b == 'f' || b == 'b')) || (b == 'r' && (a == 'f' || a == 'b'));
}

}  // namespace

bool Lexer::name() {
  const size_t begin = at_;
  bool ascii = true;
  for (; may_be_name(peek()); at_++) ascii &= peek() < 0x80;
  if (!ascii && !non_ascii(begin)) return false;
  const std::string_view text = text_.substr(begin, at_ - begin);
  if ((peek() == '"' || peek() == '\'') && is_string_prefix(text)) return string(begin);
  add(kind_of_name(text), begin, at_);
  return true;
}

// Is each character one that a name may have?
bool Lexer::non_ascii(size_t begin) {
  for (size_t at = begin; at < at_;) {
    const size_t first = at;
    const char32_t point = decode_point(text_, at);
    const bool good = first == begin ? unicode::is_identifier_start(point) : unicode::is_identifier_continue(point);
    char message[96];
    if (good && !unicode::is_identifier_normalized(point)) continue;
    if (good)
      std::snprintf(message, sizeof message,
                    "names that Unicode normalizes ('%.*s', U+%04X) are outside of what minipy supports",
                    static_cast<int>(at - first), text_.data() + first, static_cast<unsigned>(point));
    else if (unicode::is_printable(point))
      std::snprintf(message, sizeof message, "invalid character '%.*s' (U+%04X)", static_cast<int>(at - first),
                    text_.data() + first, static_cast<unsigned>(point));
    else
      std::snprintf(message, sizeof message, "invalid non-printable character U+%04X", static_cast<unsigned>(point));
    at_ = at;
    return fail(message);
  }
  return true;
}

// --- numbers ---------------------------------------------------------------------------------------------------------

// What follows a number must not go on like a name; but `1if x else y` is fine.
bool Lexer::end_of_number(const char* kind) {
  if (!may_be_name(peek())) return true;
  for (std::string_view word : {"and", "else", "for", "if", "in", "is", "or", "not"})
    if (text_.substr(at_, std::min(word.size(), end_ - at_)) == word) return true;
  return fail(std::string("invalid ") + kind + " literal");
}

// Digits, with single underscores between them.
bool Lexer::decimal_tail() {
  for (;;) {
    while (is_digit(peek())) at_++;
    if (peek() != '_') return true;
    at_++;
    if (!is_digit(peek())) return fail("invalid decimal literal");
  }
}

bool Lexer::number_with_base(char base) {
  const char* kind = base == 'x' ? "hexadecimal" : base == 'o' ? "octal" : "binary";
  const auto good = [&](unsigned char c) {
    return base == 'x' ? is_hex_digit(c) : base == 'o' ? c >= '0' && c <= '7' : c == '0' || c == '1';
  };
  const auto invalid_digit = [&] {
    const char c = static_cast<char>(peek());
    at_++;
    return fail(std::string("invalid digit '") + c + "' in " + kind + " literal");
  };
  at_ += 2;
  do {
    if (peek() == '_') at_++;
    if (!good(peek())) return is_digit(peek()) ? invalid_digit() : fail(std::string("invalid ") + kind + " literal");
    while (good(peek())) at_++;
  } while (peek() == '_');
  if (is_digit(peek())) return invalid_digit();
  return end_of_number(kind);
}

bool Lexer::fraction_and_exponent() {
  if (peek() == '.') {
    at_++;
    if (is_digit(peek()) && !decimal_tail()) return false;
  }
  if (peek() == 'e' || peek() == 'E') {
    const size_t sign = peek(1) == '+' || peek(1) == '-' ? 1 : 0;
    if (is_digit(peek(1 + sign))) {
      at_ += 1 + sign;
      if (!decimal_tail()) return false;
    } else if (sign == 1) {
      at_ += 2;
      return fail("invalid decimal literal");
    } else {
      return end_of_number("decimal");
    }
  }
  if (peek() == 'j' || peek() == 'J') {
    at_++;
    return fail("imaginary literals are outside of what minipy supports");
  }
  return end_of_number("decimal");
}

bool Lexer::number() {
  const size_t begin = at_;
  const char second = static_cast<char>(peek(1) | 0x20);
  if (peek() == '0' && (second == 'x' || second == 'o' || second == 'b')) {
    if (!number_with_base(second)) return false;
  } else if (peek() == '0') {
    while (peek() == '0' || peek() == '_') {
      if (peek() == '_' && !is_digit(peek(1))) {
        at_++;
        return fail("invalid decimal literal");
      }
      at_++;
    }
    const size_t zeros_end = at_;
    const bool nonzero = is_digit(peek());
    if (nonzero && !decimal_tail()) return false;
    const bool is_integer = peek() != '.' && (peek() | 0x20) != 'e' && (peek() | 0x20) != 'j';
    if (nonzero && is_integer) {
      fail_at("leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers", line_,
              column(begin), true);
      error_.end_column = column(zeros_end);
      return false;
    }
    if (!fraction_and_exponent()) return false;
  } else {
    if (!decimal_tail() || !fraction_and_exponent()) return false;
  }
  add(TokenKind::kNumber, begin, at_);
  return true;
}

// --- strings ---------------------------------------------------------------------------------------------------------

bool Lexer::string(size_t begin) {
  const char quote = static_cast<char>(peek());
  const bool triple = peek(1) == peek() && peek(2) == peek();
  const int first_line = line_, first_column = column(begin);
  at_ += triple ? 3 : 1;
  for (;;) {
    if (at_ >= end_ || (!triple && text_[at_] == '\n')) {
      // An empty last line does not count.
      const int detected = at_ >= end_ && at_ == line_begin_ && line_ > first_line ? line_ - 1 : line_;
      const bool joined = at_ >= end_ && !triple && at_ == line_begin_;
      fail_at(std::string(triple ? "unterminated triple-quoted string literal" : "unterminated string literal") +
                  " (detected at line " + std::to_string(detected) + ")",
              first_line, first_column, true);
      error_.is_incomplete = !embedded_ && (triple || joined);
      return false;
    }
    const char c = text_[at_];
    if (c == '\\' && at_ + 1 < end_) {
      at_++;
      if (text_[at_] == '\n')
        newline();
      else
        at_++;
    } else if (c == '\n') {
      newline();
    } else if (c == quote && (!triple || (peek(1) == peek() && peek(2) == peek()))) {
      at_ += triple ? 3 : 1;
      break;
    } else {
      at_++;
    }
  }
  tokens_.push_back({TokenKind::kString, static_cast<uint8_t>(brackets_.size()), first_line, first_column, line_,
                     column(at_), text_.substr(begin, at_ - begin)});
  return true;
}

}  // namespace minipy
