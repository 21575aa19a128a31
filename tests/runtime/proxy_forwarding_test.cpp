// Weak proxies in every operation: forwarded while the target lives, an error once it is dead.
#include <mayfly/objects/containers/dict.h>
#include <mayfly/objects/weak/weak_proxy.h>
#include <mayfly/runtime/attributes/access.h>
#include <mayfly/runtime/attributes/binding.h>
#include <mayfly/runtime/attributes/iteration.h>
#include <mayfly/runtime/attributes/operators.h>

#include <support/golden_text.h>
#include <support/test_runtime.h>

namespace mayfly {
namespace {

class ProxyForwarding : public test::RuntimeTest {
 protected:
  Class& cls = make_class("Box");
  Root<Instance> box;
  Root<WeakProxy> proxy;
  std::vector<int64_t> items{10, 20, 30};

  ProxyForwarding() {
    // What each special got as its receiver: always the real object.
    const auto real = [this](Arguments arguments) {
      EXPECT_TRUE(arguments[0].is<Instance>());
      EXPECT_EQ(arguments[0], Value(box.get()));
    };
    define(cls, "__call__", [real](Runtime&, Arguments arguments) -> Result<Value> {
      real(arguments);
      return Value::small(arguments.positional() * 10 + arguments.keywords());
    });
    define(cls, "__len__", [real](Runtime&, Arguments arguments) -> Result<Value> {
      real(arguments);
      return Value::small(3);
    });
    define(cls, "__bool__", [real](Runtime&, Arguments arguments) -> Result<Value> {
      real(arguments);
      return Value::boolean(false);
    });
    define(cls, "__str__", [this, real](Runtime&, Arguments arguments) -> Result<Value> {
      real(arguments);
      return text("a box");
    });
    define(cls, "__repr__", [this](Runtime&, Arguments) -> Result<Value> { return text("Box()"); });
    define(cls, "__contains__", [real](Runtime&, Arguments arguments) -> Result<Value> {
      real(arguments);
      return Value::boolean(arguments[1] == Value::small(20));
    });
    define(cls, "__getitem__", [this, real](Runtime&, Arguments arguments) -> Result<Value> {
      real(arguments);
      const int64_t i = arguments[1].as_small();
      if (i >= static_cast<int64_t>(items.size())) return make_error(ErrorKind::kIndex, "no item");
      return Value::small(items[static_cast<size_t>(i)]);
    });
    define(cls, "__setitem__", [this, real](Runtime&, Arguments arguments) -> Result<Value> {
      real(arguments);
      items[static_cast<size_t>(arguments[1].as_small())] = arguments[2].as_small();
      return Value::nil();
    });
    define(cls, "__delitem__", [this, real](Runtime&, Arguments arguments) -> Result<Value> {
      real(arguments);
      items.erase(items.begin() + arguments[1].as_small());
      return Value::nil();
    });
    for (const char* special : {"__add__", "__radd__", "__iadd__", "__lt__", "__neg__"}) {
      define(cls, special, [real, special](Runtime& runtime, Arguments arguments) -> Result<Value> {
        real(arguments);
        EXPECT_FALSE(arguments.positional() > 1 && arguments[1].is<WeakProxy>());
        return Value(runtime.space().symbols().intern(special));
      });
    }
    define(cls, "me", [real](Runtime&, Arguments arguments) -> Result<Value> {
      real(arguments);
      return arguments[0];
    });
    box = make_root(cls);
    proxy = stand_in(Value(box.get()));
  }

  Root<WeakProxy> stand_in(Value target, Value callback = Value::nil()) {
    Result<Root<WeakProxy>> made = rt.weak_proxy(target, callback);
    EXPECT_TRUE(made) << made.error().to_string();
    return made ? std::move(*made) : Root<WeakProxy>();
  }
  Value p() { return Value(proxy.get()); }
  void kill() {
    box.reset();
    ASSERT_TRUE(rt.collect_exact().exact);
    ASSERT_EQ(proxy->get(), nullptr);
  }
  std::string_view symbol(Result<Value> result) { return value(std::move(result)).as<Symbol>()->view(); }
};

TEST_F(ProxyForwarding, AttributesAreTheTargets) {  // contract 5.2
  set(p(), "size", number(4));
  EXPECT_EQ(get(Value(box.get()), "size"), number(4));
  EXPECT_EQ(get(p(), "size"), number(4));
  EXPECT_TRUE(*rt.has_attribute(p(), name("size")));
  EXPECT_FALSE(*rt.has_attribute(p(), name("colour")));
  EXPECT_EQ(message(rt.get_attribute(p(), name("siez")), ErrorKind::kAttribute),
            "'Box' object has no attribute 'siez'; did you mean 'size'?");
  EXPECT_TRUE(rt.delete_attribute(p(), name("size")));
  EXPECT_FALSE(*rt.has_attribute(Value(box.get()), name("size")));
  EXPECT_TRUE(set_attribute_plainly(rt, p(), name("size"), number(5)));
  EXPECT_EQ(value(get_attribute_plainly(rt, p(), name("size"))), number(5));
  EXPECT_TRUE(delete_attribute_plainly(rt, p(), name("size")));
}

TEST_F(ProxyForwarding, CachesServeProxyAndTargetAlike) {  // contract 5.2
  Class& other = make_class("Other");
  Root<Instance> second = make_root(other);
  set(Value(second.get()), "size", number(2));
  define(other, "me", [](Runtime&, Arguments arguments) -> Result<Value> { return arguments[0]; });
  Root<WeakProxy> second_proxy = stand_in(Value(second.get()));
  set(p(), "size", number(1));
  AttributeCache reading;
  AttributeCache calling;
  for (int i = 0; i < 3; i++) {
    for (Value object : {p(), Value(box.get()), p()}) {
      EXPECT_EQ(value(rt.get_attribute(object, name("size"), &reading)), number(1));
      EXPECT_EQ(value(rt.call_method(object, name("me"), std::span<const Value>(), &calling)), Value(box.get()));
    }
    EXPECT_EQ(value(rt.get_attribute(Value(second_proxy.get()), name("size"), &reading)), number(2));
    EXPECT_EQ(value(rt.call_method(Value(second_proxy.get()), name("me"), std::span<const Value>(), &calling)),
              Value(second.get()));
  }
  AttributeCache writing;
  for (int i = 0; i < 3; i++) EXPECT_TRUE(rt.set_attribute(p(), name("size"), number(i), &writing));
  EXPECT_EQ(get(Value(box.get()), "size"), number(2));
  kill();
  message(rt.get_attribute(p(), name("size"), &reading), ErrorKind::kDeadReference);
  message(rt.call_method(p(), name("me"), std::span<const Value>(), &calling), ErrorKind::kDeadReference);
  message(rt.set_attribute(p(), name("size"), number(1), &writing), ErrorKind::kDeadReference);
}

TEST_F(ProxyForwarding, MethodsHaveTheRealReceiverAndPinIt) {  // contract 5.5
  Root<Value> method(rt.heap(), get(p(), "me"));
  EXPECT_EQ(method.get().as<BoundMethod>()->receiver(), Value(box.get()));
  Instance* raw = box.get();
  box.reset();
  rt.collect_exact();
  EXPECT_EQ(proxy->get(), raw);
  method.reset();
  rt.collect_exact();
  EXPECT_EQ(proxy->get(), nullptr);
}

TEST_F(ProxyForwarding, WeakMethodsMadeThroughOneTrackTheRealObject) {  // contract 2.14
  Result<Root<WeakMethod>> method = rt.weak_method(get(p(), "me"));
  ASSERT_TRUE(method);
  proxy.reset();
  rt.collect_exact();
  EXPECT_EQ((*method)->parts().receiver, box.get());
}

TEST_F(ProxyForwarding, CallsPassPositionalAndKeywordArguments) {  // contract 5.2
  EXPECT_EQ(call(p(), {number(1), number(2)}), number(30));
  const Value values[] = {number(1), number(2)};
  Symbol* names[] = {&name("key")};
  EXPECT_EQ(value(rt.call(p(), Arguments(values, 1, names, 1))), number(21));
  EXPECT_TRUE(is_callable(rt, p()));
}

TEST_F(ProxyForwarding, CallabilityIsDecidedWhenTheProxyIsMade) {  // contract 5.1
  Class& plain = make_class("Plain");
  Root<Instance> thing = make_root(plain);
  Root<WeakProxy> to_plain = stand_in(Value(thing.get()));
  EXPECT_FALSE(is_callable(rt, Value(to_plain.get())));
  EXPECT_EQ(message(rt.call(Value(to_plain.get())), ErrorKind::kType),
            "<weak_proxy to 'Plain'> can't be called: it is of type 'weak_proxy', which is not callable");
}

TEST_F(ProxyForwarding, OperatorsSeeTheTargetsOnBothSides) {  // contract 5.2
  const Value one = number(1);
  EXPECT_EQ(symbol(binary(rt, Special::kAdd, Special::kReflectedAdd, p(), one, "+")), "__add__");
  EXPECT_EQ(symbol(binary(rt, Special::kAdd, Special::kReflectedAdd, one, p(), "+")), "__radd__");
  EXPECT_EQ(symbol(binary(rt, Special::kAdd, Special::kReflectedAdd, p(), p(), "+")), "__add__");
  EXPECT_EQ(symbol(binary(rt, Special::kInPlaceAdd, Special::kNone, p(), one, "+=")), "__iadd__");
  EXPECT_EQ(symbol(binary(rt, Special::kLess, Special::kGreater, p(), one, "<")), "__lt__");
  const Value self = p();
  EXPECT_EQ(symbol(invoke_special(rt, Special::kNegative, Arguments(&self, 1))), "__neg__");
  EXPECT_EQ(message(binary(rt, Special::kSubtract, Special::kReflectedSubtract, p(), one, "-"), ErrorKind::kType),
            "- is not defined for 'Box' and 'int'");
}

TEST_F(ProxyForwarding, EqualityIsTheTargets) {  // contract 5.2
  EXPECT_TRUE(*equals(rt, p(), Value(box.get())));
  EXPECT_TRUE(*equals(rt, Value(box.get()), p()));
  EXPECT_TRUE(*equals(rt, p(), p()));
  EXPECT_FALSE(*equals(rt, p(), number(1)));
  Root<WeakProxy> own = stand_in(Value(box.get()), number(1));
  EXPECT_TRUE(*equals(rt, p(), Value(own.get())));
  EXPECT_FALSE(*equals(rt, p(), Value(make(cls))));
}

TEST_F(ProxyForwarding, ItemsLengthTruthMembershipAndTextAreTheTargets) {  // contract 5.2
  EXPECT_EQ(*length(rt, p()), 3u);
  EXPECT_FALSE(*truth(rt, p()));
  EXPECT_TRUE(*contains(rt, p(), number(20)));
  EXPECT_FALSE(*contains(rt, p(), number(10)));
  EXPECT_EQ(value(get_item(rt, p(), number(1))), number(20));
  EXPECT_TRUE(set_item(rt, p(), number(1), number(21)));
  EXPECT_EQ(items[1], 21);
  EXPECT_TRUE(delete_item(rt, p(), number(0)));
  EXPECT_EQ(items.size(), 2u);
  EXPECT_EQ((*to_string(rt, p()))->view(), "a box");
}

TEST_F(ProxyForwarding, IterationGoesThroughTheTargetAndPinsIt) {  // contract 5.2
  std::vector<int64_t> got;
  {
    Iteration all(rt, p());
    for (;;) {
      Result<bool> more = all.next();
      ASSERT_TRUE(more) << more.error().to_string();
      if (!*more) break;
      got.push_back(all.value().as_small());
      rt.collect_exact();
    }
  }
  EXPECT_EQ(got, (std::vector<int64_t>{10, 20, 30}));
}

TEST_F(ProxyForwarding, ItemsOfAProxyThatIsAnIteratorComeFromItsTarget) {  // contract 5.2
  Class& counter = make_class("Counter");
  int64_t next = 0;
  define(counter, "__next__", [&next](Runtime&, Arguments arguments) -> Result<Value> {
    EXPECT_TRUE(arguments[0].is<Instance>());
    return next < 2 ? Value::small(next++) : Value::empty();
  });
  Root<Instance> iterator = make_root(counter);
  Root<WeakProxy> to_iterator = stand_in(Value(iterator.get()));
  define(counter, "__iter__", [&](Runtime&, Arguments) -> Result<Value> { return Value(to_iterator.get()); });
  Iteration all(rt, Value(to_iterator.get()));
  EXPECT_TRUE(*all.next());
  EXPECT_TRUE(*all.next());
  EXPECT_FALSE(*all.next());
}

TEST_F(ProxyForwarding, TheRepresentationIsTheProxysOwnAndWorksDead) {  // contract 5.3
  EXPECT_EQ((*representation(rt, p()))->view(), "<callable_weak_proxy to 'Box'>");
  kill();
  EXPECT_EQ((*representation(rt, p()))->view(), "<callable_weak_proxy to 'Box'; dead>");
}

TEST_F(ProxyForwarding, HashingIsRefusedAliveAndDead) {  // contract 5.4
  const std::string refused = "'callable_weak_proxy' object can't be hashed";
  define(cls, "__hash__", [](Runtime&, Arguments) -> Result<Value> { return Value::small(1); });
  EXPECT_EQ(message(hash(rt, p()), ErrorKind::kType), refused);
  kill();
  EXPECT_EQ(message(hash(rt, p()), ErrorKind::kType), refused);
}

TEST_F(ProxyForwarding, InstanceChecksKnowBothTypes) {  // contract 5.4
  Class& derived = make_class("Derived", {&cls});
  EXPECT_TRUE(is_instance(rt.space(), p(), cls));
  EXPECT_FALSE(is_instance(rt.space(), p(), derived));
  EXPECT_TRUE(is_instance(rt.space(), p(), *rt.space().callable_weak_proxy_class()));
  EXPECT_EQ(rt.space().class_of(p())->name().view(), "callable_weak_proxy");
  kill();
  EXPECT_FALSE(is_instance(rt.space(), p(), cls));
}

TEST_F(ProxyForwarding, SuperGoesOnAtTheTargetsClass) {  // contract 4.6, 5.5
  Class& derived = make_class("Derived", {&cls});
  Root<Instance> thing = make_root(derived);
  Root<WeakProxy> to_thing = stand_in(Value(thing.get()));
  const Value method = value(get_super_attribute(rt, derived, Value(to_thing.get()), name("me")));
  EXPECT_EQ(method.as<BoundMethod>()->receiver(), Value(thing.get()));
}

TEST_F(ProxyForwarding, EveryUseOfADeadOneIsAnError) {  // contract 5.3
  Root<Instance> other = make_root(cls);
  kill();
  const Value self = p();
  test::GoldenText golden("runtime/messages/proxies.txt");
  const auto dead = [&](const char* what, const auto& result) {
    golden.add(what, message(result, ErrorKind::kDeadReference));
  };
  dead("get an attribute", rt.get_attribute(p(), name("me")));
  dead("set an attribute", rt.set_attribute(p(), name("me"), number(1)));
  dead("delete an attribute", rt.delete_attribute(p(), name("me")));
  dead("has an attribute", rt.has_attribute(p(), name("me")));
  dead("call", rt.call(p()));
  dead("call a method", rt.call_method(p(), name("me")));
  dead("left operand", binary(rt, Special::kAdd, Special::kReflectedAdd, p(), number(1), "+"));
  dead("right operand", binary(rt, Special::kAdd, Special::kReflectedAdd, number(1), p(), "+"));
  dead("in place", binary(rt, Special::kInPlaceAdd, Special::kNone, p(), number(1), "+="));
  dead("a special", invoke_special(rt, Special::kNegative, Arguments(&self, 1)));
  dead("equality", equals(rt, p(), Value(other.get())));
  dead("equality on the right", equals(rt, Value(other.get()), p()));
  dead("equality with itself", equals(rt, p(), p()));
  dead("truth", truth(rt, p()));
  dead("length", length(rt, p()));
  dead("membership", contains(rt, p(), number(1)));
  dead("get an item", get_item(rt, p(), number(1)));
  dead("set an item", set_item(rt, p(), number(1), number(1)));
  dead("delete an item", delete_item(rt, p(), number(1)));
  dead("text", to_string(rt, p()));
  dead("super", get_super_attribute(rt, cls, p(), name("me")));
  Iteration all(rt, p());
  dead("iteration", all.next());
  golden.compare();
}

TEST_F(ProxyForwarding, TheTargetLivesUntilTheOperationEnds) {  // contract 5, the last sentence
  define(cls, "lose", [this](Runtime& runtime, Arguments arguments) -> Result<Value> {
    box.reset();
    EXPECT_TRUE(runtime.collect_exact().exact);
    EXPECT_NE(proxy->get(), nullptr);
    EXPECT_EQ(&arguments[0].as<Instance>()->cls(), &cls);
    return Value::small(7);
  });
  for (const char* special : {"__call__", "__len__", "__getitem__", "__add__", "__radd__", "__contains__"})
    set(cls, special, get(Value(&cls), "lose"));
  const auto anew = [this] {
    rt.collect_exact();
    EXPECT_EQ(proxy->get(), nullptr);
    box = make_root(cls);
    proxy = stand_in(Value(box.get()));
  };
  EXPECT_EQ(call_method(p(), "lose"), number(7));
  anew();
  EXPECT_EQ(call(p()), number(7));
  anew();
  EXPECT_EQ(*length(rt, p()), 7u);
  anew();
  EXPECT_EQ(value(get_item(rt, p(), number(0))), number(7));
  anew();
  EXPECT_EQ(value(binary(rt, Special::kAdd, Special::kReflectedAdd, p(), number(0), "+")), number(7));
  anew();
  EXPECT_EQ(value(binary(rt, Special::kAdd, Special::kReflectedAdd, number(0), p(), "+")), number(7));
  anew();
  EXPECT_TRUE(*contains(rt, p(), number(0)));
  anew();
}

TEST_F(ProxyForwarding, ErrorsOfTheTargetsOperationsPassUnchanged) {
  define(cls, "__len__", [](Runtime&, Arguments) -> Result<Value> { return make_error(ErrorKind::kHost, "jammed"); });
  EXPECT_EQ(message(length(rt, p()), ErrorKind::kHost), "jammed");
}

TEST_F(ProxyForwarding, ProxiesStandForClassesFunctionsAndBoundMethods) {  // contract 5.1
  Root<WeakProxy> to_class = stand_in(Value(&cls));
  EXPECT_EQ(&call(Value(to_class.get())).as<Instance>()->cls(), &cls);
  Function& f = function("f", [](Runtime&, Arguments arguments) -> Result<Value> { return arguments[0]; });
  Root<WeakProxy> to_function = stand_in(Value(&f));
  EXPECT_EQ(call(Value(to_function.get()), {number(3)}), number(3));
  Root<Value> method(rt.heap(), get(Value(box.get()), "me"));
  Root<WeakProxy> to_method = stand_in(method.get());
  EXPECT_EQ(call(Value(to_method.get())), Value(box.get()));
  EXPECT_EQ(message(rt.weak_proxy(p()), ErrorKind::kType),
            "can't make a weak proxy to a value of type 'callable_weak_proxy'");
}

TEST_F(ProxyForwarding, RunningOutOfMemoryInAnOperationIsAnError) {
  rt.heap().set_fail_every(1);
  Result<Value> got = rt.get_attribute(p(), name("me"));
  Result<Root<WeakProxy>> made = rt.weak_proxy(Value(box.get()), number(1));
  rt.heap().set_fail_every(0);
  message(got, ErrorKind::kOutOfMemory);
  message(made, ErrorKind::kOutOfMemory);
  EXPECT_EQ(call_method(p(), "me"), Value(box.get()));
}

}  // namespace
}  // namespace mayfly
