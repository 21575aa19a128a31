// Finalizer as data: what keeps it, what it keeps, when it is due, what is left of it afterwards.
#include <mayfly/gc/weak/weak_table.h>
#include <mayfly/objects/text/string.h>
#include <mayfly/objects/weak/finalizer.h>
#include <mayfly/objects/weak/own_slots.h>
#include <mayfly/objects/weak/weak_ref.h>

#include <support/test_space.h>

namespace mayfly {
namespace {

class FinalizerObjects : public test::SpaceTest {
 protected:
  Root<Class> thing{heap, make_class("Thing")};
  Root<Instance> target{heap, Instance::create(space, *thing)};

  Instance* object() { return Instance::create(space, *thing); }
  Root<Finalizer> make(Value callable = Value::small(1), Tuple* values = nullptr) {
    Result<Finalizer*> made = Finalizer::create(space, target, callable, {.values = values});
    EXPECT_TRUE(made) << made.error().to_string();
    return Root<Finalizer>(heap, made ? *made : nullptr);
  }
  Root<WeakRef> watch(Value value) { return Root<WeakRef>(heap, *WeakRef::create(space, value)); }
  std::vector<gc::Cell*> listed() {
    std::vector<gc::Cell*> cells;
    while (Finalizer* next = space.finalizers().next_at_shutdown()) {
      cells.push_back(next);
      next->take(space);
    }
    return cells;
  }
};

// Contract 7.1.
TEST_F(FinalizerObjects, AreKeptByTheRegistry) {
  Root<WeakRef> callable;
  gc::WeakReference* raw;
  {
    Root<Finalizer> finalizer = make(object());
    callable = watch(finalizer->callable());
    raw = finalizer.get();
  }
  heap.collect_exact();
  EXPECT_NE(callable->get(), nullptr);
  EXPECT_EQ(space.finalizers().size(), 1u);
  target.reset();
  heap.collect_exact();
  EXPECT_EQ(heap.next_due_callback(), raw);
}

TEST_F(FinalizerObjects, MayBeOfAClassThatDerivesFromFinalizer) {
  Root<Class> named(heap, make_class("Named", {space.class_of_kind(kKindFinalizer)}));
  Symbol* name = space.symbols().intern("name");
  ASSERT_NE(name, nullptr);
  Root<Instance> held(heap, object());
  Root<WeakRef> value = watch(held);
  Root<WeakRef> itself;
  {
    Result<Finalizer*> made = Finalizer::create_of(space, *named, target, Value::small(1));
    ASSERT_TRUE(made) << made.error().to_string();
    Root<Finalizer> finalizer(heap, *made);
    EXPECT_EQ(space.class_of(finalizer), named.get());
    EXPECT_EQ(own_slots(Value(finalizer.get())), finalizer->own_slots());
    ASSERT_TRUE(finalizer->own_slots()->set_own_attribute(space, *name, Value(held.get())));
    held.reset();
    itself = watch(finalizer);
  }
  EXPECT_EQ(make()->own_slots(), nullptr);
  // Kept by the registry, with what it has.
  heap.collect_exact();
  ASSERT_NE(itself->get(), nullptr);
  EXPECT_NE(value->get(), nullptr);
  target.reset();
  heap.collect_exact();
  while (gc::WeakReference* due = heap.next_due_callback()) static_cast<Finalizer*>(due)->take(space);
  heap.collect_exact();
  EXPECT_EQ(itself->get(), nullptr);
  EXPECT_EQ(value->get(), nullptr);
}

// Contract 7.1.
TEST_F(FinalizerObjects, AreRefusedForWhatCannotBeWeaklyReferenced) {
  Root<String> text(heap, String::create(heap, "x"));
  for (Value value : {Value::small(1), Value::nil(), Value(text)}) {
    Result<Finalizer*> made = Finalizer::create(space, value, Value::small(1));
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().kind(), ErrorKind::kType);
  }
  EXPECT_EQ(Finalizer::create(space, text, Value::small(1)).error().message(),
            "can't make a finalizer of a value of type 'string': it can't be weakly referenced");
  EXPECT_EQ(space.finalizers().size(), 0u);
}

// Contract 7.6: unlike a weak reference's callback.
TEST_F(FinalizerObjects, AreDueThoughTheirHandleDiesWithTheTarget) {
  Root<Finalizer> finalizer = make();
  ASSERT_TRUE(target->set_own_attribute(space, name("own"), Value(finalizer)));
  const gc::Cell* raw = finalizer.get();
  finalizer.reset();
  target.reset();
  ASSERT_TRUE(heap.collect_exact().exact);
  EXPECT_EQ(heap.next_due_callback(), raw);
}

// Contract 7.4: strong; what leads to the target keeps it.
TEST_F(FinalizerObjects, KeepTheirCallableAndArguments) {
  Root<WeakRef> of_target = watch(target);
  const Value values[] = {Value(target)};
  Root<Finalizer> finalizer = make(Value::small(1), Tuple::create(heap, values));
  target.reset();
  heap.collect_exact();
  EXPECT_NE(of_target->get(), nullptr);
  // Released when it was detached.
  finalizer->take(space);
  finalizer->forget();
  heap.collect_exact();
  EXPECT_EQ(of_target->get(), nullptr);
  EXPECT_EQ(heap.next_due_callback(), nullptr);
}

// Contract 7.2.
TEST_F(FinalizerObjects, AreTakenOnce) {
  Root<Finalizer> finalizer = make(Value::small(5));
  EXPECT_TRUE(finalizer->is_alive());
  EXPECT_EQ(finalizer->target(), target.get());
  EXPECT_EQ(finalizer->take(space), Value::small(5));
  EXPECT_FALSE(finalizer->is_alive());
  EXPECT_TRUE(finalizer->take(space).is_empty());
  EXPECT_TRUE(finalizer->callable().is_empty());
  EXPECT_EQ(finalizer->target(), nullptr);
  EXPECT_EQ(finalizer->death(), gc::Death::kCleared);
  EXPECT_EQ(space.finalizers().size(), 0u);
  target.reset();
  heap.collect_exact();
  EXPECT_EQ(heap.next_due_callback(), nullptr);
}

// Contract 7.2: alive until its turn; what takes it while it waits is the one that has it.
TEST_F(FinalizerObjects, AreAliveWhileTheyWaitForTheirTurn) {
  Root<Finalizer> finalizer = make(Value::small(5));
  target.reset();
  heap.collect_exact();
  EXPECT_TRUE(finalizer->is_alive());
  EXPECT_EQ(finalizer->target(), nullptr);
  EXPECT_EQ(finalizer->death(), gc::Death::kReceiver);
  EXPECT_EQ(finalizer->take(space), Value::small(5));
  gc::WeakReference* due = heap.next_due_callback();
  ASSERT_EQ(due, finalizer.get());
  EXPECT_FALSE(due->is_armed());
}

// Contract 7.5.
TEST_F(FinalizerObjects, ComeNewestFirstAtShutdownUnlessToldNotTo) {
  std::vector<Root<Finalizer>> made;
  for (int i = 0; i < 6; i++) made.push_back(make(Value::small(i)));
  for (int i : {1, 3, 5}) made[i]->set_runs_at_shutdown(space, false);
  made[3]->set_runs_at_shutdown(space, true);
  made[4]->take(space);
  EXPECT_TRUE(made[0]->runs_at_shutdown());
  EXPECT_FALSE(made[1]->runs_at_shutdown());
  EXPECT_TRUE(made[3]->runs_at_shutdown());
  EXPECT_FALSE(made[4]->runs_at_shutdown());  // dead
  made[4]->set_runs_at_shutdown(space, true);
  EXPECT_FALSE(made[4]->runs_at_shutdown());
  EXPECT_EQ(listed(), (std::vector<gc::Cell*>{made[3].get(), made[2].get(), made[0].get()}));
  // Those that did not want to can change their minds, and new ones can come.
  made[1]->set_runs_at_shutdown(space, true);
  Root<Finalizer> late = make();
  made[5]->set_runs_at_shutdown(space, true);
  EXPECT_EQ(listed(), (std::vector<gc::Cell*>{late.get(), made[5].get(), made[1].get()}));
  EXPECT_EQ(space.finalizers().size(), 0u);
}

TEST_F(FinalizerObjects, LeaveTheRegistryInAnyOrder) {
  const size_t count = test::scaled(heap, 3'000, 60);
  std::vector<Root<Finalizer>> made;
  for (size_t i = 0; i < count; i++) made.push_back(make(Value::small(1)));
  std::vector<gc::Cell*> expected;
  for (size_t i = 0; i < count; i++) {
    const size_t which = i * 7919 % count;
    if (which % 3 == 0) made[which]->take(space);
  }
  for (size_t i = count; i-- > 0;)
    if (i % 3 != 0) expected.push_back(made[i].get());
  made.clear();
  heap.collect_exact();
  EXPECT_EQ(listed(), expected);
}

TEST_F(FinalizerObjects, OutOfMemoryIsAnErrorAndChangesNothing) {
  {
    test::FailingAllocations failing(heap);
    Result<Finalizer*> made = Finalizer::create(space, target, Value::small(1));
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().kind(), ErrorKind::kOutOfMemory);
  }
  EXPECT_EQ(space.finalizers().size(), 0u);
  EXPECT_EQ(heap.weak_table().count(*target), 0u);
}

}  // namespace
}  // namespace mayfly
