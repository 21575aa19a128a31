// Weak methods and references of hosts: C++ callbacks, typed one-step calls.
#include <support/embed_test.h>

#include <stdexcept>

namespace {

using namespace mayfly;

struct Door {
  int64_t opened = 0;
  int64_t open(int64_t n) { return opened += n; }
  void fail() { throw std::runtime_error("jammed"); }
};

class WeakEmbedding : public test::EmbedTest {
 protected:
  Root<Class> cls = must(rt.define<Door>("Door")
                             .constructor<>()
                             .method("open", &Door::open, arg("n") = 1)
                             .method("fail", &Door::fail)
                             .build());
  Root<Instance> door = must(rt.create(cls));

  Root<BoundMethod> bound() { return must(rt.method(door, "open")); }
};

TEST_F(WeakEmbedding, TheSessionOfTheDesign) {
  static std::vector<std::string> deaths;
  deaths.clear();
  Root<BoundMethod> method = bound();
  Root<WeakMethod> open = must(rt.weak_method(method, [](WeakMethod& w) { deaths.push_back(name(w.death())); }));
  method.reset();
  WeakCall<int64_t> called = must(rt.call_weak<int64_t>(open, 2));
  ASSERT_TRUE(called);
  EXPECT_EQ(*called, 2);
  door.reset();
  CollectReport report = rt.collect_exact();
  EXPECT_TRUE(report.exact) << report.why_not();
  EXPECT_EQ(deaths, std::vector<std::string>{"receiver"});
  WeakCall<int64_t> dead = must(rt.call_weak<int64_t>(open, 2));
  EXPECT_FALSE(dead);
  EXPECT_EQ(dead.death(), Death::kReceiver);
}

TEST_F(WeakEmbedding, CallbacksTakeTheReferenceInManyForms) {
  int calls = 0;
  const auto count = [&](Root<WeakMethod> made) { return made; };
  std::vector<Root<WeakMethod>> held;
  held.push_back(count(must(rt.weak_method(bound(), [&] { calls += 1; }))));
  held.push_back(
      count(must(rt.weak_method(bound(), [&](WeakMethod&, Runtime& runtime) { calls += &runtime == &rt ? 10 : 0; }))));
  held.push_back(count(must(rt.weak_method(bound(), [&](Runtime&) { calls += 100; }))));
  held.push_back(count(must(rt.weak_method(bound(), [&](Value w) { calls += w.is<WeakMethod>() ? 1000 : 0; }))));
  held.push_back(count(must(rt.weak_method(bound(), [&](Root<WeakMethod> w) { calls += w->is_alive() ? 0 : 10000; }))));
  held.push_back(count(must(rt.weak_method(bound(), must(rt.function("f", [&](WeakMethod&) { calls += 100000; }))))));
  Root<WeakRef> reference = must(rt.weak_reference(door, [&](WeakRef& r) { calls += r.get() ? 0 : 1000000; }));
  Root<WeakMethod> silent = must(rt.weak_method(bound()));
  door.reset();
  rt.collect_exact();
  EXPECT_EQ(calls, 1111111);
}

TEST_F(WeakEmbedding, ReferencesKnowTheLineThatMadeThem) {
  Root<WeakMethod> plain = must(rt.weak_method(bound()));
  EXPECT_EQ(plain.line(), __LINE__ - 1);
  Root<WeakMethod> method = must(rt.weak_method(bound(), [](WeakMethod&) {}));
  EXPECT_EQ(method.line(), __LINE__ - 1);
  Root<WeakRef> reference = must(rt.weak_reference(door, [](WeakRef&) {}));
  EXPECT_EQ(reference.line(), __LINE__ - 1);
  EXPECT_TRUE(std::string_view(reference.file()).ends_with("embed_weak_test.cpp"));
}

TEST_F(WeakEmbedding, CallablesWithoutStateShareTheirFunction) {
  const auto nothing = [](WeakMethod&) {};
  Root<WeakMethod> a = must(rt.weak_method(bound(), nothing));
  Root<WeakMethod> b = must(rt.weak_method(bound(), nothing));
  EXPECT_EQ(a->callback(), b->callback());
  int n = 0;
  const auto counting = [&n](WeakMethod&) { n++; };
  Root<WeakMethod> c = must(rt.weak_method(bound(), counting));
  Root<WeakMethod> d = must(rt.weak_method(bound(), counting));
  EXPECT_NE(c->callback(), d->callback());
}

TEST_F(WeakEmbedding, ErrorsOfCallbacksAreUnraisable) {
  std::vector<std::string> errors;
  rt.lifecycle().set_unraisable_hook(
      [&](Runtime&, const Unraisable& what) { errors.push_back(what.error.to_string()); });
  Root<WeakMethod> a = must(rt.weak_method(bound(), [] { throw std::runtime_error("first"); }));
  Root<WeakMethod> b =
      must(rt.weak_method(bound(), [](WeakMethod&) -> Result<> { return make_error(ErrorKind::kValue, "second"); }));
  door.reset();
  rt.collect_exact();
  EXPECT_EQ(errors, (std::vector<std::string>{"ValueError: second\n  in weak callback",
                                              "HostError: C++ exception: first\n  in weak callback"}));
}

TEST_F(WeakEmbedding, CallsTellAliveFailedAndDeadApart) {
  Root<WeakMethod> fail = must(rt.weak_method(must(rt.method(door, "fail"))));
  EXPECT_EQ(error(rt.call_weak<void>(fail)), "HostError: C++ exception: jammed");
  Root<WeakMethod> open = must(rt.weak_method(bound()));
  EXPECT_TRUE(must(rt.call_weak<void>(open, 1)));
  EXPECT_EQ(error(rt.call_weak<std::string>(open, 1)), "TypeError: the result must be a string, not 2 (int)");
  EXPECT_EQ(
      error(rt.call_weak<int>(open, "x")),
      "TypeError: Door.open(): argument 1 ('n') must be an integer from -9223372036854775808 to 9223372036854775807, "
      "not 'x' (string)");
  EXPECT_EQ(error(rt.call_weak<int>(Root<WeakMethod>())), "ValueError: the weak method is a null handle");
  door.reset();
  rt.collect_exact();
  EXPECT_FALSE(must(rt.call_weak<void>(fail)));
}

TEST_F(WeakEmbedding, OfWhatIsNoBoundMethodIsAnError) {
  EXPECT_TRUE(error(rt.weak_method(door, [](WeakMethod&) {})).starts_with("TypeError: "));
  EXPECT_TRUE(error(rt.weak_method(Value::small(1))).starts_with("TypeError: "));
  EXPECT_TRUE(error(rt.weak_reference(Value::small(1), [](WeakRef&) {})).starts_with("TypeError: "));
}

// Contract 1.17: as docs/weak-references.md shows it.
TEST_F(WeakEmbedding, AHostsClassMayDeriveFromWeakReferences) {
  std::vector<std::string> lost;
  Root<Value> base = must(rt.value(Value(rt.space().class_of_kind(kKindWeakRef))));
  Root<Class> keyed =
      must(rt.make_class("KeyedRef", base)
               .method(
                   "__init__",
                   [](Runtime& runtime, WeakRef& self, Value, Value, std::string_view key) {
                     return runtime.set(self, "key", key);
                   },
                   arg("target"), arg("callback"), arg("key"))
               .method("describe",
                       [](Runtime& runtime, WeakRef& self) -> Result<std::string> {
                         return MAYFLY_TRY(runtime.get<std::string>(self, "key")) + (self.get() ? ": there" : ": gone");
                       })
               .build());
  Root<Function> gone = must(rt.function("gone", [&](Runtime& runtime, WeakRef& self) -> Result<> {
    lost.push_back(MAYFLY_TRY(runtime.call_method<std::string>(self, "describe")));
    return {};
  }));
  Root<WeakRef> entry = must(rt.call<Root<WeakRef>>(keyed, door, gone, kw("key") = "front door"));
  EXPECT_EQ(must(rt.call_method<std::string>(entry, "describe")), "front door: there");
  door.reset();
  rt.collect_exact();
  EXPECT_EQ(lost, std::vector<std::string>{"front door: gone"});
}

TEST_F(WeakEmbedding, ACallbackThatHoldsARootOfItsTargetKeepsIt) {
  Root<Instance> other = must(rt.create(cls));
  WeakRoot<Instance> watch(rt.heap(), other.get());
  Root<WeakMethod> leak = must(rt.weak_method(must(rt.method(other, "open")), [other](WeakMethod&) {}));
  other.reset();
  rt.collect_exact();
  EXPECT_TRUE(watch.get());
  leak.reset();
  // The callback goes in the first collection, its Root at the safe point after it, what the Root held in the second.
  rt.collect_exact();
  rt.collect_exact();
  EXPECT_FALSE(watch.get());
}

}  // namespace
