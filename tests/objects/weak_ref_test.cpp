// WeakRef: what it refers to, what it shares, what it refuses.
#include <mayfly/gc/weak/weak_table.h>
#include <mayfly/objects/containers/list.h>
#include <mayfly/objects/model/bound_method.h>
#include <mayfly/objects/text/string.h>
#include <mayfly/objects/weak/weak_method.h>
#include <mayfly/objects/weak/weak_ref.h>

#include <support/test_space.h>

#include <gtest/gtest.h>

namespace mayfly {
namespace {

class WeakRefs : public test::SpaceTest {
 protected:
  Root<Class> thing{heap, make_class("Thing")};

  Root<Instance> make_thing() { return Root<Instance>(heap, Instance::create(space, *thing)); }
  WeakRef* refer(Value target, Value callback = Value::nil()) {
    Result<WeakRef*> made = WeakRef::create(space, target, callback);
    EXPECT_TRUE(made) << made.error().to_string();
    return made ? *made : nullptr;
  }
};

TEST_F(WeakRefs, GivesItsTargetWhileThatLivesAndNothingAfterwards) {  // contract 1.2
  Root<Instance> target = make_thing();
  Root<WeakRef> reference(heap, refer(Value(target.get())));
  heap.collect_exact();
  EXPECT_EQ(reference->get(), target.get());
  EXPECT_EQ(reference->death(), gc::Death::kAlive);
  target.reset();
  EXPECT_TRUE(heap.collect_exact().exact);
  EXPECT_EQ(reference->get(), nullptr);
  EXPECT_EQ(reference->death(), gc::Death::kReceiver);
}

TEST_F(WeakRefs, WithoutACallbackIsOneObjectPerTarget) {  // contract 1.4
  Root<Instance> target = make_thing();
  Root<WeakRef> first(heap, refer(Value(target.get())));
  EXPECT_EQ(refer(Value(target.get())), first.get());
  EXPECT_NE(refer(Value(target.get()), Value::small(1)), first.get());
  EXPECT_NE(refer(Value(target.get()), Value::small(1)), refer(Value(target.get()), Value::small(1)));
  first.reset();
  heap.collect_exact();
  EXPECT_EQ(heap.weak_table().count(*target), 0u);
  Root<WeakRef> again(heap, refer(Value(target.get())));
  EXPECT_EQ(refer(Value(target.get())), again.get());
}

TEST_F(WeakRefs, KeepsItsCallbackAliveWhileArmedAndNotItsTarget) {  // contract 1.5
  Root<Instance> target = make_thing();
  Root<WeakRef> callback_watch;
  {
    Instance* callback = make_thing().get();
    callback_watch = Root<WeakRef>(heap, refer(Value(callback)));
    Root<WeakRef> armed(heap, refer(Value(target.get()), Value(callback)));
    heap.collect_exact();
    EXPECT_NE(callback_watch->get(), nullptr);
  }
  heap.collect_exact();
  EXPECT_EQ(callback_watch->get(), nullptr);
}

TEST_F(WeakRefs, ListsAreNewestFirst) {  // contract 1.7
  Root<Instance> target = make_thing();
  std::vector<Root<WeakRef>> references;
  for (int i = 0; i < 6; i++) references.emplace_back(heap, refer(Value(target.get()), Value::small(i)));
  references.erase(references.begin() + 2);
  heap.collect_exact();
  std::vector<int64_t> order;
  heap.weak_table().for_each(
      *target,
      [](gc::WeakReference& reference, int, void* data) {
        static_cast<std::vector<int64_t>*>(data)->push_back(static_cast<WeakRef&>(reference).callback().as_small());
      },
      &order);
  EXPECT_EQ(order, (std::vector<int64_t>{5, 4, 3, 1, 0}));
}

TEST_F(WeakRefs, IdentitySurvivesDeath) {
  Root<Instance> target = make_thing();
  Root<Instance> other = make_thing();
  Root<WeakRef> a(heap, refer(Value(target.get()), Value::small(1)));
  Root<WeakRef> b(heap, refer(Value(target.get()), Value::small(2)));
  Root<WeakRef> c(heap, refer(Value(other.get()), Value::small(3)));
  uint64_t before = a->identity();
  EXPECT_EQ(a->identity(), b->identity());
  EXPECT_NE(a->identity(), c->identity());
  target.reset();
  heap.collect_exact();
  EXPECT_EQ(a->get(), nullptr);
  EXPECT_EQ(a->identity(), before);
  EXPECT_EQ(a->identity(), b->identity());
  // A new object in the old one's cell is another identity.
  Root<Instance> fresh = make_thing();
  Root<WeakRef> d(heap, refer(Value(fresh.get()), Value::small(4)));
  EXPECT_NE(d->identity(), before);
  EXPECT_EQ(a->get(), nullptr);
}

TEST_F(WeakRefs, RefusesWhatCannotBeWeaklyReferencedAndNamesItsType) {  // contract 1.3
  Root<String> text(heap, String::create(heap, "x"));
  Root<List> list(heap, List::create(heap));
  Root<Instance> target = make_thing();
  Root<WeakRef> plain(heap, refer(Value(target.get())));
  struct {
    Value value;
    const char* type;
  } cases[] = {{Value::small(1), "int"},        {Value::nil(), "nil"},         {Value::boolean(true), "bool"},
               {Value::number(1.5), "float"},   {Value(text.get()), "string"}, {Value(list.get()), "list"},
               {Value(plain.get()), "weak_ref"}};
  for (const auto& refused : cases) {
    Result<WeakRef*> made = WeakRef::create(space, refused.value);
    ASSERT_FALSE(made) << refused.type;
    EXPECT_EQ(made.error().kind(), ErrorKind::kType);
    EXPECT_NE(made.error().message().find("'" + std::string(refused.type) + "'"), std::string::npos)
        << made.error().message();
  }
}

TEST_F(WeakRefs, RefersToClassesAndBoundMethodsAndWeakMethods) {  // contract 1.3
  Root<Instance> target = make_thing();
  EXPECT_TRUE(is_weakly_referenceable(space, Value(thing.get())));
  EXPECT_TRUE(is_weakly_referenceable(space, Value(target.get())));
  Root<BoundMethod> method(heap, BoundMethod::create(space, Value(target.get()), *thing));
  EXPECT_TRUE(is_weakly_referenceable(space, Value(method.get())));
  Root<WeakMethod> weak(heap, *WeakMethod::create(space, Value(method.get())));
  EXPECT_TRUE(is_weakly_referenceable(space, Value(weak.get())));
}

TEST_F(WeakRefs, AClassCanOptOut) {
  ClassOptions options;
  options.weakly_referenceable = false;
  Root<Class> closed(heap, make_class("Closed", {}, options));
  Root<Instance> instance(heap, Instance::create(space, *closed));
  Result<WeakRef*> made = WeakRef::create(space, Value(instance.get()));
  ASSERT_FALSE(made);
  EXPECT_NE(made.error().message().find("'Closed'"), std::string::npos) << made.error().message();
}

// Contract 1.3, 4.7: a subclass of one that opted out may opt in, and one of a class that allows it allows it.
TEST_F(WeakRefs, ASubclassCanOptInAgain) {
  const ClassOptions closed_options{.weakly_referenceable = false};
  Root<Class> closed(heap, make_class("Closed", {}, closed_options));
  Root<Class> still_closed(heap, make_class("StillClosed", {closed.get()}, closed_options));
  Root<Class> open(heap, make_class("Open", {still_closed.get()}));
  Root<Class> of_open(heap, make_class("OfOpen", {open.get()}, closed_options));
  Root<Class> of_both(heap, make_class("OfBoth", {closed.get(), thing.get()}, closed_options));
  for (Class* cls : {closed.get(), still_closed.get()})
    EXPECT_FALSE(is_weakly_referenceable(space, Value(Instance::create(space, *cls)))) << cls->name().c_str();
  for (Class* cls : {open.get(), of_open.get(), of_both.get()}) {
    Root<Instance> instance(heap, Instance::create(space, *cls));
    EXPECT_EQ(refer(Value(instance))->get(), instance.get()) << cls->name().c_str();
  }
}

// A long reference: made from objects as well, never shared, dead when its target is really gone.
TEST_F(WeakRefs, CanOutlastARevival) {
  Root<Instance> target = make_thing();
  ASSERT_TRUE(heap.register_finalizable(*target, true));
  Root<WeakRef> lasting(heap, *WeakRef::create_long(space, Value(target), Value::small(1)));
  Root<WeakRef> plain(heap, *WeakRef::create_long(space, Value(target)));
  Root<WeakRef> shared(heap, refer(Value(target)));
  EXPECT_NE(plain.get(), shared.get());
  EXPECT_TRUE(lasting->is_long());
  EXPECT_FALSE(shared->is_long());
  target.reset();
  heap.collect_exact();
  EXPECT_EQ(shared->get(), nullptr);
  target = Root<Instance>(heap, static_cast<Instance*>(heap.next_due_finalizer()));
  EXPECT_EQ(lasting->get(), target.get());
  EXPECT_EQ(plain->get(), target.get());
  target.reset();
  heap.collect_exact();
  EXPECT_EQ(lasting->get(), nullptr);
  EXPECT_EQ(heap.next_due_callback(), lasting.get());
  EXPECT_EQ(WeakRef::create_long(space, Value::small(1)).error().message(),
            "can't make a weak reference to a value of type 'int'");
}

TEST_F(WeakRefs, OutOfMemoryAnywhereIsAnErrorAndChangesNothing) {
  Root<Instance> target = make_thing();
  heap.collect_exact();
  size_t failures = 0;
  for (size_t every = 1; every <= 3; every++) {
    heap.set_fail_every(every);
    for (int i = 0; i < 10; i++) {
      size_t before = heap.weak_table().count(*target);
      Result<WeakRef*> made = WeakRef::create(space, Value(target.get()), Value::small(i));
      if (made) continue;
      failures++;
      EXPECT_EQ(made.error().kind(), ErrorKind::kOutOfMemory);
      EXPECT_EQ(heap.weak_table().count(*target), before);
    }
    heap.set_fail_every(0);
  }
  EXPECT_GT(failures, 0u);
  EXPECT_NE(refer(Value(target.get())), nullptr);
}

}  // namespace
}  // namespace mayfly
