// Lists, tuples and dicts of a subclass: they keep their class alive.
#include <mayfly/gc/root/weak_root.h>
#include <mayfly/gc/verify/verifier.h>
#include <mayfly/objects/containers/dict.h>
#include <mayfly/objects/containers/list.h>
#include <mayfly/objects/containers/tuple.h>

#include <support/test_space.h>

namespace mayfly {
namespace {

class OwnClass : public test::SpaceTest {
 protected:
  template <typename Container>
  void expect_kept(Root<Container> made, gc::WeakRoot<Class> cls) {
    heap.collect_exact();
    ASSERT_FALSE(cls.expired());
    EXPECT_EQ(made->own_class(), cls.get());
    EXPECT_EQ(space.class_of(made.get()), cls.get());
    EXPECT_EQ(gc::Verifier::check(heap).problem, "");
    made.reset();
    heap.collect_exact();
    EXPECT_TRUE(cls.expired());
  }
};

TEST_F(OwnClass, IsKeptByAList) {
  Class* cls = make_class("Stack");
  expect_kept(Root<List>(heap, List::create(heap, {}, cls)), gc::WeakRoot<Class>(heap, cls));
}

TEST_F(OwnClass, IsKeptByATuple) {
  Class* cls = make_class("Point");
  expect_kept(Root<Tuple>(heap, Tuple::create(heap, {}, cls)), gc::WeakRoot<Class>(heap, cls));
}

TEST_F(OwnClass, IsKeptByADict) {
  Class* cls = make_class("Registry");
  expect_kept(Root<Dict>(heap, Dict::create(heap, cls)), gc::WeakRoot<Class>(heap, cls));
}

TEST_F(OwnClass, MayBeChanged) {
  Class* cls = make_class("Stack");
  List* list = List::create(heap);
  Dict* dict = Dict::create(heap);
  list->set_own_class(cls);
  dict->set_own_class(cls);
  EXPECT_EQ(list->own_class(), cls);
  EXPECT_EQ(dict->own_class(), cls);
  list->set_own_class(nullptr);
  EXPECT_EQ(list->own_class(), nullptr);
}

}  // namespace
}  // namespace mayfly
