// Weak listeners that die, loss notices, dead signals, revived signals, shutdown.
#include <mayfly/gc/root/weak_root.h>
#include <mayfly/gc/weak/weak_table.h>
#include <mayfly/objects/model/host_box.h>

#include <support/signal_test.h>

namespace mayfly {
namespace {

using test::Letters;

class LostListeners : public test::SignalTest {
 protected:
  LostListeners() { define_note(); }
  Value note_of(const Root<Instance>& of) { return get(of.get(), "note"); }
};

// Contract 2.5, 2.6: neither part is kept alive, the first to die ends it.
TEST_F(LostListeners, LeaveByThemselves) {
  Root<Signal> s = signal();
  Root<Instance> a = door("a");
  Root<Instance> b = door("b");
  Root<Connection> weak = connect_weak(s, note_of(a));
  Root<Connection> strong = connect(s, note_of(b));
  a.reset();
  b.reset();
  collect_exactly();
  EXPECT_EQ(weak->status(), ConnectionStatus::kReceiverDied);
  EXPECT_EQ(weak->signal(), nullptr);
  EXPECT_FALSE(weak->listener());
  EXPECT_EQ(s->listener_count(), 1u);
  EXPECT_TRUE(strong->is_connected());
  emit(s);
  EXPECT_EQ(told, Letters{"b"});
}

TEST_F(LostListeners, AreNotCalledBetweenTheirDeathAndTheSafePoint) {
  Root<Signal> s = signal();
  Root<Instance> a = door("a");
  Root<Connection> c = connect_weak(s, note_of(a), noting_loss("a"));
  a.reset();
  rt.heap().collect_exact();
  EXPECT_EQ(called(s), 0u);
  EXPECT_EQ(c->status(), ConnectionStatus::kReceiverDied);
  EXPECT_FALSE(must(rt.disconnect(c)));
  EXPECT_TRUE(told.empty());
  EXPECT_EQ(s->listener_count(), 1u);
  rt.safe_point();
  EXPECT_EQ(s->listener_count(), 0u);
  EXPECT_EQ(told, Letters{"a: receiver died"});
}

// Contract 2.6, 2.7.
TEST_F(LostListeners, TellTheDeathOfAFunction) {
  Root<Signal> s = signal();
  Root<Instance> a = door("a");
  Root<Connection> method = connect_weak(s, note_of(a), noting_loss("method"));
  Root<Function> f = must(rt.function("f", [] {}));
  Root<Connection> function_only = connect_weak(s, f.get(), noting_loss("function"));
  f.reset();
  EXPECT_TRUE(rt.delete_attribute(&cls, name("note")));
  let_go();
  collect_exactly();
  EXPECT_EQ(method->status(), ConnectionStatus::kFunctionDied);
  EXPECT_EQ(function_only->status(), ConnectionStatus::kFunctionDied);
  EXPECT_EQ(s->listener_count(), 0u);
  // A function's death comes in its own place: "note" is older than f.
  EXPECT_EQ(told, (Letters{"method: function died", "function: function died"}));
  a.reset();
  collect_exactly();
  EXPECT_EQ(told.size(), 2u);
}

// Contract 2.8.
TEST_F(LostListeners, TellOnceWhenBothDie) {
  Root<Signal> s = signal();
  Root<Instance> a = door("a");
  Root<Function> f = must(rt.function("f", [](Value) {}));
  Root<Connection> c = connect_weak(s, BoundMethod::create(rt.space(), Value(a.get()), *f), noting_loss("both"));
  a.reset();
  f.reset();
  collect_exactly();
  EXPECT_EQ(told, Letters{"both: receiver and function died"});
  EXPECT_EQ(c->status(), ConnectionStatus::kBothDied);
}

// Contract 1.7 (newest first on one object, one sequence with weak references), 0.6 (older objects first).
TEST_F(LostListeners, TellInTheOrderOfWeakCallbacks) {
  Root<Signal> s = signal();
  Root<Signal> t = signal();
  Root<Instance> a = door("a");
  Root<Instance> b = door("b");
  connect_weak(s, note_of(b), noting_loss("b1"));
  connect_weak(s, note_of(a), noting_loss("a1"));
  Root<WeakRef> reference = must(rt.weak_reference(a.get(), noting("a2")));
  connect_weak(t, note_of(a), noting_loss("a3"));
  connect_weak(t, note_of(b), noting_loss("b2"));
  a.reset();
  b.reset();
  collect_exactly();
  EXPECT_EQ(told, (Letters{"b2: receiver died", "b1: receiver died", "a3: receiver died", "a2", "a1: receiver died"}));
}

TEST_F(LostListeners, AreToldToTheSignalWhereTheConnectionHasNoNotice) {
  Root<Signal> s = signal();
  Root<Instance> a = door("a");
  connect_weak(s, note_of(a));
  connect_weak(s, note_of(a), noting_loss("own"));
  must(rt.on_lost(s, noting_loss("signal's")));
  Root<Signal> other = signal();
  connect_weak(other, note_of(a));
  a.reset();
  collect_exactly();
  EXPECT_EQ(told, (Letters{"own: receiver died", "signal's: receiver died"}));
}

TEST_F(LostListeners, AreNotToldAfterADisconnection) {
  Root<Signal> s = signal();
  Root<Instance> a = door("a");
  Root<Connection> c = connect_weak(s, note_of(a), noting_loss("a"));
  must(rt.disconnect(c));
  a.reset();
  collect_exactly();
  EXPECT_TRUE(told.empty());
  EXPECT_EQ(c->status(), ConnectionStatus::kDisconnected);
}

// Contract 1.8.
TEST_F(LostListeners, ErrorsOfNoticesAreUnraisableAndTheRestRuns) {
  note_unraisable();
  Root<Signal> s = signal();
  Root<Instance> a = door("a");
  connect_weak(s, note_of(a), noting_loss("last"));
  connect_weak(s, note_of(a), Value(&function("bad", [](Runtime&, Arguments) -> Result<Value> {
                 return make_error(ErrorKind::kValue, "no");
               })));
  connect_weak(s, note_of(a), number(42));
  a.reset();
  collect_exactly();
  EXPECT_EQ(told, Letters{"last: receiver died"});
  EXPECT_EQ(unraisable, (Letters{"weak callback: 42 can't be called: it is of type 'int', which is not callable",
                                 "weak callback: no"}));
  EXPECT_EQ(s->listener_count(), 0u);
}

TEST_F(LostListeners, NoticesMayConnectDisconnectAndEmit) {
  Root<Signal> s = signal();
  Root<Instance> a = door("a");
  Root<Instance> b = door("b");
  Root<Connection> of_b = connect_weak(s, note_of(b));
  connect_weak(s, note_of(a), Value(&function("lost", [&](Runtime&, Arguments) -> Result<Value> {
                 EXPECT_EQ(called(s), 1u);
                 must(rt.disconnect(of_b));
                 connect(s, noting("replacement"));
                 EXPECT_EQ(called(s), 1u);
                 return Value::nil();
               })));
  a.reset();
  collect_exactly();
  EXPECT_EQ(told, (Letters{"b", "replacement"}));
}

TEST_F(LostListeners, GoByTheThousandAndLeaveNothing) {
  Root<Signal> s = signal();
  connect(s, noting("kept"));
  collect_exactly();
  const gc::HeapStatistics before = rt.heap().statistics();
  const size_t bytes_before = rt.collect_exact().live_bytes;
  const size_t count = test::scaled(rt.heap(), 20'000, 100);
  {
    std::vector<Root<Instance>> doors;
    for (size_t i = 0; i < count; i++) {
      doors.push_back(make_root(cls));
      connect_weak(s, note_of(doors.back()));
    }
    EXPECT_EQ(s->listener_count(), count + 1);
  }
  collect_exactly();
  EXPECT_EQ(s->listener_count(), 1u);
  EXPECT_LE(collect_exactly().live_bytes, bytes_before + 1024);
  EXPECT_EQ(rt.heap().statistics().weak_references, before.weak_references);
  EXPECT_EQ(called(s), 1u);
}

// Contract 1.19, 2.3: a weak connection counts once on its receiver and once on its function.
TEST_F(LostListeners, CountAsWeakReferences) {
  Root<Signal> s = signal();
  Root<Instance> a = door("a");
  Root<Function> f = must(rt.function("f", [](Value) {}));
  Root<Connection> c = connect_weak(s, BoundMethod::create(rt.space(), Value(a.get()), *f));
  EXPECT_EQ(rt.heap().weak_table().count(*a), 1u);
  EXPECT_EQ(rt.heap().weak_table().count(*f), 1u);
  must(rt.disconnect(c));
  EXPECT_EQ(rt.heap().weak_table().count(*a), 0u);
}

// --- signals that die ------------------------------------------------------------------------------------------------

class DeadSignals : public LostListeners {};

TEST_F(DeadSignals, EndTheirConnectionsWhichKeepNothing) {
  Root<Signal> s = signal();
  Root<Instance> a = door("a");
  Root<Instance> b = door("b");
  gc::WeakRoot<Instance> watch(rt.heap(), a.get());
  Root<Connection> strong = connect(s, note_of(a));
  Root<Connection> weak = connect_weak(s, note_of(b), noting_loss("b"));
  Root<Function> notice = must(rt.function("notice", [] {}));
  gc::WeakRoot<Function> watch_notice(rt.heap(), notice.get());
  Root<Connection> with_notice = connect_weak(s, note_of(b), notice.get());
  EXPECT_EQ(with_notice->loss_notice(), Value(notice.get()));
  notice.reset();
  a.reset();
  collect_exactly();
  EXPECT_TRUE(watch.get());
  EXPECT_TRUE(watch_notice.get());
  s.reset();
  collect_exactly();
  EXPECT_EQ(watch.get(), nullptr);
  EXPECT_EQ(watch_notice.get(), nullptr);
  EXPECT_TRUE(with_notice->loss_notice().is_nil());
  EXPECT_EQ(strong->status(), ConnectionStatus::kSignalDied);
  EXPECT_EQ(weak->status(), ConnectionStatus::kSignalDied);
  EXPECT_FALSE(strong->listener());
  EXPECT_FALSE(must(rt.disconnect(strong)));
  // The receiver's death afterwards changes nothing, and tells nobody.
  b.reset();
  collect_exactly();
  EXPECT_EQ(weak->status(), ConnectionStatus::kSignalDied);
  EXPECT_TRUE(told.empty());
}

TEST_F(DeadSignals, GoBeforeListenersThatDieInTheSameCollection) {
  Root<Signal> s = signal();
  Root<Instance> a = door("a");
  Root<Connection> c = connect_weak(s, note_of(a), noting_loss("a"));
  s.reset();
  a.reset();
  collect_exactly();
  EXPECT_EQ(c->status(), ConnectionStatus::kSignalDied);
  EXPECT_TRUE(told.empty());
}

TEST_F(DeadSignals, DoNotChangeWhatEndedAConnectionBefore) {
  Root<Signal> s = signal();
  Root<Instance> a = door("a");
  Root<Instance> b = door("b");
  Root<Connection> lost = connect_weak(s, note_of(a));
  Root<Connection> ended = connect(s, note_of(b));
  a.reset();
  must(rt.disconnect(ended));
  collect_exactly();
  s.reset();
  collect_exactly();
  EXPECT_EQ(lost->status(), ConnectionStatus::kReceiverDied);
  EXPECT_EQ(ended->status(), ConnectionStatus::kDisconnected);
}

// Contract 6.4, 1.10.
TEST_F(DeadSignals, GoInACycleWithTheirListeners) {
  Root<Instance> a = door("a");
  gc::WeakRoot<Instance> watch(rt.heap(), a.get());
  {
    Root<Signal> s = signal();
    set(a.get(), "signal", s.get());
    set(a.get(), "connection", connect(s, note_of(a)).get());
    set(a.get(), "weak", connect_weak(s, note_of(a), noting_loss("a")).get());
    set(a.get(), "emit", connect(s, get(s.get(), "emit")).get());
  }
  a.reset();
  collect_exactly();
  EXPECT_EQ(watch.get(), nullptr);
  EXPECT_TRUE(told.empty());
}

// Contract 8.2, 8.3: what was declared dead stays so for whoever referred to it weakly; made afterwards, all works.
TEST_F(DeadSignals, AreEmptyWhenAFinalizerBringsThemBack) {
  Root<Signal> saved;
  define(cls, "__del__", [&](Runtime&, Arguments arguments) -> Result<Value> {
    saved = Root<Signal>(rt.heap(), get(arguments[0], "signal").as<Signal>());
    return Value::nil();
  });
  Root<Instance> a = door("a");
  Root<Connection> c;
  {
    Root<Signal> s = signal();
    set(a.get(), "signal", s.get());
    c = connect(s, noting("old"));
  }
  a.reset();
  collect_exactly();
  ASSERT_TRUE(saved);
  EXPECT_EQ(c->status(), ConnectionStatus::kSignalDied);
  EXPECT_EQ(saved->listener_count(), 0u);
  EXPECT_EQ(called(saved), 0u);
  Root<Connection> fresh = connect(saved, noting("new"));
  EXPECT_EQ(called(saved), 1u);
  EXPECT_EQ(told, Letters{"new"});
  EXPECT_EQ(fresh->signal(), saved.get());
  saved.reset();
  collect_exactly();
  EXPECT_EQ(fresh->status(), ConnectionStatus::kSignalDied);
}

// --- shutdown --------------------------------------------------------------------------------------------------------

TEST_F(DeadSignals, ShutdownEndsConnectionsAndTellsNobody) {
  Root<Signal> s = signal();
  Root<Instance> a = door("a");
  Root<Connection> weak = connect_weak(s, note_of(a), noting_loss("a"));
  Root<Connection> strong = connect(s, note_of(a));
  Root<Connection> ended = connect(s, note_of(a));
  must(rt.disconnect(ended));
  Connection* raw_weak = weak.get();
  Connection* raw_strong = strong.get();
  Connection* raw_ended = ended.get();
  Signal* raw = s.get();
  let_go();
  ASSERT_TRUE(rt.shutdown());
  EXPECT_EQ(raw_weak->status(), ConnectionStatus::kShutdown);
  EXPECT_EQ(raw_strong->status(), ConnectionStatus::kShutdown);
  EXPECT_EQ(raw_ended->status(), ConnectionStatus::kDisconnected);
  EXPECT_TRUE(told.empty());
  EXPECT_FALSE(s);
  EXPECT_EQ(message(rt.emit(raw, Arguments()), ErrorKind::kClosed), "the runtime is shut down");
  EXPECT_EQ(message(rt.disconnect(raw_weak), ErrorKind::kClosed), "the runtime is shut down");
}

TEST_F(DeadSignals, LossesBeforeTheShutdownAreToldInIt) {
  Root<Signal> s = signal();
  Root<Instance> a = door("a");
  connect_weak(s, note_of(a), noting_loss("a"));
  a.reset();
  rt.heap().collect_exact();
  ASSERT_TRUE(rt.shutdown());
  EXPECT_EQ(told, Letters{"a: receiver died"});
  let_go();
}

TEST_F(DeadSignals, ANoticeThatWasDueWhenItsConnectionWasTakenAwayIsSilent) {
  Root<Signal> s = signal();
  Root<Instance> a = door("a");
  Root<Connection> c = connect_weak(s, note_of(a), noting_loss("a"));
  a.reset();
  rt.heap().collect_exact();
  // All of the signal goes: it is no use any more to tell of one.
  EXPECT_EQ(must(rt.disconnect_all(s)), 1u);
  rt.safe_point();
  EXPECT_TRUE(told.empty());
  EXPECT_EQ(s->listener_count(), 0u);
}

}  // namespace
}  // namespace mayfly
