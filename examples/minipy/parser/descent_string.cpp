// String literals: their prefixes and escapes; adjacent ones are one.
#include <minipy/parser/string_body.h>
#include <minipy/source/unicode.h>

namespace minipy {

Parser::Body Parser::body_of(const Token& token) {
  Body body;
  std::string_view text = token.text;
  for (; text[0] != '"' && text[0] != '\''; text.remove_prefix(1)) {
    const char prefix = static_cast<char>(text[0] | 0x20);
    if (prefix == 'b') unsupported("bytes literals", token);
    body.is_raw |= prefix == 'r';
    body.is_formatted |= prefix == 'f';
  }
  const size_t quotes = text.size() >= 6 && text[1] == text[0] && text[2] == text[0] ? 3 : 1;
  body.text = text.substr(quotes, text.size() - 2 * quotes);
  return body;
}

Expression* Parser::strings() {
  const size_t start = at_;
  while (at(TokenKind::kString)) advance();
  const Place place = from(start);
  Parts parts;
  bool is_formatted = false;
  for (size_t i = start; i < at_; i++) {
    const Token token = tokens_[i];
    Body body = body_of(token);
    is_formatted |= body.is_formatted;
    if (body.is_formatted)
      formatted(body, token, parts, 0);
    else
      parts.text += unescape(body.text, body.is_raw, token);
  }
  if (!is_formatted)
    return make(StringLiteral{{ExpressionKind::kString, place}, arena_.copy(std::string_view(parts.text))}, {});
  parts.flush(arena_);
  return make(FormattedString{{ExpressionKind::kFormatted, place}, arena_.copy(parts.all)}, {}, parts.height);
}

namespace {

int hex(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

void append(std::string& out, char32_t point) {
  char buffer[4];
  out.append(buffer, unicode::encode(point, buffer));
}

char simple_escape(char c) {
  switch (c) {
    case '\\':
    case '\'':
    case '"': return c;
    case 'a': return '\a';
    case 'b': return '\b';
    case 'f': return '\f';
    case 'n': return '\n';
    case 'r': return '\r';
    case 't': return '\t';
    case 'v': return '\v';
    default: return '\0';
  }
}

// A position as CPython's decoder counts it: a character beyond ASCII has become \UXXXXXXXX by then.
size_t decoder_position(std::string_view body, size_t at) {
  size_t position = 0;
  for (size_t i = 0; i < at; i++) {
    const unsigned char c = static_cast<unsigned char>(body[i]);
    position += c < 0x80 ? 1 : (c & 0xc0) == 0x80 ? 0 : 10;
  }
  return position;
}

std::string decode_error(std::string_view body, size_t begin, size_t end, const std::string& why) {
  const size_t first = decoder_position(body, begin), last = first + (end - begin) - 1;
  return "(unicode error) 'unicodeescape' codec can't decode bytes in position " + std::to_string(first) + "-" +
         std::to_string(last) + ": " + why;
}

}  // namespace

std::string Parser::unescape(std::string_view body, bool raw, const Token& token) {
  std::string out;
  if (raw || body.find('\\') == body.npos) {
    out = body;
    return out;
  }
  for (size_t i = 0; i < body.size();) {
    if (body[i] != '\\' || i + 1 >= body.size()) {
      out += body[i++];
      continue;
    }
    const size_t begin = i++;
    const char c = body[i++];
    if (c == '\n') continue;
    if (const char simple = simple_escape(c)) {
      out += simple;
    } else if (c >= '0' && c <= '7') {
      char32_t point = static_cast<char32_t>(c - '0');
      for (int k = 1; k < 3 && i < body.size() && body[i] >= '0' && body[i] <= '7'; k++)
        point = point * 8 + static_cast<char32_t>(body[i++] - '0');
      append(out, point);
    } else if (c == 'x' || c == 'u' || c == 'U') {
      const size_t digits = c == 'x' ? 2 : c == 'u' ? 4 : 8;
      char32_t point = 0;
      size_t k = 0;
      for (; k < digits && i < body.size() && hex(body[i]) >= 0; k++)
        point = point * 16 + static_cast<char32_t>(hex(body[i++]));
      if (k < digits)
        raise_furthest(
            decode_error(body, begin, i, std::string("truncated \\") + c + std::string(digits, 'X') + " escape"));
      if (point > 0x10ffff) raise_furthest(decode_error(body, begin, i, "illegal Unicode character"));
      if (point >= 0xd800 && point < 0xe000) unsupported("surrogate characters", token);
      append(out, point);
    } else if (c == 'N') {
      unsupported("\\N{...} escapes", token);
    } else {
      out += '\\';
      out += c;
    }
  }
  return out;
}

}  // namespace minipy
