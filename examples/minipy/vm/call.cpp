// Calls: from the arguments of a call to the registers of the callee.
#include <minipy/vm/attributes.h>
#include <minipy/vm/interpreter.h>

#include <cstdio>
#include <string>

namespace minipy {

namespace {

std::string quoted_list(const std::vector<std::string>& names) {
  std::string text;
  for (size_t i = 0; i < names.size(); i++) {
    if (i > 0) text += i + 1 < names.size() ? ", " : names.size() > 2 ? ", and " : " and ";
    text += "'" + names[i] + "'";
  }
  return text;
}

// The text of a name that is a Symbol or a String.
std::string_view text_of(Value name) {
  return name.is<Symbol>() ? name.as<Symbol>()->view() : name.as<String>()->view();
}

// The function's __qualname__, which the program may have changed.
std::string name_of(Runtime& rt, Function& function) {
  const Value own = hidden_attribute(rt, Value(&function), "qualname");
  if (!own.is_empty() && as<String>(own)) return std::string(as<String>(own)->view());
  return code_of(function)->blueprint().qualified_name;
}

}  // namespace

Error Interpreter::missing_error(Function& function, PyCode& code, const Value* registers) {
  const Blueprint& plan = code.blueprint();
  std::vector<std::string> positional, keyword_only;
  for (uint32_t i = 0; i < plan.positional; i++)
    if (registers[i].is_empty()) positional.push_back(plan.local_names[i]);
  for (uint32_t i = plan.positional; i < uint32_t{plan.positional} + plan.keyword_only; i++)
    if (registers[i].is_empty()) keyword_only.push_back(plan.local_names[i]);
  const bool first = !positional.empty();
  const auto& names = first ? positional : keyword_only;
  return raise(rt_, ExceptionId::kType, "%s() missing %zu required %s argument%s: %s", name_of(rt_, function).c_str(),
               names.size(), first ? "positional" : "keyword-only", names.size() == 1 ? "" : "s",
               quoted_list(names).c_str());
}

Error Interpreter::positional_error(Function& function, PyCode& code, uint32_t given, uint32_t keyword_only) {
  const Blueprint& plan = code.blueprint();
  const Value defaults = function.capture(PyCode::kDefaults);
  const size_t optional = defaults.is<Tuple>() ? defaults.as<Tuple>()->size() : 0;
  char takes[60];
  if (optional)
    std::snprintf(takes, sizeof takes, "from %zu to %u", plan.positional - optional, plan.positional);
  else
    std::snprintf(takes, sizeof takes, "%u", plan.positional);
  char besides[80] = "";
  if (keyword_only) {
    std::snprintf(besides, sizeof besides, " positional argument%s (and %u keyword-only argument%s)",
                  given == 1 ? "" : "s", keyword_only, keyword_only == 1 ? "" : "s");
  }
  return raise(rt_, ExceptionId::kType, "%s() takes %s positional argument%s but %u%s %s given",
               name_of(rt_, function).c_str(), takes, plan.positional == 1 && !optional ? "" : "s", given, besides,
               given == 1 && !keyword_only ? "was" : "were");
}

// The first `positional` registers hold the positional arguments; registers beyond them, to the frame's end, are roots, and
// empty where they are the callee's. Names are Symbols or Strings. Runs no user code.
Result<> Interpreter::bind_arguments(Function& function, PyCode& code, Value* registers, uint32_t positional,
                                     const Value* names, const Value* keyword_values, uint32_t keywords) {
  const Blueprint& plan = code.blueprint();
  const uint32_t expected = plan.positional;
  Value rest = Value::empty();
  if (positional > expected) {
    // Without a place for them: told when the keywords are known to be right.
    if (plan.has_rest) {
      Tuple* made = Tuple::create(rt_.heap(), {registers + expected, positional - expected});
      if (!made) return rt_.heap().allocation_error();
      rest = made;
    }
    std::fill(registers + expected, registers + positional, Value::empty());
  } else if (plan.has_rest) {
    Tuple* made = Tuple::create(rt_.heap(), {});
    if (!made) return rt_.heap().allocation_error();
    rest = made;
  }
  const uint32_t named = expected + plan.keyword_only;
  Dict* surplus = nullptr;
  if (plan.has_keyword_rest) {
    surplus = Dict::create(rt_.heap());
    if (!surplus) return rt_.heap().allocation_error();
    registers[named + plan.has_rest] = surplus;
  }
  if (plan.has_rest) registers[named] = rest;

  std::string positional_only;
  for (uint32_t k = 0; k < keywords; k++) {
    const std::string_view name = text_of(names[k]);
    uint32_t at = 0;
    if (names[k].is<Symbol>()) {
      const Symbol* symbol = names[k].as<Symbol>();
      while (at < named && &code.local_name(at) != symbol) at++;
    } else {
      while (at < named && code.local_name(at).view() != name) at++;
    }
    if (at < named && at >= plan.positional_only) {
      if (!registers[at].is_empty()) {
        return raise(rt_, ExceptionId::kType, "%s() got multiple values for argument '%.*s'",
                     name_of(rt_, function).c_str(), static_cast<int>(name.size()), name.data());
      }
      registers[at] = keyword_values[k];
      continue;
    }
    if (!surplus) {
      if (at < plan.positional_only) {
        positional_only += (positional_only.empty() ? "" : ", ") + std::string(name);
        continue;
      }
      return raise(rt_, ExceptionId::kType, "%s() got an unexpected keyword argument '%.*s'",
                   name_of(rt_, function).c_str(), static_cast<int>(name.size()), name.data());
    }
    Value key = names[k];
    if (key.is<Symbol>()) key = MAYFLY_TRY(minipy_.interned(name));
    if (surplus->set(rt_.heap(), key, keyword_values[k]) == Dict::Set::kOutOfMemory)
      return rt_.heap().allocation_error();
  }
  if (!positional_only.empty()) {
    return raise(rt_, ExceptionId::kType, "%s() got some positional-only arguments passed as keyword arguments: '%s'",
                 name_of(rt_, function).c_str(), positional_only.c_str());
  }

  if (positional > expected && !plan.has_rest) {
    uint32_t given = 0;
    for (uint32_t i = expected; i < named; i++) given += !registers[i].is_empty();
    return positional_error(function, code, positional, given);
  }

  const Value defaults = function.capture(PyCode::kDefaults);
  const uint32_t optional = defaults.is<Tuple>() ? static_cast<uint32_t>(defaults.as<Tuple>()->size()) : 0;
  bool missing = false;
  for (uint32_t i = std::min(positional, expected); i < expected; i++) {
    if (!registers[i].is_empty()) continue;
    if (i + optional >= expected)
      registers[i] = defaults.as<Tuple>()->at(i + optional - expected);
    else
      missing = true;
  }
  const Value keyword_defaults = function.capture(PyCode::kKeywordDefaults);
  for (uint32_t i = expected; i < named; i++) {
    if (!registers[i].is_empty()) continue;
    if (keyword_defaults.is<Dict>()) {
      String* key = MAYFLY_TRY(minipy_.interned(code.local_name(i).view()));
      registers[i] = keyword_defaults.as<Dict>()->get(key);
    }
    if (registers[i].is_empty()) missing = true;
  }
  if (missing) return missing_error(function, code, registers);
  return {};
}

// Called by C++: the arguments are somewhere else, and are copied.
Result<Value> Interpreter::call(Runtime& rt, Function& callee, Arguments arguments) noexcept {
  Interpreter& self = Minipy::of(rt).interpreter();
  PyCode& code = *code_of(callee);
  gc::WordStack& stack = self.stack_;
  uint64_t* const mark = stack.top();
  const uint32_t positional = arguments.positional();
  const size_t words = 2 + std::max(code.registers(), positional);
  uint64_t* room = stack.room(words);
  if (!room) return raise_too_deep(rt);
  room[0] = Value::nil().word();
  room[1] = Value(&callee).word();
  Value* registers = reinterpret_cast<Value*>(room + 2);
  std::copy(arguments.values(), arguments.values() + positional, registers);
  std::fill(registers + positional, reinterpret_cast<Value*>(room + words), Value::empty());
  stack.publish(room + words);
  struct Popped {
    gc::WordStack& stack;
    uint64_t* mark;
    ~Popped() { stack.pop_to(mark); }
  } popped{stack, mark};

  if (positional != code.tables().simple_positional || arguments.keywords()) {
    std::vector<Value> names;
    try {
      for (uint32_t i = 0; i < arguments.keywords(); i++) names.push_back(Value(&arguments.name(i)));
    } catch (const std::bad_alloc&) {
      return Error::out_of_memory();
    }
    MAYFLY_TRY(self.bind_arguments(callee, code, registers, positional, names.data(), arguments.values() + positional,
                                   arguments.keywords()));
    if (code.blueprint().is_generator) {
      if (code.blueprint().may_need_closing) self.minipy_.note_closable_generator();
      Generator* made = Generator::create(rt.heap(), callee, registers, code.registers());
      if (!made) return rt.heap().allocation_error();
      return made;
    }
  }
  Activation* activation = self.next_activation();
  if (!activation) return Error::out_of_memory();
  activation->registers = registers;
  activation->limit = room + words;
  activation->code = &code;
  activation->pc = code.first();
  activation->set_link(0, Activation::Mode::kOutside, false);
  self.top_ = activation;
  if (CallFrame* frame = rt.calls().current()) frame->set_state(activation);
  return self.run();
}

}  // namespace minipy
