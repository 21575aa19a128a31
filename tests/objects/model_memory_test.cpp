// What happens when memory runs out in the middle of an operation on the model: an error or a null, and nothing changed.
#include <mayfly/objects/model/bound_method.h>

#include <support/test_space.h>

#include <map>
#include <string>
#include <vector>

namespace mayfly {
namespace {

class ModelMemory : public test::SpaceTest {
 protected:
  // Runs `act` with the first allocation failing, then the second, and so on until it succeeds; `unchanged` is called
  // after each failure. Returns how many failures there were.
  template <typename Act, typename Unchanged>
  size_t fail_at_each_point(Act&& act, Unchanged&& unchanged) {
    for (size_t n = 1; n < 1000; n++) {
      bool done;
      {
        test::FailingAllocations fail(heap, n);
        done = act();
      }
      if (done) return n - 1;
      unchanged();
      if (::testing::Test::HasFailure()) return n;
    }
    ADD_FAILURE() << "still failing after 1000 allocations";
    return 0;
  }

  static int subclass_count(const Class& cls) {
    int count = 0;
    cls.for_each_subclass([](Class&, void* data) { ++*static_cast<int*>(data); }, &count);
    return count;
  }
  static std::map<std::string, uint64_t> attributes(const Instance& instance) {
    std::map<std::string, uint64_t> all;
    for (uint32_t i = 0; i < instance.shape().count(); i++) {
      Symbol* each = instance.shape().name_at(i);
      all[std::string(each->view())] = instance.own_attribute(*each).word();
    }
    return all;
  }
};

TEST_F(ModelMemory, ShortLeavesTheBasesOfANewClassAsTheyWere) {
  Class* a = make_class("A");
  Class* b = make_class("B");
  Class* c = make_class("C");
  set(*a, "__len__", Value::small(1));
  set(*b, "__len__", Value::small(2));
  Class* bases[] = {a, b, c};
  Symbol& x = name("X");
  const uint64_t key = a->root_shape().key();
  Class* made = nullptr;
  const size_t failures = fail_at_each_point(
      [&] {
        Result<Class*> result = Class::create(space, x, bases);
        if (!result) {
          EXPECT_EQ(result.error().kind(), ErrorKind::kOutOfMemory);
          return false;
        }
        made = *result;
        return true;
      },
      [&] {
        for (Class* base : bases) EXPECT_EQ(subclass_count(*base), 0);
        EXPECT_EQ(a->root_shape().key(), key);
      });
  EXPECT_GE(failures, 5u);
  for (Class* base : bases) EXPECT_EQ(subclass_count(*base), 1);
  EXPECT_EQ(made->special(Special::kLength), Value::small(1));
}

TEST_F(ModelMemory, ShortLeavesTheAttributesOfAClassAsTheyWere) {
  Class* a = make_class("A");
  Class* b = make_class("B", {a});
  for (int i = 0; i < 40; i++) {
    Symbol& attribute = name(i == 20 ? "__call__" : "a" + std::to_string(i));
    const uint64_t key = b->root_shape().key();
    fail_at_each_point([&] { return a->set_attribute(space, attribute, Value::small(i)).has_value(); },
                       [&] {
                         EXPECT_EQ(a->attribute_count(), static_cast<size_t>(i));
                         EXPECT_TRUE(a->own_attribute(attribute).is_empty());
                         EXPECT_EQ(b->root_shape().key(), key);
                         EXPECT_TRUE(b->special(Special::kCall).is_empty() || i > 20);
                       });
    EXPECT_EQ(b->find_attribute(attribute), Value::small(i));
  }
}

TEST_F(ModelMemory, ShortLeavesTheAttributesOfAnInstanceAsTheyWere) {
  Class* cls = make_class("A");
  Instance* a = Instance::create(space, *cls);
  size_t failures = 0;
  const int count = test::under_stress(heap) ? 20 : 150;
  for (int i = 0; i < count; i++) {
    Symbol& attribute = name("a" + std::to_string(i));
    const auto before = attributes(*a);
    failures += fail_at_each_point([&] { return a->set_own_attribute(space, attribute, Value::small(i)); },
                                   [&] { EXPECT_EQ(attributes(*a), before); });
    EXPECT_EQ(a->own_attribute(attribute), Value::small(i));
  }
  EXPECT_GE(failures, static_cast<size_t>(std::min(count, 64)));
}

TEST_F(ModelMemory, ShortLeavesAnAttributeThatWasToBeDeleted) {
  Class* cls = make_class("A");
  for (int count : {1, 3, 12, 70}) {
    Instance* a = Instance::create(space, *cls);
    for (int i = 0; i < count; i++) set(*a, "a" + std::to_string(i), Value::small(i));
    Symbol& first = name("a0");
    const auto before = attributes(*a);
    bool found = false;
    const size_t failures = fail_at_each_point([&] { return a->delete_own_attribute(space, first, found); },
                                               [&] {
                                                 EXPECT_TRUE(found);
                                                 EXPECT_EQ(attributes(*a), before);
                                               });
    // A shape of its own needs no memory to lose an attribute.
    EXPECT_EQ(failures > 0, count <= 64);
    EXPECT_EQ(attributes(*a).size(), before.size() - 1);
  }
}

TEST_F(ModelMemory, ShortLeavesAnInstanceInItsClass) {
  Class* before = make_class("Before");
  Class* after = make_class("After");
  set(*after, "__del__", Value::small(1));
  Instance* a = Instance::create(space, *before);
  for (int i = 0; i < 12; i++) set(*a, "a" + std::to_string(i), Value::small(i));
  const auto all = attributes(*a);
  const size_t failures = fail_at_each_point([&] { return a->set_class(space, *after); },
                                             [&] {
                                               EXPECT_EQ(&a->cls(), before);
                                               EXPECT_EQ(attributes(*a), all);
                                             });
  EXPECT_GE(failures, 5u);
  EXPECT_EQ(&a->cls(), after);
  EXPECT_EQ(attributes(*a), all);
}

TEST_F(ModelMemory, ShortMakesNoInstance) {
  Class* cls = make_class("A");
  set(*cls, "__del__", Value::small(1));
  Instance* made = nullptr;
  EXPECT_EQ(fail_at_each_point([&] { return (made = Instance::create(space, *cls)) != nullptr; }, [] {}), 1u);
}

TEST_F(ModelMemory, ShortMakesNoObjectSpaceAndLeavesNothingBehind) {
  std::unique_ptr<gc::Heap> other = test::make_test_heap();
  const size_t roots = other->roots().used();
  size_t failures = 0;
  for (size_t n = 1;; n += n < 40 ? 1 : 37) {
    test::FailingAllocations fail(*other, n);
    Result<std::unique_ptr<ObjectSpace>> made = ObjectSpace::create(*other);
    if (made) break;
    EXPECT_EQ(made.error().kind(), ErrorKind::kOutOfMemory);
    EXPECT_EQ(other->roots().used(), roots);
    failures++;
    ASSERT_LT(n, 5000u);
  }
  EXPECT_GT(failures, 40u);
}

TEST_F(ModelMemory, LimitedIsAnErrorAndNotTheEnd) {
  gc::HeapOptions options;
  options.heap_limit = 1u << 20;
  std::unique_ptr<gc::Heap> small = test::make_test_heap(options);
  std::unique_ptr<ObjectSpace> its = test::make_test_space(*small);
  Result<Class*> cls = Class::create(*its, *its->symbols().intern("Node"));
  ASSERT_TRUE(cls);
  Root<Class> node(*small, *cls);
  Symbol& next = *its->symbols().intern("next");
  Root<Instance> last(*small, Instance::create(*its, *node));
  size_t count = 0;
  for (; count < 100000; count++) {
    Instance* fresh = Instance::create(*its, *node);
    if (!fresh || !fresh->set_own_attribute(*its, next, Value(last.get()))) break;
    last = Root<Instance>(*small, fresh);
    if (test::under_stress(*small) && count == 50) GTEST_SKIP() << "too many allocations";
  }
  EXPECT_LT(count, 100000u);
  EXPECT_GT(count, 1000u);
  last.reset();
  small->collect_exact();
  EXPECT_NE(Instance::create(*its, *node), nullptr);
}

}  // namespace
}  // namespace mayfly
