// SpaceTest: a fixture with a heap and an object space of its own, made with the options that MAYFLY_GC gives, and short
// ways to make names, classes and instances.
//
//   using Classes = mayfly::test::SpaceTest;
//   TEST_F(Classes, ...) { Class* a = make_class("A"); Class* b = make_class("B", {a}); ... }
//
// What it returns is held by nothing: raw pointers on a test's stack are enough, but for exact collections.
#pragma once

#include <mayfly/objects/model/class.h>
#include <mayfly/objects/model/instance.h>
#include <mayfly/objects/model/object_space.h>
#include <mayfly/objects/text/symbol.h>

#include <support/test_heap.h>

#include <initializer_list>
#include <string_view>

namespace mayfly::test {

inline std::unique_ptr<ObjectSpace> make_test_space(gc::Heap& heap) {
  Result<std::unique_ptr<ObjectSpace>> made = ObjectSpace::create(heap);
  if (!made) {
    std::fprintf(stderr, "no object space: %s\n", made.error().to_string().c_str());
    std::exit(2);
  }
  return std::move(*made);
}

class SpaceTest : public HeapTest {
 private:
  std::unique_ptr<ObjectSpace> space_owner_ = make_test_space(heap);

 protected:
  ObjectSpace& space = *space_owner_;

  Symbol& name(std::string_view text) { return *space.symbols().intern(text); }

  // Null, and a failed test, when it can't be made.
  Class* make_class(std::string_view text, std::initializer_list<Class*> bases = {}, const ClassOptions& options = {},
                    Class* metaclass = nullptr) {
    Result<Class*> made = Class::create(space, name(text), {bases.begin(), bases.size()}, options, metaclass);
    if (made) return *made;
    ADD_FAILURE() << made.error().to_string();
    return nullptr;
  }
  // The message of the error; empty, and a failed test, when the class can be made.
  std::string class_error(std::string_view text, std::initializer_list<Class*> bases = {},
                          const ClassOptions& options = {}, Class* metaclass = nullptr) {
    Result<Class*> made = Class::create(space, name(text), {bases.begin(), bases.size()}, options, metaclass);
    if (!made) {
      EXPECT_EQ(made.error().kind(), ErrorKind::kType);
      return std::string(made.error().message());
    }
    ADD_FAILURE() << "class " << text << " was made, expected an error";
    return "";
  }
  void set(Class& cls, std::string_view attribute, Value value) {
    Result<> done = cls.set_attribute(space, name(attribute), value);
    EXPECT_TRUE(done) << done.error().to_string();
  }
  void set(Instance& instance, std::string_view attribute, Value value) {
    EXPECT_TRUE(instance.set_own_attribute(space, name(attribute), value));
  }
};

}  // namespace mayfly::test
