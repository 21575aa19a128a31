// Every message that a host or a script meets when something goes wrong, compared with messages/*.txt.
#include <support/embed_test.h>
#include <support/golden_text.h>

#include <functional>
#include <stdexcept>
#include <thread>

namespace {

using namespace mayfly;

enum class Color { kRed, kGreen };

struct Door {
  int64_t opened = 0;
  int64_t open(int8_t n) { return opened += n; }
  void set_color(Color) {}
  void jam() { throw std::runtime_error("the door is jammed"); }
  Result<> refuse() { return make_error(ErrorKind::kValue, "the door is locked"); }
};

}  // namespace

// Named: messages spell the types.
namespace shop {
struct Pane {};
struct Window : Pane {};
}  // namespace shop

template <>
struct mayfly::EnumNames<Color> {
  static constexpr EnumName<Color> kNames[] = {{"red", Color::kRed}, {"green", Color::kGreen}};
};

namespace {

class Messages : public test::EmbedTest {
 protected:
  Root<Class> cls = must(rt.define<Door>("Door")
                             .constructor<>()
                             .method("open", &Door::open, arg("n") = 1)
                             .method("set_color", &Door::set_color, arg("color"))
                             .method("jam", &Door::jam)
                             .method("refuse", &Door::refuse)
                             .field("opened", &Door::opened)
                             .property("is_open", [](const Door& self) { return self.opened > 0; })
                             .build());
  Root<Instance> door = must(rt.create(cls));

  Root<Class> make_class(std::string_view name) { return must(rt.make_class(name).build()); }
};

TEST_F(Messages, OfArguments) {
  test::GoldenText golden("runtime/messages/arguments.txt");
  const auto call = [&](const char* what, auto... arguments) {
    golden.add(what, error(rt.call_method<void>(door, "open", arguments...)));
  };
  call("an integer out of range", 300);
  call("a string for an integer", "x");
  call("a double for an integer", 1.5);
  call("a list for an integer", must(rt.list(1, 2)));
  call("nil for an integer", nullptr);
  call("an object for an integer", door);
  call("a very long string for an integer", std::string(500, 'x'));
  call("too many", 1, 2, 3);
  call("an unknown keyword", kw("m") = 1);
  call("a near keyword", kw("N") = 1);
  call("one given twice", 1, kw("n") = 2);
  golden.add("a missing one", error(rt.call_method<void>(door, "set_color")));
  golden.add("a name that an enum does not have", error(rt.call_method<void>(door, "set_color", "pink")));
  Root<Function> unnamed = must(rt.function("unnamed", [](int, std::vector<bool>, Door&) {}));
  golden.add("a missing one without a name", error(rt.call<void>(unnamed, 1)));
  golden.add("a wrong one without a name", error(rt.call<void>(unnamed, "1", nullptr, nullptr)));
  golden.add("a wrong item in a list", error(rt.call<void>(unnamed, 1, must(rt.list(true, 0)), nullptr)));
  golden.add("no instance of a bound class", error(rt.call<void>(unnamed, 1, must(rt.list()), 7)));
  golden.add("a method without its receiver", error(rt.call<void>(must(rt.get<Root<Value>>(cls, "open")))));
  golden.add("a method on another receiver", error(rt.call<void>(must(rt.get<Root<Value>>(cls, "open")), 7, 1)));
  golden.add("arguments for a class without a constructor", error(rt.create(make_class("Empty"), 1)));
  golden.add("too many for a constructor", error(rt.create(cls, 1)));
  golden.add("a result of another type", error(rt.call_method<std::string>(door, "open")));
  golden.compare();
}

TEST_F(Messages, OfCalls) {
  test::GoldenText golden("runtime/messages/calls.txt");
  golden.add("of a number", error(rt.call<void>(Value::small(3))));
  golden.add("of nil", error(rt.call<void>(Value::nil())));
  golden.add("of a string", error(rt.call<void>(must(rt.value("text")))));
  golden.add("of an instance", error(rt.call<void>(door)));
  golden.add("of a null handle", error(rt.call<void>(Root<Function>())));
  golden.add("of a method that throws", error(rt.call_method<void>(door, "jam")));
  golden.add("of a method that fails", error(rt.call_method<void>(door, "refuse")));
  Root<Function> odd = must(rt.function("odd", [] { throw 3; }));
  golden.add("of a function that throws an int", error(rt.call<void>(odd)));
  std::function<Result<void>(Runtime&)> recurse;
  Root<Function> deep = must(rt.function("deep", [&](Runtime& runtime) { return recurse(runtime); }));
  recurse = [&](Runtime& runtime) { return runtime.call<void>(deep); };
  rt.calls().set_max_depth(40);
  Result<void> endless = rt.call<void>(deep);
  golden.add("without end", error(std::move(endless)));
  Root<Function> outer =
      must(rt.function("outer", [&](Runtime& runtime) { return runtime.call_method<void>(door, "refuse"); }));
  Result<void> traced = rt.call<void>(outer);
  ASSERT_FALSE(traced);
  golden.add("with a trace", traced.error().to_string());
  golden.compare();
}

TEST_F(Messages, OfAttributes) {
  test::GoldenText golden("runtime/messages/attributes.txt");
  golden.add("a missing one, with a near one", error(rt.get<int>(door, "opend")));
  golden.add("a missing one", error(rt.get<int>(door, "zebra")));
  golden.add("a missing one of a class", error(rt.get<int>(cls, "opne")));
  golden.add("one of a number", error(rt.get<int>(must(rt.value(3)), "x")));
  golden.add("one of nil", error(rt.get<int>(must(rt.value(nullptr)), "x")));
  golden.add("one of a function of C++", error(rt.get<int>(must(rt.function("f", [] {})), "missing")));
  golden.add("writing a property without a setter", error(rt.set(door, "is_open", true)));
  golden.add("writing a field with another type", error(rt.set(door, "opened", "x")));
  golden.add("writing one of a number", error(rt.set(must(rt.value(3)), "x", 1)));
  golden.add("deleting a missing one", error(rt.remove(door, "zebra")));
  golden.add("deleting a property", error(rt.remove(door, "is_open")));
  golden.add("reading one as another type", error(rt.get<bool>(door, "opened")));
  golden.add("asking for a method that is a number", error(rt.method(door, "opened")));
  golden.compare();
}

TEST_F(Messages, OfClasses) {
  test::GoldenText golden("runtime/messages/classes.txt");
  Root<Class> a = make_class("A");
  Root<Class> b = must(rt.make_class("B", a).build());
  golden.add("an inconsistent hierarchy", error(rt.make_class("C", a, b).build()));
  golden.add("a duplicate base", error(rt.make_class("C", a, a).build()));
  golden.add("a base that is no class", error(rt.make_class("C", must(rt.value(3))).build()));
  golden.add("a final base", error(rt.make_class("C", Value(rt.space().int_class())).build()));
  golden.add("a C++ base class that is not bound", error(rt.define<shop::Window>("Window").base<shop::Pane>().build()));
  Root<Class> pane = must(rt.define<shop::Pane>("Pane").build());
  golden.add("bases of two C++ types", error(rt.make_class("C", cls, pane).build()));
  golden.add("a C++ base class that is not named as one", error(rt.define<shop::Window>("Window").base(pane).build()));
  golden.add("a C++ type that is bound already", error(rt.define<shop::Pane>("Glass").build()));
  golden.add("an attribute that is defined twice",
             error(rt.make_class("C").attribute("x", 1).attribute("x", 2).build()));
  golden.add("a default that does not fit", error(rt.define<shop::Window>("Window")
                                                      .method(
                                                          "f", [](shop::Window&, bool) {}, arg("x") = 1)
                                                      .build()));
  golden.add("an instance of a class without a constructor", error(rt.create(pane)));
  golden.add("an object of a C++ type that is not bound", error(rt.wrap(shop::Window())));
  golden.add("a closure that captures an object",
             error(rt.function("f", [value = Value(door)] { return value.is_nil(); })));
  golden.compare();
}

TEST_F(Messages, OfHostObjects) {
  test::GoldenText golden("runtime/messages/host_objects.txt");
  Root<Class> lazy = must(rt.make_class("Lazy", cls).method("__init__", [](Value) {}).build());
  golden.add("one that was never made", error(rt.call_method<void>(must(rt.create(lazy)), "open")));
  golden.add("one that is made twice", error(rt.call_method<void>(door, "__init__")));
  golden.add("one that must be shared", error(rt.convert<std::shared_ptr<Door>>(door)));
  EXPECT_TRUE(release_host_object(door));
  golden.add("one that was released", error(rt.call_method<void>(door, "open")));
  golden.add("making one that was released", error(rt.call_method<void>(door, "__init__")));
  golden.compare();
}

TEST_F(Messages, OfWeakReferences) {
  test::GoldenText golden("runtime/messages/weak.txt");
  golden.add("a weak method of a number", error(rt.weak_method(Value::small(3))));
  golden.add("a weak method of nil", error(rt.weak_method(Value::nil())));
  golden.add("a weak method of an instance", error(rt.weak_method(door)));
  golden.add("a weak method of a function", error(rt.weak_method(must(rt.function("f", [] {})))));
  golden.add("a weak method of a function from a class", error(rt.weak_method(must(rt.get<Root<Value>>(cls, "open")))));
  Root<Function> f = must(rt.function("f", [](Value) {}));
  Value method(BoundMethod::create(rt.space(), Value::small(3), *f));
  golden.add("a weak method of a method of a number", error(rt.weak_method(method)));
  golden.add("a weak reference to a number", error(rt.weak_reference(Value::small(3))));
  golden.add("a weak reference to a list", error(rt.weak_reference(must(rt.list()))));
  Root<Symbol> slotted = must(rt.symbol("Slotted"));
  Root<Class> no_weak(rt.heap(), must(Class::create(rt.space(), *slotted, {}, {.weakly_referenceable = false})));
  golden.add("a weak reference to an instance without room for one",
             error(rt.weak_reference(must(rt.create(no_weak)))));
  Root<WeakMethod> open = must(rt.weak_method(must(rt.method(door, "open"))));
  golden.add("calling a weak method object with arguments", error(rt.call<void>(open, 1)));
  Value refs(rt.space().class_of_kind(kKindWeakRef));
  Value methods(rt.space().class_of_kind(kKindWeakMethod));
  Value finalizers(rt.space().class_of_kind(kKindFinalizer));
  golden.add("a weak reference to nothing", error(rt.call<void>(refs)));
  golden.add("a weak reference with a named callback", error(rt.call<void>(refs, door, kw("callback") = f)));
  golden.add("a weak method with two callbacks", error(rt.call<void>(methods, door, f, f)));
  golden.add("a finalizer without a callable", error(rt.call<void>(finalizers, door)));
  golden.add("a finalizer of a number", error(rt.finalizer(Value::small(3), f)));
  Root<Finalizer> finalizer = must(rt.finalizer(door, f, 1));
  golden.add("calling a finalizer with arguments", error(rt.call<void>(finalizer, 1)));
  must(rt.detach(*finalizer));
  golden.add("a watched root of a string", error(rt.weak_root(must(rt.string("x")), [] {})));
  golden.add("a call through a null handle", error(rt.call_weak<int>(Root<WeakMethod>())));
  golden.add("a call with a wrong argument", error(rt.call_weak<int>(open, "x")));
  std::vector<std::string> deaths;
  const auto die = [&] {
    rt.collect_exact();
    deaths.push_back(name(must(rt.call_weak<void>(open)).death()));
  };
  door.reset();
  die();
  golden.add("why a weak method is dead", deaths[0]);
  golden.compare();
}

TEST_F(Messages, OfSignals) {
  test::GoldenText golden("runtime/messages/signals.txt");
  Root<Signal> signal = must(rt.signal());
  Root<BoundMethod> open = must(rt.method(door, "open"));
  Root<WeakMethod> weak = must(rt.weak_method(open));
  golden.add("connecting a number", error(rt.connect(signal, Value::small(3))));
  golden.add("connecting an instance that is not callable", error(rt.connect_weak(signal, door)));
  golden.add("connecting a weak method", error(rt.connect_weak(signal, weak)));
  golden.add("connecting a weak reference", error(rt.connect(signal, must(rt.weak_reference(door)))));
  Root<Function> f = must(rt.function("f", [](Value) {}));
  Root<Value> of_number(rt.heap(), BoundMethod::create(rt.space(), Value::small(3), *f));
  golden.add("connecting a method of a number weakly", error(rt.connect_weak(signal, of_number)));
  Root<Symbol> slotted = must(rt.symbol("Slotted"));
  Root<Class> no_weak(rt.heap(), must(Class::create(rt.space(), *slotted, {}, {.weakly_referenceable = false})));
  must(rt.set(no_weak, "__call__", f));
  golden.add("connecting a callable object without room for a weak reference",
             error(rt.connect_weak(signal, must(rt.create(no_weak)))));
  golden.add("connecting a null handle", error(rt.connect(signal, Root<Function>())));
  golden.add("connecting to a null handle", error(rt.connect(Root<Signal>(), f)));
  golden.add("emitting a null handle", error(rt.emit(Root<Signal>(), 1)));
  Root<Connection> connection = must(rt.connect(signal, f));
  golden.add("unblocking what is not blocked", error(rt.unblock(connection)));
  Root<Signal> other = must(rt.signal());
  golden.add("disconnecting from another signal", error(rt.call_method<void>(other, "disconnect", connection)));
  Root<Class> signals(rt.heap(), rt.space().class_of(Value(signal)));
  golden.add("a method of a signal with a wrong receiver",
             error(rt.call<void>(must(rt.get<Root<Value>>(signals, "emit")), connection)));
  golden.add("a method that signals do not have", error(rt.call_method<void>(signal, "disconect", f)));
  rt.lifecycle().set_unraisable_hook(
      [&](Runtime&, const Unraisable& what) { golden.add(name(what.source), what.error.to_string()); });
  must(rt.emit(signal, 1, 2));
  must(rt.connect(signal, open));
  must(rt.emit(signal, "x"));
  std::function<void()> again = [&] {
    if (Result<EmitResult> inner = rt.emit(other); !inner) golden.add("emitting without end", error(std::move(inner)));
  };
  must(rt.connect(other, again));
  rt.calls().set_max_depth(50);
  must(rt.emit(other));
  for (int i = 0; i <= static_cast<int>(ConnectionStatus::kShutdown); i++)
    golden.add("status " + std::to_string(i), name(static_cast<ConnectionStatus>(i)));
  golden.compare();
}

TEST_F(Messages, OfWhatNobodyCalledFor) {
  test::GoldenText golden("runtime/messages/unraisable.txt");
  rt.lifecycle().set_unraisable_hook(
      [&](Runtime&, const Unraisable& what) { golden.add(name(what.source), what.error.to_string()); });
  Root<WeakMethod> watch =
      must(rt.weak_method(must(rt.method(door, "open")), [] { throw std::runtime_error("in a callback"); }));
  Root<WeakMethod> broken = must(rt.weak_method(must(rt.method(door, "open")), Value::small(7)));
  Root<Class> mortal =
      must(rt.make_class("Mortal")
               .method("__del__", [](Value) -> Result<> { return make_error(ErrorKind::kValue, "in a finalizer"); })
               .build());
  Root<Instance> object = must(rt.create(mortal));
  door.reset();
  object.reset();
  must(rt.post([](Runtime&) -> Result<> { return make_error(ErrorKind::kHost, "in a task"); }));
  rt.collect_exact();
  must(rt.lifecycle().at_shutdown([](Runtime&) -> Result<> { return make_error(ErrorKind::kHost, "at the end"); }));
  must(rt.shutdown());
  golden.compare();
}

TEST_F(Messages, OfRuntimesAndThreads) {
  test::GoldenText golden("runtime/messages/runtime.txt");
  std::unique_ptr<Runtime> other = must(Runtime::create());
  Root<Function> theirs = must(other->function("theirs", [] {}));
  Root<Instance> object = must(other->create(must(other->define<Door>("Door").constructor<>().build())));
  Root<Function> take = must(rt.function("take", [](Value x) { return x; }));
  golden.add("calling a function of another runtime", error(rt.call<void>(theirs)));
  golden.add("passing a value of another runtime", error(rt.call<void>(take, object)));
  golden.add("an attribute of an object of another runtime", error(rt.get<int>(object, "opened")));
  golden.add("writing a value of another runtime", error(rt.set(door, "friend", object)));
  Root<Function> smuggle = must(rt.function("smuggle", [&] { return object; }));
  golden.add("returning a value of another runtime", error(rt.call<void>(smuggle)));
  std::thread([&] {
    golden.add("a runtime on a thread that is not attached", error(Runtime::create()));
    golden.add("another thread's runtime, not attached", error(rt.call<void>(take, 1)));
    ThreadScope attached;
    golden.add("another thread's runtime", error(rt.call<void>(take, 1)));
    golden.add("a collection on another thread", rt.collect_exact().why_not());
  }).join();
  other->heap().set_heap_limit(1);
  Result<Root<List>> full = Root<List>();
  for (int i = 0; i < 100000 && full; i++) full = other->list(std::string(1000, 'x'));
  golden.add("a heap limit that is reached", error(std::move(full)));
  RuntimeOptions options;
  golden.add("an unknown option", error(options.parse("stres=1")));
  golden.add("a bad value of an option", error(options.parse("stress=often")));
  rt.request_interrupt();
  golden.add("an interrupt", error(rt.steps(1)));
  rt.set_step_budget(10);
  golden.add("a used-up step budget", error(rt.steps(11)));
  must(rt.shutdown());
  golden.add("a runtime that is shut down", error(rt.call<void>(take, 1)));
  golden.add("a task for one", error(rt.post([](Runtime&) {})));
  golden.compare();
}

}  // namespace
