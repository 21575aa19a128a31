// What an object's weak references are, counted and listed.
#include <mayfly/objects/containers/list.h>
#include <mayfly/objects/weak/finalizer.h>
#include <mayfly/objects/weak/weak_list.h>
#include <mayfly/objects/weak/weak_method.h>
#include <mayfly/objects/weak/weak_ref.h>

#include <support/test_space.h>

#include <vector>

namespace mayfly {
namespace {

class WeakLists : public test::SpaceTest {
 protected:
  Root<Class> thing{heap, make_class("Thing")};
  Root<Instance> target{heap, Instance::create(space, *thing)};
  std::vector<Root<gc::WeakReference>> held;

  template <typename T>
  T* hold(Result<T*> made) {
    EXPECT_TRUE(made) << made.error().to_string();
    if (!made) return nullptr;
    held.emplace_back(heap, *made);
    return *made;
  }
  std::vector<gc::Cell*> listed(Value of) {
    List* list = weak_references(space, of);
    std::vector<gc::Cell*> cells;
    for (Value each : list->values()) cells.push_back(each.cell());
    return cells;
  }
  using Cells = std::vector<gc::Cell*>;
};

// Contract 1.19: the shared one first, then newest first, of all kinds.
TEST_F(WeakLists, BeginWithTheSharedReferenceAndGoOnNewestFirst) {
  gc::Cell* first = hold(WeakRef::create(space, target, Value::small(1)));
  gc::Cell* method = hold(WeakMethod::create(space, target, *thing));
  gc::Cell* shared = hold(WeakRef::create(space, target));
  gc::Cell* lasting = hold(WeakRef::create_long(space, target));
  gc::Cell* finalizer = hold(Finalizer::create(space, target, Value::small(2)));
  gc::Cell* last = hold(WeakRef::create(space, target, Value::small(3)));
  EXPECT_EQ(listed(target), (Cells{shared, last, finalizer, lasting, method, first}));
  EXPECT_EQ(weak_reference_count(space, target), 6u);
  heap.collect_exact();
  EXPECT_EQ(listed(target), (Cells{shared, last, finalizer, lasting, method, first}));
}

// Contract 2.3: under its receiver and under its function.
TEST_F(WeakLists, HaveAWeakMethodUnderBothItsParts) {
  Root<Instance> function(heap, Instance::create(space, *thing));
  gc::Cell* method = hold(WeakMethod::create(space, target, *function));
  EXPECT_EQ(listed(target), Cells{method});
  EXPECT_EQ(listed(function), Cells{method});
  // Once also where both are one object.
  gc::Cell* same = hold(WeakMethod::create(space, target, *target));
  EXPECT_EQ(listed(target), (Cells{same, method}));
  EXPECT_EQ(weak_reference_count(space, target), 2u);
}

// Contract 1.19: exact only after a collection.
TEST_F(WeakLists, LoseWhatIsDroppedInACollection) {
  hold(WeakRef::create(space, target, Value::small(1)));
  gc::Cell* kept = hold(WeakRef::create(space, target, Value::small(2)));
  held.erase(held.begin());
  heap.collect_exact();
  EXPECT_EQ(listed(target), Cells{kept});
  EXPECT_EQ(weak_reference_count(space, target), 1u);
}

// Contract 1.19.
TEST_F(WeakLists, AreEmptyForWhatCannotBeWeaklyReferenced) {
  Root<List> list(heap, List::create(heap));
  for (Value value : {Value::nil(), Value::small(1), Value::number(0.5), Value::empty(), Value(list)}) {
    EXPECT_EQ(weak_reference_count(space, value), 0u);
    EXPECT_TRUE(weak_references(space, value)->empty());
  }
  EXPECT_EQ(weak_reference_count(space, target), 0u);
  EXPECT_TRUE(weak_references(space, target)->empty());
}

TEST_F(WeakLists, OfManyAreComplete) {
  const size_t count = test::scaled(heap, 20'000, 50);
  Cells expected;
  for (size_t i = 0; i < count; i++)
    expected.insert(expected.begin(), hold(WeakRef::create(space, target, Value::small(1))));
  EXPECT_EQ(listed(target), expected);
}

TEST_F(WeakLists, WithoutMemoryAreNull) {
  hold(WeakRef::create(space, target, Value::small(1)));
  {
    test::FailingAllocations failing(heap);
    EXPECT_EQ(weak_references(space, target), nullptr);
  }
  {
    test::FailingAllocations failing(heap, 2);
    EXPECT_EQ(weak_references(space, target), nullptr);
  }
  EXPECT_EQ(weak_references(space, target)->size(), 1u);
}

}  // namespace
}  // namespace mayfly
