// Classes that hosts define: for C++ types, and without one.
#include <support/embed_test.h>

namespace {

using namespace mayfly;

struct Door {
  int64_t opened = 0;
  double width = 0.8;
  const int id = 7;
  std::string label = "door";

  Door() = default;
  Door(double w, std::string text) : width(w), label(std::move(text)) {}

  int64_t open(int64_t n) { return opened += n; }
  bool is_open() const { return opened > 0; }
  void set_open(bool open) { opened = open ? 1 : 0; }
  int64_t count() const noexcept { return opened; }
  Door& reset() {
    opened = 0;
    return *this;
  }
  void over(int n) { opened = n; }
  void over(const std::string& text) { label = text; }
  bool equals(const Door& other) const { return opened == other.opened; }
  static int doors() { return 3; }
};

struct Plain {  // an aggregate
  int x = 1;
  int y = 2;
};

class Definitions : public test::EmbedTest {
 protected:
  Root<Class> door_class() {
    return must(rt.define<Door>("Door")
                    .constructor<>()
                    .method("open", &Door::open, arg("n") = 1)
                    .method("count", &Door::count)
                    .method("reset", &Door::reset)
                    .method("equals", &Door::equals)
                    .method("over", static_cast<void (Door::*)(const std::string&)>(&Door::over))
                    .method(
                        "widen", [](Door& self, double by) { self.width += by; }, arg("by"))
                    .field("opened", &Door::opened)
                    .field("width", &Door::width, read_only)
                    .field("id", &Door::id)
                    .field("label", &Door::label)
                    .property("is_open", &Door::is_open, &Door::set_open)
                    .property("is_shut", [](const Door& self) { return !self.is_open(); })
                    .static_function("doors", &Door::doors)
                    .class_method("class_name", [](Class& cls) { return std::string(cls.name().view()); })
                    .attribute("material", "oak")
                    .special(Special::kLength, [](const Door& self) { return self.opened; })
                    .build());
  }
};

TEST_F(Definitions, BindMemberFunctionsWithDefaultsAndNames) {
  Root<Class> cls = door_class();
  Root<Instance> door = must(rt.create(cls));
  EXPECT_EQ(must(rt.call_method<int64_t>(door, "open")), 1);
  EXPECT_EQ(must(rt.call_method<int64_t>(door, "open", 5)), 6);
  EXPECT_EQ(must(rt.call_method<int64_t>(door, "open", kw("n") = 4)), 10);
  EXPECT_EQ(must(rt.call_method<int64_t>(door, "count")), 10);
  EXPECT_EQ(host_object<Door>(door)->opened, 10);
  must(rt.call_method<void>(door, "over", "text"));
  EXPECT_EQ(host_object<Door>(door)->label, "text");
  must(rt.call_method<void>(door, "widen", 1));
  EXPECT_EQ(host_object<Door>(door)->width, 1.8);
}

TEST_F(Definitions, ErrorsNameClassMethodArgumentTypeAndExpectation) {
  Root<Class> cls = door_class();
  Root<Instance> door = must(rt.create(cls));
  EXPECT_EQ(
      error(rt.call_method<void>(door, "open", "x")),
      "TypeError: Door.open(): argument 1 ('n') must be an integer from -9223372036854775808 to 9223372036854775807, "
      "not 'x' (string)");
  EXPECT_EQ(error(rt.call_method<void>(door, "open", 1, 2)),
            "ArgumentError: Door.open() takes from 0 to 1 arguments, 2 given");
  EXPECT_EQ(error(rt.call_method<void>(door, "widen")), "ArgumentError: Door.widen() is missing its argument 1, 'by'");
  EXPECT_EQ(error(rt.call_method<void>(door, "equals", 3)),
            "TypeError: Door.equals(): argument 1 must be a Door, not 3 (int)");
  EXPECT_EQ(error(rt.call_method<void>(door, "opne")),
            "AttributeError: 'Door' object has no attribute 'opne'; did you mean 'open'?");
  Root<Value> open = must(rt.get<Root<Value>>(cls, "open"));
  EXPECT_EQ(error(rt.call<void>(open)), "ArgumentError: Door.open() is missing its receiver");
  EXPECT_EQ(error(rt.call<void>(open, 3, 4)), "TypeError: Door.open(): the receiver must be a Door, not 3 (int)");
}

TEST_F(Definitions, BindFieldsAndProperties) {
  Root<Class> cls = door_class();
  Root<Instance> door = must(rt.create(cls));
  EXPECT_EQ(must(rt.get<int>(door, "opened")), 0);
  must(rt.set(door, "opened", 5));
  EXPECT_EQ(host_object<Door>(door)->opened, 5);
  EXPECT_EQ(must(rt.get<std::string>(door, "label")), "door");
  EXPECT_TRUE(must(rt.get<bool>(door, "is_open")));
  must(rt.set(door, "is_open", false));
  EXPECT_TRUE(must(rt.get<bool>(door, "is_shut")));
  EXPECT_EQ(error(rt.set(door, "opened", "x")),
            "TypeError: Door.opened must be an integer from -9223372036854775808 to "
            "9223372036854775807, not 'x' (string)");
  EXPECT_EQ(error(rt.set(door, "is_open", 1)), "TypeError: Door.is_open must be true or false, not 1 (int)");
  for (const char* attribute : {"width", "id", "is_shut"})
    EXPECT_TRUE(error(rt.set(door, attribute, 1)).starts_with("AttributeError: ")) << attribute;
  EXPECT_EQ(must(rt.get<int>(door, "id")), 7);
}

TEST_F(Definitions, BindStaticFunctionsClassMethodsAndAttributes) {
  Root<Class> cls = door_class();
  Root<Instance> door = must(rt.create(cls));
  EXPECT_EQ(must(rt.call_method<int>(cls, "doors")), 3);
  EXPECT_EQ(must(rt.call_method<int>(door, "doors")), 3);
  EXPECT_EQ(must(rt.call_method<std::string>(door, "class_name")), "Door");
  EXPECT_EQ(must(rt.get<std::string>(cls, "material")), "oak");
  EXPECT_EQ(must(length(rt, Value(door))), 0u);
}

TEST_F(Definitions, ThatReturnTheReceiverGiveTheSameInstance) {
  Root<Class> cls = door_class();
  Root<Instance> door = must(rt.create(cls));
  EXPECT_EQ(must(rt.call_method<Root<Instance>>(door, "reset")), door);
}

TEST_F(Definitions, ConstructWithDefaultsAndNames) {
  Root<Class> cls =
      must(rt.define<Door>("Door").constructor<double, std::string>(arg("width"), arg("label") = "plain").build());
  EXPECT_EQ(host_object<Door>(must(rt.create(cls, 2)))->label, "plain");
  Root<Instance> named = must(rt.create(cls, kw("label") = "big", kw("width") = 3.5));
  EXPECT_EQ(host_object<Door>(named)->label, "big");
  EXPECT_EQ(host_object<Door>(named)->width, 3.5);
  EXPECT_EQ(error(rt.create(cls)), "ArgumentError: Door.__init__() is missing its argument 1, 'width'");
  EXPECT_EQ(error(rt.create(cls, "x")),
            "TypeError: Door.__init__(): argument 1 ('width') must be a number, not 'x' (string)");
  EXPECT_EQ(error(rt.call_method<void>(named, "__init__", 1)),
            "ValueError: Door.__init__(): the receiver must be a new Door, but this <Door object> is made already");
}

TEST_F(Definitions, ConstructAggregates) {
  Root<Class> cls = must(rt.define<Plain>("Plain").constructor<int, int>().field("x", &Plain::x).build());
  EXPECT_EQ(must(rt.get<int>(must(rt.create(cls, 8, 9)), "x")), 8);
}

TEST_F(Definitions, WithoutAConstructorHaveNoInstancesOfScripts) {
  Root<Class> cls = must(rt.define<Plain>("Plain").build());
  EXPECT_EQ(error(rt.create(cls)),
            "TypeError: Plain.__init__(): the class has no constructor for scripts: its instances are made in C++");
}

TEST_F(Definitions, MakeObjectsByFactories) {
  Root<Class> cls = must(rt.define<Door>("Door")
                             .factory([](int kind) -> Result<std::unique_ptr<Door>> {
                               if (kind == 0) return make_error(ErrorKind::kValue, "there is no kind 0");
                               if (kind == 1) return std::unique_ptr<Door>();
                               return std::make_unique<Door>(kind, "made");
                             })
                             .build());
  EXPECT_EQ(host_object<Door>(must(rt.create(cls, 4)))->width, 4.0);
  EXPECT_EQ(error(rt.create(cls, 0)), "ValueError: there is no kind 0");
  EXPECT_EQ(error(rt.create(cls, 1)), "HostError: the factory returned a null pointer");
}

TEST_F(Definitions, AnInstanceIsMadeOnceEvenByAConstructorThatMakesIt) {
  Root<Instance> instance;
  bool nested = false;
  Root<Class> cls = must(rt.define<Door>("Door")
                             .factory([&](Runtime& runtime) -> Result<Door> {
                               if (!std::exchange(nested, true))
                                 MAYFLY_TRY(runtime.call_method<void>(instance, "__init__"));
                               return Door();
                             })
                             .build());
  instance = Root<Instance>(rt.heap(), must(make_instance(rt, *cls)));
  EXPECT_EQ(error(rt.call_method<void>(instance, "__init__")),
            "ValueError: the instance was made, or released, while its constructor was running");
  EXPECT_TRUE(host_object<Door>(instance));
}

TEST_F(Definitions, KeepTheirCaptures) {
  Root<List> log = must(rt.list());
  Root<Class> cls = must(rt.define<Plain>("Plain")
                             .constructor<>()
                             .method("log", captures(log), [](List& lines, Plain&) { return lines.size(); })
                             .static_function("first", captures("one"), [](std::string text) { return text; })
                             .build());
  EXPECT_EQ(must(rt.call_method<std::string>(cls, "first")), "one");
}

TEST_F(Definitions, OfOneTypeAreMadeOnce) {
  Root<Class> cls = door_class();
  EXPECT_TRUE(
      error(rt.define<Door>("Gate").build()).ends_with("Door as class 'Gate': it is bound already, as class 'Door'"));
  std::unique_ptr<Runtime> other = must(Runtime::create());
  must(other->define<Door>("Door").build());
}

TEST_F(Definitions, AreBuiltOnce) {
  ClassBuilder<Plain> builder = rt.define<Plain>("Plain");
  must(builder.build());
  EXPECT_EQ(error(builder.build()), "ValueError: class 'Plain' is built already: a builder builds once");
}

TEST_F(Definitions, ThatFailLeaveNothingBehind) {
  EXPECT_EQ(error(rt.define<Plain>("Plain").field("x", &Plain::x).field("x", &Plain::y).build()),
            "ValueError: can't make class 'Plain': 'x' is defined twice");
  EXPECT_EQ(error(rt.define<Plain>("Plain").attribute("text", "\xff").build()),
            "ValueError: Plain.text must be valid UTF-8, but has the byte 0xff at offset 0");
  EXPECT_EQ(
      error(rt.define<Plain>("Plain")
                .method(
                    "m", [](Plain&, int) {}, arg("n") = "x")
                .build()),
      "TypeError: Plain.m(): the default of 'n' must be an integer from -2147483648 to 2147483647, not 'x' (string)");
  must(rt.define<Plain>("Plain").build());
}

TEST_F(Definitions, WithoutACppTypeTakeTheirReceiverAsTheyLike) {
  Root<Class> cls = must(
      rt.make_class("Counter")
          .method(
              "__init__", [](Runtime& runtime, Instance& self, int start) { return runtime.set(self, "n", start); },
              arg("start") = 0)
          .method("next",
                  [](Runtime& runtime, Root<Instance> self) -> Result<int> {
                    const int n = MAYFLY_TRY(runtime.get<int>(self, "n")) + 1;
                    MAYFLY_TRY(runtime.set(self, "n", n));
                    return n;
                  })
          .method("same", [](Value self) { return self; })
          .build());
  Root<Instance> counter = must(rt.create(cls, 5));
  EXPECT_EQ(must(rt.call_method<int>(counter, "next")), 6);
  EXPECT_EQ(must(rt.call_method<Root<Instance>>(counter, "same")), counter);
}

TEST_F(Definitions, WithSeveralBasesFollowC3) {
  Root<Class> a = must(rt.make_class("A").method("who", [](Value) { return "A"; }).build());
  Root<Class> b = must(rt.make_class("B", a).method("who", [](Value) { return "B"; }).build());
  Root<Class> c = must(rt.make_class("C", a).build());
  Root<Class> d = must(rt.make_class("D", c, b).build());
  EXPECT_EQ(must(rt.call_method<std::string>(must(rt.create(d)), "who")), "B");
  EXPECT_EQ(error(rt.make_class("X", a, b).build()).substr(0, 10), "TypeError:");
  EXPECT_EQ(error(rt.make_class("X", must(rt.value(3))).build()),
            "TypeError: can't make class 'X': its base must be a class, not 3 (int)");
}

TEST_F(Definitions, AreRefusedOnAnotherThreadAndAfterTheEnd) {
  must(rt.shutdown());
  EXPECT_EQ(error(rt.define<Door>("Door").build()).substr(0, 12), "ClosedError:");
  EXPECT_EQ(error(rt.make_class("X").build()).substr(0, 12), "ClosedError:");
  EXPECT_EQ(error(rt.function("f", [] {})).substr(0, 12), "ClosedError:");
  EXPECT_EQ(error(rt.list(1)).substr(0, 12), "ClosedError:");
}

}  // namespace
