// The front-end interface: a tiny stack language, with positions, steps, interrupts, frames and generators.
#include <mayfly/runtime/attributes/operators.h>
#include <mayfly/runtime/embed/signal.h>
#include <mayfly/runtime/frontend/debug_hook.h>
#include <mayfly/runtime/frontend/entered_call.h>
#include <mayfly/runtime/frontend/frame.h>
#include <mayfly/runtime/frontend/frontend_code.h>
#include <mayfly/runtime/frontend/suspended_frame.h>

#include <support/test_runtime.h>

#include <functional>
#include <thread>

namespace mayfly {
namespace {

// One instruction a letter:
//   0-9 push the number     + add two        a push argument 0      L push local 0    S set local 0 (pops)
//   c call the constant with one argument (pops, pushes)            m call method "next" of the top (cache)
//   j jump to the start     y yield the top  r return the top       g collect exactly (pushes nothing)
class TinyCode final : public FrontEndCode {
 public:
  using Base = FrontEndCode;
  static gc::KindId kind() {
    static const gc::KindId id = gc::register_kind(kRow);
    return id;
  }
  static TinyCode* create(Runtime& rt, FrontEnd& front_end, const char* program, const char* name, Value constant) {
    String* text = String::create(rt.heap(), name);
    return text ? rt.heap().make_kind<TinyCode>(kind(), 0, false, front_end, &run, text, program, constant) : nullptr;
  }
  static Result<Value> run(Runtime& rt, Function& callee, Arguments arguments) noexcept;
  static Result<Value> go(Runtime& rt, Function& callee, Arguments arguments, Frame& frame, size_t at,
                          SuspendedFrame* generator);

  const char* program() const { return reinterpret_cast<const char*>(~hidden_program_); }
  Value constant() const { return constant_; }
  void set_constant(Value constant) { constant_ = constant; }
  AttributeCache cache;

  TinyCode(gc::CellInit init, FrontEnd& front_end, NativeEntry entry_point, String* text, const char* program,
           Value constant)
      : FrontEndCode(init, front_end, entry_point, text),
        hidden_program_(~reinterpret_cast<uintptr_t>(program)),
        constant_(constant) {}

 private:
  static void trace_cell(const gc::Cell& cell, gc::Visitor& visitor) {
    const TinyCode& code = static_cast<const TinyCode&>(cell);
    code.Base::trace(visitor);
    visitor.visit(code.constant_);
  }
  static constexpr gc::KindRow kRow = {"tiny_code", &TinyCode::trace_cell};

  uintptr_t hidden_program_;
  Value constant_;
};

class Tiny final : public FrontEnd {
 public:
  const char* name() const override { return "tiny"; }
  Position position(const CallFrame& frame) const override {
    const char* at = static_cast<const char*>(frame.state());
    const char* begin = static_cast<const TinyCode&>(frame.function().code()).program();
    return {.function = {}, .file = "test.tiny", .line = at ? static_cast<int>(at - begin) + 1 : 0};
  }
};

Result<Value> TinyCode::go(Runtime& rt, Function& callee, Arguments arguments, Frame& frame, size_t at,
                           SuspendedFrame* generator) {
  TinyCode& code = static_cast<TinyCode&>(callee.code());
  CallFrame& call = *rt.calls().current();
  for (;; at++) {
    call.set_state(code.program() + at);
    MAYFLY_TRY(rt.steps(1));
    const char op = code.program()[at];
    switch (op) {
      case '+': {
        const int64_t right = frame.pop().as_small();
        frame.replace(0, Value::small(frame.peek().as_small() + right));
        break;
      }
      case 'a': frame.push(arguments[0]); break;
      case 'L': frame.push(frame.local(0)); break;
      case 'S': frame.set_local(0, frame.pop()); break;
      case 'c': {
        const Value result = MAYFLY_TRY(invoke(rt, code.constant(), Arguments(frame.operands(1), 1)));
        frame.replace(0, result);
        break;
      }
      case 'm': {
        Symbol* next = rt.space().symbols().find("next");
        const Value result = MAYFLY_TRY(invoke_method(rt, *next, Arguments(frame.operands(1), 1), &code.cache));
        frame.replace(0, result);
        break;
      }
      case 'j': at = static_cast<size_t>(-1); break;
      case 'g': rt.collect_for_script(); break;
      case 'y': {
        const Value result = frame.pop();
        generator->leave(frame, at + 1);
        return result;
      }
      case 'r': {
        if (generator) generator->finish();
        return frame.pop();
      }
      default: frame.push(Value::small(op - '0'));
    }
  }
}

Result<Value> TinyCode::run(Runtime& rt, Function& callee, Arguments arguments) noexcept {
  Frame frame(rt, 1, 8);
  if (!frame) return frame.error();
  return go(rt, callee, arguments, frame, 0, nullptr);
}

class FrontEnds : public test::RuntimeTest {
 protected:
  FrontEnds() { rt.set_front_end(&tiny); }
  ~FrontEnds() override { owner.reset(); }
  Tiny tiny;

  Function& program(const char* text, const char* name = "tiny", Value constant = Value::nil()) {
    TinyCode* code = TinyCode::create(rt, tiny, text, name, constant);
    return keep(Function::create(rt.space(), *code, code->name()));
  }
};

TEST_F(FrontEnds, RunTheirCodeLikeAnyFunction) {
  EXPECT_EQ(call(&program("12+3+r")), number(6));
  EXPECT_EQ(call(&program("a1+r"), {number(41)}), number(42));
  EXPECT_EQ(call(&program("7S8SL1+r")), number(9));
  EXPECT_EQ(rt.heap().vm_stack().used(), 0u);
}

TEST_F(FrontEnds, CallFunctionsAndMethodsWithArgumentsInPlace) {
  Function& inner = program("a1+r");
  EXPECT_EQ(call(&program("5cr", "outer", Value(&inner))), number(6));
  Class& cls = make_class("Counter");
  define(cls, "next", [](Runtime&, Arguments arguments) -> Result<Value> {
    return Value::small(static_cast<int64_t>(arguments.size()));
  });
  Function& method = program("amr");
  for (int i = 0; i < 3; i++) EXPECT_EQ(call(&method, {Value(make(cls))}), number(1));
  EXPECT_TRUE(static_cast<TinyCode&>(method.code()).cache.key() != 0);
}

TEST_F(FrontEnds, ShowTheirPositionsInTraces) {
  Function& failing =
      function("failing", [](Runtime&, Arguments) -> Result<Value> { return make_error(ErrorKind::kValue, "no"); });
  Function& middle = program("1+ar", "unused");
  (void)middle;
  Result<Value> result = rt.call(&program("12+cr", "outer", Value(&failing)));
  ASSERT_FALSE(result);
  ASSERT_EQ(result.error().trace().size(), 2u);
  EXPECT_EQ(result.error().trace()[0].function, "failing");
  EXPECT_EQ(result.error().trace()[1].function, "outer");
  EXPECT_EQ(result.error().trace()[1].file, "test.tiny");
  EXPECT_EQ(result.error().trace()[1].line, 4);
}

TEST_F(FrontEnds, ListenToSignals) {
  Root<Signal> signal = std::move(*rt.signal());
  Root<Function> adds(rt.heap(), &program("a1+r", "adds"));
  // Collects exactly, with the arguments in its frame; fails; and calls its receiver's method.
  Root<Function> collects(rt.heap(), &program("aga+r", "collects"));
  Function& fail =
      function("fail", [](Runtime&, Arguments) -> Result<Value> { return make_error(ErrorKind::kValue, "no"); });
  Root<Function> fails(rt.heap(), &program("acr", "fails", Value(&fail)));
  Class& cls = make_class("Counter");
  define(cls, "next", [](Runtime&, Arguments arguments) -> Result<Value> {
    return Value::small(static_cast<int64_t>(arguments.size()) * 100);
  });
  Root<Instance> receiver = make_root(cls);
  Root<Function> method(rt.heap(), &program("amr"));
  ASSERT_TRUE(rt.connect(signal, adds));
  ASSERT_TRUE(rt.connect_weak(signal, collects));
  ASSERT_TRUE(rt.connect(signal, fails));
  ASSERT_TRUE(rt.connect_weak(signal, BoundMethod::create(rt.space(), Value(receiver.get()), *method)));
  std::string trace;
  rt.lifecycle().set_unraisable_hook([&](Runtime&, const Unraisable& what) { trace = what.error.to_string(); });
  RootedFrames vouched(rt);
  const Value seven = number(7);
  Root<List> results = std::move(*rt.emit_list(signal, Arguments(&seven, 1)));
  ASSERT_EQ(results->size(), 3u);
  EXPECT_EQ(results->at(0), number(8));
  EXPECT_EQ(results->at(1), number(14));
  EXPECT_EQ(results->at(2), number(100));
  EXPECT_EQ(trace, "ValueError: no\n  in fail\n  in fails (test.tiny:2)");
  EXPECT_EQ(rt.heap().vm_stack().used(), 0u);
}

TEST_F(FrontEnds, StopAtTheStepBudgetAndAtAnInterrupt) {
  Function& endless = program("1Sj");
  rt.set_step_budget(1000);
  EXPECT_EQ(message(rt.call(&endless), ErrorKind::kInterrupted), "the step budget is used up");
  EXPECT_EQ(rt.step_control().left(), Steps::kUnlimited);
  EXPECT_EQ(call(&program("1r")), number(1));
  std::thread other([&] { rt.request_interrupt(); });
  EXPECT_EQ(message(rt.call(&endless), ErrorKind::kInterrupted), "interrupted by the host");
  other.join();
  EXPECT_EQ(call(&program("1r")), number(1));
}

// One structure within itself many times over: what goes through all its paths would not end in a life.
TEST_F(FrontEnds, StopWhatTheCoreDoesWithStructures) {
  const auto doubled = [&](Value inside) {
    Root<Value> outer(rt.heap(), inside);
    for (int i = 0; i < 60; i++) {
      const Value pair[] = {outer.get(), outer.get()};
      outer = Root<Value>(rt.heap(), Tuple::create(rt.heap(), pair));
    }
    return outer;
  };
  const Root<Value> a = doubled(*rt.list());
  const Root<Value> b = doubled(*rt.list());
  const Root<Value> of_numbers = doubled(number(1));
  using Operation = std::function<std::string()>;
  const auto error = [](auto result) { return result ? std::string() : std::string(result.error().message()); };
  const Operation operations[] = {
      [&] { return error(equals(rt, a.get(), b.get())); },
      [&] { return error(hash(rt, of_numbers.get())); },
      [&] { return error(representation(rt, a.get())); },
  };
  for (const Operation& operation : operations) {
    rt.set_step_budget(100'000);
    EXPECT_EQ(operation(), "the step budget is used up");
    rt.request_interrupt();
    EXPECT_EQ(operation(), "interrupted by the host");
  }
  EXPECT_EQ(rt.heap().vm_stack().used(), 0u);
}

TEST_F(FrontEnds, PollSafePointsInTheirLoops) {
  Function& endless = program("1Sj");
  std::thread other([&] { EXPECT_TRUE(rt.post([](Runtime& runtime) { runtime.request_interrupt(); })); });
  EXPECT_FALSE(rt.call(&endless));
  other.join();
}

TEST_F(FrontEnds, AreShownToADebuggerStepByStep) {
  class Tracing final : public DebugHook {
   public:
    Result<> step(Runtime&, const CallFrame& frame) override {
      lines.push_back(frame.position().line);
      if (lines.size() == stop_at) return make_error(ErrorKind::kInterrupted, "stopped in the debugger");
      return {};
    }
    std::vector<int> lines;
    size_t stop_at = SIZE_MAX;
  } debugger;
  rt.step_control().set_debug_hook(&debugger);
  EXPECT_EQ(call(&program("12+r")), number(3));
  EXPECT_EQ(debugger.lines, (std::vector<int>{1, 2, 3, 4}));
  debugger.stop_at = 6;
  EXPECT_EQ(message(rt.call(&program("12+r")), ErrorKind::kInterrupted), "stopped in the debugger");
  // Steps outside of any call are nothing to show.
  EXPECT_TRUE(rt.steps(1));
  EXPECT_EQ(debugger.lines.size(), 6u);
  rt.step_control().set_debug_hook(nullptr);
}

TEST_F(FrontEnds, NeedNotTellPositions) {
  class Silent final : public FrontEnd {
   public:
    const char* name() const override { return "silent"; }
  } silent;
  Function& failing =
      function("failing", [](Runtime&, Arguments) -> Result<Value> { return make_error(ErrorKind::kValue, "no"); });
  TinyCode* code = TinyCode::create(rt, silent, "1cr", "outer", Value(&failing));
  Result<Value> result = rt.call(&keep(Function::create(rt.space(), *code, code->name())));
  ASSERT_FALSE(result);
  ASSERT_EQ(result.error().trace().size(), 2u);
  EXPECT_EQ(result.error().trace()[1].function, "outer");
  EXPECT_EQ(result.error().trace()[1].file, "");
  EXPECT_EQ(result.error().trace()[1].line, 0);
}

TEST_F(FrontEnds, HoldLiveOperandsAndNoOthersInAnExactCollection) {
  RootedFrames frames(rt);
  Class& cls = make_class("Door");
  Function& make_one = function("make", [&](Runtime&, Arguments) -> Result<Value> { return Value(make(cls)); });
  size_t alive = 0;
  Function& count = function("count", [&](Runtime& runtime, Arguments arguments) -> Result<Value> {
    CollectReport report = runtime.collect_for_script();
    EXPECT_TRUE(report.exact) << report.why_not();
    alive = 0;
    runtime.heap().walk(
        [](gc::Cell& cell, size_t, void* data) {
          if (cell.kind() == kKindInstance && static_cast<Instance&>(cell).cls().name().view() == "Door")
            ++*static_cast<size_t*>(data);
        },
        &alive);
    return arguments[0];
  });
  // The made one is dropped by setting a local twice; then there is one in the local and one on the operand stack.
  Function& maker = program("1cr", "maker", Value(&make_one));
  Function& counter = program("acr", "counter", Value(&count));
  Function& both = function("both", [&](Runtime& runtime, Arguments) -> Result<Value> {
    Locals<2> held(runtime);
    held[0] = MAYFLY_TRY(runtime.call(&maker));
    held[0] = MAYFLY_TRY(runtime.call(&maker));
    held[1] = MAYFLY_TRY(runtime.call(&maker));
    return runtime.call(&counter, Arguments(&held[1], 1));
  });
  call(&both);
  EXPECT_EQ(alive, 2u);
  call(&counter, {number(1)});
  EXPECT_EQ(alive, 0u);
}

TEST_F(FrontEnds, RecurseWithoutEndIntoAnErrorEvenWithDeepFrames) {
  Function* self = nullptr;
  Function& again = function("again", [&](Runtime& runtime, Arguments) { return runtime.call(self); });
  self = &program("1cr", "deep", Value(&again));
  Result<Value> result = rt.call(self);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().kind(), ErrorKind::kRecursion);
  EXPECT_EQ(rt.heap().vm_stack().used(), 0u);
}

// --- calls without C++ recursion --------------------------------------------------------------------------------------

// An interpreter with activations of its own: 'c' enters the constant, where that is a TinyCode's function, in the same
// loop; 'r' leaves it. Of the other instructions it knows '0' to '9', '+', 'a' and 'g'.
class Flat {
 public:
  explicit Flat(Runtime& rt) : rt_(rt) {}
  ~Flat() {
    while (!activations_.empty()) leave();
  }

  Result<Value> run(Function& function, Value argument) {
    MAYFLY_TRY(enter(function, argument));
    for (;;) {
      Result<Value> result = step();
      if (!result) {
        // Whoever passes an error on adds its position, for each call that it leaves.
        Error error = result.take_error();
        for (; !activations_.empty(); leave()) error.add_position(activations_.back()->call.frame().position());
        return error;
      }
      if (activations_.empty()) return result;
    }
  }
  size_t deepest() const { return deepest_; }

 private:
  struct Activation {
    Activation(Runtime& rt, Function& f, Value a) : function(f), frame(rt, 1, 8), call(rt.calls(), f) {
      if (frame) frame.set_local(0, a);
    }
    Function& function;
    Frame frame;
    EnteredCall call;
    size_t at = 0;
  };

  Result<> enter(Function& function, Value argument) {
    if (!rt_.calls().has_room()) return rt_.calls().recursion_error("the call of 'flat'");
    activations_.push_back(std::make_unique<Activation>(rt_, function, argument));
    deepest_ = std::max(deepest_, activations_.size());
    if (Frame& frame = activations_.back()->frame; !frame) {
      Error error = frame.error();
      leave();
      return error;
    }
    return {};
  }
  void leave() { activations_.pop_back(); }

  Result<Value> step() {
    Activation& now = *activations_.back();
    const TinyCode& code = static_cast<const TinyCode&>(now.function.code());
    const char* at = code.program() + now.at++;
    now.call.frame().set_state(at);
    MAYFLY_TRY(rt_.steps(1));
    switch (*at) {
      case '+': {
        const int64_t right = now.frame.pop().as_small();
        now.frame.replace(0, Value::small(now.frame.peek().as_small() + right));
        break;
      }
      case 'a': now.frame.push(now.frame.local(0)); break;
      case 'g': report = rt_.collect_for_script(); break;
      case 'c': {
        Function& callee = *code.constant().as<Function>();
        if (TinyCode::is(callee.code())) {
          MAYFLY_TRY(enter(callee, now.frame.peek()));
        } else {
          const Value result = MAYFLY_TRY(invoke(rt_, Value(&callee), Arguments(now.frame.operands(1), 1)));
          now.frame.replace(0, result);
        }
        break;
      }
      case 'r': {
        const Value result = now.frame.pop();
        leave();
        if (activations_.empty()) return result;
        activations_.back()->frame.replace(0, result);
        break;
      }
      default: now.frame.push(Value::small(*at - '0'));
    }
    return Value::nil();
  }

  Runtime& rt_;
  std::vector<std::unique_ptr<Activation>> activations_;
  size_t deepest_ = 0;

 public:
  CollectReport report;
};

TEST_F(FrontEnds, CanCallWithoutCppRecursion) {
  Function& inner = program("a1+r", "inner");
  Function& middle = program("a2+cr", "middle", Value(&inner));
  Flat flat(rt);
  Result<Value> result = flat.run(program("5c1+r", "outer", Value(&middle)), Value::nil());
  ASSERT_TRUE(result);
  EXPECT_EQ(*result, number(9));
  EXPECT_EQ(flat.deepest(), 3u);
  EXPECT_EQ(rt.calls().depth(), 0u);
  EXPECT_EQ(rt.heap().vm_stack().used(), 0u);
}

TEST_F(FrontEnds, ShowCallsWithoutCppRecursionInTraces) {
  uint32_t depth = 0;
  std::vector<std::string> running;
  Function& failing = function("failing", [&](Runtime& runtime, Arguments) -> Result<Value> {
    depth = runtime.calls().depth();
    for (const CallFrame* frame = runtime.calls().current(); frame; frame = frame->caller())
      running.emplace_back(frame->position().function);
    return make_error(ErrorKind::kValue, "no");
  });
  Function& inner = program("acr", "inner", Value(&failing));
  Flat flat(rt);
  Result<Value> result = flat.run(program("12+cr", "outer", Value(&inner)), Value::nil());
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().to_string(),
            "ValueError: no\n  in failing\n  in inner (test.tiny:2)\n  in outer (test.tiny:4)");
  EXPECT_EQ(depth, 3u);
  EXPECT_EQ(running, (std::vector<std::string>{"failing", "inner", "outer"}));
  EXPECT_EQ(rt.calls().depth(), 0u);
  EXPECT_EQ(rt.heap().vm_stack().used(), 0u);
}

TEST_F(FrontEnds, RecurseWithoutCppStackUpToTheLimitOfCalls) {
  rt.calls().set_max_depth(5000);
  Function& endless = program("acr", "endless");
  static_cast<TinyCode&>(endless.code()).set_constant(Value(&endless));
  Flat flat(rt);
  Result<Value> result = flat.run(endless, number(1));
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().kind(), ErrorKind::kRecursion);
  EXPECT_EQ(result.error().message(), "the call of 'flat' is nested too deeply: the limit of nested calls is 5000");
  EXPECT_EQ(flat.deepest(), 5000u);
  EXPECT_EQ(rt.heap().vm_stack().used(), 0u);
}

TEST_F(FrontEnds, CollectExactlyInCallsWithoutCppRecursion) {
  RootedFrames vouched(rt);
  Class& cls = make_class("Door");
  Root<Instance> door = make_root(cls);
  Root<WeakRef> seen = std::move(*rt.weak_reference(door.get()));
  Function& collecting = program("gar", "collecting");
  Function& outer = program("acr", "outer", Value(&collecting));
  Flat flat(rt);
  const Value argument = door.get();
  door.reset();
  Result<Value> result = flat.run(outer, argument);
  ASSERT_TRUE(result);
  EXPECT_TRUE(flat.report.exact) << flat.report.why_not();
  EXPECT_NE(seen->get(), nullptr);
}

TEST(Frames, RefuseWhenTheStackIsFull) {
  RuntimeOptions options;
  options.vm_stack_words = 64;
  std::unique_ptr<Runtime> rt = test::make_test_runtime(options);
  Frame first(*rt, 2, 40);
  ASSERT_TRUE(first);
  first.push(Value::small(1));
  EXPECT_EQ(first.operand_count(), 1u);
  EXPECT_EQ(first.local_count(), 2u);
  Frame second(*rt, 60, 40);
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().kind(), ErrorKind::kRecursion);
  first.push(Value::small(2));
  EXPECT_EQ(first.peek(1), Value::small(1));
  first.drop(2);
  EXPECT_EQ(first.operand_count(), 0u);
}

// --- generators ------------------------------------------------------------------------------------------------------

class Generators : public FrontEnds {
 protected:
  // A native that resumes a suspended frame, the way a generator's "next" does; nil when it has finished.
  Function& resume = function("resume", [](Runtime& runtime, Arguments arguments) -> Result<Value> {
    SuspendedFrame& g = *arguments[0].as<SuspendedFrame>();
    if (g.state() == SuspendedFrame::State::kFinished) return Value::nil();
    if (g.is_running()) return make_error(ErrorKind::kValue, "the generator is running already");
    Frame frame(runtime, 1, 8);
    if (!frame) return frame.error();
    g.enter(frame);
    return TinyCode::go(runtime, g.function(), Arguments(), frame, g.resume_at(), &g);
  });
  Root<SuspendedFrame> generator(const char* text, Value constant = Value::nil()) {
    Result<SuspendedFrame*> made = SuspendedFrame::create(rt, program(text, "generator", constant), 1, 8);
    EXPECT_TRUE(made);
    return Root<SuspendedFrame>(rt.heap(), *made);
  }
};

TEST_F(Generators, KeepLocalsAndOperandsOverAYield) {
  Root<SuspendedFrame> g = generator("35SLyL1+y+r");
  EXPECT_EQ(call(&resume, {Value(g.get())}), number(5));
  EXPECT_EQ(rt.heap().vm_stack().used(), 0u);
  EXPECT_EQ(g->local(0), number(5));
  g->set_local(0, number(6));
  EXPECT_EQ(call(&resume, {Value(g.get())}), number(7));
}

TEST_F(Generators, ThatCannotBeMadeAreAnError) {
  Function& f = program("1r");
  for (size_t failing : {1, 2}) {
    rt.heap().set_fail_every(failing);
    Result<SuspendedFrame*> made = SuspendedFrame::create(rt, f, 1, 8);
    rt.heap().set_fail_every(0);
    EXPECT_EQ(message(made, ErrorKind::kOutOfMemory), "out of memory");
  }
  Class& cls = make_class("generator", {}, {.instance_kind = SuspendedFrame::kKind});
  rt.space().set_class_of_kind(SuspendedFrame::kKind, cls);
  Result<SuspendedFrame*> made = SuspendedFrame::create(rt, f, 1, 8);
  ASSERT_TRUE(made);
  EXPECT_EQ(rt.space().class_of(*made), &cls);
}

TEST_F(Generators, FinishAndLetGo) {
  Root<SuspendedFrame> g = generator("1y2r");
  EXPECT_EQ(call(&resume, {Value(g.get())}), number(1));
  EXPECT_EQ(g->state(), SuspendedFrame::State::kSuspended);
  EXPECT_EQ(call(&resume, {Value(g.get())}), number(2));
  EXPECT_EQ(g->state(), SuspendedFrame::State::kFinished);
  EXPECT_TRUE(call(&resume, {Value(g.get())}).is_nil());
  EXPECT_EQ(rt.space().class_of(g.get())->name().view(), "suspended_frame");
}

// What a finalizer brings back is marked by the cells' own trace functions.
TEST_F(Generators, ThatAFinalizerBringsBackGoOn) {
  Class& cls = make_class("Holder");
  Root<SuspendedFrame> back;
  define(cls, "__del__", [&](Runtime& runtime, Arguments arguments) -> Result<Value> {
    const Value held = MAYFLY_TRY(runtime.get_attribute(arguments[0], name("generator")));
    back = Root<SuspendedFrame>(runtime.heap(), held.as<SuspendedFrame>());
    return Value::nil();
  });
  [&] {
    Root<Instance> holder = make_root(cls);
    // Held by the holder alone, with its function and its code.
    TinyCode* code = TinyCode::create(rt, tiny, "35SLyL1+yr", "generator", Value::nil());
    Root<Function> function(rt.heap(), Function::create(rt.space(), *code, code->name()));
    Result<SuspendedFrame*> made = SuspendedFrame::create(rt, *function, 1, 8);
    ASSERT_TRUE(made);
    set(holder.get(), "generator", Value(*made));
    EXPECT_EQ(call(&resume, {Value(*made)}), number(5));
  }();
  EXPECT_TRUE(rt.collect_exact().exact);
  rt.safe_point();
  ASSERT_TRUE(back);
  EXPECT_EQ(call(&resume, {Value(back.get())}), number(6));
  rt.collect_exact();
  EXPECT_EQ(call(&resume, {Value(back.get())}), number(3));
  EXPECT_EQ(back->function().name()->view(), "generator");
}

TEST_F(Generators, HoldWhatTheirSavedFrameHolds) {
  Class& cls = make_class("Door");
  Function& make_one = function("make", [&](Runtime&, Arguments) -> Result<Value> { return Value(make(cls)); });
  Root<SuspendedFrame> g = generator("1cS1cg1y2r", Value(&make_one));
  Root<WeakRef> local;
  call(&resume, {Value(g.get())});
  local = std::move(*rt.weak_reference(g->local(0)));
  rt.collect_exact();
  EXPECT_NE(local->get(), nullptr);
  // A generator that nobody holds dies with what it holds; it can be weakly referenced like any object.
  Root<WeakRef> itself = std::move(*rt.weak_reference(g.get()));
  g.reset();
  rt.collect_exact();
  EXPECT_EQ(local->get(), nullptr);
  EXPECT_EQ(itself->get(), nullptr);
}

}  // namespace
}  // namespace mayfly
