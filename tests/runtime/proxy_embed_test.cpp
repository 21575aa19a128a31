// Weak proxies of hosts: typed calls through one, conversions, C++ callbacks and their order.
#include <support/embed_test.h>

#include <vector>

namespace {

using namespace mayfly;

struct Door {
  int64_t opened = 0;
  int64_t open(int64_t n) { return opened += n; }
};

class ProxyEmbedding : public test::EmbedTest {
 protected:
  Root<Class> cls = must(rt.define<Door>("Door").constructor<>().method("open", &Door::open).build());
  Root<Instance> door = must(rt.create(cls));
};

TEST_F(ProxyEmbedding, TypedCallsAndAttributesGoThrough) {  // contract 5.2, 5.5
  Root<WeakProxy> proxy = must(rt.weak_proxy(door));
  EXPECT_EQ(must(rt.call_method<int64_t>(proxy, "open", 2)), 2);
  must(rt.set(proxy, "colour", "red"));
  EXPECT_EQ(must(rt.get<std::string>(door, "colour")), "red");
  EXPECT_TRUE(must(rt.has(proxy, "colour")));
  must(rt.remove(proxy, "colour"));
  EXPECT_EQ(must(rt.method(proxy, "open"))->receiver(), Value(door.get()));
  door.reset();
  rt.collect_exact();
  EXPECT_EQ(error(rt.call_method<int64_t>(proxy, "open", 2)),
            "DeadReferenceError: a weak proxy was used whose target, of type 'Door', is dead");
}

// A reference to the C++ object would not keep the object that owns it.
TEST_F(ProxyEmbedding, ConversionsToTheHostTypeDoNotSeeThroughOne) {
  Root<WeakProxy> proxy = must(rt.weak_proxy(door));
  Root<Function> look = must(rt.function(
      "look", [](Door& d) { return d.opened; }, arg("door")));
  EXPECT_EQ(error(rt.call<int64_t>(look, proxy)),
            "TypeError: look(): argument 1 ('door') must be a Door, not <weak_proxy to 'Door'>");
}

TEST_F(ProxyEmbedding, CallbacksGetTheDeadProxyInTheOneSequence) {  // contract 1.7, 5.6
  std::vector<std::string> order;
  Root<WeakRef> first = must(rt.weak_reference(door, [&] { order.push_back("reference"); }));
  Root<WeakProxy> second = must(rt.weak_proxy(door, [&](WeakProxy& p) {
    order.push_back(p.get() || p.is_armed() ? "alive" : "proxy");
    EXPECT_EQ(error(rt.has(Value(&p), "open")),
              "DeadReferenceError: a weak proxy was used whose target, of type 'Door', is dead");
  }));
  EXPECT_EQ(second.line(), __LINE__ - 5);
  Root<WeakMethod> third = must(rt.weak_method(must(rt.method(door, "open")), [&] { order.push_back("method"); }));
  Root<WeakProxy> fourth =
      must(rt.weak_proxy(door, [&](Value p) { order.push_back(p.is<WeakProxy>() ? "last" : "?"); }));
  door.reset();
  rt.collect_exact();
  EXPECT_EQ(order, (std::vector<std::string>{"last", "method", "proxy", "reference"}));
  EXPECT_TRUE(second->callback().is_nil());
  rt.collect_exact();
  EXPECT_EQ(order.size(), 4u);
}

TEST_F(ProxyEmbedding, ADroppedOneNeverFires) {  // contract 1.9
  int calls = 0;
  must(rt.weak_proxy(door, [&] { calls++; }));
  rt.collect_exact();
  door.reset();
  rt.collect_exact();
  EXPECT_EQ(calls, 0);
}

TEST_F(ProxyEmbedding, ValuesOfAnotherRuntimeAreRefused) {
  std::unique_ptr<Runtime> other = must(Runtime::create());
  Root<WeakProxy> proxy = must(rt.weak_proxy(door));
  EXPECT_TRUE(error(other->weak_proxy(door)).starts_with("WrongRuntimeError: "));
  EXPECT_TRUE(error(other->has(proxy, "open")).starts_with("WrongRuntimeError: "));
}

}  // namespace
