// WeakProxy's data: what it refers to, what it shares, its two classes, what it refuses.
#include <mayfly/gc/weak/weak_table.h>
#include <mayfly/objects/containers/list.h>
#include <mayfly/objects/value/describe.h>
#include <mayfly/objects/value/type_name.h>
#include <mayfly/objects/weak/weak_proxy.h>
#include <mayfly/objects/weak/weak_ref.h>

#include <support/test_space.h>

#include <gtest/gtest.h>

#include <vector>

namespace mayfly {
namespace {

class WeakProxies : public test::SpaceTest {
 protected:
  Root<Class> thing{heap, make_class("Thing")};

  Root<Instance> make_thing() { return Root<Instance>(heap, Instance::create(space, *thing)); }
  WeakProxy* stand_in(Value target, Value callback = Value::nil(), WeakProxy::Target kind = WeakProxy::Target::kPlain) {
    Result<WeakProxy*> made = WeakProxy::create(space, target, kind, callback);
    EXPECT_TRUE(made) << made.error().to_string();
    return made ? *made : nullptr;
  }
};

TEST_F(WeakProxies, DoNotKeepTheirTargetAlive) {  // contract 5.3
  Root<Instance> target = make_thing();
  Root<WeakProxy> proxy(heap, stand_in(Value(target.get())));
  heap.collect_exact();
  EXPECT_EQ(proxy->get(), target.get());
  EXPECT_EQ(describe(space, Value(proxy.get())).view(), "<weak_proxy to 'Thing'>");
  target.reset();
  thing.reset();
  EXPECT_TRUE(heap.collect_exact().exact);
  EXPECT_EQ(proxy->get(), nullptr);
  EXPECT_EQ(proxy->death(), gc::Death::kReceiver);
  EXPECT_EQ(proxy->target_type().view(), "Thing");
  EXPECT_EQ(describe(space, Value(proxy.get())).view(), "<weak_proxy to 'Thing'; dead>");
}

TEST_F(WeakProxies, WithoutACallbackAreOneObjectPerTargetApartFromTheSharedReference) {  // contract 5.1
  Root<Instance> target = make_thing();
  Root<Instance> other = make_thing();
  Root<WeakRef> reference(heap, *WeakRef::create(space, Value(target.get())));
  Root<WeakProxy> proxy(heap, stand_in(Value(target.get())));
  EXPECT_EQ(stand_in(Value(target.get())), proxy.get());
  EXPECT_EQ(*WeakRef::create(space, Value(target.get())), reference.get());
  EXPECT_NE(stand_in(Value(other.get())), proxy.get());
  Root<WeakProxy> own(heap, stand_in(Value(target.get()), Value::small(1)));
  EXPECT_NE(own.get(), proxy.get());
  EXPECT_NE(stand_in(Value(target.get()), Value::small(1)), own.get());
  heap.collect_exact();
  EXPECT_EQ(stand_in(Value(target.get())), proxy.get());
  EXPECT_EQ(*WeakRef::create(space, Value(target.get())), reference.get());
  EXPECT_EQ(heap.weak_table().count(*target), 3u);
}

TEST_F(WeakProxies, AreMadeAnewOnceTheSharedOneWasDropped) {  // contract 5.1
  Root<Instance> target = make_thing();
  stand_in(Value(target.get()));
  heap.collect_exact();
  EXPECT_EQ(heap.weak_table().count(*target), 0u);
  Root<WeakProxy> again(heap, stand_in(Value(target.get())));
  EXPECT_EQ(stand_in(Value(target.get())), again.get());
  EXPECT_EQ(heap.weak_table().count(*target), 1u);
}

TEST_F(WeakProxies, AreOfOneOfTwoClasses) {  // contract 5.1
  Root<Instance> target = make_thing();
  Root<Instance> other = make_thing();
  EXPECT_EQ(type_name(space, Value(stand_in(Value(target.get())))), "weak_proxy");
  WeakProxy* callable = stand_in(Value(other.get()), Value::nil(), WeakProxy::Target::kCallable);
  EXPECT_EQ(type_name(space, Value(callable)), "callable_weak_proxy");
  EXPECT_EQ(space.class_of(Value(callable)), space.callable_weak_proxy_class());
  EXPECT_TRUE(callable->is_callable());
}

TEST_F(WeakProxies, AreRefusedForWhatCanNotBeWeaklyReferenced) {  // contract 1.3, 5.4
  Root<Instance> target = make_thing();
  Root<WeakProxy> proxy(heap, stand_in(Value(target.get())));
  Root<WeakRef> reference(heap, *WeakRef::create(space, Value(target.get())));
  Root<List> list(heap, List::create(heap, {}));
  for (Value wrong : {Value::nil(), Value::small(1), Value(list.get()), Value(proxy.get()), Value(reference.get())}) {
    Result<WeakProxy*> made = WeakProxy::create(space, wrong, WeakProxy::Target::kPlain);
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().kind(), ErrorKind::kType);
    EXPECT_EQ(made.error().message(),
              "can't make a weak proxy to a value of type '" + std::string(type_name(space, wrong)) + "'");
  }
  EXPECT_FALSE(is_weakly_referenceable(space, Value(proxy.get())));
  EXPECT_FALSE(WeakRef::create(space, Value(proxy.get())));
}

TEST_F(WeakProxies, StandInTheListOfTheirTarget) {  // contract 1.7
  Root<Instance> target = make_thing();
  Root<WeakProxy> first(heap, stand_in(Value(target.get()), Value::small(1)));
  Root<WeakRef> second(heap, *WeakRef::create(space, Value(target.get()), Value::small(2)));
  Root<WeakProxy> third(heap, stand_in(Value(target.get()), Value::small(3)));
  std::vector<const gc::WeakReference*> order;
  heap.weak_table().for_each(
      *target,
      [](gc::WeakReference& reference, int, void* data) {
        static_cast<std::vector<const gc::WeakReference*>*>(data)->push_back(&reference);
      },
      &order);
  EXPECT_EQ(order, (std::vector<const gc::WeakReference*>{third.get(), second.get(), first.get()}));
}

TEST_F(WeakProxies, LeaveEverythingAsItWasWhenThereIsNoMemory) {
  Root<Instance> target = make_thing();
  heap.set_fail_every(1);
  Result<WeakProxy*> made = WeakProxy::create(space, Value(target.get()), WeakProxy::Target::kPlain);
  heap.set_fail_every(0);
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().kind(), ErrorKind::kOutOfMemory);
  EXPECT_EQ(heap.weak_table().count(*target), 0u);
  EXPECT_NE(stand_in(Value(target.get())), nullptr);
}

}  // namespace
}  // namespace mayfly
