// What happens if, from inside a listener: the table of runtime/signal/emission.h, row by row.
#include <mayfly/gc/root/weak_root.h>

#include <support/signal_test.h>

#include <algorithm>
#include <deque>

namespace mayfly {
namespace {

using test::Letters;

// Each test runs with listeners that are called the long way, and with those that neighbours share a frame for.
class Emissions : public test::SignalTest, public ::testing::WithParamInterface<bool> {
 protected:
  using Act = std::function<void()>;

  // Connects a listener that notes its letter and then does something.
  Root<Connection> acting(
      const Root<Signal>& s, std::string letter, Act act = [] {}) {
    if (!GetParam()) {
      return connect(s, Value(&function("act", [this, letter, act](Runtime&, Arguments) -> Result<Value> {
                       told.push_back(letter);
                       act();
                       return Value::nil();
                     })));
    }
    // One function for all, so that they are neighbours with the same native function.
    if (!shared_) {
      shared_ = std::move(*rt.function(
          "act",
          [this](Instance& receiver) {
            const size_t index = static_cast<size_t>(get(&receiver, "index").as_small());
            told.push_back(letters_[index]);
            acts_[index]();
          },
          rooted));
    }
    Root<Instance> receiver = make_root(cls);
    set(receiver.get(), "index", number(static_cast<int64_t>(acts_.size())));
    letters_.push_back(letter);
    acts_.push_back(act);
    return connect(s, BoundMethod::create(rt.space(), Value(receiver.get()), *shared_));
  }

  Root<Function> shared_;
  std::deque<std::string> letters_;
  std::deque<Act> acts_;  // which grow while one of them runs
};

INSTANTIATE_TEST_SUITE_P(Ways, Emissions, ::testing::Bool(),
                         [](const ::testing::TestParamInfo<bool>& way) { return way.param ? "Quickly" : "Slowly"; });

TEST_P(Emissions, DoNotCallWhoIsConnectedMeanwhile) {
  Root<Signal> s = signal();
  int connected = 0;
  acting(s, "a", [&] {
    if (connected++ == 0)
      for (int i = 0; i < 20; i++) acting(s, "new");
  });
  acting(s, "b");
  EXPECT_EQ(called(s), 2u);
  EXPECT_EQ(told, (Letters{"a", "b"}));
  EXPECT_EQ(called(s), 22u);
}

TEST_P(Emissions, DoNotCallWhoIsDisconnectedMeanwhile) {
  Root<Signal> s = signal();
  std::vector<Root<Connection>> c(4);
  c[0] = acting(s, "a", [&] {
    EXPECT_TRUE(must(rt.disconnect(c[2])));
    // Itself, and one that was called already.
    EXPECT_TRUE(must(rt.disconnect(c[0])));
  });
  c[1] = acting(s, "b", [&] { EXPECT_FALSE(must(rt.disconnect(c[0]))); });
  c[2] = acting(s, "c");
  c[3] = acting(s, "d");
  EXPECT_EQ(called(s), 3u);
  EXPECT_EQ(told, (Letters{"a", "b", "d"}));
  EXPECT_EQ(called(s), 2u);
}

TEST_P(Emissions, StopCallingWhenAllAreDisconnectedMeanwhile) {
  Root<Signal> s = signal();
  acting(s, "a");
  acting(s, "b", [&] { EXPECT_EQ(must(rt.disconnect_all(s)), 3u); });
  acting(s, "c");
  EXPECT_EQ(called(s), 2u);
  EXPECT_EQ(s->listener_count(), 0u);
  // A place that became free is not taken by a new listener before the emission ends.
  acting(s, "d", [&] {
    EXPECT_EQ(must(rt.disconnect_all(s)), 2u);
    acting(s, "new");
    acting(s, "new");
  });
  acting(s, "e");
  EXPECT_EQ(called(s), 1u);
  EXPECT_EQ(s->listener_count(), 2u);
}

TEST_P(Emissions, LookAtBlocksBeforeEachCall) {
  Root<Signal> s = signal();
  std::vector<Root<Connection>> c(3);
  c[0] = acting(s, "a", [&] {
    must(rt.block(c[1]));
    must(rt.unblock(c[2]));
  });
  c[1] = acting(s, "b");
  c[2] = acting(s, "c");
  must(rt.block(c[2]));
  emit(s);
  EXPECT_EQ(told, (Letters{"a", "c"}));
}

TEST_P(Emissions, DoNotCallWhoDiedMeanwhileAndHoldWhoIsBeingCalled) {
  define_note();
  Root<Signal> s = signal();
  Root<Instance> first = make_root(cls);
  Root<Instance> second = door("second");
  gc::WeakRoot<Instance> watch(rt.heap(), first.get());
  bool held = false;
  const auto body = [&](Runtime&, Arguments arguments) -> Result<Value> {
    told.push_back("first");
    first.reset();
    second.reset();
    collect_exactly();
    held = watch.get() == arguments[0].as<Instance>();
    return Value::nil();
  };
  define(cls, "drop", body);
  connect_weak(s, get(first.get(), "drop"), noting_loss("first"));
  connect_weak(s, get(second.get(), "note"), noting_loss("second"));
  acting(s, "last");
  EXPECT_EQ(called(s), 2u);
  EXPECT_TRUE(held);
  EXPECT_EQ(told, (Letters{"first", "second: receiver died", "last"}));
  EXPECT_EQ(s->listener_count(), 2u);
  collect_exactly();
  EXPECT_EQ(watch.get(), nullptr);
  EXPECT_EQ(told.back(), "first: receiver died");
  EXPECT_EQ(s->listener_count(), 1u);
}

TEST_P(Emissions, HoldAFunctionThatIsDisconnectedWhileItRuns) {
  Root<Signal> s = signal();
  Root<Function> f = must(rt.function(
      "f",
      [&] {
        EXPECT_EQ(must(rt.disconnect_all(s)), 1u);
        collect_exactly();
        told.push_back("ran on");
      },
      rooted));
  gc::WeakRoot<Function> watch(rt.heap(), f.get());
  must(rt.connect(s, f));
  f.reset();
  EXPECT_EQ(called(s), 1u);
  EXPECT_EQ(told, Letters{"ran on"});
  collect_exactly();
  EXPECT_EQ(watch.get(), nullptr);
}

TEST_P(Emissions, GoOnWhenTheLastReferenceToTheSignalIsDropped) {
  Root<Signal> s = signal();
  gc::WeakRoot<Signal> watch(rt.heap(), s.get());
  acting(s, "a", [&] {
    s.reset();
    collect_exactly();
    EXPECT_TRUE(watch.get());
  });
  acting(s, "b");
  Signal* raw = s.get();
  const EmitResult done = must(rt.emit(raw, Arguments()));
  EXPECT_EQ(done.called, 2u);
  EXPECT_EQ(told, (Letters{"a", "b"}));
  raw = nullptr;
  collect_exactly();
  EXPECT_EQ(watch.get(), nullptr);
}

TEST_P(Emissions, RunInsideEmissionsOfTheSameSignal) {
  Root<Signal> s = signal();
  int depth = 0;
  acting(s, "a", [&] {
    if (++depth < 3) {
      // Connected before the inner one begins: it is called there, but not in the outer one.
      acting(s, "new " + std::to_string(depth));
      const uint32_t before = s->emissions();
      emit(s);
      EXPECT_EQ(s->emissions(), before);
    }
  });
  acting(s, "b");
  EXPECT_EQ(called(s), 2u);
  EXPECT_EQ(told, (Letters{"a", "a", "a", "b", "new 1", "new 2", "b", "new 1", "b"}));
  EXPECT_EQ(s->emissions(), 0u);
}

// Invariant runtime.signal.rows-stay.
TEST_P(Emissions, LeaveTheRowsAloneUntilTheOutermostEnds) {
  Root<Signal> s = signal();
  std::vector<Root<Connection>> c;
  int depth = 0;
  c.push_back(acting(s, "a", [&] {
    if (depth++ > 0) return;
    for (size_t i = 1; i < 30; i++) EXPECT_TRUE(must(rt.disconnect(c[i])));
    EXPECT_EQ(called(s), 2u);
  }));
  for (int i = 1; i < 30; i++) c.push_back(acting(s, "gone"));
  c.push_back(acting(s, "z"));
  EXPECT_EQ(called(s), 2u);
  EXPECT_EQ(told, (Letters{"a", "a", "z", "z"}));
  EXPECT_TRUE(c[30]->listener());
  EXPECT_TRUE(must(rt.disconnect(c[30])));
}

TEST_P(Emissions, WithoutEndAreAnError) {
  note_unraisable();
  Root<Signal> s = signal();
  size_t depth = 0;
  std::string refused;
  acting(s, "x", [&] {
    told.clear();
    depth++;
    Result<EmitResult> inner = rt.emit(s, Arguments());
    if (!inner) refused = std::string(mayfly::name(inner.error().kind()));
  });
  EXPECT_EQ(called(s), 1u);
  EXPECT_EQ(refused, "RecursionError");
  EXPECT_GT(depth, 100u);
  EXPECT_EQ(s->emissions(), 0u);
  EXPECT_TRUE(unraisable.empty());
}

TEST_P(Emissions, ReportErrorsOfListenersAndOfTheHookItself) {
  Root<Signal> s = signal();
  size_t reports = 0;
  rt.lifecycle().set_unraisable_hook([&](Runtime&, const Unraisable& what) {
    EXPECT_EQ(what.source, Unraisable::Source::kSignal);
    EXPECT_TRUE(what.subject.as<Connection>()->is_connected());
    // The hook may do what a listener may.
    if (reports++ > 0) return;
    EXPECT_TRUE(must(rt.disconnect(what.subject.as<Connection>())));
  });
  Root<Function> fail = must(rt.function("fail", [](Value) -> Result<> { return make_error(ErrorKind::kHost, "no"); }));
  for (int i = 0; i < 3; i++) connect(s, BoundMethod::create(rt.space(), number(i), *fail));
  const EmitResult done = emit(s);
  EXPECT_EQ(done.called, 3u);
  EXPECT_EQ(done.failed, 3u);
  EXPECT_EQ(reports, 3u);
  EXPECT_EQ(s->listener_count(), 2u);
}

TEST_P(Emissions, StopWhenTheRuntimeIsDeletedByAListener) {
  Root<Signal> s = signal();
  acting(s, "a", [&] { owner.reset(); });
  acting(s, "b");
  Result<EmitResult> done = rt.emit(s, Arguments());
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().kind(), ErrorKind::kClosed);
  EXPECT_EQ(told, Letters{"a"});
  EXPECT_FALSE(s);
  let_go();
}

TEST_P(Emissions, AreInsideOfTheRuntime) {
  Root<Signal> s = signal();
  Root<Function> fail = must(rt.function("fail", []() -> Result<> { return make_error(ErrorKind::kHost, "no"); }));
  connect(s, fail.get());
  acting(s, "b");
  bool refused = false;
  rt.lifecycle().set_unraisable_hook([&](Runtime& runtime, const Unraisable&) {
    refused = message(runtime.shutdown(), ErrorKind::kUnsupported) != "";
    owner.reset();
  });
  Result<EmitResult> done = rt.emit(s, Arguments());
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().kind(), ErrorKind::kClosed);
  EXPECT_TRUE(refused);
  EXPECT_TRUE(told.empty());
  fail.reset();
  let_go();
}

// A listener that is a weak method, by the thousand, among others, while each third removes its neighbour.
TEST_P(Emissions, AgreeWithAModelWhileEverythingChanges) {
  Root<Signal> s = signal();
  define_note();
  const size_t count = test::scaled(rt.heap(), 300, 20);
  std::vector<Root<Connection>> c(count);
  std::vector<bool> gone(count);
  Letters expected;
  for (size_t i = 0; i < count; i++) {
    c[i] = acting(s, std::to_string(i), [&, i] {
      const size_t victim = (i * 7 + 3) % count;
      if (i % 3 == 0 && !gone[victim]) {
        gone[victim] = true;
        EXPECT_TRUE(must(rt.disconnect(c[victim])));
      }
      if (i % 50 == 0) collect_exactly();
    });
  }
  std::vector<bool> model(count);
  for (int round = 0; round < 4; round++) {
    expected.clear();
    told.clear();
    for (size_t i = 0; i < count; i++) {
      if (model[i]) continue;
      expected.push_back(std::to_string(i));
      if (i % 3 == 0) model[(i * 7 + 3) % count] = true;
    }
    emit(s);
    EXPECT_EQ(told, expected);
    EXPECT_EQ(s->listener_count(), static_cast<size_t>(std::count(model.begin(), model.end(), false)));
  }
}

}  // namespace
}  // namespace mayfly
