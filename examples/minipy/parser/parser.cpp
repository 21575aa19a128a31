// parse() and the parser's two passes: which error it is in the end.
#include <minipy/parser/descent.h>
#include <minipy/source/encoding.h>

namespace minipy {

namespace {
// Lines end in \n only.
std::string_view with_plain_newlines(Arena& arena, std::string_view text) {
  if (text.find('\r') == text.npos) return text;
  std::string plain;
  plain.reserve(text.size());
  for (size_t i = 0; i < text.size(); i++) {
    if (text[i] == '\r') {
      plain += '\n';
      if (i + 1 < text.size() && text[i + 1] == '\n') i++;
    } else {
      plain += text[i];
    }
  }
  return arena.copy(std::string_view(plain));
}
}  // namespace

ModuleTree* parse(Arena& arena, std::string_view text, ParseMode mode, SyntaxError& error) {
  error = {};
  if (!check_encoding(text, error)) return nullptr;
  text = with_plain_newlines(arena, text);
  Lexer lexer(text);
  lexer.run(mode == ParseMode::kExpression);
  return Parser(arena, text, lexer, error).module(mode);
}

const Token& Parser::ahead(size_t n) {
  const size_t index = std::min(at_ + n, tokens_.size() - 1);
  touch(index);
  return tokens_[index];
}

// Null: the error is set.
template <typename Rule>
auto Parser::in_two_passes(int depth, Rule rule) -> decltype(rule()) {
  size_t last = 0;
  for (const bool second : {false, true}) {
    is_second_ = diagnosing_ = second;
    attempts_ = tokens_.size() * 4 + 5'000;
    at_ = 0;
    depth_ = depth;
    try {
      touch(0);
      return rule();
    } catch (const Failed&) {
    } catch (const Exhausted&) {
    } catch (const Raised&) {
      return nullptr;
    }
    if (!second) last = furthest_;
  }
  set_generic_error(tokens_[last]);
  return nullptr;
}

ModuleTree* Parser::module(ParseMode mode) {
  ModuleTree* tree = in_two_passes(0, [&] { return parse_module(mode); });
  if (!tree && furthest().kind != TokenKind::kError) prefer_lexer_error(furthest().line);
  return tree;
}

Expression* Parser::embedded(int depth, int embedding) {
  embedding_ = embedding;
  Expression* found = in_two_passes(depth, [&] {
    Expression* e = atom();
    expect(TokenKind::kNewline);
    return e;
  });
  if (found) return found;
  const bool from_lexer = furthest().kind == TokenKind::kError;
  if (!from_lexer && !error_.message.starts_with("f-string: ")) error_.message = "f-string: " + error_.message;
  error_.is_incomplete = false;
  return nullptr;
}

// Nothing has been found that is known: what the token that did not fit tells.
void Parser::set_generic_error(const Token& last) {
  const auto set = [&](SyntaxError::Kind kind, const char* message) {
    const Place place = place_of(last);
    error_ = {kind, message, place.line, place.column, place.end_line, place.end_column, goes_on(last)};
  };
  if (last.kind == TokenKind::kIndent || last.kind == TokenKind::kDedent) {
    set(SyntaxError::Kind::kIndentation, last.kind == TokenKind::kIndent ? "unexpected indent" : "unexpected unindent");
    error_.column = error_.end_column = std::max(error_.column - 1, 0);
    return;
  }
  set(SyntaxError::Kind::kSyntax, "invalid syntax");
}

// A text that cannot be cut into tokens is told first, wherever; brackets that stay open if they do so before the
// error.
void Parser::prefer_lexer_error(int line) {
  if (tokens_.back().kind != TokenKind::kError) return;
  if (lexer_.error_goes_first() || (lexer_.unclosed_line() != 0 && line > lexer_.unclosed_line()))
    error_ = lexer_.error();
}

// The token that does not fit is the end, and no blank line has ended the input: more could make it right.
bool Parser::goes_on(const Token& token) const {
  const bool is_end =
      std::all_of(&token, static_cast<const Token*>(tokens_.data() + tokens_.size()),
                  [](const Token& one) { return one.kind == TokenKind::kDedent || one.kind == TokenKind::kEnd; });
  return is_end && !ends_in_blank_line();
}

bool Parser::ends_in_blank_line() const {
  if (!text_.ends_with('\n')) return false;
  const size_t last = text_.find_last_not_of(" \t\f\n");
  return last == text_.npos || std::count(text_.begin() + static_cast<std::ptrdiff_t>(last), text_.end(), '\n') > 1;
}

void Parser::raise(std::string message, const Place& place, SyntaxError::Kind kind) {
  error_ = {kind, std::move(message), place.line, place.column, place.end_line, place.end_column, false};
  throw Raised();
}

void Parser::raise_furthest(std::string message, SyntaxError::Kind kind) {
  const Token& token = furthest();
  Place place = place_of(token);
  const bool no_place = token.kind == TokenKind::kDedent || token.kind == TokenKind::kIndent;
  if (no_place) place.column = place.end_column = std::max(place.column - 1, 0);
  error_ = {kind, std::move(message), place.line, place.column, place.end_line, place.end_column, goes_on(token)};
  throw Raised();
}

void Parser::raise_from_lexer() {
  furthest_ = tokens_.size() - 1;
  error_ = lexer_.error();
  throw Raised();
}

void Parser::unsupported(const char* what, const Token& token) {
  raise(std::string(what) + " are outside of what minipy supports", token);
}

void Parser::too_complex() { raise("too complex: nested too deeply", now()); }

void Parser::expect_forced(TokenKind kind, const char* message) {
  if (!at(kind)) raise(message, now());
  advance();
}

// CPython 3.11 compares no more characters than the name has: `c` is taken for `case`.
bool Parser::begins_soft_keyword(const Token& token) {
  if (token.kind != TokenKind::kName) return false;
  for (const std::string_view word : {"_", "case", "match"})
    if (word.starts_with(token.text)) return true;
  return false;
}

bool Parser::starts_expression(TokenKind kind) {
  switch (kind) {
    case TokenKind::kName:
    case TokenKind::kNumber:
    case TokenKind::kString:
    case TokenKind::kFalse:
    case TokenKind::kNone:
    case TokenKind::kTrue:
    case TokenKind::kAwait:
    case TokenKind::kLambda:
    case TokenKind::kNot:
    case TokenKind::kLeftParen:
    case TokenKind::kLeftBracket:
    case TokenKind::kLeftBrace:
    case TokenKind::kEllipsis:
    case TokenKind::kPlus:
    case TokenKind::kMinus:
    case TokenKind::kTilde: return true;
    default: return false;
  }
}

std::string_view Parser::name() {
  if (!at(TokenKind::kName)) fail();
  const std::string_view text = text_of_name(now());
  advance();
  return text;
}

Expression* Parser::name_expression() {
  const size_t start = at_;
  const std::string_view text = name();
  return make(Name{{ExpressionKind::kName, place_of(tokens_[start])}, text}, {});
}

}  // namespace minipy
