#include <minipy/objects/big_integer.h>
#include <minipy/vm/code.h>
#include <minipy/vm/interpreter.h>

#include <mayfly/runtime/call/local.h>

#include <new>

namespace minipy {

namespace {

Result<Value> integer_value(Runtime& rt, const IntegerConstant& constant) {
  Integer number;
  mpz_set_str(number, constant.digits.c_str(), constant.base);
  if (constant.negative) mpz_neg(number, number);
  return make_any_integer(rt.heap(), number);
}

Result<Value> constant_value(Runtime& rt, const Constant& constant, bool caches_globals) {
  if (std::holds_alternative<NoneConstant>(constant)) return Value::nil();
  if (std::holds_alternative<EllipsisConstant>(constant)) return Minipy::of(rt).ellipsis();
  if (const bool* truth = std::get_if<bool>(&constant)) return Value::boolean(*truth);
  if (const auto* integer = std::get_if<IntegerConstant>(&constant)) return integer_value(rt, *integer);
  if (const double* number = std::get_if<double>(&constant)) return Value::number(*number);
  if (const auto* text = std::get_if<std::string>(&constant)) return Minipy::of(rt).interned(*text);
  if (const auto* name = std::get_if<NameConstant>(&constant)) {
    Symbol* symbol = rt.space().symbols().intern(name->text);
    if (!symbol) return rt.heap().allocation_error();
    return symbol;
  }
  if (const auto* tuple = std::get_if<TupleConstant>(&constant)) {
    LocalArray items(rt, tuple->items.size());
    if (!items) return items.error();
    for (size_t i = 0; i < tuple->items.size(); i++)
      items[i] = MAYFLY_TRY(constant_value(rt, tuple->items[i], caches_globals));
    Tuple* made = Tuple::create(rt.heap(), items.span());
    if (!made) return rt.heap().allocation_error();
    return made;
  }
  return MAYFLY_TRY(PyCode::create(rt, std::get<std::shared_ptr<Blueprint>>(constant), caches_globals));
}

}  // namespace

const gc::KindRow PyCode::kRow = {.name = "code", .trace = &PyCode::trace_cell, .release = &PyCode::release};

const gc::KindId PyCode::kKindId = gc::register_kind(PyCode::kRow);

PyCode::PyCode(gc::CellInit init, FrontEnd& owner, String* name, Tuple& constants, Tuple& local_names, Data* data)
    : FrontEndCode(init, owner, &Interpreter::call, name),
      constants_(&constants),
      local_names_(&local_names),
      data_(data) {}

void PyCode::trace_cell(const gc::Cell& cell, gc::Visitor& visitor) {
  auto& code = static_cast<const PyCode&>(cell);
  code.Base::trace(visitor);
  visitor.visit(code.constants_);
  visitor.visit(code.local_names_);
  visitor.ignore(code.data_);
}

void PyCode::release(gc::Cell& cell) {
  auto& code = static_cast<PyCode&>(cell);
  delete code.data_;
  code.data_ = nullptr;
}

Result<PyCode*> PyCode::create(Runtime& rt, std::shared_ptr<Blueprint> blueprint, bool caches_globals) {
  const Blueprint& plan = *blueprint;
  Locals<3> held(rt);
  if (!held) return held.error();
  if (!rt.calls().guard().has_room()) return rt.calls().recursion_error("the code");
  {
    LocalArray constants(rt, plan.constants.size());
    if (!constants) return constants.error();
    for (size_t i = 0; i < plan.constants.size(); i++)
      constants[i] = MAYFLY_TRY(constant_value(rt, plan.constants[i], caches_globals));
    held[0] = Tuple::create(rt.heap(), constants.span());
    if (held[0].is_empty()) return rt.heap().allocation_error();
    LocalArray names(rt, plan.local_names.size());
    if (!names) return names.error();
    for (size_t i = 0; i < plan.local_names.size(); i++) {
      Symbol* name = rt.space().symbols().intern(plan.local_names[i]);
      if (!name) return rt.heap().allocation_error();
      names[i] = name;
    }
    held[1] = Tuple::create(rt.heap(), names.span());
    if (held[1].is_empty()) return rt.heap().allocation_error();
  }
  held[2] = MAYFLY_TRY(Minipy::of(rt).interned(plan.name));
  auto data = std::unique_ptr<Data>(new (std::nothrow) Data());
  if (!data) return Error::out_of_memory();
  try {
    data->attributes.resize(plan.attribute_names.size());
    data->globals.resize(plan.global_names.size());
  } catch (const std::bad_alloc&) {
    return Error::out_of_memory();
  }
  data->registers = plan.registers;
  const bool is_simple = !plan.keyword_only && !plan.has_rest && !plan.has_keyword_rest && !plan.is_generator;
  data->simple_positional = is_simple ? plan.positional : kNotSimple;
  data->caches_globals = caches_globals;
  data->first = plan.code.data();
  data->live = plan.live.data();
  data->constants = held[0].as<Tuple>()->values().data();
  data->attribute_caches = data->attributes.data();
  data->global_caches = data->globals.data();
  data->blueprint = std::move(blueprint);
  auto* code = rt.heap().make_kind<PyCode>(kind(), 0, false, Minipy::of(rt), held[2].as<String>(), *held[0].as<Tuple>(),
                                           *held[1].as<Tuple>(), nullptr);
  if (!code) return rt.heap().allocation_error();
  if (!rt.heap().register_finalizable(*code, false)) return Error::out_of_memory();
  code->data_ = data.release();
  return code;
}

Place PyCode::place_at(size_t index) const {
  const Blueprint& plan = blueprint();
  return index < plan.places.size() ? plan.places[index] : Place{.line = plan.first_line};
}

uint32_t PyCode::live_at(const Instruction* instruction) const {
  const Blueprint& plan = blueprint();
  const ptrdiff_t at = instruction - plan.code.data();
  if (at < 0 || static_cast<size_t>(at) >= plan.live.size()) return plan.registers;
  return plan.live[static_cast<size_t>(at)];
}

Result<Function*> make_function(Runtime& rt, PyCode& code, Dict& globals, Value defaults, Value keyword_defaults,
                                const Value* cells, size_t cell_count) {
  LocalArray captures(rt, PyCode::kFirstCell + cell_count);
  if (!captures) return captures.error();
  captures[PyCode::kGlobals] = Value(&globals);
  captures[PyCode::kDefaults] = defaults;
  captures[PyCode::kKeywordDefaults] = keyword_defaults;
  std::copy(cells, cells + cell_count, captures.data() + PyCode::kFirstCell);
  Function* made = Function::create(rt.space(), code, code.name(), captures.data(), captures.size());
  if (!made) return rt.heap().allocation_error();
  return made;
}

}  // namespace minipy
