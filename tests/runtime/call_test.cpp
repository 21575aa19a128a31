// Calls: what can be called, how arguments arrive, how errors and recursion come back.
#include <mayfly/objects/value/describe.h>

#include <support/test_runtime.h>

namespace mayfly {
namespace {

using test::FrameKind;
using Calls = test::RuntimeTest;

TEST_F(Calls, PassPositionalAndKeywordArguments) {
  Function& f = function("f", [&](Runtime&, Arguments arguments) -> Result<Value> {
    EXPECT_EQ(arguments.positional(), 2u);
    EXPECT_EQ(arguments.keywords(), 1u);
    EXPECT_EQ(arguments.name(0).view(), "key");
    EXPECT_EQ(arguments.find(name("key")), number(3));
    EXPECT_TRUE(arguments.find(name("other")).is_empty());
    return Value::small(arguments[0].as_small() * 100 + arguments[1].as_small() * 10 + arguments.keyword(0).as_small());
  });
  Value values[] = {number(1), number(2), number(3)};
  Symbol* names[] = {&name("key")};
  EXPECT_EQ(value(rt.call(&f, Arguments(values, 2, names, 1))), number(123));
}

TEST_F(Calls, HoldArgumentsAndCalleeThroughAnExactCollection) {
  Class& cls = make_class("Door");
  bool died = false;
  Function* callback = test::make_function(rt, "callback", [&](Runtime&, Arguments) -> Result<Value> {
    died = true;
    return Value::nil();
  });
  Root<Function> held(rt.heap(), callback);
  Root<Function> f(rt.heap(), test::make_function(rt, "f", [&](Runtime& runtime, Arguments arguments) -> Result<Value> {
                     runtime.collect_exact();
                     EXPECT_FALSE(died);
                     EXPECT_EQ(&arguments[0].as<Instance>()->cls(), &cls);
                     return Value::nil();
                   }));
  Instance* door = make(cls);
  Result<Root<WeakRef>> watch = rt.weak_reference(door, Value(callback));
  ASSERT_TRUE(watch);
  Function* raw = f.get();
  f.reset();
  Value arguments[] = {Value(door)};
  ASSERT_TRUE(rt.call(raw, std::span<const Value>(arguments)));
}

TEST_F(Calls, OfABoundMethodPutTheReceiverFirst) {
  Class& cls = make_class("Door");
  define(cls, "open", [&](Runtime&, Arguments arguments) -> Result<Value> {
    EXPECT_EQ(&arguments[0].as<Instance>()->cls(), &cls);
    return Value::small(arguments[1].as_small() + 1);
  });
  Instance* door = make(cls);
  const Value method = get(door, "open");
  ASSERT_TRUE(method.is<BoundMethod>());
  EXPECT_EQ(call(method, {number(4)}), number(5));
}

TEST_F(Calls, ByNameMakeNoBoundMethodWithACacheOrWithoutOne) {
  Class& cls = make_class("Door");
  Function& open = define(cls, "open", [&](Runtime&, Arguments arguments) -> Result<Value> { return arguments[1]; });
  Instance* door = make(cls);
  AttributeCache cache;
  Symbol& open_name = name("open");
  Value arguments[] = {number(7)};
  EXPECT_EQ(value(rt.call_method(door, open_name, arguments, &cache)), number(7));
  EXPECT_EQ(cache.found(), AttributeCache::Found::kClassValue);
  EXPECT_EQ(cache.class_value(), Value(&open));
  const uint64_t before = rt.heap().statistics().cells_allocated;
  for (int i = 0; i < 1000; i++) {
    EXPECT_EQ(value(rt.call_method(door, open_name, arguments, &cache)), number(7));
    EXPECT_EQ(value(rt.call_method(door, open_name, arguments)), number(7));
  }
  EXPECT_EQ(rt.heap().statistics().cells_allocated, before);
}

Result<Value> answer_by_size(Runtime&, Function&, Arguments arguments) noexcept {
  if (arguments.size() == 1) return Value::empty();
  if (arguments.size() == 2) return arguments[1];
  return make_error(ErrorKind::kValue, "too much");
}

// The lean entry tells a value, the empty value and an error apart, as the long one does.
TEST_F(Calls, ByTheLeanEntryGiveWhatTheOthersGive) {
  Class& cls = make_class("Door");
  NativeDescription description;
  description.name = "answer";
  description.entry = &answer_by_size;
  description.word_entry = &word_entry<&answer_by_size>;
  set(cls, "answer", value(Result<Value>(*make_native(rt, description))));
  Root<Instance> door = make_root(cls);
  Root<WeakMethod> weak = std::move(*rt.weak_method(get(door.get(), "answer")));
  Symbol& answer = name("answer");
  AttributeCache cache;
  const Value many[] = {number(1), number(2), number(3)};
  for (int i = 0; i < 2; i++) {
    for (AttributeCache* with : {&cache, static_cast<AttributeCache*>(nullptr)}) {
      EXPECT_TRUE(value(rt.call_method(door.get(), answer, Arguments(), with)).is_empty());
      EXPECT_EQ(value(rt.call_method(door.get(), answer, Arguments(many, 1), with)), number(1));
      Result<Value> failed = rt.call_method(door.get(), answer, Arguments(many, 3), with);
      EXPECT_EQ(message(failed, ErrorKind::kValue), "too much");
      ASSERT_EQ(failed.error().trace().size(), 1u);
      EXPECT_EQ(failed.error().trace()[0].function, "answer");
    }
    EXPECT_TRUE((**rt.call_weak(*weak)).is_empty());
    EXPECT_EQ(**rt.call_weak(*weak, Arguments(many, 1)), number(1));
    EXPECT_EQ(message(rt.call_weak(*weak, Arguments(many, 2)), ErrorKind::kValue), "too much");
  }
  Value foreign;
  std::unique_ptr<Runtime> other = test::make_test_runtime();
  Root<Value> held(other->heap(), Value(String::create(other->heap(), "text")));
  foreign = held.get();
  EXPECT_EQ(message(rt.call_method(door.get(), answer, Arguments(&foreign, 1), &cache), ErrorKind::kWrongRuntime),
            "argument 1, 'text', belongs to another runtime");
  EXPECT_EQ(message(rt.call_weak(*weak, Arguments(&foreign, 1)), ErrorKind::kWrongRuntime),
            "argument 1, 'text', belongs to another runtime");
  EXPECT_EQ(rt.heap().vm_stack().used(), 0u);
}

TEST_F(Calls, OfAWeakMethodOfAnotherRuntimeAreRefused) {
  std::unique_ptr<Runtime> other = test::make_test_runtime();
  Function* shut =
      test::make_function(*other, "shut", [](Runtime&, Arguments) -> Result<Value> { return Value::nil(); });
  Root<Function> held(other->heap(), shut);
  Root<WeakMethod> theirs(other->heap(), *WeakMethod::create(other->space(), Value(shut), *shut));
  const Result<WeakCall<Value>> called = rt.call_weak(*theirs);
  EXPECT_NE(message(called, ErrorKind::kWrongRuntime).find("the weak method"), std::string::npos);
  EXPECT_TRUE(theirs->is_alive());
  EXPECT_EQ(rt.heap().vm_stack().used(), 0u);
}

TEST_F(Calls, FunctionsThatCannotBeMadeLeaveTheHostDataToTheCaller) {
  static int released;
  released = 0;
  NativeDescription description;
  description.name = "f";
  description.entry = &answer_by_size;
  const Parameter parameters[] = {{.name = "first"}, {.name = "second"}};
  description.parameters = parameters;
  const Value captures[] = {number(1)};
  description.captures = captures;
  int host = 0;
  description.host = &host;
  description.release_host = [](void*) noexcept { released++; };
  for (size_t failing = 1; failing < 10; failing++) {
    rt.heap().set_fail_every(failing);
    Result<Function*> made = make_native(rt, description);
    rt.heap().set_fail_every(0);
    if (made) {
      EXPECT_GT(failing, 3u);
      EXPECT_EQ((*made)->capture(0), number(1));
      break;
    }
    EXPECT_EQ(made.error().kind(), ErrorKind::kOutOfMemory);
    rt.collect_exact();
    EXPECT_EQ(released, 0);
  }
  rt.collect_exact();
  EXPECT_EQ(released, 1);
}

// Contract 4.4: class changes are visible at once.
TEST_F(Calls, ByNameWithACacheSeeANewMethodAtOnce) {
  Class& cls = make_class("Door");
  define(cls, "open", [](Runtime&, Arguments) -> Result<Value> { return Value::small(1); });
  Instance* door = make(cls);
  AttributeCache cache;
  Symbol& open = name("open");
  EXPECT_EQ(value(rt.call_method(door, open, Arguments(), &cache)), number(1));
  define(cls, "open", [](Runtime&, Arguments) -> Result<Value> { return Value::small(2); });
  EXPECT_EQ(value(rt.call_method(door, open, Arguments(), &cache)), number(2));
  // A function stored on the instance is not bound (contract 3.5), and goes first.
  set(door, "open", Value(&function("own", [](Runtime&, Arguments arguments) -> Result<Value> {
        return Value::small(static_cast<int64_t>(10 + arguments.size()));
      })));
  EXPECT_EQ(value(rt.call_method(door, open, Arguments(), &cache)), number(10));
}

TEST_F(Calls, OfAClassMakeAnInstanceAndInitialiseIt) {
  Class& cls = make_class("Door");
  define(cls, "__init__", [&](Runtime& runtime, Arguments arguments) -> Result<Value> {
    MAYFLY_TRY(runtime.set_attribute(arguments[0], name("width"), arguments[1]));
    return Value::nil();
  });
  const Value door = call(&cls, {number(90)});
  ASSERT_TRUE(door.is<Instance>());
  EXPECT_EQ(get(door, "width"), number(90));
}

TEST_F(Calls, OfAClassWithoutInitialiserTakeNoArguments) {
  Class& cls = make_class("Door");
  EXPECT_TRUE(call(&cls).is<Instance>());
  Value one[] = {number(1)};
  EXPECT_EQ(message(rt.call(&cls, one), ErrorKind::kArgument), "class 'Door' takes no arguments, 1 given");
}

// Contract 4.11.
TEST_F(Calls, OfAClassInitialiseOnlyWhatIsItsInstance) {
  Class& cls = make_class("Door");
  int initialised = 0;
  define(cls, "__init__", [&](Runtime&, Arguments) -> Result<Value> {
    initialised++;
    return Value::nil();
  });
  Value made_by_new = number(5);
  define(cls, "__new__", [&](Runtime&, Arguments arguments) -> Result<Value> {
    EXPECT_EQ(arguments[0], Value(&cls));
    return made_by_new;
  });
  EXPECT_EQ(call(&cls), number(5));
  EXPECT_EQ(initialised, 0);
  Root<Instance> old = make_root(cls);
  made_by_new = Value(old.get());
  EXPECT_EQ(call(&cls), Value(old.get()));
  EXPECT_EQ(initialised, 1);
}

TEST_F(Calls, OfAnInstanceGoToItsClass) {
  Class& cls = make_class("Adder");
  Instance* adder = make(cls);
  EXPECT_EQ(message(rt.call(adder), ErrorKind::kType),
            "<Adder object> can't be called: it is of type 'Adder', which is not callable");
  // Looked up on the type only; giving it to the class later works (contract 4.8).
  set(adder, "__call__", Value(&function("own", [](Runtime&, Arguments) -> Result<Value> { return Value::small(1); })));
  EXPECT_FALSE(rt.call(adder));
  EXPECT_FALSE(is_callable(rt, adder));
  define(cls, "__call__",
         [](Runtime&, Arguments arguments) -> Result<Value> { return Value::small(arguments[1].as_small() + 1); });
  EXPECT_TRUE(is_callable(rt, adder));
  EXPECT_EQ(call(adder, {number(2)}), number(3));
}

TEST_F(Calls, OfStaticMethodsAndThroughClassesWork) {
  Class& cls = make_class("Door");
  Function& f = function("f", [](Runtime&, Arguments arguments) -> Result<Value> {
    return Value::small(static_cast<int64_t>(arguments.size()));
  });
  set(cls, "static", Value(StaticMethod::create(rt.space(), Value(&f))));
  set(cls, "of_class", Value(ClassMethod::create(rt.space(), Value(&f))));
  Instance* door = make(cls);
  for (Value through : {Value(door), Value(&cls)}) {
    EXPECT_EQ(call_method(through, "static"), number(0));
    EXPECT_EQ(call_method(through, "of_class"), number(1));
  }
  EXPECT_EQ(call(StaticMethod::create(rt.space(), Value(&f)), {number(1)}), number(1));
}

// Contract 1.2.
TEST_F(Calls, OfWeakReferencesGiveTheTargetOrNil) {
  Class& cls = make_class("Door");
  define(cls, "open", [](Runtime&, Arguments) -> Result<Value> { return Value::small(1); });
  Root<Instance> door = make_root(cls);
  Root<WeakRef> reference = std::move(*rt.weak_reference(door.get()));
  Root<WeakMethod> method = std::move(*rt.weak_method(get(door.get(), "open")));
  EXPECT_EQ(call(reference.get()), Value(door.get()));
  // A new method each time, equal to the others (contract 2.4).
  const Value first = call(method.get());
  const Value second = call(method.get());
  ASSERT_TRUE(first.is<BoundMethod>());
  EXPECT_NE(first, second);
  EXPECT_EQ(call(first), number(1));
  Value one[] = {number(1)};
  EXPECT_EQ(message(rt.call(reference.get(), one), ErrorKind::kArgument),
            "calling a WeakRef takes no arguments, 1 given");
  EXPECT_FALSE(rt.call(method.get(), one));
}

TEST_F(Calls, OfWhatIsNotCallableNameTheValueAndItsType) {
  EXPECT_EQ(message(rt.call(number(42)), ErrorKind::kType),
            "42 can't be called: it is of type 'int', which is not callable");
  EXPECT_EQ(message(rt.call(text("hello")), ErrorKind::kType),
            "'hello' can't be called: it is of type 'string', which is not callable");
  EXPECT_FALSE(rt.call(Value::nil()));
}

TEST_F(Calls, OfAClassWhoseInstancesOnlyTheCoreMakesAreAnError) {
  Class& cls = *rt.space().class_of_kind(kKindBoundMethod);
  EXPECT_EQ(message(rt.call(&cls), ErrorKind::kType),
            "can't make an instance of class '" + std::string(cls.name().view()) + "' by calling it");
}

TEST_F(Calls, KnowWhatCanBeCalled) {
  Class& plain = make_class("Plain");
  Class& callable = make_class("Callable");
  define(callable, "__call__", [](Runtime&, Arguments) -> Result<Value> { return Value::nil(); });
  Function& open = define(plain, "open", [](Runtime&, Arguments) -> Result<Value> { return Value::nil(); });
  Instance* door = make(plain);
  const Value bound = get(door, "open");
  Result<Root<WeakRef>> reference = rt.weak_reference(door);
  ASSERT_TRUE(reference);
  for (Value each : {Value(&open), bound, Value(&plain), Value(reference->get()), Value(make(callable)),
                     Value(StaticMethod::create(rt.space(), Value(&open)))}) {
    EXPECT_TRUE(is_callable(rt, each)) << describe(rt.space(), each).c_str();
  }
  for (Value each : {Value::nil(), number(1), text("open"), Value(door)})
    EXPECT_FALSE(is_callable(rt, each)) << describe(rt.space(), each).c_str();
}

TEST_F(Calls, ThroughAClassMethodThatHoldsNoFunctionAreAnError) {
  Class& cls = make_class("Door");
  set(cls, "open", Value(ClassMethod::create(rt.space(), number(3))));
  EXPECT_EQ(message(rt.get_attribute(&cls, name("open")), ErrorKind::kType),
            "class method 'open' holds 3, which is not callable");
}

TEST_F(Calls, AddAPositionForEachFunctionThatAnErrorPassesThrough) {
  Function& inner =
      function("inner", [](Runtime&, Arguments) -> Result<Value> { return make_error(ErrorKind::kValue, "no good"); });
  Function& outer =
      function("outer", [&](Runtime& runtime, Arguments) -> Result<Value> { return runtime.call(&inner); });
  Result<Value> result = rt.call(&outer);
  ASSERT_FALSE(result);
  ASSERT_EQ(result.error().trace().size(), 2u);
  EXPECT_EQ(result.error().trace()[0].function, "inner");
  EXPECT_EQ(result.error().trace()[1].function, "outer");
  EXPECT_EQ(rt.calls().current(), nullptr);
  EXPECT_EQ(rt.heap().vm_stack().used(), 0u);
}

TEST_F(Calls, WithoutEndAreAnError) {
  Function* self = nullptr;
  uint32_t deepest = 0;
  Function& f = function("endless", [&](Runtime& runtime, Arguments) -> Result<Value> {
    deepest = std::max(deepest, runtime.calls().depth());
    return runtime.call(self);
  });
  self = &f;
  const std::string told = message(rt.call(&f), ErrorKind::kRecursion);
  EXPECT_NE(told.find("the call of 'endless' is nested too deeply"), std::string::npos) << told;
  EXPECT_GT(deepest, 100u);
  // And all is as before.
  EXPECT_EQ(call(&function("one", [](Runtime&, Arguments) -> Result<Value> { return Value::small(1); })), number(1));
  rt.calls().set_max_depth(5);
  deepest = 0;
  EXPECT_EQ(message(rt.call(&f), ErrorKind::kRecursion),
            "the call of 'endless' is nested too deeply: the limit of nested calls is 5");
  EXPECT_EQ(deepest, 5u);
}

TEST_F(Calls, WithoutEndThroughEveryKindOfCallableAreAnError) {
  // Each collection scans the stack as deep as it is.
  if (rt.heap().options().stress) rt.calls().set_max_depth(200);
  Class& cls = make_class("Endless");
  Function& call_it = define(cls, "__call__", [](Runtime& runtime, Arguments arguments) -> Result<Value> {
    return runtime.call(arguments[0]);
  });
  EXPECT_FALSE(rt.call(make(cls)));
  // An instance whose call is another such instance, and so on: no function is ever entered.
  Instance* instance = make(cls);
  set(cls, "__call__", Value(instance));
  message(rt.call(instance), ErrorKind::kRecursion);
  define(cls, "__init__", [](Runtime& runtime, Arguments arguments) -> Result<Value> {
    return runtime.call(Value(&arguments[0].as<Instance>()->cls()));
  });
  message(rt.call(&cls), ErrorKind::kRecursion);
  set(cls, "m", Value(&call_it));
  Value method = Value(&call_it);
  for (int i = 0; i < 100'000 / (rt.heap().options().stress ? 100 : 1); i++)
    method = BoundMethod::create(rt.space(), Value::small(i), *static_cast<Object*>(method.cell()));
  Root<Value> held(rt.heap(), method);
  if (!rt.heap().options().stress) message(rt.call(method), ErrorKind::kRecursion);
}

TEST_F(Calls, WithAFullVmStackAreAnError) {
  gc::WordStack& stack = rt.heap().vm_stack();
  Function& f = function("f", [](Runtime&, Arguments) -> Result<Value> { return Value::small(1); });
  Local<Value> held(rt, Value(&f));
  {
    LocalArray all(stack, stack.capacity() - stack.used() - 1);
    ASSERT_TRUE(all);
    EXPECT_EQ(call(&f), number(1));
    Value one[] = {number(1)};
    EXPECT_NE(message(rt.call(&f, one), ErrorKind::kRecursion).find("the VM stack is full"), std::string::npos);
    Local<Value> last(rt, Value::nil());
    EXPECT_TRUE(last);
    Local<Value> none(rt, Value::nil());
    EXPECT_FALSE(none);
    EXPECT_EQ(none.error().kind(), ErrorKind::kRecursion);
  }
  EXPECT_EQ(call(&f), number(1));
}

TEST_F(Calls, RefuseValuesOfAnotherRuntime) {
  std::unique_ptr<Runtime> other = test::make_test_runtime();
  Root<Value> foreign(other->heap(), Value(String::create(other->heap(), "text")));
  Function& f = function("f", [](Runtime&, Arguments) -> Result<Value> { return Value::nil(); });
  Value arguments[] = {number(1), foreign.get()};
  EXPECT_EQ(message(rt.call(&f, arguments), ErrorKind::kWrongRuntime),
            "argument 2, 'text', belongs to another runtime");
  EXPECT_EQ(message(rt.call(foreign.get()), ErrorKind::kWrongRuntime),
            "the callee, 'text', belongs to another runtime");
  EXPECT_FALSE(rt.call_method(foreign.get(), name("open")));
  EXPECT_FALSE(rt.get_attribute(foreign.get(), name("open")));
  EXPECT_FALSE(rt.set_attribute(&f, name("mark"), foreign.get()));
  EXPECT_FALSE(rt.weak_reference(foreign.get()));
  EXPECT_FALSE(rt.weak_method(foreign.get()));
  EXPECT_EQ(message(rt.weak_reference(&f, foreign.get()), ErrorKind::kWrongRuntime),
            "the callback, 'text', belongs to another runtime");
}

// Found by fuzzing: they were an assertion.
TEST_F(Calls, RefuseNullHandles) {
  const Root<Value> null;
  Function& f = function("f", [](Runtime&, Arguments) -> Result<Value> { return Value::nil(); });
  Root<WeakMethod> weak = std::move(*rt.weak_method(Value(BoundMethod::create(rt.space(), Value(&f), f))));
  Value arguments[] = {number(1), null.get()};
  EXPECT_EQ(message(rt.call(&f, arguments), ErrorKind::kValue), "argument 2 is a null handle");
  EXPECT_EQ(message(rt.call_weak(*weak, Arguments(arguments, 2)), ErrorKind::kValue), "argument 2 is a null handle");
  EXPECT_EQ(message(rt.call(null), ErrorKind::kValue), "the callee is a null handle");
  EXPECT_EQ(message(rt.call_method(null, name("open")), ErrorKind::kValue), "the receiver is a null handle");
  EXPECT_EQ(message(rt.get_attribute(null, name("open")), ErrorKind::kValue), "the object is a null handle");
  EXPECT_EQ(message(rt.delete_attribute(null, name("open")), ErrorKind::kValue), "the object is a null handle");
  EXPECT_EQ(message(rt.set_attribute(null, name("mark"), number(1)), ErrorKind::kValue), "the object is a null handle");
  EXPECT_EQ(message(rt.set_attribute(&f, name("mark"), null), ErrorKind::kValue),
            "the attribute's value is a null handle");
  EXPECT_EQ(message(rt.weak_reference(null), ErrorKind::kValue), "the target is a null handle");
  EXPECT_EQ(message(rt.weak_reference(&f, null), ErrorKind::kValue), "the callback is a null handle");
  EXPECT_EQ(message(rt.weak_method(null), ErrorKind::kValue), "the method is a null handle");
}

// --- arguments by description ----------------------------------------------------------------------------------------

class Arranging : public test::RuntimeTest {
 protected:
  Function& f =
      function("open", [](Runtime&, Arguments) -> Result<Value> { return Value::nil(); }, FrameKind::kRooted,
               {{.name = "width"}, {.name = "height", .has_default = true, .default_value = Value::small(200)}});
  Value slots[2];

  Result<> arrange_these(std::initializer_list<Value> values, std::initializer_list<Symbol*> names = {}) {
    const uint32_t keywords = static_cast<uint32_t>(names.size());
    return arrange(
        f, Arguments(values.begin(), static_cast<uint32_t>(values.size()) - keywords, names.begin(), keywords), slots);
  }
};

TEST_F(Arranging, TakesArgumentsByPlaceByNameAndByDefault) {
  ASSERT_TRUE(arrange_these({number(1)}));
  EXPECT_EQ(slots[0], number(1));
  EXPECT_EQ(slots[1], number(200));
  ASSERT_TRUE(arrange_these({number(1), number(2)}, {&name("height")}));
  EXPECT_EQ(slots[1], number(2));
  ASSERT_TRUE(arrange_these({number(3), number(4)}, {&name("height"), &name("width")}));
  EXPECT_EQ(slots[0], number(4));
  EXPECT_EQ(slots[1], number(3));
}

TEST_F(Arranging, NamesWhatIsMissingUnknownTwiceOrTooMuch) {
  EXPECT_EQ(message(arrange_these({}), ErrorKind::kArgument), "open() is missing its argument 1, 'width'");
  EXPECT_EQ(message(arrange_these({number(1), number(2), number(3)}), ErrorKind::kArgument),
            "open() takes from 1 to 2 arguments, 3 given");
  EXPECT_EQ(message(arrange_these({number(1), number(2)}, {&name("widht")}), ErrorKind::kArgument),
            "open() has no parameter named 'widht'; did you mean 'width'?");
  EXPECT_EQ(message(arrange_these({number(1), number(2)}, {&name("width")}), ErrorKind::kArgument),
            "open() got the argument 'width' twice");
}

TEST_F(Arranging, CountsAsMessagesDo) {
  EXPECT_EQ(argument_count_error(f, 1, 1, 3).message(), "open() takes 1 argument, 3 given");
  EXPECT_EQ(argument_count_error(f, 2, UINT32_MAX, 2, 1).message(), "open() takes at least 2 arguments, 1 given");
}

// --- frames ----------------------------------------------------------------------------------------------------------

TEST_F(Calls, LinkTheirFrames) {
  Function* inner = nullptr;
  Function& outer = function(
      "outer", [&](Runtime& runtime, Arguments) -> Result<Value> { return runtime.call(inner); }, FrameKind::kUnrooted);
  inner = &function("inner", [&](Runtime& runtime, Arguments) -> Result<Value> {
    const CallFrame* frame = runtime.calls().current();
    EXPECT_EQ(&frame->function(), inner);
    EXPECT_EQ(frame->depth(), 2u);
    EXPECT_TRUE(frame->is_rooted());
    EXPECT_EQ(&frame->caller()->function(), &outer);
    EXPECT_EQ(runtime.calls().unrooted_frame(), frame->caller());
    Error error = make_error(ErrorKind::kHost, "noted");
    runtime.calls().add_positions(error);
    EXPECT_EQ(error.trace().size(), 2u);
    return Value::nil();
  });
  call(&outer);
  EXPECT_EQ(rt.calls().current(), nullptr);
  EXPECT_EQ(rt.calls().unrooted_frame(), nullptr);
}

TEST_F(Calls, ReleaseTheHostDataOfADeadFunctionOnce) {
  int released = 0;
  struct Counted {
    int* count;
    explicit Counted(int* c) : count(c) {}
    Counted(const Counted& other) : count(other.count) {}
    ~Counted() { ++*count; }
  };
  Root<Function> f;
  {
    auto counted = std::make_shared<Counted>(&released);
    f = Root<Function>(rt.heap(), test::make_function(rt, "f", [counted](Runtime&, Arguments) -> Result<Value> {
                         return Value::small(*counted->count);
                       }));
  }
  EXPECT_EQ(call(f.get()), number(0));
  rt.collect_exact();
  EXPECT_EQ(released, 0);
  f.reset();
  rt.collect_exact();
  EXPECT_EQ(released, 1);
  rt.collect_exact();
  EXPECT_EQ(released, 1);
}

}  // namespace
}  // namespace mayfly
