// SignalTest: RuntimeTest with short ways to make signals, to connect and to emit, and listeners that note what they
// are told.
//
//   using Signals = mayfly::test::SignalTest;
//   TEST_F(Signals, ...) { Root<Signal> s = signal(); connect(s, noting("a")); emit(s, {number(1)}); EXPECT_EQ(told, ...); }
#pragma once

#include <mayfly/runtime/embed/signal.h>

#include <support/test_heap.h>
#include <support/test_runtime.h>

namespace mayfly::test {

class SignalTest : public RuntimeTest {
 protected:
  Class& cls = make_class("Door");
  std::vector<std::string> told;

  Root<Signal> signal() { return std::move(*rt.signal()); }
  Root<Connection> connect(const Root<Signal>& s, Value listener, int line = __builtin_LINE()) {
    return must(rt.connect(s, listener), line);
  }
  Root<Connection> connect_weak(const Root<Signal>& s, Value listener, Value on_lost = Value::nil(),
                                int line = __builtin_LINE()) {
    return must(rt.connect_weak(s, listener, on_lost), line);
  }
  EmitResult emit(const Root<Signal>& s, std::initializer_list<Value> arguments = {}, int line = __builtin_LINE()) {
    return must(rt.emit(s, Arguments(std::span(arguments.begin(), arguments.size()))), line);
  }
  // How many were called.
  uint32_t called(const Root<Signal>& s) { return emit(s).called; }

  // A function, held by the fixture, that notes a letter.
  Value noting(std::string letter) {
    return Value(&function("note " + letter, [this, letter](Runtime&, Arguments) -> Result<Value> {
      told.push_back(letter);
      return Value::nil();
    }));
  }
  // The same, as a method of cls, so that the door's letter is its attribute "id".
  void define_note() {
    define(cls, "note", [this](Runtime& runtime, Arguments arguments) -> Result<Value> {
      told.push_back(string(MAYFLY_TRY(runtime.get_attribute(arguments[0], name("id")))));
      return arguments.positional() > 1 ? arguments[1] : Value::nil();
    });
  }
  Root<Instance> door(std::string_view id) {
    Root<Instance> made = make_root(cls);
    set(made.get(), "id", text(id));
    return made;
  }
  // A loss notice that notes why, once the connection has left.
  Value noting_loss(std::string letter) {
    return Value(&function("lost", [this, letter](Runtime&, Arguments arguments) -> Result<Value> {
      EXPECT_EQ(arguments.size(), 1u);
      const Connection& connection = *arguments[0].as<Connection>();
      EXPECT_FALSE(connection.is_connected());
      EXPECT_EQ(connection.signal(), nullptr);
      told.push_back(letter + ": " + mayfly::name(connection.status()));
      return Value::nil();
    }));
  }
  CollectReport collect_exactly(int line = __builtin_LINE()) {
    CollectReport report = rt.collect_exact();
    EXPECT_TRUE(report.exact) << "line " << line << ": " << report.why_not();
    return report;
  }

  template <typename T>
  T must(Result<T> result, int line = __builtin_LINE()) {
    if (result) return std::move(*result);
    ADD_FAILURE() << "line " << line << ": " << result.error().to_string();
    return T();
  }
  void must(Result<> result, int line = __builtin_LINE()) {
    if (!result) ADD_FAILURE() << "line " << line << ": " << result.error().to_string();
  }
};

using Letters = std::vector<std::string>;

}  // namespace mayfly::test
