#include "interpreter.h"

#include "lisp.h"

#include <mayfly/runtime/attributes/access.h>

#include <new>

namespace lisp {

struct Interpreter::Activation {
  Activation(Runtime& rt, Function& function, SuspendedFrame* g, Activation* c)
      : caller(c),
        code(static_cast<LispCode&>(function.code())),
        generator(g),
        frame(rt, code.layout().locals, code.layout().operands) {}

  Activation* caller;
  LispCode& code;             // it and the generator are held by the caller's operands, or by whoever called
  SuspendedFrame* generator;  // null: an ordinary call
  Frame frame;
  std::optional<EnteredCall> own_call;  // none where the runtime has made one
  CallFrame* call = nullptr;            // its state is the current Instruction
  uint32_t next = 0;                    // number of the next instruction
  uint32_t used = 0;                    // operands that the call in progress takes away
};

namespace {

// The arguments of a call as the locals of a frame, or of a generator's; the rest parameter is a list.
template <typename Target>
Result<> pass_arguments(Runtime& rt, const LispCode& code, Arguments arguments, Target& target) {
  const Layout& layout = code.layout();
  const uint32_t single = layout.parameters - (layout.takes_rest ? 1 : 0);
  for (uint32_t i = 0; i < single; i++) target.set_local(i, arguments[i]);
  if (!layout.takes_rest) return {};
  const std::span<const Value> more(arguments.values() + single, arguments.positional() - single);
  target.set_local(single, MAYFLY_TRY(make_list(rt.heap(), more)));
  return {};
}

Result<> check_arguments(const Function& function, Arguments arguments) {
  const Layout& layout = static_cast<LispCode&>(function.code()).layout();
  const uint32_t least = layout.parameters - (layout.takes_rest ? 1 : 0);
  const uint32_t most = layout.takes_rest ? UINT32_MAX : least;
  if (arguments.positional() < least || arguments.positional() > most)
    return argument_count_error(function, least, most, arguments.positional());
  if (arguments.keywords())
    return make_error(ErrorKind::kArgument, "Lisp functions take no argument by name, '%s' given",
                      arguments.name(0).c_str());
  return {};
}

// A new generator of this function.
Result<Value> make_generator(Runtime& rt, Function& function, Arguments arguments) {
  const auto& code = static_cast<LispCode&>(function.code());
  Local<SuspendedFrame> made(
      rt, MAYFLY_TRY(SuspendedFrame::create(rt, function, code.layout().locals, code.layout().operands)));
  if (!made) return made.error();
  MAYFLY_TRY(pass_arguments(rt, code, arguments, *made));
  return made.get();
}

}  // namespace

// --- calls ----------------------------------------------------------------------------------------------------------

Result<Value> Interpreter::call(Runtime& rt, Function& callee, Arguments arguments) noexcept {
  MAYFLY_TRY(check_arguments(callee, arguments));
  if (static_cast<LispCode&>(callee.code()).layout().is_generator) return make_generator(rt, callee, arguments);
  Interpreter interpreter(rt);
  MAYFLY_TRY(interpreter.enter(callee, rt.calls().current()));
  MAYFLY_TRY(pass_arguments(rt, interpreter.top_->code, arguments, interpreter.top_->frame));
  return interpreter.run();
}

Result<Value> Interpreter::resume(Runtime& rt, SuspendedFrame& generator) {
  if (generator.state() == SuspendedFrame::State::kFinished) return Value::empty();
  if (generator.is_running()) return make_error(ErrorKind::kValue, "this generator is running already");
  Interpreter interpreter(rt);
  MAYFLY_TRY(interpreter.enter(generator.function(), nullptr, &generator));
  Activation& activation = *interpreter.top_;
  generator.enter(activation.frame);
  activation.next = static_cast<uint32_t>(generator.resume_at());
  if (activation.next != 0) activation.frame.push(Value::nil());  // what (yield ...) gives
  Result<Value> result = interpreter.run();
  if (!generator.is_running()) return result;
  generator.finish();  // it did not yield
  if (!result) return result;
  return Value::empty();
}

Position Interpreter::position(const CallFrame& frame) {
  const auto& code = static_cast<const LispCode&>(frame.function().code());
  const auto* instruction = static_cast<const Instruction*>(frame.state());
  return {{}, code.source().view(), instruction ? static_cast<int>(instruction->line) : 0};
}

Interpreter::~Interpreter() {
  while (top_) leave();
}

// `call`: what the runtime has made for it, or null.
Result<> Interpreter::enter(Function& function, CallFrame* call, SuspendedFrame* generator) {
  if (!call && !rt_.calls().has_room()) {
    char what[100];
    std::snprintf(what, sizeof what, "the call of '%s'", function.name()->c_str());
    return rt_.calls().recursion_error(what);
  }
  auto* entered = new (std::nothrow) Activation(rt_, function, generator, top_);
  if (!entered) return Error::out_of_memory();
  top_ = entered;
  if (!entered->frame) return entered->frame.error();
  entered->call = call ? call : &entered->own_call.emplace(rt_.calls(), function).frame();
  return {};
}

void Interpreter::leave() {
  Activation* left = top_;
  top_ = left->caller;
  delete left;
}

// The function stands below its arguments, which are the uppermost operands.
Result<> Interpreter::call_function(uint32_t count) {
  MAYFLY_TRY(rt_.steps(1));
  const Frame& frame = top_->frame;
  const Value callee = frame.peek(count);
  const Arguments arguments(frame.operands(count), count);
  if (Function* function = callee.try_as<Function>(); function && LispCode::is(function->code())) {
    MAYFLY_TRY(check_arguments(*function, arguments));
    if (static_cast<LispCode&>(function->code()).layout().is_generator) {
      end_call(MAYFLY_TRY(make_generator(rt_, *function, arguments)));
      return {};
    }
    MAYFLY_TRY(enter(*function, nullptr));
    return pass_arguments(rt_, top_->code, arguments, top_->frame);
  }
  if (WeakMethod* method = callee.try_as<WeakMethod>()) {
    const WeakCall<Value> called = MAYFLY_TRY(rt_.call_weak(*method, arguments));
    if (!called)
      return make_error(ErrorKind::kDeadReference, "a dead weak method was called; what died: %s",
                        gc::name(called.death()));
    end_call(*called);
    return {};
  }
  end_call(MAYFLY_TRY(invoke(rt_, callee, arguments)));
  return {};
}

void Interpreter::end_call(Value result) {
  top_->frame.drop(top_->used);
  top_->frame.push(result);
}

// nil, the receiver and the arguments are the uppermost operands; the method comes where nil is.
Result<> Interpreter::send(Site& site) {
  Frame& frame = top_->frame;
  const uint32_t count = site.arguments;
  const Method method = MAYFLY_TRY(find_method(rt_, frame.peek(count), site_name(site), &site.cache));
  const uint32_t passed = method.takes_receiver ? count + 1 : count;
  frame.replace(passed, method.callee);
  top_->used = count + 2;
  return call_function(passed);
}

Symbol& Interpreter::site_name(const Site& site) const { return *top_->code.constant(site.name).as<Symbol>(); }

Result<Value> Interpreter::make_class(uint32_t base_count) const {
  const Frame& frame = top_->frame;
  std::vector<Class*> bases;
  for (const Value base : std::span(frame.operands(base_count), base_count)) {
    if (!base.is<Class>())
      return make_error(ErrorKind::kType, "a base of a class is a class, not %s", describe(rt_.space(), base).c_str());
    bases.push_back(base.as<Class>());
  }
  return MAYFLY_TRY(Class::create(rt_.space(), *frame.peek(base_count).as<Symbol>(), bases));
}

// --- instructions ---------------------------------------------------------------------------------------------------

Result<Value> Interpreter::run() {
  Result<Value> result = run_instructions();
  if (result) return result;
  Error error = result.take_error();
  // The position of the first call is added by whoever made its CallFrame.
  for (; top_; leave())
    if (top_->own_call) error.add_position(top_->call->position());
  return error;
}

Result<Value> Interpreter::run_instructions() {
  for (;;) {
    Activation& now = *top_;
    Frame& frame = now.frame;
    const Instruction& instruction = now.code.instructions()[now.next++];
    now.call->set_state(&instruction);
    const uint32_t n = static_cast<uint32_t>(instruction.argument);
    const auto box = [](Value value) -> Pair& { return *value.as<Pair>(); };
    switch (instruction.op) {
      case Op::kConstant: frame.push(now.code.constant(n)); break;
      case Op::kLocal:
      case Op::kRawLocal: frame.push(frame.local(n)); break;
      case Op::kLocalBox: frame.push(box(frame.local(n)).head()); break;
      case Op::kCapture: frame.push(box(now.call->function().capture(n)).head()); break;
      case Op::kRawCapture: frame.push(now.call->function().capture(n)); break;
      case Op::kGlobal:
      case Op::kSetGlobal: {
        Pair& global = box(now.code.constant(n));
        if (global.head().is_empty()) return Lisp::of(rt_).unknown_name(*global.tail().as<Symbol>());
        if (instruction.op == Op::kGlobal)
          frame.push(global.head());
        else
          global.set_head(frame.peek());
        break;
      }
      case Op::kDefineGlobal: box(now.code.constant(n)).set_head(frame.peek()); break;
      case Op::kDeleteGlobal: {
        Pair& global = box(now.code.constant(n));
        if (global.head().is_empty()) return Lisp::of(rt_).unknown_name(*global.tail().as<Symbol>());
        global.set_head(Value::empty());
        frame.push(Value::nil());
        break;
      }
      case Op::kSetLocal: frame.set_local(n, frame.peek()); break;
      case Op::kSetLocalBox: box(frame.local(n)).set_head(frame.peek()); break;
      case Op::kSetCapture: box(now.call->function().capture(n)).set_head(frame.peek()); break;
      case Op::kBegin: frame.set_local(n, frame.pop()); break;
      case Op::kVariable: break;
      case Op::kMakeBox: frame.set_local(n, MAYFLY_TRY(Pair::create(rt_.heap(), frame.local(n), Value::nil()))); break;
      case Op::kEnd: frame.set_local(n, Value::nil()); break;
      case Op::kClosure: {
        auto& code = *now.code.constant(n).as<LispCode>();
        const uint32_t count = code.layout().captures;
        Function* made = Function::create(rt_.space(), code, code.name(), frame.operands(count), count);
        if (!made) return rt_.heap().allocation_error();
        frame.drop(count);
        frame.push(made);
        break;
      }
      case Op::kPop: frame.drop(1); break;
      case Op::kJump:
        now.next += n;
        if (instruction.argument < 0) MAYFLY_TRY(rt_.steps(1));
        break;
      case Op::kJumpIfFalse:
        if (is_false(frame.pop())) now.next += n;
        break;
      case Op::kJumpIfFalseOrPop:
      case Op::kJumpIfTrueOrPop:
        if (is_false(frame.peek()) == (instruction.op == Op::kJumpIfFalseOrPop))
          now.next += n;
        else
          frame.drop(1);
        break;
      case Op::kCall:
        now.used = n + 1;
        MAYFLY_TRY(call_function(n));
        break;
      case Op::kSend: MAYFLY_TRY(send(now.code.site(n))); break;
      case Op::kGet: {
        Site& site = now.code.site(n);
        frame.replace(0, MAYFLY_TRY(get_attribute(rt_, frame.peek(), site_name(site), &site.cache)));
        break;
      }
      case Op::kPut: {
        Site& site = now.code.site(n);
        MAYFLY_TRY(set_attribute(rt_, frame.peek(1), site_name(site), frame.peek(), &site.cache));
        frame.replace(1, frame.peek());
        frame.drop(1);
        break;
      }
      case Op::kDelete:
        MAYFLY_TRY(delete_attribute(rt_, frame.peek(), site_name(now.code.site(n))));
        frame.replace(0, Value::nil());
        break;
      case Op::kClass: {
        const Value made = MAYFLY_TRY(make_class(n));
        frame.drop(n + 1);
        frame.push(made);
        break;
      }
      case Op::kMember: {
        Symbol& name = *now.code.constant(n).as<Symbol>();
        MAYFLY_TRY(frame.peek(1).as<Class>()->set_attribute(rt_.space(), name, frame.peek()));
        frame.drop(1);
        break;
      }
      case Op::kYield: {
        const Value value = frame.pop();
        now.generator->leave(frame, now.next);
        leave();
        return value;
      }
      case Op::kReturn: {
        const Value result = frame.pop();
        leave();
        if (!top_) return result;
        end_call(result);
        break;
      }
    }
  }
}

}  // namespace lisp
