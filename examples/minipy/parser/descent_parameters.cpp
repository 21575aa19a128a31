// The parameters of functions and lambdas.
#include <minipy/parser/descent.h>

namespace minipy {

struct Parser::ParameterList {
  TokenKind end;  // a closing parenthesis, or a lambda's colon
  std::vector<Parameter> positional_only;
  std::vector<Parameter> ordinary;
  std::vector<Parameter> keyword_only;
  Parameter* rest = nullptr;
  Parameter* keyword_rest = nullptr;
  bool has_slash = false;
  bool has_star = false;
  bool has_default = false;  // among those before the star
};

Parameters* Parser::parameters(TokenKind end) {
  ParameterList list{.end = end, .positional_only = {}, .ordinary = {}, .keyword_only = {}};
  while (!at(end)) {
    switch (now().kind) {
      case TokenKind::kSlash: slash(list); break;
      case TokenKind::kStar: star(list); break;
      case TokenKind::kDoubleStar: double_star(list); break;
      case TokenKind::kName: plain_parameter(list); break;
      default:
        if (diagnosing_) diagnose_parenthesized_parameters(list);
        fail();
    }
    if (at(end)) break;
    expect(TokenKind::kComma);
    if (list.keyword_rest && !at(end)) {
      if (diagnosing_ &&
          (at(TokenKind::kName) || at(TokenKind::kStar) || at(TokenKind::kDoubleStar) || at(TokenKind::kSlash)))
        raise("arguments cannot follow var-keyword argument", now());
      fail();
    }
  }
  return arena_.make<Parameters>(Parameters{arena_.copy(list.positional_only), arena_.copy(list.ordinary), list.rest,
                                            arena_.copy(list.keyword_only), list.keyword_rest});
}

// A name with an annotation; the default is the caller's.
Parameter Parser::parameter(TokenKind end, bool takes_star_annotation) {
  const size_t start = at_;
  const std::string_view text = name();
  Expression* annotation = nullptr;
  std::string_view annotation_text;
  if (end == TokenKind::kRightParen && accept(TokenKind::kColon)) {
    const size_t first = at_;
    annotation = takes_star_annotation ? star_expression() : expression();
    annotation_text = arena_.copy(written(first));
  }
  return {text, nullptr, annotation, annotation_text, from(start)};
}

void Parser::plain_parameter(ParameterList& list) {
  Parameter found = parameter(list.end, false);
  if (at(TokenKind::kAssign)) {
    const Token equal = now();
    advance();
    if (diagnosing_ && (at(TokenKind::kRightParen) || at(TokenKind::kComma)))
      raise("expected default value expression", equal);
    found.default_value = expression();
  }
  if (list.has_star) {
    list.keyword_only.push_back(found);
    return;
  }
  if (found.default_value) {
    list.has_default = true;
  } else if (list.has_default) {
    if (diagnosing_ && (at(TokenKind::kComma) || at(list.end)))
      raise("non-default argument follows default argument", found.place);
    fail();
  }
  list.ordinary.push_back(found);
}

void Parser::slash(ParameterList& list) {
  const Token token = now();
  const bool is_first = list.ordinary.empty() && list.positional_only.empty() && !list.has_star;
  if (diagnosing_) {
    if (is_first && ahead().kind == TokenKind::kComma) raise("at least one argument must precede /", token);
    if (list.has_star) raise("/ must be ahead of *", token);
    if (list.has_slash) raise("/ may appear only once", token);
  }
  if (is_first || list.has_star || list.has_slash) fail();
  advance();
  if (diagnosing_ && at(TokenKind::kStar)) raise("expected comma between / and *", now());
  list.has_slash = true;
  list.positional_only.swap(list.ordinary);
}

void Parser::star(ParameterList& list) {
  const Token token = now();
  if (list.has_star) {
    const bool reads_on = ahead().kind == TokenKind::kName || ahead().kind == TokenKind::kComma;
    if (diagnosing_ && reads_on) raise("* argument may appear only once", token);
    fail();
  }
  list.has_star = true;
  advance();
  const bool is_lambda = list.end == TokenKind::kColon;
  const auto diagnose_bare = [&] {
    if (!diagnosing_) return;
    // Told at the last token that has been read, for a lambda.
    if (is_lambda) raise_furthest("named arguments must follow bare *");
    raise("named arguments must follow bare *", token);
  };
  if (at(list.end)) {
    diagnose_bare();
    fail();
  }
  if (at(TokenKind::kComma)) {
    const TokenKind next = ahead().kind;
    if (next == list.end || next == TokenKind::kDoubleStar) {
      diagnose_bare();
      fail();
    }
    if (next != TokenKind::kName && next != TokenKind::kStar && next != TokenKind::kSlash) {
      advance();
      fail();
    }
    return;
  }
  list.rest = arena_.make<Parameter>(parameter(list.end, true));
  if (diagnosing_ && at(TokenKind::kAssign)) raise("var-positional argument cannot have default value", now());
}

void Parser::double_star(ParameterList& list) {
  advance();
  list.keyword_rest = arena_.make<Parameter>(parameter(list.end, false));
  if (diagnosing_ && at(TokenKind::kAssign)) raise("var-keyword argument cannot have default value", now());
}

// def f(a, (b, c)): as in Python 2.
void Parser::diagnose_parenthesized_parameters(const ParameterList& list) {
  if (!at(TokenKind::kLeftParen) || list.has_star || list.has_slash || list.has_default) return;
  const size_t start = at_;
  const bool is_lambda = list.end == TokenKind::kColon;
  size_t end = start + 1;
  bool expects_name = true, any = false;
  for (;; end++) {
    touch(end);
    if (tokens_[end].kind == TokenKind::kName && expects_name) {
      expects_name = false;
      any = true;
    } else if (tokens_[end].kind == TokenKind::kComma && !expects_name) {
      expects_name = true;
    } else {
      break;
    }
  }
  if (!any || tokens_[end].kind != TokenKind::kRightParen) return;
  raise(is_lambda ? "Lambda expression parameters cannot be parenthesized"
                  : "Function parameters cannot be parenthesized",
        range(place_of(tokens_[start]), place_of(tokens_[end])));
}

int Parser::tallest(const Parameters* all) const {
  int height = 0;
  for (const std::span<Parameter>& group : {all->positional_only, all->ordinary, all->keyword_only})
    for (const Parameter& one : group)
      if (one.default_value) height = std::max<int>(height, one.default_value->height);
  return height;
}

}  // namespace minipy
