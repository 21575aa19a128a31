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
                             .property("is_open", [](const Door& door) { return door.opened > 0; })
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
  Root<Function> outer = must(rt.function("outer", [&](Runtime& runtime) { return runtime.call_method<void>(door, "refuse"); }));
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
  Root<Class> x = must(rt.make_class("X", a, b).build().has_value() ? Result<Root<Class>>(a) : Result<Root<Class>>(b));
  golden.add("an inconsistent hierarchy", error(rt.make_class("C", a, b).build()));
  golden.add("a duplicate base", error(rt.make_class("C", a, a).build()));
  golden.add("a base that is no class", error(rt.make_class("C", must(rt.value(3))).build()));
  golden.add("a final base", error(rt.make_class("C", Value(rt.space().int_class())).build()));
  struct Window {};
  Root<Class> window = must(rt.define<Window>("Window").build());
  golden.add("bases of two C++ types", error(rt.make_class("C", cls, window).build()));
  golden.add("a C++ base that is not named as one", error(rt.define<Color*(*)()>, 0, ""));
  golden.compare();
}

}  // namespace
