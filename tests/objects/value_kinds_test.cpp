// The rows of the object model's kinds.
#include <mayfly/gc/cell/backing.h>
#include <mayfly/objects/text/string.h>
#include <mayfly/objects/value/kinds.h>
#include <mayfly/objects/value/object.h>

#include <support/object_heap.h>

#include <string>

namespace mayfly {
namespace {

TEST(ObjectKinds, AreRegisteredAsOftenAsOneLikes) {
  register_object_kinds();
  register_object_kinds();
  EXPECT_STREQ(gc::kind_row(kKindString).name, "String");
  EXPECT_STREQ(gc::kind_row(kKindDict).name, "Dict");
}

TEST(ObjectKinds, HaveARowEach) {
  register_object_kinds();
  for (int kind = kKindBoxedInteger; kind <= kKindWeakSet; kind++) {
    if (kind == kKindCode) continue;  // each kind of code brings its own
    const gc::KindRow& row = gc::kind_row(static_cast<gc::KindId>(kind));
    EXPECT_STRNE(row.name, "?") << kind;
    EXPECT_EQ(row.trace == nullptr, row.leaf) << row.name;
  }
}

TEST(ObjectKinds, StayBelowThoseGivenOut) { EXPECT_LT(int{kKindModule}, int{gc::kFirstUserKind}); }

using Objects = test::ObjectHeapTest;

TEST_F(Objects, AreCellsButForShapesAndBackings) {
  EXPECT_TRUE(Object::is(*String::create(heap, "")));
  EXPECT_FALSE(Object::is(*gc::Backing::create(heap, 1)));
}

}  // namespace
}  // namespace mayfly
