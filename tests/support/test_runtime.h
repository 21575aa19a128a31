// RuntimeTest: a fixture with a runtime of its own, made with the options that MAYFLY_GC gives, and short ways to make
// names, classes, functions and instances.
//
// What name(), make_class() and function() return is held by the fixture until the test ends; instances, bound methods
// and weak references are held by nothing but the test's own stack and Roots.
#pragma once

#include <mayfly/objects/containers/list.h>
#include <mayfly/objects/model/bound_method.h>
#include <mayfly/objects/model/class.h>
#include <mayfly/objects/model/descriptors.h>
#include <mayfly/objects/model/function.h>
#include <mayfly/objects/model/instance.h>
#include <mayfly/objects/text/string.h>
#include <mayfly/objects/text/symbol.h>
#include <mayfly/objects/weak/weak_method.h>
#include <mayfly/objects/weak/weak_ref.h>
#include <mayfly/runtime/call/invoke.h>
#include <mayfly/runtime/call/local.h>
#include <mayfly/runtime/call/native_code.h>
#include <mayfly/runtime/runtime.h>

#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <functional>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace mayfly::test {

inline std::unique_ptr<Runtime> make_test_runtime(const RuntimeOptions& options = {}) {
  Result<std::unique_ptr<Runtime>> made = Runtime::create(options);
  if (!made) {
    std::fprintf(stderr, "no runtime: %s\n", made.error().to_string().c_str());
    std::exit(2);
  }
  return std::move(*made);
}

// What a test's native function looks like: a lambda that may capture what it likes, but no values.
using Body = std::function<Result<Value>(Runtime& rt, Arguments arguments)>;

enum class FrameKind { kRooted, kUnrooted };

// Null, and a failed test, when it can't be made.
inline Function* make_function(Runtime& rt, std::string_view name, Body body, FrameKind kind = FrameKind::kRooted,
                               std::initializer_list<Parameter> parameters = {}) {
  NativeDescription description;
  description.name = name;
  description.entry = [](Runtime& runtime, Function& callee, Arguments arguments) noexcept -> Result<Value> {
    return (*static_cast<Body*>(static_cast<NativeCode&>(callee.code()).host()))(runtime, arguments);
  };
  description.rooted_frame = kind == FrameKind::kRooted;
  description.parameters = {parameters.begin(), parameters.size()};
  description.describes_parameters = parameters.size() > 0;
  description.host = new Body(std::move(body));
  description.release_host = [](void* host) noexcept { delete static_cast<Body*>(host); };
  Result<Function*> made = make_native(rt, description);
  if (made) return *made;
  ADD_FAILURE() << made.error().to_string();
  delete static_cast<Body*>(description.host);
  return nullptr;
}

class RuntimeTest : public ::testing::Test {
 protected:
  RuntimeTest() : RuntimeTest(RuntimeOptions()) {}
  explicit RuntimeTest(const RuntimeOptions& options) : owner(make_test_runtime(options)), rt(*owner) {}

 private:
  std::vector<Root<Value>> held_;

 protected:
  std::unique_ptr<Runtime> owner;
  Runtime& rt;

  template <typename T>
  T& keep(T* cell) {
    held_.emplace_back(rt.heap(), Value(cell));
    return *cell;
  }
  // Lets go of all that the fixture holds.
  void let_go() { held_.clear(); }

  Symbol& name(std::string_view text) { return keep(rt.space().symbols().intern(text)); }
  Value text(std::string_view characters) { return String::create(rt.heap(), characters); }
  Value number(int64_t i) { return Value::small(i); }

  Function& function(std::string_view text, Body body, FrameKind kind = FrameKind::kRooted,
                     std::initializer_list<Parameter> parameters = {}) {
    return keep(make_function(rt, text, std::move(body), kind, parameters));
  }
  Class& make_class(std::string_view text, std::initializer_list<Class*> bases = {}, const ClassOptions& options = {},
                    Class* metaclass = nullptr) {
    Result<Class*> made = Class::create(rt.space(), name(text), {bases.begin(), bases.size()}, options, metaclass);
    if (!made) ADD_FAILURE() << made.error().to_string();
    return keep(*made);
  }
  // Defines a method, and returns its function.
  Function& define(Class& cls, std::string_view method, Body body, FrameKind kind = FrameKind::kRooted) {
    Function* made = make_function(rt, method, std::move(body), kind);
    set(cls, method, Value(made));
    return *made;
  }
  void set(Value object, std::string_view attribute, Value value) {
    Result<> done = rt.set_attribute(object, name(attribute), value);
    EXPECT_TRUE(done) << done.error().to_string();
  }
  void set(Class& cls, std::string_view attribute, Value value) { set(Value(&cls), attribute, value); }
  // Fails the test, and gives nil, on an error.
  Value get(Value object, std::string_view attribute) { return value(rt.get_attribute(object, name(attribute))); }
  Value call(Value callee, std::initializer_list<Value> arguments = {}) {
    return value(rt.call(callee, std::span(arguments.begin(), arguments.size())));
  }
  Value call_method(Value receiver, std::string_view method, std::initializer_list<Value> arguments = {}) {
    return value(rt.call_method(receiver, name(method), std::span(arguments.begin(), arguments.size())));
  }
  Instance* make(Class& cls) {
    Result<Instance*> made = make_instance(rt, cls);
    EXPECT_TRUE(made) << made.error().to_string();
    return *made;
  }
  Root<Instance> make_root(Class& cls) { return Root<Instance>(rt.heap(), make(cls)); }

  Value value(Result<Value> result) {
    if (result) return *result;
    ADD_FAILURE() << result.error().to_string();
    return Value::nil();
  }
  // The message of an error of this kind; a failed test when there is none.
  template <typename T>
  std::string message(const Result<T>& result, ErrorKind kind) {
    if (result) {
      ADD_FAILURE() << "no error where one was expected";
      return "";
    }
    EXPECT_EQ(mayfly::name(result.error().kind()), std::string_view(mayfly::name(kind)));
    return std::string(result.error().message());
  }
  std::string string(Value value) {
    const String* text = value.try_as<String>();
    return text ? std::string(text->view()) : "(no string)";
  }

  // Errors that went to the unraisable hook: "source: message".
  std::vector<std::string> unraisable;
  void note_unraisable() {
    rt.lifecycle().set_unraisable_hook([this](Runtime&, const Unraisable& what) {
      unraisable.push_back(std::string(mayfly::name(what.source)) + ": " + std::string(what.error.message()));
    });
  }
};

}  // namespace mayfly::test
