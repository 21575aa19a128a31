// code and cell: what a function is made of, for programs that look.
#include <minipy/objects/cell.h>
#include <minipy/types/function.h>
#include <minipy/vm/code.h>

#include <algorithm>
#include <cinttypes>
#include <cstdio>

namespace minipy {

namespace {

Result<const Blueprint*> plan(Runtime& rt, Arguments args) {
  if (args[0].is<PyCode>()) return &args[0].as<PyCode>()->blueprint();
  return wrong_receiver(rt, args);
}

Result<Value> get_name(Runtime& rt, Arguments args) { return new_string(rt, MAYFLY_TRY(plan(rt, args))->name); }
Result<Value> get_qualified_name(Runtime& rt, Arguments args) {
  return new_string(rt, MAYFLY_TRY(plan(rt, args))->qualified_name);
}
Result<Value> get_file(Runtime& rt, Arguments args) { return new_string(rt, MAYFLY_TRY(plan(rt, args))->file); }
Result<Value> get_first_line(Runtime& rt, Arguments args) {
  return Value::small(MAYFLY_TRY(plan(rt, args))->first_line);
}
Result<Value> get_positional(Runtime& rt, Arguments args) {
  return Value::small(MAYFLY_TRY(plan(rt, args))->positional);
}
Result<Value> get_positional_only(Runtime& rt, Arguments args) {
  return Value::small(MAYFLY_TRY(plan(rt, args))->positional_only);
}
Result<Value> get_keyword_only(Runtime& rt, Arguments args) {
  return Value::small(MAYFLY_TRY(plan(rt, args))->keyword_only);
}
Result<Value> get_local_count(Runtime& rt, Arguments args) {
  const std::vector<std::string>& names = MAYFLY_TRY(plan(rt, args))->local_names;
  return Value::small(
      std::count_if(names.begin(), names.end(), [](const auto& name) { return !name.starts_with('.'); }));
}

// CO_OPTIMIZED | CO_NEWLOCALS, CO_VARARGS, CO_VARKEYWORDS, CO_GENERATOR.
Result<Value> get_flags(Runtime& rt, Arguments args) {
  const Blueprint& code = *MAYFLY_TRY(plan(rt, args));
  int64_t flags = code.is_function ? 3 : 0;
  if (code.has_rest) flags |= 4;
  if (code.has_keyword_rest) flags |= 8;
  if (code.is_generator) flags |= 32;
  return Value::small(flags);
}

template <typename Keep>
Result<Value> names_tuple(Runtime& rt, const std::vector<std::string>& names, Keep&& keep) {
  LocalArray held(rt, names.size());
  if (!held) return held.error();
  size_t count = 0;
  for (size_t i = 0; i < names.size(); i++) {
    if (!names[i].starts_with('.') && keep(i)) held[count++] = MAYFLY_TRY(new_string(rt, names[i]));
  }
  return new_tuple(rt, {held.data(), count});
}

Result<Value> get_variables(Runtime& rt, Arguments args) {
  const Blueprint& code = *MAYFLY_TRY(plan(rt, args));
  return names_tuple(rt, code.local_names,
                     [&](size_t i) { return i < code.parameters() || i >= code.in_cell.size() || !code.in_cell[i]; });
}
Result<Value> get_cell_variables(Runtime& rt, Arguments args) {
  const Blueprint& code = *MAYFLY_TRY(plan(rt, args));
  return names_tuple(rt, code.local_names, [&](size_t i) { return i < code.in_cell.size() && code.in_cell[i]; });
}
Result<Value> get_free_variables(Runtime& rt, Arguments args) {
  return names_tuple(rt, MAYFLY_TRY(plan(rt, args))->free_names, [](size_t) { return true; });
}

// For each instruction (first line, last line, first column, end column); None: not known.
Result<Value> positions(Runtime& rt, Arguments args) {
  const Blueprint& code = *MAYFLY_TRY(plan(rt, args));
  Local<List> made(rt, List::create(rt.heap()));
  if (!made) return made.error();
  if (!made.get()) return rt.heap().allocation_error();
  for (const Place& place : code.places) {
    const auto part = [&](int32_t number) { return place.has_range() ? Value::small(number) : Value::nil(); };
    const Value parts[] = {Value::small(place.line), part(place.end_line), part(place.column), part(place.end_column)};
    if (!made->append(rt.heap(), MAYFLY_TRY(new_tuple(rt, parts)))) return rt.heap().allocation_error();
  }
  return get_iterator(rt, Value(made.get()));
}

Result<Value> representation(Runtime& rt, Arguments args) {
  const Blueprint& code = *MAYFLY_TRY(plan(rt, args));
  char address[80];
  std::snprintf(address, sizeof address, " at 0x%" PRIx64 ", file \"", args[0].word());
  TextBuilder text(rt.heap());
  text.append("<code object ");
  text.append(code.name);
  text.append(address);
  text.append(code.file);
  std::snprintf(address, sizeof address, "\", line %d>", code.first_line);
  text.append(address);
  return Value(MAYFLY_TRY(text.finish()));
}

Result<Value> get_content(Runtime& rt, Arguments args) {
  const Value content = MAYFLY_TRY(receiver<Cell>(rt, args))->content();
  return content.is_empty() ? raise(rt, ExceptionId::kValue, "Cell is empty") : Result<Value>(content);
}

Result<Value> set_content(Runtime& rt, Arguments args) {
  MAYFLY_TRY(receiver<Cell>(rt, args))->set_content(args[1]);
  return Value::nil();
}

Result<Value> empty_cell(Runtime& rt, Arguments args) {
  MAYFLY_TRY(receiver<Cell>(rt, args))->set_content(Value::empty());
  return Value::nil();
}

Result<Value> make_cell(Runtime& rt, Arguments args) {
  Cell* cell = Cell::create(rt.heap(), args.positional() > 1 ? args[1] : Value::empty());
  if (!cell) return rt.heap().allocation_error();
  return Value(cell);
}

constexpr NativeSpec kCode[] = {
    getter<get_name>("co_name"),
    getter<get_qualified_name>("co_qualname"),
    getter<get_file>("co_filename"),
    getter<get_first_line>("co_firstlineno"),
    getter<get_positional>("co_argcount"),
    getter<get_positional_only>("co_posonlyargcount"),
    getter<get_keyword_only>("co_kwonlyargcount"),
    getter<get_local_count>("co_nlocals"),
    getter<get_flags>("co_flags"),
    method<positions, 0>("co_positions"),
    getter<get_variables>("co_varnames"),
    getter<get_cell_variables>("co_cellvars"),
    getter<get_free_variables>("co_freevars"),
    method<representation, 0>("__repr__"),
};

constexpr NativeSpec kCell[] = {
    static_method<make_cell, 1, 2>("__new__"),
    accessor<get_content, set_content, empty_cell>("cell_contents"),
};

}  // namespace

Result<> define_code(Runtime& rt) {
  Minipy& minipy = Minipy::of(rt);
  Class* code = MAYFLY_TRY(minipy.make_class(ClassId::kCode, PyCode::kind(), {.weakly_referenceable = true}));
  MAYFLY_TRY(install(rt, *code, kCode));
  Class* cell = MAYFLY_TRY(minipy.make_class(ClassId::kCell, Cell::kind()));
  return install(rt, *cell, kCell);
}

}  // namespace minipy
