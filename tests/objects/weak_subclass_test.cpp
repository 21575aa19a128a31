// Classes that derive from those of weak references: their instances are weak references with attributes.
#include <mayfly/gc/weak/weak_table.h>
#include <mayfly/objects/containers/list.h>
#include <mayfly/objects/model/bound_method.h>
#include <mayfly/objects/weak/own_slots.h>
#include <mayfly/objects/weak/weak_list.h>

#include <support/test_space.h>

#include <algorithm>
#include <string>
#include <vector>

namespace mayfly {
namespace {

class WeakSubclasses : public test::SpaceTest {
 protected:
  Class& ref_class = *space.class_of_kind(kKindWeakRef);
  Class& method_class = *space.class_of_kind(kKindWeakMethod);
  Root<Class> thing{heap, make_class("Thing")};
  Root<Instance> target{heap, Instance::create(space, *thing)};
  Root<Class> keyed{heap, make_class("KeyedRef", {&ref_class})};
  Root<Class> listener{heap, make_class("Listener", {&method_class})};

  Root<WeakRef> make(Value callback = Value::nil()) {
    Result<WeakRef*> made = WeakRef::create_of(space, *keyed, target, callback);
    EXPECT_TRUE(made) << made.error().to_string();
    return Root<WeakRef>(heap, made ? *made : nullptr);
  }
  Root<WeakMethod> make_method(Class* type = nullptr) {
    Root<BoundMethod> bound(heap, BoundMethod::create(space, target, *thing, type));
    Result<WeakMethod*> made = WeakMethod::create_of(space, *listener, bound);
    EXPECT_TRUE(made) << made.error().to_string();
    return Root<WeakMethod>(heap, made ? *made : nullptr);
  }
};

// Contract 1.17.
TEST_F(WeakSubclasses, HaveInstancesThatAreWeakReferences) {
  Root<WeakRef> reference = make();
  EXPECT_EQ(space.class_of(reference), keyed.get());
  EXPECT_TRUE(keyed->is_subclass_of(ref_class));
  EXPECT_EQ(reference->get(), target.get());
  EXPECT_EQ(sizeof(WeakRef), 48u);
  target.reset();
  ASSERT_TRUE(heap.collect_exact().exact);
  EXPECT_EQ(reference->get(), nullptr);
  EXPECT_EQ(space.class_of(reference), keyed.get());
}

// Contract 1.4.
TEST_F(WeakSubclasses, NeverShareTheirInstances) {
  Root<WeakRef> one = make();
  Root<WeakRef> two = make();
  EXPECT_NE(one.get(), two.get());
  Root<WeakRef> plain(heap, *WeakRef::create(space, target));
  EXPECT_NE(plain.get(), one.get());
  EXPECT_NE(plain.get(), two.get());
  EXPECT_EQ(*WeakRef::create(space, target), plain.get());
  EXPECT_EQ(*WeakRef::create_of(space, ref_class, target), plain.get());
  EXPECT_EQ(weak_references(space, target)->at(0), Value(plain));
}

// Contract 1.17, 2.13.
TEST_F(WeakSubclasses, GiveTheirInstancesAttributes) {
  for (Value object : {Value(make()), Value(make_method())}) {
    Root<Value> held(heap, object);
    Instance* slots = own_slots(object);
    ASSERT_NE(slots, nullptr);
    for (int i = 0; i < 20; i++)
      EXPECT_TRUE(slots->set_own_attribute(space, name("a" + std::to_string(i)), Value::small(i)));
    heap.collect_exact();
    for (int i = 0; i < 20; i++)
      EXPECT_EQ(own_slots(object)->own_attribute(name("a" + std::to_string(i))), Value::small(i));
  }
}

// Contract 2.13: those of the built-in classes have none, and stay as small as they are.
TEST_F(WeakSubclasses, AreTheOnlyOnesWithSlots) {
  Root<WeakRef> plain(heap, *WeakRef::create(space, target));
  Root<WeakMethod> method(heap, *WeakMethod::create(space, target, *thing));
  EXPECT_EQ(own_slots(plain), nullptr);
  EXPECT_EQ(own_slots(method), nullptr);
  EXPECT_EQ(own_slots(Value::small(1)), nullptr);
  EXPECT_EQ(own_slots(target), target.get());
  EXPECT_EQ(sizeof(WeakMethod), 64u);
}

// Contract 2.3: a weak method is a weak reference, as its class says.
TEST_F(WeakSubclasses, OfWeakMethodsDeriveFromWeakReferencesToo) {
  EXPECT_TRUE(method_class.is_subclass_of(ref_class));
  Root<Class> both(heap, make_class("Both", {listener.get(), keyed.get()}));
  EXPECT_EQ(both->options().instance_kind, kKindWeakMethod);
  // In either order.
  Root<Class> other(heap, make_class("Other", {keyed.get(), listener.get()}));
  EXPECT_EQ(other->options().instance_kind, kKindWeakMethod);
  class_error("Mixed", {keyed.get(), space.class_of_kind(kKindList)});
}

// Contract 2.4: a method type of a program's own comes back.
TEST_F(WeakSubclasses, OfWeakMethodsRememberTheTypeOfTheMethod) {
  Root<Class> type(heap, make_class("my_method", {space.class_of_kind(kKindBoundMethod)}));
  Root<WeakMethod> method = make_method(type.get());
  EXPECT_EQ(space.class_of(method), listener.get());
  heap.collect_exact();
  Root<BoundMethod> anew(heap, *method->method(space));
  EXPECT_EQ(anew->method_class(), type.get());
  EXPECT_EQ((*make_method()->method(space))->method_class(), nullptr);
}

// Contract 1.3: instances of subclasses can be weakly referenced, plain references can't.
TEST_F(WeakSubclasses, HaveInstancesThatCanBeWeaklyReferenced) {
  Root<WeakRef> reference = make(Value::small(1));
  Root<WeakRef> watch(heap, *WeakRef::create(space, reference, Value::small(2)));
  EXPECT_EQ(watch->target_cell(), reference.get());
  reference.reset();
  heap.collect_exact();
  EXPECT_EQ(watch->get(), nullptr);
  EXPECT_EQ(heap.next_due_callback(), watch.get());
  Root<WeakRef> plain(heap, *WeakRef::create(space, target));
  EXPECT_FALSE(WeakRef::create(space, plain));
  // A subclass may say no.
  Root<Class> closed(heap, make_class("Closed", {&ref_class}, {.weakly_referenceable = false}));
  Root<WeakRef> refused(heap, *WeakRef::create_of(space, *closed, target));
  EXPECT_FALSE(WeakRef::create(space, refused));
}

// Contract 1.17, 2.13: the argument of the callback is the instance itself.
TEST_F(WeakSubclasses, TellWithTheInstance) {
  Root<WeakRef> reference = make(Value::small(1));
  Root<WeakMethod> method = make_method();
  target.reset();
  heap.collect_exact();
  EXPECT_EQ(heap.next_due_callback(), reference.get());
  EXPECT_EQ(method->death(), gc::Death::kReceiver);
}

// Contract 8.1: a finalizer of the class runs, for those that were there before it, too.
TEST_F(WeakSubclasses, CanHaveAFinalizer) {
  Root<WeakRef> early = make();
  Root<WeakMethod> early_method = make_method();
  for (Class* cls : {keyed.get(), listener.get()}) set(*cls, "__del__", Value::boolean(true));
  Root<WeakRef> late = make();
  std::vector<gc::Cell*> cells{early.get(), late.get(), early_method.get()};
  early.reset();
  late.reset();
  early_method.reset();
  heap.collect_exact();
  std::vector<gc::Cell*> due;
  while (gc::Cell* cell = heap.next_due_finalizer()) due.push_back(cell);
  std::sort(cells.begin(), cells.end());
  std::sort(due.begin(), due.end());
  EXPECT_EQ(due, cells);
}

TEST_F(WeakSubclasses, OutOfMemoryAnywhereIsAnErrorAndChangesNothing) {
  set(*keyed, "__del__", Value::boolean(true));
  heap.collect_exact();
  const size_t before = weak_reference_count(space, target);
  size_t failures = 0;
  for (size_t every = 1; every <= 4; every++) {
    test::FailingAllocations failing(heap, every);
    for (int i = 0; i < 5; i++) {
      Result<WeakRef*> reference = WeakRef::create_of(space, *keyed, target, Value::small(i));
      failures += !reference;
      if (!reference) {
        EXPECT_EQ(reference.error().kind(), ErrorKind::kOutOfMemory);
      }
    }
  }
  EXPECT_GT(failures, 0u);
  heap.collect_exact();
  while (heap.next_due_finalizer()) {
  }
  heap.collect_exact();
  EXPECT_EQ(weak_reference_count(space, target), before);
}

}  // namespace
}  // namespace mayfly
