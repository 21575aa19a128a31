#include <minipy/parser/parser.h>
#include <minipy/types/marks.h>

#include <mayfly/objects/text/utf8.h>

namespace minipy {

namespace {

constexpr std::string_view kBlanks = " \t\f";

// What is marked by '^' of a part whose rest is marked by '~'; none: from == to.
struct Anchors {
  size_t from = 0;
  size_t to = 0;
};

// Both ends are bytes of `text`, which is all of the expression.
Anchors anchors_of(std::string_view text) {
  Arena arena;
  SyntaxError error;
  const ModuleTree* tree = parse(arena, text, ParseMode::kModule, error);
  if (!tree || tree->body.size() != 1 || tree->body[0]->kind != StatementKind::kExpression) return {};
  const Expression* e = static_cast<const ExpressionStatement*>(tree->body[0])->value;
  if (e->place.end_line != 1) return {};
  if (e->kind == ExpressionKind::kBinary) {
    const auto& binary = *static_cast<const Binary*>(e);
    const auto end = static_cast<size_t>(binary.right->place.column);
    const size_t at = text.find_first_not_of(kBlanks, static_cast<size_t>(binary.left->place.end_column));
    if (at >= end) return {};
    const bool two = at + 1 < end && kBlanks.find(text[at + 1]) == kBlanks.npos;
    return {at, at + 1 + two};
  }
  if (e->kind == ExpressionKind::kSubscript) {
    const auto& subscript = *static_cast<const Subscript*>(e);
    return {static_cast<size_t>(subscript.object->place.end_column),
            static_cast<size_t>(subscript.index->place.end_column) + 1};
  }
  return {};
}

}  // namespace

std::string marks_under(std::string_view line, const Place& place) {
  const size_t indent = line.find_first_not_of(kBlanks);
  if (!place.has_range() || indent == line.npos) return {};
  const auto begin = static_cast<size_t>(place.column);
  const bool is_whole = place.end_line == place.line;
  const size_t end = is_whole ? static_cast<size_t>(place.end_column) : line.find_last_not_of(kBlanks) + 1;
  if (begin < indent || begin >= end || end > line.size()) return {};
  const std::string_view part = line.substr(begin, end - begin);
  const Anchors anchors = is_whole ? anchors_of(part) : Anchors();
  const bool has_anchors = anchors.from < anchors.to && anchors.to <= part.size();
  if (!has_anchors && part.size() == line.size() - indent) return {};
  std::string marks(mayfly::utf8::count(line.substr(indent, begin - indent)), ' ');
  if (!has_anchors) return marks.append(mayfly::utf8::count(part), '^');
  marks.append(mayfly::utf8::count(part.substr(0, anchors.from)), '~');
  marks.append(mayfly::utf8::count(part.substr(anchors.from, anchors.to - anchors.from)), '^');
  return marks.append(mayfly::utf8::count(part.substr(anchors.to)), '~');
}

}  // namespace minipy
