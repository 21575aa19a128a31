#include <mayfly/gc/weak/weak_table.h>

#include <support/test_space.h>

namespace mayfly {
namespace {

class Instances : public test::SpaceTest {
 protected:
  Class* cls = make_class("A");
  Root<Class> hold_{heap, cls};

  // The bytes of the instance's cell.
  size_t cell_size(Instance* instance) {
    struct Search {
      gc::Cell* cell;
      size_t bytes;
    } search{instance, 0};
    heap.collect();
    heap.walk(
        [](gc::Cell& cell, size_t bytes, void* data) {
          Search& s = *static_cast<Search*>(data);
          if (&cell == s.cell) s.bytes = bytes;
        },
        &search);
    return search.bytes;
  }
  static std::string attribute(size_t i) { return "a" + std::to_string(i); }
  void fill(Instance& instance, size_t count) {
    for (size_t i = 0; i < count; i++) set(instance, attribute(i), Value::small(static_cast<int64_t>(i)));
  }
  void expect_filled(Instance& instance, size_t count) {
    EXPECT_EQ(instance.shape().count(), count);
    for (size_t i = 0; i < count; i++)
      EXPECT_EQ(instance.own_attribute(name(attribute(i))), Value::small(static_cast<int64_t>(i))) << i;
  }
};

TEST_F(Instances, HoldTheirAttributes) {
  Instance* a = Instance::create(space, *cls);
  EXPECT_EQ(&a->cls(), cls);
  EXPECT_TRUE(a->own_attribute(name("x")).is_empty());
  set(*a, "x", Value::small(1));
  set(*a, "y", Value(a));
  set(*a, "x", Value::number(2.5));
  EXPECT_EQ(a->own_attribute(name("x")), Value::number(2.5));
  EXPECT_EQ(a->own_attribute(name("y")), Value(a));
  EXPECT_EQ(a->shape().count(), 2u);
}

TEST_F(Instances, OfThreeAttributesAreCellsOf48Bytes) {
  Instance* a = Instance::create(space, *cls);
  fill(*a, 3);
  EXPECT_EQ(a->inline_capacity(), 3u);
  EXPECT_EQ(cell_size(a), 48u);
}

TEST_F(Instances, PutWhatDoesNotFitInlineIntoAnOverflowArray) {
  Instance* a = Instance::create(space, *cls);
  fill(*a, 20);
  EXPECT_EQ(a->inline_capacity(), 3u);
  expect_filled(*a, 20);
  for (size_t i = 0; i < 20; i++) set(*a, attribute(i), Value::small(static_cast<int64_t>(i + 100)));
  for (uint32_t i = 0; i < 20; i++) EXPECT_EQ(a->slot(i), Value::small(i + 100));
}

TEST_F(Instances, LearnHowManySlotsTheyNeed) {
  fill(*Instance::create(space, *cls), 6);
  Instance* next = Instance::create(space, *cls);
  EXPECT_EQ(next->inline_capacity(), 7u);
  EXPECT_EQ(cell_size(next), 80u);
  EXPECT_EQ(Instance::create(space, *make_class("B", {cls}))->inline_capacity(), 7u);
}

TEST_F(Instances, HaveAtMost63SlotsInline) {
  fill(*Instance::create(space, *cls), 100);
  Instance* wide = Instance::create(space, *cls);
  EXPECT_EQ(wide->inline_capacity(), 63u);
  fill(*wide, 100);
  expect_filled(*wide, 100);
}

TEST_F(Instances, HoldAnyNumberOfAttributes) {
  const size_t count = test::scaled(heap, 5000, 150);
  Instance* a = Instance::create(space, *cls);
  fill(*a, count);
  expect_filled(*a, count);
}

TEST_F(Instances, ForgetADeletedAttributeAndKeepTheOthers) {
  Instance* a = Instance::create(space, *cls);
  fill(*a, 12);
  bool found = false;
  ASSERT_TRUE(a->delete_own_attribute(space, name("a5"), found));
  EXPECT_TRUE(found);
  EXPECT_TRUE(a->own_attribute(name("a5")).is_empty());
  EXPECT_EQ(a->shape().count(), 11u);
  for (int i = 0; i < 12; i++)
    EXPECT_EQ(a->own_attribute(name(attribute(i))), i == 5 ? Value::empty() : Value::small(i));
  ASSERT_TRUE(a->delete_own_attribute(space, name("a5"), found));
  EXPECT_FALSE(found);
  set(*a, "a5", Value::small(55));
  EXPECT_EQ(a->own_attribute(name("a5")), Value::small(55));
  EXPECT_EQ(a->shape().find(name("a5")), 11u);
}

TEST_F(Instances, CanLoseAllAttributesAndGetNewOnes) {
  Instance* a = Instance::create(space, *cls);
  fill(*a, 12);
  bool found = false;
  for (int i = 11; i >= 0; i--) ASSERT_TRUE(a->delete_own_attribute(space, name(attribute(i)), found));
  EXPECT_EQ(a->shape().count(), 0u);
  fill(*a, 30);
  expect_filled(*a, 30);
}

TEST_F(Instances, DoNotKeepTheValueOfADeletedAttribute) {
  Root<Instance> a(heap, Instance::create(space, *cls));
  gc::WeakHandle value;
  [&]() __attribute__((noinline)) {
    Instance* held = Instance::create(space, *cls);
    value = heap.weak_table().handle_for(*held);
    set(*a, "x", Value::small(1));
    set(*a, "y", Value(held));
  }
  ();
  ASSERT_TRUE(heap.collect_exact().exact);
  ASSERT_NE(value.get(), nullptr);
  bool found = false;
  ASSERT_TRUE(a->delete_own_attribute(space, name("x"), found));
  ASSERT_TRUE(a->delete_own_attribute(space, name("y"), found));
  ASSERT_TRUE(heap.collect_exact().exact);
  EXPECT_EQ(value.get(), nullptr);
}

TEST_F(Instances, DoNotShareADeletionWithOthersOfTheirShape) {
  Instance* a = Instance::create(space, *cls);
  Instance* b = Instance::create(space, *cls);
  fill(*a, 4);
  fill(*b, 4);
  ASSERT_EQ(&a->shape(), &b->shape());
  bool found = false;
  ASSERT_TRUE(a->delete_own_attribute(space, name("a1"), found));
  expect_filled(*b, 4);
}

TEST_F(Instances, KeepIdentityAndAttributesWhenTheirClassChanges) {
  Class* other = make_class("Other");
  Instance* a = Instance::create(space, *cls);
  Instance* b = Instance::create(space, *other);
  fill(*a, 10);
  fill(*b, 10);
  ASSERT_TRUE(a->set_class(space, *other));
  EXPECT_EQ(&a->cls(), other);
  EXPECT_EQ(&a->shape(), &b->shape());
  expect_filled(*a, 10);
  ASSERT_TRUE(a->set_class(space, *other));
  expect_filled(*a, 10);
}

TEST_F(Instances, WithAShapeOfTheirOwnCanChangeTheirClass) {
  Class* other = make_class("Other");
  Instance* a = Instance::create(space, *cls);
  fill(*a, 10);
  bool found = false;
  ASSERT_TRUE(a->delete_own_attribute(space, name("a0"), found));
  ASSERT_TRUE(a->set_class(space, *other));
  EXPECT_EQ(&a->cls(), other);
  EXPECT_EQ(a->own_attribute(name("a9")), Value::small(9));
  EXPECT_TRUE(a->own_attribute(name("a0")).is_empty());
}

TEST_F(Instances, KeepTheirAttributesAliveWhereverTheySlotIn) {
  Root<Instance> a(heap, Instance::create(space, *cls));
  [&]() __attribute__((noinline)) {
    for (size_t i = 0; i < 10; i++) {
      Instance* value = Instance::create(space, *cls);
      set(*value, "n", Value::small(static_cast<int64_t>(i)));
      set(*a, attribute(i), Value(value));
    }
  }
  ();
  ASSERT_TRUE(heap.collect_exact().exact);
  for (size_t i = 0; i < 10; i++) {
    Value value = a->own_attribute(name(attribute(i)));
    ASSERT_TRUE(value.is<Instance>());
    EXPECT_EQ(value.as<Instance>()->own_attribute(name("n")), Value::small(static_cast<int64_t>(i)));
  }
}

}  // namespace
}  // namespace mayfly
