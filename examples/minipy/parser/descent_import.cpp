// import and from ... import.
#include <minipy/parser/descent.h>

namespace minipy {

std::string_view Parser::dotted_name() {
  std::string text(now().text);
  if (!at(TokenKind::kName)) fail();
  advance();
  while (accept(TokenKind::kDot)) {
    text += '.';
    text += now().text;
    if (!at(TokenKind::kName)) fail();
    advance();
  }
  return arena_.copy(std::string_view(text));
}

Alias Parser::alias(bool dotted) {
  const size_t start = at_;
  const std::string_view imported = dotted ? dotted_name() : name();
  std::string_view as;
  if (accept(TokenKind::kAs)) as = name();
  return {imported, as, from(start)};
}

Statement* Parser::import() {
  const size_t start = at_;
  advance();
  std::vector<Alias> names = {alias(true)};
  while (accept(TokenKind::kComma)) names.push_back(alias(true));
  return make_statement(Import{{StatementKind::kImport, from(start)}, arena_.copy(names)});
}

Statement* Parser::import_from() {
  const size_t start = at_;
  advance();
  int level = 0;
  for (; at(TokenKind::kDot) || at(TokenKind::kEllipsis); advance()) level += at(TokenKind::kDot) ? 1 : 3;
  std::string_view module;
  if (level == 0 || !at(TokenKind::kImport)) module = dotted_name();
  expect(TokenKind::kImport);
  const std::span<Alias> names = imported_names();
  return make_statement(ImportFrom{{StatementKind::kImportFrom, from(start)}, module, level, names});
}

std::span<Alias> Parser::imported_names() {
  std::vector<Alias> names;
  if (at(TokenKind::kStar)) {
    const Place place = place_of(now());
    advance();
    names.push_back({arena_.copy(std::string_view("*")), {}, place});
    return arena_.copy(names);
  }
  const bool in_parentheses = accept(TokenKind::kLeftParen);
  names.push_back(alias(false));
  while (accept(TokenKind::kComma)) {
    if (in_parentheses && at(TokenKind::kRightParen)) break;
    if (diagnosing_ && !in_parentheses && at(TokenKind::kNewline))
      raise_furthest("trailing comma not allowed without surrounding parentheses");
    names.push_back(alias(false));
  }
  if (in_parentheses) expect(TokenKind::kRightParen);
  return arena_.copy(names);
}

}  // namespace minipy
