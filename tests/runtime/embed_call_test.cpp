// Calls, attributes and values from C++, with C++ types.
#include <support/embed_test.h>

#include <thread>

namespace {

using namespace mayfly;

struct Counter {
  int64_t count = 0;
  int64_t add(int64_t n) { return count += n; }
};

class TypedCalls : public test::EmbedTest {
 protected:
  Root<Class> cls = must(rt.define<Counter>("Counter")
                             .constructor<>()
                             .method("add", &Counter::add, arg("n") = 1)
                             .field("count", &Counter::count)
                             .build());
  Root<Instance> counter = must(rt.create(cls));
};

TEST_F(TypedCalls, TakeAndGiveCppTypes) {
  Root<Function> f =
      must(rt.function("f", [](std::vector<int> xs, std::string s) { return s + std::to_string(xs.size()); }));
  EXPECT_EQ(must(rt.call<std::string>(f, std::vector<int>{1, 2}, "n=")), "n=2");
  EXPECT_EQ(must(rt.call<Root<String>>(f, std::vector<int>{}, std::string("n=")))->view(), "n=0");
  must(rt.call<void>(f, must(rt.list(1)), "x"));
}

TEST_F(TypedCalls, OfBoundMethodsAndByNameAgree) {
  Root<BoundMethod> add = must(rt.method(counter, "add"));
  EXPECT_EQ(must(rt.call<int64_t>(add, 2)), 2);
  EXPECT_EQ(must(rt.call_method<int64_t>(counter, "add", 3)), 5);
  EXPECT_EQ(must(rt.call_method<int64_t>(counter, must(rt.symbol("add")), kw("n") = 4)), 9);
  EXPECT_EQ(error(rt.method(counter, "count")), "TypeError: the attribute 'count' must be a method, not 9 (int)");
  EXPECT_EQ(error(rt.method(counter, "cuont")),
            "AttributeError: 'Counter' object has no attribute 'cuont'; did you mean 'count'?");
}

TEST_F(TypedCalls, WithACachedNameAgree) {
  CachedName add = must(rt.cached_name("add"));
  CachedName count = must(rt.cached_name("count"));
  for (int i = 1; i <= 10; i++) {
    EXPECT_EQ(must(rt.call_method<int64_t>(counter, add)), i);
    EXPECT_EQ(must(rt.get<int64_t>(counter, count)), i);
  }
  EXPECT_EQ(error(rt.call_method<void>(counter, add, 1, 2)),
            "ArgumentError: Counter.add() takes from 0 to 1 arguments, 2 given");
  EXPECT_EQ(error(rt.call_method<bool>(counter, add, 0)), "TypeError: the result must be true or false, not 10 (int)");
  must(rt.set(counter, count, 100));
  EXPECT_EQ(must(rt.call_method<int64_t>(counter, add)), 101);
  must(rt.set(cls, "add", must(rt.function("other", [](Value, Arguments) { return -1; }))));
  EXPECT_EQ(must(rt.call_method<int64_t>(counter, add)), -1);
}

TEST_F(TypedCalls, ReachAttributes) {
  must(rt.set(counter, "label", "big"));
  EXPECT_EQ(must(rt.get<std::string>(counter, "label")), "big");
  EXPECT_TRUE(must(rt.has(counter, "label")));
  must(rt.remove(counter, "label"));
  EXPECT_FALSE(must(rt.has(counter, "label")));
  EXPECT_EQ(error(rt.get<bool>(counter, "count")),
            "TypeError: the attribute 'count' must be true or false, not 0 (int)");
  EXPECT_EQ(error(rt.set(counter, "label", "\xff")),
            "ValueError: the attribute 'label' must be valid UTF-8, but has the byte 0xff at offset 0");
  EXPECT_EQ(error(rt.get<int>(Root<Instance>(), "x")), "ValueError: the object is a null handle");
  EXPECT_EQ(error(rt.get<int>(counter, Root<Symbol>())), "ValueError: the name is a null handle");
}

TEST_F(TypedCalls, OfWhatIsNotCallableNameTheValue) {
  EXPECT_EQ(error(rt.call<void>(Value::small(3))),
            "TypeError: 3 can't be called: it is of type 'int', which is not callable");
  EXPECT_EQ(error(rt.create(must(rt.value(3)))),
            "TypeError: the class of the new instance must be a class, not 3 (int)");
  EXPECT_EQ(error(rt.create(Root<Class>())), "ValueError: the class is a null handle");
}

TEST_F(TypedCalls, NameTheArgumentThatCantBeConverted) {
  Root<Function> f = must(rt.function("f", [](Arguments) {}));
  EXPECT_EQ(error(rt.call<void>(f, 1, "\xff")),
            "ValueError: argument 2 must be valid UTF-8, but has the byte 0xff at offset 0");
  EXPECT_EQ(error(rt.call<void>(f, 1, kw("text") = "\xff")),
            "ValueError: argument 'text' must be valid UTF-8, but has the byte 0xff at offset 0");
  EXPECT_EQ(error(rt.call<void>(f, 1, Value::empty())),
            "ValueError: argument 2 must be an object, but is a null handle");
}

TEST_F(TypedCalls, MakeTheBuiltInKindsOfValues) {
  Root<List> list = must(rt.list(1, "two", nullptr, counter));
  EXPECT_EQ(list->size(), 4u);
  EXPECT_EQ(list->at(3), Value(counter));
  EXPECT_TRUE(must(rt.list())->empty());
  Root<Tuple> tuple = must(rt.tuple(1.5, true));
  EXPECT_EQ(tuple->at(0).as_double(), 1.5);
  Root<Dict> dict = must(rt.dict(kw("a") = 1, kw("b") = "x"));
  EXPECT_EQ(dict->get(must(rt.string("b"))).as<String>()->view(), "x");
  EXPECT_EQ(must(rt.string(std::string("text")))->view(), "text");
  EXPECT_EQ(error(rt.string("\xff")), "ValueError: the text must be valid UTF-8, but has the byte 0xff at offset 0");
  EXPECT_EQ((must(rt.convert<std::map<std::string, int>>(must(rt.dict(kw("a") = 1))))),
            (std::map<std::string, int>{{"a", 1}}));
}

TEST_F(TypedCalls, ReportWhereTheirRootsWereMade) {
  Root<Instance> made = must(rt.create(cls));
  EXPECT_EQ(made.line(), __LINE__ - 1);
  Root<Value> value = must(rt.value(made));
  EXPECT_EQ(value.line(), __LINE__ - 1);
  Root<Value> attribute = must(rt.get<Root<Value>>(made, "count"));
  EXPECT_EQ(attribute.line(), __LINE__ - 1);
}

TEST_F(TypedCalls, OnAnotherThreadAreRefused) {
  std::string message;
  std::thread([&] {
    ThreadScope attached;
    message = error(rt.call_method<int>(counter, "add", "a text that would have to be allocated"));
    EXPECT_TRUE(error(rt.list("text")).starts_with("WrongThreadError: "));
    EXPECT_TRUE(error(rt.cached_name("name")).starts_with("WrongThreadError: "));
    EXPECT_TRUE(error(rt.function("f", [] {})).starts_with("WrongThreadError: "));
  }).join();
  EXPECT_TRUE(message.starts_with("WrongThreadError: ")) << message;
}

// A conversion of the host's that runs code which collects exactly: what was converted before must live.
struct Collecting {};

}  // namespace

template <>
struct mayfly::Converter<Collecting> {
  static Result<Value> to_value(Runtime& rt, Collecting) { return Value::boolean(rt.collect_for_script().exact); }
  static Result<Collecting> from_value(Runtime& rt, Value) {
    rt.collect_for_script();
    return Collecting();
  }
};

namespace {

TEST_F(TypedCalls, KeepTheirArgumentsWhileOthersAreConverted) {
  RootedFrames vouched(rt);
  Root<Function> f = must(rt.function(
      "f", [](std::string text, bool exact) { return exact ? text : "inexact"; }, rooted));
  const std::string text(100, 'x');
  EXPECT_EQ(must(rt.call<std::string>(f, text, Collecting())), text);
  EXPECT_EQ(must(rt.list(text, Collecting(), text))->at(0).as<String>()->view(), text);
  Root<Function> g = must(rt.function(
      "g", [](std::string a, Collecting, std::string_view b) { return a + std::string(b); }, rooted));
  EXPECT_EQ(must(rt.call<std::string>(g, text, 1, text)), text + text);
  Root<Function> list = must(rt.function(
      "list", [](Runtime& runtime, std::string item) { return runtime.list(item, 1); }, rooted));
  EXPECT_EQ(must((rt.call<std::pair<std::string, Collecting>>(list, text))).first, text);
}

}  // namespace
