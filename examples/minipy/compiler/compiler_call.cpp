// Calls: callables in one register or in a pair, arguments behind them.
#include <minipy/compiler/compiler.h>

#include <algorithm>
#include <set>

namespace minipy {

// Into the next register, or into a pair of them (true), for kCallMethod.
bool Compiler::callee(const Expression* e) {
  const Register base = builder_.next();
  if (e->kind == ExpressionKind::kAttribute) {
    const auto& attribute = *static_cast<const Attribute*>(e);
    const Register object = any(attribute.object);
    builder_.give_back_to(base);
    builder_.take(2);
    at(attribute.place, attribute);
    builder_.emit(Op::kMethod, base, object, builder_.attribute_site(mangle(scope_.class_name, attribute.name)));
    return true;
  }
  if (e->kind == ExpressionKind::kName) {
    const auto& name = *static_cast<const Name*>(e);
    const Variable& v = variable(name.name);
    if (scope_.is_pair(v)) {
      at(name.place);
      const Register value = local_register(name.name);
      builder_.take(2);
      builder_.emit(Op::kMovePair, base, v.function, value);
      return true;
    }
  }
  if (is_call_for_method(e)) {
    call_for_method(*static_cast<const Call*>(e), base, base + 1);
    builder_.take(2);
    return true;
  }
  to_next(e);
  return false;
}

// The register of a variable that is no pair; kNoRegister: it is something else.
Compiler::Register Compiler::plain_local(const Expression* e) {
  if (e->kind != ExpressionKind::kName) return kNoRegister;
  const auto& name = *static_cast<const Name*>(e);
  if (scope_.is_pair(variable(name.name))) return kNoRegister;
  at(name.place);
  return local_register(name.name);
}

// The result of a call without arguments, as a pair.
void Compiler::call_for_method(const Call& e, Register function, Register value) {
  if (failed() || !may_nest(e.place)) return;
  depth_++;
  Temporaries temporaries(*this);
  const Register base = builder_.next();
  Register called = base;
  bool is_method = false;
  if (const Register variable = plain_local(e.callee); variable != kNoRegister) {
    called = variable;
    builder_.take();
  } else {
    is_method = callee(e.callee);
    if (is_method) called = base + 1;  // unless what is called stands in the first one
  }
  at_call(e);
  builder_.emit(Op::kCallForMethod, base, function, value);
  builder_.emit(Op::kClear, function, called, is_method);
  depth_--;
}

void Compiler::at(const Place& place, const Attribute& attribute) {
  Place shown = place;
  const Place& whole = attribute.place;
  if (place.line != whole.end_line) {
    shown.line = whole.end_line;
    shown.column = whole.end_column - static_cast<int32_t>(attribute.name.size());
    shown.end_line = std::max(shown.line, shown.end_line);
    shown.end_column = std::max(shown.column, shown.end_column);
  }
  at(shown);
}

void Compiler::at_call(const Call& e) {
  if (e.callee->kind == ExpressionKind::kAttribute)
    at(e.place, *static_cast<const Attribute*>(e.callee));
  else
    at(e.place);
}

bool Compiler::check_keywords(std::span<Keyword> keywords) {
  std::set<std::string_view> names;
  for (const Keyword& keyword : keywords) {
    if (keyword.name.empty() || names.insert(keyword.name).second) continue;
    fail(keyword.place, "keyword argument repeated: " + std::string(keyword.name));
    return false;
  }
  return true;
}

void Compiler::call(const Call& e, Register target) {
  if (!check_keywords(e.keywords)) return;
  if (spreads(e)) return spread_call(e, target);

  const Register base = builder_.next();
  const bool is_method = callee(e.callee);
  for (const Expression* argument : e.arguments) to_next(argument);
  const uint32_t positional = static_cast<uint32_t>(e.arguments.size());
  if (e.keywords.empty()) {
    at_call(e);
    builder_.emit(is_method ? Op::kCallMethod : Op::kCall, base, positional, target);
    return;
  }
  TupleConstant names;
  for (const Keyword& keyword : e.keywords) {
    to_next(keyword.value);
    names.items.push_back(NameConstant{mangle(scope_.class_name, keyword.name)});
  }
  at_call(e);
  builder_.emit(Op::kCallKeywords, base, positional, target);
  builder_.emit_extra(builder_.constant(std::move(names)), is_method);
}

void Compiler::spread_call(const Call& e, Register target) {
  const Register base = builder_.next();
  to_next(e.callee);
  const Register positional = builder_.next();
  if (e.arguments.size() == 1 && e.arguments[0]->kind == ExpressionKind::kStarred) {
    // What is spread is a tuple already, most of the time.
    const auto& starred = *static_cast<const Starred*>(e.arguments[0]);
    to_next(starred.value);
    at(e.place);
    builder_.emit(Op::kStarTuple, positional, base);  // an error names what is called, as in CPython
  } else {
    builder_.take();
    spread_positional(e.arguments, positional, true, e.place);
  }
  const Register keywords = builder_.take();
  if (e.keywords.empty())
    load_constant(NoneConstant(), keywords);
  else
    spread_keywords(base, e.keywords, keywords, e.place);
  at(e.place);
  builder_.emit(Op::kCallSpread, base, target);
}

void Compiler::spread_keywords(Register callee, std::span<Keyword> keywords, Register target, const Place& place) {
  builder_.emit(Op::kDict, target, 0, 0);
  for (const Keyword& keyword : keywords) {
    Temporaries temporaries(*this);
    if (keyword.name.empty()) {
      const Register value = any(keyword.value);
      at(place);
      builder_.emit(Op::kDictMerge, target, value, callee);
    } else {
      // Through a dict of one entry, so that a name given twice is found.
      const Register key = builder_.take();
      load_constant(std::string(keyword.name), key);
      to_next(keyword.value);
      at(place);
      builder_.emit(Op::kDict, key, key, 1);
      builder_.emit(Op::kDictMerge, target, key, callee);
    }
  }
}

}  // namespace minipy
