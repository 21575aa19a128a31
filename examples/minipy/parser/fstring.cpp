// f-strings: literal text, and replacement fields with their expression, conversion and format spec.
//
// As CPython 3.11 does it: the string is cut first, and its fields afterwards, so a field has neither backslash nor the
// string's own quotes. The expression is parsed in place, between its braces, by a parser of its own. Its errors are
// told where they stand in the source, whereas CPython tells their column in the expression alone.
#include <minipy/parser/string_body.h>

namespace minipy {

// The text up to the end, or in a format spec (nesting > 0) up to its closing brace.
void Parser::formatted(Body& body, const Token& token, Parts& parts, int nesting) {
  size_t begin = body.at;
  const auto add_literal = [&](size_t end) {
    if (end > begin) parts.text += unescape(body.text.substr(begin, end - begin), body.is_raw, token);
  };
  while (!body.ends()) {
    char c = body.text[body.at++];
    if (c == '\\' && !body.is_raw && !body.ends()) {
      if (body.peek() == 'N') unsupported("\\N{...} escapes", token);
      c = body.text[body.at++];
      if (c != '{' && c != '}') continue;  // `\{` is a backslash, and then a field
    }
    if (c != '{' && c != '}') continue;
    if (nesting == 0 && body.peek() == c) {
      add_literal(body.at++);
      begin = body.at;
      continue;
    }
    if (nesting == 0 && c == '}') raise_furthest("f-string: single '}' is not allowed");
    add_literal(--body.at);
    if (c == '}') return;
    replacement(body, token, parts, nesting);
    begin = body.at;
  }
  add_literal(body.at);
}

namespace {
bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r' || c == '\v'; }

// Where a quoted string in a field has been entered, and which.
struct Quoted {
  char quote = '\0';
  bool is_triple = false;
};
}  // namespace

// Where the expression that begins there ends: at a !, :, = or } outside of brackets and strings.
size_t Parser::replacement_end(Body& body, size_t begin) {
  const std::string_view text = body.text;
  const auto next_is = [&](size_t at, char c) { return at < text.size() && text[at] == c; };
  Quoted quoted;
  std::string open;
  size_t i = begin;
  for (; i < text.size(); i++) {
    const char c = text[i];
    if (c == '\\') raise_furthest("f-string expression part cannot include a backslash");
    const bool is_tripled = next_is(i + 1, c) && next_is(i + 2, c);
    if (quoted.quote) {
      if (c != quoted.quote || (quoted.is_triple && !is_tripled)) continue;
      if (quoted.is_triple) i += 2;
      quoted = {};
    } else if (c == '"' || c == '\'') {
      quoted = {c, is_tripled};
      if (is_tripled) i += 2;
    } else if (c == '(' || c == '[' || c == '{') {
      if (open.size() >= static_cast<size_t>(Lexer::kMaximumBrackets))
        raise_furthest("f-string: too many nested parenthesis");
      open += c;
    } else if (c == '#') {
      raise_furthest("f-string expression part cannot include '#'");
    } else if (open.empty() && std::string_view("!:}=<>").find(c) != std::string_view::npos) {
      if (c != ':' && c != '}' && next_is(i + 1, '=')) {
        i++;
        continue;
      }
      if (c != '<' && c != '>') break;
    } else if (c == ')' || c == ']' || c == '}') {
      if (open.empty()) raise_furthest(std::string("f-string: unmatched '") + c + "'");
      const char opening = open.back();
      open.pop_back();
      if (opening != (c == ')' ? '(' : c == ']' ? '[' : '{'))
        raise_furthest(std::string("f-string: closing parenthesis '") + c + "' does not match opening parenthesis '" +
                       opening + "'");
    }
  }
  if (quoted.quote) raise_furthest("f-string: unterminated string");
  if (!open.empty()) raise_furthest(std::string("f-string: unmatched '") + open.back() + "'");
  if (i >= text.size()) raise_furthest("f-string: expecting '}'");
  return i;
}

// A field, from its brace to behind its end.
void Parser::replacement(Body& body, const Token& token, Parts& parts, int nesting) {
  if (nesting >= 2) raise_furthest("f-string: expressions nested too deeply");
  const size_t begin = body.at + 1;
  const size_t end = replacement_end(body, begin);
  const std::string_view code = body.text.substr(begin, end - begin);
  if (std::all_of(code.begin(), code.end(), is_blank)) {
    const char next = body.text[end];
    if (next == '}') raise_furthest("f-string: empty expression not allowed");
    raise_furthest(std::string("f-string: expression required before '") + next + "'");
  }
  FormattedPart part{{}, embedded_expression(body, begin, end, token), {}, 0, nullptr};
  parts.height = std::max<int>(parts.height, part.value->height);
  body.at = end;
  if (body.peek() == '=') {
    body.at++;
    while (!body.ends() && is_blank(body.peek())) body.at++;
    part.debug = arena_.copy(body.text.substr(begin, body.at - begin));
  }
  conversion_and_spec(body, token, part, nesting, parts);
  if (body.peek() != '}') raise_furthest("f-string: expecting '}'");
  body.at++;
  parts.flush(arena_);
  parts.all.push_back(part);
}

void Parser::conversion_and_spec(Body& body, const Token& token, FormattedPart& part, int nesting, Parts& parts) {
  const auto check_end = [&] {
    if (body.ends()) raise_furthest("f-string: expecting '}'");
  };
  check_end();
  if (body.peek() == '!') {
    body.at++;
    check_end();
    part.conversion = body.text[body.at++];
    if (part.conversion != 's' && part.conversion != 'r' && part.conversion != 'a')
      raise_furthest("f-string: invalid conversion character: expected 's', 'r', or 'a'");
    check_end();
  }
  if (body.peek() != ':') {
    if (!part.debug.empty() && part.conversion == 0) part.conversion = 'r';
    return;
  }
  body.at++;
  check_end();
  Parts spec;
  formatted(body, token, spec, nesting + 1);
  spec.flush(arena_);
  part.spec =
      make(FormattedString{{ExpressionKind::kFormatted, place_of(token)}, arena_.copy(spec.all)}, {}, spec.height);
  parts.height = std::max<int>(parts.height, part.spec->height);
}

Expression* Parser::embedded_expression(Body& body, size_t begin, size_t end, const Token& token) {
  if (embedding_ >= kMaximumEmbedding) raise_furthest("f-string: expressions nested too deeply");
  // The place of the brace in the source.
  const size_t source_begin = static_cast<size_t>(body.text.data() - text_.data()) + begin - 1;
  const size_t source_end = source_begin + 1 + (end - begin);
  const size_t token_begin = static_cast<size_t>(token.text.data() - text_.data());
  const std::string_view ahead_of_it = text_.substr(token_begin, source_begin - token_begin);
  const auto lines = std::count(ahead_of_it.begin(), ahead_of_it.end(), '\n');
  const size_t line_begin =
      lines == 0 ? token_begin - static_cast<size_t>(token.column) : token_begin + ahead_of_it.rfind('\n') + 1;
  Lexer lexer(text_);
  lexer.run_embedded(source_begin, source_end, token.line + static_cast<int>(lines), line_begin);
  Expression* e = Parser(arena_, text_, lexer, error_).embedded(depth_, embedding_ + 1);
  if (!e) throw Raised();
  return e;
}

}  // namespace minipy
