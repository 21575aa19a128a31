// Atoms: names, literals and displays.
#include <minipy/parser/descent.h>

#include <charconv>
#include <clocale>
#include <cstdlib>

#include <locale.h>

namespace minipy {

Expression* Parser::atom() {
  const size_t start = at_;
  const auto constant = [&](ExpressionKind kind) {
    advance();
    return make(Expression{kind, from(start)}, {});
  };
  switch (now().kind) {
    case TokenKind::kName: return name_expression();
    case TokenKind::kNumber: return number();
    case TokenKind::kString: return strings();
    case TokenKind::kNone: return constant(ExpressionKind::kNone);
    case TokenKind::kTrue: return constant(ExpressionKind::kTrue);
    case TokenKind::kFalse: return constant(ExpressionKind::kFalse);
    case TokenKind::kEllipsis: return constant(ExpressionKind::kEllipsis);
    case TokenKind::kLeftParen: return parenthesized();
    case TokenKind::kLeftBracket: return list();
    case TokenKind::kLeftBrace: return braces();
    default: fail();
  }
}

namespace {
// The C locale's, whatever the process has set.
double to_double(const std::string& text) {
  double value = 0;
  const std::from_chars_result result = std::from_chars(text.data(), text.data() + text.size(), value);
  if (result.ec == std::errc()) return value;
  static const locale_t c_locale = newlocale(LC_ALL_MASK, "C", nullptr);
  return strtod_l(text.c_str(), nullptr, c_locale);  // infinity, or zero
}

// CPython's limit on the conversion between int and str, which takes quadratic time.
constexpr size_t kMaximumDigits = 4300;
}  // namespace

Expression* Parser::number() {
  const size_t start = at_;
  std::string digits;
  for (const char c : now().text)
    if (c != '_') digits += c;
  advance();
  const Place place = from(start);
  const char mark = digits.size() > 2 ? static_cast<char>(digits[1] | 0x20) : ' ';
  if (digits[0] == '0' && (mark == 'x' || mark == 'o' || mark == 'b')) {
    const int base = mark == 'x' ? 16 : mark == 'o' ? 8 : 2;
    return make(
        IntegerLiteral{{ExpressionKind::kInteger, place}, arena_.copy(std::string_view(digits).substr(2)), base}, {});
  }
  if (digits.find_first_of(".eE") != digits.npos)
    return make(FloatLiteral{{ExpressionKind::kFloat, place}, to_double(digits)}, {});
  if (digits.size() > kMaximumDigits)
    raise("Exceeds the limit (4300 digits) for integer string conversion: value has " + std::to_string(digits.size()) +
              " digits; use sys.set_int_max_str_digits() to increase the limit - Consider hexadecimal for huge integer "
              "literals to avoid decimal conversion limits.",
          place);
  return make(IntegerLiteral{{ExpressionKind::kInteger, place}, arena_.copy(std::string_view(digits)), 10}, {});
}

// More of a display after its first item, at a comma or its end.
std::vector<Expression*> Parser::star_named_list(Expression* first, TokenKind end) {
  std::vector<Expression*> items = {first};
  while (accept(TokenKind::kComma) && !at(end)) {
    if (diagnosing_ && at(TokenKind::kFor)) break;
    items.push_back(star_named());
  }
  return items;
}

// A group, tuple or generator.
Expression* Parser::parenthesized() {
  const size_t start = at_;
  advance();
  const auto tuple = [&](const std::vector<Expression*>& items) {
    expect(TokenKind::kRightParen);
    Expression* made = make(Sequence{{ExpressionKind::kTuple, from(start)}, arena_.copy(items)}, {}, tallest(items));
    made->parenthesized = true;
    return made;
  };
  if (at(TokenKind::kRightParen)) return tuple({});
  if (at(TokenKind::kYield)) {
    const Level level(*this);
    Expression* e = yield();
    expect(TokenKind::kRightParen);
    e->parenthesized = true;
    return e;
  }
  if (at(TokenKind::kDoubleStar)) {
    const Token star = now();
    if (diagnosing_ && attempt([&] {
          advance();
          return expression() && at(TokenKind::kRightParen);
        }))
      raise("cannot use double starred expression here", star);
    fail();
  }
  Expression* e = star_named();
  if (at(TokenKind::kComma)) return tuple(star_named_list(e, TokenKind::kRightParen));
  if (at(TokenKind::kFor) || at(TokenKind::kAsync))
    return comprehension(ExpressionKind::kGenerator, start, e, nullptr, TokenKind::kRightParen);
  if (e->kind == ExpressionKind::kStarred) {
    if (diagnosing_ && at(TokenKind::kRightParen)) raise("cannot use starred expression here", e);
    if (at(TokenKind::kRightParen)) advance();
    fail();
  }
  expect(TokenKind::kRightParen);
  e->parenthesized = true;
  return e;
}

Expression* Parser::list() {
  const size_t start = at_;
  advance();
  std::vector<Expression*> items;
  if (!at(TokenKind::kRightBracket)) {
    Expression* e = star_named();
    if (at(TokenKind::kFor) || at(TokenKind::kAsync))
      return comprehension(ExpressionKind::kListComprehension, start, e, nullptr, TokenKind::kRightBracket);
    items = star_named_list(e, TokenKind::kRightBracket);
    if (diagnosing_) diagnose_comprehension_target(items);
  }
  expect(TokenKind::kRightBracket);
  return make(Sequence{{ExpressionKind::kList, from(start)}, arena_.copy(items)}, {}, tallest(items));
}

Expression* Parser::set_rest(size_t start, Expression* first) {
  if (at(TokenKind::kFor) || at(TokenKind::kAsync))
    return comprehension(ExpressionKind::kSetComprehension, start, first, nullptr, TokenKind::kRightBrace);
  const std::vector<Expression*> items = star_named_list(first, TokenKind::kRightBrace);
  if (diagnosing_) diagnose_comprehension_target(items);
  expect(TokenKind::kRightBrace);
  return make(Sequence{{ExpressionKind::kSet, from(start)}, arena_.copy(items)}, {}, tallest(items));
}

// A dict or set, or a comprehension of one.
Expression* Parser::braces() {
  const size_t start = at_;
  advance();
  std::vector<DictEntry> entries;
  if (!at(TokenKind::kRightBrace) && !at(TokenKind::kDoubleStar)) {
    Expression* first = star_named();
    const bool is_key =
        first->kind != ExpressionKind::kStarred && (first->kind != ExpressionKind::kNamed || first->parenthesized);
    if (!at(TokenKind::kColon) || !is_key) return set_rest(start, first);
    entries.push_back({first, nullptr});
    dict_entry(entries);
    if (at(TokenKind::kFor) || at(TokenKind::kAsync))
      return comprehension(ExpressionKind::kDictComprehension, start, first, entries[0].value, TokenKind::kRightBrace);
    if (!at(TokenKind::kRightBrace)) expect(TokenKind::kComma);
  }
  while (!at(TokenKind::kRightBrace)) {
    const size_t item = at_;
    if (accept(TokenKind::kDoubleStar)) {
      entries.push_back({nullptr, binary(1)});
      if (diagnosing_ && entries.size() == 1 && at(TokenKind::kFor) &&
          attempt([&] { return !comprehension_clauses().empty() && at(TokenKind::kRightBrace); }))
        raise("dict unpacking cannot be used in dict comprehension", tokens_[item]);
    } else {
      // CPython does not diagnose the keys after the first.
      const bool diagnosing = diagnosing_;
      diagnosing_ = false;
      Expression* key = attempt([&] { return expression(); });
      diagnosing_ = diagnosing;
      if (!key) fail();
      entries.push_back({key, nullptr});
      dict_entry(entries);
    }
    if (!accept(TokenKind::kComma)) break;
  }
  expect(TokenKind::kRightBrace);
  int height = 0;
  for (const DictEntry& entry : entries)
    height = std::max<int>({height, entry.key ? entry.key->height : 0, entry.value->height});
  return make(DictDisplay{{ExpressionKind::kDict, from(start)}, arena_.copy(entries)}, {}, height);
}

// The value of the last entry.
void Parser::dict_entry(std::vector<DictEntry>& entries) {
  const Expression* key = entries.back().key;
  if (diagnosing_ && !at(TokenKind::kColon)) {
    const Place& place = key->place;
    raise("':' expected after dictionary key",
          Place{place.line, place.end_column - 1, place.end_line, place.end_column});
  }
  const Token colon_token = now();
  expect(TokenKind::kColon);
  if (diagnosing_) {
    if (at(TokenKind::kRightBrace) || at(TokenKind::kComma))
      raise("expression expected after dictionary key and ':'", colon_token);
    if (at(TokenKind::kStar)) {
      const Token star_token = now();
      if (attempt([&] { return starred_operand(); }))
        raise("cannot use a starred expression in a dictionary value", range(place_of(star_token), place_of(before())));
    }
  }
  entries.back().value = expression();
}

}  // namespace minipy
