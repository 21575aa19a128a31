#include <minipy/parser/descent.h>

namespace minipy {

namespace {
void add_utf8(std::string& out, uint32_t c) {
  if (c < 0x80)
    out += static_cast<char>(c);
  else if (c < 0x800) {
    out += static_cast<char>(0xc0 | c >> 6);
    out += static_cast<char>(0x80 | (c & 0x3f));
  } else if (c < 0x10000) {
    out += static_cast<char>(0xe0 | c >> 12);
    out += static_cast<char>(0x80 | (c >> 6 & 0x3f));
    out += static_cast<char>(0x80 | (c & 0x3f));
  } else {
    out += static_cast<char>(0xf0 | c >> 18);
    out += static_cast<char>(0x80 | (c >> 12 & 0x3f));
    out += static_cast<char>(0x80 | (c >> 6 & 0x3f));
    out += static_cast<char>(0x80 | (c & 0x3f));
  }
}
int hex(char c) {
  return c >= '0' && c <= '9'   ? c - '0'
         : c >= 'a' && c <= 'f' ? c - 'a' + 10
         : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                : -1;
}
}  // namespace

bool Parser::unescape(std::string_view body, bool raw, std::string& out, const Token& token) {
  for (size_t i = 0; i < body.size(); i++) {
    const char c = body[i];
    if (c == '\r') {
      out += '\n';
      if (i + 1 < body.size() && body[i + 1] == '\n') i++;
      continue;
    }
    if (c != '\\' || raw) {
      out += c;
      if (raw && c == '\\' && i + 1 < body.size() && body[i + 1] != '\r') out += body[++i];
      continue;
    }
    i++;
    if (i >= body.size()) {
      out += '\\';
      break;
    }
    switch (body[i]) {
      case '\n': break;
      case '\r':
        if (i + 1 < body.size() && body[i + 1] == '\n') i++;
        break;
      case '\\': out += '\\'; break;
      case '\'': out += '\''; break;
      case '"': out += '"'; break;
      case 'a': out += '\a'; break;
      case 'b': out += '\b'; break;
      case 'f': out += '\f'; break;
      case 'n': out += '\n'; break;
      case 'r': out += '\r'; break;
      case 't': out += '\t'; break;
      case 'v': out += '\v'; break;
      case 'x':
      case 'u':
      case 'U': {
        const size_t digits = body[i] == 'x' ? 2 : body[i] == 'u' ? 4 : 8;
        uint32_t value = 0;
        size_t k = 0;
        while (k < digits && i + 1 + k < body.size() && hex(body[i + 1 + k]) >= 0) {
          value = value * 16 + static_cast<uint32_t>(hex(body[i + 1 + k]));
          k++;
        }
        if (k < digits)
          fail(std::string("(unicode error) 'unicodeescape' codec can't decode bytes in position ") +
                   std::to_string(i - 1) + "-" + std::to_string(i + k) + ": truncated \\" + body[i] +
                   (digits == 2   ? "XX"
                    : digits == 4 ? "XXXX"
                                  : "XXXXXXXX") +
                   " escape",
               token);
        if (value > 0x10ffff)
          fail("(unicode error) 'unicodeescape' codec can't decode bytes in position " + std::to_string(i - 1) + "-" +
                   std::to_string(i + k) + ": illegal Unicode character",
               token);
        if (value >= 0xd800 && value < 0xe000) fail("surrogate characters are outside of what minipy supports", token);
        add_utf8(out, value);
        i += digits;
        break;
      }
      case 'N': fail("\\N{...} escapes are outside of what minipy supports", token);
      case '0':
      case '1':
      case '2':
      case '3':
      case '4':
      case '5':
      case '6':
      case '7': {
        uint32_t value = 0;
        size_t k = 0;
        while (k < 3 && i + k < body.size() && body[i + k] >= '0' && body[i + k] <= '7')
          value = value * 8 + static_cast<uint32_t>(body[i + k++] - '0');
        add_utf8(out, value);
        i += k - 1;
        break;
      }
      default:
        out += '\\';
        out += body[i];
        break;
    }
  }
  return true;
}

Expression* Parser::strings() {
  const Token first = now();
  std::string text;
  std::vector<FormattedPart> parts;
  bool is_formatted = false;
  const auto flush = [&] {
    if (text.empty()) return;
    parts.push_back({arena_.copy(std::string_view(text)), nullptr, {}, 0, nullptr});
    text.clear();
  };
  while (now().kind == Token::Kind::kString) {
    const Token token = now();
    at_++;
    std::string_view s = token.text;
    bool raw = false, format = false;
    while (s[0] != '"' && s[0] != '\'') {
      const char p = static_cast<char>(s[0] | 0x20);
      if (p == 'b') fail("bytes literals are outside of what minipy supports", token);
      raw |= p == 'r';
      format |= p == 'f';
      s.remove_prefix(1);
    }
    const size_t quotes = s.size() >= 6 && s[1] == s[0] && s[2] == s[0] ? 3 : 1;
    const std::string_view body = s.substr(quotes, s.size() - 2 * quotes);
    if (format) {
      is_formatted = true;
      flush();
      formatted(body, raw, token, parts, 0);
    } else {
      unescape(body, raw, text, token);
    }
  }
  if (!is_formatted)
    return make(StringLiteral{{ExpressionKind::kString, place_from(first)}, arena_.copy(std::string_view(text))});
  flush();
  return make(FormattedString{{ExpressionKind::kFormatted, place_from(first)}, arena_.copy(parts)});
}

// depth: 0 the text itself, 1 and more: a format spec.
void Parser::formatted(std::string_view body, bool raw, const Token& token, std::vector<FormattedPart>& parts,
                       int depth) {
  std::string literal;
  const auto flush = [&] {
    if (literal.empty()) return;
    std::string text;
    unescape(literal, raw, text, token);
    parts.push_back({arena_.copy(std::string_view(text)), nullptr, {}, 0, nullptr});
    literal.clear();
  };
  for (size_t i = 0; i < body.size();) {
    const char c = body[i];
    if (c == '\\' && !raw && i + 1 < body.size()) {
      if (body[i + 1] == 'N') fail("\\N{...} escapes are outside of what minipy supports", token);
      literal += body.substr(i, 2);
      i += 2;
    } else if (c == '{') {
      if (depth == 0 && i + 1 < body.size() && body[i + 1] == '{') {
        literal += '{';
        i += 2;
        continue;
      }
      flush();
      i = format_field(body, i + 1, raw, token, parts, depth);
    } else if (c == '}') {
      if (depth == 0 && i + 1 < body.size() && body[i + 1] == '}') {
        literal += '}';
        i += 2;
        continue;
      }
      fail("f-string: single '}' is not allowed", token);
    } else {
      literal += c;
      i++;
    }
  }
  flush();
}

size_t Parser::format_field(std::string_view body, size_t begin, bool raw, const Token& token,
                            std::vector<FormattedPart>& parts, int depth) {
  if (depth >= 2) fail("f-string: expressions nested too deeply", token);
  // The expression ends at '}', '!', ':' or '=' outside of brackets and strings.
  size_t i = begin;
  std::vector<char> open;
  char quote = 0;
  bool triple = false;
  for (; i < body.size(); i++) {
    const char c = body[i];
    if (c == '\\') fail("f-string expression part cannot include a backslash", token);
    if (quote) {
      if (c == quote && (!triple || body.substr(i).starts_with(std::string(3, quote)))) {
        if (triple) i += 2;
        quote = 0;
      }
      continue;
    }
    if (c == '"' || c == '\'') {
      quote = c;
      triple = body.substr(i).starts_with(std::string(3, c));
      if (triple) i += 2;
      continue;
    }
    if (c == '#') fail("f-string expression part cannot include '#'", token);
    if (c == '(' || c == '[' || c == '{') {
      open.push_back(c);
      continue;
    }
    if (c == ')' || c == ']' || (c == '}' && !open.empty())) {
      if (open.empty()) fail(std::string("f-string: unmatched '") + c + "'", token);
      const char wanted = open.back() == '(' ? ')' : open.back() == '[' ? ']' : '}';
      if (c != wanted)
        fail(std::string("f-string: closing parenthesis '") + c + "' does not match opening parenthesis '" +
                 open.back() + "'",
             token);
      open.pop_back();
      continue;
    }
    if (!open.empty()) continue;
    if (c == '}' || c == ':') break;
    if (c == '!' && !(i + 1 < body.size() && body[i + 1] == '=')) break;
    if (c == '!') {
      i++;
      continue;
    }
    if ((c == '<' || c == '>' || c == '=') && i + 1 < body.size() && body[i + 1] == '=') {
      i++;
      continue;
    }
    if (c == '<' || c == '>') continue;
    if (c == '=') break;
  }
  if (quote) fail("f-string: unterminated string", token);
  if (!open.empty() && i >= body.size()) fail("f-string: expecting '}'", token);
  std::string_view code = body.substr(begin, i - begin);
  if (code.find_first_not_of(" \t\n\r\f") == code.npos) fail("f-string: empty expression not allowed", token);
  FormattedPart part{{}, nullptr, {}, 0, nullptr};
  if (i < body.size() && body[i] == '=') {
    i++;
    while (i < body.size() && (body[i] == ' ' || body[i] == '\t')) i++;
    part.debug = arena_.copy(body.substr(begin, i - begin));
  }
  if (i >= body.size()) fail("f-string: expecting '}'", token);
  int line = token.line;
  for (char c : token.text.substr(0, static_cast<size_t>(body.data() + begin - token.text.data()))) line += c == '\n';
  Parser inner(arena_, error_);
  inner.formatted_depth_ = formatted_depth_ + 1;
  inner.depth_ = depth_ + 1;
  if (formatted_depth_ > 50) fail("f-string: expressions nested too deeply", token);
  part.value = inner.embedded(code, line, token.column, formatted_depth_);
  if (!part.value) {
    if (!error_.message.starts_with("f-string")) error_.message = "f-string: " + error_.message;
    error_.is_incomplete = false;
    throw Failed();
  }
  if (body[i] == '!') {
    i++;
    if (i >= body.size()) fail("f-string: expecting '}'", token);
    const char c = body[i];
    if (c != 'r' && c != 's' && c != 'a')
      fail("f-string: invalid conversion character: expected 's', 'r', or 'a'", token);
    part.conversion = c;
    i++;
    if (i >= body.size() || (body[i] != '}' && body[i] != ':')) fail("f-string: expecting '}'", token);
  }
  if (body[i] == ':') {
    i++;
    size_t end = i;
    int nested = 0;
    for (; end < body.size(); end++) {
      if (body[end] == '{')
        nested++;
      else if (body[end] == '}') {
        if (nested == 0) break;
        nested--;
      }
    }
    if (end >= body.size()) fail("f-string: expecting '}'", token);
    std::vector<FormattedPart> spec;
    formatted(body.substr(i, end - i), raw, token, spec, depth + 1);
    part.spec = make(FormattedString{
        {ExpressionKind::kFormatted, {token.line, token.column, token.end_line, token.end_column}}, arena_.copy(spec)});
    i = end;
  }
  if (i >= body.size() || body[i] != '}') fail("f-string: expecting '}'", token);
  parts.push_back(part);
  return i + 1;
}

Expression* Parser::embedded(std::string_view text, int line, int column, int depth) {
  (void)depth;
  const std::string_view held = arena_.copy(std::string("(") + std::string(text) + ")");
  Lexer lexer(held, false);
  SyntaxError error;
  if (!lexer.run(tokens_, error)) {
    error_ = error;
    error_.line = line;
    error_.column = column;
    return nullptr;
  }
  for (Token& token : tokens_) {
    token.line += line - 1;
    token.end_line += line - 1;
  }
  try {
    at_ = 1;
    Expression* e = at("yield") ? yield() : star_expressions();
    if (at(":=")) invalid();
    if (!at(")") || ahead().kind != Token::Kind::kNewline) invalid();
    return e;
  } catch (const Failed&) {
    return nullptr;
  }
}

}  // namespace minipy
