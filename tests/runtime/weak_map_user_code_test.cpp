// Weak maps whose keys' hash and == are user code: errors, changes and collections in the middle of a probe.
#include <mayfly/runtime/attributes/operators.h>

#include <support/weak_map_test.h>

namespace mayfly {
namespace {

class WeakMapUserCode : public test::WeakMapTest {
 protected:
  // A class all of whose instances have one hash, and whose == does what `on_equal` says.
  Class& asking_class() {
    Class& made = make_class("Asking");
    define(made, "__hash__", [](Runtime&, Arguments) -> Result<Value> { return Value::small(1); });
    define(made, "__eq__", [this](Runtime& runtime, Arguments a) -> Result<Value> {
      asked++;
      return on_equal(runtime, a);
    });
    return made;
  }
  std::function<Result<Value>(Runtime&, Arguments)> on_equal = [](Runtime&, Arguments) -> Result<Value> {
    return Value::boolean(false);
  };
  size_t asked = 0;
};

TEST_F(WeakMapUserCode, ThatFailsChangesNothing) {
  Class& failing = make_class("Failing");
  define(failing, "__hash__",
         [](Runtime&, Arguments) -> Result<Value> { return make_error(ErrorKind::kValue, "no hash today"); });
  Root<Instance> key = make_root(failing);
  EXPECT_EQ(message(rt.in(keys).set(key, 1), ErrorKind::kValue), "no hash today");
  EXPECT_EQ(message(rt.in(keys).contains(key), ErrorKind::kValue), "no hash today");
  EXPECT_EQ(message(rt.in(elements).add(key), ErrorKind::kValue), "no hash today");
  EXPECT_EQ(message(rt.in(values).set(key, key), ErrorKind::kValue), "no hash today");

  Class& asking = asking_class();
  Root<Instance> first = make_root(asking), second = make_root(asking);
  must(rt.in(keys).set(first, 1));
  must(rt.in(values).set(first, first));
  on_equal = [](Runtime&, Arguments) -> Result<Value> { return make_error(ErrorKind::kValue, "no comparison today"); };
  for (const std::string& text : {message(rt.in(keys).set(second, 2), ErrorKind::kValue),
                                  message(rt.in(keys).get<Value>(second), ErrorKind::kValue),
                                  message(rt.in(keys).erase(second), ErrorKind::kValue),
                                  message(rt.in(values).set(second, second), ErrorKind::kValue),
                                  message(rt.in(values).pop<Value>(second), ErrorKind::kValue)})
    EXPECT_EQ(text, "no comparison today");
  EXPECT_EQ(must(rt.in(keys).size()), 1u);
  EXPECT_EQ(must(rt.in(keys).get<int64_t>(first)), 1) << "identity goes before ==";
  EXPECT_EQ(must(rt.in(values).size()), 1u);
}

TEST_F(WeakMapUserCode, ThatChangesTheMapMakesTheProbeBeginAnew) {
  Class& asking = asking_class();
  std::vector<Root<Instance>> known;
  for (int64_t i = 0; i < 5; i++) {
    known.push_back(make_root(asking));
    must(rt.in(keys).set(known.back(), i));
    must(rt.in(values).set(known.back(), known.back()));
  }
  std::vector<Root<Instance>> more;
  Root<Instance> key = make_root(asking);
  bool within = false;
  on_equal = [&](Runtime& runtime, Arguments) -> Result<Value> {
    // Once for each look-up; the change asks again.
    if (within || more.size() >= 50) return Value::boolean(false);
    within = true;
    for (int i = 0; i < 25; i++) {
      more.push_back(door());
      MAYFLY_TRY(runtime.in(keys).set(more.back(), 100));
      MAYFLY_TRY(runtime.in(values).set(more.back(), more.back()));
    }
    MAYFLY_TRY(runtime.in(keys).erase(known[0]));
    within = false;
    return Value::boolean(false);
  };
  must(rt.in(keys).set(key, 7));
  must(rt.in(values).set(key, key));
  EXPECT_EQ(more.size(), 50u);
  EXPECT_EQ(must(rt.in(keys).get<int64_t>(key)), 7);
  EXPECT_EQ(must(rt.in(keys).size()), 4u + 50u + 1u);
  EXPECT_EQ(must(rt.in(values).size()), 5u + 50u + 1u);
  for (size_t i = 1; i < 5; i++) EXPECT_EQ(must(rt.in(keys).get<int64_t>(known[i])), static_cast<int64_t>(i));
}

TEST_F(WeakMapUserCode, ThatChangesTheMapEachTimeIsAnError) {
  Class& asking = asking_class();
  Root<Instance> known = make_root(asking), key = make_root(asking), other = door();
  must(rt.in(keys).set(known, 1));
  on_equal = [&](Runtime& runtime, Arguments) -> Result<Value> {
    MAYFLY_TRY(runtime.in(keys).set(other, 1));
    MAYFLY_TRY(runtime.in(keys).erase(other));
    return Value::boolean(false);
  };
  EXPECT_EQ(message(rt.in(keys).set(key, 2), ErrorKind::kValue),
            "the comparison of a weak_key_map's keys changes the weak_key_map each time");
  EXPECT_EQ(must(rt.in(keys).size()), 1u);
}

TEST_F(WeakMapUserCode, ThatClearsTheMapFindsItEmpty) {
  Class& asking = asking_class();
  Root<Instance> known = make_root(asking), key = make_root(asking);
  must(rt.in(keys).set(known, 1));
  on_equal = [&](Runtime& runtime, Arguments) -> Result<Value> {
    MAYFLY_TRY(runtime.in(keys).clear());
    return Value::boolean(true);
  };
  EXPECT_FALSE(must(rt.in(keys).get<int64_t>(key)));
  must(rt.in(keys).set(key, 2));
  EXPECT_EQ(must(rt.in(keys).size()), 1u);
}

// Exact collections inside ==: what is being compared is held by the probe alone.
TEST_F(WeakMapUserCode, ThatCollectsFindsBothKeysAlive) {
  Class& asking = asking_class();
  set(asking, "alive", Value::small(1));
  std::vector<Root<Instance>> known;
  for (int64_t i = 0; i < 6; i++) {
    known.push_back(make_root(asking));
    must(rt.in(keys).set(known.back(), i));
    must(rt.in(elements).add(known.back()));
  }
  size_t collections = 0;
  on_equal = [&](Runtime& runtime, Arguments a) -> Result<Value> {
    // All known ones die but the one at hand.
    known.clear();
    EXPECT_TRUE(runtime.collect_exact().exact);
    collections++;
    for (uint32_t i = 0; i < 2; i++) EXPECT_TRUE(runtime.get_attribute(a[i], name("alive")));
    return Value::boolean(true);
  };
  must(rt.in(keys).set(make(asking), 10));
  // The candidate was equal, and lived when its value was set; nobody holds it any more.
  EXPECT_EQ(collections, 1u);
  EXPECT_EQ(must(rt.in(keys).size()), 1u);
  collect();
  EXPECT_EQ(must(rt.in(keys).size()), 0u);
  EXPECT_EQ(must(rt.in(elements).size()), 0u);
}

// The value of the entry whose key is being compared dies meanwhile: the entry is absent then.
TEST_F(WeakMapUserCode, ThatLetsTheValueDieFindsItAbsent) {
  Class& asking = asking_class();
  Root<Instance> known = make_root(asking), value = door(), other = door();
  must(rt.in(values).set(known, value));
  on_equal = [&](Runtime& runtime, Arguments) -> Result<Value> {
    value.reset();
    EXPECT_TRUE(runtime.collect_exact().exact);
    return Value::boolean(true);
  };
  Root<Instance> key = make_root(asking);
  EXPECT_FALSE(must(rt.in(values).get<Value>(key)));
  EXPECT_EQ(must(rt.in(values).size()), 0u);

  value = door();
  must(rt.in(values).set(known, value));
  must(rt.in(values).set(key, other));
  EXPECT_EQ(must(rt.in(values).size()), 1u);
  EXPECT_EQ(must(rt.in(values).get<Root<Instance>>(key)), other);
  EXPECT_EQ(must(rt.in(values).keys())->at(0), Value(key)) << "added anew";
}

TEST_F(WeakMapUserCode, IsNotAskedWhereIdentityDecides) {
  Class& asking = asking_class();
  Root<Instance> a = make_root(asking), b = make_root(asking);
  must(rt.in(attached).set(a, 1));
  must(rt.in(attached).set(b, 2));
  EXPECT_EQ(must(rt.in(attached).get<int64_t>(a)), 1);
  EXPECT_EQ(asked, 0u);
}

// Keys whose hash is that of a number, and which say that they are that number.
TEST_F(WeakMapUserCode, MayMakeAKeyEqualToAPlainOne) {
  Class& like_a_number = make_class("LikeANumber");
  define(like_a_number, "__hash__", [](Runtime&, Arguments) -> Result<Value> { return Value::small(42); });
  define(like_a_number, "__eq__",
         [](Runtime&, Arguments a) -> Result<Value> { return Value::boolean(a[1] == Value::small(42)); });
  Root<Instance> value = door(), key = make_root(like_a_number);
  must(rt.in(values).set(key, value));
  EXPECT_EQ(must(rt.in(values).get<Root<Instance>>(42)), value);
  EXPECT_FALSE(must(rt.in(values).get<Root<Instance>>(43)));
  must(rt.in(values).set(42, key));
  EXPECT_EQ(must(rt.in(values).size()), 1u);
  EXPECT_EQ(must(rt.in(values).keys())->at(0), Value(key)) << "the first key stays";
}

}  // namespace
}  // namespace mayfly
