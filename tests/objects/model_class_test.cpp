#include <mayfly/objects/model/descriptors.h>
#include <mayfly/objects/model/host_box.h>

#include <support/test_space.h>

namespace mayfly {
namespace {

class Classes : public test::SpaceTest {
 protected:
  static std::string subclasses(const Class& cls) {
    std::string names;
    cls.for_each_subclass(
        [](Class& subclass, void* data) {
          auto& text = *static_cast<std::string*>(data);
          if (!text.empty()) text += ' ';
          text += subclass.name().view();
        },
        &names);
    return names;
  }
};

TEST_F(Classes, WithoutBasesDeriveFromObject) {
  Class* a = make_class("A");
  ASSERT_EQ(a->bases().size(), 1u);
  EXPECT_EQ(a->bases()[0].get(), space.object_class());
  EXPECT_TRUE(a->is_subclass_of(*a));
  EXPECT_TRUE(a->is_subclass_of(*space.object_class()));
  EXPECT_FALSE(space.object_class()->is_subclass_of(*a));
  EXPECT_EQ(a->name().view(), "A");
}

TEST_F(Classes, FindAttributesAlongTheResolutionOrder) {
  Class* top = make_class("Top");
  Class* left = make_class("Left", {top});
  Class* right = make_class("Right", {top});
  Class* bottom = make_class("Bottom", {left, right});
  set(*top, "x", Value::small(1));
  set(*right, "x", Value::small(2));
  Class* owner = nullptr;
  EXPECT_EQ(bottom->find_attribute(name("x"), &owner), Value::small(2));
  EXPECT_EQ(owner, right);
  EXPECT_EQ(left->find_attribute(name("x"), &owner), Value::small(1));
  EXPECT_EQ(owner, top);
  EXPECT_TRUE(bottom->own_attribute(name("x")).is_empty());
  EXPECT_TRUE(bottom->find_attribute(name("y"), &owner).is_empty());
}

TEST_F(Classes, FindTheNextAttributeAfterAClassOfTheOrder) {
  Class* top = make_class("Top");
  Class* left = make_class("Left", {top});
  Class* right = make_class("Right", {top});
  Class* bottom = make_class("Bottom", {left, right});
  Class* stranger = make_class("Stranger");
  for (Class* cls : {top, right, bottom}) set(*cls, "x", Value(cls));
  EXPECT_EQ(bottom->find_attribute_after(name("x"), *bottom), Value(right));
  EXPECT_EQ(bottom->find_attribute_after(name("x"), *left), Value(right));
  EXPECT_EQ(bottom->find_attribute_after(name("x"), *right), Value(top));
  EXPECT_TRUE(bottom->find_attribute_after(name("x"), *top).is_empty());
  EXPECT_TRUE(bottom->find_attribute_after(name("x"), *stranger).is_empty());
}

TEST_F(Classes, ListTheirAttributesInTheOrderOfDefinition) {
  Class* a = make_class("A");
  for (const char* each : {"one", "two", "three"}) set(*a, each, Value::small(1));
  set(*a, "one", Value::small(2));
  Result<bool> deleted = a->delete_attribute(space, name("two"));
  ASSERT_TRUE(deleted);
  EXPECT_TRUE(*deleted);
  ASSERT_EQ(a->attribute_count(), 2u);
  EXPECT_EQ(a->attribute_name(0)->view(), "one");
  EXPECT_EQ(a->attribute_name(1)->view(), "three");
  EXPECT_EQ(a->own_attribute(name("one")), Value::small(2));
}

TEST_F(Classes, TellWhenThereIsNoAttributeToDelete) {
  Class* a = make_class("A");
  Class* b = make_class("B", {a});
  set(*a, "x", Value::small(1));
  Result<bool> deleted = b->delete_attribute(space, name("x"));
  ASSERT_TRUE(deleted);
  EXPECT_FALSE(*deleted);
  EXPECT_EQ(b->find_attribute(name("x")), Value::small(1));
}

// --- slots for special operations ---

TEST_F(Classes, InheritTheSlotsOfTheirBases) {
  Class* a = make_class("A");
  set(*a, "__len__", Value::small(1));
  Class* b = make_class("B", {a});
  EXPECT_EQ(b->special(Special::kLength), Value::small(1));
  EXPECT_TRUE(b->special(Special::kCall).is_empty());
}

TEST_F(Classes, ResolveSlotsThatBasesDisagreeOnByTheOrder) {
  Class* top = make_class("Top");
  set(*top, "__len__", Value::small(1));
  Class* left = make_class("Left", {top});
  Class* right = make_class("Right", {top});
  set(*right, "__len__", Value::small(2));
  EXPECT_EQ(left->special(Special::kLength), Value::small(1));
  EXPECT_EQ(make_class("Bottom", {left, right})->special(Special::kLength), Value::small(2));
}

TEST_F(Classes, PassChangesOfASlotToTheirSubclasses) {
  Class* top = make_class("Top");
  Class* left = make_class("Left", {top});
  Class* right = make_class("Right", {top});
  Class* bottom = make_class("Bottom", {left, right});
  set(*top, "__call__", Value::small(1));
  EXPECT_EQ(bottom->special(Special::kCall), Value::small(1));
  set(*right, "__call__", Value::small(2));
  EXPECT_EQ(bottom->special(Special::kCall), Value::small(2));
  EXPECT_EQ(left->special(Special::kCall), Value::small(1));
  ASSERT_TRUE(right->delete_attribute(space, name("__call__")));
  EXPECT_EQ(bottom->special(Special::kCall), Value::small(1));
  ASSERT_TRUE(top->delete_attribute(space, name("__call__")));
  EXPECT_TRUE(bottom->special(Special::kCall).is_empty());
}

TEST_F(Classes, KeepAnOverridingSlotWhenTheBaseChanges) {
  Class* a = make_class("A");
  Class* b = make_class("B", {a});
  set(*b, "__len__", Value::small(2));
  set(*a, "__len__", Value::small(1));
  EXPECT_EQ(b->special(Special::kLength), Value::small(2));
  EXPECT_EQ(a->special(Special::kLength), Value::small(1));
}

// --- data descriptors ---

TEST_F(Classes, KnowWhetherInstancesSeeADataDescriptor) {
  Class* a = make_class("A");
  Class* b = make_class("B", {a});
  EXPECT_FALSE(b->has_data_descriptors());
  set(*a, "x", Value(Property::create(space, Value::nil())));
  EXPECT_TRUE(a->has_data_descriptors());
  EXPECT_TRUE(b->has_data_descriptors());
  EXPECT_TRUE(make_class("C", {b})->has_data_descriptors());
  set(*a, "y", Value(Property::create(space, Value::nil())));
  set(*a, "x", Value::small(1));
  EXPECT_TRUE(b->has_data_descriptors());
  ASSERT_TRUE(a->delete_attribute(space, name("y")));
  EXPECT_FALSE(a->has_data_descriptors());
  EXPECT_FALSE(b->has_data_descriptors());
}

TEST_F(Classes, NoticeWhenAnAttributesClassMakesItADataDescriptor) {
  Class* descriptor = make_class("Descriptor");
  Class* a = make_class("A");
  set(*a, "x", Value(Instance::create(space, *descriptor)));
  EXPECT_FALSE(a->has_data_descriptors());
  const uint64_t key = a->root_shape().key();
  set(*descriptor, "__set__", Value::small(1));
  EXPECT_TRUE(a->has_data_descriptors());
  EXPECT_NE(a->root_shape().key(), key);
  ASSERT_TRUE(descriptor->delete_attribute(space, name("__set__")));
  EXPECT_FALSE(a->has_data_descriptors());
}

TEST_F(Classes, NoticeWhenAnAttributeGetsAClassOfDescriptors) {
  Class* plain = make_class("Plain");
  Class* descriptor = make_class("Descriptor");
  set(*descriptor, "__delete__", Value::small(1));
  Class* a = make_class("A");
  Instance* x = Instance::create(space, *plain);
  set(*a, "x", Value(x));
  const uint64_t key = a->root_shape().key();
  ASSERT_TRUE(x->set_class(space, *descriptor));
  EXPECT_TRUE(a->has_data_descriptors());
  EXPECT_NE(a->root_shape().key(), key);
  ASSERT_TRUE(x->set_class(space, *plain));
  EXPECT_FALSE(a->has_data_descriptors());
}

TEST_F(Classes, RenewAllKeysWhenObjectsOfAnExistingClassBecomeDescriptors) {
  Class* method_like = make_class("MethodLike");
  Class* a = make_class("A");
  set(*a, "m", Value(Instance::create(space, *method_like)));
  const uint64_t key = a->root_shape().key();
  set(*method_like, "__get__", Value::small(1));
  EXPECT_NE(a->root_shape().key(), key);
  EXPECT_FALSE(a->has_data_descriptors());
}

// --- what instances are made of ---

TEST_F(Classes, TakeOverWhatTheirBasesInstancesHave) {
  Class* slotted = make_class("Slotted", {}, {.weakly_referenceable = false, .accepts_attributes = false});
  EXPECT_FALSE(slotted->options().weakly_referenceable);
  EXPECT_FALSE(slotted->options().accepts_attributes);
  Class* open = make_class("Open");
  Class* both = make_class("Both", {slotted, open}, {.weakly_referenceable = false, .accepts_attributes = false});
  EXPECT_TRUE(both->options().weakly_referenceable);
  EXPECT_TRUE(both->options().accepts_attributes);
}

const int kDoor = 0;
const int kWindow = 0;

TEST_F(Classes, TakeOverTheHostTypeOfABase) {
  Class* door = make_class("Door", {}, {.instance_kind = kKindHostBox, .host_type = &kDoor});
  Class* mixin = make_class("Mixin");
  Class* front_door = make_class("FrontDoor", {mixin, door});
  EXPECT_EQ(front_door->options().instance_kind, kKindHostBox);
  EXPECT_EQ(front_door->options().host_type, &kDoor);
  EXPECT_TRUE(front_door->has_layout_of(*door));
  EXPECT_FALSE(front_door->has_layout_of(*mixin));
}

TEST_F(Classes, OfTwoHostTypesAreAnErrorThatNamesTheBases) {
  Class* door = make_class("Door", {}, {.instance_kind = kKindHostBox, .host_type = &kDoor});
  Class* window = make_class("Window", {}, {.instance_kind = kKindHostBox, .host_type = &kWindow});
  EXPECT_EQ(class_error("X", {door, window}),
            "can't make class 'X': instances of its bases 'Door' and 'Window' own "
            "different C++ types");
  EXPECT_EQ(class_error("Y", {door}, {.instance_kind = kKindHostBox, .host_type = &kWindow}),
            "can't make class 'Y': its instances and those of its base 'Door' own different C++ types");
}

const int kFrontDoor = 0;

TEST_F(Classes, MayOwnAHostTypeThatDerivesFromTheirBases) {
  Class* door = make_class("Door", {}, {.instance_kind = kKindHostBox, .host_type = &kDoor});
  Class* front =
      make_class("Front", {door}, {.instance_kind = kKindHostBox, .host_type = &kFrontDoor, .host_type_derives = true});
  EXPECT_EQ(front->options().host_type, &kFrontDoor);
  // The more derived type counts, whichever base has it.
  Class* painted = make_class("Painted", {door});
  EXPECT_EQ(make_class("A", {front, painted})->options().host_type, &kFrontDoor);
  EXPECT_EQ(make_class("B", {painted, front})->options().host_type, &kFrontDoor);
}

TEST_F(Classes, OfTwoKindsOfInstancesAreAnErrorThatNamesTheBases) {
  Class* door = make_class("Door", {}, {.instance_kind = kKindHostBox, .host_type = &kDoor});
  EXPECT_EQ(class_error("X", {door, space.type_class()}),
            "can't make class 'X': instances of its bases 'Door' and 'class' are different kinds of object");
}

TEST_F(Classes, OfADuplicateBaseAreAnError) {
  Class* a = make_class("A");
  Class* b = make_class("B");
  EXPECT_EQ(class_error("X", {a, b, a}), "can't make class 'X': duplicate base 'A'");
}

TEST_F(Classes, OfAFinalBaseAreAnError) {
  Class* a = make_class("A", {}, {.is_final = true});
  EXPECT_EQ(class_error("X", {a}), "can't make class 'X': its base 'A' is final");
  EXPECT_EQ(class_error("Y", {space.int_class()}), "can't make class 'Y': its base 'int' is final");
}

// --- metaclasses ---

TEST_F(Classes, HaveTheMostDerivedMetaclassOfTheirBases) {
  Class* meta = make_class("Meta", {space.type_class()});
  Class* derived = make_class("Derived", {meta});
  Class* a = make_class("A", {}, {}, meta);
  Class* b = make_class("B", {}, {}, derived);
  Class* plain = make_class("Plain");
  EXPECT_EQ(&plain->metaclass(), space.type_class());
  EXPECT_EQ(&a->metaclass(), meta);
  EXPECT_EQ(&make_class("C", {a})->metaclass(), meta);
  EXPECT_EQ(&make_class("D", {plain, a, b})->metaclass(), derived);
  EXPECT_EQ(&make_class("E", {b}, {}, meta)->metaclass(), derived);
  EXPECT_EQ(space.class_of(Value(a)), meta);
}

TEST_F(Classes, OfUnrelatedMetaclassesAreAnErrorThatNamesThem) {
  Class* m1 = make_class("M1", {space.type_class()});
  Class* m2 = make_class("M2", {space.type_class()});
  Class* a = make_class("A", {}, {}, m1);
  Class* b = make_class("B", {}, {}, m2);
  EXPECT_EQ(class_error("X", {a, b}),
            "can't make class 'X': its metaclass 'M1' and 'M2', that of its base 'B', are not related");
}

TEST_F(Classes, OfAMetaclassThatMakesNoClassesAreAnError) {
  Class* a = make_class("A");
  EXPECT_EQ(class_error("X", {}, {}, a), "can't make class 'X': its metaclass 'A' is no subclass of 'class'");
}

// --- subclasses ---

TEST_F(Classes, ListTheirLiveSubclassesOldestFirst) {
  Class* a = make_class("A");
  Class* b = make_class("B", {a});
  Class* c = make_class("C", {a});
  Class* d = make_class("D", {b, c});
  EXPECT_EQ(subclasses(*a), "B C");
  EXPECT_EQ(subclasses(*b), "D");
  EXPECT_EQ(subclasses(*d), "");
}

TEST_F(Classes, AreListedByNoBaseWhenTheyCouldNotBeMade) {
  Class* a = make_class("A");
  Class* b = make_class("B", {a});
  class_error("X", {a, b});
  EXPECT_EQ(subclasses(*a), "B");
  EXPECT_EQ(subclasses(*b), "");
}

TEST_F(Classes, AreForgottenByTheirBasesOnceTheyAreCollected) {
  Root<Class> base(heap, make_class("Base"));
  Root<Class> kept(heap, make_class("Kept", {base.get()}));
  [&]() __attribute__((noinline)) {
    for (int i = 0; i < 5; i++) make_class("Dropped", {base.get()});
  }
  ();
  // In a cycle with its instances, and with an attribute that is itself.
  [&]() __attribute__((noinline)) {
    Class* cyclic = make_class("Cyclic", {base.get()});
    set(*cyclic, "self", Value(cyclic));
    set(*cyclic, "instance", Value(Instance::create(space, *cyclic)));
  }
  ();
  ASSERT_TRUE(heap.collect_exact().exact);
  EXPECT_EQ(subclasses(*base), "Kept");
}

TEST_F(Classes, KeepTheirBasesAlive) {
  Root<Class> derived;
  [&]() __attribute__((noinline)) {
    Class* base = make_class("Base");
    set(*base, "x", Value::small(7));
    derived = Root<Class>(heap, make_class("Derived", {base}));
  }
  ();
  ASSERT_TRUE(heap.collect_exact().exact);
  EXPECT_EQ(derived->find_attribute(name("x")), Value::small(7));
  EXPECT_EQ(derived->bases()[0]->name().view(), "Base");
}

}  // namespace
}  // namespace mayfly
