#include "compiler.h"

#include "code.h"
#include "lisp.h"

#include <algorithm>
#include <cstdarg>
#include <cstdio>

namespace lisp {

namespace {

// What all functions of one form have in common.
struct Unit {
  Runtime& rt;
  Lisp& lisp;
  String* source;
};

Value first(Value form) { return form.as<Pair>()->head(); }
Value rest(Value form) { return form.as<Pair>()->tail(); }
Value second(Value form) { return first(rest(form)); }

// Compiles one function. Names stand in malloc memory here: the whole form, which is held, keeps them.
class Compiler {
 public:
  Compiler(Unit& unit, Compiler* outer, std::string_view name, uint32_t line)
      : unit_(unit), outer_(outer), name_(name), line_(line) {}

  // The body of a function with these parameters.
  Result<LispCode*> function(Value parameters, Value forms) {
    draft_.constants = List::create(heap());
    if (!draft_.constants) return heap().allocation_error();
    for (; !parameters.is_nil(); parameters = rest(parameters)) {
      const Value name = parameters.is<Pair>() ? first(parameters) : parameters;
      if (!name.is<Symbol>()) return fail("a parameter is a name, not %s", describe(unit_.rt.space(), name).c_str());
      emit(Op::kVariable, add_variable(name), 0);
      draft_.layout.parameters++;
      draft_.layout.takes_rest = !parameters.is<Pair>();
      if (draft_.layout.takes_rest) break;
    }
    MAYFLY_TRY(body(forms));
    emit(Op::kReturn, 0, -1);
    settle_boxes();
    draft_.layout.locals = static_cast<uint32_t>(in_box_.size());
    draft_.layout.sites = static_cast<uint32_t>(draft_.sites.size());
    draft_.layout.captures = static_cast<uint32_t>(captures_.size());
    String* name = String::create(heap(), name_);
    if (!name) return heap().allocation_error();
    return LispCode::create(unit_.rt, unit_.lisp, draft_, name, *unit_.source);
  }

 private:
  struct Variable {
    const Symbol* name;
    int32_t local;
  };
  struct Capture {
    const Symbol* name;
    bool is_local;  // of the outer function; else one of its captures
    int32_t index;
  };
  struct SpecialForm {
    std::string_view name;
    int least;  // arguments
    int most;
    Result<> (Compiler::*compile)(Value arguments);
    const char* usage;
  };
  static std::span<const SpecialForm> special_forms();

  gc::Heap& heap() { return unit_.rt.heap(); }

  [[gnu::format(printf, 2, 3)]] Error fail(const char* format, ...) {
    char message[300];
    va_list arguments;
    va_start(arguments, format);
    std::vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    Error error = make_error(ErrorKind::kValue, "syntax: %s", message);
    error.add_position({name_, unit_.source->view(), static_cast<int>(line_)});
    return error;
  }

  // --- instructions --------------------------------------------------------------------------------------------------

  void emit(Op op, int32_t argument, int effect) {
    draft_.instructions.push_back({op, line_, argument});
    depth_ += effect;
    draft_.layout.operands = std::max(draft_.layout.operands, static_cast<uint32_t>(depth_));
  }
  Result<int32_t> constant(Value value) {
    if (!draft_.constants->append(heap(), value)) return heap().allocation_error();
    return static_cast<int32_t>(draft_.constants->size() - 1);
  }
  Result<> emit_constant(Value value) {
    emit(Op::kConstant, MAYFLY_TRY(constant(value)), +1);
    return {};
  }
  Result<> emit_site(Op op, std::string_view attribute, uint32_t arguments, int effect) {
    const Symbol* name = unit_.rt.space().symbols().intern(attribute);
    if (!name) return heap().allocation_error();
    draft_.sites.push_back({AttributeCache(), static_cast<uint32_t>(MAYFLY_TRY(constant(name))), arguments});
    emit(op, static_cast<int32_t>(draft_.sites.size() - 1), effect);
    return {};
  }
  size_t here() const { return draft_.instructions.size(); }
  size_t emit_jump(Op op, int effect) {
    emit(op, 0, effect);
    return here() - 1;
  }
  void jump_to(size_t jump, size_t target) {
    draft_.instructions[jump].argument = static_cast<int32_t>(target) - static_cast<int32_t>(jump + 1);
  }

  // --- variables -----------------------------------------------------------------------------------------------------

  int32_t add_variable(Value name) {
    in_box_.push_back(false);
    variables_.push_back({name.as<Symbol>(), static_cast<int32_t>(in_box_.size() - 1)});
    return variables_.back().local;
  }
  // A variable whose value is on top of the operands.
  void begin_variable(Value name) {
    const int32_t local = add_variable(name);
    emit(Op::kBegin, local, -1);
    emit(Op::kVariable, local, 0);
  }
  // Variables from `mark` on go: what they refer to must not live on.
  void end_variables(size_t mark) {
    for (size_t i = mark; i < variables_.size(); i++) emit(Op::kEnd, variables_[i].local, 0);
    variables_.resize(mark);
  }
  int32_t find_local(const Symbol* name) const {
    for (size_t i = variables_.size(); i > 0; i--)
      if (variables_[i - 1].name == name) return variables_[i - 1].local;
    return -1;
  }
  int32_t find_capture(const Symbol* name) {
    for (size_t i = 0; i < captures_.size(); i++)
      if (captures_[i].name == name) return static_cast<int32_t>(i);
    if (!outer_) return -1;
    const int32_t local = outer_->find_local(name);
    const int32_t index = local >= 0 ? local : outer_->find_capture(name);
    if (index < 0) return -1;
    if (local >= 0) outer_->in_box_[static_cast<size_t>(local)] = true;
    captures_.push_back({name, local >= 0, index});
    return static_cast<int32_t>(captures_.size() - 1);
  }
  Result<> emit_global(Op op, Symbol& name, int effect) {
    const Value box = MAYFLY_TRY(unit_.lisp.global(unit_.rt, name));
    emit(op, MAYFLY_TRY(constant(box)), effect);
    return {};
  }
  Result<> emit_variable(Value name, Op local_op, Op capture_op, Op global_op, int effect) {
    Symbol* symbol = name.as<Symbol>();
    if (int32_t local = find_local(symbol); local >= 0) {
      emit(local_op, local, effect);
    } else if (int32_t capture = find_capture(symbol); capture >= 0) {
      emit(capture_op, capture, effect);
    } else {
      MAYFLY_TRY(emit_global(global_op, *symbol, effect));
    }
    return {};
  }
  // Only now is it known which variables inner functions use.
  void settle_boxes() {
    for (Instruction& instruction : draft_.instructions) {
      const bool is_variables =
          instruction.op == Op::kLocal || instruction.op == Op::kSetLocal || instruction.op == Op::kVariable;
      if (!is_variables || !in_box_[static_cast<size_t>(instruction.argument)]) continue;
      instruction.op = instruction.op == Op::kLocal      ? Op::kLocalBox
                       : instruction.op == Op::kSetLocal ? Op::kSetLocalBox
                                                         : Op::kMakeBox;
    }
  }
  bool is_global_scope() const { return !outer_ && scopes_ == 0; }

  // --- forms: each leaves one operand --------------------------------------------------------------------------------

  Result<> form(Value form) {
    if (form.is<Symbol>()) return emit_variable(form, Op::kLocal, Op::kCapture, Op::kGlobal, +1);
    if (!form.is<Pair>()) return emit_constant(form);
    const uint32_t outer_line = line_;
    if (const uint32_t line = form.as<Pair>()->line()) line_ = line;
    if (list_length(form) < 0) return fail("a form is a list that ends in nil");
    if (!unit_.rt.calls().guard().has_room()) return fail("forms are nested too deeply");
    MAYFLY_TRY(pair(form));
    line_ = outer_line;
    return {};
  }

  Result<> pair(Value form) {
    const Value head = first(form), arguments = rest(form);
    const int64_t count = list_length(arguments);
    if (const Symbol* name = head.try_as<Symbol>()) {
      for (const SpecialForm& special : special_forms()) {
        if (name->view() != special.name) continue;
        if (count < special.least || count > special.most) return fail("expected %s", special.usage);
        return (this->*special.compile)(arguments);
      }
      if (name->view().starts_with(".") && name->size() > 1) return member(name->view(), arguments, count);
    }
    const uint32_t line = line_;
    MAYFLY_TRY(this->form(head));
    for (Value left = arguments; !left.is_nil(); left = rest(left)) MAYFLY_TRY(this->form(first(left)));
    line_ = line;
    emit(Op::kCall, static_cast<int32_t>(count), static_cast<int>(-count));
    return {};
  }

  // (.name object argument...) and (.-name object)
  Result<> member(std::string_view name, Value arguments, int64_t count) {
    if (count == 0) return fail("expected (%s object...)", name.data());
    if (name.starts_with(".-")) {
      if (count != 1) return fail("expected (%s object)", name.data());
      MAYFLY_TRY(form(first(arguments)));
      return emit_site(Op::kGet, name.substr(2), 0, 0);
    }
    MAYFLY_TRY(emit_constant(Value::nil()));
    for (; !arguments.is_nil(); arguments = rest(arguments)) MAYFLY_TRY(form(first(arguments)));
    return emit_site(Op::kSend, name.substr(1), static_cast<uint32_t>(count - 1), static_cast<int>(-count));
  }
  // (.-name object), as what is set or deleted: compiles the object and gives the name; empty: it is something else.
  Result<std::string_view> attribute_target(Value target) {
    if (list_length(target) != 2 || !target.is<Pair>() || !first(target).is<Symbol>()) return std::string_view();
    const std::string_view name = first(target).as<Symbol>()->view();
    if (!name.starts_with(".-")) return std::string_view();
    MAYFLY_TRY(form(second(target)));
    return name.substr(2);
  }

  // A body is a scope: what it defines begins with it and ends with it. At the top level, that is a global.
  Result<> body(Value forms) {
    const size_t mark = variables_.size();
    for (Value left = forms; !left.is_nil() && !is_global_scope(); left = rest(left)) {
      const Value name = defined_name(first(left));
      if (!name.is<Symbol>()) continue;
      MAYFLY_TRY(emit_constant(Value::nil()));
      begin_variable(name);
    }
    if (forms.is_nil()) MAYFLY_TRY(emit_constant(Value::nil()));
    for (; !forms.is_nil(); forms = rest(forms)) {
      MAYFLY_TRY(form(first(forms)));
      if (!rest(forms).is_nil()) emit(Op::kPop, 0, -1);
    }
    end_variables(mark);
    return {};
  }
  // The name of (define name ...), (define (name ...) ...) and (class name ...); nil: the form is something else.
  static Value defined_name(Value form) {
    if (list_length(form) < 2 || !first(form).is<Symbol>()) return Value::nil();
    const std::string_view head = first(form).as<Symbol>()->view();
    if (head != "define" && head != "class") return Value::nil();
    return second(form).is<Pair>() ? first(second(form)) : second(form);
  }
  Result<> store_definition(Value name) {
    if (is_global_scope()) {
      MAYFLY_TRY(emit_global(Op::kDefineGlobal, *name.as<Symbol>(), 0));
    } else {
      const int32_t local = find_local(name.as<Symbol>());
      if (local < 0) return fail("a definition stands directly in a body");
      emit(Op::kSetLocal, local, 0);
    }
    emit(Op::kPop, 0, -1);
    return emit_constant(Value::nil());
  }
  // What a definition defines: (name value) or ((name parameter...) body...).
  Result<> definition_value(Value arguments) {
    const Value target = first(arguments);
    if (target.is<Pair>()) return closure(first(target).as<Symbol>()->view(), rest(target), rest(arguments));
    if (list_length(arguments) != 2) return fail("expected (define name value)");
    return form(second(arguments));
  }
  Result<> closure(std::string_view name, Value parameters, Value forms) {
    Compiler inner(unit_, this, name, line_);
    const Value code = MAYFLY_TRY(inner.function(parameters, forms));
    for (const Capture& capture : inner.captures_)
      emit(capture.is_local ? Op::kRawLocal : Op::kRawCapture, capture.index, +1);
    emit(Op::kClosure, MAYFLY_TRY(constant(code)), 1 - static_cast<int>(inner.captures_.size()));
    return {};
  }

  Result<> quote_form(Value arguments) { return emit_constant(first(arguments)); }
  Result<> begin_form(Value arguments) { return body(arguments); }
  Result<> lambda_form(Value arguments) { return closure("lambda", first(arguments), rest(arguments)); }

  Result<> define_form(Value arguments) {
    const Value target = first(arguments), name = target.is<Pair>() ? first(target) : target;
    if (!name.is<Symbol>()) return fail("what is defined is a name, not %s", describe(unit_.rt.space(), name).c_str());
    MAYFLY_TRY(definition_value(arguments));
    return store_definition(name);
  }

  Result<> if_form(Value arguments) {
    MAYFLY_TRY(form(first(arguments)));
    const size_t to_else = emit_jump(Op::kJumpIfFalse, -1);
    MAYFLY_TRY(form(second(arguments)));
    const size_t to_end = emit_jump(Op::kJump, -1);
    jump_to(to_else, here());
    const Value otherwise = rest(rest(arguments));
    MAYFLY_TRY(form(otherwise.is_nil() ? Value::nil() : first(otherwise)));
    jump_to(to_end, here());
    return {};
  }

  Result<> chain(Value arguments, Op op, Value when_empty) {
    if (arguments.is_nil()) return emit_constant(when_empty);
    std::vector<size_t> to_end;
    for (;; arguments = rest(arguments)) {
      MAYFLY_TRY(form(first(arguments)));
      if (rest(arguments).is_nil()) break;
      to_end.push_back(emit_jump(op, -1));
    }
    for (const size_t jump : to_end) jump_to(jump, here());
    return {};
  }
  Result<> and_form(Value arguments) { return chain(arguments, Op::kJumpIfFalseOrPop, Value::boolean(true)); }
  Result<> or_form(Value arguments) { return chain(arguments, Op::kJumpIfTrueOrPop, Value::nil()); }

  Result<> while_form(Value arguments) {
    const size_t top = here();
    MAYFLY_TRY(form(first(arguments)));
    const size_t to_end = emit_jump(Op::kJumpIfFalse, -1);
    MAYFLY_TRY(body(rest(arguments)));
    emit(Op::kPop, 0, -1);
    jump_to(emit_jump(Op::kJump, 0), top);
    jump_to(to_end, here());
    return emit_constant(Value::nil());
  }

  // Each value sees the variables before it.
  Result<> let_form(Value arguments) {
    const size_t mark = variables_.size();
    scopes_++;
    if (list_length(first(arguments)) < 0) return fail("expected (let ((name value)...) body...)");
    for (Value bindings = first(arguments); !bindings.is_nil(); bindings = rest(bindings)) {
      const Value binding = first(bindings);
      if (list_length(binding) != 2 || !first(binding).is<Symbol>())
        return fail("expected (let ((name value)...) body...)");
      MAYFLY_TRY(form(second(binding)));
      begin_variable(first(binding));
    }
    MAYFLY_TRY(body(rest(arguments)));
    scopes_--;
    end_variables(mark);
    return {};
  }

  Result<> set_form(Value arguments) {
    const Value target = first(arguments);
    if (target.is<Symbol>()) {
      MAYFLY_TRY(form(second(arguments)));
      return emit_variable(target, Op::kSetLocal, Op::kSetCapture, Op::kSetGlobal, 0);
    }
    const std::string_view attribute = MAYFLY_TRY(attribute_target(target));
    if (attribute.empty()) return fail("expected (set! name value) or (set! (.-name object) value)");
    MAYFLY_TRY(form(second(arguments)));
    return emit_site(Op::kPut, attribute, 0, -1);
  }

  // A global loses its value, a local variable becomes nil.
  Result<> del_form(Value arguments) {
    const Value target = first(arguments);
    if (const Symbol* name = target.try_as<Symbol>()) {
      const bool is_global = find_local(name) < 0 && find_capture(name) < 0;
      if (!is_global) MAYFLY_TRY(emit_constant(Value::nil()));
      return emit_variable(target, Op::kSetLocal, Op::kSetCapture, Op::kDeleteGlobal, is_global ? +1 : 0);
    }
    const std::string_view attribute = MAYFLY_TRY(attribute_target(target));
    if (attribute.empty()) return fail("expected (del name) or (del (.-name object))");
    return emit_site(Op::kDelete, attribute, 0, 0);
  }

  Result<> class_form(Value arguments) {
    const Value name = first(arguments);
    Value bases = second(arguments);
    if (!name.is<Symbol>() || list_length(bases) < 0) return fail("expected (class name (base...) definition...)");
    MAYFLY_TRY(emit_constant(name));
    const int32_t count = static_cast<int32_t>(list_length(bases));
    for (; !bases.is_nil(); bases = rest(bases)) MAYFLY_TRY(form(first(bases)));
    emit(Op::kClass, count, -count);
    for (Value members = rest(rest(arguments)); !members.is_nil(); members = rest(members)) {
      const Value member = first(members), member_name = defined_name(member);
      if (!member_name.is<Symbol>() || first(member).as<Symbol>()->view() != "define")
        return fail("a class consists of definitions: (define (method self...) body...) or (define name value)");
      MAYFLY_TRY(definition_value(rest(member)));
      emit(Op::kMember, MAYFLY_TRY(constant(member_name)), -1);
    }
    return store_definition(name);
  }

  Result<> yield_form(Value arguments) {
    if (!outer_) return fail("yield stands in a function, which it makes a generator");
    draft_.layout.is_generator = true;
    MAYFLY_TRY(form(first(arguments)));
    emit(Op::kYield, 0, 0);
    return {};
  }

  Unit& unit_;
  Compiler* outer_;
  std::string_view name_;
  uint32_t line_;
  Draft draft_;
  int depth_ = 0;                    // operands at this point
  int scopes_ = 0;                   // let forms around this point
  std::vector<Variable> variables_;  // those in scope, innermost last
  std::vector<bool> in_box_;         // by local
  std::vector<Capture> captures_;
};

std::span<const Compiler::SpecialForm> Compiler::special_forms() {
  static constexpr int kAny = 1 << 30;
  static const SpecialForm kForms[] = {
      {"quote", 1, 1, &Compiler::quote_form, "(quote form)"},
      {"begin", 0, kAny, &Compiler::begin_form, "(begin form...)"},
      {"lambda", 1, kAny, &Compiler::lambda_form, "(lambda (parameter...) body...)"},
      {"define", 2, kAny, &Compiler::define_form, "(define name value) or (define (name parameter...) body...)"},
      {"if", 2, 3, &Compiler::if_form, "(if test then else)"},
      {"and", 0, kAny, &Compiler::and_form, "(and form...)"},
      {"or", 0, kAny, &Compiler::or_form, "(or form...)"},
      {"while", 1, kAny, &Compiler::while_form, "(while test body...)"},
      {"let", 1, kAny, &Compiler::let_form, "(let ((name value)...) body...)"},
      {"set!", 2, 2, &Compiler::set_form, "(set! name value) or (set! (.-name object) value)"},
      {"del", 1, 1, &Compiler::del_form, "(del name) or (del (.-name object))"},
      {"class", 2, kAny, &Compiler::class_form, "(class name (base...) definition...)"},
      {"yield", 1, 1, &Compiler::yield_form, "(yield value)"},
  };
  return kForms;
}

}  // namespace

Result<Value> compile(Runtime& rt, Lisp& lisp, Value form, std::string_view source) {
  Pair* forms = MAYFLY_TRY(Pair::create(rt.heap(), form, Value::nil()));
  Local<Pair> held(rt, forms);
  if (!held) return held.error();
  Unit unit{rt, lisp, String::create(rt.heap(), source)};
  if (!unit.source) return rt.heap().allocation_error();
  Compiler top(unit, nullptr, "top level", 1);
  LispCode* code = MAYFLY_TRY(top.function(Value::nil(), forms));
  Function* function = Function::create(rt.space(), *code, code->name());
  if (!function) return rt.heap().allocation_error();
  return function;
}

}  // namespace lisp
