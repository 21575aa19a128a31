// Native functions from C++ callables: parameters, captures, storage, errors.
#include <support/embed_test.h>

#include <stdexcept>

namespace {

using namespace mayfly;
using Functions = test::EmbedTest;

int add(int a, int b) { return a + b; }
int quiet(int a) noexcept { return a; }

struct Counted {
  explicit Counted(int& c) : count(&c) { ++*count; }
  Counted(const Counted& other) : count(other.count) { ++*count; }
  Counted(Counted&& other) noexcept : count(other.count) { ++*count; }
  ~Counted() { --*count; }
  int* count;
};

TEST_F(Functions, AreMadeFromFunctionsAndLambdas) {
  EXPECT_EQ(must(rt.call<int>(must(rt.function("add", add)), 2, 3)), 5);
  EXPECT_EQ(must(rt.call<int>(must(rt.function("add", &add)), 2, 3)), 5);
  EXPECT_EQ(must(rt.call<int>(must(rt.function("quiet", quiet)), 2)), 2);
  EXPECT_EQ(must(rt.call<int>(must(rt.function("f", [] { return 7; })))), 7);
  EXPECT_EQ(must(rt.call<std::string>(
                must(rt.function("f", std::function<std::string(int)>([](int n) { return std::string(n, 'x'); }))), 3)),
            "xxx");
  EXPECT_EQ(must(rt.call<Root<Value>>(must(rt.function("f", [] {})))).get(), Value::nil());
}

TEST_F(Functions, KeepTheStateOfTheirCallables) {
  int by_reference = 0;
  Root<Function> count = must(rt.function("count", [&by_reference](int n) { by_reference += n; }));
  must(rt.call<void>(count, 2));
  must(rt.call<void>(count, 3));
  EXPECT_EQ(by_reference, 5);
  Root<Function> next = must(rt.function("next", [n = 0]() mutable { return ++n; }));
  EXPECT_EQ(must(rt.call<int>(next)), 1);
  EXPECT_EQ(must(rt.call<int>(next)), 2);
  const std::string text = "a text that does not fit into a string object itself";
  EXPECT_EQ(must(rt.call<std::string>(must(rt.function("f", [text] { return text; })))), text);
}

TEST_F(Functions, ReleaseTheirCallablesOnceTheyAreDead) {
  int live = 0;
  {
    Root<Function> held = must(rt.function("held", [counted = Counted(live)] { return *counted.count; }));
    EXPECT_EQ(must(rt.call<int>(held)), 1);
    rt.collect_exact();
    EXPECT_EQ(live, 1);
  }
  rt.collect_exact();
  EXPECT_EQ(live, 0);
  Root<Function> left = must(rt.function("left", [counted = Counted(live)] { return *counted.count; }));
  EXPECT_EQ(live, 1);
  owner.reset();
  EXPECT_EQ(live, 0);
  EXPECT_FALSE(left);
}

TEST_F(Functions, ThatCantBeMadeReleaseTheirCallables) {
  int live = 0;
  Result<Root<Function>> made = rt.function(
      "f", [counted = Counted(live)](bool) {}, arg("x") = 3);
  EXPECT_EQ(live, 0);
  EXPECT_EQ(error(std::move(made)), "TypeError: f(): the default of 'x' must be true or false, not 3 (int)");
}

TEST_F(Functions, TakeNamesAndDefaults) {
  Root<Function> f = must(rt.function(
      "f", [](int a, std::string b, double c) { return b + std::to_string(a) + (c > 1 ? "!" : "?"); }, arg("a"),
      arg("b") = "b", arg("c") = 1));
  EXPECT_EQ(must(rt.call<std::string>(f, 1)), "b1?");
  EXPECT_EQ(must(rt.call<std::string>(f, 1, "x")), "x1?");
  EXPECT_EQ(must(rt.call<std::string>(f, 1, "x", 2.5)), "x1!");
  EXPECT_EQ(must(rt.call<std::string>(f, 1, kw("c") = 2)), "b1!");
  EXPECT_EQ(must(rt.call<std::string>(f, kw("c") = 2, kw("b") = "y", kw("a") = 4)), "y4!");
}

TEST_F(Functions, SayWhatIsWrongWithTheArguments) {
  Root<Function> f = must(rt.function(
      "f", [](int, int, int) {}, arg("first"), arg("second") = 2, arg("third") = 3));
  EXPECT_EQ(error(rt.call<void>(f)), "ArgumentError: f() is missing its argument 1, 'first'");
  EXPECT_EQ(error(rt.call<void>(f, 1, 2, 3, 4)), "ArgumentError: f() takes from 1 to 3 arguments, 4 given");
  EXPECT_EQ(error(rt.call<void>(f, 1, kw("secnd") = 1)),
            "ArgumentError: f() has no parameter named 'secnd'; did you mean 'second'?");
  EXPECT_EQ(error(rt.call<void>(f, 1, kw("first") = 1)), "ArgumentError: f() got the argument 'first' twice");
  EXPECT_EQ(error(rt.call<void>(f, 1, kw("third") = "x")),
            "TypeError: f(): argument 3 ('third') must be an integer from -2147483648 to 2147483647, not 'x' (string)");
  Root<Function> g = must(rt.function("g", [](int, int) {}));
  EXPECT_EQ(error(rt.call<void>(g, 1)), "ArgumentError: g() is missing its argument 2");
  EXPECT_EQ(error(rt.call<void>(g, 1, 2, 3)), "ArgumentError: g() takes 2 arguments, 3 given");
  EXPECT_EQ(error(rt.call<void>(g, 1, kw("x") = 3)), "ArgumentError: g() has no parameter named 'x'");
  EXPECT_EQ(error(rt.call<void>(g, 1, kw("") = 3)), "ArgumentError: g() has no parameter named ''");
}

TEST_F(Functions, GetTheRuntimeWhereTheyAskForIt) {
  Root<Function> f =
      must(rt.function("f", [](Runtime& runtime, int n, Runtime& again) { return &runtime == &again ? n : 0; }));
  EXPECT_EQ(must(rt.call<int>(f, 3)), 3);
}

TEST_F(Functions, TakeTheSurplusArguments) {
  Root<Function> f = must(rt.function(
      "f", [](int first, Arguments rest) { return first * 100 + static_cast<int>(rest.size()); }, arg("first")));
  EXPECT_EQ(must(rt.call<int>(f, 1)), 100);
  EXPECT_EQ(must(rt.call<int>(f, 1, 2, 3)), 102);
  EXPECT_EQ(must(rt.call<int>(f, kw("first") = 5)), 500);
  EXPECT_EQ(error(rt.call<int>(f)), "ArgumentError: f() is missing its argument 1, 'first'");
  EXPECT_EQ(error(rt.call<int>(f, 1, 2, kw("x") = 1)), "ArgumentError: f() has no parameter named 'x'");
  Root<Function> all = must(rt.function("all", [](Arguments rest) {
    return rest.keywords() == 1 && rest.name(0).view() == "x" ? rest.keyword(0) : Value::nil();
  }));
  EXPECT_EQ(must(rt.call<int>(all, 1, kw("x") = 9)), 9);
}

TEST_F(Functions, KeepTheValuesOfTheirCaptures) {
  Root<List> list = must(rt.list());
  WeakRoot<List> weak(rt.heap(), list.get());
  Root<Function> log = must(
      rt.function("log", captures(list, "> "), [](Runtime& runtime, List& lines, std::string prefix, std::string line) {
        return runtime.list(prefix + line).has_value() &&
               lines.append(runtime.heap(), Value::small(static_cast<int64_t>(lines.size())));
      }));
  list.reset();
  rt.collect_exact();
  EXPECT_TRUE(weak.get());
  EXPECT_TRUE(must(rt.call<bool>(log, "a")));
  EXPECT_TRUE(must(rt.call<bool>(log, "b")));
  EXPECT_EQ(weak.get()->size(), 2u);
  log.reset();
  rt.collect_exact();
  EXPECT_FALSE(weak.get());
}

TEST_F(Functions, NameTheCaptureThatDoesNotFit) {
  Root<Function> f = must(rt.function("f", captures("text"), [](int n) { return n; }));
  EXPECT_EQ(error(rt.call<int>(f)),
            "TypeError: f(): captured value 1 must be an integer from -2147483648 to 2147483647, not 'text' (string)");
  EXPECT_EQ(error(rt.function("f", captures(1, "\xff"), [](int, std::string) {})),
            "ValueError: f(): captured value 2 must be valid UTF-8, but has the byte 0xff at offset 0");
}

TEST_F(Functions, ThatCaptureAnObjectThemselvesAreRefused) {
  Root<List> list = must(rt.list());
  Value value(list);
  List* pointer = list.get();
  const char* expected =
      "TypeError: the callable of 'f' captures an object (a List) that the collector can't see there: pass "
      "it with captures(...), or hold it in a Root";
  EXPECT_EQ(error(rt.function("f", [value] { return value.is_nil(); })), expected);
  EXPECT_EQ(error(rt.function("f", [pointer] { return pointer->size(); })), expected);
  EXPECT_EQ(error(rt.function("f", [this, pointer] { return pointer == nullptr || !owner; })), expected);
  // Not the objects' addresses.
  must(rt.function("f", [list] { return static_cast<bool>(list); }));
  must(rt.function("f", [number = Value::small(3)] { return number; }));
}

TEST_F(Functions, ReturnResults) {
  Root<Function> f = must(rt.function("f", [](int n) -> Result<std::string> {
    if (n < 0) return make_error(ErrorKind::kValue, "n is negative");
    return std::to_string(n);
  }));
  EXPECT_EQ(must(rt.call<std::string>(f, 12)), "12");
  EXPECT_EQ(error(rt.call<std::string>(f, -1)), "ValueError: n is negative");
  Root<Function> nothing = must(rt.function("nothing", [](bool good) -> Result<> {
    if (!good) return make_error(ErrorKind::kHost, "bad");
    return {};
  }));
  EXPECT_EQ(must(rt.call<Root<Value>>(nothing, true)).get(), Value::nil());
  EXPECT_EQ(error(rt.call<void>(nothing, false)), "HostError: bad");
}

TEST_F(Functions, ThatThrowAreErrorsOfTheHost) {
  Root<Function> f = must(rt.function("f", [](int n) {
    if (n == 1) throw std::runtime_error("no key");
    if (n == 2) throw 2;
    if (n == 3) throw std::bad_alloc();
    if (n == 4) throw make_error(ErrorKind::kKey, "an error of Mayfly's");
  }));
  must(rt.call<void>(f, 0));
  EXPECT_EQ(error(rt.call<void>(f, 1)), "HostError: C++ exception: no key");
  EXPECT_EQ(error(rt.call<void>(f, 2)), "HostError: C++ exception of a type that is not derived from std::exception");
  EXPECT_EQ(error(rt.call<void>(f, 3)), "OutOfMemory: out of memory");
  EXPECT_EQ(error(rt.call<void>(f, 4)), "KeyError: an error of Mayfly's");
}

TEST_F(Functions, ErrorsTellWhereTheyPassed) {
  Root<Function> inner = must(rt.function(
      "inner", [](int) {}, arg("n")));
  Root<Function> outer = must(rt.function("outer", [&](Runtime& runtime) { return runtime.call<void>(inner, "x"); }));
  Result<void> done = rt.call<void>(outer);
  ASSERT_FALSE(done);
  ASSERT_EQ(done.error().trace().size(), 2u);
  EXPECT_EQ(done.error().trace()[0].function, "inner");
  EXPECT_EQ(done.error().trace()[1].function, "outer");
}

TEST_F(Functions, DeclareTheirFramesRooted) {
  const auto collect = [](Runtime& runtime) { return runtime.collect_for_script().exact; };
  RootedFrames vouched(rt);
  EXPECT_TRUE(must(rt.call<bool>(must(rt.function("collect", collect, rooted)))));
  EXPECT_FALSE(must(rt.call<bool>(must(rt.function("collect", collect)))));
}

Result<Value> raw_entry(Runtime&, Function&, Arguments arguments) noexcept {
  return Value::small(static_cast<int64_t>(arguments.size()));
}

TEST_F(Functions, AreMadeFromRawEntryPoints) {
  EXPECT_EQ(must(rt.call<int>(must(rt.function("raw", &raw_entry)), 1, 2, kw("x") = 3)), 3);
}

TEST_F(Functions, OfAnotherRuntimeAreRefused) {
  std::unique_ptr<Runtime> other = must(Runtime::create());
  Root<Function> theirs = must(other->function("f", [] { return 1; }));
  EXPECT_EQ(error(rt.call<int>(theirs)), "WrongRuntimeError: the callee, <function f>, belongs to another runtime");
  Root<Function> mine = must(rt.function("same", [](Value x) { return x; }));
  EXPECT_EQ(error(rt.call<void>(mine, theirs)),
            "WrongRuntimeError: argument 1 must be a value of this runtime, but <function f> belongs to another");
  Root<Function> smuggle = must(rt.function("smuggle", [&] { return theirs; }));
  EXPECT_EQ(
      error(rt.call<void>(smuggle)),
      "WrongRuntimeError: smuggle(): the result must be a value of this runtime, but <function f> belongs to another");
}

TEST_F(Functions, KnowTheLineThatMadeThem) {
  Root<Function> f = must(rt.function("f", [] {}));
  EXPECT_EQ(f.line(), __LINE__ - 1);
  EXPECT_TRUE(std::string_view(f.file()).ends_with("embed_function_test.cpp"));
}

}  // namespace
