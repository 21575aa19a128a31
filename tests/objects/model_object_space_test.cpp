#include <mayfly/objects/containers/dict.h>
#include <mayfly/objects/containers/list.h>
#include <mayfly/objects/containers/tuple.h>
#include <mayfly/objects/model/bound_method.h>
#include <mayfly/objects/model/descriptors.h>
#include <mayfly/objects/model/function.h>
#include <mayfly/objects/text/string.h>
#include <mayfly/objects/value/boxed_integer.h>

#include <support/test_code.h>
#include <support/test_space.h>

namespace mayfly {
namespace {

class ObjectSpaces : public test::SpaceTest {
 protected:
  std::string_view class_name(Value value) { return space.class_of(value)->name().view(); }
};

TEST_F(ObjectSpaces, KnowTheClassOfEveryValue) {
  EXPECT_EQ(class_name(Value::nil()), "nil");
  EXPECT_EQ(class_name(Value::boolean(true)), "bool");
  EXPECT_EQ(class_name(Value::small(1)), "int");
  EXPECT_EQ(class_name(*make_integer(heap, INT64_MAX)), "int");
  EXPECT_EQ(class_name(Value::number(0.5)), "float");
  EXPECT_EQ(class_name(Value(String::create(heap, "text"))), "string");
  EXPECT_EQ(class_name(Value(&name("symbol"))), "symbol");
  EXPECT_EQ(class_name(Value(List::create(heap))), "list");
  EXPECT_EQ(class_name(Value(Tuple::create(heap, {}))), "tuple");
  EXPECT_EQ(class_name(Value(Dict::create(heap))), "dict");
  Class* a = make_class("A");
  EXPECT_EQ(class_name(Value(a)), "class");
  EXPECT_EQ(class_name(Value(space.type_class())), "class");
  EXPECT_EQ(class_name(Value(Instance::create(space, *a))), "A");
  test::TestCode* code = test::TestCode::create(heap);
  Function* function = Function::create(space, *code, nullptr);
  EXPECT_EQ(class_name(Value(code)), "code");
  EXPECT_EQ(class_name(Value(function)), "function");
  EXPECT_EQ(class_name(Value(BoundMethod::create(space, Value::nil(), *function))), "bound_method");
  EXPECT_EQ(class_name(Value(Property::create(space, Value::nil()))), "property");
  EXPECT_EQ(class_name(Value(StaticMethod::create(space, Value::nil()))), "static_method");
  EXPECT_EQ(class_name(Value(ClassMethod::create(space, Value::nil()))), "class_method");
}

TEST_F(ObjectSpaces, GiveAKindTheClassThatAFrontEndNames) {
  Class* mine = make_class("mine");
  EXPECT_EQ(space.class_of_kind(kKindModule), nullptr);
  space.set_class_of_kind(kKindModule, *mine);
  EXPECT_EQ(space.class_of_kind(kKindModule), mine);
  Root<Class> hold(heap, mine);
  ASSERT_TRUE(heap.collect_exact().exact);
  EXPECT_EQ(space.class_of_kind(kKindModule)->name().view(), "mine");
}

TEST_F(ObjectSpaces, SayWhichBuiltInObjectsCanBeWeaklyReferenced) {
  for (Class* cls :
       {space.nil_class(), space.bool_class(), space.int_class(), space.float_class(), space.class_of_kind(kKindString),
        space.class_of_kind(kKindTuple), space.class_of_kind(kKindList), space.class_of_kind(kKindDict),
        space.class_of_kind(kKindWeakRef), space.class_of_kind(kKindWeakProxy), space.callable_weak_proxy_class()})
    EXPECT_FALSE(cls->options().weakly_referenceable) << cls->name().view();
  for (Class* cls : {make_class("A"), space.type_class(), space.class_of_kind(kKindFunction),
                     space.class_of_kind(kKindBoundMethod), space.class_of_kind(kKindWeakMethod)})
    EXPECT_TRUE(cls->options().weakly_referenceable) << cls->name().view();
}

TEST_F(ObjectSpaces, KeepTheirClassesAndNamesAlive) {
  ASSERT_TRUE(heap.collect_exact().exact);
  EXPECT_EQ(space.object_class()->name().view(), "object");
  EXPECT_EQ(space.class_of(Value::small(1))->resolution_order()[1]->name().view(), "object");
  EXPECT_EQ(name("__call__").special(), Special::kCall);
}

TEST_F(ObjectSpaces, AreIndependentOfEachOther) {
  std::unique_ptr<gc::Heap> other_heap = test::make_test_heap();
  std::unique_ptr<ObjectSpace> other = test::make_test_space(*other_heap);
  EXPECT_NE(other->object_class(), space.object_class());
  EXPECT_EQ(other->hash_seed(), space.hash_seed());
  set(*space.object_class(), "x", Value::small(1));
  EXPECT_TRUE(other->object_class()->own_attribute(*other->symbols().intern("x")).is_empty());
}

TEST_F(ObjectSpaces, NameTheSlotsAsPythonDoes) {
  EXPECT_EQ(space.special_for(name("__eq__")), Special::kEqual);
  EXPECT_EQ(space.special_for(name("__imatmul__")), Special::kInPlaceMatrixMultiply);
  EXPECT_EQ(space.special_for(name("eq")), Special::kNone);
  EXPECT_EQ(space.special_name(Special::kFinalize)->view(), "__del__");
  EXPECT_STREQ(default_name(Special::kNew), "__new__");
  EXPECT_STREQ(default_name(Special::kNone), "");
}

TEST_F(ObjectSpaces, NameASlotAsAFrontEndWants) {
  ASSERT_TRUE(space.name_special(Special::kCall, name("call")));
  EXPECT_EQ(space.special_for(name("call")), Special::kCall);
  EXPECT_EQ(space.special_for(name("__call__")), Special::kNone);
  Class* a = make_class("A");
  set(*a, "__call__", Value::small(1));
  EXPECT_TRUE(a->special(Special::kCall).is_empty());
  set(*a, "call", Value::small(2));
  EXPECT_EQ(a->special(Special::kCall), Value::small(2));
  ASSERT_TRUE(space.name_special(Special::kCall, name("call")));
  ASSERT_TRUE(space.name_special(Special::kCall, name("__call__")));
  EXPECT_EQ(a->special(Special::kCall), Value::small(1));
}

TEST_F(ObjectSpaces, RefuseOneNameForTwoSlots) {
  Result<> named = space.name_special(Special::kCall, name("__len__"));
  ASSERT_FALSE(named);
  EXPECT_EQ(named.error().kind(), ErrorKind::kValue);
  EXPECT_EQ(named.error().message(),
            "'__len__' can't stand for the special operation '__call__': it stands for '__len__'");
  EXPECT_EQ(space.special_name(Special::kCall)->view(), "__call__");
}

TEST_F(ObjectSpaces, NeverGiveAKeyTwice) {
  const uint64_t first = space.next_key();
  EXPECT_NE(first, 0u);
  EXPECT_GT(space.next_key(), first);
}

}  // namespace
}  // namespace mayfly
