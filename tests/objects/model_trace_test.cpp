// Each kind of cell of the model reports every cell that one of its words refers to: a full sample of each, and what its
// trace says compared with what a scan of its words finds.
#include <mayfly/objects/containers/dict.h>
#include <mayfly/objects/containers/list.h>
#include <mayfly/objects/model/bound_method.h>
#include <mayfly/objects/model/descriptors.h>
#include <mayfly/objects/model/function.h>
#include <mayfly/objects/model/host_box.h>
#include <mayfly/objects/text/string.h>
#include <mayfly/objects/weak/finalizer.h>
#include <mayfly/objects/weak/weak_method.h>
#include <mayfly/objects/weak/weak_ref.h>

#include <support/test_code.h>
#include <support/test_space.h>

#include <map>
#include <set>

namespace mayfly {
namespace {

class Edges final : public gc::Visitor {
 public:
  void edge(gc::Cell& cell) override { found.insert(&cell); }
  std::set<const gc::Cell*> found;
};

class ModelTrace : public test::SpaceTest {
 protected:
  // Fails unless `cell` refers to at least `least` cells and declares each.
  void expect_complete(gc::Cell& cell, size_t least) {
    std::map<const gc::Cell*, size_t> live;
    heap.collect();
    heap.walk([](gc::Cell& each, size_t bytes,
                 void* data) { (*static_cast<std::map<const gc::Cell*, size_t>*>(data))[&each] = bytes; },
              &live);
    ASSERT_TRUE(live.contains(&cell)) << cell.row().name;
    Edges edges;
    cell.row().trace(cell, edges);
    const auto* words = reinterpret_cast<const uint64_t*>(&cell);
    for (size_t i = 0; i < live[&cell] / 8; i++) {
      const auto* target = reinterpret_cast<const gc::Cell*>(words[i]);
      EXPECT_TRUE(!live.contains(target) || edges.found.contains(target)) << cell.row().name << ", word " << i;
    }
    EXPECT_GE(edges.found.size(), least) << cell.row().name;
    for (const gc::Cell* each : edges.found) EXPECT_TRUE(live.contains(each)) << cell.row().name;
  }
  // An object that nothing else refers to.
  Value object() { return Value(List::create(heap)); }
};

TEST_F(ModelTrace, OfAClassIsComplete) {
  Class* a = make_class("A");
  Class* meta = make_class("Meta", {space.type_class()});
  Class* b = make_class("B", {a, make_class("Other")}, {}, meta);
  make_class("C", {b});
  for (int i = 0; i < 20; i++) set(*b, "a" + std::to_string(i), object());
  set(*b, "__call__", object());
  set(*b, "__imatmul__", object());
  // Itself no edge: metaclass, name, bases, order, attributes and their table, shape, subclasses, two slots.
  expect_complete(*b, 9);
}

TEST_F(ModelTrace, OfAShapeIsComplete) {
  Class* a = make_class("A");
  Shape* shape = &a->root_shape();
  for (int i = 0; i < 12; i++) shape = shape->add(space, name("a" + std::to_string(i)));
  shape->add(space, name("left"));
  shape->add(space, name("right"));
  expect_complete(*shape, 4);
}

TEST_F(ModelTrace, OfAnInstanceIsComplete) {
  Instance* a = Instance::create(space, *make_class("A"));
  for (int i = 0; i < 12; i++) set(*a, "a" + std::to_string(i), object());
  expect_complete(*a, 5);
}

TEST_F(ModelTrace, OfAHostBoxIsComplete) {
  static const int type = 0;
  static constexpr HostType kType = {"int", &type, [](void*) {}};
  static int object_of_host;
  Class* cls = make_class("Box", {}, {.instance_kind = kKindHostBox, .host_type = &type});
  HostBox* box = HostBox::create(space, *cls, &kType, &object_of_host);
  for (int i = 0; i < 12; i++) set(*box, "a" + std::to_string(i), object());
  expect_complete(*box, 3);
}

TEST_F(ModelTrace, OfAFunctionAndItsCodeIsComplete) {
  test::TestCode* code = test::TestCode::create(heap, String::create(heap, "code"));
  const Value captures[] = {object(), Value::small(1), object()};
  Function* function = Function::create(space, *code, String::create(heap, "function"), captures, 3);
  function->set_attributes(Dict::create(heap));
  expect_complete(*function, 5);
  expect_complete(*code, 1);
}

TEST_F(ModelTrace, OfABoundMethodIsComplete) {
  Function* function = Function::create(space, *test::TestCode::create(heap), nullptr);
  Class* type = make_class("my_method", {space.class_of_kind(kKindBoundMethod)});
  expect_complete(*BoundMethod::create(space, object(), *function, type), 3);
}

TEST_F(ModelTrace, OfDescriptorsIsComplete) {
  expect_complete(*Property::create(space, object(), object(), object(), object()), 4);
  expect_complete(*StaticMethod::create(space, object()), 1);
  expect_complete(*ClassMethod::create(space, object()), 1);
}

TEST_F(ModelTrace, OfWeakReferencesIsComplete) {
  Instance* target = Instance::create(space, *make_class("A"));
  expect_complete(**WeakRef::create(space, Value(target), object()), 1);
  Class* ref = make_class("Ref", {space.class_of_kind(kKindWeakRef)});
  WeakRef* reference = *WeakRef::create_of(space, *ref, Value(target), object());
  expect_complete(*reference, 2);
  for (int i = 0; i < 12; i++) set(*reference->own_slots(), "a" + std::to_string(i), object());
  expect_complete(*reference->own_slots(), 3);
  Function* function = Function::create(space, *test::TestCode::create(heap), nullptr);
  Class* type = make_class("my_method", {space.class_of_kind(kKindBoundMethod)});
  const Value bound = BoundMethod::create(space, Value(target), *function, type);
  expect_complete(**WeakMethod::create(space, bound, object()), 2);
  Class* method = make_class("Method", {space.class_of_kind(kKindWeakMethod)});
  expect_complete(**WeakMethod::create_of(space, *method, bound, object()), 3);
}

TEST_F(ModelTrace, OfAFinalizerIsComplete) {
  Instance* target = Instance::create(space, *make_class("A"));
  const Value values[] = {object(), object()};
  gc::Backing* names = gc::Backing::create(heap, 1);
  *reinterpret_cast<Symbol**>(names->words()) = &name("key");
  Finalizer* all[3];
  for (Finalizer*& each : all)
    each = *Finalizer::create(space, Value(target), object(), {Tuple::create(heap, values), names});
  // Callable, arguments, names, and its neighbours in the registry.
  expect_complete(*all[1], 5);
}

}  // namespace
}  // namespace mayfly
