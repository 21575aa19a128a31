// Weak maps of a heap whose collector hook a host took away: what is alive is not known any more, so they are empty.
#include <mayfly/objects/containers/plain_key.h>
#include <mayfly/objects/weak/weak_items.h>
#include <mayfly/objects/weak/weak_key_map.h>
#include <mayfly/objects/weak/weak_value_map.h>

#include <support/host_gc.h>
#include <support/test_space.h>

namespace mayfly {
namespace {

using WeakMapsWithoutHook = test::SpaceTest;

TEST_F(WeakMapsWithoutHook, AreEmpty) {
  if (test::under_stress(heap)) GTEST_SKIP() << "each allocation would find out by itself";
  Class* cls = make_class("Door");
  Root<WeakKeyMap> keys(heap, WeakKeyMap::create(heap));
  Root<WeakValueMap> values(heap, WeakValueMap::create(heap));
  Root<Instance> door(heap, Instance::create(space, *cls));
  const Value number = Value::small(1);
  ASSERT_TRUE(keys->insert_new(heap, hash_identity(*door), *door, number));
  ASSERT_TRUE(values->insert_new(heap, hash_plain_key(number), number, *door));
  const GC_on_collection_event_proc event = GC_get_on_collection_event();
  GC_set_on_collection_event([](GC_EventType) {});
  for (int i = 0; i < 3; i++) GC_gcollect();
  for (int i = 0; i < 1000 && !heap.hook_lost(); i++) Instance::create(space, *cls);
  GC_set_on_collection_event(event);
  ASSERT_TRUE(heap.hook_lost());

  EXPECT_EQ(WeakItems(*keys).size(heap), 0u);
  uint32_t position = 0;
  Value key, value;
  EXPECT_FALSE(WeakItems(*keys).next(heap, position, key, value));
  EXPECT_FALSE(WeakItems(*values).next(heap, position, key, value));
  EXPECT_EQ(values->last(heap), WeakValueMap::kNotFound);
  EXPECT_FALSE(values->erase_at(heap, 0));
  EXPECT_FALSE(values->set_value_at(heap, 0, *door));
  EXPECT_FALSE(keys->insert_new(heap, hash_identity(*door), *door, number));
  EXPECT_EQ(heap.allocation_error().kind(), ErrorKind::kUnsupported);
  keys->clear(heap);
  values->clear(heap);
}

}  // namespace
}  // namespace mayfly
