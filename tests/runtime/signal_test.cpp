// Signals: connecting, connections, identity, emission of values.
#include <mayfly/gc/root/weak_root.h>
#include <mayfly/gc/weak/weak_table.h>

#include <support/signal_test.h>
#include <support/words.h>

#include <algorithm>
#include <thread>

namespace mayfly {
namespace {

using test::Letters;
using Signals = test::SignalTest;

TEST_F(Signals, CallTheirListenersInTheOrderOfConnection) {
  define_note();
  Root<Signal> s = signal();
  Root<Instance> a = door("a");
  Root<Instance> c = door("c");
  connect(s, get(a.get(), "note"));
  connect(s, noting("b"));
  connect_weak(s, get(c.get(), "note"));
  connect_weak(s, noting("d"));
  const EmitResult done = emit(s, {number(1)});
  EXPECT_EQ(told, (Letters{"a", "b", "c", "d"}));
  EXPECT_EQ(done.called, 4u);
  EXPECT_EQ(done.failed, 0u);
  EXPECT_EQ(s->listener_count(), 4u);
}

TEST_F(Signals, WithoutListenersCallNobody) {
  Root<Signal> s = signal();
  EXPECT_EQ(called(s), 0u);
  EXPECT_EQ(s->listener_count(), 0u);
  EXPECT_EQ(must(rt.emit_list(s))->size(), 0u);
}

TEST_F(Signals, PassTheReceiverAndAllArguments) {
  std::vector<size_t> sizes;
  const auto take = [&](Runtime&, Arguments arguments) -> Result<Value> {
    sizes.push_back(arguments.positional());
    for (uint32_t i = 0; i < arguments.positional(); i++) told.push_back(arguments[i].is_small() ? "int" : "other");
    return Value::nil();
  };
  define(cls, "take", take);
  Root<Instance> d = make_root(cls);
  Root<Signal> s = signal();
  connect(s, get(d.get(), "take"));
  connect(s, Value(&function("take", take)));
  emit(s, {number(1), number(2), number(3)});
  EXPECT_EQ(sizes, (std::vector<size_t>{4, 3}));
  EXPECT_EQ(told, (Letters{"other", "int", "int", "int", "int", "int", "int"}));
  emit(s);
  EXPECT_EQ(sizes, (std::vector<size_t>{4, 3, 1, 0}));
}

TEST_F(Signals, PassKeywordArguments) {
  Symbol* names[] = {&name("times")};
  Value values[] = {number(1), number(7)};
  for (const char* way : {"strong", "weak"}) {
    Root<Signal> s = signal();
    Value listener = Value(&function("take", [&](Runtime&, Arguments arguments) -> Result<Value> {
      EXPECT_EQ(arguments.positional(), 1u);
      EXPECT_EQ(arguments.find(name("times")), number(7));
      told.push_back(way);
      return Value::nil();
    }));
    std::string_view(way) == "weak" ? connect_weak(s, listener) : connect(s, listener);
    must(rt.emit(s, Arguments(values, 1, names, 1)));
  }
  EXPECT_EQ(told, (Letters{"strong", "weak"}));
}

TEST_F(Signals, GiveEachListenerItsOwnArgumentsWhateverTheOneBeforeDidToThem) {
  Root<Signal> s = signal();
  std::vector<int64_t> got;
  Value listener = Value(&function("overwrite", [&](Runtime& runtime, Arguments arguments) -> Result<Value> {
    got.push_back(arguments[1].as_small());
    EXPECT_TRUE(arguments[0].is<Instance>());
    // As a front-end's code may, whose variables they are. Nothing else but the emission holds the door.
    auto* slots = const_cast<Value*>(arguments.values());
    slots[0] = Value::nil();
    slots[1] = Value::nil();
    runtime.collect_exact();
    return Value::nil();
  }));
  for (int i = 0; i < 3; i++) connect(s, listener);
  emit(s, {Value(make(cls)), number(5)});
  EXPECT_EQ(got, (std::vector<int64_t>{5, 5, 5}));
}

TEST_F(Signals, CallWhateverIsCallable) {
  Root<Signal> s = signal();
  Class& callable = make_class("Callable");
  define(callable, "__call__", [&](Runtime&, Arguments arguments) -> Result<Value> {
    EXPECT_EQ(arguments[1], number(2));
    told.push_back("called");
    return Value::nil();
  });
  Root<Instance> object = make_root(callable);
  define(cls, "__init__", [&](Runtime&, Arguments) -> Result<Value> {
    told.push_back("made");
    return Value::nil();
  });
  Value method = BoundMethod::create(rt.space(), number(2), *object);
  connect(s, object.get());
  connect_weak(s, object.get());
  connect(s, method);
  EXPECT_EQ(emit(s, {number(2)}).failed, 0u);
  connect(s, &cls);
  connect_weak(s, &cls);
  EXPECT_EQ(emit(s, {number(2)}).failed, 0u);
  EXPECT_EQ(told, (Letters{"called", "called", "called", "called", "called", "called", "made", "made"}));
}

TEST_F(Signals, MayBeListenersOfSignals) {
  Root<Signal> from = signal();
  Root<Signal> to = signal();
  connect(to, noting("heard"));
  connect_weak(from, get(to.get(), "emit"));
  EXPECT_EQ(called(from), 1u);
  EXPECT_EQ(told, Letters{"heard"});
  to.reset();
  collect_exactly();
  EXPECT_EQ(from->listener_count(), 0u);
}

// --- identity --------------------------------------------------------------------------------------------------------

TEST_F(Signals, TellListenersApartByIdentityNotByValue) {
  define_note();
  define(cls, "__eq__", [](Runtime&, Arguments) -> Result<Value> { return Value::boolean(true); });
  define(cls, "__hash__", [](Runtime&, Arguments) -> Result<Value> { return Value::small(1); });
  Root<Signal> s = signal();
  Root<Instance> a = door("a");
  Root<Instance> b = door("b");
  connect(s, get(a.get(), "note"));
  connect_weak(s, get(b.get(), "note"));
  EXPECT_EQ(s->listener_count(), 2u);
  EXPECT_EQ(must(rt.disconnect(s, get(b.get(), "note"))), 1u);
  emit(s);
  EXPECT_EQ(told, Letters{"a"});
}

TEST_F(Signals, CallAListenerThatWasConnectedTwiceTwice) {
  define_note();
  Root<Signal> s = signal();
  Root<Instance> a = door("a");
  Root<Connection> first = connect_weak(s, get(a.get(), "note"));
  Root<Connection> second = connect_weak(s, get(a.get(), "note"));
  EXPECT_NE(first.get(), second.get());
  emit(s);
  EXPECT_EQ(told, (Letters{"a", "a"}));
  EXPECT_TRUE(must(rt.disconnect(first)));
  emit(s);
  EXPECT_EQ(told.size(), 3u);
  EXPECT_TRUE(second->is_connected());
}

TEST_F(Signals, DisconnectAListenerHoweverOftenAndHoweverItWasConnected) {
  define_note();
  define(cls, "other", [](Runtime&, Arguments) -> Result<Value> { return Value::nil(); });
  Root<Signal> s = signal();
  Root<Instance> a = door("a");
  Root<Instance> b = door("b");
  std::vector<Root<Connection>> ended;
  ended.push_back(connect(s, get(a.get(), "note")));
  connect(s, get(b.get(), "note"));
  ended.push_back(connect_weak(s, get(a.get(), "note")));
  connect(s, get(a.get(), "other"));
  // The function itself is another listener than its method.
  connect(s, get(&cls, "note"));
  EXPECT_EQ(must(rt.disconnect(s, get(a.get(), "note"))), 2u);
  for (const Root<Connection>& c : ended) EXPECT_EQ(c->status(), ConnectionStatus::kDisconnected);
  EXPECT_EQ(s->listener_count(), 3u);
  EXPECT_EQ(must(rt.disconnect(s, get(a.get(), "note"))), 0u);
  EXPECT_EQ(must(rt.disconnect(s, get(&cls, "note"))), 1u);
  EXPECT_EQ(must(rt.disconnect_all(s)), 2u);
  EXPECT_EQ(must(rt.disconnect_all(s)), 0u);
  EXPECT_EQ(called(s), 0u);
}

// --- connections -----------------------------------------------------------------------------------------------------

TEST_F(Signals, ConnectionsTellWhetherAndWhyTheyEnded) {
  define_note();
  Root<Signal> s = signal();
  Root<Instance> a = door("a");
  Root<Connection> c = connect(s, get(a.get(), "note"));
  EXPECT_EQ(c->status(), ConnectionStatus::kConnected);
  EXPECT_EQ(c->signal(), s.get());
  EXPECT_FALSE(c->is_weak());
  EXPECT_EQ(c->listener().receiver, Value(a.get()));
  EXPECT_EQ(Value(c->listener().function), get(&cls, "note"));
  EXPECT_TRUE(must(rt.disconnect(c)));
  EXPECT_FALSE(must(rt.disconnect(c)));
  EXPECT_FALSE(c->is_connected());
  EXPECT_EQ(c->status(), ConnectionStatus::kDisconnected);
  EXPECT_EQ(c->signal(), nullptr);
  EXPECT_FALSE(c->listener());
  EXPECT_EQ(called(s), 0u);
  EXPECT_STREQ(mayfly::name(c->status()), "disconnected");
}

TEST_F(Signals, ADroppedHandleDoesNotDisconnect) {
  Root<Signal> s = signal();
  connect(s, noting("a")).reset();
  connect_weak(s, noting("b")).reset();
  collect_exactly();
  EXPECT_EQ(called(s), 2u);
}

TEST_F(Signals, BlockedConnectionsAreNotCalledAndBlocksNest) {
  Root<Signal> s = signal();
  Root<Connection> a = connect(s, noting("a"));
  Root<Connection> b = connect_weak(s, noting("b"));
  must(rt.block(a));
  must(rt.block(b));
  must(rt.block(b));
  EXPECT_TRUE(a->is_blocked());
  EXPECT_EQ(called(s), 0u);
  must(rt.unblock(a));
  must(rt.unblock(b));
  EXPECT_FALSE(a->is_blocked());
  EXPECT_TRUE(b->is_blocked());
  EXPECT_TRUE(b->is_connected());
  emit(s);
  EXPECT_EQ(told, Letters{"a"});
  must(rt.unblock(b));
  EXPECT_EQ(message(rt.unblock(b), ErrorKind::kValue), "can't unblock the connection: it is not blocked");
  EXPECT_EQ(called(s), 2u);
  for (int i = 0; i < 65535; i++) ASSERT_TRUE(b->block());
  EXPECT_EQ(message(rt.block(b), ErrorKind::kValue), "can't block the connection: it is blocked 65535 times");
  for (int i = 0; i < 65535; i++) ASSERT_TRUE(b->unblock());
  EXPECT_FALSE(b->is_blocked());
}

TEST_F(Signals, KeepTheOrderThroughManyRemovals) {
  Root<Signal> s = signal();
  std::vector<Root<Connection>> connections;
  const size_t count = test::scaled(rt.heap(), 1000, 60);
  for (size_t i = 0; i < count; i++) {
    Value listener = noting(std::to_string(i));
    connections.push_back(i % 2 ? connect(s, listener) : connect_weak(s, listener));
  }
  Letters expected;
  for (size_t i = 0; i < count; i++) {
    if (i % 10 == 3)
      expected.push_back(std::to_string(i));
    else
      EXPECT_TRUE(must(rt.disconnect(connections[i])));
  }
  emit(s);
  EXPECT_EQ(told, expected);
  // Those that are left know their places.
  for (size_t i = 3; i < count; i += 10) {
    EXPECT_TRUE(connections[i]->listener());
    EXPECT_TRUE(must(rt.disconnect(connections[i])));
  }
  EXPECT_EQ(s->listener_count(), 0u);
  connect(s, noting("again"));
  EXPECT_EQ(called(s), 1u);
}

TEST_F(Signals, GiveTheMemoryOfTheirListenersBack) {
  Root<Signal> s = signal();
  connect(s, noting("kept"));
  Value listener = noting("x");
  collect_exactly();
  const size_t before = rt.collect_exact().live_bytes;
  const size_t count = test::scaled(rt.heap(), 20'000, 100);
  std::vector<Root<Connection>> connections;
  for (size_t i = 0; i < count; i++) connections.push_back(connect_weak(s, listener));
  for (Root<Connection>& c : connections) c->disconnect(rt.heap());
  connections.clear();
  const size_t after = collect_exactly().live_bytes;
  EXPECT_LE(after, before + 1024);
  EXPECT_EQ(called(s), 1u);
}

// The collector is the oracle: a word that is a cell's address, and that trace does not declare, would be a hidden edge.
TEST_F(Signals, DeclareEveryEdge) {
  define_note();
  Root<Signal> s = signal();
  Root<Instance> a = door("a");
  std::vector<Root<Connection>> connections;
  connections.push_back(connect(s, get(a.get(), "note")));
  connections.push_back(connect_weak(s, get(a.get(), "note"), noting("lost")));
  connections.push_back(connect_weak(s, noting("b")));
  must(rt.on_lost(s, noting("lost")));
  must(rt.block(connections[1]));
  const auto undeclared = [](const gc::Cell& cell, size_t bytes) {
    test::EdgeCollector edges;
    cell.row().trace(cell, edges);
    const auto* words = reinterpret_cast<const uint64_t*>(&cell);
    return std::count_if(words, words + bytes / 8, [&](uint64_t word) {
      return gc::Heap::cell_at(word) && std::find(edges.words.begin(), edges.words.end(), word) == edges.words.end();
    });
  };
  EXPECT_EQ(undeclared(*s, sizeof(Signal)), 0);
  for (const Root<Connection>& c : connections) EXPECT_EQ(undeclared(*c, sizeof(Connection)), 0);
  // No connection refers to anything.
  for (const Root<Connection>& c : connections) {
    test::EdgeCollector edges;
    gc::kind_row(Connection::kKind).trace(*c, edges);
    EXPECT_TRUE(edges.words.empty());
  }
}

// --- outcomes --------------------------------------------------------------------------------------------------------

TEST_F(Signals, GoOnWhenAListenerFails) {
  note_unraisable();
  Root<Signal> s = signal();
  connect(s, noting("a"));
  Value bad =
      Value(&function("bad", [](Runtime&, Arguments) -> Result<Value> { return make_error(ErrorKind::kValue, "no"); }));
  Root<Connection> failing = connect(s, bad);
  connect(s, noting("b"));
  const EmitResult done = emit(s);
  EXPECT_EQ(done.called, 3u);
  EXPECT_EQ(done.failed, 1u);
  EXPECT_EQ(told, (Letters{"a", "b"}));
  EXPECT_EQ(unraisable, Letters{"signal listener: no"});
  Value subject;
  std::string trace;
  rt.lifecycle().set_unraisable_hook([&](Runtime&, const Unraisable& what) {
    subject = what.subject;
    trace = what.error.to_string();
  });
  emit(s);
  EXPECT_EQ(subject, Value(failing.get()));
  EXPECT_EQ(trace, "ValueError: no\n  in bad");
}

TEST_F(Signals, TellTheUnraisableHookWhichListenerFailed) {
  Root<Function> fail = must(rt.function("fail", [](Value) -> Result<> { return make_error(ErrorKind::kHost, "no"); }));
  Root<Instance> first = door("a"), second = door("b");
  std::vector<Value> callees;
  rt.lifecycle().set_unraisable_hook([&](Runtime&, const Unraisable& what) { callees.push_back(what.callee); });
  Root<Signal> s = signal();
  Root<Connection> only = connect_weak(s, Value(BoundMethod::create(rt.space(), Value(first.get()), *fail)));
  EXPECT_EQ(emit(s).failed, 1u);
  EXPECT_EQ(callees, std::vector<Value>{Value(fail.get())});
  // Where there are two, another way leads to them.
  Root<Connection> other = connect_weak(s, Value(BoundMethod::create(rt.space(), Value(second.get()), *fail)));
  EXPECT_EQ(emit(s).failed, 2u);
  EXPECT_EQ(callees, std::vector<Value>(3, Value(fail.get())));
}

TEST_F(Signals, CollectWhatListenersReturnInAList) {
  note_unraisable();
  Root<Signal> s = signal();
  for (int i = 0; i < 4; i++) {
    connect(s, Value(&function("f", [i](Runtime&, Arguments arguments) -> Result<Value> {
              if (i == 1) return make_error(ErrorKind::kValue, "no");
              return Value::small(arguments[0].as_small() * i);
            })));
  }
  connect(s, Value(&function("empty", [](Runtime&, Arguments) -> Result<Value> { return Value::empty(); })));
  Value ten[] = {number(10)};
  Root<List> list = must(rt.emit_list(s, Arguments(ten, 1)));
  ASSERT_EQ(list->size(), 4u);
  EXPECT_EQ(list->at(0), number(0));
  EXPECT_EQ(list->at(1), number(20));
  EXPECT_EQ(list->at(2), number(30));
  EXPECT_TRUE(list->at(3).is_nil());
  EXPECT_EQ(unraisable, Letters{"signal listener: no"});
}

// --- refusals --------------------------------------------------------------------------------------------------------

TEST_F(Signals, RefuseWhatIsNoListener) {
  Root<Signal> s = signal();
  Root<Instance> a = make_root(cls);
  define(cls, "note", [](Runtime&, Arguments) -> Result<Value> { return Value::nil(); });
  Root<WeakMethod> weak = must(rt.weak_method(get(a.get(), "note")));
  Root<WeakRef> reference = must(rt.weak_reference(a.get()));
  for (Value wrong : {number(3), Value::nil(), text("open"), Value(a.get()), Value(weak.get()), Value(reference.get()),
                      Value(s.get())}) {
    EXPECT_NE(message(rt.connect(s, wrong), ErrorKind::kType), "");
    EXPECT_NE(message(rt.connect_weak(s, wrong), ErrorKind::kType), "");
    EXPECT_NE(message(rt.disconnect(s, wrong), ErrorKind::kType), "");
  }
  EXPECT_EQ(s->listener_count(), 0u);
}

TEST_F(Signals, RefuseToHoldWeaklyWhatCanNotBe) {
  Root<Signal> s = signal();
  Class& slotted = make_class("Slotted", {}, {.weakly_referenceable = false});
  define(slotted, "__call__", [](Runtime&, Arguments) -> Result<Value> { return Value::nil(); });
  Root<Instance> receiver = make_root(slotted);
  Function& f = function("f", [](Runtime&, Arguments) -> Result<Value> { return Value::nil(); });
  Value of_number = BoundMethod::create(rt.space(), number(3), f);
  Value of_slotted = BoundMethod::create(rt.space(), Value(receiver.get()), f);
  Value by_slotted = BoundMethod::create(rt.space(), Value(&cls), *receiver);
  for (Value wrong : {of_number, of_slotted, by_slotted, Value(receiver.get())}) {
    EXPECT_NE(message(rt.connect_weak(s, wrong), ErrorKind::kType), "");
    connect(s, wrong);
  }
  EXPECT_EQ(s->listener_count(), 4u);
  EXPECT_EQ(called(s), 4u);
}

TEST_F(Signals, RefuseOtherThreadsOtherRuntimesAndNullHandles) {
  std::unique_ptr<Runtime> other = test::make_test_runtime();
  Root<Signal> s = signal();
  Root<Signal> theirs = std::move(*other->signal());
  Root<Connection> c = connect(s, noting("a"));
  Value foreign = Value(theirs.get());
  Value one[] = {foreign};
  EXPECT_NE(message(rt.connect(theirs, noting("a")), ErrorKind::kWrongRuntime), "");
  EXPECT_NE(message(other->connect(theirs, noting("a")), ErrorKind::kWrongRuntime), "");
  EXPECT_NE(message(other->connect_weak(theirs, noting("a")), ErrorKind::kWrongRuntime), "");
  EXPECT_NE(message(rt.connect_weak(s, noting("a"), foreign), ErrorKind::kWrongRuntime), "");
  EXPECT_NE(message(rt.on_lost(s, foreign), ErrorKind::kWrongRuntime), "");
  EXPECT_NE(message(rt.emit(theirs, Arguments()), ErrorKind::kWrongRuntime), "");
  EXPECT_NE(message(rt.emit(s, Arguments(one, 1)), ErrorKind::kWrongRuntime), "");
  EXPECT_NE(message(rt.emit_list(s, Arguments(one, 1)), ErrorKind::kWrongRuntime), "");
  EXPECT_NE(message(other->disconnect(c), ErrorKind::kWrongRuntime), "");
  EXPECT_NE(message(other->block(c), ErrorKind::kWrongRuntime), "");
  EXPECT_EQ(message(rt.emit(Root<Signal>(), Arguments()), ErrorKind::kValue), "the signal is a null handle");
  EXPECT_EQ(message(rt.disconnect(Root<Connection>()), ErrorKind::kValue), "the connection is a null handle");
  EXPECT_EQ(message(rt.connect(s, Value::empty()), ErrorKind::kValue), "the listener is a null handle");
  std::thread([&] {
    ThreadScope attached;
    EXPECT_NE(message(rt.signal(), ErrorKind::kWrongThread), "");
    EXPECT_NE(message(rt.emit(s, Arguments()), ErrorKind::kWrongThread), "");
    EXPECT_NE(message(rt.disconnect(c), ErrorKind::kWrongThread), "");
    EXPECT_NE(message(rt.disconnect_all(s), ErrorKind::kWrongThread), "");
    EXPECT_NE(message(rt.block(c), ErrorKind::kWrongThread), "");
  }).join();
  EXPECT_TRUE(told.empty());
  EXPECT_EQ(called(s), 1u);
  let_go();
  ASSERT_TRUE(rt.shutdown());
  EXPECT_EQ(message(rt.signal(), ErrorKind::kClosed), "the runtime is shut down");
}

}  // namespace
}  // namespace mayfly
