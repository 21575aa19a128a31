// Weak sets as programs see them (contract 6.1, 6.12, 6.15).
#include <mayfly/objects/containers/dict.h>
#include <mayfly/runtime/attributes/operators.h>

#include <support/weak_map_test.h>

namespace mayfly {
namespace {

class WeakSets : public test::WeakMapTest {
 protected:
  WeakSets() {
    for (int64_t i = 0; i < 6; i++) doors.push_back(door());
  }
  Root<WeakSet> set_of(std::initializer_list<size_t> which) {
    Root<WeakSet> made = must(rt.weak_set());
    for (size_t i : which) must(rt.in(made).add(doors[i]));
    return made;
  }
  Root<List> list_of(std::initializer_list<size_t> which) {
    Root<List> made(rt.heap(), List::create(rt.heap()));
    for (size_t i : which) EXPECT_TRUE(made->append(rt.heap(), Value(doors[i])));
    return made;
  }
  // Which of the doors are in it, in its order.
  std::vector<size_t> in(const Root<WeakSet>& of) {
    std::vector<size_t> seen;
    must(rt.in(of).for_each([&](Value element) {
      for (size_t i = 0; i < doors.size(); i++)
        if (Value(doors[i]) == element) seen.push_back(i);
    }));
    return seen;
  }
  using Which = std::vector<size_t>;

  std::vector<Root<Instance>> doors;
};

TEST_F(WeakSets, HoldEachElementOnceAndWeakly) {
  Root<WeakSet> set = set_of({0, 1, 2, 1});
  EXPECT_EQ(must(rt.in(set).size()), 3u);
  EXPECT_TRUE(must(rt.in(set).contains(doors[1])));
  EXPECT_FALSE(must(rt.in(set).contains(doors[3])));
  EXPECT_TRUE(must(rt.in(set).discard(doors[0])));
  EXPECT_FALSE(must(rt.in(set).discard(doors[0])));
  EXPECT_EQ(message(rt.in(set).remove(doors[0]), ErrorKind::kKey), "no such element: <Door object>");
  must(rt.in(set).remove(doors[2]));
  doors[1].reset();
  collect();
  EXPECT_EQ(must(rt.in(set).size()), 0u);
}

// contract 6.15 and 6.10: by equality, the first stays.
TEST_F(WeakSets, RetainTheFirstOfEqualElements) {
  Class& by_value = by_value_class();
  Root<Instance> first = numbered(by_value, 1), second = numbered(by_value, 1);
  must(rt.in(elements).add(first));
  must(rt.in(elements).add(second));
  EXPECT_EQ(must(rt.in(elements).elements())->at(0), Value(first));
  EXPECT_TRUE(must(rt.in(elements).contains(second)));
  EXPECT_EQ(must(rt.in(elements).references())->at(0).as<WeakRef>()->get(), first.get());
  first.reset();
  collect();
  EXPECT_FALSE(must(rt.in(elements).contains(second)));
}

// contract 6.15: popping from an empty one is an error.
TEST_F(WeakSets, PopWhatIsAlive) {
  Root<WeakSet> set = set_of({0, 1, 2});
  doors[2].reset();
  collect();
  EXPECT_EQ(must(rt.in(set).pop<Root<Instance>>()), doors[1]);
  EXPECT_EQ(must(rt.in(set).pop<Root<Instance>>()), doors[0]);
  EXPECT_EQ(message(rt.in(set).pop(), ErrorKind::kKey), "there is nothing to pop: the weak set is empty");
}

// contract 6.5, 6.12
TEST_F(WeakSets, RefuseWhatTheyCannotHold) {
  const std::string refused = "the element of a weak_set must be an object that can be weakly referenced, not 5 (int)";
  Value five = Value::small(5);
  EXPECT_EQ(message(rt.in(elements).add(five), ErrorKind::kType), refused);
  EXPECT_EQ(message(rt.in(elements).discard(five), ErrorKind::kType), refused);
  EXPECT_FALSE(must(rt.in(elements).contains(five)));
  Root<Instance> unhashable = make_root(unhashable_class());
  EXPECT_EQ(message(rt.in(elements).add(unhashable), ErrorKind::kType), "'Unhashable' object can't be hashed");
  EXPECT_EQ(message(rt.in(elements).contains(unhashable), ErrorKind::kType), "'Unhashable' object can't be hashed");
  EXPECT_EQ(must(rt.in(elements).size()), 0u);
}

// contract 6.15: with any iterable; results are new.
TEST_F(WeakSets, AreCombined) {
  Root<WeakSet> set = set_of({0, 1, 2});
  for (Value other : {Value(set_of({2, 1, 4})), Value(list_of({2, 1, 4, 2}))}) {
    Root<Value> held(rt.heap(), other);
    EXPECT_EQ(in(must(rt.in(set).union_with(held))), (Which{0, 1, 2, 4}));
    EXPECT_EQ(in(must(rt.in(set).intersection(held))), (Which{1, 2}));
    EXPECT_EQ(in(must(rt.in(set).difference(held))), (Which{0}));
    EXPECT_EQ(in(must(rt.in(set).symmetric_difference(held))), (Which{0, 4}));
    EXPECT_FALSE(must(rt.in(set).is_subset(held)));
    EXPECT_FALSE(must(rt.in(set).is_superset(held)));
    EXPECT_FALSE(must(rt.in(set).is_disjoint(held)));
  }
  EXPECT_EQ(in(set), (Which{0, 1, 2}));
  EXPECT_TRUE(must(rt.in(set).is_subset(list_of({3, 2, 1, 0}))));
  EXPECT_TRUE(must(rt.in(set).is_superset(list_of({2, 0}))));
  EXPECT_TRUE(must(rt.in(set).is_disjoint(list_of({4}))));
  EXPECT_FALSE(rt.in(set).union_with(Value::small(1)));
}

// contract 6.15: the forms in place keep the identity, and work against the set itself.
TEST_F(WeakSets, AreChangedInPlace) {
  Root<WeakSet> set = set_of({0, 1});
  must(rt.in(set).update(list_of({1, 2, 3})));
  EXPECT_EQ(in(set), (Which{0, 1, 2, 3}));
  must(rt.in(set).update(SetOperation::kIntersection, list_of({1, 2, 5})));
  EXPECT_EQ(in(set), (Which{1, 2}));
  must(rt.in(set).update(SetOperation::kSymmetricDifference, list_of({2, 3})));
  EXPECT_EQ(in(set), (Which{1, 3}));
  must(rt.in(set).update(SetOperation::kDifference, list_of({3})));
  EXPECT_EQ(in(set), (Which{1}));
  must(rt.in(set).update(set));
  must(rt.in(set).update(SetOperation::kIntersection, set));
  EXPECT_EQ(in(set), (Which{1}));
  must(rt.in(set).update(SetOperation::kDifference, set));
  EXPECT_EQ(in(set), Which());
  must(rt.in(set).add(doors[1]));
  must(rt.in(set).update(SetOperation::kSymmetricDifference, set));
  EXPECT_EQ(in(set), Which());
}

// What can't be an element is an error only where it would be added; the set is then unchanged.
TEST_F(WeakSets, TakeWhatCannotBeAnElementAsAbsent) {
  Root<WeakSet> set = set_of({0, 1});
  Root<List> mixed = list_of({1, 2});
  ASSERT_TRUE(mixed->append(rt.heap(), Value::small(5)));
  EXPECT_EQ(in(must(rt.in(set).intersection(mixed))), (Which{1}));
  EXPECT_EQ(in(must(rt.in(set).difference(mixed))), (Which{0}));
  EXPECT_FALSE(must(rt.in(set_of({1, 2})).is_superset(mixed)));
  EXPECT_FALSE(rt.in(set).union_with(mixed));
  EXPECT_FALSE(rt.in(set).symmetric_difference(mixed));
  EXPECT_FALSE(rt.in(set).update(mixed));
  EXPECT_EQ(in(set), (Which{0, 1}));
}

// contract 6.15: a subclass is kept.
TEST_F(WeakSets, GiveResultsOfTheirClass) {
  Class& registry = make_class("Registry", {rt.space().class_of_kind(kKindWeakSet)});
  Root<WeakSet> set = set_of({0});
  set->set_own_class(&registry);
  EXPECT_EQ(rt.space().class_of(must(rt.in(set).copy()).get()), &registry);
  EXPECT_EQ(rt.space().class_of(must(rt.in(set).union_with(list_of({1}))).get()), &registry);
  EXPECT_EQ(string(must(representation(rt, Value(set)))), "Registry{<Door object>}");
}

// contract 6.15: equal to weak sets alone.
TEST_F(WeakSets, AreEqualToWeakSetsAlone) {
  Root<WeakSet> set = set_of({0, 1});
  EXPECT_TRUE(must(equals(rt, Value(set), Value(set_of({1, 0})))));
  EXPECT_FALSE(must(equals(rt, Value(set), Value(set_of({1})))));
  EXPECT_FALSE(must(equals(rt, Value(set), Value(set_of({1, 2})))));
  EXPECT_FALSE(must(equals(rt, Value(set), Value(list_of({0, 1})))));
  EXPECT_FALSE(must(equals(rt, Value(set), Value(keys))));
  Root<WeakSet> more = set_of({0, 1, 2});
  doors[2].reset();
  collect();
  EXPECT_TRUE(must(equals(rt, Value(set), Value(more))));
}

TEST_F(WeakSets, AnswerToGenericOperators) {
  Root<WeakSet> set = set_of({0, 1});
  EXPECT_EQ(must(length(rt, Value(set))), 2u);
  EXPECT_TRUE(must(truth(rt, Value(set))));
  EXPECT_TRUE(must(contains(rt, Value(set), Value(doors[0]))));
  EXPECT_FALSE(get_item(rt, Value(set), Value(doors[0])));
  EXPECT_FALSE(hash(rt, Value(set)));
  must(rt.in(set).clear());
  EXPECT_FALSE(must(truth(rt, Value(set))));
}

}  // namespace
}  // namespace mayfly
