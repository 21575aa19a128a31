// Weak maps as programs see them: contents, order, errors (contract 6.1, 6.5 to 6.13).
#include <mayfly/objects/containers/dict.h>
#include <mayfly/objects/containers/tuple.h>
#include <mayfly/runtime/attributes/iteration.h>
#include <mayfly/runtime/attributes/operators.h>

#include <support/weak_map_test.h>

namespace mayfly {
namespace {

using WeakMaps = test::WeakMapTest;

// contract 6.1: entries vanish with the weak side; length, iteration and membership agree.
TEST_F(WeakMaps, LoseTheEntriesWhoseWeakSideDied) {
  std::vector<Root<Instance>> doors;
  for (int64_t i = 0; i < 20; i++) {
    doors.push_back(door());
    must(rt.in(values).set(i, doors.back()));
    must(rt.in(keys).set(doors.back(), i));
    must(rt.in(attached).set(doors.back(), i));
  }
  std::vector<int64_t> expected;
  for (int64_t i = 0; i < 20; i++) {
    if (i % 3 == 0)
      doors[static_cast<size_t>(i)].reset();
    else
      expected.push_back(i);
  }
  collect();
  EXPECT_EQ(must(rt.in(values).size()), 13u);
  EXPECT_EQ(must(rt.in(keys).size()), 13u);
  EXPECT_EQ(must(rt.in(attached).size()), 13u);
  EXPECT_EQ(numbers_in(values), expected);
  EXPECT_EQ(numbers_in(keys), expected);
  for (int64_t i = 0; i < 20; i++) {
    EXPECT_EQ(must(rt.in(values).contains(i)), i % 3 != 0);
    if (i % 3 != 0) {
      EXPECT_EQ(must(rt.in(keys).get<int64_t>(doors[static_cast<size_t>(i)])), i);
      EXPECT_EQ(must(rt.in(attached).get<int64_t>(doors[static_cast<size_t>(i)])), i);
      EXPECT_EQ(must(rt.in(values).get<Root<Instance>>(i)), doors[static_cast<size_t>(i)]);
    }
  }
}

// contract 6.1: the order is that of insertion; overwriting keeps the place; deleting and adding again goes last.
TEST_F(WeakMaps, AreInTheOrderOfInsertion) {
  std::vector<Root<Instance>> doors;
  for (int64_t i = 0; i < 6; i++) {
    doors.push_back(door());
    must(rt.in(values).set(i, doors.back()));
    must(rt.in(keys).set(doors.back(), i));
  }
  Root<Instance> other = door();
  must(rt.in(values).set(2, other));
  must(rt.in(keys).set(doors[2], 20));
  EXPECT_TRUE(must(rt.in(values).erase(1)));
  EXPECT_TRUE(must(rt.in(keys).erase(doors[1])));
  must(rt.in(values).set(1, doors[1]));
  must(rt.in(keys).set(doors[1], 10));
  EXPECT_EQ(numbers_in(values), (std::vector<int64_t>{0, 2, 3, 4, 5, 1}));
  EXPECT_EQ(numbers_in(keys), (std::vector<int64_t>{0, 20, 3, 4, 5, 10}));
}

// contract 6.6: keys are strong and released with the entry; what is missing or dead is absent.
TEST_F(WeakMaps, OfValuesHoldTheirKeysUntilTheValueDies) {
  Root<Instance> value = door();
  Root<WeakRef> key;
  {
    Root<Instance> held = door();
    key = must(rt.weak_reference(held));
    must(rt.in(values).set(held, value));
  }
  collect();
  ASSERT_NE(key->get(), nullptr);
  EXPECT_EQ(must(rt.in(values).get<Root<Instance>>(Value(key->get()))), value);
  value.reset();
  collect();
  EXPECT_EQ(must(rt.in(values).size()), 0u);
  // When that collection began, the map still held it.
  collect();
  EXPECT_EQ(key->get(), nullptr);
}

// contract 6.6: a key that reaches its own value keeps it, as keys are strong.
TEST_F(WeakMaps, OfValuesKeepAValueThatItsKeyReaches) {
  {
    Root<Instance> value = door();
    Root<Tuple> key(rt.heap(), Tuple::create(rt.heap(), std::vector<Value>{Value(value.get())}));
    must(rt.in(values).set(key, value));
  }
  collect();
  EXPECT_EQ(must(rt.in(values).size()), 1u);
  must(rt.in(values).clear());
  collect();
  EXPECT_EQ(must(rt.in(values).size()), 0u);
}

// contract 6.7: the death of an overwritten value does not remove the new one, also where the key was taken out and added
// again meanwhile.
TEST_F(WeakMaps, OfValuesForgetAnOverwrittenValue) {
  Root<Instance> first = door(), second = door(), third = door();
  must(rt.in(values).set("a", first));
  must(rt.in(values).set("a", second));
  must(rt.in(values).set("b", first));
  must(rt.in(values).erase("b"));
  must(rt.in(values).set("b", third));
  first.reset();
  collect();
  EXPECT_EQ(must(rt.in(values).get<Root<Instance>>("a")), second);
  EXPECT_EQ(must(rt.in(values).get<Root<Instance>>("b")), third);
  second.reset();
  collect();
  EXPECT_FALSE(must(rt.in(values).get<Root<Instance>>("a")));
  EXPECT_EQ(must(rt.in(values).size()), 1u);
}

// contract 6.8
TEST_F(WeakMaps, PopItemsNewestFirst) {
  std::vector<Root<Instance>> doors;
  for (int64_t i = 0; i < 10; i++) {
    doors.push_back(door());
    must(rt.in(values).set(i, doors.back()));
    must(rt.in(keys).set(doors.back(), i));
  }
  for (size_t dead : {9u, 8u, 5u}) doors[dead].reset();
  collect();
  for (int64_t i : {7, 6, 4}) {
    auto item = must(rt.in(values).pop_item<int64_t, Root<Instance>>());
    ASSERT_TRUE(item);
    EXPECT_EQ(item->first, i);
    EXPECT_EQ(item->second, doors[static_cast<size_t>(i)]);
    auto pair = must(rt.in(keys).pop_item<Root<Instance>, int64_t>());
    ASSERT_TRUE(pair);
    EXPECT_EQ(pair->second, i);
  }
  EXPECT_EQ(must(rt.in(values).pop<Root<Instance>>(2)), doors[2]);
  EXPECT_FALSE(must(rt.in(values).pop<Root<Instance>>(2)));
  EXPECT_FALSE(must(rt.in(values).pop<Root<Instance>>(9)));
  must(rt.in(values).clear());
  EXPECT_FALSE(must(rt.in(values).pop_item()));
}

// contract 6.8: a dead value counts as absent.
TEST_F(WeakMaps, SetADefaultWhereNothingIsAlive) {
  Root<Instance> first = door(), second = door();
  EXPECT_EQ(must(rt.in(values).set_default<Root<Instance>>("a", first)), first);
  EXPECT_EQ(must(rt.in(values).set_default<Root<Instance>>("a", second)), first);
  first.reset();
  collect();
  EXPECT_EQ(must(rt.in(values).set_default<Root<Instance>>("a", second)), second);
  EXPECT_EQ(must(rt.in(keys).set_default<int64_t>(second, 1)), 1);
  EXPECT_EQ(must(rt.in(keys).set_default<int64_t>(second, 2)), 1);
}

// contract 6.8: from a mapping, from pairs, from itself.
TEST_F(WeakMaps, AreUpdatedFromMappingsAndPairs) {
  Root<Instance> a = door(), b = door(), c = door();
  must(rt.in(values).update(must(rt.dict(kw("a") = a, kw("b") = b))));
  must(rt.in(values).update(must(rt.list(must(rt.tuple("b", c)), must(rt.list("c", c))))));
  EXPECT_EQ(must(rt.in(values).get<Root<Instance>>("a")), a);
  EXPECT_EQ(must(rt.in(values).get<Root<Instance>>("b")), c);
  must(rt.in(values).update(values));
  Root<WeakValueMap> other = must(rt.weak_value_map());
  must(rt.in(other).update(values));
  EXPECT_EQ(must(rt.in(other).size()), 3u);
  EXPECT_EQ(message(rt.in(values).update(must(rt.list(must(rt.tuple("b"))))), ErrorKind::kValue),
            "a map is made of pairs of key and value, not of <tuple of 1> (tuple)");
  EXPECT_EQ(message(rt.in(values).update(must(rt.list(must(rt.tuple("b", 1, 2))))), ErrorKind::kValue),
            "a map is made of pairs of key and value, not of <tuple of 3> (tuple)");
  EXPECT_EQ(message(rt.in(values).update(Value::small(1)), ErrorKind::kType), "'int' object can't be iterated over");
  EXPECT_EQ(must(rt.in(values).size()), 3u);
}

// contract 6.8: a copy is of the built-in class.
TEST_F(WeakMaps, AreCopiedAsPlainMaps) {
  std::vector<Root<Instance>> doors;
  for (int64_t i = 0; i < 100; i++) {
    doors.push_back(door());
    must(rt.in(values).set(i, doors.back()));
    must(rt.in(keys).set(doors.back(), i));
    must(rt.in(attached).set(doors.back(), i));
  }
  values->set_own_class(&make_class("Cache", {rt.space().class_of_kind(kKindWeakValueMap)}));
  Root<WeakValueMap> copy = must(rt.in(values).copy());
  EXPECT_EQ(copy->own_class(), nullptr);
  EXPECT_EQ(rt.space().class_of(copy.get()), rt.space().class_of_kind(kKindWeakValueMap));
  EXPECT_EQ(numbers_in(copy), numbers_in(values));
  EXPECT_EQ(numbers_in(must(rt.in(keys).copy())), numbers_in(keys));
  EXPECT_EQ(must(rt.in(must(rt.in(attached).copy())).get<int64_t>(doors[7])), 7);
  must(rt.in(values).clear());
  EXPECT_EQ(must(rt.in(copy).size()), 100u);
}

// contract 6.8: equality is that of mappings of what is alive.
TEST_F(WeakMaps, AreEqualWhenTheirLiveItemsAre) {
  Root<Instance> a = door(), b = door(), gone = door();
  must(rt.in(values).set("a", a));
  must(rt.in(values).set("gone", gone));
  must(rt.in(values).set("b", b));
  Root<WeakValueMap> other = must(rt.weak_value_map());
  must(rt.in(other).set("b", b));
  must(rt.in(other).set("a", a));
  EXPECT_FALSE(must(equals(rt, Value(values), Value(other))));
  gone.reset();
  collect();
  EXPECT_TRUE(must(equals(rt, Value(values), Value(other))));
  EXPECT_TRUE(must(equals(rt, Value(values), Value(must(rt.dict(kw("a") = a, kw("b") = b))))));
  EXPECT_TRUE(must(equals(rt, Value(must(rt.dict(kw("a") = a, kw("b") = b))), Value(values))));
  EXPECT_FALSE(must(equals(rt, Value(values), Value(must(rt.dict(kw("a") = a, kw("b") = a))))));
  EXPECT_FALSE(must(equals(rt, Value(values), Value::nil())));
  EXPECT_FALSE(must(equals(rt, Value(attached), Value(must(rt.weak_identity_map())))));
  EXPECT_TRUE(must(equals(rt, Value(keys), Value(must(rt.weak_key_map())))));
}

// contract 6.8: lists of what is alive, and of weak references to it.
TEST_F(WeakMaps, ListWhatTheyHold) {
  Root<Instance> a = door(), b = door();
  must(rt.in(values).set(1, a));
  must(rt.in(values).set(2, b));
  must(rt.in(keys).set(a, 3));
  Root<List> listed = must(rt.in(values).keys());
  EXPECT_EQ(listed->size(), 2u);
  EXPECT_EQ(listed->at(1), Value::small(2));
  EXPECT_EQ(must(rt.in(values).values())->at(0), Value(a));
  EXPECT_EQ(must(rt.in(values).items())->at(0).as<Tuple>()->at(1), Value(a));
  EXPECT_EQ(must(rt.in(keys).keys())->at(0), Value(a));
  EXPECT_EQ(must(rt.in(keys).values())->at(0), Value::small(3));
  Root<List> references = must(rt.in(values).references());
  EXPECT_EQ(references->at(1).as<WeakRef>()->get(), b.get());
  EXPECT_EQ(must(rt.in(keys).references())->at(0).as<WeakRef>()->get(), a.get());
  b.reset();
  collect();
  EXPECT_EQ(references->at(1).as<WeakRef>()->get(), nullptr);
}

// contract 6.10: equal keys share one entry; the first is retained, and its death takes the entry.
TEST_F(WeakMaps, OfKeysRetainTheFirstOfEqualKeys) {
  Class& by_value = by_value_class();
  Root<Instance> first = numbered(by_value, 7), second = numbered(by_value, 7), other = numbered(by_value, 8);
  must(rt.in(keys).set(first, 1));
  must(rt.in(keys).set(second, 2));
  must(rt.in(keys).set(other, 3));
  EXPECT_EQ(must(rt.in(keys).size()), 2u);
  EXPECT_EQ(must(rt.in(keys).get<int64_t>(first)), 2);
  EXPECT_EQ(must(rt.in(keys).keys())->at(0), Value(first));
  first.reset();
  collect();
  EXPECT_FALSE(must(rt.in(keys).get<int64_t>(second))) << "an equal key lives, and does not count";
  EXPECT_EQ(must(rt.in(keys).size()), 1u);
}

// contract 6.10: == of another class may make a key equal to one that goes by identity.
TEST_F(WeakMaps, OfKeysAskTheOtherKeysClass) {
  Root<Instance> plain = door();
  Class& wrapper_class = make_class("Wrapper");
  define(wrapper_class, "__hash__", [this](Runtime& runtime, Arguments a) -> Result<Value> {
    const uint64_t of = MAYFLY_TRY(hash(runtime, MAYFLY_TRY(runtime.get_attribute(a[0], name("of")))));
    return Value::small(static_cast<int64_t>(of));
  });
  define(wrapper_class, "__eq__", [this](Runtime& runtime, Arguments a) -> Result<Value> {
    return Value::boolean(a[1] == MAYFLY_TRY(runtime.get_attribute(a[0], name("of"))));
  });
  Root<Instance> wrapper = make_root(wrapper_class);
  set(wrapper.get(), "of", Value(plain));
  must(rt.in(keys).set(wrapper, 1));
  EXPECT_EQ(must(rt.in(keys).get<int64_t>(plain)), 1);
  must(rt.in(attached).set(wrapper, 2));
  EXPECT_FALSE(must(rt.in(attached).get<int64_t>(plain))) << "identity";
}

// contract 6.5 and 6.12: what can't be weakly referenced, and what can't be hashed.
TEST_F(WeakMaps, RefuseWhatTheyCannotHold) {
  Root<Instance> value = door();
  must(rt.in(keys).set(value, 1));
  EXPECT_EQ(message(rt.in(values).set("a", 5), ErrorKind::kType),
            "the value of a weak_value_map must be an object that can be weakly referenced, not 5 (int)");
  EXPECT_EQ(message(rt.in(values).set_default<Value>("a", "text"), ErrorKind::kType),
            "the value of a weak_value_map must be an object that can be weakly referenced, not 'text' (string)");
  EXPECT_EQ(message(rt.in(values).set(must(rt.list()), value), ErrorKind::kType), "'list' object can't be hashed");
  EXPECT_EQ(message(rt.in(values).contains(must(rt.list())), ErrorKind::kType), "'list' object can't be hashed");

  const std::string no_key = "the key of a weak_key_map must be an object that can be weakly referenced, not 5 (int)";
  EXPECT_EQ(message(rt.in(keys).set(5, 1), ErrorKind::kType), no_key);
  EXPECT_EQ(message(rt.in(keys).get<Value>(5), ErrorKind::kType), no_key);
  EXPECT_EQ(message(rt.in(keys).erase(5), ErrorKind::kType), no_key);
  EXPECT_EQ(message(rt.in(keys).pop<Value>(5), ErrorKind::kType), no_key);
  EXPECT_FALSE(must(rt.in(keys).contains(5)));
  EXPECT_FALSE(must(rt.in(keys).contains(must(rt.list()))));
  EXPECT_FALSE(must(rt.in(attached).contains("text")));
  EXPECT_EQ(message(rt.in(attached).get<Value>("text"), ErrorKind::kType),
            "the key of a weak_identity_map must be an object that can be weakly referenced, not 'text' (string)");

  Root<Instance> unhashable = make_root(unhashable_class());
  const std::string no_hash = "'Unhashable' object can't be hashed";
  EXPECT_EQ(message(rt.in(keys).set(unhashable, 1), ErrorKind::kType), no_hash);
  EXPECT_EQ(message(rt.in(keys).get<Value>(unhashable), ErrorKind::kType), no_hash);
  EXPECT_EQ(message(rt.in(keys).contains(unhashable), ErrorKind::kType), no_hash);
  must(rt.in(attached).set(unhashable, 2));
  EXPECT_EQ(must(rt.in(attached).get<int64_t>(unhashable)), 2);

  Root<Instance> strong_only = make_root(make_class("Slotted", {}, {.weakly_referenceable = false}));
  EXPECT_FALSE(rt.in(keys).set(strong_only, 1));
  EXPECT_FALSE(rt.in(values).set(1, strong_only));
  EXPECT_FALSE(rt.in(attached).set(strong_only, 1));
  EXPECT_EQ(must(rt.in(values).size()), 0u);
  EXPECT_EQ(must(rt.in(keys).size()), 1u);
}

// contract 6.5: they are unhashable, and weakly referenceable.
TEST_F(WeakMaps, AreUnhashableAndWeaklyReferenceable) {
  for (Value each : {Value(values), Value(keys), Value(attached), Value(elements)}) {
    EXPECT_FALSE(hash(rt, each));
    EXPECT_TRUE(rt.weak_reference(each));
    must(rt.in(attached).set(each, 1));
  }
  EXPECT_EQ(message(hash(rt, Value(keys)), ErrorKind::kType), "'weak_key_map' object can't be hashed");
}

// contract 6.13: the length is right under mixes of explicit and implicit removal.
TEST_F(WeakMaps, CountWhatIsLeft) {
  std::vector<Root<Instance>> doors;
  for (int64_t i = 0; i < 90; i++) {
    doors.push_back(door());
    must(rt.in(keys).set(doors.back(), i));
  }
  size_t left = 90;
  for (size_t i = 0; i < 90; i++) {
    if (i % 3 == 0 && ++i < 90) {
      must(rt.in(keys).erase(doors[i]));
      left--;
    } else if (i % 3 == 2) {
      doors[i].reset();
      left--;
    }
    if (i % 10 == 0) collect();
  }
  collect();
  EXPECT_EQ(must(rt.in(keys).size()), left);
  EXPECT_EQ(numbers_in(keys).size(), left);
}

TEST_F(WeakMaps, AnswerToGenericOperators) {
  Root<Instance> a = door();
  for (Value map : {Value(values), Value(keys), Value(attached)}) {
    EXPECT_FALSE(must(truth(rt, map)));
    const bool by_value = map.is<WeakValueMap>();
    const Value key = by_value ? text("k") : Value(a);
    const Value value = by_value ? Value(a) : text("v");
    must(set_item(rt, map, key, value));
    EXPECT_TRUE(must(truth(rt, map)));
    EXPECT_EQ(must(length(rt, map)), 1u);
    EXPECT_TRUE(must(contains(rt, map, key)));
    EXPECT_EQ(must(get_item(rt, map, key)), value);
    Iteration items(rt, map);
    EXPECT_TRUE(must(items.next()));
    EXPECT_EQ(items.value(), key);
    EXPECT_FALSE(must(items.next()));
    must(delete_item(rt, map, key));
    EXPECT_FALSE(get_item(rt, map, key));
    EXPECT_FALSE(delete_item(rt, map, key));
  }
  EXPECT_EQ(message(get_item(rt, Value(values), text("k")), ErrorKind::kKey), "no such key: 'k'");
  EXPECT_EQ(message(delete_item(rt, Value(values), text("k")), ErrorKind::kKey), "no such key: 'k'");
}

TEST_F(WeakMaps, HaveATextOfTheirLiveItems) {
  Root<Instance> a = door();
  must(rt.in(values).set("k", a));
  must(rt.in(keys).set(a, keys));
  EXPECT_EQ(string(must(representation(rt, Value(values)))), "weak_value_map{'k': <Door object>}");
  EXPECT_EQ(string(must(representation(rt, Value(keys)))), "weak_key_map{<Door object>: weak_key_map{...}}");
  a.reset();
  must(rt.in(keys).clear());
  collect();
  EXPECT_EQ(string(must(representation(rt, Value(values)))), "weak_value_map{}");
}

TEST_F(WeakMaps, OfAnotherRuntimeAreRefused) {
  std::unique_ptr<Runtime> other = test::make_test_runtime();
  Class* foreign_class = must(Class::create(other->space(), *other->space().symbols().intern("A")));
  Root<Instance> foreign(other->heap(), must(make_instance(*other, *foreign_class)));
  EXPECT_FALSE(rt.in(values).set(1, foreign));
  EXPECT_FALSE(rt.in(keys).find(Value(foreign)));
  EXPECT_FALSE(other->in(values).size());
  EXPECT_EQ(message(rt.in(Root<WeakKeyMap>()).size(), ErrorKind::kValue), "the weak map or set is a null handle");
  other.reset();
}

TEST_F(WeakMaps, ReadNullWhenTheirRuntimeIsGone) {
  std::unique_ptr<Runtime> other = test::make_test_runtime();
  Root<WeakKeyMap> map = must(other->weak_key_map());
  EXPECT_TRUE(map);
  other.reset();
  EXPECT_FALSE(map);
}

}  // namespace
}  // namespace mayfly
