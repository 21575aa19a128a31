#include <mayfly/objects/model/host_box.h>

#include <support/test_space.h>

#include <gc/gc.h>

namespace mayfly {
namespace {

class Finalizers : public test::SpaceTest {
 protected:
  Root<Class> cls{heap, make_class("A")};

  // Makes instances that nothing refers to; each has a number.
  __attribute__((noinline)) void drop_instances(Class& of, int count) {
    for (int i = 0; i < count; i++) set(*Instance::create(space, of), "n", Value::small(i));
  }
  void add_finalizer(Class& to) { set(to, "__del__", Value::small(1)); }
  // How many finalizers are due after a collection.
  int due() {
    EXPECT_TRUE(heap.collect_exact().exact);
    return drain();
  }
  __attribute__((noinline)) int drain() {
    int count = 0;
    while (heap.next_due_finalizer()) count++;
    return count;
  }
};

TEST_F(Finalizers, AreDueForInstancesMadeAfterThem) {
  add_finalizer(*cls);
  drop_instances(*cls, 3);
  EXPECT_EQ(due(), 3);
  EXPECT_EQ(due(), 0);
}

TEST_F(Finalizers, AreNotDueForClassesWithout) {
  drop_instances(*cls, 3);
  EXPECT_EQ(due(), 0);
}

TEST_F(Finalizers, OfABaseAreDueForInstancesOfItsSubclasses) {
  add_finalizer(*cls);
  Root<Class> derived(heap, make_class("B", {cls.get()}));
  drop_instances(*derived, 2);
  EXPECT_EQ(due(), 2);
}

TEST_F(Finalizers, AddedToAClassWithInstancesAreDueForThem) {
  Root<Instance> kept(heap, Instance::create(space, *cls));
  Root<Instance> dropped(heap, Instance::create(space, *cls));
  add_finalizer(*cls);
  dropped.reset();
  EXPECT_EQ(due(), 1);
  EXPECT_EQ(due(), 0);
  kept.reset();
  EXPECT_EQ(due(), 1);
}

TEST_F(Finalizers, AddedToABaseAreDueForExistingInstancesOfSubclasses) {
  Root<Class> derived(heap, make_class("B", {cls.get()}));
  Root<Class> other(heap, make_class("Other"));
  Root<Instance> a(heap, Instance::create(space, *derived));
  Root<Instance> b(heap, Instance::create(space, *other));
  add_finalizer(*cls);
  a.reset();
  b.reset();
  EXPECT_EQ(due(), 1);
}

TEST_F(Finalizers, AreDueOnceHoweverOftenTheyAreReplaced) {
  Root<Instance> a(heap, Instance::create(space, *cls));
  for (int i = 0; i < 3; i++) {
    set(*cls, "__del__", Value::small(i));
    ASSERT_TRUE(cls->delete_attribute(space, name("__del__")));
  }
  add_finalizer(*cls);
  a.reset();
  EXPECT_EQ(due(), 1);
  EXPECT_EQ(due(), 0);
}

TEST_F(Finalizers, AreDueForAnInstanceThatBecameOneOfTheClass) {
  add_finalizer(*cls);
  Root<Class> plain(heap, make_class("Plain"));
  Root<Instance> a(heap, Instance::create(space, *plain));
  ASSERT_TRUE(a->set_class(space, *cls));
  ASSERT_TRUE(a->set_class(space, *plain));
  ASSERT_TRUE(a->set_class(space, *cls));
  a.reset();
  EXPECT_EQ(due(), 1);
}

TEST_F(Finalizers, AddedLaterAreDueForHostBoxesWhichAreReleasedAfterwards) {
  static int released;
  released = 0;
  static const int type = 0;
  static constexpr HostType kType = {"int", &type, [](void*) { released++; }};
  Root<Class> boxes(heap, make_class("Box", {}, {.instance_kind = kKindHostBox, .host_type = &type}));
  int object = 0;
  Root<HostBox> box(heap, HostBox::create(space, *boxes, &kType, &object));
  add_finalizer(*boxes);
  box.reset();
  EXPECT_EQ(due(), 1);
  EXPECT_EQ(released, 0);
  ASSERT_TRUE(heap.collect_exact().exact);
  EXPECT_EQ(drain(), 0);
  while (gc::Cell* cell = heap.next_due_release()) cell->row().release(*cell);
  EXPECT_EQ(released, 1);
}

TEST_F(Finalizers, AddedLaterFindManyInstances) {
  const int count = static_cast<int>(test::scaled(heap, 2000, 50));
  Root<Instance> list(heap, Instance::create(space, *cls));
  [&]() __attribute__((noinline)) {
    Instance* last = list.get();
    for (int i = 1; i < count; i++) {
      Instance* next = Instance::create(space, *cls);
      set(*last, "next", Value(next));
      last = next;
    }
  }
  ();
  add_finalizer(*cls);
  list.reset();
  EXPECT_EQ(due(), count);
}

TEST_F(Finalizers, CannotBeAddedToAClassWithInstancesWhileTheHostForbidsCollections) {
  Root<Class> empty(heap, make_class("Empty"));
  Root<Instance> a(heap, Instance::create(space, *cls));
  Symbol& del = name("__del__");
  GC_disable();
  Result<> refused = cls->set_attribute(space, del, Value::small(1));
  Result<> needs_no_search = empty->set_attribute(space, del, Value::small(1));
  GC_enable();
  EXPECT_TRUE(needs_no_search);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind(), ErrorKind::kUnsupported);
  EXPECT_EQ(refused.error().message(),
            "can't give class 'A' a finalizer: it has instances, and collections, which find them, are switched off by "
            "the host");
  EXPECT_TRUE(cls->own_attribute(del).is_empty());
}

TEST_F(Finalizers, AreNotAddedWhenMemoryIsShortForTheSearch) {
  Root<Instance> a(heap, Instance::create(space, *cls));
  Symbol& del = name("__del__");
  for (size_t n = 1;; n++) {
    test::FailingAllocations fail(heap, n);
    Result<> done = cls->set_attribute(space, del, Value::small(1));
    if (done) break;
    EXPECT_EQ(done.error().kind(), ErrorKind::kOutOfMemory);
    EXPECT_TRUE(cls->own_attribute(del).is_empty());
    EXPECT_TRUE(cls->special(Special::kFinalize).is_empty());
    ASSERT_LT(n, 100u);
  }
  EXPECT_EQ(cls->special(Special::kFinalize), Value::small(1));
}

}  // namespace
}  // namespace mayfly
