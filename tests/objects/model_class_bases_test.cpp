#include <mayfly/objects/model/class_bases.h>
#include <mayfly/objects/model/descriptors.h>

#include <support/test_space.h>

#include <vector>

namespace mayfly {
namespace {

class ClassBases : public test::SpaceTest {
 protected:
  Result<> assign(Class* cls, std::initializer_list<Class*> bases) {
    return assign_bases(space, *cls, {bases.begin(), bases.size()});
  }
  static std::string order(const Class* cls) {
    std::string names;
    for (gc::Member<Class> each : cls->resolution_order()) {
      if (!names.empty()) names += ' ';
      names += each->name().view();
    }
    return names;
  }
  static std::string subclasses(const Class* cls) {
    std::string names;
    cls->for_each_subclass(
        [](Class& subclass, void* data) {
          auto& text = *static_cast<std::string*>(data);
          if (!text.empty()) text += ' ';
          text += subclass.name().view();
        },
        &names);
    return names;
  }

  // The fixture's own memory keeps nothing alive.
  Class* kept(Class* cls) {
    roots_.emplace_back(heap, cls);
    return cls;
  }

 private:
  std::vector<Root<Class>> roots_;

 protected:
  Class* top = kept(make_class("Top"));
  Class* a = kept(make_class("A", {top}));
  Class* b = kept(make_class("B", {top}));
  Class* middle = kept(make_class("Middle", {a}));
  Class* bottom = kept(make_class("Bottom", {middle}));
};

// contract 4.1
TEST_F(ClassBases, DecideTheOrderOfTheClassAndOfThoseBelow) {
  ASSERT_TRUE(assign(middle, {b}));
  EXPECT_EQ(order(middle), "Middle B Top object");
  EXPECT_EQ(order(bottom), "Bottom Middle B Top object");
  ASSERT_TRUE(assign(middle, {a, b}));
  EXPECT_EQ(order(bottom), "Bottom Middle A B Top object");
  ASSERT_EQ(middle->bases().size(), 2u);
  EXPECT_EQ(middle->bases()[1].get(), b);
  EXPECT_TRUE(bottom->is_subclass_of(*b));
}

TEST_F(ClassBases, OrderAClassAfterAllOfItsChangedBases) {
  Class* left = make_class("Left", {middle});
  Class* right = make_class("Right", {middle});
  Class* joint = make_class("Joint", {left, right});
  ASSERT_TRUE(assign(middle, {b}));
  EXPECT_EQ(order(joint), "Joint Left Right Middle B Top object");
}

// contract 4.4
TEST_F(ClassBases, AreSeenByAttributesAndTheirCaches) {
  set(*a, "x", Value::small(1));
  set(*b, "x", Value::small(2));
  const Shape& shape = bottom->root_shape();
  const uint64_t key = shape.key();
  EXPECT_EQ(bottom->find_attribute(name("x")), Value::small(1));
  ASSERT_TRUE(assign(middle, {b}));
  EXPECT_EQ(bottom->find_attribute(name("x")), Value::small(2));
  EXPECT_NE(shape.key(), key);
}

TEST_F(ClassBases, GiveAndTakeSpecialMethodsAndDataDescriptors) {
  set(*b, "__len__", Value::small(1));
  set(*b, "p", Value(Property::create(space, Value::nil())));
  EXPECT_TRUE(bottom->special(Special::kLength).is_empty());
  EXPECT_FALSE(bottom->has_data_descriptors());
  ASSERT_TRUE(assign(middle, {b}));
  EXPECT_EQ(bottom->special(Special::kLength), Value::small(1));
  EXPECT_TRUE(bottom->has_data_descriptors());
  ASSERT_TRUE(assign(middle, {a}));
  EXPECT_TRUE(bottom->special(Special::kLength).is_empty());
  EXPECT_FALSE(bottom->has_data_descriptors());
}

// contract 4.13
TEST_F(ClassBases, ListTheirSubclasses) {
  ASSERT_TRUE(assign(middle, {b}));
  EXPECT_EQ(subclasses(a), "");
  EXPECT_EQ(subclasses(b), "Middle");
  ASSERT_TRUE(assign(middle, {a, b}));
  EXPECT_EQ(subclasses(a), "Middle");
  EXPECT_EQ(subclasses(b), "Middle");
}

// contract 8.1
TEST_F(ClassBases, GiveInstancesThatThereAreAFinalizer) {
  Instance* instance = Instance::create(space, *bottom);
  set(*b, "__del__", Value::small(1));
  ASSERT_TRUE(assign(middle, {b}));
  EXPECT_TRUE(instance->has_flag(gc::Cell::kFinalizable));
}

TEST_F(ClassBases, ThatCannotBeChangeNothing) {
  const auto refused = [&](std::initializer_list<Class*> bases) {
    Result<> done = assign(middle, bases);
    EXPECT_FALSE(done);
    EXPECT_EQ(order(bottom), "Bottom Middle A Top object");
    EXPECT_EQ(middle->bases().size(), 1u);
    EXPECT_EQ(subclasses(b), "");
    return done ? std::string() : std::string(done.error().message());
  };
  EXPECT_EQ(refused({middle}), "can't give class 'Middle' the base 'Middle', which derives from it");
  EXPECT_EQ(refused({b, bottom}), "can't give class 'Middle' the base 'Bottom', which derives from it");
  EXPECT_EQ(refused({a, a}), "can't give class 'Middle' bases: duplicate base 'A'");
  EXPECT_EQ(refused({top, a}), "can't make class 'Middle': no consistent order of its bases Top, A");
}

TEST_F(ClassBases, ThatAClassBelowCannotHaveChangeNothing) {
  Class* crossed = make_class("Crossed", {b, middle});
  Result<> done = assign(middle, {a, b});
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().message(), "can't make class 'Crossed': no consistent order of its bases B, Middle");
  EXPECT_EQ(order(crossed), "Crossed B Middle A Top object");
  EXPECT_EQ(order(middle), "Middle A Top object");
}

TEST_F(ClassBases, AreWhatTheyWereWhenMemoryRunsOut) {
  for (uint32_t every = 1; every < 12; every++) {
    heap.set_fail_every(every);
    Result<> done = assign(middle, {a, b});
    heap.set_fail_every(0);
    if (done) {
      EXPECT_EQ(order(bottom), "Bottom Middle A B Top object");
      ASSERT_TRUE(assign(middle, {a}));
    } else {
      EXPECT_EQ(done.error().kind(), ErrorKind::kOutOfMemory) << every;
      EXPECT_EQ(order(bottom), "Bottom Middle A Top object") << every;
    }
  }
}

}  // namespace
}  // namespace mayfly
