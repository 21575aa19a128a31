#include <mayfly/objects/model/attribute_cache.h>

#include <support/test_space.h>

#include <set>

namespace mayfly {
namespace {

class Shapes : public test::SpaceTest {
 protected:
  Class* cls = make_class("A");
  Root<Class> hold_{heap, cls};

  Shape* grow(Shape& from, std::string_view attribute) { return from.add(space, name(attribute)); }
};

TEST_F(Shapes, AreSharedByInstancesWithTheSameAttributesInTheSameOrder) {
  Shape& root = cls->root_shape();
  Shape* xy = grow(*grow(root, "x"), "y");
  EXPECT_EQ(grow(*grow(root, "x"), "y"), xy);
  EXPECT_NE(grow(*grow(root, "y"), "x"), xy);
  EXPECT_TRUE(xy->is_shared());
  EXPECT_EQ(xy->count(), 2u);
  EXPECT_EQ(&xy->cls(), cls);
}

TEST_F(Shapes, GiveEachAttributeASlotInTheOrderOfAddition) {
  Shape* shape = &cls->root_shape();
  for (int i = 0; i < 40; i++) shape = grow(*shape, "a" + std::to_string(i));
  for (uint32_t i = 0; i < 40; i++) {
    EXPECT_EQ(shape->find(name("a" + std::to_string(i))), i);
    EXPECT_EQ(shape->name_at(i)->view(), "a" + std::to_string(i));
  }
  EXPECT_EQ(shape->find(name("b")), Shape::kNotFound);
}

TEST_F(Shapes, DoNotFindWhatAShapeThatGrewFromThemAdded) {
  Shape* shapes[40];
  shapes[0] = &cls->root_shape();
  for (uint32_t i = 1; i < 40; i++) shapes[i] = grow(*shapes[i - 1], "a" + std::to_string(i));
  for (uint32_t i = 0; i < 40; i++)
    for (uint32_t k = 1; k < 40; k++)
      EXPECT_EQ(shapes[i]->find(name("a" + std::to_string(k))), k <= i ? k - 1 : Shape::kNotFound) << i << ' ' << k;
}

TEST_F(Shapes, BranchWithoutDisturbingEachOther) {
  Shape* trunk = &cls->root_shape();
  for (int i = 0; i < 12; i++) trunk = grow(*trunk, "a" + std::to_string(i));
  Shape* left = grow(*trunk, "left");
  Shape* right = grow(*trunk, "right");
  Shape* left2 = grow(*left, "right");
  EXPECT_EQ(left->find(name("left")), 12u);
  EXPECT_EQ(left->find(name("right")), Shape::kNotFound);
  EXPECT_EQ(right->find(name("right")), 12u);
  EXPECT_EQ(right->find(name("left")), Shape::kNotFound);
  EXPECT_EQ(left2->find(name("right")), 13u);
  for (uint32_t i = 0; i < 12; i++) EXPECT_EQ(right->find(name("a" + std::to_string(i))), i);
}

TEST_F(Shapes, OfClassesAreTheirOwn) {
  Class* other = make_class("B", {cls});
  EXPECT_NE(grow(cls->root_shape(), "x"), grow(other->root_shape(), "x"));
}

TEST_F(Shapes, PastTheLimitAreAnInstancesOwnAndNotCached) {
  Shape* shape = &cls->root_shape();
  for (uint32_t i = 0; i < Shape::kMaxShared; i++) shape = grow(*shape, "a" + std::to_string(i));
  EXPECT_TRUE(shape->is_shared());
  EXPECT_NE(shape->key(), 0u);
  Shape* own = grow(*shape, "one_more");
  EXPECT_FALSE(own->is_shared());
  EXPECT_EQ(own->key(), 0u);
  EXPECT_NE(grow(*shape, "one_more"), own);
  EXPECT_EQ(grow(*own, "and_more"), own);
  EXPECT_EQ(own->count(), Shape::kMaxShared + 2);
  EXPECT_EQ(own->find(name("and_more")), Shape::kMaxShared + 1);
  EXPECT_EQ(shape->count(), Shape::kMaxShared);
  EXPECT_EQ(shape->find(name("one_more")), Shape::kNotFound);
}

TEST_F(Shapes, OfAClassAreOnlySoMany) {
  if (test::under_stress(heap)) GTEST_SKIP() << "thousands of allocations";
  for (uint32_t i = 1; i < Shape::kMaxPerClass; i++) {
    Instance* instance = Instance::create(space, *cls);
    set(*instance, "key" + std::to_string(i), Value::small(i));
    EXPECT_TRUE(instance->shape().is_shared());
  }
  Instance* late = Instance::create(space, *cls);
  set(*late, "late", Value::small(1));
  set(*late, "later", Value::small(2));
  EXPECT_FALSE(late->shape().is_shared());
  EXPECT_EQ(late->own_attribute(name("late")), Value::small(1));
  EXPECT_EQ(late->own_attribute(name("later")), Value::small(2));
  Instance* usual = Instance::create(space, *cls);
  set(*usual, "key1", Value::small(1));
  EXPECT_TRUE(usual->shape().is_shared());
}

TEST_F(Shapes, WithAnAttributeRemovedAreOwnWithLaterSlotsMovedDown) {
  Shape* shape = &cls->root_shape();
  for (int i = 0; i < 12; i++) shape = grow(*shape, "a" + std::to_string(i));
  Shape* own = shape->remove(space, 3);
  EXPECT_NE(own, shape);
  EXPECT_EQ(own->key(), 0u);
  EXPECT_EQ(own->count(), 11u);
  EXPECT_EQ(own->find(name("a3")), Shape::kNotFound);
  EXPECT_EQ(own->find(name("a2")), 2u);
  EXPECT_EQ(own->find(name("a11")), 10u);
  EXPECT_EQ(own->remove(space, 0), own);
  EXPECT_EQ(own->find(name("a11")), 9u);
  EXPECT_EQ(shape->count(), 12u);
  EXPECT_EQ(shape->find(name("a3")), 3u);
}

// --- keys: invariant objects.shape.key ---

TEST_F(Shapes, HaveKeysThatAreNeverTheSame) {
  Shape* x = grow(cls->root_shape(), "x");
  Shape* y = grow(cls->root_shape(), "y");
  EXPECT_NE(x->key(), y->key());
  EXPECT_NE(x->key(), cls->root_shape().key());
  const uint64_t before = x->key();
  cls->root_shape().renew_keys(space);
  EXPECT_NE(x->key(), before);
  EXPECT_NE(x->key(), y->key());
}

// A cache that was filled long ago must not match a shape of today.
TEST_F(Shapes, HaveKeysThatAreNeverUsedAgain) {
  Shape* x = grow(cls->root_shape(), "x");
  std::set<uint64_t> used;
  for (int i = 0; i < 70'000; i++) {
    ASSERT_TRUE(used.insert(x->key()).second) << i;
    cls->root_shape().renew_keys(space);
  }
  const size_t classes = test::scaled(heap, 1'000, 20);
  for (size_t i = 0; i < classes; i++) {
    Class* other = make_class("B");
    ASSERT_TRUE(used.insert(other->root_shape().key()).second) << i;
    if (i % 100 == 0) heap.collect();  // those before are dead, and their memory is used again
  }
}

TEST_F(Shapes, GetNewKeysWhenTheirClassChanges) {
  Shape* x = grow(cls->root_shape(), "x");
  uint64_t key = x->key();
  set(*cls, "m", Value::small(1));
  EXPECT_NE(x->key(), key);
  key = x->key();
  set(*cls, "m", Value::small(2));
  EXPECT_NE(x->key(), key);
  key = x->key();
  ASSERT_TRUE(cls->delete_attribute(space, name("m")));
  EXPECT_NE(x->key(), key);
}

TEST_F(Shapes, GetNewKeysWhenABaseOfTheirClassChanges) {
  Class* middle = make_class("B", {cls});
  Class* side = make_class("Side");
  Class* bottom = make_class("C", {middle, side});
  Shape* x = grow(bottom->root_shape(), "x");
  uint64_t key = x->key();
  const uint64_t side_key = side->root_shape().key();
  set(*cls, "m", Value::small(1));
  EXPECT_NE(x->key(), key);
  EXPECT_EQ(side->root_shape().key(), side_key);
  key = x->key();
  set(*side, "m", Value::small(1));
  EXPECT_NE(x->key(), key);
}

TEST_F(Shapes, KeepTheirKeysWhenNothingChanges) {
  set(*cls, "m", Value::small(1));
  const uint64_t key = cls->root_shape().key();
  set(*cls, "m", Value::small(1));
  ASSERT_TRUE(cls->delete_attribute(space, name("other")));
  Class* derived = make_class("B", {cls});
  set(*derived, "m", Value::small(2));
  EXPECT_EQ(cls->root_shape().key(), key);
}

// --- caches ---

TEST_F(Shapes, LetACacheReadASlotOfEveryInstanceThatHasThem) {
  Instance* first = Instance::create(space, *cls);
  Instance* second = Instance::create(space, *cls);
  for (Instance* each : {first, second}) {
    set(*each, "x", Value::small(1));
    set(*each, "y", Value(each));
  }
  AttributeCache cache;
  EXPECT_FALSE(cache.matches(first->shape()));
  cache.remember_slot(first->shape(), first->shape().find(name("y")));
  ASSERT_TRUE(cache.matches(second->shape()));
  EXPECT_EQ(cache.found(), AttributeCache::Found::kSlot);
  EXPECT_EQ(second->slot(cache.slot()), Value(second));
  set(*second, "z", Value::small(3));
  EXPECT_FALSE(cache.matches(second->shape()));
  set(*cls, "y", Value::small(4));
  EXPECT_FALSE(cache.matches(first->shape()));
}

TEST_F(Shapes, LetACacheReadAClassValueUntilTheClassChanges) {
  Class* derived = make_class("B", {cls});
  Instance* instance = Instance::create(space, *derived);
  set(*cls, "m", Value(cls));
  AttributeCache cache;
  cache.remember_class_value(instance->shape(), Value(cls));
  ASSERT_TRUE(cache.matches(instance->shape()));
  EXPECT_EQ(cache.found(), AttributeCache::Found::kClassValue);
  EXPECT_EQ(cache.class_value(), Value(cls));
  set(*cls, "m", Value(derived));
  EXPECT_FALSE(cache.matches(instance->shape()));
  cache.forget();
  EXPECT_EQ(cache.found(), AttributeCache::Found::kNothing);
}

TEST_F(Shapes, LetACacheAddAnAttributeAsItWasAddedBefore) {
  Instance* first = Instance::create(space, *cls);
  set(*first, "x", Value::small(1));
  Instance* second = Instance::create(space, *cls);  // has learned how many there will be
  AttributeCache cache;
  cache.remember_new_slot(second->shape(), first->shape());
  ASSERT_TRUE(cache.matches(second->shape()));
  EXPECT_EQ(cache.found(), AttributeCache::Found::kNewSlot);
  ASSERT_TRUE(second->grow(cache.grown_shape(), cache.slot(), Value::small(2)));
  EXPECT_EQ(&second->shape(), &first->shape());
  EXPECT_EQ(second->own_attribute(name("x")), Value::small(2));
  EXPECT_EQ(second->inline_slot(cache.slot()), Value::small(2));
  EXPECT_FALSE(cache.matches(second->shape()));
  set(*cls, "x", Value::small(4));
  EXPECT_FALSE(cache.matches(Instance::create(space, *cls)->shape()));
}

TEST_F(Shapes, GrowWithinTheCellAlone) {
  Instance* narrow = Instance::create(space, *cls);
  Instance* wide = Instance::create(space, *cls);
  uint32_t count = 0;
  for (; count < narrow->inline_capacity(); count++) {
    for (Instance* each : {narrow, wide}) set(*each, "a" + std::to_string(count), Value::small(1));
  }
  Shape& before = narrow->shape();
  set(*wide, "beyond", Value::small(2));
  EXPECT_FALSE(narrow->grow(wide->shape(), count, Value::small(2)));
  EXPECT_EQ(&narrow->shape(), &before);
}

TEST_F(Shapes, ThatAreOwnAreNotRememberedAsGrown) {
  Instance* instance = Instance::create(space, *cls);
  set(*instance, "x", Value::small(1));
  Shape& before = cls->root_shape();
  bool found = false;
  ASSERT_TRUE(instance->delete_own_attribute(space, name("x"), found));
  set(*instance, "y", Value::small(1));
  AttributeCache cache;
  cache.remember_new_slot(before, instance->shape());
  EXPECT_FALSE(cache.matches(before));
  EXPECT_EQ(cache.key(), 0u);
}

TEST_F(Shapes, ThatAreOwnNeverMatchACache) {
  Instance* instance = Instance::create(space, *cls);
  set(*instance, "x", Value::small(1));
  bool found = false;
  ASSERT_TRUE(instance->delete_own_attribute(space, name("x"), found));
  AttributeCache cache;
  cache.remember_class_value(instance->shape(), Value::nil());
  EXPECT_FALSE(cache.matches(instance->shape()));
}

}  // namespace
}  // namespace mayfly
