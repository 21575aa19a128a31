// Signals of hosts: lambdas as listeners and notices, typed emission, visitors, scoped connections.
#include <support/embed_test.h>

#include <stdexcept>
#include <thread>

namespace {

using namespace mayfly;

struct Panel {
  int64_t sum = 0;
  std::string text;
  int64_t add(int64_t n, const std::string& what) {
    text = what;
    return sum += n;
  }
};

class HostSignals : public test::EmbedTest {
 protected:
  Root<Class> panels = must(rt.define<Panel>("Panel").constructor<>().method("add", &Panel::add).build());
  Root<Instance> panel = must(rt.create(panels));
  Root<Signal> s = must(rt.signal());
  std::vector<std::string> told;

  void note_unraisable() {
    rt.lifecycle().set_unraisable_hook(
        [&](Runtime&, const Unraisable& what) { told.push_back(what.error.to_string()); });
  }
};

TEST_F(HostSignals, TheSessionOfTheGuide) {
  Root<Connection> weak =
      must(rt.connect_weak(s, must(rt.method(panel, "add")), [&](Connection& c) { told.push_back(name(c.status())); }));
  Root<Connection> strong =
      must(rt.connect(s, [&](int n, std::string_view what) { told.push_back(std::string(what) + std::to_string(n)); }));
  EXPECT_EQ(strong.line(), __LINE__ - 1);
  EXPECT_EQ(must(rt.emit(s, 2, "times ")).called, 2u);
  EXPECT_EQ(host_object<Panel>(panel)->sum, 2);
  panel.reset();
  CollectReport report = rt.collect_exact();
  EXPECT_TRUE(report.exact) << report.why_not();
  EXPECT_EQ(must(rt.emit(s, 3, "times ")).called, 1u);
  EXPECT_EQ(told, (std::vector<std::string>{"times 2", "receiver died", "times 3"}));
}

TEST_F(HostSignals, ListenersTakeWhatFunctionsTake) {
  must(rt.connect(s, [&](Runtime& runtime, int n, std::optional<std::string> rest) {
    EXPECT_EQ(&runtime, &rt);
    told.push_back(std::to_string(n) + rest.value_or("-"));
  }));
  must(rt.connect(s, must(rt.function("named", [&](int n, Value) { told.push_back(std::to_string(n)); }))));
  EXPECT_EQ(must(rt.emit(s, 1, nullptr)).failed, 0u);
  EXPECT_EQ(told, (std::vector<std::string>{"1-", "1"}));
  must(rt.emit(s, 1, "x"));
  EXPECT_EQ(told.size(), 4u);
}

TEST_F(HostSignals, ArgumentsThatDoNotFitAreErrorsOfTheListener) {
  note_unraisable();
  must(rt.connect(s, [&](int) {}));
  must(rt.connect(s, [&](std::string) { throw std::runtime_error("thrown"); }));
  EXPECT_EQ(must(rt.emit(s, "text")).failed, 2u);
  EXPECT_EQ(told, (std::vector<std::string>{
                      "TypeError: listener(): argument 1 must be an integer from -2147483648 to 2147483647, not 'text' "
                      "(string)\n  in listener",
                      "HostError: C++ exception: thrown\n  in listener"}));
  EXPECT_EQ(error(rt.emit(s, Root<Instance>())), "ValueError: argument 1 must be an object, but is a null handle");
}

TEST_F(HostSignals, NoticesComeInManyForms) {
  int calls = 0;
  Root<BoundMethod> add = must(rt.method(panel, "add"));
  must(rt.connect_weak(s, add, [&] { calls += 1; }));
  must(rt.connect_weak(s, add, [&](Runtime&, Connection& c) { calls += c.is_connected() ? 0 : 10; }));
  must(rt.connect_weak(s, add, must(rt.function("f", [&](Value c) { calls += c.is<Connection>() ? 100 : 0; }))));
  must(rt.connect_weak(s, add));
  must(rt.on_lost(s, [&](Root<Connection> c) { calls += c->signal() ? 0 : 1000; }));
  add.reset();
  panel.reset();
  rt.collect_exact();
  EXPECT_EQ(calls, 1111);
}

TEST_F(HostSignals, WeakListenersWithoutAnOwnerAreLost) {
  Root<Function> kept = must(rt.function("kept", [&] { told.push_back("kept"); }));
  must(rt.connect_weak(s, kept));
  must(rt.connect_weak(s, must(rt.function("fresh", [&] { told.push_back("fresh"); }))));
  rt.collect_exact();
  EXPECT_EQ(must(rt.emit(s)).called, 1u);
  EXPECT_EQ(told, std::vector<std::string>{"kept"});
}

// --- outcomes --------------------------------------------------------------------------------------------------------

TEST_F(HostSignals, VisitorsGetEachOutcome) {
  must(rt.connect(s, [](int n) { return n; }));
  must(rt.connect(s, [](int) -> Result<int> { return make_error(ErrorKind::kValue, "no"); }));
  Root<Connection> last = must(rt.connect(s, [](int n) { return std::to_string(n); }));
  const auto note = [&](Result<int> outcome) {
    told.push_back(outcome ? std::to_string(*outcome) : std::string(outcome.error().message()));
  };
  EmitResult done = must(rt.emit_each(s, note, 5));
  EXPECT_EQ(done.called, 3u);
  EXPECT_EQ(done.failed, 1u);
  EXPECT_EQ(told, (std::vector<std::string>{"5", "no",
                                            "the result must be an integer from -2147483648 to 2147483647, not "
                                            "'5' (string)"}));
  int visits = 0;
  must(rt.emit_each(
      s, [&](Connection& c, Result<Value>) { visits += &c == last.get() ? 100 : 1; }, 5));
  EXPECT_EQ(visits, 102);
  must(rt.emit_each(
      s, [&](Result<void> outcome) { visits += outcome ? 1 : 10; }, 5));
  EXPECT_EQ(visits, 114);
  const Value five = Value::small(5);
  must(rt.emit_each(
      s, [&](Result<Value>) { visits++; }, Arguments(&five, 1)));
  EXPECT_EQ(visits, 117);
}

TEST_F(HostSignals, VisitorsMayEndTheEmission) {
  for (int i = 0; i < 4; i++) must(rt.connect(s, [i] { return i; }));
  EXPECT_EQ(must(rt.emit_each(s, [](Result<int> n) { return *n < 1; })).called, 2u);
  EXPECT_EQ(error(rt.emit_each(s,
                               [](Result<int> n) -> Result<> {
                                 if (*n < 2) return {};
                                 return make_error(ErrorKind::kHost, "enough");
                               })),
            "HostError: enough");
  EXPECT_EQ(error(rt.emit_each(s, [](Result<int>) { throw std::runtime_error("thrown"); })),
            "HostError: C++ exception: thrown");
  EXPECT_EQ(error(rt.emit_each(s, [](Result<int>) -> Result<bool> { return make_error(ErrorKind::kHost, "no"); })),
            "HostError: no");
  EXPECT_EQ(s->emissions(), 0u);
  EXPECT_EQ(must(rt.emit(s)).called, 4u);
}

TEST_F(HostSignals, VisitorsMayCollectExactlyAndHoldTheirOutcome) {
  must(rt.connect(s, [&](Runtime& runtime) { return runtime.list(1, 2, 3); }));
  must(rt.emit_each(s, [&](Connection& c, Result<Value> outcome) {
    EXPECT_TRUE(must(rt.disconnect(Root<Connection>(rt.heap(), &c))));
    CollectReport report = rt.collect_exact();
    EXPECT_TRUE(report.exact) << report.why_not();
    EXPECT_EQ(outcome->as<List>()->size(), 3u);
    EXPECT_FALSE(c.is_connected());
  }));
}

TEST_F(HostSignals, ListsHoldConvertedResults) {
  must(rt.connect(s, [](int n) { return n * 2; }));
  must(rt.connect(s, [](int n) { return n * 3; }));
  Root<List> list = must(rt.emit_list(s, 7));
  EXPECT_EQ(must(rt.convert<std::vector<int>>(list)), (std::vector<int>{14, 21}));
  EXPECT_EQ(list.line(), __LINE__ - 2);
}

// --- typed signals ---------------------------------------------------------------------------------------------------

TEST_F(HostSignals, TypedSignalsAgreeOnTypes) {
  auto opened = must(TypedSignal<void(int64_t, std::string)>::create(rt));
  ASSERT_TRUE(opened);
  must(opened.connect(rt, [&](int64_t n, const std::string& who) { told.push_back(who + std::to_string(n)); }));
  must(opened.connect_weak(rt, must(rt.method(panel, "add")), [&](Connection&) { told.push_back("lost"); }));
  EXPECT_EQ(must(opened.emit(rt, 2, "Ann")).called, 2u);
  EXPECT_EQ(host_object<Panel>(panel)->text, "Ann");
  panel.reset();
  rt.collect_exact();
  EXPECT_EQ(told, (std::vector<std::string>{"Ann2", "lost"}));
  // Scripts see an ordinary signal.
  EXPECT_EQ(must(rt.call_method<int>(opened.signal(), "emit", 3, "Bob")), 1);

  auto asked = must(TypedSignal<bool(int)>::create(rt));
  must(asked.connect(rt, [](int n) { return n > 3; }));
  int yes = 0;
  must(asked.emit_each(
      rt, [&](Result<bool> answer) { yes += *answer; }, 4));
  EXPECT_EQ(yes, 1);
  EXPECT_EQ(error(TypedSignal<void()>().emit(rt)), "ValueError: the signal is a null handle");
}

// --- scoped connections ----------------------------------------------------------------------------------------------

TEST_F(HostSignals, ScopedConnectionsEndWithTheirScope) {
  ScopedConnection moved;
  EXPECT_FALSE(moved.is_connected());
  {
    ScopedConnection scoped(rt, must(rt.connect(s, [&] { told.push_back("a"); })));
    EXPECT_TRUE(scoped.is_connected());
    must(rt.emit(s));
    moved = std::move(scoped);
  }
  EXPECT_EQ(must(rt.emit(s)).called, 1u);
  moved = ScopedConnection(rt, must(rt.connect(s, [&] { told.push_back("b"); })));
  must(rt.emit(s));
  EXPECT_EQ(told, (std::vector<std::string>{"a", "a", "b"}));
  moved.disconnect();
  moved.disconnect();
  EXPECT_EQ(s->listener_count(), 0u);
  {
    ScopedConnection let_go(rt, must(rt.connect(s, [] {})));
    EXPECT_TRUE(let_go.release()->is_connected());
  }
  EXPECT_EQ(s->listener_count(), 1u);
}

TEST_F(HostSignals, ScopedConnectionsMayOutliveTheRuntimeAndGoOnAnotherThread) {
  auto scoped = std::make_unique<ScopedConnection>(rt, must(rt.connect(s, [] {})));
  std::thread([&] { scoped.reset(); }).join();
  EXPECT_EQ(s->listener_count(), 1u);
  rt.safe_point();
  EXPECT_EQ(s->listener_count(), 0u);
  ScopedConnection late(rt, must(rt.connect(s, [] {})));
  owner.reset();
  EXPECT_FALSE(late.is_connected());
}

}  // namespace
