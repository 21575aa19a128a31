// Signals as scripts see them: the classes "signal" and "connection" and their methods, through attributes and calls.
#include <mayfly/runtime/signal/signal_class.h>

#include <support/signal_test.h>

namespace mayfly {
namespace {

using test::Letters;

class ScriptSignals : public test::SignalTest {
 protected:
  Class& signals = keep(*signal_class(rt));
  Root<Value> made = Root<Value>(rt.heap(), call(&signals));
  Value s() { return made.get(); }
  ErrorKind kind_of(Result<Value> result) { return result ? ErrorKind::kNone : result.error().kind(); }
  Result<Value> try_method(Value receiver, std::string_view method, std::initializer_list<Value> arguments = {}) {
    return rt.call_method(receiver, name(method), std::span(arguments.begin(), arguments.size()));
  }
};

TEST_F(ScriptSignals, AreMadeByCallingTheClass) {
  EXPECT_TRUE(s().is<Signal>());
  EXPECT_EQ(rt.space().class_of(s()), &signals);
  EXPECT_EQ(*signal_class(rt), &signals);
  EXPECT_EQ(
      message(rt.call(&signals, std::span<const Value>(std::initializer_list<Value>{number(1)})), ErrorKind::kArgument),
      "signal() takes 0 arguments, 1 given");
}

TEST_F(ScriptSignals, ConnectEmitAndDisconnect) {
  Value listener = noting("a");
  Root<Value> c(rt.heap(), call_method(s(), "connect", {listener}));
  EXPECT_TRUE(c.get().is<Connection>());
  EXPECT_EQ(call_method(s(), "listener_count"), number(1));
  EXPECT_EQ(call_method(s(), "emit", {number(1)}), number(1));
  EXPECT_EQ(call_method(c.get(), "is_connected"), Value::boolean(true));
  EXPECT_EQ(call_method(c.get(), "is_weak"), Value::boolean(false));
  EXPECT_EQ(call_method(c.get(), "signal"), s());
  EXPECT_EQ(call_method(c.get(), "listener"), listener);
  EXPECT_EQ(call_method(c.get(), "block"), Value::nil());
  EXPECT_EQ(call_method(c.get(), "is_blocked"), Value::boolean(true));
  EXPECT_EQ(call_method(s(), "emit"), number(0));
  EXPECT_EQ(call_method(c.get(), "unblock"), Value::nil());
  EXPECT_EQ(kind_of(try_method(c.get(), "unblock")), ErrorKind::kValue);
  EXPECT_EQ(call_method(s(), "disconnect", {listener}), number(1));
  EXPECT_EQ(string(call_method(c.get(), "status")), "disconnected");
  EXPECT_EQ(call_method(c.get(), "listener"), Value::nil());
  EXPECT_EQ(call_method(c.get(), "signal"), Value::nil());
  EXPECT_EQ(call_method(s(), "disconnect", {c.get()}), number(0));
  Root<Value> d(rt.heap(), call_method(s(), "connect", {listener}));
  EXPECT_EQ(call_method(d.get(), "disconnect"), Value::boolean(true));
  EXPECT_EQ(call_method(d.get(), "disconnect"), Value::boolean(false));
  Root<Value> e(rt.heap(), call_method(s(), "connect", {listener}));
  EXPECT_EQ(call_method(s(), "disconnect", {e.get()}), number(1));
  call_method(s(), "connect", {listener});
  EXPECT_EQ(call_method(s(), "disconnect_all"), number(1));
  EXPECT_EQ(told, Letters{"a"});
  Root<Value> other(rt.heap(), call(&signals));
  Root<Value> of_other(rt.heap(), call_method(other.get(), "connect", {listener}));
  EXPECT_EQ(message(try_method(s(), "disconnect", {of_other.get()}), ErrorKind::kValue),
            "can't disconnect a connection of another signal");
  EXPECT_EQ(kind_of(try_method(s(), "connect", {number(3)})), ErrorKind::kType);
  EXPECT_EQ(kind_of(try_method(s(), "connect")), ErrorKind::kArgument);
  EXPECT_EQ(kind_of(try_method(s(), "listen")), ErrorKind::kAttribute);
}

TEST_F(ScriptSignals, ConnectWeaklyWithNotices) {
  define_note();
  Root<Instance> a = door("a");
  Root<Instance> b = door("b");
  Root<Value> c(rt.heap(), call_method(s(), "connect_weak", {get(a.get(), "note")}));
  call_method(s(), "connect_weak", {get(b.get(), "note"), noting_loss("b")});
  call_method(s(), "on_lost", {noting_loss("signal's")});
  EXPECT_EQ(call_method(c.get(), "is_weak"), Value::boolean(true));
  Value listener = call_method(c.get(), "listener");
  ASSERT_TRUE(listener.is<BoundMethod>());
  EXPECT_EQ(listener.as<BoundMethod>()->receiver(), Value(a.get()));
  EXPECT_EQ(call_method(s(), "emit"), number(2));
  listener = Value::nil();
  a.reset();
  b.reset();
  collect_exactly();
  EXPECT_EQ(string(call_method(c.get(), "status")), "receiver died");
  EXPECT_EQ(told, (Letters{"a", "b", "signal's: receiver died", "b: receiver died"}));
  call_method(s(), "on_lost", {Value::nil()});
}

// Contract 2.4: a method of a front-end's own type comes back as that type.
TEST_F(ScriptSignals, GiveAMethodBackAsWhatItWas) {
  Class& methods = make_class("Method", {}, {.instance_kind = kKindBoundMethod});
  Function& f = function("f", [](Runtime&, Arguments) -> Result<Value> { return Value::nil(); });
  Root<Instance> a = make_root(cls);
  for (const char* way : {"connect", "connect_weak"}) {
    Root<Value> c(rt.heap(), call_method(s(), way, {BoundMethod::create(rt.space(), Value(a.get()), f, &methods)}));
    const Value method = call_method(c.get(), "listener");
    EXPECT_EQ(rt.space().class_of(method), &methods);
    EXPECT_EQ(method.as<BoundMethod>()->receiver(), Value(a.get()));
  }
  EXPECT_EQ(call_method(s(), "emit"), number(2));
}

TEST_F(ScriptSignals, CollectResults) {
  note_unraisable();
  call_method(s(), "connect", {Value(&function("double", [](Runtime&, Arguments arguments) -> Result<Value> {
                return Value::small(arguments[0].as_small() * 2);
              }))});
  call_method(s(), "connect", {Value(&function("bad", [](Runtime&, Arguments) -> Result<Value> {
                return make_error(ErrorKind::kValue, "no");
              }))});
  Root<Value> list(rt.heap(), call_method(s(), "emit_list", {number(21)}));
  ASSERT_TRUE(list.get().is<List>());
  ASSERT_EQ(list.get().as<List>()->size(), 1u);
  EXPECT_EQ(list.get().as<List>()->at(0), number(42));
  EXPECT_EQ(call_method(s(), "emit", {number(21)}), number(1));
  EXPECT_EQ(unraisable, (Letters{"signal listener: no", "signal listener: no"}));
}

TEST_F(ScriptSignals, EmitWithKeywords) {
  call_method(s(), "connect", {Value(&function("take", [&](Runtime&, Arguments arguments) -> Result<Value> {
                EXPECT_EQ(arguments.positional(), 1u);
                EXPECT_EQ(arguments.find(name("color")), number(2));
                told.push_back("took");
                return Value::nil();
              }))});
  Symbol* names[] = {&name("color")};
  Value values[] = {number(1), number(2)};
  for (const char* way : {"emit", "emit_list"})
    EXPECT_TRUE(rt.call_method(s(), name(way), Arguments(values, 1, names, 1)));
  EXPECT_EQ(told, (Letters{"took", "took"}));
}

// A script's collect() inside a listener is exact: emit's frame is rooted.
TEST_F(ScriptSignals, EmissionsLeaveCollectionsExact) {
  bool exact = false;
  call_method(s(), "connect", {Value(&function("collect", [&](Runtime& runtime, Arguments) -> Result<Value> {
                exact = runtime.collect_for_script().exact;
                return Value::nil();
              }))});
  RootedFrames vouched(rt);
  call_method(s(), "emit");
  EXPECT_TRUE(exact);
}

TEST_F(ScriptSignals, CanBeWeaklyReferencedAndHaveNoOtherAttributes) {
  EXPECT_TRUE(rt.weak_reference(s()));
  EXPECT_TRUE(rt.weak_reference(call_method(s(), "connect", {noting("a")})));
  EXPECT_EQ(message(rt.set_attribute(s(), name("color"), number(1)), ErrorKind::kAttribute).empty(), false);
}

}  // namespace
}  // namespace mayfly
