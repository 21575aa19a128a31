// WeakMethod: makes the method anew until one of its two parts dies, and knows which.
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

class WeakMethods : public test::SpaceTest {
 protected:
  // Any referenceable object does for a function here: nothing is called.
  Root<Class> thing{heap, make_class("Thing")};
  Root<Instance> receiver{heap, Instance::create(space, *thing)};
  Root<Instance> function{heap, Instance::create(space, *thing)};

  Root<WeakMethod> make(Value callback = Value::nil()) {
    Result<WeakMethod*> made = WeakMethod::create(space, Value(receiver.get()), *function, callback);
    EXPECT_TRUE(made) << made.error().to_string();
    return Root<WeakMethod>(heap, made ? *made : nullptr);
  }
  // The next weak method whose callback is due; null: none.
  WeakMethod* next_due() { return static_cast<WeakMethod*>(heap.next_due_callback()); }
};

TEST_F(WeakMethods, MakesANewEqualMethodEachTime) {  // contract 2.4
  Root<WeakMethod> weak = make();
  Root<BoundMethod> first(heap, *weak->method(space));
  Root<BoundMethod> second(heap, *weak->method(space));
  EXPECT_NE(first.get(), second.get());
  EXPECT_TRUE(first->receiver().identical(Value(receiver.get())));
  EXPECT_EQ(&first->function(), function.get());
  EXPECT_EQ(&second->function(), function.get());
}

TEST_F(WeakMethods, OutlivesTheBoundMethodItWasMadeFrom) {
  Root<WeakMethod> weak;
  {
    Root<BoundMethod> bound(heap, BoundMethod::create(space, Value(receiver.get()), *function));
    weak = Root<WeakMethod>(heap, *WeakMethod::create(space, Value(bound.get())));
  }
  for (int i = 0; i < 3; i++) heap.collect_exact();
  EXPECT_TRUE(weak->is_alive());
}

// Their memory is not zeroed: what was there must not show.
TEST_F(WeakMethods, MadeInMemoryOfDeadOnesHaveNothingOfThem) {
  const size_t count = test::scaled(heap, 2000, 20);
  for (int round = 0; round < 3; round++) {
    for (size_t i = 0; i < count; i++) EXPECT_NE(make(Value::small(7)).get(), nullptr);
    ASSERT_TRUE(heap.collect_exact().exact);
    Root<List> made(heap, List::create(heap));
    for (size_t i = 0; i < count; i++) {
      Root<WeakMethod> weak = make();
      EXPECT_TRUE(weak->callback().is_nil());
      EXPECT_TRUE(weak->is_alive());
      EXPECT_EQ(weak->death(), gc::Death::kAlive);
      EXPECT_EQ(weak->own_slots(), nullptr);
      ASSERT_TRUE(made->append(heap, Value(weak.get())));
    }
    ASSERT_TRUE(heap.collect_exact().exact);
    EXPECT_EQ(heap.weak_table().count(*receiver), count);
    EXPECT_EQ(next_due(), nullptr);
  }
}

TEST_F(WeakMethods, TellsWhetherItsMethodsAreOfTheBuiltInClass) {
  EXPECT_TRUE(make()->makes_plain_methods());
  Root<Class> type(heap, make_class("my_method", {space.class_of_kind(kKindBoundMethod)}));
  const Value typed(BoundMethod::create(space, Value(receiver.get()), *function, type.get()));
  EXPECT_FALSE((*WeakMethod::create(space, typed))->makes_plain_methods());
}

TEST_F(WeakMethods, DiesWithItsReceiver) {  // contract 2.5, 2.6
  Root<WeakMethod> weak = make();
  receiver.reset();
  ASSERT_TRUE(heap.collect_exact().exact);
  EXPECT_FALSE(weak->is_alive());
  EXPECT_EQ(weak->death(), gc::Death::kReceiver);
  EXPECT_EQ(*weak->method(space), nullptr);
}

TEST_F(WeakMethods, DiesWithItsFunction) {  // contract 2.6
  Root<WeakMethod> weak = make();
  function.reset();
  ASSERT_TRUE(heap.collect_exact().exact);
  EXPECT_FALSE(weak->is_alive());
  EXPECT_EQ(weak->death(), gc::Death::kFunction);
  EXPECT_EQ(weak->parts().receiver, nullptr);
}

TEST_F(WeakMethods, TellsWhenBothDiedTogether) {
  Root<WeakMethod> weak = make();
  receiver.reset();
  function.reset();
  heap.collect_exact();
  EXPECT_EQ(weak->death(), gc::Death::kBoth);
}

TEST_F(WeakMethods, KeepsTheReasonOfItsFirstDeath) {  // contract 2.8
  Root<WeakMethod> weak = make(Value::small(1));
  function.reset();
  heap.collect_exact();
  EXPECT_EQ(next_due(), weak.get());
  receiver.reset();
  heap.collect_exact();
  EXPECT_EQ(weak->death(), gc::Death::kFunction);
  EXPECT_EQ(next_due(), nullptr);
}

TEST_F(WeakMethods, TellsOnceWhenBothPartsDieInOneCollection) {  // contract 2.8
  Root<WeakMethod> weak = make(Value::small(1));
  receiver.reset();
  function.reset();
  heap.collect_exact();
  EXPECT_EQ(next_due(), weak.get());
  EXPECT_EQ(next_due(), nullptr);
}

TEST_F(WeakMethods, BothPartsDyingStandInTheReceiversPlace) {
  // The function is referred to before the receivers, so its cell has the lowest serial.
  Root<WeakRef> watch_function(heap, *WeakRef::create(space, Value(function.get()), Value::small(0)));
  Root<Instance> second(heap, Instance::create(space, *thing));
  Root<WeakMethod> of_first = make(Value::small(1));
  Root<WeakMethod> of_second(heap, *WeakMethod::create(space, Value(second.get()), *function, Value::small(2)));
  Root<WeakRef> watch_first(heap, *WeakRef::create(space, Value(receiver.get()), Value::small(3)));
  receiver.reset();
  second.reset();
  function.reset();
  heap.collect_exact();
  std::vector<gc::WeakReference*> order;
  while (gc::WeakReference* due = heap.next_due_callback()) order.push_back(due);
  EXPECT_EQ(order, (std::vector<gc::WeakReference*>{watch_function.get(), watch_first.get(), of_first.get(),
                                                    of_second.get()}));
}

TEST_F(WeakMethods, IsSilentWhenItDiesWithItsReceiver) {  // contract 1.10, 2.9
  Symbol& name = this->name("watcher");
  ASSERT_TRUE(receiver->set_own_attribute(space, name, Value(make(Value::small(1)).get())));
  receiver.reset();
  heap.collect_exact();
  EXPECT_EQ(next_due(), nullptr);
}

TEST_F(WeakMethods, DroppedLeavesNothingOnEitherPart) {  // contract 2.9
  {
    Root<WeakMethod> weak = make(Value::small(1));
    EXPECT_EQ(heap.weak_table().count(*receiver), 1u);
    EXPECT_EQ(heap.weak_table().count(*function), 1u);
  }
  heap.collect_exact();
  EXPECT_EQ(heap.weak_table().count(*receiver), 0u);
  EXPECT_EQ(heap.weak_table().count(*function), 0u);
  receiver.reset();
  heap.collect_exact();
  EXPECT_EQ(next_due(), nullptr);
}

TEST_F(WeakMethods, CanItselfBeWatched) {  // contract 2.9
  Root<WeakMethod> weak = make();
  Root<WeakRef> watch(heap, *WeakRef::create(space, Value(weak.get())));
  heap.collect_exact();
  EXPECT_NE(watch->get(), nullptr);
  weak.reset();
  heap.collect_exact();
  EXPECT_EQ(watch->get(), nullptr);
}

TEST_F(WeakMethods, IdentityOfBothPartsSurvivesDeath) {
  Root<WeakMethod> a = make();
  Root<WeakMethod> b = make();
  Root<Instance> other(heap, Instance::create(space, *thing));
  Root<WeakMethod> of_other(heap, *WeakMethod::create(space, Value(other.get()), *function));
  Root<WeakMethod> other_function(heap, *WeakMethod::create(space, Value(receiver.get()), *other));
  auto check = [&] {
    EXPECT_TRUE(a->same_referents(*b));
    EXPECT_FALSE(a->same_referents(*of_other));
    EXPECT_FALSE(a->same_referents(*other_function));
  };
  check();
  receiver.reset();
  function.reset();
  heap.collect_exact();
  check();
}

TEST_F(WeakMethods, ClearedByHandIsDeadForThatReasonAndSilent) {
  Root<WeakMethod> weak = make(Value::small(1));
  heap.weak_table().clear(*weak, gc::Death::kCleared);
  EXPECT_EQ(weak->death(), gc::Death::kCleared);
  EXPECT_FALSE(weak->is_alive());
  EXPECT_TRUE(weak->same_referents(*make()));
  receiver.reset();
  heap.collect_exact();
  EXPECT_EQ(next_due(), nullptr);
  EXPECT_EQ(weak->death(), gc::Death::kCleared);
}

TEST_F(WeakMethods, RefusesWhatIsNoBoundMethod) {  // contract 2.1
  for (Value refused : {Value::small(1), Value::nil(), Value(thing.get()), Value(receiver.get())}) {
    Result<WeakMethod*> made = WeakMethod::create(space, refused);
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().kind(), ErrorKind::kType);
    EXPECT_NE(made.error().message().find("expected a bound method"), std::string::npos) << made.error().message();
  }
}

TEST_F(WeakMethods, RefusesAReceiverThatCannotBeWeaklyReferenced) {  // contract 2.2
  Result<WeakMethod*> made = WeakMethod::create(space, Value::small(7), *function);
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().kind(), ErrorKind::kType);
  EXPECT_NE(made.error().message().find("'int'"), std::string::npos) << made.error().message();
}

TEST_F(WeakMethods, RefusesAFunctionThatCannotBeWeaklyReferenced) {  // contract 2.2
  Result<WeakMethod*> made = WeakMethod::create(space, Value(receiver.get()), *String::create(heap, "text"));
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().kind(), ErrorKind::kType);
  EXPECT_NE(made.error().message().find("its function, a value of type 'string'"), std::string::npos)
      << made.error().message();
}

}  // namespace
}  // namespace mayfly
