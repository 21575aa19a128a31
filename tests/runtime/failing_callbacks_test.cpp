// Every kind of user code that Mayfly calls, failing: with an error, and with a C++ exception. What nobody called for goes
// to the unraisable hook, all of it, and what stands behind it in the queue still runs (contract 1.8, 8.6); what somebody
// called for goes to the caller, and leaves things as they were.
#include <mayfly/mayfly.h>
#include <mayfly/runtime/embed/signal.h>

#include <support/weak_map_test.h>

#include <algorithm>
#include <stdexcept>

namespace mayfly {
namespace {

using Strings = std::vector<std::string>;

Error broken(const char* what) { return Error(ErrorKind::kValue, what); }

class FailingCallbacks : public test::WeakMapTest {
 protected:
  FailingCallbacks() { note_unraisable(); }

  Strings told;
};

TEST_F(FailingCallbacks, ThatNobodyCalledForAreReportedAndTheRestRuns) {
  Class& finalized = make_class("Finalized");
  define(finalized, "__del__", [this](Runtime&, Arguments) -> Result<Value> {
    told.push_back("del");
    return broken("del");
  });
  Root<Signal> signal = must(rt.signal());
  define(cls, "hear", [](Runtime&, Arguments) -> Result<Value> { return Value::nil(); });
  Root<Instance> target = door();
  std::vector<Root<Value>> held;
  const auto hold = [&](auto root) { held.emplace_back(rt.heap(), Value(root.get())); };

  // One that works behind each two that fail: the newest comes first.
  hold(must(rt.weak_reference(target, [this] { told.push_back("reference"); })));
  hold(must(rt.weak_reference(target, []() -> Result<> { return broken("reference"); })));
  hold(must(rt.weak_reference(target, [] { throw std::runtime_error("reference thrown"); })));
  hold(must(rt.long_weak_reference(target, [this] { told.push_back("long reference"); })));
  hold(must(rt.long_weak_reference(target, []() -> Result<> { return broken("long reference"); })));
  WatchedRoot<Instance> watched = must(rt.weak_root(target, [this](Runtime&) { told.push_back("watched root"); }));
  WatchedRoot<Instance> failing =
      must(rt.weak_root(target, [](Runtime&) -> Result<> { return broken("watched root"); }));
  {
    Root<BoundMethod> hear(rt.heap(), get(target.get(), "hear").as<BoundMethod>());
    hold(must(rt.weak_method(hear, [this] { told.push_back("method"); })));
    hold(must(rt.weak_method(hear, []() -> Result<> { return broken("method"); })));
    must(rt.connect_weak(signal, hear, [this] { told.push_back("loss notice"); }));
    must(rt.connect_weak(signal, hear, []() -> Result<> { return broken("loss notice"); }));
  }
  must(rt.finalizer(target, [this] { told.push_back("finalizer"); }));
  must(rt.finalizer(target, []() -> Result<> { return broken("finalizer"); }));
  must(rt.finalizer(target, [] { throw std::runtime_error("finalizer thrown"); }));
  for (int i = 0; i < 2; i++) make_root(finalized);
  must(rt.post([](Runtime&) -> Result<> { return broken("task"); }));
  must(rt.post([](Runtime&) { throw 42; }));
  must(rt.post([this](Runtime&) { told.push_back("task"); }));
  rt.lifecycle().set_collection_listener([this](Runtime&, const CollectionEvent&) -> Result<> {
    told.push_back("listener");
    return broken("listener");
  });
  target = nullptr;
  collect();
  rt.lifecycle().set_collection_listener(nullptr);

  for (const char* each : {"reference", "long reference", "watched root", "method", "loss notice", "finalizer", "task"})
    EXPECT_EQ(std::count(told.begin(), told.end(), each), 1) << each;
  EXPECT_EQ(std::count(told.begin(), told.end(), "del"), 2);
  EXPECT_GE(std::count(told.begin(), told.end(), "listener"), 1);
  std::erase(unraisable, "listener: listener");
  std::sort(unraisable.begin(), unraisable.end());
  EXPECT_EQ(unraisable,
            (Strings{"finalizer: C++ exception: finalizer thrown", "finalizer: del", "finalizer: del",
                     "finalizer: finalizer", "task: C++ exception of a type that is not derived from std::exception",
                     "task: task", "weak callback: C++ exception: reference thrown", "weak callback: long reference",
                     "weak callback: loss notice", "weak callback: method", "weak callback: reference",
                     "weak callback: watched root"}));
  EXPECT_FALSE(rt.heap().has_due());
}

TEST_F(FailingCallbacks, OfASignalAreReportedAndTheRestIsCalled) {
  Root<Signal> signal = must(rt.signal());
  std::vector<Root<Connection>> connections;
  for (int i = 0; i < 2; i++) {
    connections.push_back(must(rt.connect(signal, []() -> Result<> { return broken("listener"); })));
    connections.push_back(must(rt.connect(signal, [] { throw std::runtime_error("thrown"); })));
    connections.push_back(must(rt.connect(signal, [this] { told.push_back("heard"); })));
  }
  const EmitResult emitted = must(rt.emit(signal));
  EXPECT_EQ(emitted.called, 6u);
  EXPECT_EQ(emitted.failed, 4u);
  EXPECT_EQ(told, (Strings{"heard", "heard"}));
  EXPECT_EQ(unraisable.size(), 4u);
  EXPECT_EQ(signal->listener_count(), 6u);
}

// Contract 7.5.
TEST_F(FailingCallbacks, AtShutdownAreReportedAndTheRestRuns) {
  must(rt.lifecycle().at_shutdown([this](Runtime&) { told.push_back("function"); }));
  must(rt.lifecycle().at_shutdown([](Runtime&) -> Result<> { return broken("function"); }));
  must(rt.lifecycle().at_shutdown([](Runtime&) { throw std::runtime_error("function thrown"); }));
  Root<Instance> target = door();
  must(rt.finalizer(target, [this] { told.push_back("finalizer"); }));
  must(rt.finalizer(target, []() -> Result<> { return broken("finalizer"); }));
  must(rt.post([](Runtime&) -> Result<> { return broken("task"); }));
  must(rt.shutdown());
  EXPECT_EQ(told, (Strings{"finalizer", "function"}));
  EXPECT_EQ(unraisable, (Strings{"task: task", "finalizer: finalizer",
                                 "shutdown function: C++ exception: function thrown", "shutdown function: function"}));
}

TEST_F(FailingCallbacks, OfKeysGoToTheCallerAndLeaveTheMap) {
  bool fails = false;
  Class& keyed = make_class("Keyed");
  define(keyed, "__hash__", [&](Runtime&, Arguments) -> Result<Value> {
    if (fails) return broken("hash");
    return Value::small(7);
  });
  define(keyed, "__eq__", [&](Runtime&, Arguments) -> Result<Value> { return broken("eq"); });
  Root<Instance> first = make_root(keyed);
  Root<Instance> second = make_root(keyed);
  must(rt.in(keys).set(first, 1));
  EXPECT_EQ(message(rt.in(keys).set(second, 2), ErrorKind::kValue), "eq");
  EXPECT_EQ(message(rt.in(keys).contains(second), ErrorKind::kValue), "eq");
  fails = true;
  EXPECT_EQ(message(rt.in(keys).set(second, 2), ErrorKind::kValue), "hash");
  EXPECT_EQ(message(rt.in(keys).erase(first), ErrorKind::kValue), "hash");
  EXPECT_EQ(numbers_in(keys), std::vector<int64_t>{1});
  EXPECT_TRUE(unraisable.empty());
}

TEST_F(FailingCallbacks, OfPropertiesAndIterationGoToTheCaller) {
  struct Box {
    Result<int64_t> level() const { return broken("getter"); }
    Result<> set_level(int64_t) { return broken("setter"); }
  };
  Root<Class> box = must(rt.define<Box>("Box").constructor<>().property("level", &Box::level, &Box::set_level).build());
  Root<Instance> made = must(rt.create(box));
  EXPECT_EQ(message(rt.get_attribute(made.get(), name("level")), ErrorKind::kValue), "getter");
  EXPECT_EQ(message(rt.set_attribute(made.get(), name("level"), number(1)), ErrorKind::kValue), "setter");

  std::vector<Root<Instance>> doors;
  for (int64_t i = 0; i < 3; i++) {
    doors.push_back(door());
    must(rt.in(values).set(i, doors.back()));
  }
  size_t seen = 0;
  const auto visit = [&](Value, Value) -> Result<> {
    if (++seen == 2) return broken("visitor");
    return {};
  };
  EXPECT_EQ(message(rt.in(values).for_each(visit), ErrorKind::kValue), "visitor");
  EXPECT_EQ(seen, 2u);
  EXPECT_EQ(must(rt.in(values).size()), 3u);
  must(rt.in(values).set(4, doors[0]));  // no iteration is open
  EXPECT_TRUE(unraisable.empty());
}

}  // namespace
}  // namespace mayfly
