// The texts of lists, tuples, dicts and sets.
#include <minipy/vm/text.h>

namespace minipy {

namespace {

thread_local ReprScope* innermost = nullptr;

Result<> append_repr(Runtime& rt, TextBuilder& to, Value value) {
  const String* text = MAYFLY_TRY(repr(rt, value));
  to.append(text->view());
  return {};
}

template <typename Sequence>
Result<> append_items(Runtime& rt, TextBuilder& to, const Sequence& sequence) {
  for (size_t i = 0; i < sequence.size(); i++) {  // which may change meanwhile
    if (i > 0) to.append(", ");
    MAYFLY_TRY(append_repr(rt, to, sequence.at(i)));
  }
  return {};
}

Result<> append_entries(Runtime& rt, TextBuilder& to, const Dict& dict) {
  Locals<1> value(rt);
  if (!value) return value.error();
  bool first = true;
  for (uint32_t i = dict.next(0); i < dict.end(); i = dict.next(i + 1)) {
    if (!first) to.append(", ");
    first = false;
    value[0] = dict.value_at(i);
    MAYFLY_TRY(append_repr(rt, to, dict.key_at(i)));
    to.append(": ");
    MAYFLY_TRY(append_repr(rt, to, value[0]));
  }
  return {};
}

// As Runtime::nest(), with Python's words.
Result<> nest(Runtime& rt) {
  if (rt.calls().guard().has_room()) return rt.step_control().take_quietly(1);
  return raise(rt, ExceptionId::kRecursion, "maximum recursion depth exceeded while getting the repr of an object");
}

}  // namespace

ReprScope::ReprScope(const gc::Cell* cell) : cell_(cell), outer_(innermost) {
  for (const ReprScope* scope = outer_; scope && !nested_; scope = scope->outer_) nested_ = scope->cell_ == cell;
  innermost = this;
}
ReprScope::~ReprScope() { innermost = outer_; }

Result<String*> container_repr(Runtime& rt, Value value) {
  MAYFLY_TRY(nest(rt));
  Local<Value> held(rt, value);
  if (!held) return held.error();
  const ReprScope scope(value.cell());
  TextBuilder builder(rt.heap());
  const char* brackets = value.is<List>() ? "[]" : value.is<Tuple>() ? "()" : "{}";
  builder.append(brackets[0]);
  if (scope.is_nested()) {
    builder.append("...");
  } else if (const List* list = value.try_as<List>()) {
    MAYFLY_TRY(append_items(rt, builder, *list));
  } else if (const Tuple* tuple = value.try_as<Tuple>()) {
    MAYFLY_TRY(append_items(rt, builder, *tuple));
    if (tuple->size() == 1) builder.append(',');
  } else {
    MAYFLY_TRY(append_entries(rt, builder, *value.as<Dict>()));
  }
  builder.append(brackets[1]);
  return builder.finish();
}

Result<String*> set_repr(Runtime& rt, Value set, const char* name) {
  MAYFLY_TRY(nest(rt));
  Locals<2> held(rt);
  if (!held) return held.error();
  held[0] = set;
  const ReprScope scope(set.cell());
  TextBuilder builder(rt.heap());
  const bool plain = *name == 0;
  const List* items = nullptr;
  if (!scope.is_nested()) {
    items = MAYFLY_TRY(to_list(rt, set));
    held[1] = Value(items);
  }
  const bool empty = items && items->empty();
  builder.append(plain ? (empty || !items ? "set" : "") : name);
  if (!plain || empty || !items) builder.append('(');
  if (!items) {
    builder.append("...");
  } else if (!empty) {
    builder.append('{');
    MAYFLY_TRY(append_items(rt, builder, *items));
    builder.append('}');
  }
  if (!plain || empty || !items) builder.append(')');
  return builder.finish();
}

}  // namespace minipy
