// Signals when memory runs out: each allocation of an operation fails in turn; each failure is a clean error, and what was
// there before still works.
#include <support/signal_test.h>

#include <mayfly/runtime/signal/signal_class.h>

namespace mayfly {
namespace {

using test::Letters;

class ShortMemorySignals : public test::SignalTest {
 protected:
  // Runs the operation with its first allocation failing, then its second, ..., until it succeeds. How often it failed.
  template <typename F, typename Check>
  size_t fail_each_allocation(F&& operation, Check&& check, int line = __builtin_LINE()) {
    for (size_t nth = 1; nth < 2000; nth++) {
      rt.heap().set_fail_every(nth);
      auto result = operation();
      rt.heap().set_fail_every(0);
      if (result) return nth - 1;
      EXPECT_EQ(result.error().kind(), ErrorKind::kOutOfMemory)
          << "line " << line << ": " << result.error().to_string();
      check();
    }
    ADD_FAILURE() << "line " << line << ": fails for ever";
    return 0;
  }
};

TEST_F(ShortMemorySignals, TheClassesAreMadeOrNot) {
  EXPECT_EQ(rt.space().class_of_kind(kKindSignal), nullptr);
  EXPECT_GT(fail_each_allocation([&] { return rt.signal(); }, [] {}), 10u);
  Root<Signal> s = signal();
  connect(s, noting("a"));
  EXPECT_EQ(call_method(s.get(), "emit"), number(1));
}

TEST_F(ShortMemorySignals, ListenersAreConnectedOrNot) {
  define_note();
  Root<Signal> s = signal();
  Root<Instance> a = door("a");
  Value method = get(a.get(), "note");
  Root<Value> held(rt.heap(), method);
  Value notice = noting("lost");
  size_t expected = 0;
  const auto unchanged = [&] {
    EXPECT_EQ(s->listener_count(), expected);
    EXPECT_EQ(called(s), expected);
  };
  for (int i = 0; i < 20; i++) {
    // Growing takes memory now and then, the connection itself always.
    EXPECT_GE(fail_each_allocation([&] { return rt.connect(s, method); }, unchanged), 1u);
    expected++;
    EXPECT_GE(fail_each_allocation([&] { return rt.connect_weak(s, method, notice); }, unchanged), 1u);
    expected++;
    unchanged();
  }
  EXPECT_EQ(rt.heap().statistics().weak_references, expected);
}

TEST_F(ShortMemorySignals, AListOfResultsHasRoomBeforeAnybodyIsCalled) {
  Root<Signal> s = signal();
  for (int i = 0; i < 40; i++) connect(s, noting("x"));
  EXPECT_GE(fail_each_allocation([&] { return rt.emit_list(s, Arguments()); }, [&] { EXPECT_TRUE(told.empty()); }), 2u);
  EXPECT_EQ(told.size(), 40u);
  EXPECT_EQ(s->emissions(), 0u);
}

TEST_F(ShortMemorySignals, EmittingRemovingAndDyingNeedNone) {
  define_note();
  Root<Signal> s = signal();
  std::vector<Root<Instance>> doors;
  std::vector<Root<Connection>> connections;
  for (int i = 0; i < 100; i++) {
    doors.push_back(door("x"));
    connections.push_back(connect_weak(s, get(doors.back().get(), "note"), i % 10 ? Value::nil() : noting_loss("x")));
  }
  rt.heap().set_fail_every(1);
  // Only the notes of the listeners are in malloc memory.
  EXPECT_EQ(emit(s).called, 100u);
  for (int i = 0; i < 50; i++) EXPECT_TRUE(must(rt.disconnect(connections[static_cast<size_t>(i)])));
  doors.clear();
  told.clear();
  collect_exactly();
  EXPECT_EQ(s->listener_count(), 0u);
  EXPECT_EQ(told.size(), 5u);
  rt.heap().set_fail_every(0);
}

TEST_F(ShortMemorySignals, AListenerThatFindsNoneIsAnErrorAmongOthers) {
  note_unraisable();
  Root<Signal> s = signal();
  connect(s, Value(&function("hungry", [](Runtime& runtime, Arguments) -> Result<Value> {
            const List* list = List::create(runtime.heap());
            if (!list) return runtime.heap().allocation_error();
            return Value(list);
          })));
  connect(s, noting("b"));
  rt.heap().set_fail_every(1);
  const EmitResult done = emit(s);
  rt.heap().set_fail_every(0);
  EXPECT_EQ(done.failed, 1u);
  EXPECT_EQ(told, Letters{"b"});
  EXPECT_EQ(unraisable.size(), 1u);
}

TEST_F(ShortMemorySignals, AFullVmStackIsARecursionError) {
  Root<Signal> s = signal();
  connect(s, noting("a"));
  gc::WordStack& stack = rt.heap().vm_stack();
  {
    LocalArray all(stack, stack.capacity() - stack.used());
    ASSERT_TRUE(all);
    EXPECT_NE(message(rt.emit(s, Arguments()), ErrorKind::kRecursion), "");
    EXPECT_NE(message(rt.emit_list(s, Arguments()), ErrorKind::kRecursion), "");
  }
  EXPECT_TRUE(told.empty());
  EXPECT_EQ(s->emissions(), 0u);
  EXPECT_EQ(called(s), 1u);
}

}  // namespace
}  // namespace mayfly
