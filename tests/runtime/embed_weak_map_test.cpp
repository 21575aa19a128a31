// Weak maps and sets as a host sees them: C++ keys and values.
#include <support/embed_test.h>

#include <vector>

namespace mayfly {
namespace {

struct Door {
  int64_t number = 0;
};

class WeakMapEmbedding : public test::EmbedTest {
 protected:
  WeakMapEmbedding() { doors = must(rt.define<Door>("Door").constructor<>().field("number", &Door::number).build()); }
  Root<Class> doors;
};

TEST_F(WeakMapEmbedding, ACacheForgetsWhatNobodyHolds) {
  Root<WeakValueMap> cache = must(rt.weak_value_map());
  Root<Instance> front = must(rt.wrap(Door{7}));
  must(rt.in(cache).set("front", front));
  {
    const std::optional<Root<Instance>> found = must(rt.in(cache).get<Root<Instance>>("front"));
    ASSERT_TRUE(found);
    EXPECT_EQ(host_object<Door>(*found)->number, 7);
  }
  EXPECT_EQ(must(rt.in(cache).set_default<Root<Instance>>("front", must(rt.wrap(Door{8})))), front);
  front.reset();
  EXPECT_TRUE(rt.collect_exact().exact);
  EXPECT_FALSE(must(rt.in(cache).get<Root<Instance>>("front")));
  EXPECT_EQ(must(rt.in(cache).size()), 0u);
}

TEST_F(WeakMapEmbedding, LabelsGoWithWhatTheyAreAttachedTo) {
  Root<WeakKeyMap> labels = must(rt.weak_key_map());
  Root<Instance> door = must(rt.create(doors));
  must(rt.in(labels).set(door, "green"));
  EXPECT_EQ(must(rt.in(labels).get<std::string>(door)), "green");
  EXPECT_EQ(must(rt.in(labels).pop<std::string>(door)), "green");
  EXPECT_FALSE(must(rt.in(labels).erase(door)));
  Root<WeakIdentityMap> sizes = must(rt.weak_identity_map());
  must(rt.in(sizes).set(door, 2.5));
  EXPECT_EQ(must(rt.in(sizes).find(door)), Value::number(2.5));
  door.reset();
  EXPECT_TRUE(rt.collect_exact().exact);
  EXPECT_EQ(must(rt.in(sizes).size()), 0u);
}

TEST_F(WeakMapEmbedding, ASetIsGoneThrough) {
  Root<WeakSet> open = must(rt.weak_set());
  std::vector<Root<Instance>> held;
  for (int64_t i = 0; i < 5; i++) {
    held.push_back(must(rt.wrap(Door{i})));
    must(rt.in(open).add(held.back()));
  }
  int64_t sum = 0;
  must(rt.in(open).for_each([&](Value door) { sum += host_object<Door>(door)->number; }));
  EXPECT_EQ(sum, 10);
  // f ends it with an error.
  Result<> ended = rt.in(open).for_each([&](Value door) -> Result<> {
    if (host_object<Door>(door)->number == 2) return make_error(ErrorKind::kValue, "enough");
    return {};
  });
  EXPECT_EQ(error(std::move(ended)), "ValueError: enough");
  EXPECT_EQ(error(rt.in(open).for_each([&](Value door) -> Result<> { return rt.in(open).remove(door); })),
            "ValueError: the weak_set was changed while it was iterated over");
  EXPECT_EQ(must(rt.in(open).size()), 4u);
  EXPECT_TRUE(must(rt.in(open).pop()));
}

TEST_F(WeakMapEmbedding, ErrorsSayWhatWasWrong) {
  Root<WeakKeyMap> labels = must(rt.weak_key_map());
  Root<Instance> door = must(rt.create(doors));
  must(rt.in(labels).set(door, "green"));
  EXPECT_EQ(error(rt.in(labels).get<bool>(door)), "TypeError: the result must be true or false, not 'green' (string)");
  EXPECT_EQ(error(rt.in(labels).set(5, "green")),
            "TypeError: the key of a weak_key_map must be an object that can be weakly referenced, not 5 (int)");
  EXPECT_EQ(error(rt.in(labels).set(door, Root<Instance>())),
            "ValueError: argument 2 must be an object, but is a null handle");
  EXPECT_EQ(error(rt.in(labels).find(Value(Root<Instance>()))), "ValueError: the key is a null handle");
  EXPECT_EQ(error(rt.in(Root<WeakSet>()).add(door)), "ValueError: the weak map or set is a null handle");
  EXPECT_EQ(error(rt.in(must(rt.weak_set())).add(Root<Instance>())), "ValueError: the element is a null handle");
  std::unique_ptr<Runtime> other = must(Runtime::create());
  EXPECT_FALSE(other->in(labels).size());
  EXPECT_FALSE(other->in(must(other->weak_set())).add(door));
}

}  // namespace
}  // namespace mayfly
