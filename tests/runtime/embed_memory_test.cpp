// The host binding when memory runs out: every allocation of an operation fails once; each failure is a clean error, and
// nothing leaks.
#include <support/embed_test.h>

#include <stdexcept>

namespace {

using namespace mayfly;

struct Counted {
  explicit Counted(int& c) : count(&c) { ++*count; }
  Counted(const Counted& other) : count(other.count) { ++*count; }
  Counted(Counted&& other) noexcept : count(other.count) { ++*count; }
  ~Counted() { --*count; }
  int* count;
};

struct Door {
  int64_t opened = 0;
  int64_t open(int64_t n) { return opened += n; }
};

class ShortMemory : public test::EmbedTest {
 protected:
  // Runs the operation with its first allocation failing, then its second, ..., until it succeeds.
  template <typename F>
  void fail_each_allocation(F&& operation, int line = __builtin_LINE()) {
    for (size_t nth = 1; nth < 1000; nth++) {
      rt.heap().set_fail_every(nth);
      auto result = operation();
      rt.heap().set_fail_every(0);
      if (result) return;
      EXPECT_EQ(result.error().kind(), ErrorKind::kOutOfMemory)
          << "line " << line << ": " << result.error().to_string();
    }
    ADD_FAILURE() << "line " << line << ": fails for ever";
  }
};

TEST_F(ShortMemory, FunctionsReleaseTheirCallables) {
  int live = 0;
  fail_each_allocation([&] {
    return rt.function(
        "f", captures("text", 1.5), [counted = Counted(live)](std::string, double, int) { return *counted.count; },
        arg("n") = 1);
  });
  rt.collect_exact();
  EXPECT_EQ(live, 0);
}

TEST_F(ShortMemory, ClassesAreBoundOrNot) {
  fail_each_allocation([&] {
    return rt.define<Door>("Door")
        .constructor<>()
        .method("open", &Door::open, arg("n") = 1)
        .field("opened", &Door::opened)
        .build();
  });
  EXPECT_TRUE(must(rt.wrap(Door())));
}

TEST_F(ShortMemory, ObjectsThatAreWrappedAreReleased) {
  int live = 0;
  Root<Class> cls = must(rt.define<Counted>("Counted").build());
  fail_each_allocation([&] { return rt.wrap(Counted(live)); });
  fail_each_allocation([&] { return rt.wrap(std::make_shared<Counted>(live)); });
  rt.collect_exact();
  EXPECT_EQ(live, 0);
}

TEST_F(ShortMemory, CallsAndValuesAreErrors) {
  Root<Class> cls = must(rt.define<Door>("Door").constructor<>().method("open", &Door::open, arg("n") = 1).build());
  Root<Instance> door = must(rt.create(cls));
  Root<Function> f = must(rt.function("f", [](std::vector<std::string> texts) { return texts; }));
  const std::vector<std::string> texts = {"one", "two", "three"};
  fail_each_allocation([&] { return rt.create(cls); });
  fail_each_allocation([&] { return rt.call<std::vector<std::string>>(f, texts); });
  fail_each_allocation([&] { return rt.call_method<int64_t>(door, "open", kw("n") = int64_t{1} << 60); });
  fail_each_allocation([&] { return rt.value(std::map<std::string, std::pair<int, std::string>>{{"a", {1, "b"}}}); });
  fail_each_allocation([&] { return rt.dict(kw("a_name_that_is_new") = "x", kw("another_new_name") = texts); });
  fail_each_allocation([&] { return rt.list("x", texts); });
  fail_each_allocation([&] { return rt.tuple("x", texts); });
  fail_each_allocation([&] { return rt.set(door, "a_new_attribute", "text"); });
  fail_each_allocation([&] { return rt.method(door, "open"); });
  fail_each_allocation([&] { return rt.cached_name("some_other_new_name"); });
  int calls = 0;
  Root<BoundMethod> open = must(rt.method(door, "open"));
  fail_each_allocation([&] { return rt.weak_method(open, [&](WeakMethod&) { calls++; }); });
  fail_each_allocation([&] { return rt.weak_reference(door, [](WeakRef&) {}); });
}

TEST_F(ShortMemory, ConstructorsThatThrowAreErrors) {
  struct Picky {
    explicit Picky(int n) {
      if (n < 0) throw std::invalid_argument("negative");
    }
  };
  Root<Class> cls = must(rt.define<Picky>("Picky").constructor<int>(arg("n")).build());
  EXPECT_EQ(error(rt.create(cls, -1)), "HostError: C++ exception: negative");
  must(rt.create(cls, 1));
}

}  // namespace
