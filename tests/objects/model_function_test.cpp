#include <mayfly/objects/containers/dict.h>
#include <mayfly/objects/model/bound_method.h>
#include <mayfly/objects/model/descriptors.h>
#include <mayfly/objects/model/function.h>
#include <mayfly/objects/text/string.h>

#include <support/test_code.h>
#include <support/test_space.h>

namespace mayfly {
namespace {

using Functions = test::SpaceTest;

TEST_F(Functions, HaveCodeANameAndWhatTheyCaptured) {
  String* text = String::create(heap, "open");
  test::TestCode* code = test::TestCode::create(heap, text);
  const Value captures[] = {Value::small(1), Value(text), Value::nil()};
  Function* function = Function::create(space, *code, text, captures, 3);
  EXPECT_EQ(&function->code(), code);
  EXPECT_EQ(function->name(), text);
  EXPECT_EQ(function->code().name(), text);
  ASSERT_EQ(function->capture_count(), 3u);
  EXPECT_EQ(function->capture(1), Value(text));
  function->set_capture(1, Value::small(2));
  EXPECT_EQ(function->capture(1), Value::small(2));
  EXPECT_TRUE(Code::is(*code));
  EXPECT_FALSE(Code::is(*function));
}

TEST_F(Functions, HaveAttributesOfTheirOwn) {
  Function* function = Function::create(space, *test::TestCode::create(heap), nullptr);
  EXPECT_EQ(function->attributes(), nullptr);
  Dict* attributes = Dict::create(heap);
  function->set_attributes(attributes);
  EXPECT_EQ(function->attributes(), attributes);
}

TEST_F(Functions, KeepWhatTheyCapturedAlive) {
  Root<Function> function;
  [&]() __attribute__((noinline)) {
    String* text = String::create(heap, "open");
    const Value captures[] = {Value(Instance::create(space, *make_class("A"))), Value(text)};
    function = Root<Function>(heap, Function::create(space, *test::TestCode::create(heap, text), text, captures, 2));
    function->set_attributes(Dict::create(heap));
  }
  ();
  ASSERT_TRUE(heap.collect_exact().exact);
  EXPECT_EQ(function->name()->view(), "open");
  EXPECT_EQ(function->code().name()->view(), "open");
  EXPECT_EQ(function->capture(0).as<Instance>()->cls().name().view(), "A");
  EXPECT_TRUE(function->attributes()->empty());
}

TEST_F(Functions, AreNotMadeWhenMemoryIsShort) {
  test::TestCode* code = test::TestCode::create(heap);
  test::FailingAllocations fail(heap);
  EXPECT_EQ(Function::create(space, *code, nullptr), nullptr);
  EXPECT_EQ(Property::create(space, Value::nil()), nullptr);
  EXPECT_EQ(StaticMethod::create(space, Value::nil()), nullptr);
  EXPECT_EQ(ClassMethod::create(space, Value::nil()), nullptr);
  const Value one;
  EXPECT_EQ(Function::create(space, *code, nullptr, &one, SIZE_MAX / 4), nullptr);
}

TEST_F(Functions, AreBoundByMethods) {
  Function* function = Function::create(space, *test::TestCode::create(heap), nullptr);
  Instance* receiver = Instance::create(space, *make_class("A"));
  BoundMethod* method = BoundMethod::create(space, Value(receiver), *function);
  EXPECT_EQ(method->receiver(), Value(receiver));
  EXPECT_EQ(&method->function(), function);
  EXPECT_NE(BoundMethod::create(space, Value(receiver), *function), method);
}

TEST_F(Functions, AreBoundByMethodsOfAFrontEndsType) {
  Function* function = Function::create(space, *test::TestCode::create(heap), nullptr);
  Class* type = make_class("my_method", {space.class_of_kind(kKindBoundMethod)});
  EXPECT_EQ(type->options().instance_kind, kKindBoundMethod);
  BoundMethod* method = BoundMethod::create(space, Value::small(1), *function, type);
  EXPECT_EQ(method->method_class(), type);
  EXPECT_EQ(space.class_of(Value(method)), type);
}

TEST_F(Functions, StandBehindDescriptors) {
  Property* property = Property::create(space, Value::small(1), Value::small(2), Value::small(3));
  EXPECT_EQ(property->getter(), Value::small(1));
  EXPECT_EQ(property->setter(), Value::small(2));
  EXPECT_EQ(property->deleter(), Value::small(3));
  EXPECT_TRUE(property->documentation().is_nil());
  property->set_documentation(Value::small(6));
  EXPECT_EQ(property->documentation(), Value::small(6));
  EXPECT_EQ(StaticMethod::create(space, Value::small(4))->function(), Value::small(4));
  EXPECT_EQ(ClassMethod::create(space, Value::small(5))->function(), Value::small(5));
}

TEST_F(Functions, AreDataDescriptorsOnlyAsProperties) {
  EXPECT_TRUE(is_data_descriptor(space, Value(Property::create(space, Value::nil()))));
  EXPECT_FALSE(is_data_descriptor(space, Value(StaticMethod::create(space, Value::nil()))));
  EXPECT_FALSE(is_data_descriptor(space, Value(Function::create(space, *test::TestCode::create(heap), nullptr))));
  EXPECT_FALSE(is_data_descriptor(space, Value::small(1)));
  Class* cls = make_class("A");
  set(*cls, "__set__", Value::small(1));
  EXPECT_TRUE(is_data_descriptor(space, Value(Instance::create(space, *cls))));
}

}  // namespace
}  // namespace mayfly
