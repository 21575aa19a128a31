// Token: a word of a source text, as the lexer cuts it and the parser reads it.
//
// Texts are views into the source. Positions are 1-based lines and 0-based columns in bytes.
#pragma once

#include <cstdint>
#include <string_view>

namespace minipy {

// In groups, not one in a line.
// clang-format off
enum class TokenKind : uint8_t {
  kEnd, kNewline, kIndent, kDedent, kError, kName, kNumber, kString,
  kUnknown,  // a character, or "<>", that no rule takes
  // Keywords, in the order of the alphabet (capitals first).
  kFalse, kNone, kTrue, kAnd, kAs, kAssert, kAsync, kAwait, kBreak, kClass, kContinue, kDef, kDel, kElif, kElse,
  kExcept, kFinally, kFor, kFrom, kGlobal, kIf, kImport, kIn, kIs, kLambda, kNonlocal, kNot, kOr, kPass, kRaise, kReturn, kTry,
  kWhile, kWith, kYield,
  // Punctuation.
  kLeftParen, kRightParen, kLeftBracket, kRightBracket, kLeftBrace, kRightBrace,
  kComma, kColon, kSemicolon, kDot, kEllipsis, kArrow, kAssign, kColonEqual,
  // Operators, and assignments with one: in the order of BinaryOp.
  kPlus, kMinus, kStar, kSlash, kDoubleSlash, kPercent, kDoubleStar, kLeftShift, kRightShift, kAmpersand, kBar, kCaret,
  kAt, kPlusEqual, kMinusEqual, kStarEqual, kSlashEqual, kDoubleSlashEqual, kPercentEqual, kDoubleStarEqual, kLeftShiftEqual,
  kRightShiftEqual, kAmpersandEqual, kBarEqual, kCaretEqual, kAtEqual,
  kTilde,
  // Comparisons: in the order of CompareOp, as far as they are one token.
  kEqual, kNotEqual, kLess, kLessEqual, kGreater, kGreaterEqual,
};
// clang-format on

struct Token {
  TokenKind kind = TokenKind::kEnd;
  uint8_t level = 0;  // how many brackets are open after it
  int32_t line = 1;
  int32_t column = 0;
  int32_t end_line = 1;
  int32_t end_column = 0;
  std::string_view text;
};

}  // namespace minipy
