#include <support/test_space.h>

namespace mayfly {
namespace {

class Linearisation : public test::SpaceTest {
 protected:
  // The names of the resolution order, "X A B object".
  static std::string order(const Class* cls) {
    std::string names;
    if (!cls) return names;
    for (gc::Member<Class> each : cls->resolution_order()) {
      if (!names.empty()) names += ' ';
      names += each->name().view();
    }
    return names;
  }
};

TEST_F(Linearisation, OfAClassWithoutBasesIsTheClassAndObject) {
  EXPECT_EQ(order(make_class("A")), "A object");
  EXPECT_EQ(order(space.object_class()), "object");
  EXPECT_EQ(order(space.type_class()), "class object");
}

TEST_F(Linearisation, FollowsAChainOfSingleBases) {
  Class* a = make_class("A");
  Class* b = make_class("B", {a});
  EXPECT_EQ(order(make_class("C", {b})), "C B A object");
}

TEST_F(Linearisation, PutsTheTopOfADiamondAfterBothSides) {
  Class* top = make_class("Top");
  Class* left = make_class("Left", {top});
  Class* right = make_class("Right", {top});
  EXPECT_EQ(order(make_class("Bottom", {left, right})), "Bottom Left Right Top object");
  EXPECT_EQ(order(make_class("Other", {right, left})), "Other Right Left Top object");
}

// The example of the paper: a pedal boat is a kind of engineless and of small-multihull.
TEST_F(Linearisation, OfThePapersPedalBoat) {
  Class* boat = make_class("boat");
  Class* day_boat = make_class("day-boat", {boat});
  Class* wheel_boat = make_class("wheel-boat", {boat});
  Class* engineless = make_class("engine-less", {day_boat});
  Class* small_multihull = make_class("small-multihull", {day_boat});
  Class* pedal = make_class("pedal-wheel-boat", {engineless, wheel_boat});
  Class* catamaran = make_class("small-catamaran", {small_multihull});
  EXPECT_EQ(order(make_class("pedalo", {pedal, catamaran})),
            "pedalo pedal-wheel-boat engine-less small-catamaran small-multihull day-boat wheel-boat boat object");
}

// Six classes whose plain depth-first and breadth-first orders are both wrong.
TEST_F(Linearisation, OfSixClassesWithCrossedBases) {
  Class* f = make_class("F");
  Class* e = make_class("E");
  Class* d = make_class("D");
  Class* c = make_class("C", {d, f});
  Class* b = make_class("B", {d, e});
  EXPECT_EQ(order(make_class("A", {b, c})), "A B C D E F object");
  Class* b2 = make_class("B2", {e, d});
  EXPECT_EQ(order(make_class("A2", {b2, c})), "A2 B2 E C D F object");
}

TEST_F(Linearisation, KeepsTheOrderOfEachBase) {
  Class* a = make_class("A");
  Class* b = make_class("B");
  Class* c = make_class("C");
  Class* d = make_class("D");
  Class* e = make_class("E");
  Class* k1 = make_class("K1", {c, a, b});
  Class* k2 = make_class("K2", {b, d, e});
  Class* k3 = make_class("K3", {a, d});
  EXPECT_EQ(order(make_class("Z", {k1, k3, k2})), "Z K1 C K3 A K2 B D E object");
}

TEST_F(Linearisation, OfBasesThatDisagreeIsAnErrorThatNamesThem) {
  Class* a = make_class("A");
  Class* b = make_class("B");
  Class* ab = make_class("AB", {a, b});
  Class* ba = make_class("BA", {b, a});
  EXPECT_EQ(class_error("X", {ab, ba}), "can't make class 'X': no consistent order of its bases AB, BA");
}

TEST_F(Linearisation, OfAClassBeforeItsOwnSubclassIsAnError) {
  Class* a = make_class("A");
  Class* b = make_class("B", {a});
  EXPECT_EQ(class_error("X", {a, b}), "can't make class 'X': no consistent order of its bases A, B");
  EXPECT_EQ(class_error("Y", {space.object_class(), a}),
            "can't make class 'Y': no consistent order of its bases object, A");
  EXPECT_EQ(order(make_class("Z", {b, a})), "Z B A object");
}

TEST_F(Linearisation, ErrorsCutListsOfNamesThatAreTooLong) {
  Class* a = make_class("A");
  Class* b = make_class(std::string(500, 'b'), {a});
  EXPECT_EQ(class_error("X", {a, b}), "can't make class 'X': no consistent order of its bases A, ...");
}

TEST_F(Linearisation, OfManyBasesIsTheirOrder) {
  constexpr size_t kCount = 60;
  Class* bases[kCount];
  for (size_t i = 0; i < kCount; i++) bases[i] = make_class("Base" + std::to_string(i));
  Result<Class*> made = Class::create(space, name("X"), bases);
  ASSERT_TRUE(made);
  ASSERT_EQ((*made)->resolution_order().size(), kCount + 2);
  for (size_t i = 0; i < kCount; i++) EXPECT_EQ((*made)->resolution_order()[i + 1].get(), bases[i]);
}

// Each layer has two classes with both classes of the layer above as bases: the paths to the top are 2 to the depth.
TEST_F(Linearisation, OfDiamondsOnDiamondsTakesNoTimeInTheirPaths) {
  Class* left = make_class("L0");
  Class* right = make_class("R0");
  for (int i = 1; i < 40; i++) {
    Class* next_left = make_class("L", {left, right});
    Class* next_right = make_class("R", {left, right});
    left = next_left;
    right = next_right;
  }
  Class* bottom = make_class("Bottom", {left, right});
  EXPECT_EQ(bottom->resolution_order().size(), 82u);
  set(*space.object_class(), "reaches_all", Value::small(1));
  EXPECT_EQ(bottom->find_attribute(name("reaches_all")), Value::small(1));
}

}  // namespace
}  // namespace mayfly
