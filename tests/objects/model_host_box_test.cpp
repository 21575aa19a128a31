#include <mayfly/gc/root/word_stack.h>
#include <mayfly/objects/model/host_box.h>

#include <support/test_space.h>

namespace mayfly {
namespace {

// A host object that counts its releases.
struct Door {
  int* releases;
};
const int kDoorType = 0;
constexpr HostType kDoor = {"Door", &kDoorType, [](void* object) {
                              Door* door = static_cast<Door*>(object);
                              ++*door->releases;
                              delete door;
                            }};

class HostBoxes : public test::SpaceTest {
 protected:
  int releases = 0;
  Root<Class> cls{heap, make_class("Door", {}, {.instance_kind = kKindHostBox, .host_type = &kDoorType})};

  HostBox* make_box() { return HostBox::create(space, *cls, &kDoor, new Door{&releases}); }
  // What a runtime does at a safe point.
  void release_due() {
    while (gc::Cell* cell = heap.next_due_release()) cell->row().release(*cell);
  }
  // Releases what is still alive, as a runtime that shuts down.
  void TearDown() override {
    cls.reset();
    while (gc::Cell* cell = heap.take_newest_finalizable()) cell->row().release(*cell);
    release_due();
  }
};

TEST_F(HostBoxes, AreInstancesWithAnObject) {
  HostBox* box = make_box();
  EXPECT_EQ(&box->cls(), cls.get());
  EXPECT_TRUE(Instance::is(*box));
  EXPECT_EQ(static_cast<Door*>(box->object())->releases, &releases);
  EXPECT_EQ(box->host_type(), &kDoor);
  for (int i = 0; i < 10; i++) set(*box, "a" + std::to_string(i), Value::small(i));
  for (int i = 0; i < 10; i++) EXPECT_EQ(box->own_attribute(name("a" + std::to_string(i))), Value::small(i));
  EXPECT_EQ(static_cast<Door*>(box->object())->releases, &releases);
}

TEST_F(HostBoxes, ReleaseTheirObjectOnceAfterTheirDeath) {
  [&]() __attribute__((noinline)) { make_box(); }
  ();
  ASSERT_TRUE(heap.collect_exact().exact);
  EXPECT_EQ(releases, 0);
  release_due();
  EXPECT_EQ(releases, 1);
  ASSERT_TRUE(heap.collect_exact().exact);
  release_due();
  EXPECT_EQ(releases, 1);
}

TEST_F(HostBoxes, ReleaseTheirObjectWhenAskedAndNotAgain) {
  Root<HostBox> box(heap, make_box());
  box->release_now();
  EXPECT_EQ(releases, 1);
  EXPECT_TRUE(box->is_released());
  EXPECT_EQ(box->object(), nullptr);
  box->release_now();
  box.reset();
  ASSERT_TRUE(heap.collect_exact().exact);
  release_due();
  EXPECT_EQ(releases, 1);
}

TEST_F(HostBoxes, TakeTheirObjectLaterButOnlyOnce) {
  Root<HostBox> box(heap, HostBox::create(space, *cls, &kDoor, nullptr));
  EXPECT_EQ(box->object(), nullptr);
  EXPECT_TRUE(box->adopt(&kDoor, new Door{&releases}));
  Door other{&releases};
  EXPECT_FALSE(box->adopt(&kDoor, &other));
  box->release_now();
  EXPECT_FALSE(box->adopt(&kDoor, &other));
  EXPECT_EQ(releases, 1);
}

TEST_F(HostBoxes, WithoutAnObjectReleaseNothing) {
  [&]() __attribute__((noinline)) { HostBox::create(space, *cls, &kDoor, nullptr); }
  ();
  ASSERT_TRUE(heap.collect_exact().exact);
  release_due();
  EXPECT_EQ(releases, 0);
}

TEST_F(HostBoxes, LeaveTheirObjectToTheCallerWhenMemoryIsShort) {
  auto door = std::make_unique<Door>(Door{&releases});
  {
    test::FailingAllocations fail(heap);
    EXPECT_EQ(HostBox::create(space, *cls, &kDoor, door.get()), nullptr);
  }
  ASSERT_TRUE(heap.collect_exact().exact);
  release_due();
  EXPECT_EQ(releases, 0);
}

TEST_F(HostBoxes, OfManyKindsOfSlotCountsAreTraced) {
  Root<HostBox> box(heap, make_box());
  [&]() __attribute__((noinline)) {
    for (int i = 0; i < 10; i++) {
      Instance* value = Instance::create(space, *make_class("V"));
      set(*value, "n", Value::small(i));
      set(*box, "a" + std::to_string(i), Value(value));
    }
  }
  ();
  ASSERT_TRUE(heap.collect_exact().exact);
  for (int i = 0; i < 10; i++) {
    Value value = box->own_attribute(name("a" + std::to_string(i)));
    EXPECT_EQ(value.as<Instance>()->own_attribute(name("n")), Value::small(i));
  }
}

}  // namespace
}  // namespace mayfly
