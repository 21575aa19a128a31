#include <mayfly/gc/weak/weak_table.h>
#include <mayfly/objects/model/subclass_list.h>

#include <support/test_space.h>

namespace mayfly {
namespace {

using SubclassLists = test::SpaceTest;

TEST_F(SubclassLists, DropDeadEntriesBeforeTheyGrow) {
  SubclassList list;
  Root<Class> kept(heap, make_class("Kept"));
  ASSERT_TRUE(list.reserve(heap));
  list.add(heap.weak_table().handle_for(*kept));
  const gc::WeakHandle dead{list.entry_count() ? heap.weak_table().handle_for(*kept).slot : nullptr, UINT64_MAX};
  for (int i = 0; i < 100; i++) {
    ASSERT_TRUE(list.reserve(heap));
    list.add(dead);
  }
  EXPECT_LE(list.entry_count(), 4u);
  int live = 0;
  list.for_each([&](Class& cls) {
    EXPECT_EQ(&cls, kept.get());
    live++;
  });
  EXPECT_EQ(live, 1);
}

TEST_F(SubclassLists, GrowWithTheirLiveEntries) {
  SubclassList list;
  Root<Class> cls(heap, make_class("A"));
  const gc::WeakHandle handle = heap.weak_table().handle_for(*cls);
  for (uint32_t i = 0; i < 100; i++) {
    ASSERT_TRUE(list.reserve(heap));
    list.add(handle);
    EXPECT_EQ(list.entry_count(), i + 1);
  }
}

}  // namespace
}  // namespace mayfly
