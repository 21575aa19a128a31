// The evaluator: recursion through the forms.
//
// Rooting: forms are held by the function that runs, a scope by a Local of whoever made it, values that stand across an
// evaluation by a Frame or a Local. What evaluate() returns is held by nobody. So a (collect) is exact wherever it is.
#include "lisp.h"
#include "prelude.h"

#include <mayfly/runtime/attributes/access.h>
#include <mayfly/runtime/frontend/frame.h>
#include <mayfly/runtime/frontend/frontend_code.h>

namespace lisp {

namespace {

Result<Value> evaluate(Runtime& rt, Value value, Dict& scope);

bool is_false(Value value) { return value.is_nil() || value == Value::boolean(false); }

std::string_view word_of(Value value) { return value.is<Symbol>() ? value.as<Symbol>()->view() : std::string_view(); }

Error syntax_error(const char* expected) { return make_error(ErrorKind::kValue, "syntax: expected %s", expected); }

// Errors show this form's line from here on.
void set_position(Runtime& rt, const List& form) { rt.calls().current()->set_state(&form); }

Result<Value> define(Runtime& rt, Dict& scope, Value name, Value value) {
  if (!name.is<Symbol>()) return syntax_error("the name of a variable");
  if (scope.set(rt.heap(), name, value) != Dict::Set::kDone) return rt.heap().allocation_error();
  return Value::nil();
}

Result<Dict*> make_scope(Runtime& rt, Dict& outer) {
  Dict* scope = Dict::create(rt.heap());
  if (!scope || scope->set(rt.heap(), Value::nil(), &outer) != Dict::Set::kDone) return rt.heap().allocation_error();
  return scope;
}

// The innermost scope that has the variable.
Result<Dict*> find(Value scope, const Symbol& name) {
  for (; !scope.is_empty(); scope = scope.as<Dict>()->get(Value::nil()))
    if (!scope.as<Dict>()->get(&name).is_empty()) return scope.as<Dict>();
  return make_error(ErrorKind::kName, "unknown name '%s'", name.c_str());
}

// What each function has captured: its form, the scope around it, and lines, as read() made them.
enum Capture { kForm, kScope, kLines, kCaptures };

// One cell of code runs all functions.
class LispCode final : public FrontEndCode {
 public:
  LispCode(gc::CellInit init, FrontEnd& lisp) : FrontEndCode(init, lisp, &run, nullptr) {}
  static gc::KindId kind() {
    static const gc::KindId id = gc::register_kind(kRow);
    return id;
  }

 private:
  static void trace_cell(const gc::Cell& cell, gc::Visitor& v) { static_cast<const LispCode&>(cell).trace(v); }
  static constexpr gc::KindRow kRow = {"LispCode", &LispCode::trace_cell};
  static Result<Value> run(Runtime& rt, Function& callee, Arguments arguments) noexcept;
};

// A function beside the one that runs: of the same text.
Result<Function*> make_function(Runtime& rt, std::string_view name, const List& form, Dict& scope) {
  Function& running = rt.calls().current()->function();
  const Value captures[kCaptures] = {&form, &scope, running.capture(kLines)};
  String* text = String::create(rt.heap(), name);
  Function* made = text ? Function::create(rt.space(), running.code(), text, captures, kCaptures) : nullptr;
  if (!made) return rt.heap().allocation_error();
  return made;
}

Result<Value> evaluate_body(Runtime& rt, const List& form, Dict& scope) {
  Value result;
  for (size_t i = 2; i < form.size(); i++) {
    set_position(rt, form);
    result = MAYFLY_TRY(evaluate(rt, form.at(i), scope));
  }
  return result;
}

// Of (lambda (parameter...) body...), (define (name parameter...) body...), (define (.name class parameter...) body...)
// or the (nil nil body...) of a text, which has no scope of its own.
Result<Value> LispCode::run(Runtime& rt, Function& callee, Arguments arguments) noexcept {
  const List& form = *callee.capture(kForm).as<List>();
  Dict& outer = *callee.capture(kScope).as<Dict>();
  set_position(rt, form);
  if (form.at(1).is_nil()) return evaluate_body(rt, form, outer);
  std::span<const Value> names = form.at(1).as<List>()->values();
  if (word_of(form.at(0)) == "define") names = names.subspan(word_of(names[0]).starts_with('.') ? 2 : 1);
  const auto count = static_cast<uint32_t>(names.size());
  if (arguments.positional() != count || arguments.keywords())
    return argument_count_error(callee, count, count, arguments.size());
  const Local<Dict> scope(rt, MAYFLY_TRY(make_scope(rt, outer)));
  if (!scope) return scope.error();
  for (uint32_t i = 0; i < count; i++) static_cast<void>(MAYFLY_TRY(define(rt, *scope, names[i], arguments[i])));
  return evaluate_body(rt, form, *scope);
}

Result<Value> evaluate_let(Runtime& rt, const List& form, Dict& outer) {
  const Local<Dict> scope(rt, MAYFLY_TRY(make_scope(rt, outer)));
  if (!scope) return scope.error();
  const List& variables = *form.at(1).as<List>();
  for (size_t i = 0; i < variables.size(); i += 2) {
    const Value value = MAYFLY_TRY(evaluate(rt, variables.at(i + 1), *scope));
    static_cast<void>(MAYFLY_TRY(define(rt, *scope, variables.at(i), value)));
  }
  return evaluate_body(rt, form, *scope);
}

Result<Value> define_function(Runtime& rt, const List& form, Dict& scope) {
  const List& target = *form.at(1).as<List>();
  const std::string_view name = word_of(target.at(0));
  Locals<2> held(rt);
  if (!held) return held.error();
  const bool is_method = name.starts_with('.') && target.size() > 1;
  if (is_method) held[0] = MAYFLY_TRY(evaluate(rt, target.at(1), scope));
  set_position(rt, form);
  Function* made = MAYFLY_TRY(make_function(rt, name, form, scope));
  held[1] = made;
  if (!is_method) return define(rt, scope, target.at(0), made);
  const Root<Symbol> attribute = MAYFLY_TRY(rt.symbol(name.substr(1)));
  MAYFLY_TRY(set_attribute(rt, held[0], *attribute, made));
  return Value::nil();
}

// (function argument...), (weak-method argument...) or (.method receiver argument...). What is called and its arguments
// are operands of a Frame, where they stay while the call runs.
Result<Value> evaluate_call(Runtime& rt, const List& form, Dict& scope) {
  const auto count = static_cast<uint32_t>(form.size()) - 1;
  Frame frame(rt, 0, form.size());
  if (!frame) return frame.error();
  const std::string_view word = word_of(form.at(0));
  const bool is_method = word.starts_with('.') && count > 0;
  frame.push(is_method ? rt.space().symbols().intern(word.substr(1)) : MAYFLY_TRY(evaluate(rt, form.at(0), scope)));
  if (frame.peek().is_empty()) return rt.heap().allocation_error();
  set_position(rt, form);
  for (uint32_t i = 1; i <= count; i++) {
    frame.push(MAYFLY_TRY(evaluate(rt, form.at(i), scope)));
    set_position(rt, form);
  }
  const Arguments arguments(frame.operands(count), count);
  if (is_method) return invoke_method(rt, *frame.peek(count).as<Symbol>(), arguments, nullptr);
  WeakMethod* weak = frame.peek(count).try_as<WeakMethod>();
  if (!weak) return invoke(rt, frame.peek(count), arguments);
  const WeakCall<Value> called = MAYFLY_TRY(rt.call_weak(*weak, arguments));
  if (called) return *called;
  const char* what = gc::name(called.death());
  return make_error(ErrorKind::kDeadReference, "a dead weak method was called; what died: %s", what);
}

Result<Value> evaluate(Runtime& rt, Value value, Dict& scope) {
  if (const Symbol* name = value.try_as<Symbol>()) return MAYFLY_TRY(find(&scope, *name))->get(name);
  if (!value.is<List>() || value.as<List>()->empty()) return value;
  if (!rt.calls().guard().has_room()) return rt.calls().recursion_error("the form");
  const List& form = *value.as<List>();
  set_position(rt, form);
  MAYFLY_TRY(rt.steps(1));  // a safe point; budget and interrupts
  const std::string_view word = word_of(form.at(0));
  const size_t size = form.size();
  const List* second = size > 1 ? form.at(1).try_as<List>() : nullptr;
  if (word == "quote") return size == 2 ? form.at(1) : Result<Value>(syntax_error("(quote form)"));
  if (word == "if") {
    if (size != 3 && size != 4) return syntax_error("(if test then else)");
    if (!is_false(MAYFLY_TRY(evaluate(rt, form.at(1), scope)))) return evaluate(rt, form.at(2), scope);
    return size == 4 ? evaluate(rt, form.at(3), scope) : Value::nil();
  }
  if (word == "and" || word == "or") {
    Value result = Value::boolean(word == "and");
    for (size_t i = 1; i < size && is_false(result) == (word == "or"); i++)
      result = MAYFLY_TRY(evaluate(rt, form.at(i), scope));
    return result;
  }
  if (word == "while") {
    if (size < 3) return syntax_error("(while test body...)");
    while (!is_false(MAYFLY_TRY(evaluate(rt, form.at(1), scope)))) {
      MAYFLY_TRY(rt.steps(1));
      static_cast<void>(MAYFLY_TRY(evaluate_body(rt, form, scope)));
    }
    return Value::nil();
  }
  if (word == "let") {
    if (size < 3 || !second || second->size() % 2 != 0) return syntax_error("(let (name value...) body...)");
    return evaluate_let(rt, form, scope);
  }
  if (word == "lambda") {
    if (size < 3 || !second) return syntax_error("(lambda (parameter...) body...)");
    return make_function(rt, "lambda", form, scope);
  }
  if (word == "define") {
    if (size >= 3 && second && !second->empty() && second->at(0).is<Symbol>()) return define_function(rt, form, scope);
    if (size != 3) return syntax_error("(define name value) or (define (name parameter...) body...)");
    return define(rt, scope, form.at(1), MAYFLY_TRY(evaluate(rt, form.at(2), scope)));
  }
  if (word == "set!") {
    if (size != 3 || !form.at(1).is<Symbol>()) return syntax_error("(set! name value)");
    Dict& owner = *MAYFLY_TRY(find(&scope, *form.at(1).as<Symbol>()));
    return define(rt, owner, form.at(1), MAYFLY_TRY(evaluate(rt, form.at(2), scope)));
  }
  return evaluate_call(rt, form, scope);
}

}  // namespace

Result<> Lisp::start(Runtime& rt) {
  rt.set_front_end(this);
  globals_ = MAYFLY_TRY(rt.dict());
  constexpr std::pair<Special, const char*> kNames[] = {
      {Special::kInit, "init"}, {Special::kFinalize, "finalize"}, {Special::kString, "to-string"}};
  for (const auto& [special, name] : kNames) MAYFLY_TRY(rt.space().name_special(special, *MAYFLY_TRY(rt.symbol(name))));
  MAYFLY_TRY(define_builtins(rt, *globals_));
  bool is_incomplete = false;
  MAYFLY_TRY(run(rt, kPrelude, "prelude", is_incomplete));
  return {};
}

Result<Root<Value>> Lisp::run(Runtime& rt, std::string_view text, std::string_view source, bool& is_incomplete) {
  // While it runs, the program stands in a Root: that it does in this frame is what the host vouches for.
  Root<Function> program;
  {
    const Root<List> lines = MAYFLY_TRY(rt.list(source));
    const Value captures[kCaptures] = {MAYFLY_TRY(read(rt, text, *lines, is_incomplete)), globals_, lines};
    auto* code = rt.heap().make_kind<LispCode>(LispCode::kind(), 0, false, *this);
    String* name = String::create(rt.heap(), "top level");
    Function* made = code && name ? Function::create(rt.space(), *code, name, captures, kCaptures) : nullptr;
    if (!made) return rt.heap().allocation_error();
    program = Root<Function>(rt.heap(), made);
  }
  return rt.root(rt.call(program.get()));
}

// The state of a call is the form that it evaluates.
Position Lisp::position(const CallFrame& frame) const {
  const List& lines = *frame.function().capture(kLines).as<List>();
  Position position = {{}, lines.at(0).as<String>()->view(), 0};
  for (size_t i = 1; i < lines.size(); i += 2)
    if (lines.at(i).cell() == frame.state()) position.line = static_cast<int>(lines.at(i + 1).as_small());
  return position;
}

}  // namespace lisp
